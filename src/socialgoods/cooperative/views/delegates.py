"""The delegates of a co-operative, as of a day."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import delegates as actions
from socialgoods.cooperative.forms import assembly as forms
from socialgoods.cooperative.forms.register import AsOfForm
from socialgoods.cooperative.models import Delegate, Member
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import delegates as rules
from socialgoods.cooperative.views.acting import act
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.periods import add_months
from socialgoods.kernel.permissions import require


@require_safe
@login_required
def delegates(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_register(request.user, cooperative, today))
    on = AsOfForm(request.GET).read(today)["on"]
    members = Member.objects.running_on(on).filter(cooperative=cooperative).count()
    rows = Delegate.objects.running_on(on).filter(cooperative=cooperative).select_related("member", "item__assembly")
    percent, enough = parameters.DELEGATES_PERCENT.on(on), parameters.DELEGATES_ENOUGH.on(on)
    return render(
        request, "cooperative/delegates.html",
        {
            "cooperative": cooperative, "rows": rows.order_by("member__number"), "members": members, "on": on,
            "above": parameters.DELEGATES_ABOVE.on(on), "has_delegates": articles_on(cooperative, on).has_delegates,
            "least": rules.least_delegates(members, percent=percent, enough=enough),
            "runs": permissions.runs(request.user, cooperative, today),
        },
    )  # fmt: skip


@login_required
def delegates_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.runs(request.user, cooperative, today))
    years = parameters.DELEGATE_TERM_YEARS.on(today)
    members = Member.objects.running_on(today).filter(cooperative=cooperative)
    initial = {"starts_on": today, "ends_on": add_months(today, 12 * years)}
    form = forms.DelegatesForm(request.POST or None, cooperative=cooperative, members=members, initial=initial)

    def do(read: dict[str, Any]) -> None:
        actions.elect(cooperative=cooperative, **read, by=request.user, at=clock.now())

    return act(
        request, cooperative=cooperative, title=_("뽑은 대의원 적기"), form=form, do=do, back=reverse("delegates", args=[code]),
        label=_("적기"), crumb=_("대의원"), done=_("대의원을 적었습니다."),
        lede=_("한 번에 뽑은 사람을 모두 적습니다. 임기 중인 대의원과 합해 조합원 열에 한 명(또는 100명)이 되어야 합니다."),
    )  # fmt: skip


@login_required
def delegate_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.runs(request.user, cooperative, today))
    row = get_object_or_404(Delegate.objects.select_related("member"), pk=pk, cooperative=cooperative)
    form = forms.EndForm(request.POST or None, initial={"on": today})

    def do(read: dict[str, Any]) -> None:
        actions.end(delegate=row, on=read["on"], by=request.user, at=clock.now())

    return act(
        request, cooperative=cooperative, title=_("대의원이 물러남"), form=form, do=do, back=reverse("delegates", args=[code]),
        label=_("적기"), crumb=_("대의원"), done=_("적었습니다."), lede=row.member.name,
    )  # fmt: skip
