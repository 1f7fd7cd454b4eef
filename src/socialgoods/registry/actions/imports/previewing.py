"""Writes the preview: what becomes of each row, and a verdict on each of its cells, in pieces of a hundred rows."""

import base64
import io
from array import array
from collections.abc import Iterator
from typing import Any

from socialgoods.exchange.cells import as_text
from socialgoods.exchange.headings import Table
from socialgoods.exchange.tables import CheckedTable, Problem
from socialgoods.kernel import pieces
from socialgoods.registry.queries.imports.targets import Target
from socialgoods.registry.rules.imports.masking import mask
from socialgoods.registry.rules.imports.plan import Plan
from socialgoods.registry.rules.imports.sentences import to_json

ROWS = 100
LONGEST = 120
SHOWN_SKIPS = 500


def content(table: Table, checked: CheckedTable, plan: Plan, target: Target) -> bytes:
    stream = io.BytesIO()
    used = [match for match in checked.mapping.columns if match.is_used]
    head = {
        "columns": [[match.letter, match.heading, match.field] for match in used],
        "numbers": base64.b64encode(array("I", plan.numbers).tobytes()).decode(),
        "fates": base64.b64encode(plan.fates.tobytes()).decode(),
        "skipped": [
            [number, to_json(why), [as_text(cell)[:LONGEST] for cell in _row(table, number, used, target)]]
            for number, why in list(checked.skipped.items())[:SHOWN_SKIPS]
        ],
        "skip_count": len(checked.skipped),
        "whole": [_problem(each) for each in checked.problems if each.row is None],
    }
    pieces.write(stream, _pieces(table, checked, plan, target, used), head)
    return stream.getvalue()


def _row(table: Table, number: int, used: list[Any], target: Target) -> list[Any]:
    row = table.rows[number - table.numbers[0]]
    return [mask(as_text(row[match.column])) if match.field in target.private else row[match.column] for match in used]


def _pieces(
    table: Table, checked: CheckedTable, plan: Plan, target: Target, used: list[Any]
) -> Iterator[list[dict[str, Any]]]:
    problems: dict[int, list[Any]] = {}
    for each in (*checked.problems, *plan.problems):
        if each.row is not None:
            problems.setdefault(each.row, []).append(_problem(each, hides=each.field in target.private))
    for start in range(0, len(plan.numbers), ROWS):
        yield [_preview(number, table, plan, target, used, problems) for number in plan.numbers[start : start + ROWS]]


def _preview(
    number: int, table: Table, plan: Plan, target: Target, used: list[Any], problems: dict[int, list[Any]]
) -> dict[str, Any]:
    row: dict[str, Any] = {"cells": [as_text(cell)[:LONGEST] for cell in _row(table, number, used, target)]}
    if number in problems:
        row["problems"] = problems[number]
    if number in plan.shown:
        row["shown"] = [[each.field, each.before, each.after] for each in plan.shown[number]]
    if number in plan.twins:
        twin = plan.twins[number]
        row["twin"] = [twin.because, twin.other, twin.is_record, twin.is_one, twin.chosen]
    if number in plan.records:
        row["record"] = plan.records[number]
    return row


def _problem(each: Problem, *, hides: bool = False) -> list[Any]:
    return [
        each.column,
        each.heading,
        mask(each.value) if hides else each.value,
        to_json(each.rule),
        to_json(each.remedy),
        each.is_error,
    ]
