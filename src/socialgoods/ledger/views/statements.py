"""Trial balance, income statement, balance sheet: on the screen, as a spreadsheet, on paper. And the books as a whole to take away."""

import tempfile
from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger import paper
from socialgoods.ledger.actions import export
from socialgoods.ledger.forms.books import DayForm, PeriodForm, presets
from socialgoods.ledger.models import Entity
from socialgoods.ledger.queries import sheets
from socialgoods.ledger.queries.journal import journal
from socialgoods.ledger.queries.sheets import Sheet
from socialgoods.ledger.views.frame import books_for, frame

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_safe
@login_required
def trial_balance(request: HttpRequest, code: str) -> HttpResponseBase:
    entity = books_for(request, code)
    form, on = DayForm.asked(request.GET, today=clock.today())
    return _answer(request, entity, sheets.trial_balance(entity, on=on), {"form": form, "day": on})


@require_safe
@login_required
def income_statement(request: HttpRequest, code: str) -> HttpResponseBase:
    entity, on = books_for(request, code), clock.today()
    year = FiscalYear.of(on, entity.end_month)
    form, since, until = PeriodForm.asked(request.GET, since=year.starts_on, last=on)
    last = until - timedelta(days=1)
    more = {
        "form": form, "day": last,
        "presets": [(label, first, final, (first, final) == (since, last)) for label, first, final in presets(entity, on)],
    }  # fmt: skip
    return _answer(request, entity, sheets.income_statement(entity, since=since, until=until), more)


@require_safe
@login_required
def balance_sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    entity = books_for(request, code)
    form, on = DayForm.asked(request.GET, today=clock.today())
    return _answer(request, entity, sheets.balance_sheet(entity, on=on), {"form": form, "day": on})


@require_safe
@login_required
def journal_file(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """For hledger, and whoever comes after us: plain text."""
    entity = books_for(request, code)
    export.note(entity, what="journal", by=request.user, at=clock.now())  # type: ignore[arg-type]
    lines = (some.encode() for some in journal(entity))
    return _handed(StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8"), f"{entity.code}.journal")


@require_safe
@login_required
def books_file(request: HttpRequest, code: str) -> FileResponse:
    entity = books_for(request, code)
    _form, on = DayForm.asked(request.GET, today=clock.today())
    export.note(entity, what="xlsx", by=request.user, at=clock.now())  # type: ignore[arg-type]
    return spreadsheet(export.whole(entity, on=on), f"{entity.code}-{on:%Y%m%d}.xlsx")


@require_safe
@login_required
def statements_paper(request: HttpRequest, code: str) -> HttpResponse:
    """All three on paper, as of a day."""
    entity = books_for(request, code)
    _form, on = DayForm.asked(request.GET, today=clock.today())
    since = FiscalYear.of(on, entity.end_month).starts_on
    rows = [
        sheets.balance_sheet(entity, on=on),
        sheets.income_statement(entity, since=since, until=on + timedelta(days=1)),
        sheets.trial_balance(entity, on=on),
    ]
    export.note(entity, what="pdf", by=request.user, at=clock.now())  # type: ignore[arg-type]
    return _file(paper.statements(entity, rows, at=clock.now()), f"{entity.code}-{on:%Y%m%d}.pdf", "application/pdf")


def _answer(request: HttpRequest, entity: Entity, sheet: Sheet, more: dict[str, Any]) -> HttpResponseBase:
    form, name = request.GET.get("form"), f"{entity.code}-{sheet.name}-{more['day']:%Y%m%d}"
    if form in {"xlsx", "pdf"}:
        export.note(entity, what=f"{sheet.name} {form}", by=request.user, at=clock.now())  # type: ignore[arg-type]
    if form == "xlsx":
        return spreadsheet({sheet.title: export.sheet_table(entity, sheet)}, f"{name}.xlsx")
    if form == "pdf":
        return _file(paper.statements(entity, [sheet], at=clock.now()), f"{name}.pdf", "application/pdf")
    return render(
        request,
        f"ledger/{sheet.name}.html",
        frame(request, entity, sheet.name) | {"sheet": sheet, "loss": max(-sheet.answer[0], 0)} | more,
    )


def spreadsheet(tables: dict[str, export.Table], name: str) -> FileResponse:
    """Written to the disk and read from there: however long the books are, they do not fill the memory."""
    from socialgoods.exchange.writing import write_xlsx  # xlsxwriter only when somebody wants one

    target = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it
    write_xlsx(target, tables)
    target.seek(0)
    return _handed(FileResponse(target, content_type=XLSX), name)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return _handed(HttpResponse(content, content_type=kind), name)


def _handed(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer
