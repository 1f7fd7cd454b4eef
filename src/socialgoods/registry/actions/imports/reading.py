"""From a file to a checked sheet."""

import hashlib
import json
from collections.abc import Mapping as MappingType
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from socialgoods.exchange import headings, tables, workbook
from socialgoods.exchange.headings import Table
from socialgoods.exchange.mappings import Mapping, propose
from socialgoods.exchange.tables import CheckedTable
from socialgoods.kernel.periods import seoul_day
from socialgoods.places import actions as places
from socialgoods.places.models import District
from socialgoods.registry.models import ImportBatch, RememberedMapping
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.asked import Asked
from socialgoods.registry.queries.imports.targets import Target

ALL_PROBLEMS = 200_000


def open_book(path: Path, filename: str) -> workbook.Workbook:
    """Raises `workbook.Refused`, whose sentence is ready to show."""
    return workbook.open_workbook(path, filename=filename)


def read_table(path: Path, filename: str, sheet: str) -> Table:
    return read_table_of(open_book(path, filename), sheet)


def read_table_of(book: workbook.Workbook, sheet: str) -> Table:
    return headings.find_table(book.read(sheet))


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def ensure_districts() -> None:
    """Where no eup or myeon is known, every address would have to be asked about."""
    if not District.objects.exists():
        places.load_county()


def proposed(table: Table, target: Target) -> tuple[Mapping, dict[str, Any]]:
    """What an officer confirmed for the last sheet of this shape, else what the headings suggest; and the choices."""
    remembered = RememberedMapping.objects.filter(target=target.key, shape=table.shape).first()
    if remembered:
        mapping = Mapping.from_json(remembered.mapping)
        # Fields may have been renamed since.
        if all(name in target.spec for name in (*mapping.by_field(), *mapping.constants, *mapping.values)):
            return mapping, remembered.options
    return propose(table, target.spec), {}


def checked_table(
    table: Table, mapping: Mapping, target: Target, *, today: date, options: MappingType[str, Any], **how: Any
) -> CheckedTable:
    context = known.context(today, measures=not options.get("new_measures"))
    if unit := options.get("unit"):
        table = replace(table, columns=tuple(replace(column, unit=int(unit)) for column in table.columns))
    return tables.check(table, mapping, target.spec, context, **how)


def asked_of(batch: ImportBatch, table: Table, target: Target, *, at: datetime, by_id: int | None) -> Asked:
    """The batch's sheet, checked, with all that the officer chose."""
    ensure_districts()
    checked = checked_table(
        table,
        Mapping.from_json(batch.mapping),
        target,
        today=seoul_day(at),
        options=batch.options,
        skip=batch.skipped,
        keep=batch.kept,
        shown=ALL_PROBLEMS,
    )
    return Asked(checked, at, by_id, batch.options, batch.matches)


def promise(batch: ImportBatch, spec_name: str) -> str:
    """What the fingerprint of a preview speaks of beside the rows' fates. A database may keep keys in another order."""
    parts = [batch.digest, batch.sheet, spec_name, batch.mapping, batch.options, sorted(batch.skipped)]
    return json.dumps(parts, sort_keys=True)
