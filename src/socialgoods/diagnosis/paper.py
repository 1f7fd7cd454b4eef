"""Documents of the diagnosis: the form to be filled in by hand, and the result on one page."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.diagnosis.rules.assessment import Asked
from socialgoods.kernel import typesetting
from socialgoods.registry.models import Organization

DOCUMENTS = Path(__file__).parent / "documents"


def compiled(name: str, words: dict[str, Any]) -> bytes:
    return typesetting.compiled(DOCUMENTS / name, words)


def pdf(organization: Organization, *, year: int, title: str, version: str, items: Sequence[Asked]) -> bytes:
    """The form for a pen. An advisor enters it later."""
    return compiled("form.typ", words(organization, year=year, title=title, version=version, items=items))


def words(organization: Organization, *, year: int, title: str, version: str, items: Sequence[Asked]) -> dict[str, Any]:
    numbered = list(enumerate(items, start=1))
    return {
        "title": _("%(year)s년 %(title)s") % {"year": year, "title": title},
        "facts": [
            (_("조직"), f"{organization.name} ({organization.code})"),
            (_("문항의 판"), version),
            (_("적은 사람과 날"), ""),
        ],
        "how": _("가장 가까운 칸에 표시해 주세요. 모르거나 해당이 없으면 맨 오른쪽에 표시합니다."),
        "low": _("전혀 아니다"),
        "high": _("매우 그렇다"),
        "none": _("모름"),
        "yes": _("예"),
        "no": _("아니요"),
        "number": _("숫자"),
        "sections": [
            {"name": section, "items": [_item(number, item) for number, item in rows]}
            for section, rows in groupby(numbered, key=lambda pair: pair[1].section)
        ],
    }


def _item(number: int, item: Asked) -> dict[str, Any]:
    return {"number": number, "text": item.text, "kind": item.kind, "scale": item.scale}
