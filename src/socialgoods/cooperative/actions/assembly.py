"""An assembly is prepared, called, opened and closed; put off or called off where it must be."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions import letters
from socialgoods.cooperative.actions.minutes import draft_minutes
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.roll import locked, make_roll
from socialgoods.cooperative.models import (
    AgendaItem,
    Assembly,
    AssemblyKind,
    AssemblyState,
    Attendance,
    Cooperative,
    ItemKind,
    ItemState,
    Member,
    ToldOf,
)
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.queries import demand as demands
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import calling as rules
from socialgoods.cooperative.rules import delegates as delegate_rules
from socialgoods.cooperative.rules import resolution
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.cooperative.states import ASSEMBLY_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User


@transaction.atomic
def draft(
    *, cooperative: Cooperative, kind: str, title: str = "", held_at: datetime, place: str, record_on: date | None = None,
    is_delegates: bool = False, demanded_by: int = 0, by: User | None, at: datetime,
) -> Assembly:  # fmt: skip
    """The roll follows the record date: of a founding its own day, of others the day on which it is prepared, unless said."""
    is_founding = kind == AssemblyKind.FOUNDING
    require_lawful(_against_kind(cooperative, kind))
    row = Assembly.objects.create(
        cooperative=cooperative, kind=kind, is_delegates=is_delegates, held_at=held_at, place=place.strip(),
        title=(title.strip() or _title(kind, held_at))[:120], demanded_by=demanded_by,
        record_on=record_on or seoul_day(held_at if is_founding else min(at, held_at)),
    )  # fmt: skip
    events.record("cooperative.assembly.drafted", row, by=by, at=at, cooperative=cooperative.code)
    return row


def _title(kind: str, held_at: datetime) -> str:
    return _("%(year)s년 %(kind)s") % {"year": seoul_day(held_at).year, "kind": AssemblyKind(kind).label}


def _against_kind(cooperative: Cooperative, kind: str) -> list[Reason]:
    is_founding = kind == AssemblyKind.FOUNDING
    return rules.reasons_against_kind(is_founding=is_founding, state=cooperative.state, is_social=cooperative.is_social)


@transaction.atomic
def change(*, assembly: Assembly, fields: dict[str, Any], by: User | None, at: datetime) -> None:
    """Before it is called: afterwards it is put off, or called off and called anew."""
    row = locked(assembly)
    require_lawful(_against_changing(row))
    for name, value in fields.items():
        setattr(row, name, value)
    require_lawful(_against_kind(row.cooperative, row.kind) + _against_subjects(row))
    row.save(update_fields=list(fields))
    events.record("cooperative.assembly.changed", row, by=by, at=at, changed=sorted(fields))


@transaction.atomic
def add_item(
    *, assembly: Assembly, title: str, text: str = "", kind: str = ItemKind.RESOLUTION, subject: str = "other",
    about: Member | None = None, office: str = "", seats: int = 1, is_secret: bool = False, by: User | None, at: datetime,
) -> AgendaItem:  # fmt: skip
    row = locked(assembly)
    require_lawful(_against_changing(row) + _against_subject(row, subject))
    last = row.items.order_by("-number").values_list("number", flat=True).first() or 0
    item = AgendaItem.objects.create(
        assembly=row, number=last + 1, title=title.strip()[:200], text=text, kind=kind, subject=subject, about=about, office=office,
        seats=seats, is_secret=is_secret,
    )  # fmt: skip
    events.record("cooperative.item.added", item, by=by, at=at, assembly=row.pk, topic=subject)
    return item


@transaction.atomic
def change_item(*, item: AgendaItem, fields: dict[str, Any], by: User | None, at: datetime) -> AgendaItem:
    row = locked(item.assembly)
    require_lawful(_against_changing(row) + _against_subject(row, fields.get("subject", item.subject)))
    found = AgendaItem.objects.get(pk=item.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save(update_fields=list(fields))
    events.record("cooperative.item.changed", found, by=by, at=at, assembly=row.pk, changed=sorted(fields))
    return found


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User | None, at: datetime) -> None:
    row = locked(item.assembly)
    require_lawful(_against_changing(row))
    events.record("cooperative.item.removed", row, by=by, at=at, title=item.title)
    item.delete()
    for number, pk in enumerate(row.items.order_by("number").values_list("pk", flat=True), 1):
        AgendaItem.objects.filter(pk=pk).update(number=number)


def _against_changing(row: Assembly) -> list[Reason]:
    is_founding = row.kind == AssemblyKind.FOUNDING
    is_called = row.state != AssemblyState.DRAFT
    return rules.reasons_against_adding(
        is_called=is_called, is_social=row.cooperative.is_social, is_founding=is_founding
    )


def _against_subject(row: Assembly, subject: str) -> list[Reason]:
    return resolution.reasons_against_delegates(subject, is_delegates=row.is_delegates)


def _against_subjects(row: Assembly) -> list[Reason]:
    """A delegates' assembly decides no merger, split or end (§31): not even on its agenda."""
    return [reason for each in row.items.values_list("subject", flat=True) for reason in _against_subject(row, each)]


