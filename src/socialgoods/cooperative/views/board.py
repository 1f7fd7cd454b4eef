"""Meetings of the board: the list, a new one, one with its minutes on paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.cooperative import year_paper, year_parameters
from socialgoods.cooperative import year_permissions as permissions
from socialgoods.cooperative.actions.board import record_meeting
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.forms.officers import DecisionFormSet, MeetingForm, decisions_of
from socialgoods.cooperative.models import BoardMeeting, Office
from socialgoods.cooperative.queries import officers as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.register import members_on
from socialgoods.cooperative.rules import board as rules
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require

PAGE = 20


@require_safe
@login_required
def board(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_inside(request.user, cooperative, today))
    rows = queries.officers_on(cooperative, today)
    from_members = year_parameters.BOARD_FROM_MEMBERS.on(max(today, year_parameters.IN_FORCE))
    context = {
        "cooperative": cooperative, "on": today,
        "page": Paginator(queries.board_meetings(cooperative), PAGE).get_page(request.GET.get("page")),
        "directors": [row for row in rows if row.office != Office.AUDITOR],
        "reasons": rules.reasons_against_no_board(
            has_board=articles_on(cooperative, today).has_board, members=members_on(cooperative, today).count(),
            from_members=from_members,
        ),
        "may_run": permissions.may_run(request.user, cooperative, today),
    }  # fmt: skip
    return render(request, "cooperative/board.html", context)


@login_required
def board_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_run(request.user, cooperative, today))
    everybody = [
        row
        for row in cooperative.officers.exclude(office=Office.AUDITOR)
        if row.ends_on is None or row.ends_on > row.starts_on
    ]
    form = MeetingForm(request.POST or None, directors=everybody, initial={"day": today, "time": "14:00"})
    formset = DecisionFormSet(request.POST or None, prefix="decision")
    reasons: list[Any] = []
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        read = form.cleaned_data
        try:
            row = record_meeting(
                cooperative=cooperative, held_at=form.held_at(), place=read["place"], present=read["present"],
                decisions=decisions_of(formset), minutes=read["minutes"], by=request.user, at=clock.now(),
            )  # fmt: skip
        except NotLawful as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("이사회를 적었습니다."))
            return redirect("board_meeting", cooperative.code, row.pk)
    context = {"cooperative": cooperative, "form": form, "formset": formset, "reasons": reasons}
    return render(request, "cooperative/board_new.html", context)


@require_safe
@login_required
def board_meeting(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative = load(code)
    require(permissions.may_see_inside(request.user, cooperative, clock.today()))
    row = _meeting(cooperative, pk)
    return render(request, "cooperative/board_meeting.html", {"cooperative": cooperative, "meeting": row})


@require_safe
@login_required
def board_minutes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    cooperative = load(code)
    require(permissions.may_see_inside(request.user, cooperative, clock.today()))
    row = _meeting(cooperative, pk)
    headers = {"Content-Disposition": f'inline; filename="board-{cooperative.code}-{row.pk}.pdf"'}
    return HttpResponse(year_paper.board_minutes(row), content_type="application/pdf", headers=headers)


def _meeting(cooperative: Any, pk: int) -> BoardMeeting:
    return get_object_or_404(cooperative.board_meetings.prefetch_related("present__officer"), pk=pk)
