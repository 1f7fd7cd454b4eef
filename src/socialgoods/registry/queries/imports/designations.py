"""What a list of certifications and designations would change."""

from typing import Any

from socialgoods.registry.models import Designation
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.asked import Asked, begin, find_organizations, problem, refuse
from socialgoods.registry.rules.imports import text
from socialgoods.registry.rules.imports.differences import Difference, differs
from socialgoods.registry.rules.imports.fate import Fate
from socialgoods.registry.rules.imports.plan import Insert, Plan, Update

TABLE = "registry.designation"
FIELDS = ("number", "authority", "ends_on")


def plan(asked: Asked) -> Plan:
    plan = begin(asked)
    organizations = find_organizations(asked, plan)
    keys = list(zip(organizations, asked.column("designation"), asked.column("starts_on"), strict=True))
    _refuse_twice(asked, plan, keys)
    _refuse_no_time(asked, plan)
    held = _held({key[0] for key in keys})
    records = known.values_of(Designation, FIELDS, held.values())
    fresh = []
    for position, key in enumerate(keys):
        if plan.fates[position] & Fate.ERROR:
            continue
        pk = held.get(key)
        if pk is None:
            fresh.append(position)
            plan.fates[position] |= Fate.NEW
        else:
            _compare(asked, plan, position, pk, records[pk])
    if fresh:
        plan.inserts.append(_insert(asked, plan, fresh, keys))
    return plan


def _held(organizations: set[Any]) -> dict[tuple[Any, ...], int]:
    rows = Designation.objects.values_list("organization_id", "kind", "starts_on", "pk")
    return {(organization, *rest): pk for organization, *rest, pk in rows if organization in organizations}


def _refuse_twice(asked: Asked, plan: Plan, keys: list[tuple[Any, ...]]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for position, key in enumerate(keys):
        if plan.fates[position] & Fate.ERROR:
            continue
        if key in seen:
            rule = text.about_row(text.DESIGNATION_TWICE, plan.numbers[seen[key]])
            refuse(plan, position, problem(asked, plan.numbers[position], "designation", "", rule, text.KEEP_ONE))
        seen.setdefault(key, position)


def _refuse_no_time(asked: Asked, plan: Plan) -> None:
    for position, (starts, ends) in enumerate(zip(asked.column("starts_on"), asked.column("ends_on"), strict=True)):
        if starts and ends and ends <= starts and not plan.fates[position] & Fate.ERROR:
            number = plan.numbers[position]
            refuse(plan, position, problem(asked, number, "ends_on", ends, text.ENDS_AT_START, text.CHECK_DAYS))


def _compare(asked: Asked, plan: Plan, position: int, pk: int, record: tuple[Any, ...]) -> None:
    number = plan.numbers[position]
    plan.records[number] = pk
    found = [
        Difference(name, value, asked.column(name)[position])
        for name, value in zip(FIELDS, record, strict=True)
        if differs(name, value, asked.column(name)[position])
    ]
    plan.fates[position] |= Fate.CHANGED if found else Fate.SAME
    if found:
        plan.shown[number] = found
        before, after = ({each.field: getattr(each, side) for each in found} for side in ("before", "after"))
        plan.updates.append(Update(TABLE, pk, number, before, after))


def _insert(asked: Asked, plan: Plan, fresh: list[int], keys: list[tuple[Any, ...]]) -> Insert:
    columns: dict[str, Any] = {
        "kind": [keys[position][1] for position in fresh],
        "starts_on": [keys[position][2] for position in fresh],
        "number": [asked.column("number")[position] or "" for position in fresh],
        "authority": [asked.column("authority")[position] or "" for position in fresh],
        "ends_on": [asked.column("ends_on")[position] for position in fresh],
    }
    numbers = [plan.numbers[position] for position in fresh]
    return Insert(TABLE, numbers, columns, ("organization_id", [keys[position][0] for position in fresh]))
