"""The list of books, one of them at a glance, its accounts, and one account with its running balance."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.periods import FiscalYear
from socialgoods.kernel.permissions import require
from socialgoods.ledger import permissions
from socialgoods.ledger.actions import account as actions
from socialgoods.ledger.actions.entity import open_programme
from socialgoods.ledger.forms.books import AccountForm, EndForm, PeriodForm, ProgrammeForm, presets
from socialgoods.ledger.models import Account
from socialgoods.ledger.models.books import DEBIT_KINDS
from socialgoods.ledger.queries import books as queries
from socialgoods.ledger.queries.account_page import account_page
from socialgoods.ledger.queries.balances import sums
from socialgoods.ledger.views.frame import May, books_for, frame


@require_safe
@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    roles = permissions.books_of(request.user, on)
    rows = list(queries.visible(kept=roles, with_county=permissions.may_read_county(request.user, on)))
    context = {
        "rows": [(row, roles.get(row.pk, "")) for row in rows],
        "may_open": permissions.may_open_county(request.user, on),
    }
    return render(request, "ledger/ledger.html", context)


@login_required
def programme_books(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    require(permissions.may_open_county(request.user, on))
    form = ProgrammeForm(request.POST or None, initial={"opened_on": date(on.year, 1, 1)})
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        made = open_programme(
            code=read["code"], name=read["name"], opened_on=read["opened_on"], keeper=read["person"], on=on, by=request.user,  # type: ignore[arg-type]
            at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("‘%(name)s’의 장부를 열었습니다.") % {"name": made.name})
        return redirect(made)
    return render(request, "ledger/programme_books.html", {"form": form})


@require_safe
@login_required
def books(request: HttpRequest, code: str) -> HttpResponse:
    entity, on = books_for(request, code), clock.today()
    found = queries.overview(entity, on=on)
    queries.with_legs(found.last)
    bars = {
        "unit": "won",
        "rows": [{"label": f"{month.year % 100}. {month.month}.", "value": won} for month, won in found.months],
    }
    context = frame(request, entity, "books") | {"found": found, "bars": bars, "is_fresh": entity.last_number == 0}
    return render(request, "ledger/books.html", context)


@require_safe
@login_required
def accounts(request: HttpRequest, code: str) -> HttpResponse:
    entity = books_for(request, code)
    held = sums(entity, until=clock.today().replace(year=9999))
    rows = []
    for row in entity.accounts.order_by("code"):
        debit, credit = held.get(row.pk, (0, 0))
        won = debit - credit if row.kind in DEBIT_KINDS else credit - debit
        rows.append((row, won, row.pk in held, actions.is_needed(entity, row)))
    return render(request, "ledger/accounts.html", frame(request, entity, "accounts") | {"rows": rows})


@login_required
def account_new(request: HttpRequest, code: str) -> HttpResponse:
    entity = books_for(request, code, permissions.may_keep)
    groups = list(dict.fromkeys(entity.accounts.exclude(group="").order_by("code").values_list("group", flat=True)))
    form = AccountForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add(entity=entity, **form.cleaned_data, by=request.user, at=clock.now())  # type: ignore[arg-type]
        except actions.NotPossible as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("‘%(name)s’ 계정을 만들었습니다.") % {"name": row.name})
            return redirect("accounts", code)
    return render(request, "ledger/account_new.html", frame(request, entity, "accounts") | {"form": form})


@require_safe
@login_required
def account(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row, on = account_for(request, code, account, permissions.may_read), clock.today()
    year = FiscalYear.of(on, row.entity.end_month)
    form, since, until = PeriodForm.asked(request.GET, since=year.starts_on, last=on)
    found = account_page(row, since=since, until=until, number=request.GET.get("page"))
    context = frame(request, row.entity, "accounts") | {
        "account": row, "form": form, "since": since, "until": until, "last": form.initial["last"], "found": found,
        "presets": [(label, first, last, (first, last) == (since, form.initial["last"])) for label, first, last in presets(row.entity, on)],
        "end_form": EndForm(initial={"on": on}), "is_needed": actions.is_needed(row.entity, row), "is_debit": row.kind in DEBIT_KINDS,
    }  # fmt: skip
    return render(request, "ledger/account.html", context)


@login_required
@require_POST
def account_end(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account, permissions.may_keep)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("언제부터 쓰지 않는지 날을 적어 주세요."))
        return redirect(row)
    try:
        actions.end(account=row, on=form.cleaned_data["on"], by=request.user, at=clock.now())  # type: ignore[arg-type]
    except actions.NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("‘%(name)s’ 계정을 더 쓰지 않습니다. 적힌 것은 그대로 남습니다.") % {"name": row.name}
        )
    return redirect(row)


@login_required
@require_POST
def account_take_up(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account, permissions.may_keep)
    actions.take_up(account=row, by=request.user, at=clock.now())  # type: ignore[arg-type]
    messages.success(request, _("‘%(name)s’ 계정을 다시 씁니다.") % {"name": row.name})
    return redirect(row)


def account_for(request: HttpRequest, code: str, account: str, may: May) -> Account:
    entity = books_for(request, code, may)
    return get_object_or_404(Account.objects.select_related("entity"), entity=entity, code=account)
