"""Two drawn pictures of a made-up product: the label before and after a designer came. No photograph, nobody's product."""

import io
from typing import Any

from socialgoods.kernel.files import Fit, photo

SIZE = (900, 1100)


def before() -> Fit:
    return _drawn("#e9e4da", "#b9a37e", "#f7f4ec", ("#6b6b6b", "#6b6b6b", "#6b6b6b"), "포장_바꾸기_전.png", neat=False)


def after() -> Fit:
    return _drawn("#eef3ee", "#6f8f4e", "#fffdf6", ("#2f5d3a", "#c7772e", "#2f5d3a"), "포장_바꾼_뒤.png", neat=True)


def _drawn(ground: str, glass: str, label: str, inks: tuple[str, str, str], name: str, *, neat: bool) -> Fit:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((210, 960, 690, 1040), fill="#00000010" if neat else "#d8d1c3")
    draw.rounded_rectangle((280, 300, 620, 1000), 60, fill=glass)
    draw.rounded_rectangle((380, 150, 520, 330), 24, fill=glass)
    draw.rounded_rectangle((370, 120, 530, 190), 16, fill=inks[1] if neat else "#8d8d8d")
    _label(draw, label, inks, neat=neat)
    held = io.BytesIO()
    picture.save(held, "PNG")
    return photo(held.getvalue(), name, most_pixels=4_000_000)


def _label(draw: Any, label: str, inks: tuple[str, str, str], *, neat: bool) -> None:
    if not neat:
        draw.polygon([(300, 560), (604, 540), (612, 800), (308, 822)], fill=label)
        for number, width in enumerate((250, 190, 270, 120, 240, 160, 260)):
            top = 575 + 32 * number
            draw.rectangle((325, top, 325 + width, top + 12), fill=inks[0])
        return
    draw.rounded_rectangle((296, 500, 604, 880), 20, fill=label)
    draw.ellipse((380, 530, 520, 670), fill=inks[1])
    draw.polygon([(450, 548), (500, 640), (400, 640)], fill=label)
    draw.rounded_rectangle((345, 705, 555, 740), 10, fill=inks[0])
    draw.rounded_rectangle((385, 765, 515, 785), 8, fill=inks[2])
    draw.rectangle((345, 820, 555, 826), fill=inks[1])
