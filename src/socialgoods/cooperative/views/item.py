"""An item of the agenda: what is asked, who may vote, how many have, and what came of it; what the chair's table does with it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import vote_permissions as permissions
from socialgoods.cooperative.actions import count as counting
from socialgoods.cooperative.actions import item as actions
from socialgoods.cooperative.actions import vote as votes
from socialgoods.cooperative.forms.vote import HandsForm, NomineeForm, TellersForm
from socialgoods.cooperative.models import AgendaItem, Attendance, Channel, ItemKind, ItemState, Nominee
from socialgoods.cooperative.queries import ballot_words
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import election, resolution
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.voting import about, address, load
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


@never_cache
@login_required
@require_safe
def item(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row, on, at, user = load(code, pk, number), clock.today(), clock.now(), request.user
    require(permissions.may_see_item(user, row, on))
    context = about(request, row)
    is_open = row.state == ItemState.VOTING
    mine = permissions.votes_of(user, row.assembly, on) if is_open else []
    voted = set(queries.votes_of(row).filter(voter__in=mine).values_list("voter_id", flat=True)) if mine else set()
    base = queries.frozen(row) if row.entitled is not None else queries.base(row, at)
    nominees = list(row.nominees.all())
    context |= {
        "base": base,
        "present_needed": resolution.present_needed(base.entitled),
        "yes_needed": resolution.yes_needed(queries.majority(row), base.votes),
        "turnout": queries.turnout(row),
        "nominees": nominees,
        "tied": [each for each in nominees if each.is_elected is None] if row.state == ItemState.DONE else [],
        "is_lot": bool(nominees) and queries.election_rule(row).tie == election.LOT,
        "tellers": list(row.tellers.all()),
        "mine": [{"voter": each, "has_voted": each.pk in voted} for each in mine],
        "is_helped": row.is_secret and getattr(user, "assisted_by", None) is not None,
        "lines": ballot_words.lines(row, row.counts, context["asked"]) if row.state == ItemState.DONE else [],
        "reasons": actions.reasons_against_opening(row, at)
        if context["may_run"] and row.state == ItemState.WAITING
        else [],
        "has_code": row.state == ItemState.COUNTING and queries.code_teller(row) is not None,
        "may_count": permissions.may_count(user, row),
        "may_recount": permissions.may_recount(user, row, on) and row.is_secret,
        "next": row.followed_by.first(),
        "elected": [each.name for each in nominees if each.is_elected],
    }
    is_short = row.kind == ItemKind.ELECTION and row.is_passed is False
    context["has_work"] = row.kind != ItemKind.REPORT and (
        row.state in {ItemState.WAITING, ItemState.VOTING, ItemState.COUNTING}
        or (context["next"] is None and (row.state == ItemState.VOID or is_short))
    )
    return render(request, "cooperative/item.html", context)


def _chaired(request: HttpRequest, code: str, pk: int, number: int) -> AgendaItem:
    row = load(code, pk, number)
    require(permissions.may_run_vote(request.user, row, clock.today()))
    return row


def _at_once(
    request: HttpRequest, row: AgendaItem, do: Callable[..., Any], done: str, page: str = "item", **given: Any
) -> HttpResponse:
    """A button of the chair's table."""
    back = reverse(page, args=address(row))
    return at_once(request, lambda: do(**given, by=request.user, at=clock.now()), done, back)


