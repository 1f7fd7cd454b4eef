"""A co-operative after its founding: who runs its pages, what the court's register is told, and what it keeps to."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import changes as change_actions
from socialgoods.cooperative.actions import steward as steward_actions
from socialgoods.cooperative.forms import founding as forms
from socialgoods.cooperative.models import Steward
from socialgoods.cooperative.queries import changes as change_queries
from socialgoods.cooperative.queries import duties as duty_queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


@require_safe
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody may read what this co-operative keeps to."""
    cooperative, today = load(code), clock.today()
    found = duty_queries.duties(cooperative, articles_on(cooperative, today), today)
    context = {"cooperative": cooperative, "duties": found, "today": today}
    return render(request, "cooperative/duties.html", context)


@require_safe
@login_required
def changes(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_register(request.user, cooperative, today))
    rows = change_queries.changes(cooperative, today)
    return render(
        request, "cooperative/changes.html",
        {
            "cooperative": cooperative, "rows": rows, "today": today, "runs": permissions.runs(request.user, cooperative, today),
            "waiting": sum(row.registered_on is None for row in rows),
        },
    )  # fmt: skip


@login_required
def change_note(request: HttpRequest, code: str, key: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.runs(request.user, cooperative, today))
    found = next((row for row in change_queries.changes(cooperative, today) if row.key == key), None)
    if found is None:
        raise Http404
    form = forms.ChangeNotedForm(request.POST or None, initial={"registered_on": found.registered_on or today})

    def do(read: dict[str, Any]) -> None:
        change_actions.note_registered(cooperative=cooperative, key=key, **read, by=request.user, at=clock.now())

    return act(
        request, cooperative=cooperative, title=_("변경등기한 날 적기"), form=form, do=do, lede=found.title, crumb=_("변경등기"),
        back=reverse("changes", args=[code]), label=_("적기"), done=_("변경등기한 날을 적었습니다."),
    )  # fmt: skip


@require_safe
@login_required
def stewards(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_members(request.user, cooperative, today))
    rows = Steward.objects.filter(cooperative=cooperative).select_related("user").order_by("ends_on", "starts_on", "pk")
    return render(
        request, "cooperative/stewards.html",
        {
            "cooperative": cooperative, "rows": [row for row in rows if row.ends_on is None], "today": today,
            "past": [row for row in rows if row.ends_on is not None], "runs": permissions.runs(request.user, cooperative, today),
        },
    )  # fmt: skip


@login_required
def steward_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.runs(request.user, cooperative, today))
    form = forms.StewardForm(request.POST or None, initial={"starts_on": today})

    def do(read: dict[str, Any]) -> None:
        steward_actions.appoint(
            cooperative=cooperative, user=read["person"], starts_on=read["starts_on"], by=request.user, at=clock.now()
        )

    return act(
        request, cooperative=cooperative, title=_("실무자 정하기"), form=form, do=do, back=reverse("stewards", args=[code]),
        label=_("정하기"), done=_("실무자를 정했습니다."), crumb=_("실무자"),
        lede=_("실무자는 명부를 적고 총회를 준비하고 장부를 적습니다. 조합의 결정은 총회와 이사회가 합니다."),
    )  # fmt: skip


@login_required
@require_POST
def steward_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Steward.objects.select_related("cooperative", "user"), pk=pk)
    require(permissions.runs(request.user, row.cooperative, clock.today()))
    return at_once(
        request, lambda: steward_actions.dismiss(steward=row, on=clock.today(), by=request.user, at=clock.now()),
        _("실무자의 일을 마치게 했습니다."), reverse("stewards", args=[row.cooperative.code]),
    )  # fmt: skip
