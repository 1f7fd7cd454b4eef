"""Support that ends: when, what cover is left without it, and what became of posts whose subsidy ran out."""

import ibis

from socialgoods.analysis.selfreliance.accounts import ratio
from socialgoods.analysis.selfreliance.standing import left


def with_cliff(table: ibis.Table, supports: ibis.Table) -> ibis.Table:
    """Adds to `readings.read`: cliff (year), cliff_amount (won a year), cover_after_cliff.

    A commitment is the latest row up to the year of an organisation, measure and source (several rows of that year count together).
    It is known to end when `ends_on` is there and not before the year. `cliff` is the first calendar year in which one ends,
    `cliff_amount` what those ending then pay a year, `cover_after_cliff` (E + S − that) / C, at most S taken away. Null without any.
    """
    dated = supports.filter(supports.measure.notnull()).select(
        "org_id", "measure", "source", "amount", given=supports.year, ends=supports.ends_on.year()
    )
    asked = table.select(asked="year").distinct()
    held = dated.inner_join(asked, dated.given <= asked.asked).rename(year="asked")
    latest = held.mutate(last=held.given.max().over(ibis.window(group_by=["org_id", "measure", "source", "year"])))
    running = latest.filter((latest.given == latest.last) & latest.ends.notnull() & (latest.ends >= latest.year))
    running = running.mutate(first=running.ends.min().over(ibis.window(group_by=["org_id", "year"])))
    ending = running.filter(running.ends == running["first"]).group_by("org_id", "year")
    found = ending.aggregate(
        cliff=lambda rows: rows.ends.min().cast("int64"), cliff_amount=lambda rows: rows.amount.sum()
    )
    joined = left(table, found.mutate(cliff_amount=found.cliff_amount.cast("int64")))
    rest = ibis.greatest(joined.support - joined.cliff_amount, (joined.support * 0))
    return joined.mutate(
        cover_after_cliff=ibis.ifelse(
            joined.cliff_amount.notnull(), ratio(joined.earned + rest, joined.cost), ibis.null("float64")
        )
    )


def with_posts(table: ibis.Table, accounts: ibis.Table) -> ibis.Table:
    """Adds posts_run_out, posts_kept, posts_ended: what became of subsidised posts between the year before and the year.

    Run out: the fall in subsidised workers. Kept: those of them that the growth of unsubsidised paid workers can account for.
    Ended: the rest. Null unless both years' reports name paid and subsidised workers.
    """
    before = accounts.select(
        "org_id",
        year=accounts.year + 1,
        paid_before=accounts.workers_paid,
        subsidised_before=accounts.workers_subsidised,
    )
    joined = left(table, before)
    none = joined.workers_subsidised * 0
    own = (joined.workers_paid - joined.workers_subsidised) - (joined.paid_before - joined.subsidised_before)
    run_out = ibis.ifelse(
        joined.subsidised_before > joined.workers_subsidised,
        joined.subsidised_before - joined.workers_subsidised,
        none + joined.subsidised_before * 0,
    )
    kept = ibis.ifelse(own <= 0, run_out * 0, ibis.ifelse(own < run_out, own, run_out))
    kept = ibis.ifelse(own.notnull(), kept, ibis.null("int64"))
    counted = joined.mutate(posts_run_out=run_out, posts_kept=kept, posts_ended=run_out - kept)
    return counted.drop("paid_before", "subsidised_before")
