"""What a list of organisations would change: whom each row speaks of, what it says that the register does not."""

from dataclasses import dataclass, field
from typing import Any

from socialgoods.kernel.addresses import normalise_address
from socialgoods.kernel.hangul import initials, normalise_name
from socialgoods.kernel.secrets import keyed_hashes
from socialgoods.registry.queries.imports import known, organization_changes
from socialgoods.registry.queries.imports.asked import Asked, begin, problem, refuse, take
from socialgoods.registry.rules.imports import text
from socialgoods.registry.rules.imports.fate import Fate
from socialgoods.registry.rules.imports.matching import Because, Found, Identity
from socialgoods.registry.rules.imports.plan import Insert, Plan, Twin
from socialgoods.registry.rules.numbering import numbers_after

TABLE, PERIODS, DESIGNATIONS = "registry.organization", "registry.statusperiod", "registry.designation"
NEW = "new"


@dataclass
class Rows:
    """The sheet, as the register would know it."""

    asked: Asked
    plan: Plan
    names: list[Any]
    name_keys: list[str]
    addresses: list[Any]
    address_indexes: list[str]
    districts: list[int | None]
    residences: list[str]
    fresh: list[int] = field(default_factory=list)
    """Positions of the rows that become new records."""
    matched: list[tuple[int, int]] = field(default_factory=list)
    """Position and the record it speaks of."""


def plan(asked: Asked) -> Plan:
    rows = _read(asked)
    register = known.index()
    _match(rows, register)
    organization_changes.compare(rows, register)
    _forget_settled(rows)
    _insert(rows, register.codes)
    _mark_places(rows)
    return rows.plan


def _read(asked: Asked) -> Rows:
    names, addresses = asked.column("name"), asked.column("address")
    districts = known.districts()
    bare = [normalise_address(address) if address else "" for address in addresses]
    return Rows(
        asked,
        begin(asked),
        names,
        [normalise_name(name) if name else "" for name in names],
        addresses,
        [hashed if address else "" for address, hashed in zip(bare, keyed_hashes("address", bare), strict=True)],
        [districts.get(area) if area else None for area in asked.column("area")],
        [residence or "unknown" for residence in asked.column("residence")],
    )


def _match(rows: Rows, register: known.Index) -> None:
    plan = rows.plan
    records = set(register.codes.values())
    codes, business_nos = rows.asked.column("org_id"), rows.asked.column("business_no")
    only_fill = bool(rows.asked.options.get("only_fill"))
    by_row: dict[int, int] = {}
    said = zip(codes, business_nos, rows.name_keys, rows.districts, rows.address_indexes, rows.residences, strict=True)
    for position, (code, business_no, name_key, *place) in enumerate(said):
        if plan.fates[position] & Fate.ERROR:
            continue
        identity = Identity(code or "", business_no or "", name_key, *place)
        found = register.find(identity)
        choice = rows.asked.matches.get(str(plan.numbers[position]), "")
        one = _chosen(found, choice, records, position)
        if found and not found.because.is_certain:
            _note_twin(plan, position, found, one, choice)
        if one is None:
            rows.fresh.append(position)
            register.add_row(-1 - position, identity)
        elif one < 0 or one in by_row:
            _leave_out(rows, position, plan.numbers[-1 - one if one < 0 else by_row[one]])
        else:
            by_row[one] = position
            register.take(one, identity, only_fill=only_fill)
            rows.matched.append((position, one))
            plan.records[plan.numbers[position]] = one


def _chosen(found: Found | None, choice: str, records: set[int], position: int) -> int | None:
    """Which record, or earlier row, the row is one with. Numbers decide; of what they leave open a person does."""
    if found and found.because.is_certain:
        return found.ref
    if choice == NEW:
        return None
    if choice.lstrip("-").isdecimal():
        ref = int(choice)
        if ref in records or 0 <= -1 - ref < position:
            return ref
    return found.ref if found and found.because.is_enough else None


def _note_twin(plan: Plan, position: int, found: Found, one: int | None, choice: str) -> None:
    number = plan.numbers[position]
    is_record = found.ref >= 0
    other = found.ref if is_record else plan.numbers[-1 - found.ref]
    plan.fates[position] |= Fate.TWIN
    plan.twins[number] = Twin(number, found.because.value, other, is_record, one is not None, bool(choice))


def _leave_out(rows: Rows, position: int, earlier: int) -> None:
    plan, number = rows.plan, rows.plan.numbers[position]
    plan.fates[position] |= Fate.LEFT_OUT
    rule, remedy = text.about_row(text.SAME_AS_ROW, earlier), text.LOOK_AT_TWINS
    refuse(plan, position, problem(rows.asked, number, "name", rows.names[position], rule, remedy, is_error=False))
    if number not in plan.twins:
        plan.fates[position] |= Fate.TWIN
        plan.twins[number] = Twin(number, Because.NAME.value, earlier, False, True)


