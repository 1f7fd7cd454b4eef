"""Every named reading of an organisation's year, beside the headline."""

import ibis

from socialgoods.analysis.definitions import DEFAULT, SALES, Definitions
from socialgoods.analysis.selfreliance.accounts import WHOLE, known_sum, none_as_zero, ratio

TOO_LARGE = 10**18
"""Sales needed beyond this many won mean a margin next to nothing: not known."""


def read(table: ibis.Table, definitions: Definitions = DEFAULT) -> ibis.Table:
    """Adds to `standing.placed`, all null where a part is not known or a division would be by zero:

    self_reliance_ratio E/C · near_line · gap max(0, C − E) won · sales_needed gap/m won, rounded up, m = 1 − goods/E · surplus E − C won ·
    support_dependence S/(E+S) · cover (E+S)/C · labour_cover E/labour · value_added_ratio (E − goods)/(C − goods) ·
    ratio_without_commissions (E − commissioned)/C · ratio_with_unpaid_work E/(C + hours · minimum wage) · income_per_fte won ·
    public_share of sales · vulnerable_share, subsidised_share of paid workers · local_share (purchases + wages)/C.
    """
    earned, cost = table.earned, table.cost
    unpaid = table.volunteer_hours * minimum_wage(table.year, definitions)
    local = known_sum(table, ("local_purchases", "local_wages"))
    return table.mutate(
        self_reliance_ratio=ratio(earned, cost),
        near_line=near_line(ratio(earned, cost), definitions),
        gap=ibis.ifelse(cost > earned, cost - earned, (cost - earned) * 0),
        sales_needed=sales_needed(earned, cost, table.goods),
        support_dependence=ratio(table.support, earned + table.support),
        cover=ratio(earned + table.support, cost),
        labour_cover=ratio(earned, table.labour),
        value_added_ratio=ratio(earned - table.goods, cost - table.goods),
        ratio_without_commissions=ratio(earned - table.sales_commissioned, cost),
        ratio_with_unpaid_work=earned.cast("float64") / (cost + unpaid).cast("float64").nullif(0),
        income_per_fte=earned.cast("float64") / table.workers_fte.cast("float64").nullif(0),
        public_share=ratio(none_as_zero(table.sales_public), known_sum(table, SALES)),
        vulnerable_share=ratio(table.workers_vulnerable, table.workers_paid),
        subsidised_share=ratio(table.workers_subsidised, table.workers_paid),
        local_share=ratio(local, cost),
    )


def near_line(r: ibis.Value, definitions: Definitions) -> ibis.Value:
    """near_from ≤ r < near_until. Floats decide rightly for whole won up to 10¹⁴: fractions of such numbers lie further apart."""
    return (r >= float(definitions.near_from)) & (r < float(definitions.near_until))


def sales_needed(earned: ibis.Value, cost: ibis.Value, goods: ibis.Value) -> ibis.Value:
    """Won of further sales at this year's margin that close the gap: the least whole number ≥ gap · E / (E − goods).

    A float gives the first guess, whole numbers correct it. Null where E ≤ 0, the margin ≤ 0, or the answer passes `TOO_LARGE`.
    """
    margin, gap = earned - goods, cost - earned
    about = gap.cast("float64") * earned.cast("float64") / margin.nullif(0).cast("float64")
    guess = ibis.ifelse(about < TOO_LARGE, about.floor(), 0.0).cast("int64")
    left = (gap.cast(WHOLE) * earned.cast(WHOLE) - guess.cast(WHOLE) * margin.cast(WHOLE)).cast("int64")
    upwards = guess - (-left).floordiv(margin)
    return ibis.cases(
        ((earned <= 0) | (margin <= 0), ibis.null("int64")),
        (gap <= 0, gap * 0),
        (about < TOO_LARGE, upwards),
        else_=ibis.null("int64"),
    )


def minimum_wage(year: ibis.Value, definitions: Definitions) -> ibis.Value:
    """Won an hour in the year, null where the definitions do not say."""
    branches = [(year == of, wage) for of, wage in definitions.minimum_wages]
    return ibis.cases(*branches, else_=ibis.null("int64")) if branches else ibis.null("int64")
