"""Who counts in a year, and who is self-reliant. Three-valued: null is not known, but one test that fails settles it."""

import ibis

from socialgoods.analysis.definitions import DEFAULT, Definitions


def placed(
    organisations: ibis.Table,
    years: ibis.Table,
    accounts: ibis.Table,
    assessed: ibis.Table,
    definitions: Definitions = DEFAULT,
) -> ibis.Table:
    """One row for each organisation active in a year, or with a report or an assessment for it.

    `organisations` as in the plan's file; `years` has `year`; `accounts` comes from `accounts.summed`; `assessed` has org_id and
    year once each. Adds the accounts (null without a report), `has_report`, `is_active`, `self_reliant`, `self_sustaining`.
    """
    grid = organisations.select(
        "org_id",
        "kind",
        "sector",
        "area",
        "status",
        founded=organisations.founded_on.year(),
        closed=organisations.closed_on.year(),
    ).cross_join(years.select("year"))
    asked = assessed.select("org_id", "year", is_assessed=ibis.literal(True))
    table = left(left(grid, accounts), asked)
    for back in range(1, definitions.years):
        earlier = accounts.select("org_id", year=accounts.year + back, **{f"covers_{back}": accounts.covers})
        table = left(table, earlier)
    table = table.filter(active_in(table) | table.has_report.notnull() | table.is_assessed.notnull())
    stands = is_active = active_at_end(table)
    for name in ("covers", *(f"covers_{back}" for back in range(1, definitions.years))):
        stands = stands & table[name]
    return table.mutate(
        has_report=ibis.coalesce(table.has_report, False),
        is_active=is_active,
        size=size_of(table.workers_paid, definitions),
        self_reliant=stands & (table.workers_paid > 0),
        self_sustaining=stands & (table.workers_paid == 0),
    ).drop("is_assessed", "status", "founded", "closed")


def active_at_end(table: ibis.Table) -> ibis.Value:
    """Active at the year's end. A day of closing settles it: not from that day on, whatever the status says now. Without one the
    status now counts for every year, since the file says nothing of when it began: dormant and closed are not active."""
    return ibis.ifelse(table.closed.notnull(), table.closed > table.year, ibis.coalesce(table.status, "") == "active")


def active_in(table: ibis.Table) -> ibis.Value:
    """Active on some day of the year: founded by its end (if that is known), not closed before its first day."""
    is_open = ibis.ifelse(
        table.closed.notnull(), table.closed >= table.year, ibis.coalesce(table.status, "") == "active"
    )
    return is_open & ibis.coalesce(table.founded <= table.year, True)


def size_of(workers: ibis.Value, definitions: Definitions) -> ibis.Value:
    """Name of the size class by paid workers; null where they are not known."""
    names = definitions.size_names()
    branches = [(workers < start, name) for start, name in zip(definitions.sizes, names, strict=False)]
    return ibis.cases(*branches, (workers.notnull(), names[-1]), else_=ibis.null("string"))


def left(table: ibis.Table, other: ibis.Table) -> ibis.Table:
    """Left join on org_id and year, without second copies of the keys."""
    joined = table.left_join(other, ["org_id", "year"], rname="{name}_of_other")
    return joined.drop("org_id_of_other", "year_of_other")
