"""The rows of the law about shares and members (DOMAIN part b): each rule says no with its article, and yes with nothing."""

from datetime import date
from fractions import Fraction

import pytest

from socialgoods.cooperative import share_parameters as parameters
from socialgoods.cooperative.rules import forecast, leaving, member, shares

DAY = date(2018, 3, 2)


def cap(*, is_social=True, is_federation=False, is_medical=False):
    return shares.cap(
        is_social=is_social, is_federation=is_federation, is_medical=is_medical, shares=parameters.SHARE_CAP.on(DAY),
        federation=parameters.FEDERATION_CAP.on(DAY), medical=parameters.MEDICAL_CAP.on(DAY),
    )  # fmt: skip


def articles(reasons):
    return [reason.article for reason in reasons]


def test_a_member_has_at_least_one_share_act_22_1():
    common = {"least": 1, "price": 10_000, "running_price": None}

    assert articles(shares.reasons_against_subscribing(shares=0, after=0, is_social=False, **common)) == [
        "협동조합기본법 제22조제1항"
    ]
    assert shares.reasons_against_subscribing(shares=1, after=1, is_social=False, **common) == []


def test_fewer_shares_than_the_articles_ask_are_refused_by_the_articles():
    refused = shares.reasons_against_subscribing(
        shares=3, after=3, least=5, price=10_000, running_price=10_000, is_social=True
    )

    assert [article.split(",")[0] for article in articles(refused)] == ["정관"]


@pytest.mark.parametrize(
    ("is_social", "article"), [(False, "협동조합기본법 제16조제2항"), (True, "협동조합기본법 제86조제2항")]
)
def test_one_price_for_every_share_act_16_2_and_86_2(is_social, article):
    refused = shares.reasons_against_subscribing(
        shares=1, after=1, least=1, price=20_000, running_price=10_000, is_social=is_social
    )

    assert articles(refused) == [article]


@pytest.mark.parametrize(
    ("kind", "most", "article"),
    [
        ({"is_social": False}, 30, "협동조합기본법 제22조제2항"),
        ({"is_social": True}, 30, "협동조합기본법 제91조(제22조제2항 준용)"),
        ({"is_social": False, "is_federation": True}, 40, "협동조합기본법 제76조"),
        ({"is_social": True, "is_federation": True}, 40, "협동조합기본법 제115조"),
        ({"is_medical": True}, 10, "협동조합기본법 시행령 제19조제2항"),
    ],
)
def test_the_cap_act_22_2_federations_76_and_115_medical_decree_19_2(kind, most, article):
    limit = cap(**kind)

    assert shares.reasons_against_holding(name="두레", shares=most, total=100, limit=limit) == []
    assert articles(shares.reasons_against_holding(name="두레", shares=most + 1, total=100, limit=limit)) == [article]


def test_during_founding_the_cap_is_asked_of_all_subscriptions_together_act_22_2():
    assert shares.reasons_against_founding_holdings({"가": 30, "나": 30, "다": 30, "라": 10}, cap()) == []
    refused = shares.reasons_against_founding_holdings({"가": 31, "나": 30, "다": 30, "라": 9, "마": 0}, cap())
    assert articles(refused) == ["협동조합기본법 제91조(제22조제2항 준용)", "협동조합기본법 제22조제1항"]


def test_who_stands_above_the_cap_is_told_how_much_brings_it_back():
    found = shares.above({"가": 40, "나": 30, "다": 30}, cap())

    assert found == {"가": shares.Above(shares=40, total=100, give=10, others=34)}
    assert cap().is_kept(40 - 10, 100)
    assert cap().is_kept(40, 100 + 34)
    assert not cap().is_kept(40, 100 + 33)


def test_three_holders_cannot_keep_the_cap_and_four_can():
    """Corollary of 30 %: at least four holders."""
    assert shares.above({1: 1, 2: 1, 3: 1}, cap())
    assert not shares.above({1: 1, 2: 1, 3: 1, 4: 1}, cap())
    assert cap().least_holders == 4


def test_shares_are_not_pledged_act_22_3():
    assert articles(shares.reasons_against_pledging(is_social=False)) == ["협동조합기본법 제22조제3항"]


def test_shares_are_paid_and_never_set_off_act_22_4():
    refused = shares.reasons_against_paying(amount=10_000, rest=10_000, kind="set_off", text="", is_social=False)

    assert articles(refused) == ["협동조합기본법 제22조제4항"]


