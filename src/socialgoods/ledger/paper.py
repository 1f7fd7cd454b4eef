"""Statements on paper. All words come from here; the template beside it only sets them."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_moment, won
from socialgoods.kernel.typesetting import compiled
from socialgoods.ledger.models import Entity
from socialgoods.ledger.queries.sheets import Row, Sheet

DOCUMENTS = Path(__file__).parent / "documents"
NARROW = 3


def statements(entity: Entity, sheets: list[Sheet], *, at: datetime) -> bytes:
    return compiled(DOCUMENTS / "statement.typ", words(entity, sheets, at=at))


def words(entity: Entity, sheets: list[Sheet], *, at: datetime) -> dict[str, Any]:
    return {
        "title": f"{entity.name} · {', '.join(sheet.title for sheet in sheets)}",
        "name": entity.name,
        "unit": _("단위: 원"),
        "account": _("계정"),
        "source": _("확정한 전표 1번부터 %(last)s번까지에서 계산했습니다.") % {"last": entity.last_number},
        "footer": _("%(when)s에 만듦") % {"when": seoul_moment(at)},
        "sheets": [_sheet(sheet) for sheet in sheets],
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "when": sheet.when,
        "definition": sheet.definition,
        "headings": sheet.headings,
        "is_wide": len(sheet.headings) > NARROW,
        "rows": [
            [row.kind, f"{row.account} {row.name}".strip(), *_amounts(row, len(sheet.headings))] for row in sheet.rows
        ],
    }


def _amounts(row: Row, count: int) -> list[str]:
    """In a wide table nothing stays empty: a field of zeros is hard to read."""
    return [won(amount) if amount or count <= NARROW else "" for amount in row.amounts] or [""] * count
