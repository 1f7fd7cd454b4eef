"""Statements on paper. All words come from here; the template beside it only sets them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import seoul_moment, won
from socialgoods.ledger.models import Entity
from socialgoods.ledger.queries.sheets import Sheet

DOCUMENTS = Path(__file__).parent / "documents"


def statements(entity: Entity, sheets: list[Sheet], *, at: datetime) -> bytes:
    import typst  # 80 MB that only this needs

    fonts = [str(folder) for folder in (settings.PACKAGE / "portal" / "fonts").iterdir()]
    return typst.compile(
        str(DOCUMENTS / "statement.typ"), format="pdf", font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(words(entity, sheets, at=at), ensure_ascii=False)},
    )  # fmt: skip


def words(entity: Entity, sheets: list[Sheet], *, at: datetime) -> dict[str, Any]:
    return {
        "language": (get_language() or "ko")[:2],
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
        "is_wide": len(sheet.headings) > 3,
        "rows": [
            [row.kind, f"{row.account} {row.name}".strip(), *_amounts(row.amounts, len(sheet.headings))]
            for row in sheet.rows
        ],
    }


def _amounts(amounts: tuple[int | None, ...], count: int) -> list[str]:
    """An account without a movement stays empty: a column of zeros is hard to read."""
    return [won(amount) if amount else ("" if amount is None else "0") for amount in amounts] or [""] * count
