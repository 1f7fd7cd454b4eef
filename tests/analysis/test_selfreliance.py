"""Cases worked by hand, written out."""

from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle.plan_tables import organisation, report, tables
from socialgoods.analysis.definitions import Definitions
from socialgoods.analysis.diagnosis import diagnose
from socialgoods.analysis.selfreliance.change import ACCOUNTS, shares_of_change
from socialgoods.analysis.selfreliance.groups import suppressed
from socialgoods.registry.rules import accounts as registry

pytestmark = pytest.mark.slow

FULL = {
    "sales_private": 60, "sales_public": 20, "sales_social_economy": 10, "other_income": 5, "subsidy_county": 15, "donations": 5,
    "cost_of_goods": 40, "labour_cost": 50, "other_cost": 10, "workers_paid": 4, "workers_vulnerable": 1, "workers_fte": 2.5,
    "workers_subsidised": 2, "sales_commissioned": 8, "volunteer_hours": 5, "local_purchases": 20, "local_wages": 30,
}  # fmt: skip


def found(reports, *, organisations=None, supports=(), year=2017, **how):
    given = tables(organisations=organisations or [organisation()], annual_reports=reports, supports=list(supports))
    return diagnose(given, year, **how)


def row(reports, **how):
    return found(reports, **how).readings.to_pylist()[0]


def test_every_reading_of_a_year_worked_by_hand():
    # E = 95, S = 20, C = 100, goods 40.
    wages = Definitions(minimum_wages=((2017, 2),))

    read = row([report(**FULL)], definitions=wages)

    assert {name: read[name] for name in EXPECTED} == pytest.approx(EXPECTED)


EXPECTED = {
    "self_reliance_ratio": 0.95, "near_line": True, "gap": 5,
    "sales_needed": 9,  # 5 / (1 - 40/95) = 8.64
    "support_dependence": 20 / 115, "cover": 1.15, "labour_cover": 1.9, "value_added_ratio": 55 / 60,
    "ratio_without_commissions": 0.87, "ratio_with_unpaid_work": 95 / 110, "income_per_fte": 38.0, "public_share": 20 / 90,
    "vulnerable_share": 0.25, "subsidised_share": 0.5, "local_share": 0.5, "size": "1-4",
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "workers", "expected"),
    [
        (10, 10, 1, (True, False)),
        (10, 10, 0, (False, True)),
        (10, 10, None, (None, None)),
        (9, 10, 1, (False, False)),
        (10, 9, None, (False, False)),
        (None, 10, 1, (None, False)),
        (None, 9, 1, (False, False)),
    ],
)
def test_one_test_that_fails_settles_it(before, now, workers, expected):
    reports = [report(sales_private=now, other_cost=10, workers_paid=workers)]
    if before is not None:
        reports.append(report(fiscal_year=2016, sales_private=before, other_cost=10))

    read = row(reports)

    assert (read["self_reliant"], read["self_sustaining"]) == expected


@pytest.mark.parametrize(("earned", "expected"), [(9_500_000_000_000, True), (9_499_999_999_999, False)])
def test_the_line_is_exact_to_the_won_at_ten_trillion(earned, expected):
    at_95 = Definitions(theta=Fraction(19, 20), years=1)

    read = row([report(sales_private=earned, other_cost=10**13, workers_paid=1)], definitions=at_95)

    assert (read["self_reliant"], read["near_line"]) == (expected, expected)


def test_three_years_when_the_definitions_say_so():
    reports = [
        report(fiscal_year=year, sales_private=10, other_cost=10 + (year == 2015), workers_paid=1)
        for year in (2015, 2016, 2017)
    ]

    assert row(reports, definitions=Definitions(years=3))["self_reliant"] is False
    assert row(reports[1:], definitions=Definitions(years=3))["self_reliant"] is None


def test_sales_needed_rounds_up_to_the_won_however_large():
    # gap 10**13 - 3, m = (E - goods) / E = 1/3
    read = row([report(sales_private=3, cost_of_goods=2, other_cost=10**13 - 2)])

    assert read["sales_needed"] == 3 * (10**13 - 3)


@pytest.mark.parametrize(
    "accounts", [{"other_cost": 10}, {"sales_private": 0, "other_cost": 10}, {"sales_private": 5, "cost_of_goods": 5}]
)
def test_without_income_or_margin_the_sales_needed_are_not_known(accounts):
    assert row([report(**accounts)])["sales_needed"] is None


def test_nothing_is_divided_by_nothing():
    read = row([report(sales_private=5, other_cost=0, labour_cost=0, donations=0, workers_paid=0, workers_fte=0.0)])

    assert [
        name for name in EXPECTED if name.endswith(("ratio", "cover", "share", "fte")) and read[name] is not None
    ] == ["public_share"]
    assert (read["self_reliant"], read["gap"], read["support_dependence"]) == (False, 0, 0.0)


