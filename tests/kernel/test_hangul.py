import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.kernel import codes
from socialgoods.kernel.hangul import (
    LEGAL_FORM_WORDS,
    MARKS,
    initials,
    is_initials,
    legal_form_in,
    normalise_name,
    tidy,
)
from socialgoods.kernel.identifiers import lost_its_zero, names_resident


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("햇살영농조합법인", "agricultural_corporation"),
        ("영농조합법인 달오름마을", "agricultural_corporation"),
        ("햇살(영)", "agricultural_corporation"),
        ("㈜햇살", "company"),
        ("(주) 햇살", "company"),
        ("주)햇살", "company"),
        ("농업회사법인(유) 웅치마을영농회", "agricultural_company"),
        ("햇살 사회적협동조합", "social_cooperative"),
        ("정읍정심마을관리사회적협동조합", "social_cooperative"),
        ("완주협동조합연합회", "cooperative_federation"),
        ("협동조합 햇살", "cooperative"),
        ("햇살", ""),
        ("", ""),
    ],
)
def test_a_name_states_its_legal_form(name, form):
    assert legal_form_in(name) == form


def test_every_form_a_name_can_state_has_a_code():
    assert {*LEGAL_FORM_WORDS.values(), *MARKS.values()} - {""} <= set(codes.LEGAL_FORMS)


def test_longer_forms_are_tried_before_the_shorter_ones_in_them():
    words = list(LEGAL_FORM_WORDS)

    assert not [(a, b) for i, a in enumerate(words) for b in words[i + 1 :] if a != b and a in b]


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_the_initials_of_any_syllables_are_initials(text):
    assert is_initials(initials(text))
    assert len(initials(text)) == len(text)


def test_initials_of_keyboards_that_send_other_letters_count_too():
    assert is_initials("\u110b\u110c")


@given(st.text())
def test_a_name_is_normalised_once_and_for_all_into_letters_and_digits(name):
    bare = normalise_name(name)

    assert bare == "" or all(char.isalnum() for char in bare) or not any(char.isalnum() for char in name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("800101-1234567", True), ("홍길동(800101 - 2******)", True), ("050505-3123456", True),
        ("110111-0006246", False),
        ("801301-1234567", False), ("063-555-1234", False), ("2017-12-05", False), ("1800101-12345678", False),
    ],
)  # fmt: skip
def test_resident_registration_numbers_are_noticed(text, names):
    assert names_resident(text) is names


def test_a_number_that_lost_its_zero_is_told_from_one_that_has_none():
    assert [lost_its_zero(text) for text in ("635551234", "063-555-1234", "1588-1234", "없음", "")] == [
        True,
        False,
        False,
        False,
        False,
    ]
