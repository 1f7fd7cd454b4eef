"""A report's sums: E, S, C, exact in whole won."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add, or_

import ibis

from socialgoods.analysis.definitions import COST, DEFAULT, EARNED, SUBSIDIES, SUPPORT, Definitions

WHOLE = "decimal(19, 0)"
"""Holds every int64, and the product of two of them is held by decimal(38, 0), on either engine."""
CARRIED = (
    "sales_private", "sales_public", "sales_social_economy", "other_income", "sales_commissioned", "volunteer_hours", "workers_paid",
    "workers_vulnerable", "workers_subsidised", "workers_fte", "members", "local_purchases", "local_wages", "evidence",
)  # fmt: skip


def summed(reports: ibis.Table, definitions: Definitions = DEFAULT) -> ibis.Table:
    """One row a report: org_id, year, earned E, support S, cost C, goods, labour, other (won), covers (E ≥ θ·C), and `CARRIED`.

    E, S and C are sums of which a part left empty beside others counts as none; a sum of which no part is known is null. Where
    wages_booked is `net`, operating subsidies were netted against labour cost and are added back to labour and C. `covers` is null
    where E or C is not known or C = 0.
    """
    netted = ibis.ifelse(reports.wages_booked == "net", none_as_zero(known_sum(reports, SUBSIDIES)), 0)
    cost = known_sum(reports, COST) + netted
    base = reports.select(
        "org_id",
        *CARRIED,
        year=reports.fiscal_year,
        earned=known_sum(reports, EARNED),
        support=known_sum(reports, SUPPORT),
        cost=cost,
        goods=ibis.ifelse(cost.notnull(), none_as_zero(reports.cost_of_goods), ibis.null("int64")),
        labour=reports.labour_cost + netted,
        other=ibis.ifelse(cost.notnull(), none_as_zero(reports.other_cost), ibis.null("int64")),
    )
    covers = at_least(base.earned, base.cost.nullif(0), definitions.theta)
    return base.mutate(covers=covers, has_report=ibis.literal(True))


def known_sum(table: ibis.Table, names: Sequence[str]) -> ibis.Value:
    """Sum of columns; null only where every part is null."""
    parts = [table[name] for name in names]
    total = reduce(add, [none_as_zero(part) for part in parts])
    return ibis.ifelse(reduce(or_, [part.notnull() for part in parts]), total, ibis.null("int64"))


def none_as_zero(value: ibis.Value) -> ibis.Value:
    return ibis.coalesce(value, 0)


def at_least(amount: ibis.Value, of: ibis.Value, share: Fraction) -> ibis.Value:
    """amount ≥ share · of, for whole numbers, without rounding."""
    if share == 1:
        return amount >= of
    return amount.cast(WHOLE) * whole(share.denominator) >= of.cast(WHOLE) * whole(share.numerator)


def whole(number: int) -> ibis.Value:
    return ibis.literal(number).cast(WHOLE)


def ratio(above: ibis.Value, below: ibis.Value) -> ibis.Value:
    """float64; null where the lower part is 0."""
    return above.cast("float64") / below.nullif(0).cast("float64")
