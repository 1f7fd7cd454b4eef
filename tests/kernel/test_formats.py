import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.kernel import formats

SIZES = {"경": 10**16, "조": 10**12, "억": 10**8, "만": 10**4, "원": 1, "": 0}


@pytest.fixture(autouse=True)
def in_korean():
    with translation.override("ko"):
        yield


def read_back(words):
    """The amount that a person reads."""
    parts = re.findall(r"([\d,]+)([경조억만원])", words)
    return sum(int(count.replace(",", "")) * SIZES[size] for count, size in parts) * (-1 if words[0] == "−" else 1)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0원"),
        (9_999, "9,999원"),
        (10_000, "1만 원"),
        (123_400_000, "1억 2,340만 원"),
        (123_456_789, "1억 2,345만 6,789원"),
        (100_000_000_000, "1,000억 원"),
        (1_000_000_050_000, "1조 5만 원"),
        (-45_000_000, "−4,500만 원"),
        (None, "자료 없음"),
    ],
)
def test_an_amount_reads_as_people_say_it(amount, words):
    assert formats.won_words(amount) == words


@given(st.integers(min_value=-(10**19), max_value=10**19))
def test_words_lose_no_won(amount):
    with translation.override("ko"):
        assert read_back(formats.won_words(amount)) == amount


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_rounded_amount_is_at_most_half_a_myriad_away(amount):
    with translation.override("ko"):
        assert abs(read_back(formats.won_about(amount)) - amount) <= 5_000


def test_tables_show_every_won():
    assert [formats.won(amount) for amount in (123_400_000, -4_500, 0, None)] == [
        "123,400,000",
        "−4,500",
        "0",
        "자료 없음",
    ]


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(71, 310), "22.9%"),
        (0.2285, "22.9%"),
        (Decimal("0.7434"), "74.3%"),
        (Fraction(1, 2000), "0.1%"),
        (-0.0004, "0.0%"),
        (Fraction(-5, 100), "−5.0%"),
        (12, "1,200.0%"),
        (float("nan"), "자료 없음"),
        (float("inf"), "자료 없음"),
        (Decimal("NaN"), "자료 없음"),
        (None, "자료 없음"),
    ],
)
def test_a_ratio_is_a_per_cent_with_one_decimal(ratio, text):
    assert formats.percent(ratio) == text


def test_numbers_keep_the_places_asked_for():
    assert [formats.number(1234), formats.number(0.05, 1), formats.number(-2.5), formats.number(None)] == [
        "1,234",
        "0.1",
        "−3",
        "자료 없음",
    ]


def test_zero_is_known_and_nothing_is_not():
    assert [formats.known(value) for value in (0, "봉동읍", "", None)] == ["0", "봉동읍", "자료 없음", "자료 없음"]


def test_a_moment_shows_its_day_in_seoul():
    at = datetime(2018, 3, 1, 15, 5, tzinfo=UTC)

    assert formats.seoul_date(at) == "2018년 3월 2일(금)"
    assert formats.seoul_short(at) == "2018. 3. 2."
    assert formats.seoul_time(at) == "00:05"
    assert formats.seoul_moment(at) == "2018년 3월 2일(금) 00:05"


def test_days_not_known_say_so():
    dates = [formats.seoul_date, formats.seoul_short, formats.seoul_time, formats.seoul_moment]

    assert [form(None) for form in dates] == ["자료 없음"] * 4


def test_english_has_its_own_ways():
    with translation.override("en"):
        assert formats.won_words(123_456_789) == "KRW 123,456,789"
        assert formats.won_words(-5) == "−KRW 5"
        assert formats.won_about(123_456_789) == "KRW 123.5 million"
        assert formats.won_about(-10_000_000_000) == "−KRW 10 billion"
        assert formats.won_about(50_000) == "KRW 50,000"
        assert formats.seoul_date(date(2018, 3, 2)) == "Fri, 2 Mar 2018"
        assert formats.seoul_short(date(2018, 3, 2)) == "2 Mar 2018"


@pytest.mark.parametrize(
    ("word", "pair", "text"),
    [
        ("마을회", "은/는", "마을회는"),
        ("협동조합", "이/가", "협동조합이"),
        ("이서 돌봄(주)", "을/를", "이서 돌봄(주)를"),
        ("완주군", "과/와", "완주군과"),
        ("카카오", "으로/로", "카카오로"),
        ("구글", "으로/로", "구글로"),
        ("두레박", "으로/로", "두레박으로"),
        ("2017", "을/를", "2017을"),
        ("ABC", "은/는", "ABC은(는)"),
    ],
)
def test_a_particle_fits_its_word(word, pair, text):
    assert formats.josa(word, pair) == text
