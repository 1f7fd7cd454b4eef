"""The definitions once more, in plain Python with fractions, slowly. Shares no code with what it checks."""

from datetime import date
from fractions import Fraction
from statistics import median

DIMENSIONS = "finance market product people governance collaboration social".split()


def add_up(report, names):
    known = [report[name] for name in names.split() if report[name] is not None]
    return sum(known) if known else None


def sums(report):
    earned = add_up(report, "sales_private sales_public sales_social_economy other_income")
    support = add_up(report, "subsidy_national subsidy_province subsidy_county donations")
    cost = add_up(report, "cost_of_goods labour_cost other_cost")
    labour = report["labour_cost"]
    if report["wages_booked"] == "net":
        back = add_up(report, "subsidy_national subsidy_province subsidy_county") or 0
        cost = None if cost is None else cost + back
        labour = None if labour is None else labour + back
    goods = None if cost is None else report["cost_of_goods"] or 0
    return earned, support, cost, labour, goods


def over(above, below):
    return None if above is None or not below else Fraction(above, below)


def plus(one, other):
    return None if one is None or other is None else one + other


def sales_needed(earned, cost, goods):
    if earned is None or cost is None or earned <= 0 or earned - goods <= 0:
        return None
    exact = Fraction(max(0, cost - earned)) / (1 - Fraction(goods, earned))
    whole = -(-exact.numerator // exact.denominator)
    return whole if exact < 10**18 else None


def both(*tests):
    if False in tests:
        return False
    return None if None in tests else True


def covers(report):
    if report is None:
        return None
    earned, _, cost, _, _ = sums(report)
    return None if earned is None or not cost else earned >= cost


def active_at_end(organisation, year):
    if organisation["closed_on"] is not None:
        return organisation["closed_on"] > date(year, 12, 31)
    return organisation["status"] == "active"


def active_in(organisation, year):
    founded, closed = organisation["founded_on"], organisation["closed_on"]
    if founded is not None and founded > date(year, 12, 31):
        return False
    return closed >= date(year, 1, 1) if closed is not None else organisation["status"] == "active"


def scores(rows):
    found, answered, asked = dict.fromkeys(DIMENSIONS), 0, 0
    for dimension in DIMENSIONS:
        here = [row for row in rows if row["dimension"] == dimension]
        points = [
            100 * (Fraction(row["score"]) - 1) / (Fraction(row["max_score"]) - 1)
            for row in here
            if row["score"] is not None
        ]
        answered, asked = answered + len(points), asked + len(here)
        if points and 2 * len(points) >= len(here):
            found[dimension] = sum(points) / len(points)
    return {**found, "known": Fraction(answered, asked) if asked else Fraction(0)}


def diagnosis(organisations, reports, assessments, year):
    """Rows of the file `diagnoses`, ratios as fractions."""
    of = {(report["org_id"], report["fiscal_year"]): report for report in reports}
    rows = []
    for organisation in sorted(organisations, key=lambda row: row["org_id"]):
        name = organisation["org_id"]
        report, before = of.get((name, year)), of.get((name, year - 1))
        asked = [row for row in assessments if (row["org_id"], row["year"]) == (name, year)]
        if not (active_in(organisation, year) or report or asked):
            continue
        earned, support, cost, labour, goods = sums(report) if report else (None,) * 5
        workers = report["workers_paid"] if report else None
        tests = (active_at_end(organisation, year), covers(report), covers(before))
        rows.append(
            {
                "org_id": name,
                "year": year,
                "self_reliance_ratio": over(earned, cost),
                "self_reliant": both(*tests, None if workers is None else workers > 0),
                "self_sustaining": both(*tests, None if workers is None else workers == 0),
                "gap": None if earned is None or cost is None else max(0, cost - earned),
                "sales_needed": sales_needed(earned, cost, goods),
                "support_dependence": over(support, plus(earned, support)),
                "cover": over(plus(earned, support), cost),
                "labour_cover": over(earned, labour),
                **scores(asked),
            }
        )
    return rows


def of_all(organisations, reports, assessments, year):
    """(active, reported, self-reliant, rate, pooled, median) of everybody in a year."""
    rows = {row["org_id"]: row for row in diagnosis(organisations, reports, assessments, year)}
    of = {report["org_id"]: report for report in reports if report["fiscal_year"] == year}
    active = [row["org_id"] for row in organisations if row["org_id"] in rows and active_at_end(row, year)]
    reported = [name for name in active if name in of]
    ratios = [name for name in reported if rows[name]["self_reliance_ratio"] is not None]
    reliant = sum(rows[name]["self_reliant"] is True for name in reported)
    pooled = over(sum(sums(of[name])[0] for name in ratios), sum(sums(of[name])[2] for name in ratios))
    middle = median(rows[name]["self_reliance_ratio"] for name in ratios) if ratios else None
    return len(active), len(reported), reliant, over(reliant, len(reported)), pooled, middle
