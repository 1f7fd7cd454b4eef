"""Voting: by name, or secretly into the box; on paper, marked once on the roll."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions import box
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.models import (
    AgendaItem,
    Attendance,
    Channel,
    ItemState,
    OpenVote,
    Voted,
)
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import count, resolution
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events


@transaction.atomic
def cast(*, item: AgendaItem, voter: Attendance, choice: str, key: str, by: Any, at: datetime) -> bool:
    """True where this was the vote, False where it is the same request again. Who has voted is asked first and alone:
    the answer to a repeated request is the same whatever it says.

    Of a secret vote no event is written: its rows would tell who came when.
    """
    row = _locked(item)
    if _is_repeated(row, voter, key):
        return False
    require_lawful(reasons_against_voting(row, voter, at))
    marks = count.marks(queries.form(row), choice)
    if marks is None:
        raise NotLawful([Reason(_("투표지에 없는 선택입니다. 다시 골라 주세요."), count.BALLOT_RULE)])
    if row.is_secret:
        Voted.objects.create(item=row, voter=voter, channel=Channel.ELECTRONIC, key=key)
        box.put(row, marks * voter.votes)
    else:
        OpenVote.objects.create(item=row, voter=voter, choice=choice, key=key, at=at)
        events.record("cooperative.item.voted", row, by=by, at=at, voter=voter.pk, choice=choice)
    return True


@transaction.atomic
def cast_on_paper(*, item: AgendaItem, voter: Attendance, by: Any, at: datetime) -> bool:
    """Marked on the roll when the ballot goes into the box of paper. False where the same was marked before."""
    row = _locked(item)
    if not row.is_secret:
        raise NotLawful([Reason(_("기명 투표는 누가 무엇을 골랐는지 함께 적어야 합니다."), count.BALLOT_RULE)])
    known = Voted.objects.filter(item=row, voter=voter).first()
    if known is not None:
        if known.channel == Channel.PAPER:
            return False
        raise NotLawful([already(voter)])
    require_lawful(reasons_against_voting(row, voter, at))
    Voted.objects.create(item=row, voter=voter, channel=Channel.PAPER, key="")
    return True


@transaction.atomic
def take_back_paper(*, item: AgendaItem, voter: Attendance, by: Any, at: datetime) -> None:
    """A wrong mark on the roll, while the vote is open and the ballot is in the voter's hand. The event names nobody."""
    row = _locked(item)
    if row.state != ItemState.VOTING:
        raise NotLawful([_not_open()])
    if Voted.objects.filter(item=row, voter=voter, channel=Channel.PAPER).delete()[0]:
        events.record("cooperative.item.paper_mark_taken_back", row, by=by, at=at)


@transaction.atomic
def cast_by_name(*, item: AgendaItem, choices: Mapping[Attendance, str], key: str, by: Any, at: datetime) -> int:
    """An open vote by show of hands or on paper with a name, written down for many at once."""
    return sum(cast(item=item, voter=voter, choice=choice, key=key, by=by, at=at) for voter, choice in choices.items())


def reasons_against_voting(item: AgendaItem, voter: Attendance, at: datetime) -> list[Reason]:
    if item.state != ItemState.VOTING:
        return [_not_open()]
    if voter.assembly_id != item.assembly_id:
        return [Reason(_("이 총회의 명부에 없습니다."), resolution.act(23, 1))]
    cooperative = item.assembly.cooperative
    reasons = resolution.reasons_against_weight(
        voter.votes, is_federation=cooperative.is_federation, is_social=cooperative.is_social
    )
    is_here = voter.arrived_at is not None and voter.arrived_at <= at and (voter.left_at is None or voter.left_at > at)
    if not is_here:
        text = _("%(name)s 님은 지금 참석한 것으로 되어 있지 않습니다. 접수대에서 참석을 확인해 주세요.")
        reasons.append(Reason(text % {"name": voter.name}, resolution.act(23, 2)))
    return reasons


def already(voter: Attendance) -> Reason:
    text = _("%(name)s 님은 이미 투표하셨습니다. 한 번 낸 표는 바꿀 수 없습니다.")
    return Reason(text % {"name": voter.name}, resolution.act(23, 1))


def _is_repeated(item: AgendaItem, voter: Attendance, key: str) -> bool:
    known = queries.votes_of(item).filter(voter=voter).first()
    if known is None:
        return False
    if known.key != key or not key:
        raise NotLawful([already(voter)])
    return True


def _not_open() -> Reason:
    return Reason(_("지금은 투표하는 시간이 아닙니다."), count.BALLOT_RULE)


def _locked(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update().get(pk=item.pk)
