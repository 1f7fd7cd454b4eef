"""All the county knows about a person, to take home: a readable page, CSV for a spreadsheet, JSON for a program."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from socialgoods.exchange import writing
from socialgoods.kernel.formats import seoul_moment
from socialgoods.people.known import Section, written
from socialgoods.people.models import User


def archive(sections: Sequence[Section], *, person: User, at: datetime) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        context = {"sections": sections, "person": person, "at": seoul_moment(at), "county": settings.COUNTY}
        zipped.writestr("index.html", render_to_string("people/export.html", context))
        zipped.writestr("data.json", json.dumps(_plain(sections, at), ensure_ascii=False, indent=1))
        for section in sections:
            zipped.writestr(f"{section.key}.csv", _csv(section))
    return target.getvalue()


def _csv(section: Section) -> bytes:
    target = io.BytesIO()
    writing.write_csv(
        target, section.columns, [[written(cell) for cell in row] for row in section.rows], for_people=True
    )
    return target.getvalue()


def _plain(sections: Sequence[Section], at: datetime) -> dict[str, Any]:
    return {
        "written_at": at.isoformat(),
        "county": settings.COUNTY.name,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "why": section.why,
                "rows": [dict(zip(section.columns, map(_json_cell, row), strict=True)) for row in section.rows],
            }
            for section in sections
        ],
    }


def _json_cell(cell: Any) -> Any:
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)
