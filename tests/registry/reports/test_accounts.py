from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.registry.rules.accounts import (
    COST,
    EARNED,
    SUPPORT,
    Accounts,
    accounts,
    is_self_reliant,
    is_self_sustaining,
)

money = st.none() | st.integers(-(10**12), 10**15)
reports = st.fixed_dictionaries(dict.fromkeys((*EARNED, *SUPPORT, *COST), money))
EVEN = Accounts(earned=100, support=0, cost=100, labour=40, workers_paid=1)


def test_the_sums_are_those_of_the_definition():
    report = {
        "sales_private": 50,
        "sales_public": 20,
        "sales_commissioned": 20,
        "sales_social_economy": 10,
        "other_income": 5,
        "dues": 5,
        "subsidy_national": 8,
        "subsidy_county": 2,
        "donations": 1,
        "capital_grant": 1000,
        "cost_of_goods": 40,
        "labour_cost": 50,
        "other_cost": 10,
        "depreciation": 10,
        "workers_paid": 2,
    }

    assert accounts(report) == Accounts(earned=85, support=11, cost=100, labour=50, workers_paid=2)


def test_the_readings_of_a_year():
    year = Accounts(earned=85, support=10, cost=100, labour=50, workers_paid=2)

    assert (year.ratio, year.gap, year.cover) == (Fraction(17, 20), 15, Fraction(19, 20))
    assert (year.support_dependence, year.labour_cover) == (Fraction(10, 95), Fraction(85, 50))


@pytest.mark.parametrize("cost", [0, None])
def test_a_division_by_nothing_is_not_known(cost):
    year = replace(EVEN, cost=cost, labour=0)

    assert (year.ratio, year.cover, year.labour_cover, year.covers()) == (None, None, None, None)


def test_nothing_reported_is_not_known_and_not_nought():
    assert accounts({}) == Accounts(earned=None, support=None, cost=None, labour=None, workers_paid=None)


@pytest.mark.parametrize(
    ("this", "before", "is_active", "reliant", "sustaining"),
    [
        (EVEN, EVEN, True, True, False),
        (replace(EVEN, workers_paid=0), EVEN, True, False, True),
        (replace(EVEN, earned=99), EVEN, True, False, False),
        (EVEN, replace(EVEN, earned=99), True, False, False),
        (EVEN, None, True, None, False),
        (EVEN, replace(EVEN, cost=0), True, None, False),
        (replace(EVEN, workers_paid=None), EVEN, True, None, None),
        (EVEN, EVEN, False, False, False),
    ],
)
def test_self_reliance_needs_both_years_a_paid_worker_and_an_open_door(this, before, is_active, reliant, sustaining):
    assert is_self_reliant(this, before, is_active=is_active) is reliant
    assert is_self_sustaining(this, before, is_active=is_active) is sustaining


def test_the_line_is_compared_exactly():
    nearly = replace(EVEN, earned=10**15 - 1, cost=10**15)

    assert nearly.covers() is False
    assert nearly.covers(Fraction(10**15 - 1, 10**15)) is True


@given(reports, reports, st.integers(0, 3), st.booleans())
def test_nobody_is_both_and_the_gap_agrees_with_the_line(this, before, workers, is_active):
    now, last = accounts(this | {"workers_paid": workers}), accounts(before)

    found = is_self_reliant(now, last, is_active=is_active), is_self_sustaining(now, last, is_active=is_active)

    assert found.count(True) <= 1
    if now.covers() is not None:
        assert now.covers() == (now.gap == 0)
