"""Who is in office on a day, what is vacant, whose term ends, and what must be registered by when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from socialgoods.cooperative import year_parameters as parameters
from socialgoods.cooperative.models import (
    Articles,
    BoardMeeting,
    Cooperative,
    ItemKind,
    ItemState,
    Member,
    Nominee,
    Office,
    Officer,
    Recall,
)
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import officers as rules
from socialgoods.cooperative.rules.law import Reason

ORDER = {Office.CHAIR: 0, Office.DIRECTOR: 1, Office.AUDITOR: 2}


def officers_on(cooperative: Cooperative, day: date) -> list[Officer]:
    """The chair first, then directors and auditors. Whose term is over stays in office until a successor takes it."""
    rows = (
        Officer.objects.running_on(day)
        .filter(cooperative=cooperative)
        .select_related("member", "user", "item__assembly", "nominee")
    )
    return sorted(rows, key=lambda row: (ORDER[Office(row.office)], row.starts_on, row.pk))


def chair_on(cooperative: Cooperative, day: date) -> Officer | None:
    return Officer.objects.running_on(day).filter(cooperative=cooperative, office=Office.CHAIR).first()


def same_person(
    cooperative: Cooperative, *, member: Member | None, user_id: int | None, name: str
) -> QuerySet[Officer]:
    """All that this person ever was here: by membership or account, by name only where neither is known."""
    by = Q()
    if member is not None:
        by |= Q(member=member) | Q(nominee__consent__member=member)
    if user_id is not None:
        by |= Q(user_id=user_id)
    if not by:
        by = Q(name=name, member=None, user=None)
    return Officer.objects.filter(by, cooperative=cooperative)


def chair_terms_before(
    cooperative: Cooperative, *, member: Member | None, user_id: int | None, name: str, starts_on: date
) -> int:
    """Terms as chair up to that day that nobody else's interrupts."""
    own = set(same_person(cooperative, member=member, user_id=user_id, name=name).values_list("pk", flat=True))
    rows = Officer.objects.filter(cooperative=cooperative, office=Office.CHAIR, starts_on__lt=starts_on)
    count = 0
    for pk in rows.order_by("-starts_on", "-pk").values_list("pk", flat=True):
        if pk not in own:
            break
        count += 1
    return count


def needs_on(cooperative: Cooperative, day: date, articles: Articles | None = None) -> rules.Needs:
    articles = articles or articles_on(cooperative, day)
    return rules.needs(
        is_social=cooperative.is_social,
        directors=articles.directors_least,
        auditors=articles.auditors_least,
        law_directors=parameters.DIRECTORS_LEAST.on(max(day, parameters.IN_FORCE)),
        law_auditors=parameters.AUDITORS_LEAST.on(max(day, parameters.IN_FORCE)),
    )


def vacancies(cooperative: Cooperative, officers: list[Officer], day: date) -> list[Reason]:
    offices = [row.office for row in officers]
    return rules.missing(
        has_chair=Office.CHAIR in offices,
        directors=sum(office != Office.AUDITOR for office in offices),
        auditors=offices.count(Office.AUDITOR),
        needs=needs_on(cooperative, day),
        is_social=cooperative.is_social,
    )


def terms_ending(officers: list[Officer], day: date) -> list[Officer]:
    return [row for row in officers if rules.is_term_near(row.term_ends_on, day)]


def former(cooperative: Cooperative, day: date) -> list[Officer]:
    rows = Officer.objects.filter(cooperative=cooperative, ends_on__lte=day).select_related("member")
    return list(rows.order_by("-ends_on", "office", "pk"))


@dataclass(frozen=True)
class Change:
    """A change of officers that is to be entered in the court's register."""

    on: date
    due_on: date
    names: list[str]


def changes_to_register(cooperative: Cooperative, day: date, *, looking_back: int = 60) -> list[Change]:
    """Of the last weeks: the register's office wants each within 21 days."""
    since = day - timedelta(days=looking_back)
    days = parameters.OFFICERS_CHANGE_DAYS.on(max(day, parameters.IN_FORCE))
    begun = Officer.objects.filter(cooperative=cooperative, starts_on__gte=since, starts_on__lte=day)
    ended = Officer.objects.filter(cooperative=cooperative, ends_on__gte=since, ends_on__lte=day)
    found: dict[date, list[str]] = {}
    for row in begun:
        if cooperative.registered_on is not None and row.starts_on > cooperative.registered_on:
            found.setdefault(row.starts_on, []).append(row.name)
    for row in ended:
        if row.ends_on is not None and row.name not in found.get(row.ends_on, []):
            found.setdefault(row.ends_on, []).append(row.name)
    return [Change(on, rules.registration_due_on(on, days=days), found[on]) for on in sorted(found, reverse=True)]


def recalls(cooperative: Cooperative) -> list[Recall]:
    rows = Recall.objects.filter(officer__cooperative=cooperative).select_related("officer", "item__assembly")
    return list(rows)


def waiting(cooperative: Cooperative) -> list[Nominee]:
    """Elected, and not in office yet."""
    rows = Nominee.objects.filter(
        item__assembly__cooperative=cooperative, item__kind=ItemKind.ELECTION, item__state=ItemState.DONE,
        item__office__in=[Office.CHAIR, Office.DIRECTOR, Office.AUDITOR], is_elected=True, officer=None,
    )  # fmt: skip
    return list(rows.select_related("item__assembly", "member", "consent__member"))


def board_meetings(cooperative: Cooperative) -> QuerySet[BoardMeeting]:
    return BoardMeeting.objects.filter(cooperative=cooperative).annotate(came=Count("present")).order_by("-held_at")
