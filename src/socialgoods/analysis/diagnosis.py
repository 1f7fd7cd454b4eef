"""The comprehensive diagnosis (종합진단): the plan's tables in, every organisation's figures and those of sets out.

One call for a notebook or the command. The figures come from `selfreliance` and `scoring`; here they are only wired, on DuckDB in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.analysis.definitions import DEFAULT, DIMENSIONS, Definitions
from socialgoods.analysis.tables import completed, refuse_unknown

if TYPE_CHECKING:
    import ibis

    from socialgoods.analysis.scoring.instrument import Instrument

READINGS = (
    "self_reliance_ratio",
    "self_reliant",
    "self_sustaining",
    "gap",
    "sales_needed",
    "support_dependence",
    "cover",
    "labour_cover",
)
COLUMNS = ("org_id", "year", *READINGS, *DIMENSIONS, "known")
COUNTED = ("kind", "sector", "area", "size", "has_report", "is_active", "evidence", "earned", "cost", "near_line")
KEYS = ["org_id", "year"]


@dataclass(frozen=True)
class Diagnosis:
    """What was found. Tables are sorted by a unique key; null is not known; money is whole won, ratios fractions of 1.

    `diagnoses` has exactly `COLUMNS`, a row for each organisation active in, or with a report or an assessment for, a year; `groups`
    is `selfreliance.groups` after suppression; `summary` has plain numbers of the total of the last year diagnosed. The tables below
    are computed when first asked for.
    """

    diagnoses: pa.Table
    groups: pa.Table
    summary: Mapping[str, Any]
    definitions: Definitions
    work: Work = field(repr=False, compare=False)

    @cached_property
    def readings(self) -> pa.Table:
        """Every named reading of `selfreliance.readings` and `selfreliance.cliff`, with kind, sector, area, size and evidence."""
        return self.work.out(self.work.all_readings, KEYS)

    @cached_property
    def causes(self) -> pa.Table:
        """Shapley shares of the accounts in the change of r since the year before, from `selfreliance.causes`."""
        return self.work.out(self.work.causes(), KEYS)

    @cached_property
    def scores(self) -> pa.Table:
        """org_id, year, dimension, score, known, peers, peers_count, percentile: known scores among their peers."""
        return self.work.out(self.work.peers(), [*KEYS, "dimension"])

    @cached_property
    def contributions(self) -> pa.Table:
        """What each answer and indicator brings to its dimension's score."""
        return self.work.out(self.work.contributions, [*KEYS, "dimension", "item"])

    @cached_property
    def advice(self) -> pa.Table:
        """The two single changes that would raise each dimension's score most."""
        return self.work.out(self.work.advice(), [*KEYS, "dimension", "rank"])


def diagnose(
    tables: Mapping[str, pa.Table],
    year: int | Collection[int] | None,
    *,
    instrument: Instrument | None = None,
    definitions: Definitions = DEFAULT,
    through: int | None = None,
) -> Diagnosis:
    """Diagnoses of `year`, of several years, or, for None, of every year that has a report or an assessment.

    `tables`: the plan's files by name (organisations and annual_reports needed; assessments, supports if there are any), columns as in the
    plan's exchange files. Reports and assessments of years after `through` are not looked at. A year without reports gives rows in which
    nothing is known. A needed column that is missing, or an organisation that is not in the list, is a `ValueError` that names it.
    """
    work = Work(tables, year, instrument, definitions, through)
    diagnoses = work.out(work.diagnoses(), KEYS).select(COLUMNS)
    return Diagnosis(diagnoses, work.groups(), work.summary(), definitions, work)


