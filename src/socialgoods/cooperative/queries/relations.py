"""One member with those who are related to it: who they are, and what they hold together."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from socialgoods.cooperative.models import Member, Relation
from socialgoods.cooperative.queries import register
from socialgoods.cooperative.rules import relations as rules


class Related(NamedTuple):
    relation: Relation
    member: Member


class Together(NamedTuple):
    """Held and subscribed by the member and everybody who is related, also through others."""

    related: list[Related]
    shares: int
    counts: bool
    """Whether the cap is asked of all of them together."""


def together(member: Member, day: date, standing: dict[int, int]) -> Together:
    """`standing`: of `queries.register.standing_on` for the day."""
    rows = Relation.objects.running_on(day).filter(member__cooperative=member.cooperative)
    pairs = list(rows.values_list("member", "other"))
    own = rows.filter(Q(member=member) | Q(other=member)).select_related("member__cooperative", "other__cooperative")
    related = [Related(row, row.other if row.member_id == member.pk else row.member) for row in own]
    if not related:
        return Together([], standing.get(member.pk, 0), False)
    first = rules.together(pairs)
    group = [pk for pk, root in first.items() if root == first[member.pk]]
    shares = sum(standing.get(pk, 0) for pk in group)
    return Together(related, shares, register.counts_related(member.cooperative, day))
