"""What the plan's owner decides on screen, and what an indicator's owner enters."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.formats import josa
from socialgoods.kernel.permissions import require
from socialgoods.plan import permissions
from socialgoods.plan.actions import observation, setup, steering
from socialgoods.plan.forms.plan import ObservationForm, OwnerForm, ReadingForm, TargetsForm
from socialgoods.plan.queries import indicators
from socialgoods.plan.rules.series import is_entered
from socialgoods.plan.views.plan import load


@require_POST
@login_required
def write(request: HttpRequest) -> HttpResponse:
    """The plan that came with the county. Pressed twice it is written once."""
    require(permissions.may_write_plan(request.user, clock.today()))
    path = setup.file_of(settings.COUNTY)
    if path is None:
        messages.error(request, _("이 군의 계획 파일이 함께 오지 않아 적을 것이 없습니다."))
        return redirect("plan")
    try:
        plan = setup.write_plan(at=clock.now(), path=path, by=request.user)
    except setup.BadPlan as wrong:
        messages.error(request, _("계획 파일에 틀린 곳이 있어 적지 못했습니다: %(wrong)s") % {"wrong": wrong})
    else:
        messages.success(
            request, _("%(plan)s 적었습니다. 지표의 값은 곧 셈합니다.") % {"plan": josa(str(plan), "을/를")}
        )
    return redirect("plan")


@login_required
def reading(request: HttpRequest, key: str) -> HttpResponse:
    row, on = load(key), clock.today()
    require(permissions.may_choose_reading(request.user, on))
    form = ReadingForm(request.POST or None, indicator=row, initial={"reading": indicators.held_of(row)})
    if request.method == "POST" and form.is_valid():
        steering.choose_reading(**form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("정했습니다. 이제 이 읽기의 목표와 가능성을 보여 줍니다."))
        return redirect(row)
    return render(request, "plan/reading.html", {"indicator": row, "form": form})


@login_required
def targets(request: HttpRequest, key: str) -> HttpResponse:
    row, on = load(key), clock.today()
    require(permissions.may_set_targets(request.user, on))
    by_key = {each.key: each for each in row.readings.filter(is_beside=False)}
    chosen = by_key.get(request.GET.get("reading", "")) or indicators.held_of(row)
    form = TargetsForm(request.POST or None, reading=chosen, plan=row.plan)
    if request.method == "POST" and form.is_valid():
        count = steering.set_targets(
            reading=chosen, values=form.values(), reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        )
        said = _("목표를 바꾸었습니다. 이룰 가능성은 곧 다시 셈합니다.") if count else _("바뀐 것이 없습니다.")
        messages.success(request, said)
        return redirect(row)
    context = {"indicator": row, "reading": chosen, "readings": list(by_key.values()), "form": form}
    return render(request, "plan/targets.html", context)


@login_required
def owner(request: HttpRequest, key: str) -> HttpResponse:
    row, on = load(key), clock.today()
    require(permissions.may_set_owner(request.user, on))
    initial = {"department": row.department, "owner": row.owner.username if row.owner else ""}
    form = OwnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        steering.set_owner(indicator=row, **form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("맡은 곳을 정했습니다."))
        return redirect(row)
    return render(request, "plan/owner.html", {"indicator": row, "form": form})


@login_required
def observe(request: HttpRequest, key: str) -> HttpResponse:
    row, on = load(key), clock.today()
    if not any(is_entered(each.series) for each in row.readings.all()):
        raise Http404
    require(permissions.may_enter(request.user, row, on))
    form = ObservationForm(request.POST or None, indicator=row, on=on, initial={"year": on.year - 1})
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = form.cleaned_data | {"value": Decimal(form.cleaned_data["value"])}
        try:
            observation.enter(**data, by=request.user, at=clock.now())
        except observation.NotEntered as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("적었습니다. 내다본 값은 곧 다시 셈합니다."))
            return redirect(row)
    return render(request, "plan/observe.html", {"indicator": row, "form": form})
