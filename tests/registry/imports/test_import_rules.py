"""Who is one with whom, what a row changes, what becomes of it: without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.registry.rules.imports import wording
from socialgoods.registry.rules.imports.differences import Difference, changes, differs, founded_differs
from socialgoods.registry.rules.imports.fate import Counts, Fate, Fates
from socialgoods.registry.rules.imports.masking import mask
from socialgoods.registry.rules.imports.matching import Because, Found, Identity, Index, why_one
from socialgoods.registry.rules.imports.sentences import spoken, to_json
from socialgoods.registry.rules.numbering import numbers_after

BONGDONG, YONGJIN = 2, 3
HERE = Identity("SG00001", "1078153660", "콩사랑", BONGDONG, "추동로51-5", "inside")


def register(*known):
    index = Index()
    for ref, identity in enumerate(known, 1):
        index.add(ref, identity)
    return index


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (Identity("SG00001", "", "다른 이름"), Found(1, Because.CODE)),
        (Identity("", "1078153660", "다른이름", YONGJIN), Found(1, Because.BUSINESS_NO)),
        (Identity("", "", "콩사랑", YONGJIN, "추동로51-5"), Found(1, Because.ADDRESS)),
        (Identity("", "", "콩사랑", BONGDONG, "다른길1", "inside"), Found(1, Because.DISTRICT)),
        (Identity("", "2048208589", "콩사랑", BONGDONG, "추동로51-5", "inside"), None),
        (Identity("", "", "콩사랑", YONGJIN, "다른길1", "inside"), None),
        (Identity("", "", "콩사랑", None, "", "inside"), Found(1, Because.NAME)),
        (Identity("", "", "콩사랑", None, "정읍로1", "outside"), None),
        (Identity("", "", "콩세상", BONGDONG, "추동로51-5", "inside"), None),
    ],
)
def test_a_row_is_known_by_number_then_by_name_and_place(row, found):
    assert register(HERE).find(row) == found


def test_of_two_that_only_share_a_name_nothing_else_known_is_enough():
    unknown = Identity("SG00002", "", "행복마을")

    assert why_one(Identity("", "", "행복마을"), unknown) is Because.NOTHING_ELSE
    assert not Because.NAME.is_enough
    assert Because.NOTHING_ELSE.is_enough


def test_what_one_row_has_taken_is_not_offered_first_to_the_next():
    index = register(Identity("A", "", "콩사랑", BONGDONG), Identity("B", "", "콩사랑", BONGDONG))

    first = index.find(Identity("", "", "콩사랑", BONGDONG))
    index.taken.add(first.ref)
    second = index.find(Identity("", "", "콩사랑", BONGDONG))

    assert (first.ref, second.ref) == (1, 2)


@given(
    st.text(alphabet="가나다콩사랑마을 ", max_size=6),
    st.sampled_from([None, BONGDONG, YONGJIN]),
    st.sampled_from(["", "길1", "길2"]),
)
def test_being_one_does_not_depend_on_who_is_asked(name, district, address):
    one, other = Identity("", "", name, district, address), Identity("", "", name, BONGDONG, "길1")

    assert why_one(one, other) == why_one(other, one)


@pytest.mark.parametrize(
    ("field", "known", "given_", "answer"),
    [
        ("name", "㈜콩사랑", "주식회사 콩사랑", False),
        ("name", "콩사랑", "콩세상", True),
        ("address", "전북 완주군 봉동읍 추동로 51-5", "완주군 봉동읍 추동로51-5 (장기리)", False),
        ("homepage", "https://www.kong.kr/", "http://kong.kr", False),
        ("phone", "063-555-0001", None, False),
        ("phone", "", "063-555-0001", True),
        ("sector", "food", "craft", True),
    ],
)
def test_another_way_of_writing_the_same_is_no_change(field, known, given_, answer):
    assert differs(field, known, given_) is answer


@pytest.mark.parametrize(
    ("known", "precision", "given_", "given_precision", "answer"),
    [
        (date(2015, 3, 12), "day", date(2015, 1, 1), "year", False),
        (date(2015, 3, 12), "day", date(2015, 3, 1), "month", False),
        (date(2015, 1, 1), "year", date(2015, 3, 12), "day", True),
        (date(2015, 3, 12), "day", date(2016, 1, 1), "year", True),
        (None, "day", date(2016, 1, 1), "year", True),
        (date(2015, 3, 12), "day", None, "day", False),
    ],
)
def test_a_coarser_date_does_not_contradict_a_finer_one(known, precision, given_, given_precision, answer):
    assert founded_differs(known, precision, given_, given_precision) is answer


def test_a_value_for_all_rows_fills_and_never_overwrites():
    known = {"kind": "social_enterprise", "sector": "", "phone": "063-1"}
    said = {"kind": "village_enterprise", "sector": "food", "phone": "063-2"}

    assert changes(known, said, explicit=frozenset({"phone"}), only_fill=False) == [
        Difference("sector", "", "food"),
        Difference("phone", "063-1", "063-2"),
    ]
    assert changes(known, said, explicit=frozenset({"phone"}), only_fill=True) == [Difference("sector", "", "food")]


def test_fates_are_counted_by_what_they_say():
    fates = Fates([Fate.NEW, Fate.NEW | Fate.OUTSIDE, Fate.SAME | Fate.ASK, Fate.ERROR | Fate.WARNING])

    assert Counts.of(fates) == Counts(rows=4, new=2, same=1, errors=1, warnings=1, outside=1, ask=1)
    assert fates.positions(Fate.NEW) == [0, 1]
    assert Counts.from_json(Counts.of(fates).to_json()) == Counts.of(fates)


def test_the_sentence_says_what_an_officer_must_know():
    counts = Counts(rows=68, new=65, changed=1, same=1, errors=1, outside=55, ask=3)

    assert wording.sentence(counts, 2) == (
        "68행을 읽었습니다. 새로 쓸 것 65건, 바뀌는 것 1건, 그대로인 것 1건입니다. "
        "군 밖의 조직 55곳, 읍·면을 물어볼 조직 3곳이 있습니다. 고칠 행 1개, 건너뛰는 행 2개가 있습니다."
    )


@given(st.lists(st.integers(0, 99_999), max_size=5))
def test_new_numbers_follow_the_highest_of_ours(taken):
    codes = [f"SG{number:05d}" for number in taken]

    first = next(numbers_after([*codes, "W-77", "SG", "SGX1"]))

    assert first == f"SG{max(taken, default=0) + 1:05d}"


def test_a_person_is_shown_only_so_far():
    assert [mask("김영희"), mask("1970-01-02"), mask("")] == ["김○○", "1○○○-○○-○○", ""]


def test_a_sentence_keeps_its_parts_on_its_way_through_json():
    from socialgoods.registry.rules.imports.text import REPORT_TWICE, about_row

    sentence = about_row(REPORT_TWICE, 7)

    assert spoken(to_json(sentence)) == str(sentence)
    assert spoken("그대로") == "그대로"
