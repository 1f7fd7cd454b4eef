"""The plan's figures from plain rows of reports and memberships, written down without looking at how the program does it.

Rows are those of the plan's files: dictionaries. Nothing is suppressed here; groups are counted as they are.
"""

from collections import defaultdict
from datetime import date


def earned(report):
    return sum(report[name] for name in ("sales_private", "sales_public", "sales_social_economy", "other_income"))


def cost(report):
    return report["cost_of_goods"] + report["labour_cost"] + report["other_cost"]


def is_active(organisation, year):
    closed = organisation.get("closed_on")
    return closed.year > year if closed else organisation["status"] == "active"


def figures(given, year, base=2017, first=2018):
    """Series to value, for one year. What a series needs and does not have is left out."""
    by_year = defaultdict(dict)
    for report in given["annual_reports"]:
        by_year[report["fiscal_year"]][report["org_id"]] = report
    there = [row["org_id"] for row in given["organisations"] if is_active(row, year)]
    now = {who: by_year[year][who] for who in there if who in by_year[year]}
    before = by_year[year - 1]

    def stands(who, least_workers):
        report = now[who]
        if who not in before:
            return False
        covers = earned(report) >= cost(report) and earned(before[who]) >= cost(before[who])
        has_worker = report["workers_paid"] > 0
        return covers and has_worker is bool(least_workers)

    found = {
        "organisations": len(there),
        "jobs": sum(report["workers_paid"] for report in now.values()),
        "income": sum(earned(report) for report in now.values()),
        "labour_cover": sum(map(earned, now.values())) / sum(report["labour_cost"] for report in now.values()),
        "pooled_ratio": sum(map(earned, now.values())) / sum(map(cost, now.values())),
        "median_ratio": middle(sorted(earned(report) / cost(report) for report in now.values())),
    }
    if before:
        found["self_reliant"] = sum(stands(who, 1) for who in now)
        found["self_sustaining"] = sum(stands(who, 0) for who in now)
        found["self_reliance_rate"] = found["self_reliant"] / len(now)
    if year >= base and base in by_year:
        then = [report for who, report in by_year[base].items() if is_active(of(given, who), base)]
        found["jobs_increase"] = found["jobs"] - sum(report["workers_paid"] for report in then)
        found["new_income"] = found["income"] - sum(map(earned, then))
    if year >= first:
        yearly = [figures(given, each, base, first + 100) for each in range(first, year + 1)]
        found["income_sum"] = sum(each["income"] for each in yearly)
        found["new_income_sum"] = sum(each["new_income"] for each in yearly)
    return found


def of(given, who):
    return next(row for row in given["organisations"] if row["org_id"] == who)


def middle(values):
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def grouped(given, year, series, by):
    """Group to (value, organisations active), each group by itself as if it were the county."""
    found = {}
    for value in {row[by] for row in given["organisations"]}:
        members = {row["org_id"] for row in given["organisations"] if row[by] == value}
        part = {
            "organisations": [row for row in given["organisations"] if row["org_id"] in members],
            "annual_reports": [row for row in given["annual_reports"] if row["org_id"] in members],
        }
        active = sum(is_active(row, year) for row in part["organisations"])
        found[value] = (figures(part, year).get(series), active)
    return found


def taking_part(memberships, on):
    """(persons, records without a token, buyers) on a day."""
    running = [row for row in memberships if row["from"] <= on and (row["to"] is None or row["to"] > on)]
    takers = [row for row in running if row["role"] in {"member", "worker", "volunteer"}]
    buyers = [row for row in running if row["role"] == "buyer"]
    return (
        len({row["token"] for row in takers if row["token"]}),
        sum(not row["token"] for row in takers),
        len({row["token"] for row in buyers if row["token"]}),
    )


YEAR_END = date(2017, 12, 31)
