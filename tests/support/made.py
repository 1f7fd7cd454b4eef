"""Small files and keys for tests."""

import io

from PIL import Image


def key(number: int) -> str:
    return f"{number:032x}"


def picture(size=(60, 40), color="green", form="JPEG", **how) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, color).save(target, form, **how)
    return target.getvalue()
