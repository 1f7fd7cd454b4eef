"""Writes what a plan says, and leaves the traces by which it can be undone."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import Model

from socialgoods.kernel import bulk
from socialgoods.registry.models import ImportBatch, RowChange
from socialgoods.registry.rules.imports.plan import Insert, Plan, Update


def write(plan: Plan, batch: ImportBatch) -> None:
    """Within a transaction. Rows made from nothing name the batch; others leave a `RowChange`."""
    made: dict[int, Any] = {}
    traces: list[tuple[int, str, int, Any, Any]] = []
    # A period must end before the next may begin.
    _update(plan.updates)
    for insert in plan.inserts:
        made[id(insert)] = _insert(insert, batch, made, traces)
    traces += [(update.number, update.table, update.id, update.before, update.after) for update in plan.updates]
    if traces:
        rows, tables, ids, before, after = (list(column) for column in zip(*traces, strict=True))
        columns = {"batch_id": batch.pk, "row": rows, "object_type": tables, "object_id": ids}
        bulk.insert(RowChange, len(rows), {**columns, "before": before, "after": after})


def _insert(
    insert: Insert, batch: ImportBatch, made: dict[int, Any], traces: list[tuple[int, str, int, Any, Any]]
) -> Any:
    model = model_of(insert.table)
    columns = dict(insert.columns)
    parents: list[int] = []
    if insert.parent:
        attribute, parents = insert.parent
        columns[attribute] = [made[id(insert.of)][-1 - ref] if ref < 0 else ref for ref in parents]
    names_batch = any(field.name == "imported_by" for field in model._meta.get_fields())
    if names_batch:
        columns["imported_by_id"] = batch.pk
    ids = bulk.reserve_ids(model, len(insert))
    bulk.insert(model, len(insert), {"id": list(ids), **columns})
    if not names_batch:
        # What hangs on a record made here goes with it.
        old = [ref >= 0 for ref in parents] if parents else [True] * len(insert)
        traces += [
            (number, insert.table, pk, None, {})
            for number, pk, is_old in zip(insert.numbers, ids, old, strict=True)
            if is_old
        ]
    return ids


def _update(updates: Iterable[Update]) -> None:
    def same(update: Update) -> tuple[str, tuple[str, ...]]:
        return update.table, tuple(sorted(update.after))

    for (table, names), group in groupby(sorted(updates, key=same), key=same):
        rows = [(update.id, [update.after[name] for name in names]) for update in group]
        bulk.update(model_of(table), names, rows)


def model_of(table: str) -> type[Model]:
    return apps.get_model(table)
