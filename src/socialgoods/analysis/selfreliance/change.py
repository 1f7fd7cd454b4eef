"""Causes of a year's change in r: Shapley shares of the seven accounts, which sum to the change.

Every order in which the accounts pass from last year's amount to this year's is as likely; an account's share is the mean change
of r in its step. r is a sum of four over a sum of three, so a share needs only the eight mixed costs, not 7! orders:
a cause of income moves r by its difference over the cost of the moment; a cause of cost moves it for the income of the moment.
Source: Shapley, A value for n-person games (1953); here exact, without sampling.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

from socialgoods.analysis.definitions import COST, EARNED, SUBSIDIES

ACCOUNTS = (*EARNED, *COST)


def shares_of_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Fraction] | None:
    """Exact shares by account for two reports (columns as in the plan's file); they sum to r(after) − r(before) without rounding.

    None where a year's E or C is not known, or a mix of the two years' costs comes to nothing.
    """
    old, new = _amounts(before), _amounts(after)
    if old is None or new is None:
        return None
    costs = {mixed: sum((new if name in mixed else old)[name] for name in COST) for mixed in subsets(COST)}
    if 0 in costs.values():
        return None
    over = {mixed: Fraction(1, cost) for mixed, cost in costs.items()}
    rise = {name: new[name] - old[name] for name in EARNED}
    share = {name: rise[name] * sum(w * over[s] for s, w in income_weights()) for name in EARNED}
    first, risen = sum(old[name] for name in EARNED), sum(rise.values())
    for name in COST:
        share[name] = sum(
            (weight_of_old * first + weight_of_rise * risen) * (over[s | {name}] - over[s])
            for s, weight_of_old, weight_of_rise in cost_weights(name)
        )
    return {name: Fraction(share[name]) for name in ACCOUNTS}


def income_weights() -> list[tuple[frozenset[str], Fraction]]:
    """For an income account: how likely it is that just these costs have passed before it (orders of it and the three costs)."""
    return [(s, Fraction(factorial(len(s)) * factorial(3 - len(s)), factorial(4))) for s in subsets(COST)]


def cost_weights(name: str) -> list[tuple[frozenset[str], Fraction, Fraction]]:
    """For a cost account: sets of the other two before it; the weight of last year's income, and of the income's rise.

    Last year's income stands in every order of the three costs; the rise counts where its account came earlier (orders of four).
    """
    others = [other for other in COST if other != name]
    return [
        (
            s,
            Fraction(factorial(len(s)) * factorial(2 - len(s)), 6),
            Fraction(factorial(len(s) + 1) * factorial(2 - len(s)), 24),
        )
        for s in subsets(others)
    ]


def subsets(names: Any) -> list[frozenset[str]]:
    return [frozenset(some) for size in range(len(names) + 1) for some in combinations(names, size)]


def _amounts(report: Mapping[str, Any]) -> dict[str, int] | None:
    """The seven accounts, a part left empty beside others as none, labour gross; None where E or C is not known."""
    if any(all(report.get(name) is None for name in names) for names in (EARNED, COST)):
        return None
    amounts = {name: report.get(name) or 0 for name in ACCOUNTS}
    if report.get("wages_booked") == "net":
        amounts["labour_cost"] += sum(report.get(name) or 0 for name in SUBSIDIES)
    return amounts
