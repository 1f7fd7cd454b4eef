"""What a list of supports given would change."""

from typing import Any

from socialgoods.registry.models import Measure, SupportGiven
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.asked import Asked, begin, find_organizations, problem, refuse
from socialgoods.registry.rules.imports import text
from socialgoods.registry.rules.imports.differences import Difference, differs
from socialgoods.registry.rules.imports.fate import Fate
from socialgoods.registry.rules.imports.plan import Insert, Plan, Update

TABLE, MEASURES = "registry.supportgiven", "registry.measure"
FIELDS = ("amount", "ends_on", "carried_by")


def plan(asked: Asked) -> Plan:
    plan = begin(asked)
    organizations = find_organizations(asked, plan)
    measures, made = _measures(asked, plan)
    keys = list(zip(organizations, asked.column("year"), measures, asked.column("source"), strict=True))
    _refuse_twice(asked, plan, keys)
    held = _held(keys)
    records = known.values_of(SupportGiven, FIELDS, held.values())
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
    new_measures = Insert(MEASURES, list(made.values()), {"code": list(made), "name": list(made)})
    if made:
        plan.inserts.append(new_measures)
    _insert(asked, plan, fresh, keys, new_measures)
    return plan


def _measures(asked: Asked, plan: Plan) -> tuple[list[int], dict[str, int]]:
    """For each row its measure's number, negative for one to be made; and those names with their first row."""
    ids: dict[str, int] = {}
    for number, code, name in Measure.objects.values_list("pk", "code", "name"):
        ids.setdefault(name.casefold(), number)
        ids[code.casefold()] = number
    may_make = bool(asked.options.get("new_measures"))
    made: dict[str, int] = {}
    found = []
    for position, said in enumerate(asked.column("measure")):
        pk = ids.get(said.casefold()) if said else None
        if pk is None and said and not plan.fates[position] & Fate.ERROR:
            if may_make:
                made.setdefault(said, plan.numbers[position])
                pk = ids[said.casefold()] = -len(made)
            else:
                found_problem = problem(
                    asked, plan.numbers[position], "measure", said, text.NO_MEASURE, text.MAKE_MEASURE
                )
                refuse(plan, position, found_problem)
        found.append(pk or 0)
    return found, made


def _refuse_twice(asked: Asked, plan: Plan, keys: list[tuple[Any, ...]]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for position, key in enumerate(keys):
        if plan.fates[position] & Fate.ERROR:
            continue
        if key in seen:
            rule = text.about_row(text.SUPPORT_TWICE, plan.numbers[seen[key]])
            refuse(plan, position, problem(asked, plan.numbers[position], "amount", "", rule, text.ADD_UP))
        seen.setdefault(key, position)


def _held(keys: list[tuple[Any, ...]]) -> dict[tuple[Any, ...], int]:
    organizations = {key[0] for key in keys}
    rows = SupportGiven.objects.filter(year__in=sorted({key[1] for key in keys if key[1]}))
    return {
        (organization, *rest): pk
        for pk, organization, *rest in rows.values_list("pk", "organization_id", "year", "measure_id", "source")
        if organization in organizations
    }


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


def _insert(asked: Asked, plan: Plan, fresh: list[int], keys: list[tuple[Any, ...]], made: Insert) -> None:
    if not fresh:
        return
    rows = [keys[position] for position in fresh]
    columns: dict[str, Any] = {
        "organization_id": [key[0] for key in rows],
        "year": [key[1] for key in rows],
        "source": [key[3] for key in rows],
        "amount": [asked.column("amount")[position] for position in fresh],
        "ends_on": [asked.column("ends_on")[position] for position in fresh],
        "carried_by": [asked.column("carried_by")[position] or "" for position in fresh],
        "recorded_by_id": asked.by_id,
        "recorded_at": asked.at,
    }
    numbers = [plan.numbers[position] for position in fresh]
    plan.inserts.append(Insert(TABLE, numbers, columns, ("measure_id", [key[2] for key in rows]), made))
