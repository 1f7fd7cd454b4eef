"""Voting on a phone or at a screen: choose, look once more, put it into the box. What was chosen is never shown again.

Nothing of the choice gets into an address, a cookie, a session, a message, a log or a page that the browser keeps.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from socialgoods.cooperative import vote_permissions as permissions
from socialgoods.cooperative.actions import vote as actions
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import AgendaItem, Attendance
from socialgoods.cooperative.queries import ballot_words
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import count
from socialgoods.cooperative.views.voting import about, address, load
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


@never_cache
@login_required
def vote(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """To the ballot that is the person's next: his or her own, then those of whom he or she was sent by."""
    row, on = load(code, pk, number), clock.today()
    require(permissions.may_see_item(request.user, row, on))
    mine = permissions.votes_of(request.user, row.assembly, on)
    voted = set(queries.votes_of(row).filter(voter__in=mine).values_list("voter_id", flat=True))
    waiting = [each for each in mine if each.pk not in voted]
    return redirect("vote_for", *address(row), waiting[0].pk) if waiting else redirect("item", *address(row))


@sensitive_post_parameters()
@sensitive_variables("choice")
@never_cache
@login_required
def vote_for(request: HttpRequest, code: str, pk: int, number: int, voter: int) -> HttpResponse:
    row, on, at = load(code, pk, number), clock.today(), clock.now()
    who = get_object_or_404(Attendance.objects.select_related("member", "consent"), assembly=pk, pk=voter)
    require(permissions.may_vote(request.user, row, who, on), _refused(request, row))
    if queries.votes_of(row).filter(voter=who).exists():
        return _voted(request, row)
    asked = queries.form(row)
    choice = ballot_words.read(asked, request.POST.dict(), request.POST.getlist("choice"))
    is_known = count.marks(asked, choice) is not None
    reasons = actions.reasons_against_voting(row, who, at)
    if request.method == "POST" and is_known and "cast" in request.POST and not reasons:
        try:
            actions.cast(
                item=row, voter=who, choice=choice, key=request.POST.get("key", "")[:100], by=request.user, at=at
            )
        except NotLawful as refusal:
            reasons = refusal.reasons
        else:
            return _voted(request, row)
    context = about(request, row) | {
        "voter": who,
        "is_own": who.pk in {each.pk for each in permissions.on_roll(request.user, row.assembly, on)},
        "nominees": list(row.nominees.all()),
        "reasons": reasons,
    }
    if request.method == "POST" and is_known and "again" not in request.POST:
        known = ballot_words.words(row)
        context |= {
            "choice": choice,
            "said": [known[mark] for mark in choice.split(",")],
            "said_fields": _fields(asked, choice),
            "key": uuid.uuid4().hex,
        }
        return render(request, "cooperative/vote_confirm.html", context)
    context["is_missing"] = request.method == "POST" and not is_known and "again" not in request.POST
    return render(request, "cooperative/vote.html", context)


def _refused(request: HttpRequest, item: AgendaItem) -> str:
    if item.is_secret and getattr(request.user, "assisted_by", None) is not None:
        return _(
            "무기명 투표는 도와주는 분의 화면으로 할 수 없습니다. 고른 것을 다른 사람이 보게 되기 때문입니다. 종이 투표지로 투표해 주세요."
        )
    return ""


def _voted(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """The same words for the vote, for the same request again, and for another."""
    messages.success(request, _("투표하셨습니다. 한 번 낸 표는 바꿀 수 없습니다."))
    return redirect("item", *address(item))


def _fields(asked: count.Form, choice: str) -> list[tuple[str, str]]:
    """The choice as the form sends it."""
    said = choice.split(",")
    if asked.is_election and not asked.is_contested:
        return [(f"for-{part.removeprefix('-')}", part) for part in said if part != count.ABSTAIN]
    return [("choice", part) for part in said]
