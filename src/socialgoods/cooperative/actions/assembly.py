"""An assembly is prepared, called, opened and closed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions import letters
from socialgoods.cooperative.actions.minutes import draft_minutes
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.models import (
    AgendaItem,
    Assembly,
    AssemblyKind,
    AssemblyState,
    Attendance,
    Cooperative,
    CooperativeState,
    ItemKind,
    ItemState,
    Member,
)
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import calling as rules
from socialgoods.cooperative.rules import delegates as delegate_rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.cooperative.states import ASSEMBLY_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User

BEFORE_REGISTRATION = {CooperativeState.FOUNDING, CooperativeState.ASSEMBLED, CooperativeState.FILED}


@transaction.atomic
def draft(
    *, cooperative: Cooperative, kind: str, title: str = "", held_at: datetime, place: str, record_on: date | None = None,
    is_delegates: bool = False, demanded_by: int = 0, by: User | None, at: datetime,
) -> Assembly:  # fmt: skip
    require_lawful(_against_state(cooperative, kind))
    row = Assembly.objects.create(
        cooperative=cooperative, kind=kind, is_delegates=is_delegates, held_at=held_at, place=place.strip(),
        title=title.strip() or _title(kind, held_at), record_on=record_on or seoul_day(held_at), demanded_by=demanded_by,
    )  # fmt: skip
    events.record("cooperative.assembly.drafted", row, by=by, at=at, cooperative=cooperative.code)
    return row


def _title(kind: str, held_at: datetime) -> str:
    return _("%(year)s년 %(kind)s") % {"year": seoul_day(held_at).year, "kind": AssemblyKind(kind).label}


def _against_state(cooperative: Cooperative, kind: str) -> list[Reason]:
    is_founding = kind == AssemblyKind.FOUNDING
    if is_founding and cooperative.state != CooperativeState.FOUNDING:
        return [Reason(_("창립총회는 설립을 준비하는 동안에만 엽니다."), act(15, 1))]
    if not is_founding and cooperative.state in BEFORE_REGISTRATION:
        return [
            Reason(_("설립이 받아들여진 뒤에 총회를 열 수 있습니다. 지금은 창립총회만 열 수 있습니다."), act(28, 1))
        ]
    if cooperative.state in {CooperativeState.ABANDONED, CooperativeState.DISSOLVED}:
        return [Reason(_("해산했거나 그만둔 조합입니다."), act(57))]
    return []


@transaction.atomic
def change(*, assembly: Assembly, fields: dict[str, Any], by: User | None, at: datetime) -> None:
    """Before it is called: afterwards it is called off and called anew."""
    row = locked(assembly)
    require_lawful(_against_changing(row))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    events.record("cooperative.assembly.changed", row, by=by, at=at, changed=sorted(fields))


@transaction.atomic
def add_item(
    *, assembly: Assembly, title: str, text: str = "", kind: str = ItemKind.RESOLUTION, subject: str = "other",
    about: Member | None = None, office: str = "", seats: int = 1, is_secret: bool = False, by: User | None, at: datetime,
) -> AgendaItem:  # fmt: skip
    row = locked(assembly)
    require_lawful(_against_changing(row))
    last = row.items.order_by("-number").values_list("number", flat=True).first() or 0
    item = AgendaItem.objects.create(
        assembly=row, number=last + 1, title=title.strip()[:200], text=text, kind=kind, subject=subject, about=about, office=office,
        seats=seats, is_secret=is_secret,
    )  # fmt: skip
    events.record("cooperative.item.added", item, by=by, at=at, assembly=row.pk, topic=subject)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User | None, at: datetime) -> None:
    row = locked(item.assembly)
    require_lawful(_against_changing(row))
    events.record("cooperative.item.removed", row, by=by, at=at, title=item.title)
    item.delete()
    for number, pk in enumerate(row.items.order_by("number").values_list("pk", flat=True), 1):
        AgendaItem.objects.filter(pk=pk).update(number=number)


def _against_changing(row: Assembly) -> list[Reason]:
    is_called = row.state != AssemblyState.DRAFT
    return rules.reasons_against_adding(is_called=is_called, is_social=row.cooperative.is_social)


@transaction.atomic
def call(*, assembly: Assembly, called_on: date | None = None, by: User | None, at: datetime) -> Assembly:
    """Everybody on the roll is told when, where and of what, and may send somebody. The agenda stands from now on."""
    row = locked(assembly)
    cooperative, on = row.cooperative, called_on or seoul_day(at)
    articles = articles_on(cooperative, on)
    reasons = rules.reasons_against_calling(
        called_on=on, held_on=seoul_day(row.held_at), record_on=row.record_on, notice_days=parameters.NOTICE_DAYS.on(on),
        articles_days=articles.notice_days, has_items=row.items.exists(), has_place=bool(row.place),
        is_social=cooperative.is_social, is_founding=row.kind == AssemblyKind.FOUNDING,
    )  # fmt: skip
    members = Member.objects.running_on(row.record_on).filter(cooperative=cooperative).count()
    reasons += rules.reasons_against_demand(
        demanded_by=row.demanded_by, members=members, part=parameters.DEMANDED_BY.on(on)
    )
    if row.is_delegates:
        reasons += delegate_rules.reasons_against_delegates(
            members=members, above=parameters.DELEGATES_ABOVE.on(on), delegates=queries.entitled_on(row).count(),
            percent=parameters.DELEGATES_PERCENT.on(on), enough=parameters.DELEGATES_ENOUGH.on(on),
            articles_allow=articles.has_delegates, is_social=cooperative.is_social,
        )  # fmt: skip
    require_lawful(reasons)
    move(row, AssemblyState.CALLED, table=ASSEMBLY_MOVES, called_on=on)
    make_roll(row)
    events.record("cooperative.assembly.called", row, by=by, at=at, called_on=on.isoformat())
    transaction.on_commit(lambda: letters.tell_called(row, at=at))
    return row


@transaction.atomic
def open_assembly(*, assembly: Assembly, chair_name: str = "", by: User | None, at: datetime) -> Assembly:
    """The roll is fixed: who was a member on the record date, or, at a founding, who filed a consent form."""
    row = locked(assembly)
    if at.date() < row.held_at.date() and seoul_day(at) < seoul_day(row.held_at):
        raise NotLawful([Reason(_("알린 날보다 먼저 열 수 없습니다."), act(28, 5))])
    move(row, AssemblyState.OPEN, table=ASSEMBLY_MOVES, opened_at=at, chair_name=chair_name.strip()[:120])
    make_roll(row)
    events.record("cooperative.assembly.opened", row, by=by, at=at, entitled=row.roll.count())
    return row


def make_roll(row: Assembly) -> None:
    """Before the opening already, so that proxies and promises to come have a place; kept in step until then."""
    cooperative = row.cooperative
    if row.kind == AssemblyKind.FOUNDING:
        consents = cooperative.consents.filter(withdrawn_on=None, filed_on__lte=row.record_on).order_by("pk")
        there = set(row.roll.values_list("consent", flat=True))
        rows = [Attendance(assembly=row, consent=c, name=c.name) for c in consents if c.pk not in there]
        row.roll.exclude(consent__in=consents).filter(channel="").delete()
    else:
        members = queries.entitled_on(row)
        there = set(row.roll.values_list("member", flat=True))
        rows = [Attendance(assembly=row, member=m, name=m.name) for m in members if m.pk not in there]
        row.roll.exclude(member__in=members).filter(channel="").delete()
    Attendance.objects.bulk_create(rows)


@transaction.atomic
def close_assembly(*, assembly: Assembly, by: User | None, at: datetime) -> Assembly:
    row = locked(assembly)
    if row.items.filter(state__in=[ItemState.VOTING, ItemState.COUNTING]).exists():
        raise NotLawful([Reason(_("투표하거나 세고 있는 안건이 있습니다. 먼저 마쳐 주세요."), act(29))])
    move(row, AssemblyState.CLOSED, table=ASSEMBLY_MOVES, closed_at=at)
    events.record("cooperative.assembly.closed", row, by=by, at=at)
    draft_minutes(assembly=row, by=by, at=at)
    return row


@transaction.atomic
def cancel(*, assembly: Assembly, reason: str, by: User | None, at: datetime) -> Assembly:
    """Called off: everybody who was told of it is told of this, too."""
    row = locked(assembly)
    if not reason.strip():
        raise NotLawful([Reason(_("취소하는 까닭을 적어 주세요."), act(28, 5))])
    was_called = row.state == AssemblyState.CALLED
    move(row, AssemblyState.CANCELLED, table=ASSEMBLY_MOVES)
    events.record("cooperative.assembly.cancelled", row, by=by, at=at, reason=reason.strip()[:300])
    if was_called:
        transaction.on_commit(lambda: letters.tell_cancelled(row, reason.strip(), at=at))
    return row


def locked(assembly: Assembly) -> Assembly:
    return Assembly.objects.select_for_update().select_related("cooperative").get(pk=assembly.pk)