@login_required
def item_nominee_new(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    form = NomineeForm(request.POST or None, item=row)
    return act(
        request, cooperative=row.assembly.cooperative, title=_("후보 올리기"), form=form, done=_("후보를 올렸습니다."), label=_("올리기"),
        do=lambda said: actions.nominate(item=row, **said, by=request.user, at=clock.now()), back=reverse("item", args=address(row)),
        template="cooperative/item_act.html", lede=row.title,
    )  # fmt: skip


@login_required
@require_POST
def item_nominee_drop(request: HttpRequest, code: str, pk: int, number: int, nominee: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    found = get_object_or_404(Nominee, item=row, number=nominee)
    return _at_once(request, row, actions.withdraw_nominee, _("후보를 뺐습니다."), nominee=found)


@sensitive_post_parameters("code", "again")
@never_cache
@login_required
def item_tellers(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    form = TellersForm(request.POST or None, item=row, user=request.user)
    return act(
        request, cooperative=row.assembly.cooperative, title=_("검표인 정하기"), form=form, done=_("검표인을 정했습니다."),
        label=_("정하기"),
        do=lambda said: actions.appoint_tellers(item=row, **form.chosen(), by=request.user, at=clock.now()),
        back=reverse("item", args=address(row)), template="cooperative/item_act.html",
        lede=_("표를 함께 세고 확인할 두 사람입니다. 후보는 맡을 수 없습니다. 한 사람은 계정이 없어도 됩니다."),
    )  # fmt: skip


@login_required
@require_POST
def item_open(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    return _at_once(request, row, actions.open_vote, _("투표를 시작했습니다."), item=row)


@login_required
@require_POST
def item_close(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    return _at_once(request, row, actions.close_vote, _("투표를 마감했습니다."), item=row)


@login_required
@require_POST
def item_annul(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    reason = request.POST.get("reason", "")
    return _at_once(request, row, actions.annul, _("투표를 무효로 했습니다."), item=row, reason=reason)


@login_required
@require_POST
def item_again(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    return _at_once(request, row, actions.vote_again, _("다시 투표할 안건을 만들었습니다."), item=row)


@login_required
@require_POST
def item_lot(request: HttpRequest, code: str, pk: int, number: int, nominee: int) -> HttpResponse:
    row = _chaired(request, code, pk, number)
    found = get_object_or_404(Nominee, item=row, number=nominee)
    return _at_once(request, row, counting.draw_lot, _("추첨 결과를 적었습니다."), item=row, nominee=found)


@never_cache
@login_required
def item_desk(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """The table where paper is handed out and hands are counted: who is there and has not voted."""
    row, at = _chaired(request, code, pk, number), clock.now()
    waiting = queries.not_voted(row, at) if row.state == ItemState.VOTING else []
    context = about(request, row) | {
        "waiting": waiting,
        "turnout": queries.turnout(row),
        "on_paper": queries.votes_of(row).filter(channel=Channel.PAPER).select_related("voter").order_by("voter__name")
        if row.is_secret
        else [],
        "form": None
        if row.is_secret
        else HandsForm(asked=queries.form(row), words=ballot_words.words(row), waiting=waiting),
    }
    return render(request, "cooperative/item_desk.html", context)


@login_required
@require_POST
def item_paper(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Marked as voted on paper, or the mark taken back."""
    row = _chaired(request, code, pk, number)
    said = request.POST.get("voter", "")
    voter = get_object_or_404(Attendance, assembly=row.assembly_id, pk=said if said.isdecimal() else 0)
    do, done = (votes.take_back_paper, _("표시를 지웠습니다.")) if "back" in request.POST else (
        votes.cast_on_paper, _("종이로 투표한 것으로 적었습니다."),
    )  # fmt: skip
    return _at_once(request, row, do, done, page="item_desk", item=row, voter=voter)


@login_required
@require_POST
def item_hands(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """An open vote by show of hands, written down for many at once."""
    row, at = _chaired(request, code, pk, number), clock.now()
    waiting = queries.not_voted(row, at) if row.state == ItemState.VOTING and not row.is_secret else []
    form = HandsForm(request.POST, asked=queries.form(row), words=ballot_words.words(row), waiting=waiting)
    choices = form.choices() if form.is_valid() else {}
    return _at_once(
        request,
        row,
        votes.cast_by_name,
        _("적었습니다."),
        page="item_desk",
        item=row,
        choices=choices,
        key=f"desk-{request.user.pk}",
    )


@login_required
@require_safe
def item_ballots(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """To be printed and cut. Without numbers or marks: one ballot is like another."""
    row = _chaired(request, code, pk, number)
    nominees = list(row.nominees.all())
    lacks = row.kind == ItemKind.ELECTION and not nominees
    context = about(request, row) | {"nominees": nominees, "copies": range(4), "lacks_nominees": lacks}
    return render(request, "cooperative/item_ballots.html", context)
