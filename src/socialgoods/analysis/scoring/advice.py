"""The changes that would raise a dimension's score most."""

import ibis


def raising_most(contributions: ibis.Table, *, count: int = 2) -> ibis.Table:
    """For each organisation, year and dimension the `count` single changes with the largest rise of the score.

    A change is one step up in one answer, or one band in one indicator (`up`); everything else stays. From `scores.contributions`:
    org_id, year, dimension, item, points, up, rise (points of the dimension's score), rank (1 = most). Ties go by the item's code.
    """
    open_ones = contributions.filter(contributions.up.notnull())
    risen = open_ones.mutate(rise=open_ones.share * (open_ones.up - open_ones.points))
    window = ibis.window(group_by=["org_id", "year", "dimension"], order_by=[risen.rise.round(9).desc(), risen.item])
    ranked = risen.mutate(rank=ibis.row_number().over(window) + 1)
    return ranked.filter(ranked["rank"] <= count).select(
        "org_id", "year", "dimension", "item", "points", "up", "rise", "rank"
    )
