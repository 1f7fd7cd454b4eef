"""Officers as of any day, what is vacant and what is due; each change a page of its own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.cooperative import year_permissions as permissions
from socialgoods.cooperative.actions import officer as actions
from socialgoods.cooperative.forms.officers import DemandForm, ElectedForm, OfficeForm, OnForm, RecallForm, StepDownForm
from socialgoods.cooperative.models import Cooperative, Nominee, Officer, Recall
from socialgoods.cooperative.queries import officers as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.register import members_on
from socialgoods.cooperative.rules import disclosure
from socialgoods.cooperative.rules import officers as rules
from socialgoods.cooperative.views.acting import act
from socialgoods.cooperative.views.register import load
from socialgoods.cooperative.year_parameters import AUDITOR_WAIVER
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


@require_safe
@login_required
def officers(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_inside(request.user, cooperative, today))
    form = OnForm(request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or today
    rows = queries.officers_on(cooperative, on)
    may_run = permissions.may_run(request.user, cooperative, today)
    articles = articles_on(cooperative, on)
    context = {
        "cooperative": cooperative, "on": on, "today": today, "form": OnForm(initial={"on": on}), "rows": rows,
        "missing": queries.vacancies(cooperative, rows, on)
        + rules.reasons_against_no_auditor(articles.auditors_least, is_social=cooperative.is_social),
        "doubts": rules.doubts_without_auditor(
            articles.auditors_least, is_social=cooperative.is_social, is_verified=AUDITOR_WAIVER.values[0].verified
        ),
        "ending": queries.terms_ending(rows, on), "former": queries.former(cooperative, on),
        "changes": queries.changes_to_register(cooperative, on), "fine": disclosure.fine("registration"),
        "recalls": queries.recalls(cooperative), "waiting": queries.waiting(cooperative) if may_run else [],
        "needed": -(-members_on(cooperative, on).count() // 5), "may_run": may_run, "years": articles.term_years,
    }  # fmt: skip
    return render(request, "cooperative/officers.html", context)


@login_required
def officer_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_run(request.user, cooperative, today))
    form = OfficeForm(request.POST or None, cooperative=cooperative, on=today, initial={"starts_on": today})

    def do(read: dict[str, Any]) -> Officer:
        user = read.pop("person")
        return actions.take_office(cooperative=cooperative, user=user, **read, by=request.user, at=clock.now())

    return _act(request, cooperative, _("임원 적기"), form, do, _("임원의 취임을 적었습니다."), _("취임 적기"))


@login_required
def officer_elected(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_run(request.user, cooperative, today))
    nominee = get_object_or_404(
        Nominee.objects.select_related("item__assembly"), pk=pk, item__assembly__cooperative=cooperative
    )
    form = ElectedForm(request.POST or None, initial={"starts_on": today})

    def do(read: dict[str, Any]) -> Officer:
        user, employee = read.pop("person"), read.pop("is_employee") or None
        return actions.take_office(
            cooperative=cooperative, office=nominee.item.office, nominee=nominee, user=user, is_employee=employee, **read,
            by=request.user, at=clock.now(),
        )  # fmt: skip

    title = _("%(name)s님 취임") % {"name": nominee.name}
    return _act(request, cooperative, title, form, do, _("임원의 취임을 적었습니다."), _("취임 적기"))


@login_required
def officer_step_down(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative, officer = _officer(request, code, pk)
    form = StepDownForm(request.POST or None, initial={"on": clock.today()})
    title = _("%(name)s님 퇴임") % {"name": officer.name}
    return _act(
        request, cooperative, title, form,
        lambda read: actions.step_down(officer=officer, **read, by=request.user, at=clock.now()),
        _("퇴임을 적었습니다."), _("퇴임 적기"),
    )  # fmt: skip


@login_required
def recall_demand(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative, officer = _officer(request, code, pk)
    form = DemandForm(request.POST or None, initial={"on": clock.today()})
    title = _("%(name)s님 해임 요구") % {"name": officer.name}
    return _act(
        request, cooperative, title, form,
        lambda read: actions.demand_recall(officer=officer, **read, by=request.user, at=clock.now()),
        _("해임 요구를 적었습니다. 총회를 소집해 의결해 주세요."), _("요구 적기"),
        lede=_("조합원 5분의 1 이상이 요구하면 총회가 해임을 의결합니다(협동조합기본법 제40조)."),
    )  # fmt: skip


@login_required
def recall_decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative = load(code)
    require(permissions.may_run(request.user, cooperative, clock.today()))
    row = get_object_or_404(Recall.objects.select_related("officer"), pk=pk, officer__cooperative=cooperative)
    form = RecallForm(request.POST or None, cooperative=cooperative)
    title = _("%(name)s님 해임 의결") % {"name": row.officer.name}
    return _act(
        request, cooperative, title, form,
        lambda read: actions.recall(recall=row, item=read["item"], by=request.user, at=clock.now()),
        _("총회의 의결을 적었습니다."), _("의결 적기"),
    )  # fmt: skip


def _officer(request: HttpRequest, code: str, pk: int) -> tuple[Cooperative, Officer]:
    cooperative = load(code)
    require(permissions.may_run(request.user, cooperative, clock.today()))
    return cooperative, get_object_or_404(Officer, pk=pk, cooperative=cooperative)


def _act(
    request: HttpRequest,
    cooperative: Cooperative,
    title: str,
    form: Any,
    do: Any,
    done: str,
    label: str,
    lede: str = "",
) -> HttpResponse:
    return act(
        request, cooperative=cooperative, title=title, form=form, do=do, done=done, label=label, lede=lede,
        back=reverse("officers", args=[cooperative.code]), crumb=_("임원"),
    )  # fmt: skip
