"""Writes many rows at once, column by column: 100,000 rows in about a second, where model instances need ten.

Rows go past `save()`: whoever calls fills computed columns. Constraints hold as ever.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import repeat
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

from socialgoods.kernel.secrets import EncryptedJSONField, EncryptedTextField, encrypt_all

PIECE = 5_000
LARGE = 20_000
MANY = 500
AS_THEY_ARE = {"CharField", "TextField", "BooleanField", "FloatField", "URLField", "FileField", "ForeignKey"}
NEEDS_ESCAPE = frozenset("\\\t\n\r")
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@contextmanager
def undisturbed() -> Iterator[None]:
    """Millions of cells hold no cycles, yet the collector would look through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def reserve_ids(model: type[Model], count: int) -> Sequence[int]:
    """Row numbers that nobody else will get. Within a transaction; on SQLite it must be one that writes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(f'SELECT COALESCE(MAX("id"), 0) FROM "{table}"')  # noqa: S608 — the table is a model's
        last = cursor.fetchone()[0]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        used = cursor.fetchone()
        first = max(last, used[0] if used else 0) + 1
        return range(first, first + count)


def insert(model: type[Model], count: int, columns: Mapping[str, Any]) -> None:
    """`columns`: attribute name → a list of `count` values, or one value for all. Fields left out take their default.

    Lists hold values as the model has them; encrypted fields are sealed here.
    """
    if not count:
        return
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.generated and (not field.primary_key or field.attname in columns)
    ]
    unknown = set(columns) - {field.attname for field in fields}
    if unknown:
        raise ValueError(f"{model._meta.label} has no {', '.join(sorted(unknown))}")
    stored = [_stored(field, _one_for_all(columns.get(field.attname, _default(field)))) for field in fields]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", count, stored)
        if count >= MANY:
            # The server plans by what it knows of a table: of one just filled it would think that it is empty, and read it row by row.
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {table}")
    else:
        # What is the same in every row stands in the command, where it costs nothing.
        marks = ", ".join("?" if isinstance(column, list) else _literal(column) for column in stored)
        lists = [column for column in stored if isinstance(column, list)]
        rows = zip(*lists, strict=True) if lists else repeat((), count)
        with connection.cursor() as cursor, connection.wrap_database_errors, _indexed_afterwards(model, count):
            # Past Django's cursor, which would rewrite the command for every row.
            cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


@contextmanager
def _indexed_afterwards(model: type[Model], count: int) -> Iterator[None]:
    """A table that more than doubles is indexed once it is full: in half the time, and nobody outside sees the gap."""
    table = model._meta.db_table
    indexes: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        if count >= LARGE and connection.in_atomic_block:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 — the table is a model's
            if cursor.fetchone()[0] <= count:
                cursor.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql LIKE 'CREATE INDEX %%'",
                    [table],
                )
                indexes = cursor.fetchall()
        for name, _command in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, command in indexes:
            cursor.execute(command)


def _default(field: "Field[Any, Any]") -> Any:
    return None if field.null and not field.has_default() else field.get_default()


def _one_for_all(values: Any) -> Any:
    """A list that says the same over and over is one value."""
    if isinstance(values, list) and len(values) > 1 and values.count(values[0]) == len(values):
        return values[0]
    return values


def _stored(field: "Field[Any, Any]", values: Any) -> Any:
    """The values as the database keeps them. Equal values are prepared once, for there are few different ones."""
    if not isinstance(values, list):
        return _prepared(field, values)
    if isinstance(field, EncryptedJSONField):
        return [field.get_prep_value(value) for value in values]
    if isinstance(field, EncryptedTextField):
        return encrypt_all(values)
    kind = field.get_internal_type()
    if kind in AS_THEY_ARE or "Integer" in kind or field.primary_key:
        return values
    if isinstance(field, JSONField):
        return [_prepared(field, value) for value in values]
    known = {value: _prepared(field, value) for value in set(values)}
    return [known[value] for value in values]


def _prepared(field: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, JSONField):
        return None if value is None else json.dumps(value, cls=field.encoder)
    return field.get_db_prep_save(value, connection)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return repr(int(value) if isinstance(value, bool) else value)
    return "'" + str(value).replace("'", "''") + "'"


def _copy(command: str, count: int, columns: Iterable[Any]) -> None:
    texts = [_texts(column) if isinstance(column, list) else repeat(_text(column), count) for column in columns]
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(command) as copy:
        for piece in _pieces(zip(*texts, strict=True)):
            copy.write(piece)


def _pieces(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    lines: list[str] = []
    for row in rows:
        lines.append("\t".join(row))
        if len(lines) == PIECE:
            yield "\n".join(lines) + "\n"
            lines = []
    if lines:
        yield "\n".join(lines) + "\n"


def _texts(column: list[Any]) -> list[str]:
    if all(value.__class__ is str for value in column):
        return [_text(value) for value in column] if NEEDS_ESCAPE & set("".join(column)) else column
    return [_text(value) for value in column]


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def repeat_rows(
    model: type[Model],
    parent: type[Model],
    attribute: str,
    repeats: Mapping[str, str],
    columns: Mapping[str, Any],
    where: Mapping[str, Any],
) -> None:
    """For each row of `parent` that says `where`, a row that points at it and repeats some of it.

    `repeats`: attribute → the parent's attribute. `columns`: attribute → one value for all. Others take their default.
    """
    fields = [field for field in model._meta.concrete_fields if not field.generated and not field.primary_key]
    theirs = {field.attname: str(field.column) for field in parent._meta.concrete_fields}
    quote = connection.ops.quote_name
    said: list[str] = []
    values: list[Any] = []
    for field in fields:
        if field.attname == attribute:
            said.append(quote("id"))
        elif field.attname in repeats:
            said.append(quote(theirs[repeats[field.attname]]))
        else:
            said.append("%s")
            values.append(_prepared(field, columns.get(field.attname, _default(field))))
    names = ", ".join(quote(str(field.column)) for field in fields)
    among = " AND ".join(f"{quote(theirs[name])} = %s" for name in where)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) "  # noqa: S608
            f"SELECT {', '.join(said)} FROM {quote(parent._meta.db_table)} WHERE {among}",
            [*values, *where.values()],
        )


def update(model: type[Model], names: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]) -> None:
    """Set these attributes in each row, by its number."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    ids, values = [], []
    for pk, row in rows:
        ids.append(pk)
        values.append(row)
    if not ids:
        return
    columns = [
        _stored(fields[name], list(column)) for name, column in zip(names, zip(*values, strict=True), strict=True)
    ]
    table = connection.ops.quote_name(model._meta.db_table)
    settings = ", ".join(f"{connection.ops.quote_name(str(fields[name].column))} = %s" for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE {table} SET {settings} WHERE "id" = %s',  # noqa: S608
            list(zip(*columns, ids, strict=True)),
        )
