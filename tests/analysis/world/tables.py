"""What a planner may see: the files of DESIGN part 7 as Arrow tables, up to a year."""

from datetime import date

import numpy as np
import pyarrow as pa

from .catalogue import DIMENSIONS
from .county import County
from .nature import AREAS, KINDS, SECTORS, Nature

TEXT, WON, DECIMAL, DAY = pa.string(), pa.int64(), pa.float64(), pa.date32()


def tables(county: County, *, reports_until: int) -> dict[str, pa.Table]:
    """Reports, assessments and supports up to `reports_until`; budgets and targets of the whole plan."""
    nature = county.nature
    return {
        "organisations": organisations(nature),
        "annual_reports": annual_reports(county, reports_until),
        "assessments": assessments(county, reports_until),
        "measures": measures(nature),
        "budgets": budgets(nature),
        "supports": supports(county, reports_until),
        "targets": _table(
            ("indicator", TEXT, ["self_reliance_rate", "self_reliant"]),
            ("year", WON, [nature.setting.until] * 2),
            ("value", DECIMAL, [0.5, 0.5 * nature.count]),
        ),
    }


def _table(*columns: tuple[str, pa.DataType, list | np.ndarray | None], rows: int | None = None) -> pa.Table:
    count = rows if rows is not None else len(columns[0][2])
    arrays = [pa.nulls(count, kind) if values is None else pa.array(values, kind) for _, kind, values in columns]
    return pa.Table.from_arrays(arrays, names=[name for name, _, _ in columns])


def organisations(nature: Nature) -> pa.Table:
    order = np.argsort(nature.ids)
    closed = [int(nature.closed_year[i]) for i in order]
    nothing = ("legal_form", "designations", "business_no", "corporate_no", "address")
    return _table(
        ("org_id", TEXT, [nature.ids[i] for i in order]),
        ("name", TEXT, [f"조직 {nature.ids[i]}" for i in order]),
        ("kind", TEXT, [KINDS[nature.kind[i]] for i in order]),
        ("sector", TEXT, [SECTORS[nature.sector[i]] for i in order]),
        ("area", TEXT, [AREAS[nature.area[i]] for i in order]),
        ("founded_on", DAY, [date(int(nature.founded[i]), 3, 1) for i in order]),
        ("status", TEXT, ["closed" if year < 9999 else "active" for year in closed]),
        ("closed_on", DAY, [date(year, 1, 31) if year < 9999 else None for year in closed]),
        *((name, TEXT, None) for name in nothing),
        ("lon", DECIMAL, None),
        ("lat", DECIMAL, None),
        ("phone", TEXT, None),
        ("homepage", TEXT, None),
    )


def _split(total: np.ndarray, shares: np.ndarray) -> list[np.ndarray]:
    """Whole won by shares; what rounding leaves goes to the first part."""
    parts = np.floor(total[:, None] * shares).astype(np.int64)
    parts[:, 0] += total - parts.sum(axis=1)
    return list(parts.T)


def annual_reports(county: County, until: int) -> pa.Table:
    nature = county.nature
    now, who = np.nonzero(nature.reports[:, : nature.at(until) + 1].T)
    cost = nature.cost[who, now]
    earned = np.round(county.ratio[who, now] * cost).astype(np.int64)
    private, public, social, other = _split(earned, nature.income_shares[who])
    aid = np.round(0.9 * np.maximum(0, cost - earned)).astype(np.int64)
    national, province, own_county, donations = _split(aid, nature.aid_shares[who])
    goods, labour, rest = _split(cost, nature.cost_shares[who])
    workers = np.where(nature.paid[who], np.maximum(1, np.round(labour / nature.wage[who])), 0).astype(np.int64)
    members = nature.members[who]
    nothing = ("sales_commissioned", "dues", "capital_grant", "depreciation", "interest")
    return _table(
        ("org_id", TEXT, [nature.ids[i] for i in who]),
        ("fiscal_year", WON, now + nature.setting.first),
        ("sales_private", WON, private),
        ("sales_public", WON, public),
        ("sales_social_economy", WON, social),
        ("other_income", WON, other),
        ("subsidy_national", WON, national),
        ("subsidy_province", WON, province),
        ("subsidy_county", WON, own_county),
        ("donations", WON, donations),
        ("cost_of_goods", WON, goods),
        ("labour_cost", WON, labour),
        ("other_cost", WON, rest),
        ("workers_paid", WON, workers),
        ("workers_vulnerable", WON, workers // 3),
        ("members", WON, members),
        ("member_capital", WON, members * 100_000),
        ("local_purchases", WON, goods // 2),
        ("local_wages", WON, labour * 4 // 5),
        *((name, WON, None) for name in nothing),
        ("workers_fte", DECIMAL, None),
        ("workers_subsidised", WON, None),
        ("volunteer_hours", DECIMAL, None),
        ("wages_booked", TEXT, None),
        ("evidence", TEXT, None),
        ("fy_end", DAY, None),
    )


def assessments(county: County, until: int) -> pa.Table:
    nature = county.nature
    seen = county.items[:, : nature.at(until) + 1]
    who, now, dimension, item = np.nonzero(~np.isnan(seen))
    names = np.array(DIMENSIONS)[dimension]
    return _table(
        ("org_id", TEXT, np.array(nature.ids)[who]),
        ("year", WON, now + nature.setting.first),
        ("dimension", TEXT, names),
        ("item", TEXT, np.char.add(np.char.add(names, "_"), (item + 1).astype(str))),
        ("score", DECIMAL, seen[who, now, dimension, item]),
        ("max_score", DECIMAL, np.full(len(who), 5.0)),
    )


def measures(nature: Nature) -> pa.Table:
    chosen = nature.measures
    return _table(
        ("code", TEXT, [m.code for m in chosen]),
        ("name", TEXT, [m.name for m in chosen]),
        ("dimension", TEXT, [DIMENSIONS[m.dimension] for m in chosen]),
        ("unit_cost", WON, [m.unit_cost for m in chosen]),
        ("capacity", WON, [m.capacity for m in chosen]),
        ("sources", TEXT, [m.sources for m in chosen]),
        ("effect_mean", DECIMAL, [m.prior_mean for m in chosen]),
        ("effect_sd", DECIMAL, [m.prior_sd for m in chosen]),
        ("kinds", TEXT, [m.kinds or None for m in chosen]),
        ("slope_mean", DECIMAL, None),
        ("slope_sd", DECIMAL, None),
        ("own_share", DECIMAL, [m.own_share for m in chosen]),
        ("mode", TEXT, None),
        ("basis", TEXT, None),
    )


def budgets(nature: Nature) -> pa.Table:
    keys = sorted(nature.budgets)
    return _table(
        ("year", WON, [year for year, _ in keys]),
        ("source", TEXT, [source for _, source in keys]),
        ("amount", WON, [nature.budgets[key] for key in keys]),
    )


def supports(county: County, until: int) -> pa.Table:
    """One row per support; its source is the text of the alternative that paid, as prescriptions name it."""
    nature = county.nature
    rows = [(year, row) for year in sorted(county.given) if year <= until for row in county.given[year]]
    return _table(
        ("org_id", TEXT, [nature.ids[row.organisation] for _, row in rows]),
        ("year", WON, [year for year, _ in rows]),
        ("measure", TEXT, [nature.measures[row.measure].code for _, row in rows]),
        ("source", TEXT, [row.source for _, row in rows]),
        ("amount", WON, [row.amount for _, row in rows]),
        ("ends_on", DAY, None),
        rows=len(rows),
    )
