"""A county of 24 organisations written down by rule, as rows, as Arrow tables and as a folder of files. No chance in it."""

from datetime import date

import pyarrow as pa

from socialgoods.exchange import folder
from socialgoods.exchange.files import SPECS

COUNT = 24
SECTORS = ("food", "education", "welfare", "craft")
AREAS = ("삼례읍", "봉동읍", "용진읍")
KINDS = ("cooperative", "village_community", "social_enterprise")
DIMENSIONS = ("market", "product", "people")
IDS = tuple(f"W{number:02d}" for number in range(1, COUNT + 1))


def rows(until=2017):
    """Every file's rows, reports from 2012 to `until`."""
    return {
        "organisations": organisations(),
        "annual_reports": [report(number, year) for number in range(COUNT) for year in range(2012, until + 1)],
        "assessments": [
            {"org_id": IDS[number], "year": 2015, "dimension": dimension, "item": f"{dimension}_{item}",
             "score": float(1 + (number * 3 + item * 2 + place) % 5), "max_score": 5.0}
            for number in range(COUNT) if number % 6 != 5
            for place, dimension in enumerate(DIMENSIONS) for item in (1, 2)
        ],
        "measures": measures(),
        "budgets": [
            {"year": year, "source": source, "amount": won}
            for year in (2018, 2019, 2020)
            for source, won in (("county", 30_000_000), ("national", 12_000_000), ("province", 20_000_000))
        ],
        "supports": [
            support(IDS[number], 2013 + number % 4, ("design", "coaching", "fair")[number % 3])
            for number in range(0, COUNT, 2)
        ],
        "targets": [
            {"indicator": "self_reliance_rate", "year": 2020, "value": 0.5},
            {"indicator": "self_reliant", "year": 2020, "value": 8.0},
            {"indicator": "participation", "year": 2020, "value": 0.3},
        ],
    }  # fmt: skip


def organisations():
    return [
        {"org_id": IDS[number], "name": f"조직 {number + 1}", "kind": KINDS[number % 3], "sector": SECTORS[number % 4],
         "area": AREAS[number // 8], "founded_on": date(2005 + number % 7, 3, 2), "status": "active", "closed_on": None}
        for number in range(COUNT)
    ]  # fmt: skip


def ratio(number, year):
    """Between 0.6 and 1.1, with a wave of its own and a slow rise; hundredths, so that books stay whole."""
    return 62 + number * 17 % 45 + (year - 2012) + (number * 7 + year * 5) % 9 - 4


def report(number, year, **more):
    cost = 40_000_000 + 5_000_000 * (number % 7) + 1_000_000 * (year - 2012)
    earned = cost // 100 * ratio(number, year)
    aid = max(0, cost - earned)
    return {
        "org_id": IDS[number], "fiscal_year": year, "sales_private": earned // 2, "sales_public": earned - earned // 2,
        "sales_social_economy": 0, "other_income": 0, "subsidy_national": 0, "subsidy_province": 0, "subsidy_county": aid,
        "donations": 0, "cost_of_goods": cost // 2, "labour_cost": cost // 4, "other_cost": cost - cost // 2 - cost // 4,
        "workers_paid": 0 if number % 8 == 7 else 1 + number % 4, "workers_vulnerable": 0, "members": 10 + number,
        "member_capital": 1_000_000, "local_purchases": 0, "local_wages": 0, **more,
    }  # fmt: skip


def measures():
    def measure(code, name, dimension, unit_cost, capacity, sources, mean, kinds=None, own_share=None):
        return {"code": code, "name": name, "dimension": dimension, "unit_cost": unit_cost, "capacity": capacity,
                "sources": sources, "effect_mean": mean, "effect_sd": 0.03, "kinds": kinds, "own_share": own_share}  # fmt: skip

    return [
        measure("design", "디자인", "product", 3_000_000, None, "county", 0.05),
        measure("coaching", "경영 지도", "people", 9_000_001, 4, "county:0.5+national:0.5", 0.12, own_share=0.1),
        measure("fair", "장터", "market", 6_000_000, 3, "county;province", 0.09, kinds="cooperative;social_enterprise"),
    ]


def support(org_id, year, measure, amount=3_000_000, source="county", ends_on=None):
    return {"org_id": org_id, "year": year, "measure": measure, "source": source, "amount": amount, "ends_on": ends_on}


def tables(given=None):
    """As a folder would be handed to the analysis: exactly the files' columns and types."""
    return {
        name: pa.Table.from_pylist(
            [{field.name: row.get(field.name) for field in folder.schema(SPECS[name])} for row in of],
            schema=folder.schema(SPECS[name]),
        )
        for name, of in (given or rows()).items()
    }


def without(given, *names):
    return {name: of for name, of in given.items() if name not in names}


def put(path, given=None, suffix="csv"):
    """The folder of files. Columns are those of the first row."""
    path.mkdir(exist_ok=True)
    for name, of in (given or rows()).items():
        schema = folder.schema(SPECS[name])
        chosen = [field for field in schema if not of or field.name in of[0]]
        folder.write(path / f"{name}.{suffix}", pa.Table.from_pylist(of, schema=pa.schema(chosen)))
    return path
