"""A row and the organisation it was taken for, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.kernel.hangul import normalise_name
from socialgoods.registry.models import Organization
from socialgoods.registry.rules.imports.matching import Because

if TYPE_CHECKING:
    from socialgoods.registry.queries.imports.preview import Preview

BECAUSE: dict[str, str | Promise] = {
    Because.ADDRESS.value: gettext_lazy("이름과 주소가 같습니다."),
    Because.DISTRICT.value: gettext_lazy("이름과 읍·면이 같습니다."),
    Because.NOTHING_ELSE.value: gettext_lazy("이름이 같고, 둘 다 주소를 모릅니다."),
    Because.NAME.value: gettext_lazy("이름이 같습니다. 같은 곳인지는 알 수 없습니다."),
}
COMPARED = ("name", "kind", "sector", "area", "address", "business_no", "phone", "founded_on")


@dataclass(frozen=True)
class TwinShown:
    because: str | Promise
    is_one: bool
    is_chosen: bool
    choice: str
    """What to say for “the same”: a record's number, or -1 - position of the earlier row."""
    title: str
    url: str
    rows: list[dict[str, Any]]


def shown_twins(preview: Preview, raw: list[tuple[int, dict[str, Any]]]) -> dict[int, TwinShown]:
    """Per position. One query for all records on the page."""
    found = {position: row["twin"] for position, row in raw if "twin" in row}
    ids = [twin[1] for twin in found.values() if twin[2]]
    records = {row.pk: row for row in Organization.objects.filter(pk__in=ids).select_related("district")} if ids else {}
    fields = [name for *_, name in preview.reader.head["columns"]]
    shown = {}
    for position, row in raw:
        if position not in found:
            continue
        because, other, is_record, is_one, is_chosen = found[position]
        mine = dict(zip(fields, row["cells"], strict=True))
        if is_record and other in records:
            record = records[other]
            title, url, theirs = (
                _("등록부의 %(code)s") % {"code": record.code},
                record.get_absolute_url(),
                _said(record, preview),
            )
            choice = str(other)
        elif is_record:
            continue
        else:
            earlier = preview.numbers.index(other)
            cells = preview.reader.piece(earlier // 100)[earlier % 100]["cells"]
            title, url, theirs = _("%(row)s행") % {"row": other}, "", dict(zip(fields, cells, strict=True))
            choice = str(-1 - earlier)
        rows = _compared(mine, theirs, preview)
        shown[position] = TwinShown(BECAUSE.get(because, ""), is_one, is_chosen, choice, title, url, rows)
    return shown


def _said(record: Organization, preview: Preview) -> dict[str, str]:
    values = {name: getattr(record, name, "") for name in COMPARED if name != "area"}
    values["area"] = str(record.district or "")
    return {
        name: str(preview.labels.value(name, value))
        if value and name in {"kind", "sector", "founded_on"}
        else str(value or "")
        for name, value in values.items()
    }


def _compared(mine: dict[str, str], theirs: dict[str, str], preview: Preview) -> list[dict[str, Any]]:
    names = [name for name in COMPARED if mine.get(name) or theirs.get(name)]
    return [
        {
            "label": preview.labels.field(name),
            "left": mine.get(name, ""),
            "right": theirs.get(name, ""),
            "same": _alike(name, mine.get(name, ""), theirs.get(name, "")),
        }
        for name in names
    ]


def _alike(name: str, one: str, other: str) -> bool:
    if name == "name":
        return normalise_name(one) == normalise_name(other)
    return "".join(filter(str.isalnum, one)) == "".join(filter(str.isalnum, other))