def days_needed(row: Assembly, on: date) -> int:
    return rules.notice_days(
        law=parameters.NOTICE_DAYS.on(on), articles=articles_on(row.cooperative, on).notice_days,
        is_founding=row.kind == AssemblyKind.FOUNDING,
    )  # fmt: skip


def reasons_against_calling(row: Assembly, on: date) -> list[Reason]:
    """Shown beside the button as well, so that nobody is surprised."""
    cooperative, is_founding = row.cooperative, row.kind == AssemblyKind.FOUNDING
    reasons = _against_kind(cooperative, row.kind) + rules.reasons_against_calling(
        called_on=on, held_on=seoul_day(row.held_at), record_on=row.record_on, days=days_needed(row, on),
        has_items=row.items.exists(), has_place=bool(row.place), is_social=cooperative.is_social, is_founding=is_founding,
    )  # fmt: skip
    if is_founding:
        return reasons
    members = Member.objects.running_on(row.record_on).filter(cooperative=cooperative).count()
    part = demands.part_on(cooperative, on)
    reasons += rules.reasons_against_demand(
        demanded_by=row.demanded_by, members=members, part=part.value, article=part.source
    )
    if row.is_delegates:
        reasons += _against_subjects(row) + delegate_rules.reasons_against_delegates(
            members=members, above=parameters.DELEGATES_ABOVE.on(on), delegates=queries.entitled_on(row).count(),
            percent=parameters.DELEGATES_PERCENT.on(on), enough=parameters.DELEGATES_ENOUGH.on(on),
            articles_allow=articles_on(cooperative, on).has_delegates, is_social=cooperative.is_social,
        )  # fmt: skip
    return reasons


@transaction.atomic
def call(
    *, assembly: Assembly, called_on: date | None = None, sends: bool = True, by: User | None, at: datetime
) -> Assembly:
    """Everybody on the roll is told when, where and of what. Roll and agenda stand from now on.

    `sends=False` writes down that it stood on the site and sends no letters: for days that are past.
    """
    row, on = locked(assembly), called_on or seoul_day(at)
    require_lawful(reasons_against_calling(row, on))
    move(row, AssemblyState.CALLED, table=ASSEMBLY_MOVES, called_on=on)
    make_roll(row)
    events.record("cooperative.assembly.called", row, by=by, at=at, called_on=on.isoformat(), entitled=row.roll.count())
    letters.announce(row, ToldOf.CALLED, sends=sends, by=by, at=at)
    return row


