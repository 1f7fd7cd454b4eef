"""Eight years of a planner in a world, and how far it came.

Every planner meets the same dice. The result is the number expected to be self-reliant in the last year given all that
happened before it: the last year's own noise and shock are averaged out exactly, which removes their part of the luck.
What luck remains is common to the planners compared; shares are ratios of sums over worlds, never means of ratios.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from .checker import obeys
from .county import County, Given
from .informed import expected_rate
from .nature import Nature, Setting
from .planners import Planner, custom_of_the_past
from .tables import tables


class BrokenRule(Exception):
    """A planner handed in prescriptions that do not obey."""


def opened(nature: Nature) -> County:
    """The county at the end of 2017: five years of support behind it, given as counties give."""
    county = County(nature)
    for year in range(nature.setting.first + 1, nature.setting.start):
        county.live(year, read(county, custom_of_the_past(county, year)))
    return county


def read(county: County, prescriptions: pa.Table) -> list[Given]:
    nature = county.nature
    organisation = {org_id: i for i, org_id in enumerate(nature.ids)}
    measure = {chosen.code: m for m, chosen in enumerate(nature.measures)}
    rows = prescriptions.select(["org_id", "measure", "source", "amount"]).to_pylist()
    return [Given(organisation[r["org_id"]], measure[r["measure"]], r["source"], r["amount"]) for r in rows]


def play(nature: Nature, planner: Planner) -> County:
    """All years of the plan; refuses prescriptions that break a rule."""
    county = opened(nature)
    for year in range(nature.setting.start, nature.setting.until + 1):
        prescriptions = planner(county, year)
        if wrong := obeys(tables(county, reports_until=year - 1), prescriptions, year):
            raise BrokenRule(f"{year}: {'; '.join(wrong[:5])}")
        if year == nature.setting.until:
            county.expected = expected_rate(county, read(county, prescriptions))
        county.live(year, read(county, prescriptions))
    return county


def final_rates(worlds: Iterable[Nature], planners: dict[str, Planner]) -> dict[str, np.ndarray]:
    """planner → expected rate of the last year in each world."""
    worlds = list(worlds)
    return {name: np.array([play(nature, plan).expected for nature in worlds]) for name, plan in planners.items()}


def share(rates: dict[str, np.ndarray], name: str) -> float:
    """Of what the informed planner gains over nothing."""
    gained = rates[name].sum() - rates["nothing"].sum()
    return float(gained / (rates["informed"].sum() - rates["nothing"].sum()))


def worlds(setting: Setting, seeds: Iterable[int]) -> list[Nature]:
    return [Nature(setting, seed) for seed in seeds]
