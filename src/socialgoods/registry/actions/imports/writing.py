"""Writes what a plan says, and leaves the traces by which it can be undone."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import Model

from socialgoods.kernel import bulk
from socialgoods.registry.models import ImportBatch, RowChange
from socialgoods.registry.rules.imports.plan import Insert, Plan, Update


def write(plan: Plan, batch: ImportBatch) -> None:
    """Within a transaction. Rows made from nothing name the batch; others leave a `RowChange`."""
    made: dict[int, Sequence[int]] = {}
    traces: list[tuple[int, str, int, Any, Any]] = []
    referred_to = {id(insert.of) for insert in plan.inserts}
    # A period must end before the next may begin.
    _update(plan.updates)
    for insert in plan.inserts:
        made[id(insert)] = _insert(insert, batch, made, traces, is_referred_to=id(insert) in referred_to)
    traces += [(update.number, update.table, update.id, update.before, update.after) for update in plan.updates]
    if traces:
        rows, tables, ids, before, after = (list(column) for column in zip(*traces, strict=True))
        columns = {"batch_id": batch.pk, "row": rows, "object_type": tables, "object_id": ids}
        bulk.insert(RowChange, len(rows), {**columns, "before": before, "after": after})


def _insert(
    insert: Insert,
    batch: ImportBatch,
    made: dict[int, Sequence[int]],
    traces: list[tuple[int, str, int, Any, Any]],
    *,
    is_referred_to: bool,
) -> Sequence[int]:
    """The new rows' numbers, where anybody asks for them."""
    model = model_of(insert.table)
    if insert.repeats and insert.parent and insert.of:
        where = {"imported_by_id": batch.pk, **insert.where}
        bulk.repeat_rows(model, model_of(insert.of.table), insert.parent[0], insert.repeats, insert.columns, where)
        return ()
    columns = dict(insert.columns)
    parents: list[int] = []
    if insert.parent:
        attribute, parents = insert.parent
        new = made.get(id(insert.of), ())
        columns[attribute] = [new[-1 - ref] if ref < 0 else ref for ref in parents]
    names_batch = any(field.name == "imported_by" for field in model._meta.get_fields())
    if names_batch:
        columns["imported_by_id"] = batch.pk
    # What hangs on a record made here goes with it; on a record that was there it leaves a trace.
    leaves_traces = not names_batch and (not parents or max(parents) >= 0)
    if not is_referred_to and not leaves_traces:
        bulk.insert(model, len(insert), columns)
        return ()
    ids = bulk.reserve_ids(model, len(insert))
    bulk.insert(model, len(insert), {"id": list(ids), **columns})
    if leaves_traces:
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