def test_wages_that_were_netted_are_grossed_up():
    read = row(
        [report(sales_private=90, labour_cost=60, other_cost=10, subsidy_county=30, donations=7, wages_booked="net")]
    )

    assert (read["self_reliance_ratio"], read["labour_cover"], read["cover"]) == (0.9, 1.0, 1.27)


@pytest.mark.parametrize(
    ("of", "is_active"),
    [
        ({}, True),
        ({"status": "dormant"}, False),
        ({"status": "closed"}, False),
        ({"status": "closed", "closed_on": date(2018, 1, 1)}, True),
        ({"status": "closed", "closed_on": date(2017, 12, 31)}, False),
        ({"status": "active", "closed_on": date(2017, 6, 1)}, False),
    ],
)
def test_active_at_the_end_of_the_year(of, is_active):
    assert row([report()], organisations=[organisation(**of)])["is_active"] is is_active


@pytest.mark.parametrize(
    ("of", "rows"),
    [({}, 1), ({"founded_on": date(2018, 1, 1)}, 0), ({"status": "dormant"}, 0), ({"closed_on": date(2017, 1, 1)}, 1)],
)
def test_a_row_for_whoever_was_active_on_some_day_of_the_year(of, rows):
    assert len(found([], organisations=[organisation(**of)]).diagnoses) == rows


def support(year, amount, ends_on, measure="wage"):
    return {"org_id": "W1", "year": year, "measure": measure, "source": "county", "amount": amount, "ends_on": ends_on}


def test_the_cliff_is_the_first_year_in_which_a_commitment_ends():
    supports = [
        support(2016, 99, date(2016, 12, 31), "rent"),
        support(2016, 9, date(2018, 6, 30)),
        support(2017, 12, date(2018, 6, 30)),
        support(2017, 3, date(2018, 12, 31), "training"),
        support(2017, 5, date(2020, 12, 31), "loan"),
        support(2018, 70, date(2018, 1, 1), "later"),
    ]

    read = row([report(**FULL)], supports=supports)

    # E + S = 115; 12 + 3 end in 2018.
    assert (read["cliff"], read["cliff_amount"], read["cover_after_cliff"]) == (2018, 15, 1.0)


def test_without_a_commitment_there_is_no_cliff():
    assert row([report(**FULL)], supports=[support(2017, 5, None)])["cover_after_cliff"] is None


def test_posts_whose_subsidy_ran_out_were_kept_or_ended():
    before = report(fiscal_year=2016, workers_paid=6, workers_subsidised=4)

    read = row([before, report(workers_paid=4, workers_subsidised=1)])

    # Three ran out; own posts grew from two to three.
    assert (read["posts_run_out"], read["posts_kept"], read["posts_ended"]) == (3, 1, 2)


def county_of_twelve():
    organisations = [organisation(f"W{n:02d}", sector="food" if n < 9 else "craft", area="봉동읍") for n in range(12)]
    reports = [
        report(f"W{n:02d}", year, sales_private=80 + 5 * n, other_cost=100, workers_paid=1, evidence="AB"[n % 2])
        for n in range(11)
        for year in (2016, 2017)
    ]
    return organisations, reports


def test_a_set_worked_by_hand():
    organisations, reports = county_of_twelve()

    groups = found(reports, organisations=organisations).groups.to_pylist()

    # E = 80, 85 … 130 on C = 100: W04 … W10 are self-reliant, W03 and W04 near the line.
    total = next(of for of in groups if of["by"] == "total")
    assert {name: total[name] for name in TOTAL} == pytest.approx(TOTAL)


TOTAL = {
    "active": 12, "reported": 11, "with_ratio": 11, "self_reliant": 7, "self_sustaining": 0, "not_known": 0, "near_line": 2,
    "evidence_a": 6, "evidence_b": 5, "evidence_c": 0, "rate": 7 / 11, "coverage": 11 / 12, "pooled_ratio": 1.05, "median_ratio": 1.05,
}  # fmt: skip


def test_a_group_under_five_is_hidden_and_so_is_what_would_give_it_away():
    organisations, reports = county_of_twelve()

    groups = found(reports, organisations=organisations).groups.to_pylist()

    shown = {(of["by"], of["value"]): of["reported"] for of in groups if not of["suppressed"]}
    # Craft (2 reports) is hidden; food alone would give it away from the total. Size: one has no report.
    assert shown == {("total", "all"): 11, ("kind", "cooperative"): 11, ("area", "봉동읍"): 11}


