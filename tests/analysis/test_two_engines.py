"""The expressions on DuckDB and on Spark give the same tables. Spark comes with the extra `cluster` and needs Java."""

import importlib.util
import shutil
from datetime import date
from math import isclose
from random import Random

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from oracle.plan_tables import organisation, report, tables
from socialgoods.analysis.definitions import COST, EARNED, SUPPORT, Definitions
from socialgoods.analysis.scoring import advice, parts, peers, scores
from socialgoods.analysis.scoring.instrument import named
from socialgoods.analysis.selfreliance import accounts, causes, cliff, groups, readings, standing

pytestmark = pytest.mark.slow
DEFINITIONS = Definitions(minimum_wages=((2017, 6470),))
KEYS = ("org_id", "year", "dimension", "item", "by", "value", "rank")


def expressions(connection):
    """Everything the room computes, on whatever engine the connection leads to."""
    reports = accounts.summed(connection.table("annual_reports"), DEFINITIONS)
    asked = connection.table("assessments")
    years = connection.table("years")
    placed = standing.placed(
        connection.table("organisations"), years, reports, asked.select("org_id", "year").distinct(), DEFINITIONS
    )
    read = cliff.with_posts(cliff.with_cliff(readings.read(placed, DEFINITIONS), connection.table("supports")), reports)
    made_of = parts.measured(asked, read, named("wanju-2018"))
    scored = scores.scored(made_of, read, named("wanju-2018"), DEFINITIONS)
    contributed = scores.contributions(made_of, scored)
    return {
        "readings": read,
        "groups": groups.counted(read),
        "causes": causes.caused(reports),
        "scores": scored,
        "plain scores": scores.scored(parts.answered(asked), read, None, DEFINITIONS),
        "contributions": contributed,
        "advice": advice.raising_most(contributed),
        "peers": peers.placed_among(scores.in_rows(scored), read, DEFINITIONS),
    }


def county():
    random = Random(2017)
    names = [f"W{number:02d}" for number in range(24)]

    def some(highest):
        return random.choice([None, 0, random.randrange(1, highest), random.randrange(1, highest)])

    def a_report(name, year):
        money = {column: some(10**13) for column in (*EARNED, *SUPPORT, *COST, "local_wages", "sales_commissioned")}
        people = {
            column: some(12) for column in ("workers_paid", "workers_subsidised", "volunteer_hours", "workers_fte")
        }
        return report(
            name,
            year,
            **money,
            **people,
            evidence=random.choice("ABCD"),
            wages_booked=random.choice([None, "gross", "net"]),
        )

    items = [item for item in named("wanju-2018").items if random.random() < 0.8]
    return tables(
        organisations=[
            organisation(
                name, kind=random.choice(["cooperative", "village_community"]), sector=random.choice(["food", "craft"]),
                founded_on=date(2010, 3, 1), closed_on=random.choice([None, None, date(2017, 5, 1)]),
            )
            for name in names
        ],
        annual_reports=[a_report(name, year) for name in names for year in (2016, 2017) if random.random() < 0.9],
        assessments=[
            {"org_id": name, "year": 2017, "dimension": item.dimension, "item": item.code, "score": some(6), "max_score": 5}
            for name in names[:20]
            for item in items
        ],
        supports=[
            {"org_id": name, "year": year, "measure": "wage", "source": "county", "amount": some(10**9), "ends_on": date(2018, 6, 30)}
            for name in names[::3]
            for year in (2016, 2017)
        ],
    )  # fmt: skip


def rows_of(expression):
    rows = expression.to_pyarrow().to_pylist()
    keys = [key for key in KEYS if key in expression.columns]
    return sorted(rows, key=lambda row: [str(row[key]) for key in keys])


@pytest.fixture(scope="module")
def on_spark(tmp_path_factory):
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip('Spark is absent: pip install "socialgoods[cluster]"')
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java: apt-get install default-jre-headless")
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", str(folder))
        .getOrCreate()
    )
    yield ibis.pyspark.connect(session)
    session.stop()


@pytest.fixture(scope="module")
def on_duckdb():
    return ibis.duckdb.connect()


def filled(connection, given, folder):
    """From Parquet, as a cluster would read it: handed over in memory, Ibis turns whole numbers with gaps into gaps on Spark."""
    for name, rows in {**given, "years": pa.table({"year": pa.array([2016, 2017], pa.int64())})}.items():
        pq.write_table(rows, folder / f"{name}.parquet")
        connection.read_parquet(folder / f"{name}.parquet", table_name=name)
    return expressions(connection)


def test_duckdb_and_spark_give_the_same_tables(on_spark, on_duckdb, tmp_path):
    here, there = filled(on_duckdb, county(), tmp_path), filled(on_spark, county(), tmp_path)

    for name, expression in here.items():
        one, other = rows_of(expression), rows_of(there[name])
        assert len(one) == len(other) > 0, name
        for row, twin in zip(one, other, strict=True):
            assert {
                column: (name, row[column], twin[column]) for column in row if not alike(row[column], twin[column])
            } == {}


def alike(one, other):
    """Spark's whole numbers come by way of floats where some are missing."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def test_every_expression_runs_on_duckdb_and_has_rows(on_duckdb, tmp_path):
    assert all(len(rows_of(expression)) for expression in filled(on_duckdb, county(), tmp_path).values())
