"""The centre's month in figures, and the rows behind each of them.

Counted from the case files when the page is asked for: a month of a county is some hundred rows, read in a constant number
of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from socialgoods.kernel.periods import add_months
from socialgoods.registry.models import Caseload
from socialgoods.support.models import (
    Application,
    ApplicationState,
    Commitment,
    Contact,
    ContactKind,
    Delivery,
    Invitation,
    Task,
)
from socialgoods.support.rules import activity as rules
from socialgoods.support.rules.activity import Line


@dataclass(frozen=True)
class Month:
    """`advisor`: only what this person did, of the organisations looked after. None: the whole centre."""

    year: int
    month: int
    advisor: Any = None

    @property
    def starts_on(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def ends_on(self) -> date:
        return add_months(self.starts_on, 1)

    @property
    def days(self) -> tuple[date, date]:
        return self.starts_on, self.ends_on

    def own(self, rows: QuerySet[Any], by: str, organization: str = "organization") -> QuerySet[Any]:
        if self.advisor is None:
            return rows
        cases = Caseload.objects.running_on(self.ends_on).filter(advisor=self.advisor).values("organization")
        return rows.filter(Q(**{by: self.advisor}) | Q(**{f"{by}__isnull": True, f"{organization}__in": cases}))

    def of_cases(self, rows: QuerySet[Any], organization: str = "organization") -> QuerySet[Any]:
        if self.advisor is None:
            return rows
        cases = Caseload.objects.running_on(self.ends_on).filter(advisor=self.advisor).values("organization")
        return rows.filter(**{f"{organization}__in": cases})


def contacts(month: Month) -> QuerySet[Contact]:
    rows = Contact.objects.standing().filter(held_on__gte=month.starts_on, held_on__lt=month.ends_on)
    return month.own(rows, "recorded_by").select_related("organization", "recorded_by").order_by("held_on", "pk")


def visits(month: Month) -> QuerySet[Contact]:
    return contacts(month).filter(kind=ContactKind.VISIT)


def deliveries(month: Month) -> QuerySet[Delivery]:
    """What stands: neither taken back nor the row that takes back."""
    rows = Delivery.objects.filter(delivered_on__gte=month.starts_on, delivered_on__lt=month.ends_on)
    rows = month.own(rows.filter(reverses=None, reversed_by=None), "recorded_by", "commitment__organization")
    return rows.select_related("commitment__organization", "commitment__measure", "recorded_by").order_by(
        "delivered_on", "pk"
    )


def tasks_done(month: Month) -> QuerySet[Task]:
    rows = Task.objects.standing().filter(done_on__gte=month.starts_on, done_on__lt=month.ends_on)
    return month.of_cases(rows).select_related("organization", "person").order_by("done_on", "pk")


def tasks_overdue(month: Month) -> QuerySet[Task]:
    """Due in the month or before, and not done by its end."""
    rows = Task.objects.standing().filter(due_on__lt=month.ends_on)
    rows = rows.filter(Q(done_on=None) | Q(done_on__gte=month.ends_on))
    return month.of_cases(rows).select_related("organization", "person").order_by("due_on", "pk")


def invitations(month: Month) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(invited_at__date__gte=month.starts_on, invited_at__date__lt=month.ends_on)
    return month.of_cases(rows).select_related("organization", "call__measure").order_by("invited_at", "pk")


def applications(month: Month) -> QuerySet[Application]:
    rows = Application.objects.exclude(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
    rows = rows.filter(submitted_at__date__gte=month.starts_on, submitted_at__date__lt=month.ends_on)
    return month.of_cases(rows).select_related("organization", "call__measure").order_by("submitted_at", "pk")


def promises(month: Month) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(promised_at__date__gte=month.starts_on, promised_at__date__lt=month.ends_on)
    return month.of_cases(rows).select_related("organization", "measure").order_by("promised_at", "pk")


ROWS: dict[str, Callable[[Month], QuerySet[Any]]] = {
    "contacts": contacts,
    "visits": visits,
    "deliveries": deliveries,
    "tasks_done": tasks_done,
    "tasks_overdue": tasks_overdue,
    "invitations": invitations,
    "applications": applications,
    "promises": promises,
}


@dataclass(frozen=True)
class Figure:
    """None: not told, since it speaks of fewer than five organisations that the reader may not see."""

    name: str
    value: int | None
    organizations: int | None
    won: int | None = None


@dataclass(frozen=True)
class Activity:
    month: Month
    figures: dict[str, Figure]
    kinds: list[Line]
    measures: list[Line]


def activity(month: Month, *, known: frozenset[int] | None) -> Activity:
    """`known`: whose records the reader sees; None: everybody's. One query a figure."""
    figures = {name: _figure(name, rows(month), known) for name, rows in ROWS.items()}
    given = (
        deliveries(month)
        .order_by()
        .values_list("commitment__measure__name", "commitment__source", "commitment__organization", "cost")
    )
    names = {kind.value: str(kind.label) for kind in ContactKind}
    met = contacts(month).order_by().values_list("kind", "organization")
    kinds = _lines([((names[kind],), organization, 0) for kind, organization in met], order=list(names.values()))
    measures = _lines([((measure, source), organization, cost) for measure, source, organization, cost in given])
    if known is not None:
        kinds, measures = rules.told(kinds, known), rules.told(measures, known)
    return Activity(month, figures, kinds, measures)


def _figure(name: str, rows: QuerySet[Any], known: frozenset[int] | None) -> Figure:
    owner = "commitment__organization" if name == "deliveries" else "organization"
    money = {"deliveries": "cost", "promises": "amount"}.get(name)
    found = list(rows.order_by().values_list(owner, money) if money else ((pk, 0) for pk in _pks(rows, owner)))
    organizations = frozenset(pk for pk, _ in found)
    if known is not None and rules.speaks_of_few(organizations, known):
        return Figure(name, None, None)
    return Figure(name, len(found), len(organizations), sum(won for _, won in found) if money else None)


def _pks(rows: QuerySet[Any], owner: str) -> QuerySet[Any]:
    return rows.order_by().values_list(owner, flat=True)


def _lines(rows: list[tuple[tuple[str, ...], int, int]], order: list[str] | None = None) -> list[Line]:
    found: dict[tuple[str, ...], list[Line]] = {}
    for labels, organization, won in rows:
        found.setdefault(labels, []).append(Line(labels, 1, won, frozenset({organization})))
    in_order = sorted(found, key=lambda labels: order.index(labels[0])) if order else sorted(found)
    return [replace(rules.together(found[labels]), labels=labels) for labels in in_order]
