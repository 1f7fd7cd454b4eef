"""Arrow's types for the fields of a file, and columns of those types: from checked values, or judged as whole arrays.

An array is judged without looking at every cell where its type allows: whole numbers within bounds are won. What that
cannot tell is judged once for each distinct cell by the parsers that judge the cells of every sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.exchange.bulk import at_once
from socialgoods.exchange.cells import Parser
from socialgoods.exchange.cells.amounts import HIGHEST_COUNT, HIGHEST_WON
from socialgoods.exchange.cells.sources import as_written
from socialgoods.exchange.files import Field, FileSpec

WHOLE = frozenset({"won", "count", "year"})
FRACTIONS = frozenset({"decimal", "share", "lon", "lat"})
BOUNDS = {"year": (1900, 2099), "share": (0, 1), "lon": (124, 132), "lat": (33, 39)}
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
RUN = 5_000
SEOUL = "Asia/Seoul"


class Judged(NamedTuple):
    values: pa.Array
    """Null where empty or refused."""
    remarked: np.ndarray
    """Indexes of the rows about which a parser has something to say."""


def arrow_type(field: Field) -> pa.DataType:
    if field.reads in WHOLE:
        return pa.int64()
    if field.reads in FRACTIONS:
        return pa.float64()
    return pa.date32() if field.reads == "day" else pa.string()


def schema(spec: FileSpec) -> pa.Schema:
    return pa.schema([(field.name, arrow_type(field)) for field in spec if not field.foreign])


def array_of(values: Sequence[Any], field: Field) -> pa.Array:
    """Values as `tables.check` gives them."""
    turn: Callable[[Any], Any] | None = None
    if field.reads in FRACTIONS:
        turn = float
    elif field.reads == "sources":
        turn = as_written
    elif field.reads == "choices":
        turn = ";".join
    turned = values if turn is None else [None if value is None else turn(value) for value in values]
    return pa.array(turned, arrow_type(field))


def table_of(arrays: dict[str, pa.Array], spec: FileSpec, count: int) -> pa.Table:
    """The columns of the specification, whole: null where a column is not there."""
    wanted = schema(spec)
    columns = [arrays[each.name] if each.name in arrays else pa.nulls(count, each.type) for each in wanted]
    return pa.Table.from_arrays(columns, schema=wanted)


def judged(cells: pa.Array, field: Field, unit: int, parser: Parser) -> Judged:
    if field.reads in WHOLE and unit in {0, 1} and _is_number(cells.type):
        return _bounded(cells, field, parser, whole=True)
    if field.reads in FRACTIONS and _is_number(cells.type):
        return _bounded(cells, field, parser, whole=False)
    if field.reads == "day" and pa.types.is_date32(cells.type):
        return _days(cells, field, parser)
    return _distinct(cells, field, unit, parser)


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_float32(kind) or pa.types.is_float64(kind)


def _bounds(field: Field) -> tuple[float, float]:
    if field.reads == "won":
        return (-HIGHEST_WON if field.signed else 0), HIGHEST_WON
    if field.reads == "count":
        return int(field.lowest or 0), HIGHEST_COUNT
    if field.reads == "decimal":
        most = float(np.finfo(np.float64).max)
        return (-most if field.lowest is None else field.lowest), (most if field.highest is None else field.highest)
    return BOUNDS[field.reads]


def _bounded(cells: pa.Array, field: Field, parser: Parser, *, whole: bool) -> Judged:
    lowest, highest = _bounds(field)
    numbers = _whole_if_it_is(cells) if whole else cells.cast(pa.float64(), safe=False)
    if pa.types.is_integer(numbers.type):
        least, most = pc.min_max(numbers).as_py().values()
        if least is None or (lowest <= least and most <= highest):
            return Judged(numbers.cast(pa.int64()), np.empty(0, np.int64))
    is_plain = pc.and_(pc.greater_equal(numbers, lowest), pc.less_equal(numbers, highest))
    if whole and pa.types.is_floating(numbers.type):
        is_plain = pc.and_(is_plain, pc.equal(pc.floor(numbers), numbers))
    return _with_doubts(cells, numbers, is_plain, field, parser)


def _days(cells: pa.Array, field: Field, parser: Parser) -> Judged:
    is_plain = pc.and_(pc.greater_equal(cells, FIRST_DAY), pc.less_equal(cells, LAST_DAY))
    return _with_doubts(cells, cells, is_plain, field, parser)


def _with_doubts(cells: pa.Array, numbers: pa.Array, is_plain: pa.Array, field: Field, parser: Parser) -> Judged:
    """The numbers where they are plain; elsewhere what the parser says of the cell."""
    target = arrow_type(field)
    if pc.all(is_plain).as_py() is not False:
        return Judged(numbers.cast(target), np.empty(0, np.int64))
    doubtful = pc.fill_null(pc.invert(is_plain), False)
    rows = np.flatnonzero(doubtful.to_numpy(zero_copy_only=False))
    told = _distinct(cells.take(pa.array(rows)), field, 0, parser)
    plain = pc.if_else(is_plain, numbers, pa.scalar(None, numbers.type)).cast(target)
    values = pc.replace_with_mask(plain, doubtful, told.values)
    return Judged(values, rows[told.remarked])


def _distinct(cells: pa.Array, field: Field, unit: int, parser: Parser) -> Judged:
    encoded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
    kinds = as_cells(encoded.dictionary)
    values: list[Any] = []
    remarked: list[int] = []
    for start in range(0, len(kinds), RUN):
        run = kinds[start : start + RUN]
        plain = at_once(run, field, unit)
        if plain is None:
            verdicts = [parser(cell) for cell in run]
            plain = [verdict.value for verdict in verdicts]
            remarked += [start + index for index, told in enumerate(verdicts) if told.error or told.notes]
        values += plain
    rows = np.empty(0, np.int64)
    if remarked:
        codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(np.isin(codes, remarked))
    return Judged(array_of(values, field).take(encoded.indices), rows)


def as_cells(array: pa.Array) -> list[Any]:
    """As a sheet would have them: "" where empty."""
    return ["" if cell is None else cell for cell in array.to_pylist()]


class Unreadable(Exception):
    """No cell of a sheet could look like this column."""


def plain_array(column: pa.ChunkedArray, field: Field) -> pa.Array:
    """A column of a Parquet file in one piece, of a type that `judged` knows."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    kind = array.type
    try:
        if pa.types.is_dictionary(kind):
            return plain_array(pa.chunked_array([array.cast(kind.value_type)]), field)
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            return _joined(array, field)
        if pa.types.is_timestamp(kind) and field.reads not in {"day", "year"}:
            return array.cast(pa.timestamp("s", kind.tz), safe=False).cast(pa.string())
        if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
            return _as_days(array)
        if pa.types.is_null(kind) or _is_text(kind):
            return array.cast(pa.string())
        if pa.types.is_float16(kind):
            return array.cast(pa.float64())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise Unreadable(str(kind)) from error
    if pa.types.is_decimal(kind) or pa.types.is_uint64(kind):
        return _whole_if_it_is(array)
    if _is_number(kind) or pa.types.is_boolean(kind):
        return array
    raise Unreadable(str(kind))


