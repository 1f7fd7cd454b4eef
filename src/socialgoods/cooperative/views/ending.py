"""A co-operative's end, step by step: what is done, what is missing, by which article, until when."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import ending as actions
from socialgoods.cooperative.forms import ending as forms
from socialgoods.cooperative.models import Cooperative, Liquidation, Office, Officer
from socialgoods.cooperative.queries import liquidation as queries
from socialgoods.cooperative.rules import liquidation as rules
from socialgoods.cooperative.views.acting import act
from socialgoods.cooperative.views.register import load
from socialgoods.cooperative.views.shared import day_asked
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require

BUTTONS = {
    "liquidator": gettext_lazy("청산인 적기"), "registration": gettext_lazy("등기한 날 적기"),
    "inventory": gettext_lazy("승인한 안건 고르기"), "notice": gettext_lazy("공고 적기"),
    "residue": gettext_lazy("넘긴 곳 적기"), "report": gettext_lazy("승인한 안건 고르기"), "end": gettext_lazy("등기한 날 적기"),
}  # fmt: skip


@require_safe
@login_required
def liquidation(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_register(request.user, cooperative, today))
    on = min(day_asked(request, today), today)
    state, row = queries.state_on(cooperative, on), queries.of(cooperative)
    steps = rules.path(state, queries.figures_on(on))
    return render(
        request, "cooperative/liquidation.html",
        {
            "cooperative": cooperative, "liquidation": row, "today": today, "on": on, "sheet": queries.sheet_on(cooperative, on),
            "steps": [(step, BUTTONS.get(step.key, "")) for step in steps], "done": sum(step.is_done for step in steps),
            "now": next((step for step in steps if step.is_open), None),
            "may_run": permissions.runs(request.user, cooperative, today) and on == today,
        },
    )  # fmt: skip


@login_required
def dissolve(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.runs(request.user, cooperative, today))

    def do(read: dict[str, Any]) -> None:
        actions.begin(cooperative=cooperative, item=read["item"], by=request.user, at=clock.now())  # type: ignore[arg-type]

    return act(
        request, cooperative=cooperative, title=_("해산하기"), do=do,
        back=reverse("liquidation", args=[code]), label=_("해산하고 청산 시작하기"),
        form=forms.DissolutionForm(request.POST or None, cooperative=cooperative), done=_("해산을 적고 청산을 시작했습니다."),
        crumb=_("청산"), tone="danger",
        lede=_("총회가 해산을 의결한 날부터 조합은 청산만 합니다. 새 조합원도 새 출자도 받지 않습니다. 되돌릴 수 없습니다."),
    )  # fmt: skip


@login_required
def liquidation_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One page for each step that somebody takes."""
    cooperative, today = load(code), clock.today()
    require(permissions.runs(request.user, cooperative, today))
    row = queries.of(cooperative)
    if row is None or step not in rules.TAKEN:
        raise Http404
    asked = next(
        each for each in rules.path(queries.state_on(cooperative, today), queries.figures_on(today)) if each.key == step
    )
    form = _form(request, cooperative, step)

    def do(read: dict[str, Any]) -> None:
        _do(row, step, form, read, by=request.user, at=clock.now())

    return act(
        request, cooperative=cooperative, title=asked.title, form=form, do=do, back=reverse("liquidation", args=[code]),
        label=_("적기"), done=_("적었습니다."), crumb=_("청산"), lede=f"{asked.says} ({asked.article})",
        tone="danger" if step == "end" else "primary",
    )  # fmt: skip


def _form(request: HttpRequest, cooperative: Cooperative, step: str) -> Any:
    today, data = clock.today(), request.POST or None
    if step == "liquidator":
        chair = Officer.objects.running_on(today).filter(cooperative=cooperative, office=Office.CHAIR).first()
        return forms.LiquidatorForm(data, initial={"on": today, "name": chair.name if chair else ""})
    if step == "registration":
        return forms.RegisteredForm(data, initial={"on": today})
    if step in rules.BY_THE_ASSEMBLY:
        return forms.ApprovedForm(data, cooperative=cooperative)
    if step == "notice":
        return forms.CreditorsForm(data, initial={"on": today, "times": queries.figures_on(today).notices})
    if step == "residue":
        sheet = queries.sheet_on(cooperative, today)
        initial = {"on": today, "won": max(0, sheet.total_equity) if sheet else 0}
        return forms.ResidueForm(data, is_social=cooperative.is_social, initial=initial)
    return forms.EndForm(data, initial={"on": today})


def _do(row: Liquidation, step: str, form: Any, read: dict[str, Any], **common: Any) -> None:
    if step == "liquidator":
        actions.name_liquidator(liquidation=row, **read, **common)
    elif step == "notice":
        actions.call_creditors(liquidation=row, **read, **common)
    elif step == "residue":
        actions.hand_over(liquidation=row, residue=form.residue(), on=read["on"], **common)
    elif step == "end":
        actions.finish(liquidation=row, on=read["on"], **common)
    else:
        actions.take(
            liquidation=row,
            step=step,
            on=read.get("on", row.began_on),
            item=read.get("item"),
            note=read.get("note", ""),
            **common,
        )
