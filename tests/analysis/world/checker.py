"""Does a table of prescriptions obey? Written from DESIGN alone; shares nothing with any solver."""

from collections import Counter, defaultdict
from typing import Any

import pyarrow as pa

COLUMNS = ("org_id", "year", "measure", "source", "amount", "expected_gain", "gain_low", "gain_high")
COLUMNS += ("runner_up", "reason")


def obeys(tables: dict[str, pa.Table], prescriptions: pa.Table, year: int) -> list[str]:
    """What is wrong, one sentence each. An empty list means yes."""
    missing = [name for name in COLUMNS if name not in prescriptions.column_names]
    if missing:
        return [f"columns are missing: {', '.join(missing)}"]
    given = prescriptions.to_pylist()
    organisations = {row["org_id"]: row for row in tables["organisations"].to_pylist()}
    measures = {row["code"]: row for row in tables["measures"].to_pylist()}
    unknown = [f"{row['org_id']}: no such organisation" for row in given if row["org_id"] not in organisations]
    unknown += [f"{row['measure']}: no such measure" for row in given if row["measure"] not in measures]
    if unknown:
        return unknown
    return [
        *_each(given, organisations, measures, year),
        *_crowds(given, measures),
        *_money(given, measures, tables["budgets"].to_pylist(), year),
        *_pins(given, _rows(tables, "pins")),
        *_floors(given, organisations, _rows(tables, "floors")),
    ]


def _rows(tables: dict[str, pa.Table], name: str) -> list[dict[str, Any]]:
    return tables[name].to_pylist() if name in tables else []


def ways_to_pay(sources: str) -> list[dict[str, float]]:
    """`a;b` is either; `a:0.5+b:0.5` is both."""
    ways = []
    for alternative in sources.split(";"):
        way = {}
        for part in alternative.split("+"):
            name, _, share = part.strip().partition(":")
            way[name.strip()] = float(share) if share else 1.0
        ways.append(way)
    return ways


def _each(given, organisations, measures, year):
    for row in given:
        who, what = organisations[row["org_id"]], measures[row["measure"]]
        name = f"{row['org_id']} {row['measure']}"
        kinds = [kind.strip() for kind in (what["kinds"] or "").split(";") if kind.strip()]
        public = what["unit_cost"] * (1 - (what["own_share"] or 0))
        if row["year"] != year:
            yield f"{name}: is of {row['year']}"
        if who["status"] != "active":
            yield f"{name}: the organisation is {who['status']}"
        if kinds and who["kind"] not in kinds:
            yield f"{name}: not for a {who['kind']}"
        if row["amount"] is None or abs(row["amount"] - public) > 1:
            yield f"{name}: {row['amount']} won instead of {public:.0f}"
        if ways_to_pay(row["source"] or "") not in [[way] for way in ways_to_pay(what["sources"])]:
            yield f"{name}: may not be paid by {row['source']}"


def _crowds(given, measures):
    for org_id, times in Counter(row["org_id"] for row in given).items():
        if times > 1:
            yield f"{org_id}: {times} measures"
    for code, times in Counter(row["measure"] for row in given).items():
        if measures[code]["capacity"] is not None and times > measures[code]["capacity"]:
            yield f"{code}: {times} places of {measures[code]['capacity']}"


def _money(given, measures, budgets, year):
    """A won for each mixed prescription is left to rounding."""
    spent: dict[str, float] = defaultdict(float)
    rounding: Counter[str] = Counter()
    for row in given:
        for source, share in ways_to_pay(row["source"] or "")[0].items():
            spent[source] += share * (row["amount"] or 0)
            rounding[source] += share < 1
    has: Counter[str] = Counter()
    for row in budgets:
        if row["year"] == year:
            has[row["source"]] += row["amount"]
    for source, won in spent.items():
        if won > has[source] + rounding[source]:
            yield f"{source}: {won:.0f} won of {has[source]}"


def _pins(given, pins):
    pairs = {(row["org_id"], row["measure"]) for row in given}
    for row in pins:
        pair = (row["org_id"], row["measure"])
        if row["choice"] == "pinned" and pair not in pairs:
            yield f"{pair[0]} {pair[1]}: pinned, yet not given"
        if row["choice"] == "forbidden" and pair in pairs:
            yield f"{pair[0]} {pair[1]}: forbidden, yet given"


def _floors(given, organisations, floors):
    for row in floors:
        served = sum(organisations[one["org_id"]][row["field"]] == row["value"] for one in given)
        if served < row["count"]:
            yield f"{row['field']} {row['value']}: {served} instead of at least {row['count']}"