def test_a_member_is_liable_with_what_is_paid_in_act_22_5():
    assert shares.liability(paid_in=30_000) == 30_000
    assert articles(
        shares.reasons_against_paying(amount=10_001, rest=10_000, kind="cash", text="", is_social=False)
    ) == ["협동조합기본법 제22조제5항"]


def test_a_thing_is_taken_with_its_valuation_act_22_1():
    common = {"amount": 10_000, "rest": 10_000, "kind": "in_kind", "is_social": False}

    assert articles(shares.reasons_against_paying(text=" ", **common)) == ["협동조합기본법 제22조제1항"]
    assert shares.reasons_against_paying(text="트럭, 감정평가서", **common) == []


@pytest.mark.parametrize(
    ("amount", "debts", "expected"),
    [
        (30, 200, []),
        (31, 200, ["협동조합기본법 제22조의2"]),
        (30, 201, ["협동조합기본법 시행령 제8조의2"]),
    ],
)
def test_preferred_shares_of_general_cooperatives_act_22_2_decree_8_2(amount, debts, expected):
    """§22의2: at most 30 % of the greater of own capital and paid-in shares; Decree §8의2: debts at most 200 % of own capital."""
    refused = shares.reasons_against_preferred(
        is_social=False, amount=amount, own_capital=100, paid_in=80, debts=debts, most=parameters.PREFERRED_CAP.on(date(2021, 1, 1)),
        debt_ratio=parameters.PREFERRED_DEBT_RATIO.on(date(2021, 1, 1)),
    )  # fmt: skip

    assert articles(refused) == expected
    assert shares.preferred_votes(1_000) == 0


def test_a_social_cooperative_has_no_preferred_shares_act_91():
    refused = shares.reasons_against_preferred(
        is_social=True, amount=1, own_capital=100, paid_in=80, debts=0, most=Fraction(3, 10), debt_ratio=Fraction(2)
    )

    assert [article.split("(")[0] for article in articles(refused)] == ["협동조합기본법 제91조"]


def test_nobody_is_turned_away_without_a_reason_act_21():
    assert articles(member.reasons_against_declining(" ")) == ["협동조합기본법 제21조"]
    assert member.reasons_against_declining("정관의 조합원 자격에 맞지 않습니다.") == []


@pytest.mark.parametrize(("is_social", "article"), [(False, "협동조합기본법 제18조"), (True, "협동조합기본법 제87조")])
def test_shares_are_paid_after_the_report_or_approval_act_18_and_87(is_social, article):
    common = {"accepted_on": DAY, "is_social": is_social}

    assert articles(member.reasons_against_taking_money(is_accepted=False, paid_on=DAY, **common)) == [article]
    assert articles(member.reasons_against_taking_money(is_accepted=True, paid_on=date(2018, 3, 1), **common)) == [
        article
    ]
    assert member.reasons_against_taking_money(is_accepted=True, paid_on=DAY, **common) == []


def test_a_withdrawal_keeps_the_notice_of_the_articles_act_24_1():
    common = {"notified_on": DAY, "notice_days": 90, "is_social": False}

    refused = leaving.reasons_against_withdrawing(left_on=date(2018, 5, 30), **common)

    assert articles(refused) == ["정관, 협동조합기본법 제24조제1항"]
    assert leaving.reasons_against_withdrawing(left_on=date(2018, 5, 31), **common) == []


@pytest.mark.parametrize(
    ("sent", "may_speak", "count"),
    [(date(2018, 2, 20), True, 0), (date(2018, 2, 21), True, 1), (None, True, 1), (date(2018, 2, 20), False, 1)],
)
def test_an_expulsion_wants_reasons_ten_days_before_and_the_right_to_speak_act_25_2(sent, may_speak, count):
    refused = leaving.reasons_against_expelling(
        reasons_sent_on=sent,
        assembly_on=DAY,
        days=10,
        may_speak=may_speak,
        reason="출자금을 내지 않음",
        is_social=False,
    )

    assert articles(refused) == ["협동조합기본법 제25조제2항"] * count


def test_shares_pass_by_resolution_of_the_assembly_act_24_3():
    common = {"held": 10, "least": 5, "is_social": False}

    assert leaving.reasons_against_transfer(shares=5, is_passed=True, **common) == []
    assert leaving.reasons_against_transfer(shares=10, is_passed=True, **common) == []
    assert articles(leaving.reasons_against_transfer(shares=5, is_passed=False, **common)) == [
        "협동조합기본법 제24조제3항"
    ]
    assert len(leaving.reasons_against_transfer(shares=6, is_passed=True, **common)) == 1
    assert len(leaving.reasons_against_transfer(shares=11, is_passed=True, **common)) == 1


