"""From a ratio to a year's accounts: every column of the annual report."""

from math import exp
from random import Random
from typing import Any

from socialgoods.example.measures import MEASURES, ON_EQUIPMENT
from socialgoods.example.profile import SECTORS
from socialgoods.example.world import FIRST_YEAR, Body, Support, World, stream
from socialgoods.example.world.participation import members
from socialgoods.kernel.money import split

WAGE = 17_500_000
COST_GROWTH = 0.03


def report(world: World, body: Body, year: int) -> dict[str, Any]:
    random = stream(world.seed, f"accounts/{body.number}/{year}")
    cost = _thousands(body.cost * (1 + COST_GROWTH) ** (year - FIRST_YEAR) * exp(random.gauss(0, 0.08)))
    earned = _thousands(world.ratio(body, year) * cost)
    received = world.received.get((body.code, year), [])
    people = members(body, seed=world.seed, year=year)
    return {
        **_sales(body, earned, random),
        **_costs(body, cost, random),
        **_support(body, earned, cost, received, random),
        "members": people,
        "member_capital": people * 300_000 if "cooperative" in body.legal_form else 0,
        "evidence": _evidence(body, cost, random),
        "wages_booked": "gross",
    }


def _thousands(amount: float) -> int:
    return int(round(amount, -3))


def _sales(body: Body, earned: int, random: Random) -> dict[str, int]:
    sector = SECTORS[body.sector]
    public = min(0.9, max(0.0, random.gauss(sector.public, 0.08)))
    private, to_public, social, other = split(
        earned,
        [round(1000 * share) for share in ((1 - public) * 0.84, public, (1 - public) * 0.1, (1 - public) * 0.06)],
    )
    return {
        "sales_private": private,
        "sales_public": to_public,
        "sales_commissioned": int(to_public * sector.commissioned),
        "sales_social_economy": social,
        "other_income": other,
        "dues": other // 2 if body.kind in {"nonprofit", "cooperative"} else 0,
    }


def _costs(body: Body, cost: int, random: Random) -> dict[str, Any]:
    sector = SECTORS[body.sector]
    labour_share = max(0.05, sector.labour + random.gauss(0, 0.04)) if body.has_paid_worker else 0.0
    goods_share = max(0.02, min(0.9 - labour_share, sector.cost_of_goods + random.gauss(0, 0.04)))
    goods, labour, other = split(
        cost, [round(1000 * share) for share in (goods_share, labour_share, 1 - goods_share - labour_share)]
    )
    workers = max(1, round(labour / WAGE)) if body.has_paid_worker else 0
    return {
        "cost_of_goods": goods,
        "labour_cost": labour,
        "other_cost": other,
        "depreciation": other // 6,
        "interest": other // 30,
        "workers_paid": workers,
        "workers_vulnerable": sum(random.random() < 0.35 for _ in range(min(workers, 400))),
        "workers_fte": round(min(workers, labour / 22_000_000), 1),
        "volunteer_hours": 0 if body.has_paid_worker else random.randrange(50, 900, 10),
        "local_purchases": int(goods * random.uniform(0.35, 0.8)),
        "local_wages": int(labour * random.uniform(0.7, 1.0)),
    }


def _support(body: Body, earned: int, cost: int, received: list[Support], random: Random) -> dict[str, int]:
    """Money comes where it is short, and seldom quite enough. What was given by call is in the books, at least."""
    granted = _granted(received)
    gap = max(0, cost - earned)
    total = _thousands(gap * random.uniform(0.65, 1.08)) if gap else _thousands(cost * random.choice([0, 0, 0, 0.04]))
    gives = 3 if body.kind == "nonprofit" else 0.4
    national, province, county, donations = split(total, [35, 20, 45, round(10 * gives)])
    national = max(national, granted["national"])
    return {
        "subsidy_national": national,
        "subsidy_province": max(province, granted["province"]),
        "subsidy_county": max(county, granted["county"]),
        "donations": donations,
        "capital_grant": max(random.choice([0, 0, 0, 0, 0, 0, 0, 20_000_000]), granted["equipment"]),
        "workers_subsidised": 1 if national > 8_000_000 and body.has_paid_worker else 0,
    }


def _granted(received: list[Support]) -> dict[str, int]:
    """Services and loans are no income; the fund is no public purse."""
    granted = dict.fromkeys(("national", "province", "county", "equipment"), 0)
    for support in received:
        measure = MEASURES.get(support.measure)
        if measure and measure.mode == "call":
            line = "equipment" if support.measure in ON_EQUIPMENT else support.source
            granted[line] = granted.get(line, 0) + support.amount
    return granted


def _evidence(body: Body, cost: int, random: Random) -> str:
    if cost > 2_000_000_000:
        return "A"
    if body.legal_form == "unincorporated":
        return random.choices("CDB", [6, 3, 1])[0]
    return random.choices("BC", [8, 2])[0]
