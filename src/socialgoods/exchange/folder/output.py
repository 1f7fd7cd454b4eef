"""Writes a table of results. The same table gives the same bytes, and a file is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from socialgoods.exchange import writing
from socialgoods.exchange.folder.telling import Notes, Refused
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _

ROWS_OF_A_SHEET = 1_048_576
BATCH = 10_000

UNKNOWN_SUFFIX = _("‘{file}’ 파일의 형식을 알 수 없습니다. 이름을 .csv, .xlsx, .parquet 가운데 하나로 끝내 주세요.")
NO_ROOM = _("XLSX 시트에는 {limit}행까지 들어갑니다. {count}행은 .csv나 .parquet 파일로 써 주세요.")
CANNOT_WRITE = _("‘{file}’ 파일을 쓸 수 없습니다. 폴더가 있는지, 쓸 권한과 자리가 있는지 확인해 주세요.")


def write(target: Path, table: pa.Table) -> None:
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise _refused(say(UNKNOWN_SUFFIX, file=target.name))
    if writer is _write_xlsx and table.num_rows >= ROWS_OF_A_SHEET:
        raise _refused(say(NO_ROOM, limit=f"{ROWS_OF_A_SHEET - 1:,}", count=f"{table.num_rows:,}"))
    plain = _plain(table)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            writer(stream, plain, target.stem)
        beside.replace(target)
    except OSError as error:
        raise _refused(say(CANNOT_WRITE, file=target.name)) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def _refused(sentence: Sentence) -> Refused:
    notes = Notes("")
    notes.say("error", sentence)
    return Refused(notes.errors)


def _plain(table: pa.Table) -> pa.Table:
    """In one piece and without metadata, so that how a table came about leaves no trace; not a number is not known."""
    columns = [_plain_column(column.combine_chunks()) for column in table.columns]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def _plain_column(column: Any) -> Any:
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        column = column.cast(pa.string())
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))
    return column


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _write_csv(stream: BinaryIO, table: pa.Table, name: str) -> None:
    writing.write_csv(stream, table.column_names, _rows(table), for_people=False)


def _write_xlsx(stream: BinaryIO, table: pa.Table, name: str) -> None:
    writing.write_xlsx(stream, {name: (table.column_names, _rows(table))})


def _write_parquet(stream: BinaryIO, table: pa.Table, name: str) -> None:
    pq.write_table(
        table,
        stream,
        version="2.6",
        compression="zstd",
        compression_level=1,
        row_group_size=1 << 18,
        data_page_size=1 << 20,
        use_dictionary=True,
        store_schema=False,
    )


WRITERS: dict[str, Callable[[BinaryIO, pa.Table, str], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}
