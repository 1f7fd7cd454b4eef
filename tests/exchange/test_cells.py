"""What single cells mean: tables of writings met in offices, and properties that must hold for all."""

import math
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from socialgoods.exchange import cells
from socialgoods.exchange.cells import EMPTY
from socialgoods.exchange.cells.sources import as_written
from socialgoods.kernel import codes
from socialgoods.kernel.identifiers import business_check_digit

TODAY = date(2018, 3, 2)
REFUSED = "refused"


def outcome(verdict):
    """The value, or that it is refused; with a mark where something was noted."""
    if verdict.error:
        assert verdict.value is None
        assert str(verdict.error.rule).endswith(("다.", "다"))
        assert verdict.error.remedy
        return REFUSED
    return (verdict.value, "noted") if verdict.notes else verdict.value


@pytest.mark.parametrize(
    ("written", "unit", "meant"),
    [
        ("1,234천원", 1, 1_234_000),
        ("△500", 1, -500),
        ("▲ 1,500", 1, -1_500),
        ("(500)", 1, -500),
        ("(△500)", 1, -500),
        ("-500", 1, -500),
        ("−500", 1, -500),
        ("+500", 1, 500),
        ("-", 1, 0),
        ("–", 1, 0),
        ("", 1, None),
        ("   ", 1, None),
        ("없음", 1, (None, "noted")),
        ("해당 없음", 1, (None, "noted")),
        ("1억 2천만원", 1, 120_000_000),
        ("1억2천만 원", 1, 120_000_000),
        ("3억 2,500만원", 1, 325_000_000),
        ("1.5억", 1, 150_000_000),
        ("2천만", 1, 20_000_000),
        ("5백만원", 1, 5_000_000),
        ("12백만원", 1, 12_000_000),
        ("3만 5천원", 1, 35_000),
        ("1조 2억", 1, 1_000_200_000_000),
        ("금일천이백만원정", 1, 12_000_000),
        ("₩1,234", 1, 1_234),
        ("￦1,234", 1, 1_234),
        ("１，２３４원", 1, 1_234),
        ("1,234원", 1, 1_234),
        ("KRW 1,234", 1, 1_234),
        ("1234.0", 1, 1_234),
        (1234.0, 1, 1_234),
        (1234, 1, 1_234),
        (30_000_000.000000004, 1, 30_000_000),
        (1234.5, 1_000, 1_234_500),
        ("1,234.5", 1_000, 1_234_500),
        ("1,234.5", 1, REFUSED),
        (0.5, 1, REFUSED),
        ("50", 1_000, 50_000),
        ("50원", 1_000, 50),
        ("1억", 1_000, 100_000_000),
        ("1,23", 1, REFUSED),
        ("12,34,567", 1, REFUSED),
        ("1.234.567", 1, REFUSED),
        ("만원", 1, REFUSED),
        ("약 500만원", 1, REFUSED),
        ("100~200", 1, REFUSED),
        ("100+200", 1, REFUSED),
        ("=1+1", 1, REFUSED),
        ("#REF!", 1, REFUSED),
        ("2017-12-05", 1, REFUSED),
        (date(2017, 12, 5), 1, REFUSED),
        (True, 1, REFUSED),
        (1e18, 1, REFUSED),
        ("9경", 1, REFUSED),
        (float("1e-7"), 1, REFUSED),
    ],
)
def test_money_is_read_in_whole_won(written, unit, meant):
    assert outcome(cells.won(unit, signed=True)(written)) == meant


@pytest.mark.parametrize("written", ["△500", "(500)", -500.0])
def test_money_that_cannot_be_negative_says_so(written):
    assert "음수" in cells.won()(written).error.rule


@given(st.integers(-(10**14), 10**14))
def test_any_amount_survives_the_writings_of_an_office(amount):
    read = cells.won(signed=True)
    size = abs(amount)
    minus = ["△", "▲", "-", "−"] if amount < 0 else [""]
    writings = [f"{sign}{size:,}{unit}" for sign in minus for unit in ("", "원", " 원")] + [amount, str(amount)]
    if amount < 0:
        writings.append(f"({size:,})")

    assert {read(written) for written in writings} == {cells.Verdict(amount)}


