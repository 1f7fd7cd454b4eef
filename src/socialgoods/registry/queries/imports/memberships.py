"""What a list of members would change. Persons become tokens here; their names go no further."""

import re
from collections import Counter
from datetime import date
from typing import Any

from socialgoods.registry.models import Membership
from socialgoods.registry.queries.imports import known
from socialgoods.registry.queries.imports.asked import Asked, begin, find_organizations, problem, refuse
from socialgoods.registry.rules.imports import text
from socialgoods.registry.rules.imports.differences import Difference
from socialgoods.registry.rules.imports.fate import Fate
from socialgoods.registry.rules.imports.plan import Insert, Plan, Update
from socialgoods.registry.rules.token import person_token

TABLE = "registry.membership"
TOKEN = re.compile(r"[0-9a-f]{64}")
Key = tuple[Any, ...]


def plan(asked: Asked) -> Plan:
    plan = begin(asked)
    organizations = find_organizations(asked, plan)
    tokens = _tokens(asked, plan)
    districts = known.districts()
    areas = [districts.get(area) if area else None for area in asked.column("area")]
    keys: list[Key] = list(
        zip(organizations, tokens, asked.column("role"), areas, asked.column("from"), asked.column("to"), strict=True)
    )
    _refuse_twice(asked, plan, keys)
    linked, unlinked = _held({key[0] for key in keys if key[0]})
    fresh = []
    for position, key in enumerate(keys):
        if plan.fates[position] & Fate.ERROR:
            continue
        number = plan.numbers[position]
        if not key[1]:
            # Nobody can tell two unlinked records apart: as many as the register has already are the same.
            if unlinked[(key[0], *key[2:])] > 0:
                unlinked[(key[0], *key[2:])] -= 1
                plan.fates[position] |= Fate.SAME
                continue
        elif (several := linked.get(key[:3])) and (held := _one_of(several, *key[4:])):
            plan.records[number] = held.pk
            _compare(plan, position, held, key)
            continue
        fresh.append(position)
        plan.fates[position] |= Fate.NEW
    if fresh:
        plan.inserts.append(_insert(asked, plan, fresh, keys))
    return plan


def _tokens(asked: Asked, plan: Plan) -> list[str]:
    said = (asked.column(name) for name in ("token", "name", "birth_date", "phone4", "consented_on"))
    tokens = []
    precisions = asked.column("birth_date_precision")
    for position, (token, name, born, phone4, consented) in enumerate(zip(*said, strict=True)):
        if plan.fates[position] & Fate.ERROR:
            tokens.append("")
            continue
        number = plan.numbers[position]
        if token and not TOKEN.fullmatch(token):
            refuse(plan, position, problem(asked, number, "token", token, text.BAD_TOKEN, text.MAKE_TOKEN))
        is_whole_day = born is not None and precisions[position] in (None, "day")
        made = token or person_token(name=name or "", birth_date=born if is_whole_day else None, phone4=phone4 or "")
        tokens.append(made)
        if made and consented is None:
            refuse(plan, position, problem(asked, number, "consented_on", "", text.NO_CONSENT, text.GIVE_CONSENT))
        elif not made:
            found = problem(asked, number, "name", "", text.UNLINKED, text.NOTHING, is_error=False)
            refuse(plan, position, found)
    return tokens


def _refuse_twice(asked: Asked, plan: Plan, keys: list[Key]) -> None:
    """Only one of a kind runs, and none is written twice. One that ended and one that runs are two."""
    seen: dict[Key, int] = {}
    for position, (organization, token, part, _area, starts_on, ends_on) in enumerate(keys):
        if plan.fates[position] & Fate.ERROR or not token:
            continue
        mine = [(organization, token, part, starts_on), *([(organization, token, part)] if ends_on is None else [])]
        if earlier := next((seen[key] for key in mine if key in seen), None):
            rule = text.about_row(text.MEMBERSHIP_TWICE, earlier)
            refuse(plan, position, problem(asked, plan.numbers[position], "role", "", rule, text.KEEP_ONE))
        for key in mine:
            seen.setdefault(key, plan.numbers[position])


def _held(organizations: set[int]) -> tuple[dict[Key, list[Membership]], Counter[Key]]:
    """Those with a token by organisation, token and part; the others counted."""
    linked: dict[Key, list[Membership]] = {}
    unlinked: Counter[Key] = Counter()
    for row in Membership.objects.order_by("pk").iterator():
        if row.organization_id not in organizations:
            continue
        if row.token:
            linked.setdefault((row.organization_id, row.token, row.part), []).append(row)
        else:
            unlinked[(row.organization_id, row.part, row.district_id, row.starts_on, row.ends_on)] += 1
    return linked, unlinked


def _one_of(held: list[Membership], starts_on: date | None, ends_on: date | None) -> Membership | None:
    """Which of a person's times in an organisation the row speaks of; None for a new time."""
    same_start = next((row for row in held if row.starts_on == starts_on), None)
    running = next((row for row in held if row.ends_on is None), None)
    if same_start or starts_on is None:
        return same_start or running or held[-1]
    without_start = next((row for row in held if row.starts_on is None), None)
    if without_start or ends_on is not None:
        return without_start
    return running


def _compare(plan: Plan, position: int, held: Membership, key: Key) -> None:
    _, _, _, district, starts_on, ends_on = key
    given = {"district_id": district, "starts_on": starts_on, "ends_on": ends_on}
    found = [
        Difference(name, getattr(held, name), value)
        for name, value in given.items()
        if value is not None and value != getattr(held, name)
    ]
    plan.fates[position] |= Fate.CHANGED if found else Fate.SAME
    if found:
        number = plan.numbers[position]
        plan.shown[number] = found
        before, after = ({each.field: getattr(each, side) for each in found} for side in ("before", "after"))
        plan.updates.append(Update(TABLE, held.pk, number, before, after))


def _insert(asked: Asked, plan: Plan, fresh: list[int], keys: list[Key]) -> Insert:
    rows = [keys[position] for position in fresh]
    consented = asked.column("consented_on")
    columns: dict[str, Any] = {
        "token": [key[1] for key in rows],
        "part": [key[2] for key in rows],
        "district_id": [key[3] for key in rows],
        "starts_on": [key[4] for key in rows],
        "ends_on": [key[5] for key in rows],
        "consented_on": [consented[position] for position in fresh],
    }
    numbers = [plan.numbers[position] for position in fresh]
    return Insert(TABLE, numbers, columns, ("organization_id", [key[0] for key in rows]))
