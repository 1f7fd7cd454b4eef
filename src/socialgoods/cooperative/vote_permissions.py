"""Who may see, run, count and cast a vote."""

from datetime import date
from typing import Any

from django.db.models import Q

from socialgoods.cooperative.models import AgendaItem, Assembly, Attendance, Channel, ItemState
from socialgoods.cooperative.permissions import may_see_register, runs
from socialgoods.people import permissions as people
from socialgoods.registry import permissions as registry


def on_roll(user: Any, assembly: Assembly, on: date) -> list[Attendance]:
    """Rows of the roll that are the person's own, or of an organisation that he or she stands for."""
    if not user.is_authenticated or not user.is_active:
        return []
    firms = registry.represented(user, on)
    rows = assembly.roll.select_related("member", "consent")
    own = Q(member__organization__in=firms) | Q(consent__organization__in=firms)
    own |= Q(member__organization=None, member__user=user) | Q(consent__organization=None, consent__user=user)
    return list(rows.filter(own))


def votes_of(user: Any, assembly: Assembly, on: date) -> list[Attendance]:
    """For whom the person votes: for himself or herself unless another was sent, and for whom he or she was sent by."""
    own = on_roll(user, assembly, on)
    sent_by = assembly.roll.filter(proxy__in=[row.pk for row in own]).select_related("member", "consent")
    return [row for row in own if row.channel != Channel.PROXY] + list(sent_by)


def may_see_item(user: Any, item: AgendaItem, on: date) -> bool:
    """Minutes and papers of an assembly are the members' (§49, §96); the county supervises; a teller counts."""
    return (
        may_see_register(user, item.assembly.cooperative, on)
        or bool(on_roll(user, item.assembly, on))
        or may_count(user, item)
    )


def may_vote(user: Any, item: AgendaItem, voter: Attendance, on: date) -> bool:
    """A helper would see what is chosen: in a secret vote the way with a helper is paper."""
    if item.is_secret and people.is_assisted(user):
        return False
    return voter.pk in {row.pk for row in votes_of(user, item.assembly, on)}


def may_run_vote(user: Any, item: AgendaItem, on: date) -> bool:
    return runs(user, item.assembly.cooperative, on)


def may_count(user: Any, item: AgendaItem) -> bool:
    return bool(user.is_authenticated and user.is_active and not people.is_assisted(user)) and (
        item.tellers.filter(user=user).exists()
    )


def may_recount(user: Any, item: AgendaItem, on: date) -> bool:
    """Once the result is settled, everybody who may see the item; until then the two tellers."""
    if item.state == ItemState.DONE:
        return may_see_item(user, item, on)
    return item.state == ItemState.COUNTING and may_count(user, item)