@pytest.mark.parametrize(
    ("left_on", "end_month", "since"),
    [
        (date(2018, 3, 2), 12, date(2019, 1, 1)),
        (date(2019, 1, 1), 12, date(2019, 1, 1)),
        (date(2018, 3, 2), 2, date(2019, 3, 1)),
        (date(2018, 3, 1), 2, date(2018, 3, 1)),
    ],
)
def test_a_refund_is_claimed_from_the_next_fiscal_year_for_two_years_act_26_and_89(left_on, end_month, since):
    found = leaving.claim_days(left_on=left_on, end_month=end_month, lapses_months=24)

    assert found == (since, since.replace(year=since.year + 2))


@pytest.mark.parametrize(
    ("is_social", "net", "expected"),
    [
        (False, 1_200, leaving.Value(300, 0, "협동조합기본법 제26조제2항")),
        (False, 999, leaving.Value(249, 0, "협동조합기본법 제26조제2항")),
        (False, -100, leaving.Value(0, 20, "협동조합기본법 제27조")),
        (True, 5_000, leaving.Value(250, 0, "협동조합기본법 제89조")),
        (True, 10, leaving.Value(250, 0, "협동조합기본법 제89조")),
        (True, -100, leaving.Value(225, 0, "협동조합기본법 제90조")),
        (True, -1_050, leaving.Value(0, 13, "협동조합기본법 제90조")),
    ],
)
def test_the_right_value_general_by_net_assets_act_26_2_and_27_social_paid_in_act_89_90(is_social, net, expected):
    found = leaving.value(is_social=is_social, own=250, unpaid=20, total=1_000, net_assets=net)

    assert found == expected


def refusal(**changes):
    facts = {
        "amount": 100, "outstanding": 100, "paid_on": date(2019, 3, 1), "claim_from_on": date(2019, 1, 1),
        "lapses_on": date(2021, 1, 1), "claimed_on": None, "is_lapsed": False, "debts": 0, "despite_debts": False,
        "is_passed": True, "is_social": True,
    }  # fmt: skip
    return articles(leaving.reasons_against_refund(**(facts | changes)))


def test_a_refund_is_a_special_resolution_act_29_1_8_2():
    assert refusal() == []
    assert refusal(is_passed=False) == ["협동조합기본법 제29조제1항제8의2호"]


@pytest.mark.parametrize(
    "changes",
    [
        {"paid_on": date(2018, 12, 31)},
        {"paid_on": date(2021, 1, 1)},
        {"debts": 1},
        {"amount": 101},
        {"outstanding": None},
        {"is_lapsed": True},
    ],
)
def test_a_refund_too_early_too_late_held_back_or_too_much_act_89(changes):
    assert refusal(**changes) == ["협동조합기본법 제89조"]


def test_a_claim_made_in_time_does_not_lapse_and_debts_need_not_hold_it_back_act_89():
    assert refusal(paid_on=date(2021, 6, 1), claimed_on=date(2020, 12, 31)) == []
    assert refusal(debts=1, despite_debts=True) == []
    lapse = {"lapses_on": date(2021, 1, 1), "is_social": False}
    assert leaving.reasons_against_lapse(on=date(2021, 1, 1), claimed_on=None, **lapse) == []
    assert articles(leaving.reasons_against_lapse(on=date(2020, 12, 31), claimed_on=None, **lapse)) == [
        "협동조합기본법 제26조"
    ]
    assert leaving.reasons_against_lapse(on=date(2021, 1, 1), claimed_on=date(2019, 2, 1), **lapse)


def test_the_forecast_widens_where_little_is_known_and_stays_within_what_is_paid_in():
    holdings = [1_000_000] * 50

    little = forecast.ahead(holdings, exits=0, member_years=10, first_year=2018, years=3)
    much = forecast.ahead(holdings, exits=20, member_years=1_000, first_year=2018, years=3)

    assert [row.year for row in much] == [2018, 2019, 2020]
    assert all(0 <= row.low <= row.expected <= row.high <= 50_000_000 for row in [*little, *much])
    assert little[0].high - little[0].low > much[0].high - much[0].low
    assert much[0].expected == round(50_000_000 * 20.5 / 1_001)
