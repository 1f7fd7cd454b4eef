"""The year's end by the law: reserves, losses, dividends and small loans, for any numbers. Each test names its article."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.cooperative.rules import dividend, loan, reserve

WON = st.integers(0, 10**12)
SIGNED = st.integers(-(10**12), 10**12)
SOCIAL = dividend.Limits(is_social=True, reserve_percent=30, multiple=3, usage_percent=50, capital_percent=10)
GENERAL = replace(SOCIAL, is_social=False, reserve_percent=10)


def articles(reasons):
    return [reason.article for reason in reasons]


def test_social_reserve_is_thirty_per_cent_rounded_up_so_that_the_law_is_kept():
    """§97①. By hand: 30 % of 10,000,001 is 3,000,000.3."""
    assert (
        reserve.least(result=10_000_001, carried=0, reserve=0, paid_in=50_000_000, percent=30, multiple=3) == 3_000_001
    )


def test_general_reserve_is_ten_per_cent():
    """§50①."""
    assert (
        reserve.least(result=10_000_000, carried=0, reserve=0, paid_in=50_000_000, percent=10, multiple=3) == 1_000_000
    )


def test_reserve_ends_at_three_times_the_paid_in_capital():
    """§50①, §97①: 3 × 50m = 150m; 149m are there, so 1m of the 3m is enough."""
    least = reserve.least(result=10_000_000, carried=0, reserve=149_000_000, paid_in=50_000_000, percent=30, multiple=3)

    assert least == 1_000_000


def test_loss_of_earlier_years_is_made_good_before_the_reserve():
    """§51①, §98①: 10m less 4m carried over leaves 6m, 30 % of which is 1.8m."""
    least = reserve.least(result=10_000_000, carried=-4_000_000, reserve=0, paid_in=50_000_000, percent=30, multiple=3)

    assert least == 1_800_000


def test_articles_may_not_ask_for_less_than_the_law():
    """§97①."""
    assert articles(reserve.reasons_against_percent(20, least_percent=30, is_social=True)) == [
        "협동조합기본법 제97조제1항"
    ]
    assert reserve.reasons_against_percent(40, least_percent=30, is_social=True) == []


def test_loss_is_met_in_the_order_of_the_law():
    """§51①, §98①: unappropriated, voluntary, legal, and the rest is carried over. 10m = 2m + 3m + 4m + 1m."""
    assert reserve.meet_loss(10_000_000, carried=2_000_000, voluntary=3_000_000, legal=4_000_000) == reserve.LossMet(
        2_000_000, 3_000_000, 4_000_000, 1_000_000
    )


@given(WON, SIGNED, WON, WON)
def test_parts_of_any_loss_add_up_and_no_pot_goes_below_nothing(loss, carried, voluntary, legal):
    """§51①, §98①."""
    met = reserve.meet_loss(loss, carried=carried, voluntary=voluntary, legal=legal)

    assert met.total == loss
    assert 0 <= met.from_carried <= max(0, carried)
    assert met.from_legal == 0 or met.from_voluntary == voluntary
    assert met.from_voluntary == 0 or met.from_carried == max(0, carried)
    assert met.carried_on == 0 or met.from_legal == legal


@given(SIGNED, SIGNED, WON, WON, st.integers(30, 100))
def test_any_surplus_of_a_social_cooperative_stays_and_the_law_is_kept(result, carried, held, paid_in, percent):
    """§97①, §98②."""
    have = dividend.Surplus(result, carried, held, 0, paid_in)
    limits = replace(SOCIAL, reserve_percent=percent)

    found = dividend.propose(have, limits, dividends=10**9, capital=10**9)

    assert dividend.reasons_against(found, have, limits) == []
    assert found.legal + found.voluntary == have.disposable
    short = 100 * found.legal - percent * reserve.base(result=result, carried=carried)
    assert short >= 0 or held + found.legal >= 3 * paid_in


@given(SIGNED, SIGNED, WON, WON, WON, WON, WON)
def test_whatever_a_general_cooperative_wishes_its_proposal_keeps_the_law(
    result, carried, held, paid_in, paid, capital, kept
):
    """§50①, §51③."""
    have = dividend.Surplus(result, carried, held, 0, paid_in)

    found = dividend.propose(have, GENERAL, dividends=paid, capital=capital, voluntary=kept)

    assert dividend.reasons_against(found, have, GENERAL) == []
    assert found.total == have.disposable
    assert 2 * found.usage >= found.dividends
    assert 10 * found.capital <= paid_in


def test_social_cooperative_pays_no_dividend():
    """§98②."""
    have = dividend.Surplus(10_000_000, 0, 0, 0, 50_000_000)

    reasons = dividend.reasons_against(dividend.Disposition(3_000_000, 6_000_000, 1_000_000), have, SOCIAL)

    assert articles(reasons) == ["협동조합기본법 제98조제2항"]


def test_general_dividend_on_capital_is_a_tenth_of_what_is_paid_in_at_most():
    """§51③: paid-in 10m allows 1m on capital."""
    have = dividend.Surplus(10_000_000, 0, 0, 0, 10_000_000)
    limits, wanted = (
        GENERAL,
        dividend.Disposition(legal=1_000_000, usage=4_000_000, capital=1_000_001, carried=3_999_999),
    )

    assert articles(dividend.reasons_against(wanted, have, limits)) == ["협동조합기본법 제51조제3항"]
    assert dividend.reasons_against(replace(wanted, capital=1_000_000, carried=4_000_000), have, limits) == []


def test_general_dividend_by_use_is_half_of_all_at_least():
    """§51③."""
    have = dividend.Surplus(10_000_000, 0, 0, 0, 100_000_000)
    wanted = dividend.Disposition(legal=1_000_000, usage=2_000_000, capital=3_000_000, carried=4_000_000)

    assert "이용실적" in dividend.reasons_against(wanted, have, GENERAL)[0].text


def test_dividends_are_shared_to_the_won():
    """By hand: 100 won by use of 1, 1 and 1 is 34, 33 and 33; 10 won on capital of 30 and 10 is 8 (7.5 and .5, the earlier first) and 2."""
    assert dividend.by_member(100, 10, used={1: 1, 2: 1, 3: 1}, paid_in={1: 30, 2: 10}) == {
        1: (34, 8),
        2: (33, 2),
        3: (33, 0),
    }


@given(WON, WON, st.dictionaries(st.integers(1, 50), st.integers(1, 10**9), min_size=1, max_size=20))
def test_shares_of_members_add_up_to_the_dividend(usage, capital, used):
    """§51③."""
    found = dividend.by_member(usage, capital, used=used, paid_in=used)

    assert sum(use for use, _on in found.values()) == usage
    assert sum(on for _use, on in found.values()) == capital


def test_dividend_by_use_needs_figures_of_use():
    assert dividend.reasons_against_sharing(1_000, 0, used={}, paid_in={1: 10}) != []
    assert dividend.reasons_against_sharing(1_000, 10, used={1: 5}, paid_in={1: 10}) == []


LIMITS = loan.Limits(Fraction(2, 3), 5_000_000, Decimal(5), Decimal(20))
TERMS = loan.Terms(1_000_000, Decimal(3), Decimal(12))
STANDING = loan.Standing(paid_in=30_000_000, lent=0, aid=0, lent_to_member=0)


def against(terms=TERMS, has=STANDING, limits=LIMITS, *, is_social=True, is_member=True):
    return articles(loan.reasons_against_lending(terms, has, limits, is_social=is_social, is_member=is_member))


def test_small_loan_within_all_limits_is_lent():
    assert against() == []


def test_general_cooperative_lends_nothing():
    """§45③."""
    assert against(is_social=False) == ["협동조합기본법 제45조제3항"]


def test_only_members_borrow():
    """§94①."""
    assert against(is_member=False) == ["협동조합기본법 제94조제1항"]


@pytest.mark.parametrize(("lent", "refused"), [(19_000_000, False), (19_000_001, True)])
def test_loans_are_two_thirds_of_the_paid_in_capital_at_most(lent, refused):
    """§94①: of 30m, 20m. The refusal says that lending beyond it is the social fund's."""
    reasons = loan.reasons_against_lending(TERMS, replace(STANDING, lent=lent), LIMITS, is_social=True, is_member=True)

    assert articles(reasons) == (["협동조합기본법 제94조제1항"] if refused else [])
    assert all("사회적금융 기금" in reason.text for reason in reasons)


