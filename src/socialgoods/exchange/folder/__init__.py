"""A whole folder of the files of DESIGN part 7, read, checked alone and against each other; and tables written back.

    found = folder.read(DIR, needed=("organisations", "annual_reports"), optional=("supports",), today=today)
    found.tables["annual_reports"]              # pyarrow.Table with exactly `folder.schema(SPECS["annual_reports"])`
    found.warnings                              # list of tables.Problem; found.warning_count is exact
    folder.write("diagnoses.parquet", table)    # by suffix: .csv, .xlsx, .parquet

`Refused.problems` are `tables.Problem` too, `str(refused)` the first twenty in words. CSV and XLSX take the way of every
sheet (`workbook` … `tables`); Parquet is checked in whole columns, and only the rows in doubt take that way. Rows of a
Parquet file are counted from 1. `progress(file, done, total)` is called before each file and at the end.

Types: money, counts and years int64; decimals, shares and coordinates float64; days date32; all else string, several
codes joined by ";". Null is not known. Web workers import `exchange`, so pyarrow is loaded only when a folder is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from socialgoods.exchange.files import FileSpec
from socialgoods.exchange.folder.telling import Refused
from socialgoods.exchange.tables import Problem

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Found", "Progress", "Refused", "read", "schema", "write"]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Found:
    tables: dict[str, pa.Table]
    """Of the files that exist, by name; every column that is not foreign, in the order of the specification."""
    warnings: list[Problem]
    """The first 2,000 of each file."""
    warning_count: int
    files: dict[str, str]
    """The name under which each table was found: {"organisations": "organisations.xlsx"}."""


def read(
    path: Path | str,
    *,
    needed: Sequence[str],
    optional: Sequence[str] = (),
    today: date,
    progress: Progress | None = None,
) -> Found:
    """Reads and checks; `Refused` with every problem of all files when anything is an error."""
    from socialgoods.exchange.folder import reading

    return reading.read(Path(path), tuple(needed), tuple(optional), today, progress)


def write(target_path: Path | str, table: pa.Table) -> None:
    """Writes beside the target and renames. `Refused` for an unknown suffix or a place that cannot be written."""
    from socialgoods.exchange.folder import output

    output.write(Path(target_path), table)


def schema(spec: FileSpec) -> pa.Schema:
    from socialgoods.exchange.folder import columns

    return columns.schema(spec)
