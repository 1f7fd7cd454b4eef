"""Documents as PDF by typst. All words come from outside; a template only sets them."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def compiled(template: Path, words: dict[str, Any]) -> bytes:
    """`words` as JSON, with the language, the county and whom to call."""
    import typst  # 80 MB that only this needs

    fonts = [str(folder) for folder in (settings.PACKAGE / "portal" / "fonts").iterdir()]
    county = settings.COUNTY
    whole = {
        "language": (get_language() or "ko")[:2],
        "county": f"{county.name} · {county.contact}",
        "footer": _("문의 %(phone)s") % {"phone": county.phone},
        **words,
    }
    return typst.compile(
        str(template), format="pdf", font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(whole, ensure_ascii=False)},
    )  # fmt: skip