@given(st.integers(0, 9_999), st.integers(0, 9_999), st.integers(0, 9_999))
def test_amounts_in_myriads_add_up(hundred_millions, myriads, rest):
    assume(hundred_millions or myriads)
    written = (f"{hundred_millions:,}억 " if hundred_millions else "") + (f"{myriads:,}만 " if myriads else "")
    written += f"{rest:,}원" if rest else "원"

    assert cells.won()(written).value == hundred_millions * 10**8 + myriads * 10**4 + rest


@given(st.integers(0, 10**9), st.sampled_from([1, 1_000, 10_000, 1_000_000]))
def test_a_spreadsheets_float_in_the_unit_of_its_heading_is_exact(amount, unit):
    assert cells.won(unit)(float(amount)).value == amount * unit


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.none())
@example("\x00")
@example("1" * 5_000)
@example("천" * 50)
@example(math.inf)
@example(-math.nan)
def test_no_parser_stumbles_over_any_cell(cell):
    options = dict(codes.KINDS)
    parsers = [
        cells.won(1_000), cells.count(), cells.decimal(0, 1), cells.share, cells.day(TODAY), cells.year, cells.phone,
        cells.business_no, cells.corporate_no, cells.homepage, cells.email, cells.boolean, cells.longitude,
        cells.latitude, cells.text(50), cells.choice(options), cells.choices(options), cells.sources,
    ]  # fmt: skip

    for parse in parsers:
        verdict = parse(cell)
        assert verdict.error is None or verdict.value is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12), ("1,200명", 1_200), ("12.0", 12), (12.0, 12), ("-", 0), ("", None), ("없음", (None, "noted")),
        ("12.5", REFUSED), (12.5, REFUSED), ("-3", REFUSED), (-3.0, REFUSED), ("열둘", REFUSED), (True, REFUSED),
        ("3,000,000,000", REFUSED), ("10시간", 10), ("약 10명", REFUSED),
    ],
)  # fmt: skip
def test_counts_are_whole_numbers(written, meant):
    assert outcome(cells.count()(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12.5", Decimal("12.5")), (12.5, Decimal("12.5")), ("1,234.5", Decimal("1234.5")), ("-0.5", Decimal("-0.5")),
        ("△0.5", Decimal("-0.5")), (0.1 + 0.2, Decimal("0.3")), ("", None), ("-", None), ("1e-3", Decimal("0.001")),
        ("3점", Decimal("3")), ("NaN", REFUSED), ("inf", REFUSED), ("하나", REFUSED), (date(2017, 1, 1), REFUSED),
    ],
)  # fmt: skip
def test_decimals_are_exact(written, meant):
    assert outcome(cells.decimal()(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("23.4%", Decimal("0.234")), ("23.4 퍼센트", Decimal("0.234")), (0.234, Decimal("0.234")), ("100%", Decimal(1)),
        ("23.4", (Decimal("0.234"), "noted")), ("1", Decimal(1)), ("150%", REFUSED), ("-5%", REFUSED), ("", None),
    ],
)  # fmt: skip
def test_shares_lie_between_nothing_and_all(written, meant):
    assert outcome(cells.share(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant", "precision"),
    [
        ("2017.12.05", date(2017, 12, 5), "day"),
        ("2017. 12. 5.", date(2017, 12, 5), "day"),
        ("2017-12-05", date(2017, 12, 5), "day"),
        ("2017/12/5", date(2017, 12, 5), "day"),
        ("2017-12-05 00:00:00", date(2017, 12, 5), "day"),
        ("2017-12-05T09:30", date(2017, 12, 5), "day"),
        ("2018년 3월 2일(금)", date(2018, 3, 2), "day"),
        ("2018년 3월 2일 금요일", date(2018, 3, 2), "day"),
        ("20171205", date(2017, 12, 5), "day"),
        (20171205.0, date(2017, 12, 5), "day"),
        (datetime(2017, 12, 5, 10, 30), date(2017, 12, 5), "day"),  # noqa: DTZ001
        (date(2017, 12, 5), date(2017, 12, 5), "day"),
        ("'17. 12. 5.", (date(2017, 12, 5), "noted"), "day"),
        ("17.12.5", (date(2017, 12, 5), "noted"), "day"),
        ("98.3.1", (date(1998, 3, 1), "noted"), "day"),
        ("171205", (date(2017, 12, 5), "noted"), "day"),
        ("201712", (date(2017, 12, 1), "noted"), "month"),
        ("201112", REFUSED, ""),
        ("2017년 12월", (date(2017, 12, 1), "noted"), "month"),
        ("2017.12", (date(2017, 12, 1), "noted"), "month"),
        (2017.12, (date(2017, 12, 1), "noted"), "month"),
        (2017.1, REFUSED, ""),
        ("2017년", (date(2017, 1, 1), "noted"), "year"),
        (2017.0, (date(2017, 1, 1), "noted"), "year"),
        (43074, (date(2017, 12, 5), "noted"), "day"),
        (43074.5, (date(2017, 12, 5), "noted"), "day"),
        ("43074", (date(2017, 12, 5), "noted"), "day"),
        ("2017-02-29", REFUSED, ""),
        ("2017.13.01", REFUSED, ""),
        ("05/12/2017", REFUSED, ""),
        ("2017.12.5~2018.12.4", REFUSED, ""),
        ("1234-01-01", REFUSED, ""),
        ("3000-01-01", REFUSED, ""),
        (12, REFUSED, ""),
        (True, REFUSED, ""),
        ("미정", REFUSED, ""),
        ("미상", (None, "noted"), ""),
        ("-", None, ""),
        ("", None, ""),
    ],
)
def test_dates_are_read_as_koreans_write_them(written, meant, precision):
    verdict = cells.day(TODAY)(written)

    assert (outcome(verdict), verdict.precision) == (meant, precision)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_any_day_survives_its_writings(day):
    read = cells.day(TODAY)
    writings = [
        day, day.isoformat(), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}. {day.month}. {day.day}.",
        f"{day.year}년 {day.month}월 {day.day}일", datetime(day.year, day.month, day.day, 23, 59),  # noqa: DTZ001
    ]  # fmt: skip

    assert {read(written) for written in writings} == {cells.Verdict(day, precision="day")}