class Work:
    """The tables on DuckDB, with organisations by number: joins on numbers are fast, and their order is that of the ids."""

    def __init__(
        self,
        tables: Mapping[str, pa.Table],
        year: int | Collection[int] | None,
        instrument: Instrument | None,
        definitions: Definitions,
        through: int | None,
    ) -> None:
        import ibis

        self.instrument, self.definitions = instrument, definitions
        self.connection = ibis.duckdb.connect()
        self.connection.raw_sql("SET enable_progress_bar = false")
        organisations = completed(tables, "organisations").sort_by("org_id")
        self.ids = organisations["org_id"].combine_chunks()
        self.table("organisations", self._numbered(organisations, "organisations"))
        for name, when in (("annual_reports", "fiscal_year"), ("assessments", "year"), ("supports", "year")):
            rows = completed(tables, name)
            rows = rows if through is None else rows.filter(pc.less_equal(rows[when], through))
            self.table(name, self._numbered(rows, name))
        self.years = self._years(year)
        self.table("years", pa.table({"year": pa.array(self.years, pa.int64())}))

    def table(self, name: str, rows: pa.Table | None = None) -> ibis.Table:
        """A table by name; with rows, put there first."""
        if rows is not None:
            self.connection.con.register(name, rows)
        return self.connection.table(name)

    def _numbered(self, rows: pa.Table, name: str) -> pa.Table:
        number = pc.index_in(rows["org_id"], value_set=self.ids)
        refuse_unknown(rows["org_id"], number, name)
        return rows.set_column(rows.column_names.index("org_id"), "org_id", number.cast(pa.int64()))

    def _years(self, year: int | Collection[int] | None) -> list[int]:
        if isinstance(year, int):
            return [year]
        if year is not None:
            return sorted(year)
        reports, asked = self.table("annual_reports"), self.table("assessments")
        found = reports.select(year=reports.fiscal_year).union(asked.select("year"), distinct=True)
        return sorted(found.to_pyarrow()["year"].to_pylist())

    @cached_property
    def core(self) -> ibis.Table:
        """What the headline and the sets need, computed once."""
        from socialgoods.analysis.selfreliance import readings

        read = readings.read(self.placed, self.definitions)
        return self._kept("core", read.select(*KEYS, *READINGS, *COUNTED))

    def _kept(self, name: str, expression: ibis.Table) -> ibis.Table:
        """Computed now, once: what builds on it stays a short query."""
        return self.connection.create_table(name, expression, temp=True)

    def _accounts(self) -> ibis.Table:
        from socialgoods.analysis.selfreliance import accounts

        reports = self.table("annual_reports")
        first, last = (min(self.years, default=0) - self.definitions.years + 1, max(self.years, default=0))
        return accounts.summed(reports.filter(reports.fiscal_year.between(first, last)), self.definitions)

    @cached_property
    def placed(self) -> ibis.Table:
        """Every organisation in every year, with its accounts and where it stands."""
        from socialgoods.analysis.selfreliance import standing

        asked = self.table("assessments").select(*KEYS).distinct()
        return standing.placed(
            self.table("organisations"), self.table("years"), self._accounts(), asked, self.definitions
        )

    @cached_property
    def all_readings(self) -> ibis.Table:
        from socialgoods.analysis.selfreliance import cliff, readings

        read = readings.read(self.placed, self.definitions)
        read = self._kept("read", read)
        return self._kept(
            "readings", cliff.with_posts(cliff.with_cliff(read, self.table("supports")), self._accounts())
        )

    def causes(self) -> ibis.Table:
        from socialgoods.analysis.selfreliance import causes

        found = causes.caused(self._accounts())
        return found.filter(found.year.isin(self.years))

    @cached_property
    def parts(self) -> ibis.Table:
        from socialgoods.analysis.scoring import parts

        asked = self.table("assessments")
        asked = asked.filter(asked.year.isin(self.years))
        made = parts.measured(asked, self.all_readings, self.instrument) if self.instrument else parts.answered(asked)
        return self._kept("parts", made)

    @cached_property
    def wide_scores(self) -> ibis.Table:
        from socialgoods.analysis.scoring import scores

        # Without an instrument, whoever was not asked has nothing to add up.
        asked = self.placed if self.instrument else self.placed.semi_join(self.parts, KEYS)
        return self._kept("scores", scores.scored(self.parts, asked, self.instrument, self.definitions))

    def diagnoses(self) -> ibis.Table:
        scored = self.wide_scores.select(*KEYS, *DIMENSIONS, "known")
        joined = self.core.select(*KEYS, *READINGS).left_join(scored, KEYS).drop("org_id_right", "year_right")
        return joined.mutate(known=joined.known.coalesce(0.0))

    def peers(self) -> ibis.Table:
        from socialgoods.analysis.scoring import peers, scores

        return peers.placed_among(scores.in_rows(self.wide_scores), self.core, self.definitions)

    @cached_property
    def contributions(self) -> ibis.Table:
        from socialgoods.analysis.scoring import scores

        return self._kept("contributions", scores.contributions(self.parts, self.wide_scores))

    def advice(self) -> ibis.Table:
        from socialgoods.analysis.scoring import advice

        return advice.raising_most(self.contributions)

    @cached_property
    def counted(self) -> pa.Table:
        """The sets before suppression: not to be shown."""
        from socialgoods.analysis.selfreliance import groups

        return groups.counted(self.core).to_pyarrow()

    def groups(self) -> pa.Table:
        from socialgoods.analysis.selfreliance import groups

        schema = self.counted.schema.append(pa.field("suppressed", pa.bool_()))
        shown = groups.suppressed(self.counted.to_pylist(), self.definitions.smallest_group)
        return pa.Table.from_pylist(shown, schema=schema)

    def summary(self) -> dict[str, Any]:
        """Plain numbers of all organisations in the last year diagnosed; all None where there are none."""
        year = max(self.years, default=None)
        empty = dict.fromkeys(self.counted.column_names)
        rows = (row for row in self.counted.to_pylist() if row["by"] == "total" and row["year"] == year)
        figures = {
            name: value for name, value in sorted(next(rows, empty).items()) if name not in {"by", "value", "year"}
        }
        return {"year": year, "definitions": self.definitions.version, **figures}

    def out(self, table: ibis.Table, keys: list[str]) -> pa.Table:
        """Sorted, with the ids back."""
        rows = table.order_by(keys).to_pyarrow()
        return rows.set_column(
            rows.column_names.index("org_id"), "org_id", self.ids.take(rows["org_id"].combine_chunks())
        )