def _forget_settled(rows: Rows) -> None:
    """Where nothing differs there is nothing to look at, unless somebody has chosen."""
    for position, _ in rows.matched:
        number = rows.plan.numbers[position]
        if rows.plan.fates[position] & Fate.SAME and number in rows.plan.twins and not rows.plan.twins[number].chosen:
            rows.plan.fates[position] &= ~Fate.TWIN
            del rows.plan.twins[number]


TEXTS = ("legal_form", "activity", "business_no", "corporate_no", "phone", "email", "homepage")


def _insert(rows: Rows, taken_codes: dict[str, int]) -> None:
    asked, plan, fresh = rows.asked, rows.plan, rows.fresh
    if not fresh:
        return
    numbers = numbers_after([*taken_codes, *filter(None, asked.column("org_id"))])
    names = take(rows.names, fresh)
    statuses = [status or "active" for status in take(asked.column("status"), fresh)]
    founded = take(asked.column("founded_on"), fresh)
    columns: dict[str, Any] = {
        "code": [code or next(numbers) for code in take(asked.column("org_id"), fresh)],
        "name": names,
        "name_key": take(rows.name_keys, fresh),
        "initials": [initials(name) for name in names],
        "kind": take(asked.column("kind"), fresh),
        "sector": take(asked.column("sector"), fresh),
        "status": statuses,
        "founded_on": founded,
        "founded_precision": [precision or "day" for precision in take(asked.column("founded_on_precision"), fresh)],
        "district_id": take(rows.districts, fresh),
        "residence": take(rows.residences, fresh),
        "address": [address or "" for address in take(rows.addresses, fresh)],
        "address_index": take(rows.address_indexes, fresh),
        "lon": take(asked.column("lon"), fresh),
        "lat": take(asked.column("lat"), fresh),
        "created_at": asked.at,
    }
    columns |= {name: [value or "" for value in take(asked.column(name), fresh)] for name in TEXTS}
    organizations = Insert(TABLE, [plan.numbers[position] for position in fresh], columns)
    plan.inserts.append(organizations)
    for position in fresh:
        plan.fates[position] |= Fate.NEW
    _insert_periods(rows, organizations, statuses, founded)
    _insert_designations(rows, organizations)


def _insert_periods(rows: Rows, organizations: Insert, statuses: list[str], founded: list[Any]) -> None:
    """Founded and active since; what was before a file's other status is only known where it says when it closed."""
    numbers = [number for number, status in zip(organizations.numbers, statuses, strict=True) if status == "active"]
    if numbers:
        repeats = {"status": "status", "starts_on": "founded_on"}
        parent = ("organization_id", list[int]())
        rows.plan.inserts.append(
            Insert(PERIODS, numbers, {}, parent, organizations, repeats=repeats, where={"status": "active"})
        )
    closed = take(rows.asked.column("closed_on"), rows.fresh)
    others = [order for order, status in enumerate(statuses) if status != "active"]
    ended = [order for order in others if statuses[order] == "closed" and closed[order]]
    if others:
        starts = [closed[order] if statuses[order] == "closed" else None for order in others]
        columns = {
            "status": [*(statuses[order] for order in others), *("active" for _ in ended)],
            "starts_on": [*starts, *(founded[order] for order in ended)],
            "ends_on": [*(None for _ in others), *(closed[order] for order in ended)],
        }
        parents = [-1 - order for order in (*others, *ended)]
        whose = [organizations.numbers[order] for order in (*others, *ended)]
        rows.plan.inserts.append(Insert(PERIODS, whose, columns, ("organization_id", parents), organizations))


def _insert_designations(rows: Rows, organizations: Insert) -> None:
    asked = rows.asked
    if "designations" not in asked.checked.columns:
        return
    parents: list[int] = []
    made: list[dict[str, Any]] = []
    for order, position in enumerate(rows.fresh):
        for said in organization_changes.designations_said(asked, position):
            parents.append(-1 - order)
            made.append(said)
    if made:
        columns = {name: [each[name] for each in made] for name in ("kind", "number", "starts_on", "ends_on")}
        numbers = [organizations.numbers[-1 - parent] for parent in parents]
        rows.plan.inserts.append(Insert(DESIGNATIONS, numbers, columns, ("organization_id", parents), organizations))


def _mark_places(rows: Rows) -> None:
    """New records outside the county, and those whose district somebody has to ask for."""
    fates = rows.plan.fates
    for position in rows.fresh:
        if rows.residences[position] == "outside":
            fates[position] |= Fate.OUTSIDE
        elif rows.districts[position] is None:
            fates[position] |= Fate.ASK
