import csv

import pytest

from socialgoods.kernel.addresses import Located, find_district, locate, normalise_address, province_in

DISTRICTS = ["삼례읍", "봉동읍", "용진읍", "이서면", "소양면", "구이면", "고산면", "화산면", "경천면"]
HOME = {"county": "완주군", "districts": DISTRICTS, "provinces": ["전북특별자치도", "전라북도"]}


@pytest.mark.parametrize(
    ("address", "located"),
    [
        ("전북 완주군 봉동읍 추동로51-5", Located("inside", "봉동읍")),
        ("전라북도 완주군 구이면 상하학길 102-4", Located("inside", "구이면")),
        ("전북특별자치도완주군 용진읍 두억길 13-12", Located("inside", "용진읍")),
        ("완주군용진읍 두억길", Located("inside", "용진읍")),
        ("완주군 천호로 539-1", Located("inside")),
        ("완주군 고산천로 854-7", Located("inside")),
        ("소양면 오도길 73", Located("inside", "소양면")),
        ("(고산면) 읍내리 1", Located("inside", "고산면")),
        ("전북 전주시 덕진구 봉동읍길 1", Located("outside")),
        ("김제시 향교길 53", Located("outside")),
        ("전남 화순군 이서면 야사리", Located("outside")),
        ("전남 이서면 야사리", Located("outside")),
        ("경상북도 완주군", Located("outside")),
        ("천호로 539-1", Located("unknown")),
        ("", Located("unknown")),
    ],
)
def test_an_address_says_where_it_is_or_is_asked_about(address, located):
    assert locate(address, **HOME) == located


@pytest.mark.parametrize(
    ("sido", "sigungu", "located"),
    [
        ("전북", "완주군", Located("inside", "고산면")),
        ("전북", "장수군", Located("outside")),
        ("전남", "완주군", Located("outside")),
        ("", "전북 완주군", Located("inside", "고산면")),
        ("", "", Located("inside", "고산면")),
    ],
)
def test_columns_of_their_own_win_over_the_address(sido, sigungu, located):
    assert locate("고산면 읍내리", sido=sido, sigungu=sigungu, **HOME) == located


def test_the_ministrys_rows_are_placed_and_none_is_guessed(shared):
    path = shared / "data/mois_village_enterprises_2025_jeonbuk_part_utf8.csv"
    with path.open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))

    places = [locate(row["소재지"], sigungu=row["시군구"], sido=row["시도"], **HOME) for row in rows]

    assert len(places) == 68
    assert sum(place.where == "outside" for place in places) == 55
    assert sum(place.where == "inside" and place.district is not None for place in places) == 10
    assert sum(place.where == "inside" and place.district is None for place in places) == 3


def test_a_district_is_named_or_not_found():
    assert find_district("봉동읍 추동로", DISTRICTS) == "봉동읍"
    assert find_district("봉동로 1", DISTRICTS) is None
    assert find_district("봉동읍내길 1", DISTRICTS) is None


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("전라북도 완주군", "전북"),
        ("전북특별자치도", "전북"),
        ("서울특별시 중구", "서울"),
        ("경기도 광주시", "경기"),
        ("대구면 수동리", ""),
        ("", ""),
    ],
)
def test_a_province_is_known_by_its_old_and_new_names(text, province):
    assert province_in(text) == province


@pytest.mark.parametrize(
    "written",
    [
        "전북 완주군 봉동읍 추동로 51-5", "전라북도 완주군 봉동읍 추동로51-5", "완주군 봉동읍 추동로 51-5, 2층",
        "봉동읍 추동로 51-5 (낙평리)", "전북특별자치도 완주군  봉동읍 추동로 51-5 2층",
    ],
)  # fmt: skip
def test_writings_of_one_address_are_equal_when_compared(written):
    assert normalise_address(written) == "봉동읍추동로51-5"


def test_different_houses_stay_different():
    assert normalise_address("완주군 봉동읍 추동로 51-5") != normalise_address("완주군 봉동읍 추동로 5-15")
