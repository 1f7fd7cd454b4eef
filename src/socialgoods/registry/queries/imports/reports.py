"""What a list of annual reports would change. What an organisation wrote itself, or somebody confirmed, stays."""

from typing import Any

from socialgoods.registry.models import AnnualReport, EntryWay, ReportState
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.asked import Asked, begin, find_organizations, problem, refuse
from socialgoods.registry.rules.imports import text
from socialgoods.registry.rules.imports.differences import Difference, differs
from socialgoods.registry.rules.imports.fate import Fate
from socialgoods.registry.rules.imports.plan import Insert, Plan, Update

TABLE = "registry.annualreport"
NOT_FIGURES = {"org_id", "organisation", "business_no", "fiscal_year", "fy_end"}
RENAMED = {"fy_end": "fiscal_year_ends_on"}


def plan(asked: Asked) -> Plan:
    plan = begin(asked)
    organizations = find_organizations(asked, plan)
    years = asked.column("fiscal_year")
    _refuse_twice(asked, plan, organizations, years)
    if asked.options.get("state") == ReportState.CONFIRMED:
        _refuse_without_evidence(asked, plan)
    held = _held({ref for ref in organizations if ref}, set(years) - {None})
    fields = [
        name for name in asked.checked.spec if name.name in asked.checked.columns and name.name not in NOT_FIGURES
    ]
    columns = {RENAMED.get(field.name, field.name): asked.column(field.name) for field in fields}
    if "fy_end" in asked.checked.columns:
        columns["fiscal_year_ends_on"] = asked.column("fy_end")
    records = known.values_of(AnnualReport, (*columns, "state", "entry_way", "sales_public"), held.values())
    fresh = []
    for position, (ref, year) in enumerate(zip(organizations, years, strict=True)):
        if plan.fates[position] & Fate.ERROR:
            continue
        pk = held.get((ref, year))
        if pk is None:
            fresh.append(position)
            plan.fates[position] |= Fate.NEW
        else:
            _compare(asked, plan, position, pk, columns, records[pk])
    _insert(asked, plan, fresh, organizations, years, columns)
    return plan


def _held(organizations: set[int], years: set[int]) -> dict[tuple[int | None, int], int]:
    rows = AnnualReport.objects.filter(fiscal_year__in=sorted(years)).values_list(
        "organization_id", "fiscal_year", "pk"
    )
    return {(organization, year): pk for organization, year, pk in rows if organization in organizations}


def _refuse_twice(asked: Asked, plan: Plan, organizations: list[int | None], years: list[Any]) -> None:
    seen: dict[tuple[Any, Any], int] = {}
    for position, key in enumerate(zip(organizations, years, strict=True)):
        if plan.fates[position] & Fate.ERROR:
            continue
        if key in seen:
            rule = text.about_row(text.REPORT_TWICE, plan.numbers[seen[key]])
            refuse(plan, position, problem(asked, plan.numbers[position], "fiscal_year", key[1], rule, text.KEEP_ONE))
        seen.setdefault(key, position)


def _refuse_without_evidence(asked: Asked, plan: Plan) -> None:
    for position, grade in enumerate(asked.column("evidence")):
        if not grade and not plan.fates[position] & Fate.ERROR:
            found = problem(asked, plan.numbers[position], "evidence", "", text.NO_EVIDENCE, text.GIVE_EVIDENCE)
            refuse(plan, position, found)


def _compare(
    asked: Asked, plan: Plan, position: int, pk: int, columns: dict[str, list[Any]], record: tuple[Any, ...]
) -> None:
    number = plan.numbers[position]
    *values, state, entry_way, sales_public = record
    plan.records[number] = pk
    found = [
        Difference(name, value, column[position])
        for (name, column), value in zip(columns.items(), values, strict=True)
        if differs(name, value, column[position])
    ]
    if not found:
        plan.fates[position] |= Fate.SAME
        return
    if entry_way != EntryWay.IMPORTED or state != ReportState.SUBMITTED:
        refuse(plan, position, problem(asked, number, "fiscal_year", "", text.REPORT_NOT_OURS, text.LEAVE_REPORT))
        return
    after = {each.field: each.after for each in found}
    if (after.get("sales_commissioned") or 0) > (
        after.get("sales_public") or sales_public or 0
    ) and sales_public is not None:
        rule, remedy = text.COMMISSIONED_MORE, text.CHECK_NUMBER
        refuse(plan, position, problem(asked, number, "sales_commissioned", after["sales_commissioned"], rule, remedy))
        return
    plan.fates[position] |= Fate.CHANGED
    plan.shown[number] = found
    plan.updates.append(Update(TABLE, pk, number, {each.field: each.before for each in found}, after))


def _insert(
    asked: Asked,
    plan: Plan,
    fresh: list[int],
    organizations: list[int | None],
    years: list[Any],
    columns: dict[str, Any],
) -> None:
    if not fresh:
        return
    is_confirmed = asked.options.get("state") == ReportState.CONFIRMED
    made: dict[str, Any] = {name: [column[position] for position in fresh] for name, column in columns.items()}
    for name in ("wages_booked", "evidence"):
        if name in made:
            made[name] = [value or "" for value in made[name]]
    made |= {
        "fiscal_year": [years[position] for position in fresh],
        "entry_way": EntryWay.IMPORTED.value,
        "state": (ReportState.CONFIRMED if is_confirmed else ReportState.SUBMITTED).value,
        "saved_by_id": asked.by_id,
        "saved_at": asked.at,
        "submitted_by_id": asked.by_id,
        "submitted_at": asked.at,
    }
    if is_confirmed:
        made |= {"decided_by_id": asked.by_id, "decided_at": asked.at}
    numbers = [plan.numbers[position] for position in fresh]
    plan.inserts.append(
        Insert(TABLE, numbers, made, ("organization_id", [organizations[position] or 0 for position in fresh]))
    )
