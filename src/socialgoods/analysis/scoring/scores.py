"""Scores of the seven dimensions: a weighted mean of what was answered."""

import ibis

from socialgoods.analysis.definitions import DEFAULT, DIMENSIONS, Definitions
from socialgoods.analysis.scoring.instrument import Instrument
from socialgoods.analysis.scoring.parts import with_form

EXACT = "decimal(18, 15)"
"""Points as whole numbers of 10⁻¹⁵: sums then do not depend on the order in which an engine adds."""


def scored(
    parts: ibis.Table, placed: ibis.Table, instrument: Instrument | None = None, definitions: Definitions = DEFAULT
) -> ibis.Table:
    """One row for each row of `placed` (org_id, year; with an instrument also kind and size):

    the seven dimensions (0–100, float64; null where less than `known_share` of the weight was answered), known_<dimension> and
    `known`, shares of weight answered. Without an instrument the weight to answer is that of the rows there are; with one, that of
    the organisation's form and of what was asked beyond it. `known` is 0 where nothing was asked or answered.
    """
    sums = _sums(parts)
    base = with_form(placed, instrument.forms) if instrument else placed.mutate(form=ibis.literal(""))
    joined = (
        base.select("org_id", "year", "form").left_join(sums, ["org_id", "year"]).drop("org_id_right", "year_right")
    )
    asked = {name: _asked(joined, name, instrument) for name in DIMENSIONS}
    answered = {name: ibis.coalesce(joined[f"answered_{name}"], 0).cast("decimal(38, 3)") for name in DIMENSIONS}
    columns: dict[str, ibis.Value] = {}
    for name in DIMENSIONS:
        limit = definitions.known_share
        is_known = (answered[name] > 0) & (answered[name] * limit.denominator >= asked[name] * limit.numerator)
        mean = joined[f"points_{name}"].cast("float64") / answered[name].cast("float64").nullif(0)
        columns[name] = ibis.ifelse(is_known, mean, ibis.null("float64"))
        columns[f"known_{name}"] = _share(answered[name], asked[name])
    every = _share(sum(answered.values(), _zero()), sum(asked.values(), _zero()))
    return joined.select("org_id", "year", **columns, known=every)


def in_rows(scores: ibis.Table) -> ibis.Table:
    """`scored` with a row for each dimension: org_id, year, dimension, score, known."""
    return ibis.union(
        *[
            scores.select(
                "org_id", "year", dimension=ibis.literal(name), score=scores[name], known=scores[f"known_{name}"]
            )
            for name in DIMENSIONS
        ]
    )


def contributions(parts: ibis.Table, scores: ibis.Table) -> ibis.Table:
    """What each answer and indicator brings to its dimension's score: adds `share` of the weight answered and `contribution`, points.

    Contributions of a dimension sum to its score. Only dimensions that are known, only what was answered.
    """
    known = in_rows(scores)
    known = known.filter(known.score.notnull())
    joined = parts.filter(parts.points.notnull()).inner_join(known, ["org_id", "year", "dimension"])
    whole = joined.weight.sum().over(ibis.window(group_by=["org_id", "year", "dimension"]))
    shared = joined.mutate(share=joined.weight.cast("float64") / whole.cast("float64"))
    return shared.select(
        "org_id",
        "year",
        "dimension",
        "item",
        "points",
        "up",
        "score",
        "share",
        contribution=shared.share * shared.points,
    )


def _sums(parts: ibis.Table) -> ibis.Table:
    there = parts.points.notnull()
    weighted = parts.points.cast(EXACT) * parts.weight
    figures = {}
    for name in DIMENSIONS:
        here = parts.dimension == name
        figures[f"points_{name}"] = weighted.sum(where=here & there)
        figures[f"answered_{name}"] = parts.weight.sum(where=here & there)
        figures[f"rows_{name}"] = parts.weight.sum(where=here)
        figures[f"beyond_{name}"] = parts.weight.sum(where=here & ~parts.in_form)
    return parts.group_by("org_id", "year").aggregate(**figures)


def _asked(joined: ibis.Table, name: str, instrument: Instrument | None) -> ibis.Value:
    if instrument is None:
        return ibis.coalesce(joined[f"rows_{name}"], 0).cast("decimal(38, 3)")
    weights = [(joined.form == form.name, _weight(instrument.weight_of(form.name, name))) for form in instrument.forms]
    return ibis.cases(*weights, else_=_weight(0)) + ibis.coalesce(joined[f"beyond_{name}"], 0).cast("decimal(38, 3)")


def _weight(value: float) -> ibis.Value:
    return ibis.literal(f"{value:.3f}").cast("decimal(38, 3)")


def _zero() -> ibis.Value:
    return _weight(0)


def _share(part: ibis.Value, of: ibis.Value) -> ibis.Value:
    return ibis.coalesce(part.cast("float64") / of.cast("float64").nullif(0), 0.0)
