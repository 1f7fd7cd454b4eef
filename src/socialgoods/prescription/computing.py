"""A variant's tables and settings in, what it says out. No database: the same archive gives the same outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from socialgoods.prescription.archive import canonical, sha256

if TYPE_CHECKING:
    import pyarrow as pa

    from socialgoods.analysis.prescription import Prescription

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Line:
    """What a variant says of one organisation."""

    org_id: str
    measure: str = ""
    source: str = ""
    amount: int = 0
    gain: float | None = None
    low: float | None = None
    high: float | None = None
    runner_up: str = ""
    why: str = ""
    reason: str = ""

    @property
    def told(self) -> list[Any]:
        """What is compared: figures to six digits, beyond which another machine's arithmetic may differ."""
        rounded = [None if value is None else f"{value + 0.0:.6f}" for value in (self.gain, self.low, self.high)]
        rounded = ["0.000000" if value == "-0.000000" else value for value in rounded]
        return [self.org_id, self.measure, self.source, self.amount, *rounded, self.runner_up, self.why]


@dataclass(frozen=True)
class Outcome:
    lines: list[Line]
    result: dict[str, Any]

    @property
    def sha256(self) -> str:
        return hash_of(self.lines)


def hash_of(lines: list[Line]) -> str:
    return sha256(canonical([line.told for line in sorted(lines, key=lambda line: line.org_id)]))


def run(tables: Mapping[str, pa.Table], settings: Mapping[str, Any], progress: Progress = lambda step: None) -> Outcome:
    done = _done(tables, settings, progress)
    progress("tell")
    lines = _lines(done)
    return Outcome(lines, _result(done, lines, tables))


def _done(tables: Mapping[str, pa.Table], settings: Mapping[str, Any], progress: Progress) -> Prescription:
    from socialgoods.analysis.practice import practise
    from socialgoods.analysis.prescription import prescribe

    how: dict[str, Any] = {
        "reports_until": settings["reports_until"], "objective": settings["objective"], "progress": progress,
    }  # fmt: skip
    if settings["kind"] == "practice":
        return practise(tables, settings["year"], settings["until"], seed=settings["seed"], **how)
    return prescribe(tables, settings["year"], settings["until"], curiosity=settings["curiosity"], **how)


def _lines(done: Prescription) -> list[Line]:
    given = done.prescriptions.drop_columns(["year"]).to_pydict()
    lines = [
        Line(org_id, measure, source, amount, gain, low, high, runner_up or "", "", reason)
        for org_id, measure, source, amount, gain, low, high, runner_up, reason in zip(*given.values(), strict=True)
    ]
    none = done.unserved.to_pydict()
    lines += [
        Line(org_id, why=why, reason=reason)
        for org_id, why, reason in zip(none["org_id"], none["why"], none["reason"], strict=True)
    ]
    return sorted(lines, key=lambda line: line.org_id)


def _result(done: Prescription, lines: list[Line], tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    report = done.report
    report.pop("unserved")
    return {
        "report": report,
        "expected": _expected(done),
        "money": _money(done, tables),
        "measures": _measures(done, lines, tables),
        "groups": _groups(done, lines),
        "unserved": _counts(line.why for line in lines if line.why),
    }


def _expected(done: Prescription) -> dict[str, Any]:
    from dataclasses import asdict

    import numpy as np

    from socialgoods.analysis.expected import expected

    measure = np.append(done.problem.measure, -1)[done.allocation.choice]
    found = expected(done.learned, done.gains, measure, until=done.until)
    return {**asdict(found), "open": int(done.learned.panel.open_now.sum())}


def _money(done: Prescription, tables: Mapping[str, pa.Table]) -> list[dict[str, Any]]:
    """By source: the year's budget, what was spoken for already, what this choice spends, what it leaves."""
    budgets = dict.fromkeys(done.sources, 0)
    for row in tables["budgets"].to_pylist():
        if row["year"] == done.year:
            budgets[row["source"]] += row["amount"]
    rows = zip(done.sources, done.problem.budget.tolist(), done.allocation.spent.tolist(), strict=True)
    return [
        {
            "source": source, "budget": budgets[source], "taken": budgets[source] - round(free), "free": round(free),
            "spent": round(spent), "left": round(free) - round(spent),
        }
        for source, free, spent in rows
    ]  # fmt: skip


def _measures(done: Prescription, lines: list[Line], tables: Mapping[str, pa.Table]) -> list[dict[str, Any]]:
    import numpy as np

    catalogue, problem = done.learned.catalogue, done.problem
    told = {row["code"]: row for row in tables["measures"].to_pylist()}
    sums = _summed(lines, lambda line: line.measure)
    return [
        {
            "code": code,
            "name": catalogue.names[index],
            "mode": told[code]["mode"] or "",
            "dimension": told[code]["dimension"],
            "kinds": sorted(catalogue.kinds[index]),
            "places": None if np.isinf(problem.capacity[index]) else int(problem.capacity[index]),
            "ways": [
                {"label": funding.label, "won": dict(funding.won)}
                for funding in catalogue.fundings
                if funding.measure == index
            ],
            **sums.get(code, {"count": 0, "amount": 0, "gain": 0.0}),
        }
        for index, code in enumerate(catalogue.codes)
    ]


def _groups(done: Prescription, lines: list[Line]) -> dict[str, list[dict[str, Any]]]:
    import numpy as np

    panel = done.learned.panel
    sector = np.array(panel.sectors, dtype=object)[panel.sector]
    found = {}
    for name, values in (("sector", sector), ("area", panel.area)):
        of = dict(zip(panel.ids.tolist(), values.tolist(), strict=True))
        opened = _counts(
            value for value, is_open in zip(values.tolist(), panel.open_now.tolist(), strict=True) if is_open
        )
        sums = _summed(lines, _value_of(of))
        found[name] = [
            {"value": value, "open": opened.get(value, 0), **sums.get(value, {"count": 0, "amount": 0, "gain": 0.0})}
            for value in sorted(opened | sums)
        ]
    return found


def _value_of(values: Mapping[str, str]) -> Callable[[Line], str | None]:
    """The group of those who get something."""
    return lambda line: values[line.org_id] if line.measure else None


def _summed(lines: list[Line], key: Callable[[Line], Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        if of := key(line):
            row = found.setdefault(of, {"count": 0, "amount": 0, "gain": 0.0})
            row["count"] += 1
            row["amount"] += line.amount
            row["gain"] += line.gain or 0.0
    return found


def _counts(values: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found
