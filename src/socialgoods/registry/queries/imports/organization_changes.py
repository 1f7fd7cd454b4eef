"""What a row says of an organisation that is in the register already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from socialgoods.kernel.hangul import initials, normalise_name
from socialgoods.registry.models import Designation, Organization, StatusPeriod
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.asked import Asked, problem, refuse
from socialgoods.registry.rules.imports import text
from socialgoods.registry.rules.imports.differences import Difference, changes, founded_differs
from socialgoods.registry.rules.imports.fate import Fate
from socialgoods.registry.rules.imports.matching import Identity, Index, place_after
from socialgoods.registry.rules.imports.plan import Insert, Update

if TYPE_CHECKING:
    from socialgoods.registry.queries.imports.organizations import Rows

Said = tuple[int, int, dict[str, Any]]
"""Sheet row, organisation, and the designation."""

TABLE, PERIODS, DESIGNATIONS = "registry.organization", "registry.statusperiod", "registry.designation"
PLAIN = (
    "name", "kind", "sector", "legal_form", "activity", "business_no", "corporate_no", "address", "phone", "email",
    "homepage", "lon", "lat",
)  # fmt: skip
KNOWN = (
    *PLAIN,
    "founded_on",
    "founded_precision",
    "residence",
    "district_id",
    "status",
    "code",
    "initials",
    "name_key",
    "address_index",
)


def compare(rows: Rows, register: Index) -> None:
    if not rows.matched:
        return
    ids = [ref for _, ref in rows.matched]
    records = known.values_of(Organization, KNOWN, ids)
    held = _held_designations(rows.asked, ids)
    statuses: dict[int, tuple[int, str, date | None]] = {}
    designations: list[Said] = []
    said = [name for name in PLAIN if name in rows.asked.checked.columns]
    columns = [rows.asked.column(name) for name in said]
    only_fill = bool(rows.asked.options.get("only_fill"))
    for position, ref in rows.matched:
        record = dict(zip(KNOWN, records[ref], strict=True))
        given = dict(zip(said, (column[position] for column in columns), strict=True))
        found = changes(record, given, explicit=rows.asked.explicit, only_fill=only_fill)
        found += _place_changes(rows, position, record, only_fill=only_fill)
        found += _founding_changes(rows.asked, position, record, only_fill=only_fill)
        found += _status_changes(rows.asked, position, record, only_fill=only_fill)
        _refuse_numbers(rows, register, position, ref, record, given)
        _note_fates(rows, position, record, found)
        if rows.plan.fates[position] & Fate.ERROR:
            continue
        if any(each.field == "status" for each in found):
            statuses[ref] = (rows.plan.numbers[position], _of(found, "status").after, _closed_on(rows.asked, position))
        new_here, added = _designation_changes(rows, position, ref, held.get(ref, []))
        designations += new_here
        _record(rows, position, ref, record, found, added)
    _change_periods(rows, statuses)
    _add_designations(rows, designations)


def _of(found: list[Difference], name: str) -> Difference:
    return next(each for each in found if each.field == name)


def _place_changes(rows: Rows, position: int, record: dict[str, Any], *, only_fill: bool) -> list[Difference]:
    before = Identity(residence=record["residence"], district=record["district_id"])
    residence, district = place_after(before, rows.residences[position], rows.districts[position], only_fill=only_fill)
    changed = [("residence", before.residence, residence), ("district_id", before.district, district)]
    return [Difference(name, old, new) for name, old, new in changed if old != new]


def _founding_changes(asked: Asked, position: int, record: dict[str, Any], *, only_fill: bool) -> list[Difference]:
    given = asked.column("founded_on")[position]
    precision = asked.column("founded_on_precision")[position] or "day"
    known_on = record["founded_on"]
    if (known_on and only_fill) or not founded_differs(known_on, record["founded_precision"], given, precision):
        return []
    return [
        Difference("founded_on", known_on, given),
        *(
            [Difference("founded_precision", record["founded_precision"], precision)]
            if precision != record["founded_precision"]
            else []
        ),
    ]


def _status_changes(asked: Asked, position: int, record: dict[str, Any], *, only_fill: bool) -> list[Difference]:
    given = asked.column("status")[position]
    if only_fill or not given or given == record["status"] or "status" not in asked.explicit:
        return []
    return [Difference("status", record["status"], given)]


def _closed_on(asked: Asked, position: int) -> date | None:
    found: date | None = asked.column("closed_on")[position]
    return found


def _refuse_numbers(
    rows: Rows, register: Index, position: int, ref: int, record: dict[str, Any], given: dict[str, Any]
) -> None:
    """A number that another organisation has can be given to nobody else."""
    asked, number = rows.asked, rows.plan.numbers[position]
    business_no = given.get("business_no")
    if business_no and register.business_nos.get(business_no, ref) != ref:
        refuse(
            rows.plan,
            position,
            problem(asked, number, "business_no", business_no, text.BUSINESS_NO_IN_USE, text.CHECK_NUMBER),
        )
    code = asked.column("org_id")[position]
    if code and code != record["code"] and register.codes.get(code, ref) == ref:
        note = problem(asked, number, "org_id", code, text.OTHER_CODE, text.NOTHING, is_error=False)
        refuse(rows.plan, position, note)


def _note_fates(rows: Rows, position: int, record: dict[str, Any], found: list[Difference]) -> None:
    place = {each.field: each.after for each in found}
    residence = place.get("residence", record["residence"])
    if residence == "outside":
        rows.plan.fates[position] |= Fate.OUTSIDE
    elif place.get("district_id", record["district_id"]) is None:
        rows.plan.fates[position] |= Fate.ASK


def _record(
    rows: Rows, position: int, ref: int, record: dict[str, Any], found: list[Difference], added: list[Difference]
) -> None:
    number = rows.plan.numbers[position]
    rows.plan.fates[position] |= Fate.CHANGED if found or added else Fate.SAME
    if not found and not added:
        return
    rows.plan.shown[number] = [*found, *added]
    if found:
        before = {each.field: each.before for each in found}
        after = {each.field: each.after for each in found}
        if "name" in after:
            after |= {"name_key": normalise_name(after["name"]), "initials": initials(after["name"])}
        if "address" in after:
            after["address_index"] = rows.address_indexes[position]
        before |= {name: record[name] for name in after if name not in before}
        rows.plan.updates.append(Update(TABLE, ref, number, before, after))


def _change_periods(rows: Rows, statuses: dict[int, tuple[int, str, date | None]]) -> None:
    """The open period ends and another begins: on the day the sheet says it closed, else today."""
    if not statuses:
        return
    open_periods = {
        period.organization_id: period
        for period in StatusPeriod.objects.filter(ends_on=None, organization_id__in=list(statuses))
    }
    numbers, parents, states, starts = [], [], [], []
    for ref, (number, status, closed_on) in statuses.items():
        day = closed_on if status == "closed" and closed_on else rows.asked.today
        if period := open_periods.get(ref):
            day = max(day, period.starts_on or day)
            rows.plan.updates.append(Update(PERIODS, period.pk, number, {"ends_on": None}, {"ends_on": day}))
        numbers.append(number)
        parents.append(ref)
        states.append(status)
        starts.append(day)
    columns = {"status": states, "starts_on": starts, "ends_on": None}
    rows.plan.inserts.append(Insert(PERIODS, numbers, columns, ("organization_id", parents)))


def _held_designations(asked: Asked, ids: list[int]) -> dict[int, list[Designation]]:
    held: dict[int, list[Designation]] = {}
    if "designations" in asked.checked.columns:
        for start in range(0, len(ids), known.PIECE):
            for each in Designation.objects.filter(organization_id__in=ids[start : start + known.PIECE]):
                held.setdefault(each.organization_id, []).append(each)
    return held


def designations_said(asked: Asked, position: int) -> list[dict[str, Any]]:
    """Number and dates speak of the designation when the row names only one."""
    kinds = asked.column("designations")[position] or ()
    is_one = len(kinds) == 1
    starts, ends = asked.column("designated_on")[position], asked.column("designated_until")[position]
    return [
        {
            "kind": kind,
            "number": (is_one and asked.column("designation_no")[position]) or "",
            "starts_on": starts if is_one else None,
            "ends_on": ends if is_one and (starts is None or ends is None or ends > starts) else None,
        }
        for kind in kinds
    ]


def _designation_changes(
    rows: Rows, position: int, ref: int, held: list[Designation]
) -> tuple[list[Said], list[Difference]]:
    """New designations, and what changes as people read it. What we lacked of one we have is filled in."""
    new_here: list[Said] = []
    found = []
    number = rows.plan.numbers[position]
    for said in designations_said(rows.asked, position):
        same_kind = [each for each in held if each.kind == said["kind"]]
        dated = next((each for each in same_kind if each.starts_on == said["starts_on"]), None)
        undated = next((each for each in same_kind if each.starts_on is None), None)
        one = dated or undated if said["starts_on"] else (same_kind[-1] if same_kind else None)
        if one is None:
            new_here.append((number, ref, said))
            found.append(Difference("designations", None, said["kind"]))
        elif filled := _filled(one, said):
            before = {name: getattr(one, name) for name in filled}
            rows.plan.updates.append(Update(DESIGNATIONS, one.pk, number, before, filled))
            found.append(Difference("designations", said["kind"], said["kind"]))
    return new_here, found


def _add_designations(rows: Rows, added: list[Said]) -> None:
    if added:
        columns = {name: [said[name] for *_, said in added] for name in ("kind", "number", "starts_on", "ends_on")}
        parents = [ref for _, ref, _ in added]
        numbers = [number for number, *_ in added]
        rows.plan.inserts.append(Insert(DESIGNATIONS, numbers, columns, ("organization_id", parents)))


def _filled(held: Designation, said: dict[str, Any]) -> dict[str, Any]:
    """What the sheet knows of a designation that we did not."""
    filled = {name: said[name] for name in ("number", "starts_on", "ends_on") if said[name] and not getattr(held, name)}
    starts, ends = filled.get("starts_on", held.starts_on), filled.get("ends_on", held.ends_on)
    if starts and ends and ends <= starts:
        filled.pop("ends_on", None)
    return filled