def test_hidden_groups_take_the_next_smallest_along_until_they_are_five():
    groups = [set_of(value, count) for value, count in (("a", 3), ("b", 5), ("c", 40), ("d", 6))]

    assert [of["value"] for of in suppressed(groups, 5) if of["suppressed"]] == ["a", "b"]


def set_of(value, count):
    return {"year": 2017, "by": "sector", "value": value, "active": count, "reported": count, "with_ratio": count}


PARTS = st.fixed_dictionaries(dict.fromkeys(ACCOUNTS, st.none() | st.integers(0, 10**6)))


@given(PARTS, PARTS)
def test_shares_of_a_change_sum_to_it_without_rounding(before, after):
    shares = shares_of_change(before, after)

    if shares is not None:
        assert sum(shares.values()) == ratio(after) - ratio(before)


@given(PARTS, PARTS)
def test_accounts_that_moved_alike_have_like_shares(before, after):
    twin = {**before, "sales_public": before["sales_private"]}, {**after, "sales_public": after["sales_private"]}

    shares = shares_of_change(*twin)

    assert shares is None or shares["sales_public"] == shares["sales_private"]


def ratio(amounts):
    return Fraction(sum(amounts[name] or 0 for name in ACCOUNTS[:4]), sum(amounts[name] or 0 for name in ACCOUNTS[4:]))


BEFORE = dict(zip(ACCOUNTS, (50, 20, 10, 5, 40, 50, 10), strict=True))
AFTER = dict(zip(ACCOUNTS, (70, 10, 10, 9, 45, 30, 20), strict=True))


def test_shares_are_those_of_all_5040_orders():
    expected = dict.fromkeys(ACCOUNTS, Fraction(0))
    orders = list(permutations(ACCOUNTS))
    for order in orders:
        now = dict(BEFORE)
        for name in order:
            was = ratio(now)
            now[name] = AFTER[name]
            expected[name] += (ratio(now) - was) / len(orders)

    assert shares_of_change(BEFORE, AFTER) == expected


def test_the_table_of_causes_holds_the_same_shares():
    causes = found([report(fiscal_year=2016, **BEFORE), report(**AFTER)]).causes.to_pylist()

    exact = shares_of_change(BEFORE, AFTER)
    assert causes == [
        pytest.approx(
            {
                "org_id": "W1",
                "year": 2017,
                "change": 99 / 95 - 85 / 100,
                **{f"by_{name}": float(exact[name]) for name in ACCOUNTS},
            }
        )
    ]


def test_netted_wages_are_grossed_up_in_the_causes_too():
    net = {"labour_cost": 60, "other_cost": 40, "sales_private": 50, "subsidy_county": 10, "wages_booked": "net"}
    gross = {"labour_cost": 80, "other_cost": 40, "sales_private": 50}

    causes = found([report(fiscal_year=2016, **net), report(**gross)]).causes.to_pylist()[0]

    assert causes["by_labour_cost"] == pytest.approx(50 / 120 - 50 / 110)
    assert shares_of_change(net, gross)["labour_cost"] == Fraction(50, 120) - Fraction(50, 110)


@pytest.mark.parametrize("seed", range(3))
def test_the_register_reads_the_same_report_the_same_way(seed):
    pairs = pairs_of_reports(seed)
    organisations = [organisation(f"W{n:03d}") for n in range(len(pairs))]
    reports = [
        report(f"W{n:03d}", 2017 - back, **of) for n, pair in enumerate(pairs) for back, of in enumerate(pair) if of
    ]

    rows = found(reports, organisations=organisations).diagnoses.to_pylist()

    names = (
        "self_reliance_ratio",
        "gap",
        "cover",
        "support_dependence",
        "labour_cover",
        "self_reliant",
        "self_sustaining",
    )
    assert [tuple(of[name] for name in names) for of in rows] == [of_register(*pair) for pair in pairs]


def pairs_of_reports(seed):
    from random import Random

    random = Random(seed)

    def amounts():
        parts = (*registry.EARNED, *registry.SUPPORT, *registry.COST)
        return {
            **{name: random.choice([None, 0, random.randrange(30)]) for name in parts},
            "workers_paid": random.choice([None, 0, 1]),
        }

    return [(amounts(), random.choice([None, amounts()])) for _ in range(400)]


def of_register(now, before):
    this, last = registry.accounts(now), registry.accounts(before) if before else None
    ratios = (this.ratio, this.gap, this.cover, this.support_dependence, this.labour_cover)
    figures = tuple(None if value is None else float(value) for value in ratios)
    return (*figures, registry.is_self_reliant(this, last), registry.is_self_sustaining(this, last))
