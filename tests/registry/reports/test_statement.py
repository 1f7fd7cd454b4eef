"""From a statement's lines to the report's columns: nothing lost, nothing counted twice, and the way shown."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.registry.rules import report_pasted
from socialgoods.registry.rules.statement import (
    COLUMNS,
    Split,
    cash_columns,
    columns,
    left_over,
    reasons_against,
    standard,
    workings,
)

SALES, ADMIN = standard().groups[0], standard().groups[2]
KEYS = [line.key for line in standard().lines]
TOTALS = {group.total.key for group in standard().groups if group.total}
amounts = st.integers(0, 10**10)


def known(found):
    return {name: value for name, value in found.items() if value is not None}


def test_every_line_is_named_once_and_goes_to_a_column_or_nowhere():
    targets = {line.into for group in standard().groups for line in group.lines} | {
        group.rest for group in standard().groups if group.total
    }

    assert len(KEYS) == len(set(KEYS))
    assert targets <= {*COLUMNS, "sales", "subsidies", "none"}
    names = [name for line in standard().lines for name in {report_pasted.bare(name) for name in line.names}]
    assert len(names) == len(set(names))


def test_lines_speak_the_reader_s_language():
    with override("en"):
        assert ADMIN.label == "IV. Selling and administrative expenses"


def test_a_whole_statement():
    lines = {
        "total_sales": 300,
        "cost_of_sales": 120,
        "total_admin": 150,
        "wages": 80,
        "severance": 5,
        "welfare": 5,
        "depreciation": 10,
        "government_subsidy": 30,
        "donation_income": 4,
        "dues_income": 2,
        "rent_income": 3,
        "interest_income": 9,
        "interest_expense": 6,
    }

    found = columns(lines, Split(sales_public=50, sales_commissioned=20, subsidy_province=10, subsidy_county=5))

    assert known(found) == {
        "sales_private": 250,
        "sales_public": 50,
        "sales_commissioned": 20,
        "other_income": 5,
        "dues": 2,
        "subsidy_national": 15,
        "subsidy_province": 10,
        "subsidy_county": 5,
        "donations": 4,
        "cost_of_goods": 120,
        "labour_cost": 90,
        "other_cost": 66,
        "depreciation": 10,
        "interest": 6,
    }


def test_wages_inside_the_cost_of_goods_become_labour_cost():
    found = columns({"cost_of_sales": 100, "wages": 10}, Split(labour_in_cost=40))

    assert (found["cost_of_goods"], found["labour_cost"]) == (60, 50)


def test_wages_that_were_netted_are_cost_and_support_at_once():
    found = columns({"wages": 10, "government_subsidy": 5}, Split(wages_netted=7))

    assert (found["labour_cost"], found["subsidy_national"]) == (17, 12)


def test_what_no_line_speaks_of_is_not_known():
    assert known(columns({}, Split(sales_public=5, labour_in_cost=3))) == {}
    assert known(columns({"total_sales": 0}, Split())) == {"sales_private": 0}


@pytest.mark.parametrize(
    ("lines", "split", "field"),
    [
        ({"total_sales": 10, "sales_goods": 11}, Split(), "line_total_sales"),
        ({"total_sales": 10}, Split(sales_public=6, sales_social_economy=5), "sales_public"),
        ({"total_sales": 10}, Split(sales_public=4, sales_commissioned=5), "sales_commissioned"),
        ({"cost_of_sales": 10}, Split(labour_in_cost=11), "labour_in_cost"),
        ({"government_subsidy": 10}, Split(subsidy_province=6, subsidy_county=5), "subsidy_province"),
        ({"cost_of_sales": -1}, Split(), "line_cost_of_sales"),
        ({"wages": -1}, Split(), "line_wages"),
    ],
)
def test_parts_above_their_whole_and_costs_below_nothing_are_told_at_their_field(lines, split, field):
    assert list(reasons_against(lines, split)) == [field]


@given(st.dictionaries(st.sampled_from(KEYS), amounts), st.integers(0, 10**10), st.integers(0, 10**10))
def test_every_won_of_a_statement_ends_in_one_column(lines, public, county):
    split = Split(sales_public=public, subsidy_county=county)
    if reasons_against(lines, split):
        return

    found = columns(lines, split)

    def total(*names):
        return sum(found[name] or 0 for name in names)

    into = {line.into: 0 for group in standard().groups for line in group.lines}
    for group in standard().groups:
        for line in group.lines:
            into[line.into] += lines.get(line.key) or 0
        into[group.rest or "none"] = into.get(group.rest or "none", 0) + (left_over(group, lines) or 0)
    assert total("sales_private", "sales_public", "sales_social_economy") == into["sales"]
    assert total("subsidy_national", "subsidy_province", "subsidy_county") == into["subsidies"]
    assert total("cost_of_goods", "labour_cost", "other_cost") == sum(
        into[name] for name in ("cost_of_goods", "labour_cost", "other_cost", "depreciation", "interest")
    )


@given(st.dictionaries(st.sampled_from(KEYS), amounts))
def test_the_workings_add_up_to_the_columns(lines):
    split = Split(sales_public=0)

    shown = {name: sum(amount for _label, amount in parts) for name, parts in workings(lines, split).items()}

    assert shown == known(columns(lines, split))


def test_five_lines_of_a_bankbook():
    found = cash_columns({"sold": 10, "received": 2, "materials": 4, "wages": 3, "others": 1})

    assert known(found) == {
        "sales_private": 10,
        "subsidy_county": 2,
        "cost_of_goods": 4,
        "labour_cost": 3,
        "other_cost": 1,
    }
