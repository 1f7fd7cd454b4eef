"""Parquet: judged in whole columns; the rows in doubt go the way of every sheet, which has the words for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from socialgoods.exchange import headings, mappings
from socialgoods.exchange.cells import as_text
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import Field, FileSpec
from socialgoods.exchange.folder import between, columns
from socialgoods.exchange.folder.checking import File, check, places, say_what_was_guessed
from socialgoods.exchange.folder.telling import KEPT, Notes
from socialgoods.exchange.headings import Column, Table
from socialgoods.exchange.mappings import Mapping
from socialgoods.exchange.parsers import parser_for
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say
from socialgoods.exchange.sheets import column_letter
from socialgoods.exchange.tables import Problem

SAMPLE = 240
BATCH = 50_000

BROKEN = _("‘{file}’ 파일을 Parquet 파일로 읽을 수 없습니다. 파일을 다시 만들어 주세요.")
NO_COLUMNS = _("‘{file}’ 파일에 열이 없습니다. 열 이름이 있는 파일을 넣어 주세요.")


def read(path: Path, spec: FileSpec, context: Context) -> File:
    file = File(path.name, spec, Notes(path.name))
    try:
        with pq.ParquetFile(path) as source:
            table = _described(source, path.name)
            mapping = mappings.propose(table, spec)
            count, cells = source.metadata.num_rows, _read_used(source, mapping)
    except (pa.ArrowException, OSError):
        file.notes.say("error", say(BROKEN, file=path.name))
        return file
    if not table.columns:
        file.notes.say("error", say(NO_COLUMNS, file=path.name))
        return file
    file.places, file.numbers = places(mapping, with_letters=False), range(1, count + 1)
    raw = _raw(cells, mapping, file)
    arrays, in_doubt = _judged(raw, table, mapping, spec, context, count)
    in_doubt |= between.broken_alone(spec, arrays, count)
    in_groups = between.repeated(spec, arrays, count)
    table.rows = []
    about_all = check(table, mapping, spec, context)
    file.notes.add(about_all.problems, about_all.error_count, about_all.warning_count)
    say_what_was_guessed(file, mapping)
    _tell(file, _batches(in_doubt, in_groups), raw, table, mapping, context)
    file.table = columns.table_of(arrays, spec, count)
    return file


def _described(source: pq.ParquetFile, name: str) -> Table:
    """The headings, and the first rows, by whose content a column may be known."""
    named = source.schema_arrow.names
    described = tuple(
        Column(index, column_letter(index), as_text(heading), headings.unit_of_heading(heading))
        for index, heading in enumerate(named)
    )
    first = next(source.iter_batches(batch_size=SAMPLE), None) if named else None
    cells = [_sampled(column) for column in first.columns] if first is not None else []
    return Table(name, "", (), (), described, [list(row) for row in zip(*cells, strict=True)], range(0))


def _sampled(column: pa.Array) -> list[Any]:
    kind = column.type
    is_plain = pa.types.is_string(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)
    return columns.as_cells(column) if is_plain else [""] * len(column)


def _read_used(source: pq.ParquetFile, mapping: Mapping) -> list[pa.ChunkedArray]:
    """The columns that have a field, in order."""
    named = source.schema_arrow.names
    used = [match.column for match in mapping.columns if match.is_used]
    is_told_apart = len(set(named)) == len(named) and not any("." in named[column] for column in used)
    if used and is_told_apart:
        return list(source.read(columns=[named[column] for column in used]).columns)
    data = source.read()
    return [data.column(column) for column in used]


def _raw(cells: list[pa.ChunkedArray], mapping: Mapping, file: File) -> dict[int, pa.Array]:
    """Column index → its cells. Empties the list, so that a large file is not held twice."""
    found: dict[int, pa.Array] = {}
    for match in mapping.columns:
        if not match.is_used:
            continue
        try:
            found[match.column] = columns.plain_array(cells.pop(0), file.spec.field(match.field))
        except columns.Unreadable as error:
            rule = say(_("‘{heading}’ 열의 형식({type})은 읽을 수 없습니다."), heading=match.heading, type=str(error))
            remedy = say(_("글, 숫자, 날짜 가운데 하나로 바꾸어 다시 만들어 주세요."))
            file.notes.say("error", rule, remedy, field=match.field, heading=match.heading)
    return found


def _judged(
    raw: dict[int, pa.Array], table: Table, mapping: Mapping, spec: FileSpec, context: Context, count: int
) -> tuple[dict[str, pa.Array], np.ndarray]:
    """Values by field, and a mask of the rows about whose cells there is something to say."""
    arrays: dict[str, pa.Array] = {}
    in_doubt = np.zeros(count, bool)
    units = {column.index: column.unit for column in table.columns}
    for name, matches in mapping.by_field().items():
        readable = [match.column for match in matches if match.column in raw]
        if not readable:
            continue
        field, unit = spec.field(name), units[readable[0]]
        parser = parser_for(field, context, unit=unit, words=mapping.values.get(name), strict=True)
        cells = raw[readable[0]] if len(readable) == 1 else _fed_by_several([raw[index] for index in readable], field)
        arrays[name], remarked = columns.judged(cells, field, unit, parser)
        in_doubt[remarked] = True
    for name, value in mapping.constants.items():
        if name in spec and name not in arrays and value:
            verdict = parser_for(spec.field(name), context, strict=True)(value)
            arrays[name] = columns.array_of([verdict.value] * count, spec.field(name))
    return arrays, in_doubt


def _fed_by_several(arrays: list[pa.Array], field: Field) -> pa.Array:
    texts = zip(*([as_text(cell) for cell in columns.as_cells(array)] for array in arrays), strict=True)
    if field.several == "join":
        return pa.array([" / ".join(dict.fromkeys(filter(None, row))) for row in texts], pa.string())
    return pa.array([next(filter(None, row), "") for row in texts], pa.string())


def _batches(in_doubt: np.ndarray, in_groups: np.ndarray) -> Iterator[np.ndarray]:
    """Rows that say the same stay together, so that they meet; the others are taken some at a time."""
    together = np.flatnonzero(in_groups)
    if len(together):
        yield together
    alone = np.flatnonzero(in_doubt & ~in_groups)
    for start in range(0, len(alone), BATCH):
        yield alone[start : start + BATCH]


def _tell(
    file: File,
    batches: Iterator[np.ndarray],
    raw: dict[int, pa.Array],
    table: Table,
    mapping: Mapping,
    context: Context,
) -> None:
    problems: list[Problem] = []
    errors = warnings = 0
    for rows in batches:
        table.rows, table.numbers = _sheet_rows(rows, raw, len(table.columns)), range(1, len(rows) + 1)
        checked = check(table, mapping, file.spec, context)
        of_rows = [problem for problem in checked.problems if problem.row is not None]
        about_all = [problem for problem in checked.problems if problem.row is None]
        errors += checked.error_count - sum(problem.is_error for problem in about_all)
        warnings += checked.warning_count - sum(not problem.is_error for problem in about_all)
        problems += [
            problem._replace(row=file.numbers[rows[problem.row - 1]], column="") for problem in of_rows if problem.row
        ]
        if len(problems) > 20 * KEPT:
            problems = _first_of_each(problems)
    file.notes.add(_first_of_each(problems), errors, warnings)


def _first_of_each(problems: list[Problem]) -> list[Problem]:
    ordered = sorted(problems, key=lambda problem: problem.row or 0)
    errors = [problem for problem in ordered if problem.is_error][:KEPT]
    return errors + [problem for problem in ordered if not problem.is_error][:KEPT]


def _sheet_rows(rows: np.ndarray, raw: dict[int, pa.Array], width: int) -> list[list[Any]]:
    taken = pa.array(rows)
    empty = [""] * len(rows)
    cells = [columns.as_cells(raw[index].take(taken)) if index in raw else empty for index in range(width)]
    return [list(row) for row in zip(*cells, strict=True)]
