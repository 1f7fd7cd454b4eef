"""Named reads of promises and what was delivered of them."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from socialgoods.people import permissions as people
from socialgoods.registry.models import Caseload, Organization
from socialgoods.support.models import RUNNING, Commitment, Delivery
from socialgoods.support.rules.commitment import Standing


def of(organization: Organization, prefix: str = "") -> Q:
    """The organisation's own lines, and those of records merged into it."""
    name = f"{prefix}organization"
    return Q(**{name: organization.pk}) | Q(**{f"{name}__merged_into": organization.pk})


def with_delivered(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.annotate(delivered=Coalesce(Sum("deliveries__cost"), 0))


def standing(commitment: Commitment) -> Standing:
    """What stands delivered: rows that reverse others count against them."""
    rows = list(commitment.deliveries.values_list("pk", "cost", "reverses"))
    gone = {reverses for _, _, reverses in rows if reverses}
    return Standing(
        amount=commitment.amount,
        delivered=sum(cost for _, cost, _ in rows),
        deliveries=sum(1 for pk, _, reverses in rows if reverses is None and pk not in gone),
        is_running=commitment.is_running,
    )


def promised(year: int) -> list[dict[str, Any]]:
    """What is promised of a year and not yet written as support given, in the columns of `supports`: it binds the year's money, too."""
    rows = Commitment.objects.filter(year=year, state__in=RUNNING).order_by("organization__code", "pk")
    names = ("organization__code", "year", "measure__code", "source", "amount")
    return [
        {"org_id": code, "year": of_year, "measure": measure, "source": source, "amount": amount}
        for code, of_year, measure, source, amount in rows.values_list(*names)
    ]


def locked(commitment: Commitment) -> Commitment:
    return (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("organization", "measure")
        .get(pk=commitment.pk)
    )


def listed(user: Any, on: date) -> QuerySet[Commitment]:
    """Of all organisations whose records the reader sees by office: an advisor's are those of the own cases."""
    rows = with_delivered(Commitment.objects.select_related("organization", "measure", "advisor"))
    if people.is_officer(user, on) or people.is_auditor(user, on):
        return rows
    cases = Caseload.objects.running_on(on).filter(advisor=user).values("organization")
    return rows.filter(organization__in=cases)


def running(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """What is due first comes first; what has no day comes last."""
    return rows.filter(state__in=RUNNING).order_by(F("due_on").asc(nulls_last=True), "promised_at", "pk")


def overdue(on: date) -> QuerySet[Commitment]:
    """Promised until a day that is over, and not finished."""
    return Commitment.objects.filter(state__in=RUNNING, due_on__lt=on)


def deliveries(commitment: Commitment) -> QuerySet[Delivery]:
    return commitment.deliveries.select_related("recorded_by", "reverses", "reversed_by").prefetch_related("documents")
