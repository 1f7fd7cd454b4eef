"""A year's prescriptions as officers and advisors look through them: found, counted, and the money that came free again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from socialgoods.people import permissions as people
from socialgoods.prescription.models import Prescription, PrescriptionState
from socialgoods.prescription.rules.catalogue import shares_of
from socialgoods.registry.models import Caseload, Representation
from socialgoods.registry.permissions import represented

FREE = (PrescriptionState.DECLINED, PrescriptionState.LAPSED, PrescriptionState.WITHDRAWN)


@dataclass(frozen=True)
class Asked:
    q: str = ""
    state: str = ""
    measure: str = ""
    area: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asked":
        read = {name: str(given.get(name, ""))[:80].replace("\x00", "") for name in cls.__dataclass_fields__}
        read["state"] = read["state"] if read["state"] in PrescriptionState.values else ""
        return cls(**read)

    @property
    def active(self) -> int:
        return sum(bool(getattr(self, name)) for name in ("q", "measure", "area"))


def visible(user: Any, on: date) -> QuerySet[Prescription]:
    """All for officers and auditors; an advisor's own cases; of others what their own organisations were sent."""
    rows = Prescription.objects.all()
    if people.is_officer(user, on) or people.is_auditor(user, on):
        return rows
    cases = Caseload.objects.running_on(on).filter(advisor=user).values("organization")
    return rows.filter(Q(organization__in=cases) | Q(organization__in=represented(user, on)))


def years(rows: QuerySet[Prescription]) -> list[int]:
    """Newest first."""
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def found(rows: QuerySet[Prescription], asked: Asked, *, on: date) -> QuerySet[Prescription]:
    if asked.q:
        rows = rows.filter(Q(organization__name__icontains=asked.q) | Q(organization__code__iexact=asked.q))
    by_field = {"state": asked.state, "measure__code": asked.measure, "organization__district__name": asked.area}
    rows = rows.filter(**{name: value for name, value in by_field.items() if value})
    standing = Representation.objects.running_on(on).filter(organization=OuterRef("organization"))
    rows = rows.annotate(can_be_told=Exists(standing)).select_related("organization__district", "measure", "outcome")
    return rows.defer("organization__address", "organization__phone", "organization__email").order_by(
        "organization__name", "pk"
    )


@dataclass(frozen=True)
class Counted:
    state: str
    label: str
    count: int
    amount: int


def counts(rows: QuerySet[Prescription]) -> list[Counted]:
    """By state, in the order of a prescription's life; states that do not occur are 0."""
    sums = {
        state: (count, won)
        for state, count, won in rows.order_by().values_list("state").annotate(Count("pk"), Sum("amount"))
    }
    return [Counted(value, str(label), *sums.get(value, (0, 0))) for value, label in PrescriptionState.choices]


def free_again(rows: QuerySet[Prescription]) -> dict[str, int]:
    """Won by source that was declined, lapsed or was withdrawn: a following round may give it."""
    found: dict[str, int] = {}
    sums = rows.filter(state__in=FREE).order_by().values_list("source").annotate(Sum("amount"))
    for label, amount in sums:
        for source, won in shares_of(label, amount).items():
            found[source] = found.get(source, 0) + won
    return dict(sorted(found.items()))
