"""A table to take away, as a file that a spreadsheet opens safely."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_response(
    name: str,
    form: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    for_people: bool = True,
) -> HttpResponse:
    """`form` is a key of `TYPES`; `for_people` as in `write_csv`. The writer of spreadsheets is loaded only when somebody wants one."""
    from socialgoods.exchange import writing

    target = io.BytesIO()
    if form == "csv":
        writing.write_csv(target, headings, rows, for_people=for_people)
    else:
        writing.write_xlsx(target, {title or name: (headings, rows)})
    return HttpResponse(
        target.getvalue(),
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"},
    )