@transaction.atomic
def postpone(
    *, assembly: Assembly, held_at: datetime, place: str = "", reason: str, called_on: date | None = None, sends: bool = True,
    by: User | None, at: datetime,
) -> Assembly:  # fmt: skip
    """To another day, or another place, with the same agenda and roll. It is told anew, as long before as the first time."""
    row, on = locked(assembly), called_on or seoul_day(at)
    article = rules.notice_article(is_founding=row.kind == AssemblyKind.FOUNDING, is_social=row.cooperative.is_social)
    reasons = rules.reasons_against_day(
        called_on=on, held_on=seoul_day(held_at), days=days_needed(row, on), article=article
    )
    if row.state != AssemblyState.CALLED:
        reasons = [Reason(_("소집을 알렸고 아직 열지 않은 총회만 미룰 수 있습니다."), article)]
    if not reason.strip():
        reasons.append(Reason(_("미루는 까닭을 적어 주세요."), article))
    require_lawful(reasons)
    before, row.postponed_from = row.held_at, row.postponed_from or row.held_at
    row.held_at, row.place, row.called_on = held_at, place.strip() or row.place, on
    if row.kind == AssemblyKind.FOUNDING:
        row.record_on = seoul_day(held_at)
    row.save(update_fields=["held_at", "place", "called_on", "postponed_from", "record_on"])
    row.roll.exclude(plan="proxy").update(plan="")
    events.record("cooperative.assembly.postponed", row, by=by, at=at, before=before.isoformat(), reason=reason[:300])
    letters.announce(row, ToldOf.POSTPONED, reason=reason.strip(), sends=sends, by=by, at=at)
    return row


@transaction.atomic
def open_assembly(
    *, assembly: Assembly, chair_name: str = "", chair: Attendance | None = None, by: User | None, at: datetime
) -> Assembly:
    """The roll is fixed: who was a member on the record date and still is, or, at a founding, who filed a consent form."""
    row = locked(assembly)
    require_lawful(
        rules.reasons_against_opening(
            on=seoul_day(at), held_on=seoul_day(row.held_at), is_social=row.cooperative.is_social,
            is_founding=row.kind == AssemblyKind.FOUNDING,
        )
    )  # fmt: skip
    make_roll(row)
    chair = chair or _named(row, chair_name.strip())
    move(
        row, AssemblyState.OPEN, table=ASSEMBLY_MOVES, opened_at=at, chair=chair,
        chair_name=(chair.name if chair else chair_name.strip())[:120], door_code=f"{secrets.randbelow(10**6):06d}",
    )  # fmt: skip
    events.record("cooperative.assembly.opened", row, by=by, at=at, entitled=row.roll.count())
    return row


def _named(row: Assembly, name: str) -> Attendance | None:
    """On the roll, if exactly one has this name."""
    found = list(row.roll.filter(name=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def close_assembly(*, assembly: Assembly, by: User | None, at: datetime) -> Assembly:
    row = locked(assembly)
    if row.items.filter(state__in=[ItemState.VOTING, ItemState.COUNTING]).exists():
        raise NotLawful([Reason(_("투표하거나 세고 있는 안건이 있습니다. 먼저 마쳐 주세요."), act(29))])
    move(row, AssemblyState.CLOSED, table=ASSEMBLY_MOVES, closed_at=at)
    events.record("cooperative.assembly.closed", row, by=by, at=at)
    return draft_minutes(assembly=row, by=by, at=at)


@transaction.atomic
def cancel(*, assembly: Assembly, reason: str, sends: bool = True, by: User | None, at: datetime) -> Assembly:
    """Called off: everybody who was told of it is told of this, too."""
    row = locked(assembly)
    if not reason.strip():
        raise NotLawful([Reason(_("취소하는 까닭을 적어 주세요."), act(28, 5))])
    was_called = row.state == AssemblyState.CALLED
    move(row, AssemblyState.CANCELLED, table=ASSEMBLY_MOVES, cancelled_why=reason.strip()[:300])
    events.record("cooperative.assembly.cancelled", row, by=by, at=at, reason=reason.strip()[:300])
    if was_called:
        letters.announce(row, ToldOf.CANCELLED, reason=reason.strip(), sends=sends, by=by, at=at)
    return row
