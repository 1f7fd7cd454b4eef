"""diagnose_1m_s, diagnose_1m_mb: 1,000,000 organisation-years of reports diagnosed, Parquet to Parquet.

125,000 organisations, eight years. Each run is a process of its own that reads both files, diagnoses every year and writes
`diagnoses`; what is measured is all of that, starting Python and loading libraries apart, and the process's largest memory.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ORGANISATIONS = 125_000
YEARS = range(2010, 2018)
RUNS = 3
ONE_RUN = """
import json, resource, sys, time
import pyarrow.parquet as pq
from socialgoods.analysis.diagnosis import diagnose
from socialgoods.analysis.tables import of_interest
import duckdb, ibis
ibis.duckdb
folder = sys.argv[1]
start = time.perf_counter()
tables = {}
for name in ("organisations", "annual_reports"):
    path = f"{folder}/{name}.parquet"
    tables[name] = pq.read_table(path, columns=of_interest(name, pq.read_schema(path).names))
found = diagnose(tables, None)
pq.write_table(found.diagnoses, f"{folder}/diagnoses.parquet")
seconds = time.perf_counter() - start
largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "largest": largest, "rows": len(found.diagnoses)}))
"""


def measure() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="socialgoods-bench-") as folder:
        write_reports(Path(folder))
        runs = [_run(folder) for _ in range(RUNS)]
    return [
        {"id": "diagnose_1m_s", "unit": "s", "goal": 5, "runs": [run["seconds"] for run in runs]},
        {"id": "diagnose_1m_mb", "unit": "MB", "goal": 2000, "runs": [run["largest"] for run in runs]},
    ]


def write_reports(folder: Path, organisations: int = ORGANISATIONS) -> None:
    """Every column of the exchange file, every third cell of the optional ones and every thirtieth of the others empty."""
    from datetime import date

    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from socialgoods.analysis.tables import MONEY

    random = np.random.default_rng(2017)
    ids = np.array([f"W{number:06d}" for number in range(organisations)])

    def one_of(*values: str | None) -> pa.Array:
        return pa.array(list(values), pa.string()).take(pa.array(random.integers(0, len(values), organisations)))

    pq.write_table(
        pa.table(
            {
                "org_id": ids,
                "name": [f"조직 {name}" for name in ids],
                "kind": one_of("cooperative", "village_enterprise", "social_enterprise", "village_community"),
                "sector": one_of("food", "education", "welfare", "culture", "tourism", "energy"),
                "area": one_of(*(f"{number}면" for number in range(13))),
                "founded_on": [date(2009, 3, 2)] * organisations,
                "status": one_of(*["active"] * 18, "dormant", "closed"),
            }
        ),
        folder / "organisations.parquet",
    )
    rows = organisations * len(YEARS)

    def some(highest: int, empty: float) -> pa.Array:
        return pa.array(random.integers(0, highest, rows), mask=random.random(rows) < empty)

    columns: dict[str, Any] = {
        "org_id": np.repeat(ids, len(YEARS)),
        "fiscal_year": np.tile(np.array(YEARS), organisations),
    }
    columns |= {name: some(300_000_000, 1 / 30) for name in MONEY}
    columns |= {name: some(20, 1 / 30) for name in ("workers_paid", "workers_vulnerable", "members")}
    for name in (
        "member_capital",
        "local_purchases",
        "local_wages",
        "sales_commissioned",
        "dues",
        "capital_grant",
        "depreciation",
    ):
        columns[name] = some(100_000_000, 1 / 3)
    columns |= {name: some(20, 1 / 3) for name in ("workers_subsidised", "volunteer_hours")}
    columns["workers_fte"] = pa.array(random.random(rows) * 10, mask=random.random(rows) < 1 / 3)
    for name, values in {"wages_booked": [None, "gross", "gross", "net"], "evidence": ["A", "B", "C", "D"]}.items():
        columns[name] = pa.array(values, pa.string()).take(pa.array(random.integers(0, 4, rows)))
    pq.write_table(pa.table(columns), folder / "annual_reports.parquet")


def _run(folder: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ONE_RUN, folder],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ},
    )
    found = json.loads(done.stdout)
    if found["rows"] < ORGANISATIONS * len(YEARS):
        raise RuntimeError(f"Only {found['rows']} rows came out.")
    return found
