"""Planners. Each is asked `plan(county, year)` and answers with a table of prescriptions as DESIGN part 7 has it."""

from collections.abc import Callable, Iterable

import numpy as np
import pyarrow as pa

from .county import County, Given
from .tables import tables

Planner = Callable[[County, int], pa.Table]


class Purse:
    """The year's money, places and organisations still without a measure, taken as long as they last."""

    def __init__(self, county: County, year: int) -> None:
        self.nature = county.nature
        self.money = {source: won for (when, source), won in self.nature.budgets.items() if when == year}
        self.places = [measure.capacity for measure in self.nature.measures]
        self.served: set[int] = set()
        self.given: list[Given] = []

    def give(self, organisation: int, measure: int) -> bool:
        if organisation in self.served or not self.places[measure] or not self.nature.eligible[organisation, measure]:
            return False
        chosen = self.nature.measures[measure]
        for text, shares in chosen.alternatives:
            draws = {source: round(share * chosen.amount) for source, share in shares.items()}
            if all(self.money.get(source, 0) >= won for source, won in draws.items()):
                for source, won in draws.items():
                    self.money[source] -= won
                self.places[measure] -= 1
                self.served.add(organisation)
                self.given.append(Given(organisation, measure, text, chosen.amount))
                return True
        return False


def prescriptions(county: County, year: int, given: list[Given]) -> pa.Table:
    nature = county.nature
    columns = {
        "org_id": pa.array([nature.ids[row.organisation] for row in given], pa.string()),
        "year": pa.array([year] * len(given), pa.int64()),
        "measure": pa.array([nature.measures[row.measure].code for row in given], pa.string()),
        "source": pa.array([row.source for row in given], pa.string()),
        "amount": pa.array([row.amount for row in given], pa.int64()),
    }
    columns |= {name: pa.nulls(len(given), pa.float64()) for name in ("expected_gain", "gain_low", "gain_high")}
    columns |= {name: pa.nulls(len(given), pa.string()) for name in ("runner_up", "reason")}
    return pa.table(columns)


def nothing(county: County, year: int) -> pa.Table:
    return prescriptions(county, year, [])


def _one_after_another(county: County, year: int, order: Iterable[int]) -> pa.Table:
    """Each in turn gets what its weakest dimensions call for, as long as there is some."""
    purse, scores = Purse(county, year), county.seen_scores(year)
    dimensions = [measure.dimension for measure in county.nature.measures]
    for organisation in order:
        weakest_first = np.argsort(scores[organisation, dimensions], kind="stable")
        any(purse.give(int(organisation), int(measure)) for measure in weakest_first)
    return prescriptions(county, year, purse.given)


def first_come(county: County, year: int) -> pa.Table:
    return _one_after_another(county, year, np.argsort(county.nature.ids))


def neediest_first(county: County, year: int) -> pa.Table:
    return _one_after_another(county, year, np.argsort(county.seen_ratio(year), kind="stable"))


def best_prior_per_won(county: County, year: int) -> pa.Table:
    """What the experts expect of each pair, by the money it takes."""
    measures = county.nature.measures
    need = 1 - county.seen_scores(year)[:, [measure.dimension for measure in measures]] / 100
    expected = np.array([measure.prior_mean for measure in measures]) + 0.03 * (2 * need - 1)
    return _best_first(county, year, expected / [measure.amount for measure in measures])


def nearest_the_line(county: County, year: int) -> pa.Table:
    """A simple rule of some sense: those just below the line first, with what the experts think best."""
    measures = county.nature.measures
    below = 1 - county.seen_ratio(year)
    prior = np.array([measure.prior_mean for measure in measures])
    purse = Purse(county, year)
    for organisation in np.argsort(np.where(below > 0, below, 1 - below), kind="stable"):
        any(purse.give(int(organisation), int(measure)) for measure in np.argsort(-prior, kind="stable"))
    return prescriptions(county, year, purse.given)


def _best_first(county: County, year: int, worth: np.ndarray) -> pa.Table:
    purse = Purse(county, year)
    for flat in np.argsort(-worth, axis=None, kind="stable"):
        purse.give(*map(int, divmod(int(flat), worth.shape[1])))
    return prescriptions(county, year, purse.given)


def custom_of_the_past(county: County, year: int) -> pa.Table:
    """How the county helped before the plan: half by need, half by who came, so what was given is confounded."""
    random = np.random.default_rng([county.nature.seed, 7, year])
    ratio, count = county.seen_ratio(year), county.nature.count
    comes_early = np.argsort(np.argsort(county.nature.ids)) / count
    standing = np.argsort(np.argsort(ratio)) / count
    by_need = random.random(count) < 0.5
    rank = np.where(by_need, standing, comes_early) + 0.25 * random.standard_normal(count)
    purse, scores = Purse(county, year), county.seen_scores(year)
    dimensions = [measure.dimension for measure in county.nature.measures]
    for organisation in np.argsort(rank):
        wish = scores[organisation, dimensions] + 12 * random.standard_normal(len(dimensions))
        any(purse.give(int(organisation), int(measure)) for measure in np.argsort(wish))
    return prescriptions(county, year, purse.given)


def ours(county: County, year: int) -> pa.Table:
    """The code under test, on the reports so far."""
    from socialgoods.analysis import prescribe

    seen = tables(county, reports_until=year - 1)
    until = county.nature.setting.until
    return prescribe(seen, year=year, until=until, reports_until=year - 1).prescriptions


SIMPLE: dict[str, Planner] = {
    "first-come": first_come,
    "neediest-first": neediest_first,
    "best-prior-per-won": best_prior_per_won,
    "nearest-the-line": nearest_the_line,
}
