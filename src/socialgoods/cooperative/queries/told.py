"""Who can be told of an assembly, and who was."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from socialgoods.cooperative.models import Assembly, Attendance, Telling, Way
from socialgoods.people.models import User
from socialgoods.registry.models import Representation

LETTERS = [Way.SMS, Way.EMAIL, Way.POST, Way.HAND, Way.PHONE]
"""What reaches somebody who does not look at the site."""


def roll(assembly: Assembly) -> QuerySet[Attendance]:
    return assembly.roll.select_related("member__organization", "consent__organization").order_by("number", "pk")


def behind(row: Attendance) -> tuple[int | None, int | None]:
    """Organisation and account of a row of the roll."""
    who = row.member or row.consent
    return (who.organization_id, who.user_id) if who else (None, None)


def reach(assembly: Assembly, on: date) -> dict[int, list[User]]:
    """Row of the roll → the accounts to tell: the person's own, or of all who stand for the organisation."""
    pairs = {row.pk: behind(row) for row in roll(assembly)}
    firms = [firm for firm, _user in pairs.values() if firm]
    standing: dict[int, list[int]] = {}
    for firm, user in (
        Representation.objects.running_on(on).filter(organization__in=firms).values_list("organization", "user")
    ):
        standing.setdefault(firm, []).append(user)
    keys = {user for _firm, user in pairs.values() if user} | {user for users in standing.values() for user in users}
    users = User.objects.filter(is_active=True).in_bulk(keys)
    wanted = {pk: standing.get(firm, []) if firm else [user] for pk, (firm, user) in pairs.items()}
    return {pk: [users[each] for each in keys if each in users] for pk, keys in wanted.items()}


def tellings(assembly: Assembly, of: str) -> QuerySet[Telling]:
    """Of the day as it stands now."""
    return Telling.objects.filter(assembly=assembly, of=of, held_at=assembly.held_at)


def not_told(assembly: Assembly, of: str) -> QuerySet[Attendance]:
    """No letter has reached them yet: by post, by hand or by telephone it is."""
    told = tellings(assembly, of).filter(attendance=OuterRef("pk"), way__in=LETTERS)
    return roll(assembly).filter(~Exists(told))


def latest(assembly: Assembly) -> str:
    """What was told last."""
    if assembly.state == "cancelled":
        return "cancelled"
    return "postponed" if assembly.postponed_from else "called"


def address(row: Attendance) -> str:
    who = row.member or row.consent
    return who.organization.address if who and who.organization else ""


def phone(row: Attendance) -> str:
    who = row.member or row.consent
    return who.organization.phone if who and who.organization else ""