@given(st.dates(date(1928, 1, 1), date(2100, 12, 31)))
def test_any_serial_number_is_the_day_a_spreadsheet_means(day):
    assert cells.day(TODAY)((day - date(1899, 12, 30)).days + 0.25).value == day


@given(st.integers(0, 99))
def test_a_year_of_two_digits_lies_in_the_century_around_us(short):
    year = cells.day(TODAY)(f"{short:02d}. 5. 1.").value.year

    assert year % 100 == short
    assert 1928 < year <= 2028


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2017", 2017), ("2017년", 2017), ("2017년도", 2017), ("2017 회계연도", 2017), (2017.0, 2017), (2017, 2017),
        (date(2017, 12, 31), 2017), ("FY2017", 2017), ("'17", (2017, "noted")), ("17년", (2017, "noted")),
        ("17", REFUSED), ("2017.5", REFUSED), (2017.5, REFUSED), ("3017", REFUSED), ("", None), ("작년", REFUSED),
    ],
)  # fmt: skip
def test_years_have_four_digits_or_say_so(written, meant):
    assert outcome(cells.year(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("063-555-1234", "063-555-1234"),
        ("063)555-1234", "063-555-1234"),
        ("063 555 1234", "063-555-1234"),
        (635551234.0, ("063-555-1234", "noted")),
        ("635551234", ("063-555-1234", "noted")),
        (1012345678.0, ("010-1234-5678", "noted")),
        ("63-555-1234", ("063-555-1234", "noted")),
        (25551234.0, ("02-555-1234", "noted")),
        ("02-555-1234", "02-555-1234"),
        ("0507-1234-5678", "0507-1234-5678"),
        (50712345678.0, ("0507-1234-5678", "noted")),
        ("1588-1234", "1588-1234"),
        (15881234.0, "1588-1234"),
        ("070-1234-5678", "070-1234-5678"),
        ("080-555-1234", "080-555-1234"),
        ("011-555-1234", "011-555-1234"),
        ("+82-63-555-1234", "063-555-1234"),
        ("+82 (0)10-1234-5678", "010-1234-5678"),
        ("063-555-1234, 010-1234-5678", ("063-555-1234", "noted")),
        ("063-555-1234(내선 12)", ("063-555-1234", "noted")),
        ("555-1234", REFUSED),
        ("2345-6789", REFUSED),
        ("010-123-4567", REFUSED),
        ("전화 없음", REFUSED),
        ("없음", (None, "noted")),
        ("-", None),
        ("", None),
    ],
)
def test_telephone_numbers_get_back_the_zero_a_spreadsheet_took(written, meant):
    assert outcome(cells.phone(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("107-81-53660", "1078153660"), ("1078153660", "1078153660"), (1078153660.0, "1078153660"),
        (1078153660, "1078153660"), ("107 81 53660", "1078153660"), ("１０７－８１－５３６６０", "1078153660"),
        ("107-81-53661", REFUSED), ("107-81-5366", REFUSED), ("미등록", REFUSED), ("000-00-00000", REFUSED),
        ("없음", (None, "noted")), ("-", None), ("", None),
    ],
)  # fmt: skip
def test_business_numbers_are_verified(written, meant):
    assert outcome(cells.business_no(written)) == meant


