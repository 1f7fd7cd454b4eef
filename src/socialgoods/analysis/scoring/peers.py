"""Where a score stands among those alike."""

import ibis

from socialgoods.analysis.definitions import DEFAULT, Definitions

LADDER = (("kind and size", ("kind", "size")), ("sector", ("sector",)), ("all", ()))


def placed_among(rows: ibis.Table, about: ibis.Table, definitions: Definitions = DEFAULT) -> ibis.Table:
    """Adds to `scores.in_rows`, for scores that are known: peers (which group), peers_count, percentile.

    `about` has org_id, year, kind, size, sector. The first group of `LADDER` with at least `smallest_group` known scores of the
    dimension and year is taken, the organisation's own among them; without one, the three are null. `percentile` is the share of
    peers below plus half of those level, its own among them: 100 (below + level / 2) / count.
    """
    alike = about.select("org_id", "year", "kind", "size", "sector")
    joined = rows.filter(rows.score.notnull()).inner_join(alike, ["org_id", "year"])
    figures = {}
    for number, (_, keys) in enumerate(LADDER):
        group = ["year", "dimension", *keys]
        figures[f"count_{number}"] = joined.count().over(ibis.window(group_by=group))
        figures[f"below_{number}"] = ibis.rank().over(ibis.window(group_by=group, order_by="score"))
        figures[f"level_{number}"] = joined.count().over(ibis.window(group_by=[*group, "score"]))
    table = joined.mutate(**figures)
    fits = [
        (table[f"count_{number}"] >= definitions.smallest_group) & _all_known(table, keys)
        for number, (_, keys) in enumerate(LADDER)
    ]
    shares = [
        100.0 * (table[f"below_{number}"] + table[f"level_{number}"] / 2.0) / table[f"count_{number}"]
        for number in range(len(LADDER))
    ]
    return table.select(
        "org_id", "year", "dimension", "score", "known",
        peers=ibis.cases(*zip(fits, [name for name, _ in LADDER], strict=True), else_=ibis.null("string")),
        peers_count=ibis.cases(
            *zip(fits, [table[f"count_{number}"] for number in range(len(LADDER))], strict=True), else_=ibis.null("int64")
        ),
        percentile=ibis.cases(*zip(fits, shares, strict=True), else_=ibis.null("float64")),
    )  # fmt: skip


def _all_known(table: ibis.Table, keys: tuple[str, ...]) -> ibis.Value:
    known = ibis.literal(True)
    for key in keys:
        known = known & table[key].notnull()
    return known
