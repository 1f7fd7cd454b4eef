"""A table of a bank's file as plain data, and back: days and times keep their kind."""

from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from socialgoods.exchange.bank import Layout, Sheet

KINDS = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat}


def to_json(sheet: Sheet) -> dict[str, Any]:
    return asdict(sheet) | {
        "rows": [[_plain(cell) for cell in row] for row in sheet.rows],
        "units": {str(column): unit for column, unit in sheet.units.items()},
    }


def from_json(kept: dict[str, Any]) -> Sheet:
    return Sheet(
        **kept
        | {
            "columns": tuple((index, letter, heading) for index, letter, heading in kept["columns"]),
            "rows": tuple(tuple(_cell(cell) for cell in row) for row in kept["rows"]),
            "units": {int(column): unit for column, unit in kept["units"].items()},
        }
    )


def layout_from_json(kept: dict[str, str]) -> Layout:
    return {int(column): field for column, field in kept.items()}


def layout_to_json(layout: Layout) -> dict[str, str]:
    return {str(column): field for column, field in layout.items()}


def _plain(cell: Any) -> Any:
    for name, kind in (("datetime", datetime), ("date", date), ("time", time)):
        if isinstance(cell, kind):
            return {name: cell.isoformat()}
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def _cell(cell: Any) -> Any:
    if isinstance(cell, dict):
        (name, value), *_rest = cell.items()
        return KINDS[name](value)
    return cell
