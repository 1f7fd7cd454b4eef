"""What the confirmed reports of a year say of the organisations that a prescription of the year reached."""

from datetime import datetime

from django.db import transaction

from socialgoods.diagnosis.models import Diagnosis
from socialgoods.prescription.models import Outcome, Prescription, PrescriptionState
from socialgoods.prescription.rules import outcome as rules
from socialgoods.registry.models import SupportGiven
from socialgoods.registry.queries.tables import OF_COUNTY

BATCH = 500
SAID = ("year", "ratio_before", "ratio_after", "rise_alike", "alike", "self_reliant")


def match(year: int, *, at: datetime) -> int:
    """How many outcomes were written or taken away. Reached: the register knows the support as given. A second run writes none."""
    ratios = _ratios(year)
    before, after = ratios.get(year - 1, {}), ratios.get(year, {})
    supported = set(SupportGiven.objects.filter(year=year).values_list("organization", flat=True))
    ordered = sorted(
        (before[pk], ratio - before[pk]) for pk, ratio in after.items() if pk in before and pk not in supported
    )
    self_reliant = dict(Diagnosis.objects.filter(year=year).values_list("organization", "self_reliant"))
    found = []
    for pk, organization in _reached(year):
        if organization not in after:
            continue
        ratio = before.get(organization)
        near = rules.alike(ordered, ratio) if ratio is not None else rules.Alike(None, 0)
        found.append(
            Outcome(
                prescription_id=pk, year=year, ratio_before=ratio, ratio_after=after[organization], rise_alike=near.rise,
                alike=near.count, self_reliant=self_reliant.get(organization), matched_at=at,
            )
        )  # fmt: skip
    return _write(year, found)


def _ratios(year: int) -> dict[int, dict[int, float]]:
    """By year and organisation of the county."""
    rows = Diagnosis.objects.filter(OF_COUNTY, year__in=[year - 1, year]).exclude(self_reliance_ratio=None)
    found: dict[int, dict[int, float]] = {}
    for of_year, pk, ratio in rows.values_list("year", "organization", "self_reliance_ratio"):
        found.setdefault(of_year, {})[pk] = ratio
    return found


def _reached(year: int) -> list[tuple[int, int]]:
    """(prescription, organisation)."""
    given = set(SupportGiven.objects.filter(year=year).values_list("organization", "measure"))
    rows = Prescription.objects.filter(year=year, state=PrescriptionState.ACCEPTED).order_by("pk")
    found = rows.values_list("pk", "organization", "measure")
    return [(pk, organization) for pk, organization, measure in found if (organization, measure) in given]


@transaction.atomic
def _write(year: int, rows: list[Outcome]) -> int:
    there = {row.prescription_id: row for row in Outcome.objects.filter(prescription__year=year)}
    kept = {row.prescription_id for row in rows}
    gone = [pk for pk in there if pk not in kept]
    Outcome.objects.filter(prescription__in=gone).delete()
    changed = [row for row in rows if row.prescription_id not in there or _differs(row, there[row.prescription_id])]
    Outcome.objects.bulk_create(
        changed, BATCH, update_conflicts=True, unique_fields=["prescription"], update_fields=[*SAID, "matched_at"]
    )
    return len(changed) + len(gone)


def _differs(one: Outcome, other: Outcome) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in SAID)
