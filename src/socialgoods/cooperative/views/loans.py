"""Small loans: what is lent, what may still be lent, who is late."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.cooperative import year_parameters
from socialgoods.cooperative import year_permissions as permissions
from socialgoods.cooperative.actions import loan as actions
from socialgoods.cooperative.forms.officers import OnForm
from socialgoods.cooperative.forms.year import LoanForm, RepayForm
from socialgoods.cooperative.models import MemberLoan
from socialgoods.cooperative.permissions import memberships
from socialgoods.cooperative.queries import loans as queries
from socialgoods.cooperative.rules import disclosure
from socialgoods.cooperative.rules import loan as rules
from socialgoods.cooperative.views.acting import act
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require

PAGE = 30


@require_safe
@login_required
def loans(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_inside(request.user, cooperative, today))
    form = OnForm(request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or today
    rows = queries.loans_on(cooperative, on)
    if not permissions.may_see_loans(request.user, cooperative, today):
        rows = rows.filter(member__in=memberships(request.user, cooperative, today))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.left = row.principal_won - row.repaid
        row.is_late = row.left > 0 and row.due_on < on
    has, limits = queries.standing_on(cooperative, on), queries.limits_on(cooperative, on)
    if page.object_list:
        events.record(
            "cooperative.loans.seen",
            cooperative,
            by=request.user,
            at=clock.now(),
            members=[row.member_id for row in page],
        )
    context = {
        "cooperative": cooperative, "on": on, "today": today, "page": page, "has": has, "limits": limits,
        "most": rules.most_in_all(has.paid_in, limits.part), "left": rules.left_to_lend(has, limits),
        "warnings": rules.warnings(has, limits) if cooperative.is_social else [],
        "fine": disclosure.fine("loans"), "form": OnForm(initial={"on": on}),
        "is_rate_known": year_parameters.LOAN_RATE_MOST.since(max(on, year_parameters.IN_FORCE)).verified,
        "may_lend": cooperative.is_social and limits.each > 0 and permissions.may_run(request.user, cooperative, today),
        "may_run": permissions.may_run(request.user, cooperative, today),
    }  # fmt: skip
    return render(request, "cooperative/loans.html", context)


@login_required
def loan_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_run(request.user, cooperative, today))
    limits = queries.limits_on(cooperative, today)
    initial = {"on": today, "late_rate": limits.late_rate}
    form = LoanForm(request.POST or None, cooperative=cooperative, on=today, initial=initial)
    has = queries.standing_on(cooperative, today)
    return act(
        request, cooperative=cooperative, title=_("소액대출"), form=form, crumb=_("소액대출"),
        do=lambda read: actions.lend(**read, by=request.user, at=clock.now()), done=_("소액대출을 적었습니다."), label=_("빌려주기"),
        back=reverse("loans", args=[code]),
        lede=_("지금 모두 %(left)s원까지 빌려줄 수 있습니다. 조합원 한 명의 한도는 %(each)s원입니다.")
        % {"left": f"{rules.left_to_lend(has, limits):,}", "each": f"{limits.each:,}"},
    )  # fmt: skip


@login_required
def loan_repay(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_run(request.user, cooperative, today))
    row = get_object_or_404(MemberLoan.objects.select_related("member"), pk=pk, cooperative=cooperative)
    owed = queries.owed_on(row, today)
    initial: dict[str, Any] = {"on": today, "principal": owed.principal, "interest": owed.interest + owed.late_interest}
    form = RepayForm(request.POST or None, initial=initial)
    return act(
        request, cooperative=cooperative, title=_("%(name)s 상환") % {"name": row.member.name}, form=form,
        do=lambda read: actions.repay(loan=row, **read, by=request.user, at=clock.now()), done=_("갚은 돈을 적었습니다."),
        label=_("상환 적기"), back=reverse("loans", args=[code]), crumb=_("소액대출"),
        lede=_("오늘 다 갚으면 원금 %(principal)s원, 이자 %(interest)s원, 연체이자 %(late)s원입니다.")
        % {"principal": f"{owed.principal:,}", "interest": f"{owed.interest:,}", "late": f"{owed.late_interest:,}"},
    )  # fmt: skip