def test_loans_and_aid_stay_within_the_paid_in_capital():
    """§94①."""
    assert against(has=replace(STANDING, lent=10_000_000, aid=19_500_000)) == ["협동조합기본법 제94조제1항"]


def test_articles_limit_what_one_member_borrows():
    """Decree §22."""
    assert against(has=replace(STANDING, lent=4_500_000, lent_to_member=4_500_000)) == ["정관"]
    assert against(limits=replace(LIMITS, each=0)) == ["협동조합기본법 시행령 제22조"]


def test_rates_stay_below_their_ceilings():
    """Decree §22."""
    assert against(replace(TERMS, late_rate=Decimal("20.01"))) == ["협동조합기본법 시행령 제22조, 이자제한법 제2조"]
    assert against(replace(TERMS, rate=Decimal("5.01"))) == ["협동조합기본법 시행령 제22조"]


def test_capital_that_shrank_below_the_loans_is_warned_of():
    """§94①."""
    assert loan.warnings(replace(STANDING, lent=20_000_000), LIMITS) == []
    assert len(loan.warnings(replace(STANDING, lent=20_000_000, paid_in=29_000_000), LIMITS)) == 1


def test_interest_is_rounded_down():
    """By hand: 1,000,000 at 3 % for 100 days is 8,219.18."""
    assert loan.interest(1_000_000, Decimal(3), 100) == 8_219


@given(WON, WON, WON)
def test_what_is_left_to_lend_can_be_lent_and_not_a_won_more(paid_in, lent, aid):
    """§94①."""
    has = loan.Standing(paid_in, lent, aid, 0)
    limits = replace(LIMITS, each=10**13)
    left = loan.left_to_lend(has, limits)

    assert left == 0 or against(replace(TERMS, principal=left), has, limits) == []
    assert against(replace(TERMS, principal=left + 1), has, limits) != []
