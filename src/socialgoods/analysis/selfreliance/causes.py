"""The causes of a year's change in r for every organisation at once: `change`, as columns."""

import ibis

from socialgoods.analysis.definitions import COST, EARNED
from socialgoods.analysis.selfreliance.accounts import none_as_zero
from socialgoods.analysis.selfreliance.change import ACCOUNTS, cost_weights, income_weights, subsets


def caused(accounts: ibis.Table) -> ibis.Table:
    """One row for each report whose year before was reported too, from `accounts.summed`:

    org_id, year, change r − r of the year before, and `by_<account>`, Shapley shares of the seven accounts (float64) that sum to it.
    All null where either year's E or C is not known, or a mix of the two years' costs comes to nothing. See `change` for the method.
    """
    now, before = _parts(accounts, ""), _parts(accounts, "_before")
    before = before.mutate(year=before.year + 1)
    table = now.inner_join(before, ["org_id", "year"])
    over = {mixed: 1.0 / _cost(table, mixed).nullif(0).cast("float64") for mixed in subsets(COST)}
    first = sum((table[f"{name}_before"] for name in EARNED[1:]), table[f"{EARNED[0]}_before"])
    risen = sum(
        (table[name] - table[f"{name}_before"] for name in EARNED[1:]), table[EARNED[0]] - table[f"{EARNED[0]}_before"]
    )
    shares = {}
    for name in EARNED:
        passed = sum((float(weight) * over[mixed] for mixed, weight in income_weights()), ibis.literal(0.0))
        shares[name] = (table[name] - table[f"{name}_before"]).cast("float64") * passed
    for name in COST:
        steps = [
            (float(old) * first + float(rise) * risen) * (over[mixed | {name}] - over[mixed])
            for mixed, old, rise in cost_weights(name)
        ]
        shares[name] = sum(steps, ibis.literal(0.0))
    everything = sum((over[mixed] for mixed in over), ibis.literal(0.0)) + first + risen
    change = (first + risen) * over[frozenset(COST)] - first * over[frozenset()]
    nothing = ibis.null("float64")
    return table.select(
        "org_id",
        "year",
        change=ibis.ifelse(everything.notnull(), change, nothing),
        **{f"by_{name}": ibis.ifelse(everything.notnull(), shares[name], nothing) for name in ACCOUNTS},
    )


def _parts(accounts: ibis.Table, suffix: str) -> ibis.Table:
    """The seven accounts, none where one was left empty beside others, null where their sum is not known."""
    is_known = accounts.earned.notnull() & accounts.cost.notnull()
    unknown = ibis.null("int64")
    columns = {name: none_as_zero(accounts[name]) for name in EARNED}
    columns |= {
        "cost_of_goods": accounts.goods,
        "labour_cost": accounts.cost - accounts.goods - accounts.other,
        "other_cost": accounts.other,
    }
    return accounts.select(
        "org_id", "year", **{name + suffix: ibis.ifelse(is_known, value, unknown) for name, value in columns.items()}
    )


def _cost(table: ibis.Table, mixed: frozenset[str]) -> ibis.Value:
    first, *others = [table[name] if name in mixed else table[f"{name}_before"] for name in COST]
    return sum(others, first)
