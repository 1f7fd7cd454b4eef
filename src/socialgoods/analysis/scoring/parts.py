"""What a score is made of: one row for each answer or indicator of an organisation's year."""

from collections.abc import Sequence
from itertools import pairwise

import ibis

from socialgoods.analysis.scoring.instrument import Form, Indicator, Instrument

WEIGHT = "decimal(9, 3)"


def answered(assessments: ibis.Table) -> ibis.Table:
    """Parts without an instrument: every row of the file weighs 1.

    org_id, year, dimension, item, points 0–100 (null: no answer), up (points after one step up, null at the top), weight, in_form.
    """
    return _scored(assessments).mutate(weight=ibis.literal(1).cast(WEIGHT), in_form=ibis.literal(True))


def measured(assessments: ibis.Table, readings: ibis.Table, instrument: Instrument) -> ibis.Table:
    """Parts with an instrument: its items among the answers, and its indicators. Columns as `answered`.

    `readings` (org_id, year, kind, size and the named readings) has a row for each organisation's year. An item is found by its code;
    rows with other codes do not count. An item answered beyond the form counts with its weight, and is then expected.
    """
    placed = with_form(readings, instrument.forms)
    rows = _scored(assessments).inner_join(placed.select("org_id", "year", "form"), ["org_id", "year"])
    codes = {item.code: item for item in instrument.items}
    found = rows.filter(rows.item.isin(list(codes)))
    here = [(found.item == item.code) & (found.dimension == item.dimension) for item in instrument.items]
    weight = _chosen(
        here, [ibis.literal(str(item.weight)).cast(WEIGHT) for item in instrument.items], ibis.null(WEIGHT)
    )
    belongs = _chosen(here, [found.form.isin(list(item.forms)) for item in instrument.items], ibis.literal(False))
    kept = found.mutate(weight=weight, in_form=belongs)
    answers = kept.filter(kept.weight.notnull()).drop("form")
    measured_rows = [_of_indicator(placed, indicator) for indicator in instrument.indicators]
    return ibis.union(answers, *measured_rows) if measured_rows else answers


def with_form(readings: ibis.Table, forms: Sequence[Form]) -> ibis.Table:
    """Adds `form`: the first of the special forms meant for the kind and size, else the first of all."""
    size = ibis.coalesce(readings.size, "")
    branches = []
    for form in forms[1:]:
        is_meant = ibis.literal(True)
        if form.kinds:
            is_meant = is_meant & readings.kind.isin(list(form.kinds))
        if form.sizes:
            is_meant = is_meant & size.isin(list(form.sizes))
        branches.append((is_meant, form.name))
    return readings.mutate(form=ibis.cases(*branches, else_=forms[0].name) if branches else ibis.literal(forms[0].name))


def _scored(assessments: ibis.Table) -> ibis.Table:
    score, highest = assessments.score.cast("float64"), assessments.max_score.cast("float64")
    span = (highest - 1).nullif(0)
    step = ibis.ifelse(score < highest, ibis.least(score + 1, highest), ibis.null("float64"))
    return assessments.select(
        "org_id", "year", "dimension", "item", points=100 * (score - 1) / span, up=100 * (step - 1) / span
    )


def _of_indicator(placed: ibis.Table, indicator: Indicator) -> ibis.Table:
    rows = placed.filter(placed.form.isin(list(indicator.forms)))
    points = piecewise(rows[indicator.reading], indicator.bands)
    levels = sorted({points for _, points in indicator.bands})
    return rows.select(
        "org_id",
        "year",
        dimension=ibis.literal(indicator.dimension),
        item=ibis.literal(indicator.code),
        points=points,
        up=ibis.cases(*[(points < level, level) for level in levels], else_=ibis.null("float64")),
        weight=ibis.literal(str(indicator.weight)).cast(WEIGHT),
        in_form=ibis.literal(True),
    )


def piecewise(value: ibis.Value, bands: Sequence[tuple[float, float]]) -> ibis.Value:
    """Points by straight lines between the bands, level beyond both ends; null for null."""
    branches = [(value <= bands[0][0], bands[0][1])]
    for (low, at_low), (high, at_high) in pairwise(bands):
        branches.append((value < high, at_low + (value - low) * ((at_high - at_low) / (high - low))))
    return ibis.cases(*branches, (value >= bands[-1][0], bands[-1][1]), else_=ibis.null("float64")).cast("float64")


def _chosen(tests: Sequence[ibis.Value], values: Sequence[ibis.Value], otherwise: ibis.Value) -> ibis.Value:
    return ibis.cases(*zip(tests, values, strict=True), else_=otherwise) if tests else otherwise
