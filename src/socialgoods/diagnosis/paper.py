"""Documents of the diagnosis: the form to be filled in by hand, and the result on one page."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.diagnosis.rules.assessment import Asked
from socialgoods.registry import codes
from socialgoods.registry.models import Organization

DOCUMENTS = Path(__file__).parent / "documents"


def compiled(name: str, words: dict[str, Any]) -> bytes:
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
        str(DOCUMENTS / name), format="pdf", font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(whole, ensure_ascii=False)},
    )  # fmt: skip


def pdf(organization: Organization, *, year: int, version: str, items: Sequence[Asked]) -> bytes:
    names = codes.dimensions()
    numbered = list(enumerate(items, start=1))
    return compiled(
        "form.typ",
        {
            "title": _("%(year)s년 종합진단") % {"year": year},
            "facts": [
                (_("조직"), f"{organization.name} ({organization.code})"),
                (_("문항의 판"), version),
                (_("적은 사람과 날"), ""),
            ],
            "how": _("가장 가까운 칸에 표시해 주세요. 모르거나 해당이 없으면 맨 오른쪽에 표시합니다."),
            "low": _("전혀 아니다"),
            "high": _("매우 그렇다"),
            "none": _("모름"),
            "sections": [
                {"name": names[dimension], "items": [(number, item.text, item.scale) for number, item in rows]}
                for dimension, rows in groupby(numbered, key=lambda pair: pair[1].dimension)
            ],
        },
    )
