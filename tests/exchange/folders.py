"""Small folders for the tests: the same rows as CSV, XLSX and Parquet."""

import csv
import io
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from socialgoods.exchange import folder
from socialgoods.exchange.files import SPECS
from socialgoods.exchange.writing import write_xlsx

TODAY = date(2026, 11, 23)
SUFFIXES = ("csv", "xlsx", "parquet")

ORGANISATION = {
    "org_id": "A1",
    "name": "완주두레",
    "kind": "cooperative",
    "sector": "food",
    "area": "봉동읍",
    "founded_on": "2015-03-02",
    "status": "active",
}
REPORT = {
    field.name: {"org_id": "A1", "fiscal_year": "2017"}.get(field.name, "100")
    for field in SPECS["annual_reports"].needed(strict=True)
}
MEASURE = {
    "code": "design",
    "name": "디자인",
    "dimension": "product",
    "unit_cost": "3000000",
    "capacity": "",
    "sources": "county",
    "effect_mean": "0.05",
    "effect_sd": "0.02",
    "kinds": "",
}
BUDGET = {"year": "2018", "source": "county", "amount": "10000000"}
SUPPORT = {"org_id": "A1", "year": "2018", "measure": "design", "source": "county", "amount": "3000000"}
PIN = {"org_id": "A1", "measure": "design", "choice": "pinned"}
FLOOR = {"field": "area", "value": "봉동읍", "count": "1"}
ASSESSMENT = {
    "org_id": "A1",
    "year": "2017",
    "dimension": "product",
    "item": "마감",
    "score": "3",
    "max_score": "5",
}
GOOD = {
    "organisations": [ORGANISATION],
    "annual_reports": [REPORT],
    "measures": [MEASURE],
    "budgets": [BUDGET],
    "supports": [SUPPORT],
    "pins": [PIN],
    "floors": [FLOOR],
    "assessments": [ASSESSMENT],
}


def put(path: Path, name: str, rows: list[dict], suffix: str = "csv", encoding: str = "utf-8") -> Path:
    """Cells are texts, as a sheet's are; "" is null in Parquet."""
    target = path / f"{name}.{suffix}"
    headings = list(rows[0])
    if suffix == "csv":
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerows([headings, *(row.values() for row in rows)])
        target.write_bytes(buffer.getvalue().encode(encoding))
    elif suffix == "xlsx":
        write_xlsx(target, {name: (headings, [[cell or None for cell in row.values()] for row in rows])})
    else:
        columns = {heading: pa.array([row[heading] or None for row in rows], pa.string()) for heading in headings}
        pq.write_table(pa.table(columns), target)
    return target


def put_all(path: Path, suffix: str = "csv", **changed: list[dict]) -> Path:
    for name, rows in {**GOOD, **changed}.items():
        put(path, name, rows, suffix)
    return path


def read(path: Path) -> folder.Found:
    return folder.read(path, needed=("organisations", "annual_reports"), optional=tuple(GOOD)[2:], today=TODAY)


def told(path: Path) -> list[tuple[str, int | None, str]]:
    """(file, row, sentence) of every error, or of every warning where there is no error."""
    try:
        problems = read(path).warnings
    except folder.Refused as refused:
        problems = refused.problems
    return [(problem.file, problem.row, problem.sentence) for problem in problems]
