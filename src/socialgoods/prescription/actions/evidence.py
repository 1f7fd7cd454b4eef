"""What is learnt of every measure from the confirmed reports up to a year, kept for pages to read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from socialgoods.prescription.models import Evidence
from socialgoods.prescription.queries import tables
from socialgoods.registry.models import AnnualReport, ReportState

if TYPE_CHECKING:
    from socialgoods.analysis.learning import Learned


def compute(year: int, *, at: datetime) -> Evidence | None:
    """As `analysis.prescribe` learns for a round of the year after. None, and nothing kept, where there are not two years to compare."""
    if not _two_years(year):
        Evidence.objects.filter(year=year).delete()
        return None
    from socialgoods.analysis import panel as panels
    from socialgoods.analysis import report
    from socialgoods.analysis.catalogue import read
    from socialgoods.analysis.definitions import DEFAULT
    from socialgoods.analysis.learning import learn

    given = tables.given(year + 1, until=year)
    catalogue = read(given["measures"])
    learned = learn(panels.build(given, catalogue.codes, until=year), catalogue)
    if not learned.transitions:
        Evidence.objects.filter(year=year).delete()
        return None
    estimates = report.estimates(learned)
    for code, more in _more(learned).items():
        estimates["measures"][code] |= more
    row, _new = Evidence.objects.update_or_create(
        year=year,
        defaults={
            "estimates": estimates, "checks": report.checks(learned), "transitions": learned.transitions,
            "definitions": DEFAULT.version, "computed_at": at,
        },
    )  # fmt: skip
    return row


def _two_years(year: int) -> bool:
    """Cheap to ask, where learning is not."""
    rows = AnnualReport.objects.filter(state=ReportState.CONFIRMED, fiscal_year__lte=year).order_by()
    return rows.values("fiscal_year").distinct()[:2].count() == 2


def _more(learned: Learned) -> dict[str, dict[str, Any]]:
    """By measure: what the experts expected, how base and slope go together, and how many cases by need (low, middle, high)."""
    from socialgoods.analysis.learning.design import effect_prior

    effect, count = learned.columns.effect, len(learned.catalogue)
    mean, sd = effect_prior(learned.panel, learned.catalogue)
    found = {}
    for index, code in enumerate(learned.panel.measures):
        place = effect + 2 * index
        found[code] = {
            "expert": _expert(mean, sd, index) if index < count else None,
            "together": float(learned.covariance[place, place + 1]),
            "by_need": _cases_by_need(learned, index),
        }
    return found


def _expert(mean: Any, sd: Any, index: int) -> dict[str, float]:
    names = {"base": 2 * index, "slope": 2 * index + 1}
    return {name: float(mean[at]) for name, at in names.items()} | {
        f"{name}_sd": float(sd[at]) for name, at in names.items()
    }


def _cases_by_need(learned: Learned, index: int) -> list[int]:
    """Supports whose outcome was seen, with need under a third, under two thirds, above."""
    import numpy as np

    from socialgoods.analysis.learning.fit import seen_cases

    given = learned.doses
    need = (given.tilt + 1) / 2
    parts = np.digitize(need, [1 / 3, 2 / 3])
    return [
        int(seen_cases(learned.panel, given.only((given.measure == index) & (parts == part)))[index])
        for part in range(3)
    ]
