"""An item of the agenda is put to the vote and closed; who stands, who witnesses the count, and what follows a tie."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions import box
from socialgoods.cooperative.actions.count import settle
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.models import (
    AgendaItem,
    AssemblyState,
    Attendance,
    Channel,
    Consent,
    ItemKind,
    ItemState,
    Member,
    Nominee,
    Teller,
)
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import count, resolution
from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.states import ITEM_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User


def locked(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update().get(pk=item.pk)


@transaction.atomic
def nominate(
    *,
    item: AgendaItem,
    member: Member | None = None,
    consent: Consent | None = None,
    name: str = "",
    by: Any,
    at: datetime,
) -> Nominee:
    """A member, one who filed a consent form, or, where articles allow officers from outside, a name."""
    row = locked(item)
    who = member or consent
    name = name or (who.name if who is not None else "")
    require_lawful(_against_nominee(row, member, consent, name))
    last = row.nominees.order_by("-number").values_list("number", flat=True).first() or 0
    nominee = Nominee.objects.create(item=row, member=member, consent=consent, name=name, number=last + 1)
    events.record("cooperative.item.nominated", item, by=by, at=at, nominee=name, number=nominee.number)
    return nominee


def _against_nominee(item: AgendaItem, member: Member | None, consent: Consent | None, name: str) -> list[Reason]:
    reasons = []
    if item.kind != ItemKind.ELECTION or item.state != ItemState.WAITING:
        reasons.append(Reason(_("후보는 투표를 시작하기 전의 선거 안건에만 올릴 수 있습니다."), count.BALLOT_RULE))
    if not name:
        reasons.append(Reason(_("후보의 이름을 적어 주세요."), count.BALLOT_RULE))
    rows = item.nominees.all()
    if (member and rows.filter(member=member).exists()) or (consent and rows.filter(consent=consent).exists()):
        reasons.append(Reason(_("이미 후보로 올라 있습니다."), count.BALLOT_RULE))
    return reasons


@transaction.atomic
def withdraw_nominee(*, nominee: Nominee, by: Any, at: datetime) -> None:
    row = locked(nominee.item)
    if row.state != ItemState.WAITING:
        raise NotLawful([Reason(_("투표를 시작한 뒤에는 후보를 뺄 수 없습니다."), count.BALLOT_RULE)])
    events.record("cooperative.item.nominee_withdrawn", row, by=by, at=at, nominee=nominee.name, number=nominee.number)
    nominee.delete()


@transaction.atomic
def appoint_tellers(
    *, item: AgendaItem, users: Sequence[User], on_roll: Attendance | None = None, code: str = "", again: str | None = None, by: Any,
    at: datetime,
) -> list[Teller]:  # fmt: skip
    """Two persons who will witness the count; one of them may be somebody on the roll with a code word. Anew until the vote is opened."""
    row = locked(item)
    if row.state != ItemState.WAITING:
        raise NotLawful([Reason(_("투표를 시작한 뒤에는 검표인을 바꿀 수 없습니다."), count.BALLOT_RULE)])
    if on_roll is None:
        require_lawful(count.reasons_against_tellers([user.pk for user in users], _standing(row, users, at)))
    else:
        require_lawful(
            count.reasons_against_code(
                with_accounts=[user.pk for user in users], by=by.pk if by else None,
                is_on_roll=on_roll.assembly_id == row.assembly_id, is_candidate=queries.is_nominated(row, on_roll)
                or bool(_standing(row, users, at)), code=code, again=code if again is None else again,
            )
        )  # fmt: skip
    row.tellers.all().delete()
    made = [Teller(item=row, user=user, name=_name(user, users)) for user in users]
    if on_roll is not None:
        name = f"{on_roll.name} ({on_roll.number})" if on_roll.name in {each.name for each in made} else on_roll.name
        made.append(Teller(item=row, name=name[:120], attendance=on_roll, code=make_password(code)))
    rows = Teller.objects.bulk_create(made)
    events.record(
        "cooperative.item.tellers_appointed", item, by=by, at=at, tellers=[user.pk for user in users],
        on_roll=on_roll.pk if on_roll else None,
    )  # fmt: skip
    return rows


def _name(user: User, others: Sequence[User]) -> str:
    """Two of the same name are told apart."""
    name = user.name or user.username
    is_twin = any(other.pk != user.pk and (other.name or other.username) == name for other in others)
    return f"{name} ({user.username})" if is_twin else name


def _standing(item: AgendaItem, users: Iterable[User], at: datetime) -> list[int]:
    """Of these, who is a candidate, or stands for an organisation that is one."""
    from socialgoods.registry import permissions as registry

    found = set(queries.candidates(item))
    rows = item.nominees.select_related("member", "consent")
    firms = {
        row.organization_id for n in rows for row in (n.member, n.consent) if row is not None and row.organization_id
    }
    day = seoul_day(at)
    return [user.pk for user in users if user.pk in found or (firms and firms & set(registry.represented(user, day)))]


@transaction.atomic
def open_vote(*, item: AgendaItem, by: Any, at: datetime) -> AgendaItem:
    """Only with a quorum, in an open assembly; a secret one only with its two tellers."""
    row = locked(item)
    require_lawful(reasons_against_opening(row, at))
    move(row, ItemState.VOTING, table=ITEM_MOVES, opened_at=at)
    if row.is_secret:
        box.make(row)
    seen = queries.base(row, at)
    events.record("cooperative.item.opened", row, by=by, at=at, present=seen.present, entitled=seen.entitled)
    return row


def reasons_against_opening(item: AgendaItem, at: datetime) -> list[Reason]:
    assembly = item.assembly
    cooperative = assembly.cooperative
    reasons = []
    if assembly.state != AssemblyState.OPEN:
        reasons.append(Reason(_("총회가 열려 있을 때만 투표할 수 있습니다. 먼저 개회해 주세요."), resolution.act(29)))
    if item.kind == ItemKind.REPORT:
        reasons.append(Reason(_("보고 안건은 투표하지 않습니다."), count.BALLOT_RULE))
    if item.kind == ItemKind.ELECTION and not item.nominees.exists():
        reasons.append(Reason(_("후보가 없습니다. 후보를 먼저 올려 주세요."), count.BALLOT_RULE))
    if assembly.items.filter(state=ItemState.VOTING).exclude(pk=item.pk).exists():
        reasons.append(Reason(_("다른 안건을 투표하고 있습니다. 그 투표를 먼저 마쳐 주세요."), count.BALLOT_RULE))
    if item.is_secret:
        reasons += _against_tellers(item, at)
    reasons += resolution.reasons_against_delegates(item.subject, is_delegates=assembly.is_delegates)
    if item.subject == "recall":
        members = Member.objects.running_on(assembly.record_on).filter(cooperative=cooperative).count()
        reasons += resolution.reasons_against_recall(demanded_by=assembly.demanded_by, members=members)
    seen = queries.base(item, at)
    return reasons + resolution.reasons_against_quorum(queries.majority(item), seen, is_social=cooperative.is_social)


def _against_tellers(item: AgendaItem, at: datetime) -> list[Reason]:
    accounts, other = queries.teller_ids(item), queries.code_teller(item)
    standing: list[Hashable] = [*_standing(item, User.objects.filter(pk__in=accounts), at)]
    if other is None or other.attendance is None:
        return count.reasons_against_tellers(accounts, standing)
    if queries.is_nominated(item, other.attendance):
        standing.append("roll")
    reasons = count.reasons_against_tellers([*accounts, "roll"], standing)
    if not queries.present(item, at).filter(pk=other.attendance.pk, channel=Channel.IN_PERSON).exists():
        text = _("계정이 없는 검표인 %(name)s이(가) 와 있지 않습니다. 온 뒤에 시작하거나 다른 사람을 정해 주세요.")
        reasons.append(Reason(text % {"name": other.name}, count.BALLOT_RULE))
    return reasons


@transaction.atomic
def close_vote(*, item: AgendaItem, by: Any, at: datetime) -> AgendaItem:
    """Nobody votes after this. Who is present now, and who has voted, is what the vote is measured by.

    Votes by name are settled at once; secret ones wait for the paper and the two tellers.
    """
    row = locked(item)
    seen = queries.base(row, at)
    move(
        row, ItemState.COUNTING, table=ITEM_MOVES, closed_at=at,
        present=seen.present, present_votes=seen.votes, entitled=seen.entitled,
    )  # fmt: skip
    if row.is_secret:
        box.open_box(row)
    events.record("cooperative.item.closed", row, by=by, at=at, present=seen.present, **queries.turnout(row))
    if not row.is_secret:
        settle(item=row, by=by, at=at)
        row.refresh_from_db()
    return row


@transaction.atomic
def annul(*, item: AgendaItem, reason: str, by: Any, at: datetime) -> AgendaItem:
    """The vote is void, for a reason that is written down; what lay in the box is destroyed unread. It may be voted on again."""
    row = locked(item)
    if not reason.strip():
        raise NotLawful([Reason(_("무효로 하는 까닭을 적어 주세요."), count.BALLOT_RULE)])
    if row.state == ItemState.VOTING and row.is_secret:
        box.destroy(row)
    move(row, ItemState.VOID, table=ITEM_MOVES, why=reason.strip()[:300], closed_at=row.closed_at or at)
    events.record("cooperative.item.annulled", row, by=by, at=at, reason=row.why)
    return row


@transaction.atomic
def vote_again(*, item: AgendaItem, by: Any, at: datetime) -> AgendaItem:
    """A run-off between those who tie, or the same vote again after one that is void or fell short. A new item at the end."""
    row = locked(item)
    known = row.followed_by.first()
    if known is not None:
        return known
    tied = list(row.nominees.filter(is_elected=None))
    is_run_off = row.state == ItemState.DONE and row.kind == ItemKind.ELECTION
    if row.state != ItemState.VOID and not (is_run_off and (tied or row.is_passed is False)):
        raise NotLawful([Reason(_("결선투표나 재투표를 할 일이 없는 안건입니다."), count.BALLOT_RULE)])
    chosen = tied if is_run_off and tied else list(row.nominees.all())
    left = row.seats - row.nominees.filter(is_elected=True).count()
    last = row.assembly.items.order_by("-number").values_list("number", flat=True)[0]
    name = _("%(title)s 결선투표") if is_run_off and tied else _("%(title)s 재투표")
    new = AgendaItem.objects.create(
        assembly=row.assembly, number=last + 1, title=(name % {"title": row.title})[:200], text=row.text, kind=row.kind,
        subject=row.subject, about=row.about, office=row.office, seats=max(1, left), is_secret=row.is_secret, follows=row,
    )  # fmt: skip
    for nominee in chosen:
        Nominee.objects.create(
            item=new, member=nominee.member, consent=nominee.consent, name=nominee.name, number=nominee.number
        )
    Teller.objects.bulk_create(
        [
            Teller(item=new, user=each.user, name=each.name, attendance=each.attendance, code=each.code)
            for each in row.tellers.select_related("user", "attendance")
        ]
    )
    events.record("cooperative.item.repeated", new, by=by, at=at, follows=row.pk)
    return new
