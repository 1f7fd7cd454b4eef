"""The budget and what became of it, closing a period, and who keeps the books."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import FiscalYear, day_before
from socialgoods.kernel.permissions import require
from socialgoods.ledger import permissions
from socialgoods.ledger.actions import budget as budgeting
from socialgoods.ledger.actions import export
from socialgoods.ledger.actions import keeper as keeping
from socialgoods.ledger.actions.close import close_period as close
from socialgoods.ledger.actions.post import NotPosted
from socialgoods.ledger.forms.books import Budgets, CloseForm, DayForm, KeeperForm, closable
from socialgoods.ledger.models import Budget, Entity
from socialgoods.ledger.models.books import RESULT_KINDS
from socialgoods.ledger.queries import budget as budgets
from socialgoods.ledger.queries.open_points import open_points
from socialgoods.ledger.queries.statements import income_statement
from socialgoods.ledger.rules.hand import grouped
from socialgoods.ledger.views.frame import books_for, frame
from socialgoods.ledger.views.statements import spreadsheet


@require_safe
@login_required
def budget_actual(request: HttpRequest, code: str) -> HttpResponse:
    entity, today = books_for(request, code), clock.today()
    year = _year(request, entity)
    when = FiscalYear(year, entity.end_month)
    on = min(DayForm.asked(request.GET, today=today)[1], day_before(when.ends_on))
    if request.GET.get("form") == "xlsx":
        export.note(entity, what="budget xlsx", by=request.user, at=clock.now())  # type: ignore[arg-type]
        return spreadsheet(
            {_("예산과 실적"): export.budget_table(entity, year=year, on=on)}, f"{code}-budget-{year}.xlsx"
        )
    rows = budgets.against_actual(entity, year=year, until=min(when.ends_on, on.fromordinal(on.toordinal() + 1)))
    spent = [row.expense for row in rows if row.expense]
    context = frame(request, entity, "budget_actual") | {
        "year": year, "rows": rows, "day": on, "years": _years(request, entity, year),
        "planned": sum(row.budget or 0 for row in spent), "spent": sum(row.actual for row in spent),
        "over": sum(len(row.over) for row in rows), "is_closed": when.ends_on <= entity.closed_until,
        "has_budget": any(line.budget is not None for row in rows for line in row.lines),
    }  # fmt: skip
    return render(request, "ledger/budget_actual.html", context)


@login_required
def budget_edit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    entity = books_for(request, code, permissions.may_keep)
    if year not in budgets.years(entity, clock.today()):
        raise Http404
    accounts = {row.code: row for row in entity.accounts.filter(kind__in=RESULT_KINDS).order_by("code")}
    rows = Budget.objects.filter(entity=entity, year=year).select_related("account")
    initial = [{"programme": row.programme, "account": row.account.code, "amount": row.amount} for row in rows]
    is_copied = not initial and bool(request.GET.get("copy"))
    if is_copied:
        before = Budget.objects.filter(entity=entity, year=year - 1).select_related("account")
        initial = [{"programme": row.programme, "account": row.account.code, "amount": row.amount} for row in before]
    kwargs: dict[str, Any] = {
        "initial": initial, "prefix": "item", "form_kwargs": {"choices": grouped(accounts.values())}
    }  # fmt: skip
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and "more" in data:
        data["item-TOTAL_FORMS"] = str(min(int(data.get("item-TOTAL_FORMS") or 0), 200) + 5)
    forms, problem = Budgets(data, **kwargs), ""
    if data is not None and "more" not in data and forms.is_valid():
        try:
            budgeting.set_budget(entity=entity, year=year, items=forms.items(accounts), by=request.user, at=clock.now())  # type: ignore[arg-type]
        except budgeting.NotBudgeted as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("%(year)s 회계연도 예산을 저장했습니다.") % {"year": year})
            return redirect(f"{reverse('budget_actual', args=[code])}?year={year}")
    context = frame(request, entity, "budget_actual") | {
        "year": year, "forms": forms, "problem": problem, "is_more": data is not None and "more" in data,
        "is_copied": is_copied, "programmes": budgets.programmes(entity),
        "may_copy": not initial and Budget.objects.filter(entity=entity, year=year - 1).exists(),
    }  # fmt: skip
    return render(request, "ledger/budget_edit.html", context)


@login_required
def close_period(request: HttpRequest, code: str) -> HttpResponse:
    """First what is still open, then the press that cannot be taken back."""
    entity, today = books_for(request, code), clock.today()
    form = CloseForm(request.POST or None, entity=entity, today=today) if closable(entity, today) else None
    until = _until(request, entity)
    points = open_points(entity, until=until) if until else []
    serious = [point for point in points if point.is_serious]
    if request.method == "POST":
        require(permissions.may_close(request.user, entity, today))
        if form and form.is_valid() and until:
            if serious and not form.cleaned_data["sure"]:
                form.add_error(
                    "sure",
                    _("아직 열린 일이 %(n)s가지 있습니다. 살펴보고, 그래도 마감하려면 표시해 주세요.")
                    % {"n": len(serious)},
                )
            elif _close(request, entity, form):
                return redirect("close_period", code)
    if form and until and not form.is_bound:
        form.initial["until"] = until.isoformat()
    context = frame(request, entity, "close_period") | {
        "form": form, "points": points, "serious": serious, "until": until, "last_day": day_before(until) if until else None,
        "closings": list(entity.closings.select_related("closed_by").order_by("-starts_on")),
        "closed_day": entity.closed_day, "is_never": entity.closed_until == entity.opened_on,
        "result": _result(entity, until),
    }  # fmt: skip
    return render(request, "ledger/close_period.html", context)


def _close(request: HttpRequest, entity: Entity, form: CloseForm) -> bool:
    try:
        made = close(entity=entity, until=form.cleaned_data["until"], by=request.user, at=clock.now())  # type: ignore[arg-type]
    except NotPosted as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("%(day)s까지 마감했습니다.") % {"day": seoul_date(day_before(made.ends_on))})
    return True


def _until(request: HttpRequest, entity: Entity) -> Any:
    """The end that is asked about: as posted, as linked, or the last that may be closed."""
    choices = closable(entity, clock.today())
    asked = request.POST.get("until") or request.GET.get("until") or ""
    return next((each for each in choices if each.isoformat() == asked), choices[-1] if choices else None)


def _result(entity: Entity, until: Any) -> int | None:
    """What goes over to the retained surplus if a fiscal year ends by then."""
    if until is None:
        return None
    year, found, any_ended = FiscalYear.of(entity.closed_until, entity.end_month), 0, False
    while year.ends_on <= until:
        found += income_statement(entity, since=year.starts_on, until=year.ends_on).result
        year, any_ended = FiscalYear(year.year + 1, entity.end_month), True
    return found if any_ended else None


@login_required
def keepers(request: HttpRequest, code: str) -> HttpResponse:
    entity, on = books_for(request, code), clock.today()
    form = KeeperForm(request.POST or None, initial={"starts_on": on, "role": "bookkeeper"})
    if request.method == "POST":
        require(permissions.may_appoint(request.user, entity, on))
        if form.is_valid():
            read = form.cleaned_data
            try:
                keeping.appoint(
                    entity=entity, user=read["person"], role=read["role"], starts_on=read["starts_on"], by=request.user,  # type: ignore[arg-type]
                    at=clock.now(),
                )  # fmt: skip
            except keeping.NotAppointed as refusal:
                form.add_error("person", str(refusal))
            else:
                messages.success(request, _("%(name)s 님을 정했습니다.") % {"name": read["person"].name})
                return redirect("keepers", code)
    context = frame(request, entity, "keepers") | {"form": form, "rows": list(entity.keepers.select_related("user"))}
    return render(request, "ledger/keepers.html", context)


@login_required
@require_POST
def keeper_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    entity, on = books_for(request, code, permissions.may_appoint), clock.today()
    row = get_object_or_404(entity.keepers.select_related("user", "entity"), pk=pk)
    try:
        keeping.dismiss(keeper=row, on=on, by=request.user, at=clock.now())  # type: ignore[arg-type]
    except keeping.NotAppointed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s 님의 일을 오늘까지로 끝냈습니다.") % {"name": row.user.name})
    return redirect("ledger") if row.user_id == request.user.pk else redirect("keepers", code)


def _year(request: HttpRequest, entity: Entity) -> int:
    this = FiscalYear.of(clock.today(), entity.end_month).year
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in budgets.years(entity, clock.today()) else this


def _years(request: HttpRequest, entity: Entity, here: int) -> list[dict[str, Any]]:
    return [
        {"label": str(year), "url": f"{request.path}?year={year}", "active": year == here, "count": None}
        for year in budgets.years(entity, clock.today())[:6]
    ]