def _is_text(kind: pa.DataType) -> bool:
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(is_it(kind) for is_it in (*texts, pa.types.is_binary, pa.types.is_large_binary))


def _joined(array: pa.Array, field: Field) -> pa.Array:
    if field.reads not in {"choices", "sources"}:
        raise Unreadable(str(array.type))
    return pc.binary_join(array.cast(pa.list_(pa.string())), ";")


def _as_days(array: pa.Array) -> pa.Array:
    """Days are Seoul days; without a zone they are what the clock on the wall said."""
    if pa.types.is_timestamp(array.type) and array.type.tz:
        array = pc.local_timestamp(array.cast(pa.timestamp(array.type.unit, SEOUL)))
    days = (array if pa.types.is_date32(array.type) else array.cast(pa.date32(), safe=False)).cast(pa.int32())
    # Beyond the years that Python's date knows; any such day is refused.
    return pc.min_element_wise(
        pc.max_element_wise(days, -700_000, skip_nulls=False), 2_900_000, skip_nulls=False
    ).cast(pa.int32()).cast(pa.date32())  # fmt: skip


def _whole_if_it_is(array: pa.Array) -> pa.Array:
    try:
        return array.cast(pa.int64())
    except pa.ArrowInvalid:
        return array.cast(pa.decimal128(20)) if pa.types.is_uint64(array.type) else array
