"""A choice as tables with a sentence for each organisation: why this, what came second, why nothing."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from socialgoods.analysis.allocation import Allocation, Problem
from socialgoods.analysis.definitions import DIMENSIONS
from socialgoods.analysis.gain import Gains
from socialgoods.analysis.learning import Learned
from socialgoods.analysis.sentences import DIMENSION, REASON, UNSERVED

Array = np.ndarray

PRESCRIPTIONS = pa.schema(
    [
        ("org_id", pa.string()), ("year", pa.int64()), ("measure", pa.string()), ("source", pa.string()), ("amount", pa.int64()),
        ("expected_gain", pa.float64()), ("gain_low", pa.float64()), ("gain_high", pa.float64()), ("runner_up", pa.string()),
        ("reason", pa.string()),
    ]
)  # fmt: skip
NOT_SERVED = pa.schema([("org_id", pa.string()), ("why", pa.string()), ("reason", pa.string())])


SEEN = 0.001
"""A gain that shows in a sentence with one decimal."""


@dataclass(frozen=True)
class Telling:
    learned: Learned
    gains: Gains
    problem: Problem
    allocation: Allocation
    year: int
    until: int
    language: str
    by_habit: bool = False
    """Chosen as the county always did, not for the gain."""

    @cached_property
    def served(self) -> Array:
        return np.flatnonzero(self.allocation.choice >= 0)

    @cached_property
    def measure(self) -> Array:
        """Of those served."""
        return self.problem.measure[self.allocation.choice[self.served]]

    @cached_property
    def second(self) -> Array:
        """The measure that would have been worth most beyond its price instead, -1 where none brings anything."""
        price = np.full(len(self.learned.catalogue), np.inf)
        np.minimum.at(price, self.problem.measure, self.allocation.prices.of(self.problem))
        gain = self.problem.gain[self.served]
        value = np.where(self.problem.allowed[self.served] & (gain > 0), gain - price, -np.inf)
        value[np.arange(len(self.served)), self.measure] = -np.inf
        if not value.size:
            return np.full(len(self.served), -1)
        best = value.argmax(axis=1)
        return np.where(np.isfinite(value[np.arange(len(best)), best]), best, -1)

    def prescriptions(self) -> pa.Table:
        catalogue, panel = self.learned.catalogue, self.learned.panel
        fundings = [catalogue.fundings[index] for index in self.allocation.choice[self.served]]
        low, high = self.gains.interval(self.served, self.measure)
        columns = {
            "org_id": panel.ids[self.served],
            "year": np.full(len(self.served), self.year),
            "measure": [catalogue.codes[index] for index in self.measure],
            "source": [funding.label for funding in fundings],
            "amount": [sum(won for _, won in funding.won) for funding in fundings],
            "expected_gain": self.problem.gain[self.served, self.measure],
            "gain_low": low,
            "gain_high": high,
            "runner_up": [catalogue.codes[index] if index >= 0 else None for index in self.second],
            "reason": [self._reason(place) for place in range(len(self.served))],
        }
        return pa.table({field.name: pa.array(columns[field.name], field.type) for field in PRESCRIPTIONS})

    def _reason(self, place: int) -> str:
        """Up to four sentences: the need, what it is expected to do, how well that is known, what came second."""
        words = REASON[self.language]
        who, measure, second = self.served[place], self.measure[place], self.second[place]
        dimension = DIMENSIONS[self.learned.catalogue.dimension[measure]]
        score = self._score(who, measure)
        said = [words["pinned"]] if self.problem.must[who] >= 0 else []
        said += [words["by_habit"]] if self.by_habit else []
        said.append(words["no_score" if np.isnan(score) else "score"].format(
            dimension=DIMENSION[self.language][dimension], score=score))  # fmt: skip
        without, gain = self.gains.without[who], self.problem.gain[who, measure]
        if self.gains.objective == "level":
            said.append(words["level"].format(until=self.until, points=100 * gain))
        else:
            key = "chance" if gain >= SEEN else "same"
            said.append(words[key].format(until=self.until, without=100 * without, with_it=100 * (without + gain)))
        cases = int(self._cases[measure])
        said.append(words["cases" if cases else "no_cases"].format(cases=cases))
        if second >= 0:
            said.append(words["runner_up"].format(runner_up=self.learned.catalogue.names[second]))
        return " ".join(said)

    @cached_property
    def _cases(self) -> Array:
        return self.learned.effects.cases

    def _score(self, who: int, measure: int) -> float:
        panel = self.learned.panel
        year = min(panel.year_index(self.year) - 1, len(panel.years) - 1)
        return float(panel.score[who, year, self.learned.catalogue.dimension[measure]]) if year >= 0 else np.nan

    def unserved(self) -> pa.Table:
        panel = self.learned.panel
        who = np.flatnonzero(self.allocation.choice < 0)
        why = [self._why(int(index)) for index in who]
        return pa.table(
            [
                pa.array(panel.ids[who], pa.string()),
                pa.array(why, pa.string()),
                pa.array([UNSERVED[self.language][code] for code in why], pa.string()),
            ],
            schema=NOT_SERVED,
        )

    def _why(self, who: int) -> str:
        if not self.learned.panel.open_now[who]:
            return "closed"
        if who in self._given:
            return "already"
        if self.problem.must[who] >= 0:
            return "pin_unmet"
        allowed = self.problem.allowed[who]
        if not allowed.any():
            return "not_eligible"
        if not (allowed & self._payable).any():
            return "no_money"
        if self.by_habit:
            return "not_in_turn"
        return "others_first" if (self.problem.gain[who][allowed & self._payable] > 0).any() else "no_gain"

    @cached_property
    def _given(self) -> set[int]:
        panel = self.learned.panel
        return set(panel.given[panel.given[:, 1] == panel.year_index(self.year), 0].tolist())

    @cached_property
    def _payable(self) -> Array:
        """(M,) measures that some funding could pay for at least once."""
        payable = np.zeros(len(self.learned.catalogue), dtype=bool)
        payable[self.problem.measure[(self.problem.cost <= self.problem.budget).all(axis=1)]] = True
        return payable & (self.problem.capacity >= 1)