@given(st.integers(100_000_000, 999_999_999))
def test_a_business_number_reads_the_same_with_and_without_hyphens(stem):
    number = f"{stem}{business_check_digit(str(stem))}"

    writings = [number, f"{number[:3]}-{number[3:5]}-{number[5:]}", float(number), int(number)]

    assert {cells.business_no(written).value for written in writings} == {number}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("130111-0006246", "1301110006246"), (1301110006246.0, "1301110006246"),
        ("130111-0006247", ("1301110006247", "noted")), ("130111", REFUSED), ("800101-1234567", REFUSED), ("", None),
    ],
)  # fmt: skip
def test_corporate_numbers_only_warn(written, meant):
    assert outcome(cells.corporate_no(written)) == meant


@pytest.mark.parametrize("written", ["홍길동 800101-1234567", "800101-1******", "대표 750315 - 2123456 (완주)"])
def test_a_resident_registration_number_is_taken_nowhere(written):
    assert "주민등록번호" in cells.text()(written).error.rule


@pytest.mark.parametrize(
    "written", ["봉동읍 추동로 51-5", "130111-0006246", "2017-12-05~2018-12-04", "063-555-1234", "바코드 8801234567890"]
)
def test_other_numbers_are_not_taken_for_it(written):
    assert cells.text()(written).value == written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("O", True), ("○", True), ("예", True), ("Y", True), ("yes", True), ("1", True), (True, True), (1.0, True),
        ("X", False), ("×", False), ("아니오", False), ("N", False), ("0", False), (False, False), ("없음", False),
        ("", None), ("아마", REFUSED),
    ],
)  # fmt: skip
def test_yes_and_no_come_in_many_signs(written, meant):
    assert outcome(cells.boolean(written)) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("village_enterprise", "village_enterprise"), ("마을기업", "village_enterprise"),
        ("마을 기업", "village_enterprise"),
        ("Village enterprise", "village_enterprise"), ("VILLAGE-ENTERPRISE", "village_enterprise"),
        ("(마을)기업", "village_enterprise"), ("", None), ("-", None), ("영리기업", REFUSED), ("#N/A", REFUSED),
    ],
)  # fmt: skip
def test_a_choice_is_known_by_code_or_label(written, meant):
    assert outcome(cells.choice(codes.KINDS)(written)) == meant


