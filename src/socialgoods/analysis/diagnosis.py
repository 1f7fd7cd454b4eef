"""The comprehensive diagnosis (종합진단): the plan's tables in, every organisation's figures and those of sets out.

One call for a notebook or the command. The figures come from `selfreliance` and `scoring`; here they are only wired, on DuckDB in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
COMMANDS_AT_MOST = 200
_COMMANDS: dict[Any, tuple[str, ibis.Schema]] = {}


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
        return self.work.readings()

    @cached_property
    def causes(self) -> pa.Table:
        """Shapley shares of the accounts in the change of r since the year before, from `selfreliance.causes`."""
        return self.work.causes()

    @cached_property
    def scores(self) -> pa.Table:
        """org_id, year, dimension, score, known, peers, peers_count, percentile: known scores among their peers."""
        return self.work.peers()

    @cached_property
    def contributions(self) -> pa.Table:
        """What each answer and indicator brings to its dimension's score."""
        return self.work.contributed()

    @cached_property
    def advice(self) -> pa.Table:
        """The two single changes that would raise each dimension's score most."""
        return self.work.advice()


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
    return Diagnosis(work.diagnoses(), work.groups(), work.summary(), definitions, work)


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
        found: list[int] = []
        for name, when in (("annual_reports", "fiscal_year"), ("assessments", "year"), ("supports", "year")):
            rows = completed(tables, name)
            rows = rows if through is None else rows.filter(pc.less_equal(rows[when], through))
            self.table(name, self._numbered(rows, name))
            found += pc.unique(rows[when]).to_pylist() if name != "supports" else []
        self.years = sorted(set(found)) if year is None else [year] if isinstance(year, int) else sorted(year)
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

    @cached_property
    def core(self) -> ibis.Table:
        """What the headline and the sets need, computed once."""
        from socialgoods.analysis.selfreliance import readings

        return self._kept(
            "core", lambda: readings.read(self.placed, self.definitions).select(*KEYS, *READINGS, *COUNTED)
        )

    def accounts(self) -> ibis.Table:
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
            self.table("organisations"), self.table("years"), self.accounts(), asked, self.definitions
        )

    @cached_property
    def all_readings(self) -> ibis.Table:
        from socialgoods.analysis.selfreliance import cliff, readings

        read = self._kept("read", lambda: readings.read(self.placed, self.definitions))
        return self._kept(
            "readings", lambda: cliff.with_posts(cliff.with_cliff(read, self.table("supports")), self.accounts())
        )

    def readings(self) -> pa.Table:
        found = self.all_readings
        return self._out("all readings", lambda: found, KEYS)

    def causes(self) -> pa.Table:
        from socialgoods.analysis.selfreliance import causes

        def made() -> ibis.Table:
            found = causes.caused(self.accounts())
            return found.filter(found.year.isin(self.years))

        return self._out("causes", made, KEYS)

    @cached_property
    def parts(self) -> ibis.Table:
        from socialgoods.analysis.scoring import parts

        instrument = self.instrument
        read = self.all_readings if instrument else None

        def made() -> ibis.Table:
            asked = self.table("assessments")
            asked = asked.filter(asked.year.isin(self.years))
            return parts.measured(asked, read, instrument) if read is not None and instrument else parts.answered(asked)

        return self._kept("parts", made)

    @cached_property
    def wide_scores(self) -> ibis.Table:
        from socialgoods.analysis.scoring import scores

        made_of = self.parts

        def made() -> ibis.Table:
            # Without an instrument, whoever was not asked has nothing to add up.
            asked = self.placed if self.instrument else self.placed.semi_join(made_of, KEYS)
            return scores.scored(made_of, asked, self.instrument, self.definitions)

        return self._kept("scores", made)

    def diagnoses(self) -> pa.Table:
        core, scores = self.core, self.wide_scores

        def made() -> ibis.Table:
            scored = scores.select(*KEYS, *DIMENSIONS, "known")
            joined = core.select(*KEYS, *READINGS).left_join(scored, KEYS).drop("org_id_right", "year_right")
            return joined.mutate(known=joined.known.coalesce(0.0))

        return self._out("diagnoses", made, KEYS).select(COLUMNS)

    def peers(self) -> pa.Table:
        from socialgoods.analysis.scoring import peers, scores

        core, scored = self.core, self.wide_scores
        return self._out(
            "peers",
            lambda: peers.placed_among(scores.in_rows(scored), core, self.definitions),
            [*KEYS, "dimension"],
        )

    @cached_property
    def contributions(self) -> ibis.Table:
        from socialgoods.analysis.scoring import scores

        made_of, scored = self.parts, self.wide_scores
        return self._kept("contributions", lambda: scores.contributions(made_of, scored))

    def contributed(self) -> pa.Table:
        found = self.contributions
        return self._out("all contributions", lambda: found, [*KEYS, "dimension", "item"])

    def advice(self) -> pa.Table:
        from socialgoods.analysis.scoring import advice

        found = self.contributions
        return self._out("advice", lambda: advice.raising_most(found), [*KEYS, "dimension", "rank"])

    @cached_property
    def counted(self) -> pa.Table:
        """The sets before suppression: not to be shown."""
        from socialgoods.analysis.selfreliance import groups

        core = self.core
        return self.read("counted", lambda: groups.counted(core))

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

    def _out(self, name: str, made: Callable[[], ibis.Table], keys: list[str]) -> pa.Table:
        """Sorted, with the ids back."""
        rows = self.read(name, lambda: made().order_by(keys))
        return rows.set_column(
            rows.column_names.index("org_id"), "org_id", self.ids.take(rows["org_id"].combine_chunks())
        )

    def read(self, name: str, made: Callable[[], ibis.Table]) -> pa.Table:
        """The rows of an expression, which `name` tells from all others of this room."""
        command, schema = self._command(name, made)
        return self.connection.con.execute(command).to_arrow_table().cast(schema.to_pyarrow())

    def _kept(self, name: str, made: Callable[[], ibis.Table]) -> ibis.Table:
        """Computed now, once: what builds on it stays a short query. What `made` builds on is there before."""
        command, schema = self._command(name, made)
        types = self.connection.compiler.type_mapper
        columns = ", ".join(f'"{column}" {types.to_string(kind)}' for column, kind in schema.items())
        self.connection.con.execute(f'CREATE TEMP TABLE "{name}" ({columns})')
        self.connection.con.execute(f'INSERT INTO "{name}" {command}')
        return self.connection.table(name, database=("temp", "main"))

    def _command(self, name: str, made: Callable[[], ibis.Table]) -> tuple[str, ibis.Schema]:
        """The same question to tables of the same columns is the same command: translating it takes longer than a small county's answer."""
        key = (name, self.definitions, self.instrument, tuple(self.years))
        found = _COMMANDS.get(key)
        if found is None:
            expression = made()
            found = (str(self.connection.compile(expression)), expression.schema())
            if len(_COMMANDS) >= COMMANDS_AT_MOST:
                _COMMANDS.clear()
            _COMMANDS[key] = found
        return found
