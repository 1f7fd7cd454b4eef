from datetime import date

import pytest

from socialgoods.registry.rules.mark import Facts, criteria, is_valid_on, number_of, reasons_against_granting

GOOD = {
    "status": "active",
    "residence": "inside",
    "last_closed_year": 2017,
    "confirmed_years": frozenset({2017}),
    "overdue": (),
}


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({}, []),
        ({"status": "closed"}, ["active"]),
        ({"residence": "unknown"}, ["inside"]),
        ({"confirmed_years": frozenset({2016})}, []),
        ({"confirmed_years": frozenset({2015})}, ["reported"]),
        ({"overdue": ("경영공시",)}, ["duties"]),
        ({"status": "dormant", "overdue": ("경영공시",)}, ["active", "duties"]),
    ],
)
def test_each_criterion_fails_for_its_own_reason(change, failed):
    results = criteria(Facts(**GOOD | change))

    assert [result.code for result in results if not result.passed] == failed
    assert len(reasons_against_granting(results)) == len(failed)


def test_numbers_carry_their_year():
    assert number_of(2018, 7) == "SG-2018-0007"


@pytest.mark.parametrize(
    ("state", "day", "valid"),
    [
        ("granted", date(2018, 3, 1), True),
        ("granted", date(2018, 2, 28), False),
        ("granted", date(2020, 3, 1), False),
        ("revoked", date(2018, 4, 1), False),
        ("applied", date(2018, 4, 1), False),
    ],
)
def test_a_mark_is_valid_from_its_first_day_until_before_its_last(state, day, valid):
    assert is_valid_on(state=state, starts_on=date(2018, 3, 1), ends_on=date(2020, 3, 1), day=day) is valid
