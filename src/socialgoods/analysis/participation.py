"""Residents taking part: distinct persons who are a member, a worker or a volunteer of at least one organisation."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

COUNTED = ("member", "worker", "volunteer")


def by_year(memberships: pa.Table, years: Sequence[int]) -> dict[int, int]:
    """Distinct tokens at the end of each year. Buyers are not counted; rows without a token cannot be linked and are left out."""
    import datetime

    rows = memberships.filter(
        pc.and_(pc.is_valid(memberships["token"]), pc.is_in(memberships["role"], value_set=pa.array(COUNTED)))
    )
    found = {}
    for year in years:
        end = pa.scalar(datetime.date(year, 12, 31))
        begun = pc.fill_null(pc.less_equal(rows["from"], end), True)
        over = pc.fill_null(pc.less_equal(rows["to"], end), False)
        found[year] = pc.count_distinct(rows.filter(pc.and_(begun, pc.invert(over)))["token"]).as_py()
    return found