def test_an_unknown_choice_is_refused_naming_what_is_allowed_and_what_is_near():
    refused = cells.choice(codes.KINDS)("마을기엄").error

    assert refused.rule == "‘마을기엄’ 값은 정해진 값이 아닙니다."
    assert refused.remedy.startswith("‘마을기업’ 값을 뜻하셨나요? 쓸 수 있는 값: 마을공동체, ")
    assert all(korean in refused.remedy for korean, _ in codes.KINDS.values())


def test_a_sheets_own_words_are_read_as_told():
    read = cells.choice(codes.SECTORS, {"일반식품": "food", "~집수리": "housing", "*": "other"})

    assert [outcome(read(word)) for word in ("일반식품", "주거 집수리업", "세차")] == [
        "food",
        "housing",
        ("other", "noted"),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("food;culture", ("food", "culture")), ("먹거리 ; 문화·예술;먹거리", ("food", "culture")), ("", None),
        (";", None),
        ("먹거리\n교육", ("food", "education")), ("먹거리;우주", REFUSED),
    ],
)  # fmt: skip
def test_several_choices_stand_between_semicolons(written, meant):
    assert outcome(cells.choices(codes.SECTORS)(written)) == meant


def test_a_field_may_say_which_other_marks_divide_its_values():
    assert cells.choices(codes.SECTORS, marks=";/,")("먹거리/교육, 건강·의료").value == ("food", "education", "health")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  햇살\n마을  ", "햇살 마을"), ("햇\u200b살", "햇살"), ("\u1112\u1162\u11ba\u1109\u1161\u11af", "햇살"),
        ("햇살\u00a0마을", "햇살 마을"), (12.0, "12"), (12.5, "12.5"), ("", None), ("-", None), ("\u3164", None),
        ("=HYPERLINK(1)", REFUSED), ("#REF!", REFUSED), ("가" * 51, REFUSED), ("A-1", "A-1"),
    ],
)  # fmt: skip
def test_text_is_one_composed_line(written, meant):
    assert outcome(cells.text(50)(written)) == meant


@given(st.text(max_size=200))
def test_reading_a_text_twice_changes_nothing_more(written):
    once = cells.text(1_000)(written).value

    assert once is None or cells.text(1_000)(once).value == once


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (cells.longitude, "127.1479", 127.1479), (cells.longitude, 127.1479, 127.1479),
        (cells.longitude, 35.9, REFUSED),
        (cells.latitude, 35.9043, 35.9043), (cells.latitude, 127.1, REFUSED), (cells.latitude, "", None),
        (cells.longitude, 956_789.5, REFUSED), (cells.homepage, "example.kr", "https://example.kr"),
        (cells.homepage, "http://완주.kr/a?b=1", "http://완주.kr/a?b=1"), (cells.homepage, "네이버 블로그", REFUSED),
        (cells.homepage, "javascript:alert(1)", REFUSED), (cells.homepage, "없음", (None, "noted")),
        (cells.email, "a@example.kr", "a@example.kr"), (cells.email, "a@example.kr, b@example.kr", REFUSED),
        (cells.email, "없는 것", REFUSED),
    ],
)  # fmt: skip
def test_places_and_addresses_of_the_net(read, written, meant):
    assert outcome(read(written)) == meant


HALF = Decimal("0.5")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("county", ((("county", Decimal(1)),),)),
        ("county;national", ((("county", Decimal(1)),), (("national", Decimal(1)),))),
        ("county:0.5+national:0.5", ((("county", HALF), ("national", HALF)),)),
        ("county:0.5+national:0.4", REFUSED),
        ("county+national", REFUSED),
        ("county:0.5+county:0.5", REFUSED),
        ("", None),
    ],
)
def test_sources_are_alternatives_or_mixes(written, meant):
    verdict = cells.sources(written)

    assert outcome(verdict) == meant
    assert verdict.value is None or as_written(verdict.value) == written


def test_empty_cells_are_not_known_whatever_is_read():
    options = dict(codes.KINDS)
    parsers = (cells.won(), cells.count(), cells.decimal(), cells.share, cells.day(TODAY), cells.phone, cells.text())

    assert {parse("") for parse in (*parsers, cells.choice(options), cells.business_no, cells.year)} == {EMPTY}
