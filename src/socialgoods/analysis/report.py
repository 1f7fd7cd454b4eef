"""What stands behind a result, as plain values for JSON: estimates, limits and their prices, checks, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from socialgoods.analysis.allocation import worth
from socialgoods.analysis.definitions import DEFAULT

if TYPE_CHECKING:
    from socialgoods.analysis.forecasting.forecast import Forecast
    from socialgoods.analysis.learning import Learned
    from socialgoods.analysis.prescription import Prescription

HYPER = ("kappa", "phi", "noise", "level", "shock", "drift")


def of_prescription(done: Prescription) -> dict[str, Any]:
    """`report.json` of a prescription. Everything but the seconds is the same for the same input."""
    allocation, problem, catalogue = done.allocation, done.problem, done.learned.catalogue
    floors = zip(problem.floors, worth.floors(problem, allocation), strict=True)
    short = {(floor.field, floor.value): missing for floor, missing in allocation.unmet_floors}
    ids = done.learned.panel.ids
    return {
        "year": done.year,
        "until": done.until,
        "definitions": DEFAULT.version,
        "organisations": done.learned.panel.n,
        "prescriptions": len(done.prescriptions),
        "objective": allocation.objective,
        "bound": allocation.bound,
        "gap": allocation.gap,
        "seconds": done.seconds,
        "seconds_total": done.seconds_total,
        "money_left": _named(done.sources, problem.budget - allocation.spent, whole=True),
        "marginal_values": {
            "per_10_million_won": _named(done.sources, worth.money(allocation)),
            "per_place": _named(catalogue.codes, worth.places(allocation)),
        },
        "floors": [
            {"field": floor.field, "value": floor.value, "count": floor.count, "price": price,
             "missing": short.get((floor.field, floor.value), 0)}
            for floor, price in floors
        ],
        "pins_unmet": [str(ids[index]) for index in allocation.unmet_pins],
        "estimates": estimates(done.learned),
        "checks": checks(done.learned),
        "unserved": done.unserved.to_pylist(),
    }  # fmt: skip


def _named(names: tuple[str, ...], values: np.ndarray, *, whole: bool = False) -> dict[str, float]:
    return {name: round(value) if whole else float(value) for name, value in zip(names, values, strict=True)}


def estimates(learned: Learned) -> dict[str, Any]:
    """Dynamics with their standard errors (of logit κ, else of logs), drifts, shocks, and each measure's base and slope."""
    dynamics, panel, columns = learned.dynamics, learned.panel, learned.columns
    errors = np.sqrt(np.diag(learned.uncertainty))
    sd = np.sqrt(np.diag(learned.covariance))
    effects = learned.effects
    return {
        **{name: getattr(dynamics, name) for name in HYPER},
        "errors": dict(zip(HYPER, errors.tolist(), strict=True)),
        "tails": dynamics.tails,
        "transitions": learned.transitions,
        "drifts": {
            sector: float(learned.mean[2] + learned.mean[columns.sector + index]) for index, sector in enumerate(panel.sectors)
        },
        "shocks": {
            str(year): {"mean": float(learned.mean[columns.shock + index]), "sd": float(sd[columns.shock + index])}
            for index, year in enumerate(panel.years) if index
        },
        "later_support": vars(learned.later),
        "measures": {
            code: {
                "base": float(effects.mean[index, 0]), "base_sd": float(effects.sd[index, 0]),
                "slope": float(effects.mean[index, 1]), "slope_sd": float(effects.sd[index, 1]), "cases": int(effects.cases[index]),
            }
            for index, code in enumerate(panel.measures)
        },
    }  # fmt: skip


def checks(learned: Learned) -> dict[str, Any]:
    """The placebo check, and the difference to unsupported look-alikes by measure."""
    placebo, alike = learned.placebo(), learned.look_alikes()
    return {
        "placebo": {**vars(placebo), "passes": placebo.passes},
        "look_alikes": {
            code: {
                "difference": _known(alike.difference[index]),
                "error": _known(alike.error[index]),
                "pairs": int(alike.pairs[index]),
            }
            for index, code in enumerate(learned.panel.measures)
        },
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def of_forecast(done: Forecast) -> dict[str, Any]:
    """`report.json` of a forecast: what is missing, what moves it most, how the method did on years held back."""
    return {
        "from": done.years[0],
        "until": done.years[-1],
        "definitions": done.definitions.version,
        "organisations": done.learned.panel.n,
        "missing": list(done.missing),
        "estimates": estimates(done.learned),
        "drivers": done.drivers.to_pylist(),
        "backtest": {
            "coverage": done.backtest.coverage, "organisations": done.backtest.organisations, "rows": done.backtest.table.to_pylist(),
        },
    }  # fmt: skip
