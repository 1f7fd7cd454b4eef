"""Who is related to whom: said of two members, from a day until a day. It is a fact, so it is never refused for the cap."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import share_parameters as parameters
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.actions.subscription import note_above
from socialgoods.cooperative.models import Member, Relation
from socialgoods.cooperative.rules import relations as rules
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events
from socialgoods.people.models import User


@transaction.atomic
def relate(*, member: Member, other: Member, kind: str, on: date, by: User | None, at: datetime) -> Relation:
    """Whoever stands above the cap by it is named, and gets no more shares."""
    locked(member.cooperative)
    first, second = sorted((member, other), key=lambda row: row.pk)
    rows = Relation.objects.filter(member=first, other=second, ends_on=None)
    require_lawful(
        rules.reasons_against_relating(
            is_same=first.pk == second.pk, is_of_one=first.cooperative_id == second.cooperative_id,
            are_members=all(_is_member(row, on) for row in (first, second)), is_there=rows.exists(), kind=kind,
            kinds=parameters.RELATED_KINDS.on(max(on, parameters.IN_FORCE)),
        )
    )  # fmt: skip
    row = Relation.objects.create(member=first, other=second, kind=kind, starts_on=on, by=by, at=at)
    events.record("cooperative.relation.noted", first, by=by, at=at, other=second.number, kind=kind, on=on.isoformat())
    note_above(first, on, by=by, at=at)
    return row


@transaction.atomic
def end(*, relation: Relation, on: date, by: User | None, at: datetime) -> Relation:
    locked(relation.member.cooperative)
    row = Relation.objects.select_related("member__cooperative", "other").get(pk=relation.pk)
    if row.ends_on is not None:
        return row
    if on < row.starts_on:
        raise NotLawful([Reason(_("시작한 날보다 이릅니다. 날짜를 확인해 주세요."), rules.ARTICLE)])
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    events.record("cooperative.relation.ended", row.member, by=by, at=at, other=row.other.number, on=on.isoformat())
    return row


def _is_member(row: Member, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or on < row.ends_on)
