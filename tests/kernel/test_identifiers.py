import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.kernel.hangul import initials, is_initials, normalise_name
from socialgoods.kernel.identifiers import (
    business_check_digit,
    business_no_text,
    is_business_no,
    is_corporate_no,
    normalise_phone,
)


@pytest.mark.parametrize("number", ["1078153660", "2048208589"])
def test_numbers_printed_by_public_offices_pass(number):
    assert is_business_no(number)


stems = st.integers(100_000_000, 999_999_999).map(str)


@given(stems)
def test_every_stem_has_exactly_one_check_digit(stem):
    assert sum(is_business_no(stem + digit) for digit in "0123456789") == 1


@given(stems, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_where_the_weights_allow(stem, place, shift):
    number = f"{stem}{business_check_digit(stem)}"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    # The ninth digit counts 5·d + ⌊5·d/10⌋: the only place where a rule of this kind can be blind.
    if place != 8:
        assert not is_business_no(wrong)


def test_a_corporate_number_is_checked():
    assert is_corporate_no("1301110006246")
    assert not is_corporate_no("1301110006247")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("635551234", "063-555-1234"),
        ("1012345678", "010-1234-5678"),
        ("(063) 555 1234", "063-555-1234"),
        ("+82-10-1234-5678", "010-1234-5678"),
        ("+82 63 555 1234", "063-555-1234"),
        ("02-123-4567", "02-123-4567"),
        ("212345678", "02-1234-5678"),
        ("0507-1234-5678", "0507-1234-5678"),
        ("15881234", "1588-1234"),
        ("12", None),
        ("없음", None),
        ("", None),
    ],
)
def test_telephone_numbers_find_back_to_their_form(written, meant):
    assert normalise_phone(written) == meant


def test_a_business_number_is_written_with_its_hyphens():
    assert business_no_text("1078153660") == "107-81-53660"


def test_initial_consonants_are_those_of_the_syllables():
    assert initials("완주 두레 Coop") == "ㅇㅈㄷㄹcoop"
    assert is_initials("ㅇㅈ ㄷㄹ")
    assert not is_initials("완ㅈ")


@pytest.mark.parametrize(
    "written",
    [
        "(주)햇살",
        "㈜햇살",
        "햇살 주식회사",
        "햇살(영)",
        "햇살영농조합법인",
        "농업회사법인 (유)햇살",
        "햇살 사회적협동조합",
        "햇 살\n협동조합",
    ],
)
def test_a_name_is_the_same_whatever_its_legal_form_and_spacing(written):
    assert normalise_name(written) == "햇살"


def test_a_name_that_is_only_a_legal_form_stays():
    assert normalise_name("협동조합") == "협동조합"
