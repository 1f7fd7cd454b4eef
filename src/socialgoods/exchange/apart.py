"""Reads old Excel files and open documents in a process of its own, whose memory and time are bounded.

Their reader reserves room for the whole rectangle that a sheet's cells span. In these formats a few wrong bytes make it
larger than any machine, and the reader then ends the process. It must not be ours.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

MEMORY = 2 * 1024**3
SECONDS = 60
THIS_FILE = Path(__file__).resolve()


class Part(NamedTuple):
    name: str
    is_visible: bool
    rows: list[list[Any]]
    merged: list[Any]


class Failed(Exception):
    """The reader gave up, or was made to."""


def read(path: Path) -> list[Part]:
    """Every worksheet of the file. `Failed` where it cannot be read within the bounds."""
    command = [sys.executable, "-P", str(THIS_FILE), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - our own file
        return [Part(*part) for part in pickle.loads(done.stdout)]  # noqa: S301 - written below, by ourselves
    except (subprocess.SubprocessError, OSError, pickle.UnpicklingError, EOFError) as error:
        raise Failed from error


def _bound_ourselves() -> None:
    try:
        import resource
    except ImportError:  # not on every system; there the bounds of the guard must do
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write_parts(path: str) -> None:
    _bound_ourselves()
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with open(path, "rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
    parts = []
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            page = book.get_sheet_by_name(sheet.name)
            rows, merged = page.to_python(skip_empty_area=False), page.merged_cell_ranges
            parts.append((sheet.name, sheet.visible == SheetVisibleEnum.Visible, rows, list(merged or [])))
    pickle.dump(parts, sys.stdout.buffer, protocol=5)


if __name__ == "__main__":
    os.environ.pop("RUST_BACKTRACE", None)
    _write_parts(sys.argv[1])
