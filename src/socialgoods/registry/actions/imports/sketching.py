"""What the mapping page shows of a sheet, so that it need not be read again for every look."""

from typing import Any

from socialgoods.exchange.cells import as_text
from socialgoods.exchange.headings import Column, Table
from socialgoods.exchange.mappings import Mapping
from socialgoods.registry.queries.imports.targets import Target
from socialgoods.registry.rules.imports.masking import mask
from socialgoods.registry.rules.imports.sentences import to_json

SAMPLES = 4
MOST_WORDS = 40
LONGEST_WORD = 60
LOOKED_AT = 20_000
SHOWN_SKIPS = 200


def sketch(table: Table, mapping: Mapping, target: Target) -> dict[str, Any]:
    open_fields = {each.name for each in target.spec} - target.private
    shown = {match.column for match in mapping.columns if match.field in open_fields} if target.private else None
    rows = [row for row, number in zip(table.rows, table.numbers, strict=True) if number not in table.skips]
    return {
        "title": list(table.title),
        "header_rows": list(table.header_rows),
        "rows": len(rows),
        "columns": [_column(column, rows, shown is not None and column.index not in shown) for column in table.columns],
        "skips": [[number, to_json(why)] for number, why in list(table.skips.items())[:SHOWN_SKIPS]],
        "skip_count": len(table.skips),
    }


def _column(column: Column, rows: list[list[Any]], is_hidden: bool) -> dict[str, Any]:
    words: dict[str, None] = {}
    for row in rows[:LOOKED_AT]:
        word = as_text(row[column.index])
        if word:
            words.setdefault(word)
    shown = list(words)[:SAMPLES]
    has_few = 0 < len(words) <= MOST_WORDS and all(len(word) <= LONGEST_WORD for word in words)
    return {
        "index": column.index,
        "letter": column.letter,
        "heading": column.heading,
        "unit": column.unit,
        "samples": [mask(word) if is_hidden else word[:80] for word in shown],
        "words": list(words) if has_few and not is_hidden else None,
        "is_empty": not words,
    }
