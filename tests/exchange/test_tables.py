"""From a sheet as an office sends it to checked columns: a table of ugly files and what must come out of them."""

from collections import Counter
from datetime import date

import pytest
import spreadsheets as make
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.exchange import bulk, headings, mappings, tables
from socialgoods.exchange.files import SPECS, Field
from socialgoods.exchange.headings import BLANK_ROW, NOTE_ROW, REPEATED_HEADER, TOTAL_ROW, find_table, first_table
from socialgoods.exchange.mappings import IGNORED, Mapping, propose
from socialgoods.exchange.parsers import parser_for
from socialgoods.exchange.tables import Context, check
from socialgoods.exchange.workbook import Refused, Sheet, open_workbook
from socialgoods.exchange.writing import write_xlsx

DISTRICTS = [
    *("삼례읍", "봉동읍", "용진읍", "상관면", "이서면", "소양면", "구이면"),
    *("고산면", "비봉면", "운주면", "화산면", "동상면", "경천면"),
]
CONTEXT = Context(
    date(2018, 3, 2),
    county="완주군",
    districts=dict.fromkeys(DISTRICTS, ()),
    provinces=("전북특별자치도", "전라북도"),
)
ORGANISATIONS, REPORTS = SPECS["organisations"], SPECS["annual_reports"]


def sheet_of(rows, *, merged=()) -> Sheet:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet(
        "파일.xlsx", "현황", padded, merged=[((top, left), (bottom, right)) for top, left, bottom, right in merged]
    )


def checked(rows, spec=ORGANISATIONS, *, merged=(), context=CONTEXT, constants=None, **options):
    table = find_table(sheet_of(rows, merged=merged))
    mapping = propose(table, spec)
    if constants:
        mapping = mapping.assign({}, spec=spec, constants=constants)
    return check(table, mapping, spec, context, **options)


KIND = {"kind": "village_enterprise", "sector": "food"}
HEAD = ["이름", "유형", "분야", "읍면"]
SUN = ["햇살", "마을기업", "먹거리", "봉동읍"]
MOON = ["달빛", "협동조합", "교육", "고산면"]
WANTED = {"name": ["햇살", "달빛"], "kind": ["village_enterprise", "cooperative"], "area": ["봉동읍", "고산면"]}

UGLY = {
    "title rows above": ([["2017년 마을기업 현황"], ["", "", "(2017. 12. 31. 현재)"], [], HEAD, SUN, MOON], (), WANTED),
    "a title merged over the table": ([["2017년 현황", "", "", ""], HEAD, SUN, MOON], [(0, 0, 0, 3)], WANTED),
    "a table that begins below and to the right": (
        [[], [], ["", "", *HEAD], ["", "", *SUN], ["", "", *MOON]],
        (),
        WANTED,
    ),
    "two title lines with several cells": (
        [["완주군", "", "사회혁신정책관"], ["작성일", "2018. 1. 3."], HEAD, SUN, MOON],
        (),
        WANTED,
    ),
    "headings with line breaks and spaces": ([["이 름", "유\n형", " 분 야 ", "읍 · 면"], SUN, MOON], (), WANTED),
    "headings with numbers and remarks": (
        [["1. 이름*", "② 유형(택1)", "분야 [필수]", "※ 읍면"], SUN, MOON],
        (),
        WANTED,
    ),
    "English headings": ([["name", "kind", "sector", "area"], SUN, MOON], (), WANTED),
    "headings of other offices": ([["기업명", "조직유형", "사업분야", "읍면동명"], SUN, MOON], (), WANTED),
    "two header rows with merged groups": (
        [
            ["기본 사항", "", "", "소재지"],
            ["이름", "유형", "분야", "읍면"],
            SUN,
            MOON,
        ],
        [(0, 0, 0, 2)],
        WANTED,
    ),
    "header cells merged downwards": (
        [["이름", "유형", "분야", "소재"], ["", "", "", "읍면"], SUN, MOON],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4)],
        WANTED,
    ),
    "totals below": ([HEAD, SUN, MOON, ["합계", "", "", "2개소"]], (), WANTED),
    "subtotals between": ([HEAD, SUN, ["소 계", "1"], MOON, ["총  계", "2"]], (), WANTED),
    "a subtotal with its number": ([HEAD, SUN, MOON, ["소계(2개소)", ""]], (), WANTED),
    "blank rows between and below": ([HEAD, [], SUN, [], [], MOON, [], []], (), WANTED),
    "headings repeated on every page": ([HEAD, SUN, HEAD, MOON], (), WANTED),
    "notes below": ([HEAD, SUN, MOON, ["※ 자료: 완주군"], ["주) 2017년 말 기준"]], (), WANTED),
    "the kind merged downwards": (
        [HEAD, SUN, ["달빛", "", "교육", "고산면"]],
        [(1, 1, 2, 1)],
        WANTED | {"kind": ["village_enterprise", "village_enterprise"]},
    ),
    "empty columns between": (
        [
            ["이름", "", "유형", "분야", "", "읍면"],
            ["햇살", "", *SUN[1:3], "", "봉동읍"],
            ["달빛", "", *MOON[1:3], "", "고산면"],
        ],
        (),
        WANTED,
    ),
    "line breaks and invisible signs in cells": (
        [HEAD, ["햇\u200b살", "마을\n기업", "먹거리", " 봉동읍 "], ["달빛\n", *MOON[1:]]],
        (),
        WANTED,
    ),
    "districts without their ending": ([HEAD, [*SUN[:3], "봉동"], [*MOON[:3], "고산"]], (), WANTED),
    "an address instead of a district": (
        [
            [*HEAD[:3], "주소"],
            [*SUN[:3], "전북 완주군 봉동읍 추동로 51-5"],
            [*MOON[:3], "완주군 고산면 고산천로 854-7"],
        ],
        (),
        WANTED,
    ),
    "an address glued together": (
        [[*HEAD[:3], "주소"], [*SUN[:3], "전북특별자치도 완주군봉동읍 추동로 51"], [*MOON[:3], "고산면(읍내리)"]],
        (),
        WANTED,
    ),
    "row numbers and persons beside": (
        [["연번", "대표자명", *HEAD], [1.0, "홍길동", *SUN], [2.0, "성춘향", *MOON]],
        (),
        WANTED,
    ),
    "numbers where text is meant": (
        [["이름", "유형", "분야", "읍면"], [2017.0, *SUN[1:]], [365.0, *MOON[1:]]],
        (),
        WANTED | {"name": ["2017", "365"]},
    ),
}


@pytest.mark.parametrize(("rows", "merged", "wanted"), UGLY.values(), ids=UGLY)
def test_an_ugly_table_comes_out_as_meant(rows, merged, wanted):
    result = checked(rows, merged=merged)

    assert result.problems == []
    assert {name: result.columns[name] for name in wanted} == wanted


MONEY_HEAD = ["등록번호", "회계연도"]
IN_MONEY = {
    "the unit in the title": (
        [["결산 현황"], ["", "", "(단위: 천원)"], [*MONEY_HEAD, "인건비"], ["A1", 2017.0, 1_234.0]],
        1_234_000,
    ),
    "the unit among others": ([["(단위 : 명, 백만원)"], [*MONEY_HEAD, "인건비"], ["A1", 2017.0, 12.5]], 12_500_000),
    "the unit in the heading": ([[*MONEY_HEAD, "인건비(천원)"], ["A1", "2017년", "1,234"]], 1_234_000),
    "the heading before the title": ([["(단위: 천원)"], [*MONEY_HEAD, "인건비(원)"], ["A1", 2017.0, 1_234.0]], 1_234),
    "the cell before the heading": ([[*MONEY_HEAD, "인건비(천원)"], ["A1", "2017년도", "1,234만원"]], 12_340_000),
    "no unit": ([[*MONEY_HEAD, "인건비"], ["A1", 2017.0, 1_234.0]], 1_234),
    "a bracket that is no unit": ([[*MONEY_HEAD, "인건비(보조금 포함)"], ["A1", 2017.0, 1_234.0]], 1_234),
}


@pytest.mark.parametrize(("rows", "amount"), IN_MONEY.values(), ids=IN_MONEY)
def test_amounts_are_read_in_the_unit_that_the_sheet_names(rows, amount):
    result = checked(rows, REPORTS)

    assert (result.problems, result.columns["labour_cost"], result.columns["fiscal_year"]) == ([], [amount], [2017])


def test_groups_of_headings_are_joined_to_find_the_field():
    rows = [
        ["기업명", "연도", "매출액", "", "", "지원금", ""],
        ["", "", "민간", "공공", "사회적경제", "국비", "군비"],
        ["햇살", 2017.0, 1.0, 2.0, 3.0, 4.0, 5.0],
    ]

    result = checked(rows, REPORTS)

    assert result.problems == []
    assert {name: values[0] for name, values in result.columns.items()} == {
        "organisation": "햇살", "fiscal_year": 2017, "sales_private": 1, "sales_public": 2, "sales_social_economy": 3,
        "subsidy_national": 4, "subsidy_county": 5,
    }  # fmt: skip


def test_an_amount_merged_over_two_rows_is_not_given_to_both():
    rows = [[*MONEY_HEAD, "인건비"], ["A1", 2017.0, 500.0], ["A2", "", ""]]

    result = checked(rows, REPORTS, merged=[(1, 1, 2, 1), (1, 2, 2, 2)])

    assert (result.columns["fiscal_year"], result.columns["labour_cost"]) == ([2017, 2017], [500, None])


def test_rows_that_are_no_records_are_skipped_by_name_and_kept_on_demand():
    rows = [HEAD, SUN, [], ["합계", "", "", ""], HEAD, ["※ 설명"], ["계", *MOON[1:]]]
    table = find_table(sheet_of(rows))

    assert table.skips == {3: BLANK_ROW, 4: TOTAL_ROW, 5: REPEATED_HEADER, 6: NOTE_ROW, 7: TOTAL_ROW}
    result = check(table, propose(table, ORGANISATIONS), ORGANISATIONS, CONTEXT, keep={7}, skip={2})
    assert (result.numbers, result.columns["name"]) == ([7], ["계"])
    assert result.skipped[2] == "직접 골라 건너뜁니다."


@pytest.mark.parametrize("name", ["희망두레", "통계마을", "합천댁", "시계방", "설계", "(유)달빛", "주자마을", "3)동네"])
def test_names_that_only_look_like_totals_or_notes_stay(name):
    assert checked([HEAD, [name, *SUN[1:]]]).columns["name"] == [name]


def test_a_sheet_without_a_table_is_refused():
    for rows in ([["2017년 현황"]], [HEAD], [[1.0, 2.0], [3.0, 4.0]], [["그냥 글"], ["또 글"]]):
        with pytest.raises(Refused) as refused:
            find_table(sheet_of(rows))
        assert refused.value.reason == "no_table"


def test_a_cover_page_before_the_table_is_passed_over(tmp_path):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, {"표지": (["2017년 현황"], []), "본문": (HEAD, [SUN]), "둘째": (HEAD, [MOON])})
    cover_only = tmp_path / "b.xlsx"
    write_xlsx(cover_only, {"표지": (["2017년 현황"], [])})

    assert first_table(open_workbook(path)).sheet == "본문"
    with pytest.raises(Refused, match="표를 찾지 못했습니다"):
        first_table(open_workbook(cover_only))


def test_the_shape_is_that_of_the_headings_alone():
    first, second = (
        find_table(sheet_of([HEAD, SUN])),
        find_table(sheet_of([["제목"], ["이 름", *HEAD[1:]], MOON, MOON])),
    )
    other = find_table(sheet_of([[*HEAD, "비고"], SUN]))

    assert first.shape == second.shape != other.shape
    assert len(first.shape) == 64


def fields_of(mapping):
    return {match.heading: match.field for match in mapping.columns}


def test_unknown_columns_are_named_and_personal_ones_left_out():
    rows = [["연번", *HEAD, "대표자명", "우주선", ""], ["1", *SUN, "홍길동", "x", "y"]]
    table = find_table(sheet_of(rows))
    mapping = propose(table, ORGANISATIONS)

    assert fields_of(mapping) == {
        "연번": IGNORED, "이름": "name", "유형": "kind", "분야": "sector", "읍면": "area", "대표자명": IGNORED,
        "우주선": "", "": "",
    }  # fmt: skip
    assert [match.why for match in mapping.columns if match.heading == "대표자명"] == ["개인정보라 가져오지 않습니다."]
    told = check(table, mapping, ORGANISATIONS, CONTEXT).problems
    assert [(problem.row, problem.column, problem.severity) for problem in told] == [
        (None, "G", "warning"),
        (None, "H", "warning"),
    ]
    assert told[0].sentence.startswith("‘우주선’ 열은 아는 항목이 아니어서 읽지 않았습니다.")


def test_a_column_is_guessed_by_likeness_and_by_content():
    rows = [
        ["이름", "유형", "분야", "사업자 등록번호 현황", "(비고)", "문의"],
        ["햇살", "마을기업", "먹거리", "107-81-53660", "x", "063-555-1234"],
        ["달빛", "협동조합", "교육", "204-82-08589", "y", "063-555-4321"],
    ]

    mapping = propose(find_table(sheet_of(rows)), ORGANISATIONS)

    assert fields_of(mapping) == {
        "이름": "name", "유형": "kind", "분야": "sector", "사업자 등록번호 현황": "business_no", "(비고)": "",
        "문의": "phone",
    }  # fmt: skip
    sure = {match.field: match.confidence for match in mapping.columns}
    assert sure["name"] == 1.0 > sure["business_no"] > sure["phone"] == 0.5


def test_two_columns_of_one_meaning_are_not_both_taken():
    mapping = propose(find_table(sheet_of([["이름", "상호", "유형"], ["햇살", "햇살상회", "마을기업"]])), ORGANISATIONS)

    assert fields_of(mapping) == {"이름": "name", "상호": "", "유형": "kind"}


def test_an_officer_corrects_the_proposal_and_it_is_remembered_as_json():
    table = find_table(sheet_of([["이름", "상호", "유형", "{괄호}"], ["햇살", "햇살상회", "x", "y"]]))
    proposed = propose(table, ORGANISATIONS)

    corrected = proposed.assign({1: "name", 3: IGNORED}, spec=ORGANISATIONS, constants=KIND)

    assert fields_of(corrected) == {"이름": "", "상호": "name", "유형": "kind", "{괄호}": IGNORED}
    assert Mapping.from_json(corrected.to_json()) == corrected
    assert corrected.constants == KIND
    with pytest.raises(KeyError):
        proposed.assign({1: "salary"}, spec=ORGANISATIONS)


def test_a_needed_column_that_is_missing_stops_the_table_with_a_remedy():
    result = checked([["이름", "읍면"], ["햇살", "봉동읍"]])

    assert not result.ok
    assert [(problem.field, problem.sentence) for problem in result.problems] == [
        ("kind", "‘유형’(kind) 열이 없습니다. 어느 열이 ‘유형’인지 고르거나 그 열을 더해 주세요."),
        ("sector", "‘분야’(sector) 열이 없습니다. 어느 열이 ‘분야’인지 고르거나 그 열을 더해 주세요."),
    ]
    assert checked([["이름", "읍면"], ["햇살", "봉동읍"]], constants=KIND).columns["kind"] == ["village_enterprise"]


def test_a_file_of_part_seven_must_have_every_column_that_is_not_optional():
    needed = [field.ko for field in ORGANISATIONS.needed(strict=True)]
    row = ["A1", "햇살", "마을기업", "먹거리", "봉동읍", "2017-12-05", "활동 중"]

    complete = checked([needed, row], strict=True)
    without_status = checked([needed[:-1], row[:-1]], strict=True)

    assert complete.problems == []
    assert complete.columns["status"] == ["active"]
    assert [problem.field for problem in without_status.problems] == ["status"]


def test_a_bad_cell_names_file_sheet_row_column_value_rule_and_remedy():
    rows = [["제목"], [*HEAD, "설립일"], [*SUN, "2017.02.30"], [*MOON, "2017.02.28"]]

    result = checked(rows)

    assert result.problems == [
        tables.Problem(
            "파일.xlsx", "현황", 3, "E", "설립일", "founded_on", "2017.02.30",
            "달력에 없는 날입니다.", "‘2017-12-05’처럼 적어 주세요.", "error",
        )
    ]  # fmt: skip
    assert result.problems[0].where == "파일.xlsx, ‘현황’ 시트, 3행 E열(설립일)"
    assert (result.refused, result.error_count, result.ok) == ({3}, 1, False)
    assert [number for number, _ in result.records()] == [4]
    assert result.at(4)["founded_on"] == date(2017, 2, 28)
    assert list(result.by_cell()) == [(3, "E")]


def test_a_date_brings_its_precision_with_it():
    result = checked([[*HEAD, "설립일"], [*SUN, "2017년 12월"], [*MOON, date(2016, 1, 5)]])

    assert result.columns["founded_on"] == [date(2017, 12, 1), date(2016, 1, 5)]
    assert result.columns["founded_on_precision"] == ["month", "day"]
    assert [(problem.row, problem.severity) for problem in result.problems] == [(2, "warning")]


def test_an_empty_name_is_asked_for_once():
    result = checked([HEAD, ["", *SUN[1:]], ["=1+1", *MOON[1:]]])

    assert [(problem.row, problem.field, problem.rule) for problem in result.problems] == [
        (2, "name", "꼭 있어야 하는 값이 비어 있습니다."),
        (3, "name", "‘=’로 시작하는 수식입니다. 수식은 받지 않습니다."),
    ]


BETWEEN_CELLS = {
    "closed before founded": (
        [[*HEAD, "설립일", "폐업일"], [*SUN, "2017-12-05", "2016-01-01"]],
        ORGANISATIONS,
        {("closed_on", "error")},
    ),
    "half a point": ([[*HEAD, "경도", "위도"], [*SUN, 127.1, ""]], ORGANISATIONS, {("lon", "error")}),
    "a point without its other column": ([[*HEAD, "경도"], [*SUN, 127.1]], ORGANISATIONS, {("lon", "error")}),
    "one business number twice": (
        [[*HEAD, "사업자등록번호"], [*SUN, "107-81-53660"], [*MOON, "1078153660"], [*MOON, ""], [*MOON, ""]],
        ORGANISATIONS,
        {("business_no", "error")},
    ),
    "one report twice": ([MONEY_HEAD, ["A1", "2017"], ["A1", "2017"]], REPORTS, {("org_id", "error")}),
    "a report of nobody": ([["연도", "인건비"], ["2017", 5.0]], REPORTS, {("org_id", "error")}),
    "more commissioned than sold": (
        [[*MONEY_HEAD, "공공매출", "위탁매출"], ["A1", "2017", 5.0, 6.0]],
        REPORTS,
        {("sales_commissioned", "error")},
    ),
    "more vulnerable than paid workers": (
        [[*MONEY_HEAD, "유급 근로자", "취약계층 근로자"], ["A1", "2017", 5.0, 6.0]],
        REPORTS,
        {("workers_vulnerable", "warning")},
    ),
    "a score above its highest": (
        [["등록번호", "연도", "영역", "문항", "점수", "만점"], ["A1", "2017", "재무", "가", 6.0, 5.0]],
        SPECS["assessments"],
        {("score", "error")},
    ),
    "a participation of nobody": (
        [["등록번호", "토큰", "구분", "가입일", "탈퇴일"], ["A1", "", "조합원", "2018-01-01", "2017-01-01"]],
        SPECS["memberships"],
        {("token", "error"), ("to", "error")},
    ),
}


@pytest.mark.parametrize(("rows", "spec", "wanted"), BETWEEN_CELLS.values(), ids=BETWEEN_CELLS)
def test_what_must_hold_between_cells_is_checked(rows, spec, wanted):
    result = checked(rows, spec)

    assert {(problem.field, problem.severity) for problem in result.problems} == wanted


def test_a_report_is_found_by_name_or_business_number_in_an_import_only():
    rows = [["사업자번호", "연도"], ["107-81-53660", "2017"]]

    assert checked(rows, REPORTS).ok
    assert [p.field for p in checked(rows, REPORTS, strict=True).problems][:1] == ["org_id"]


def test_a_district_of_nowhere_blocks_a_file_of_ours_but_never_an_import():
    rows = [HEAD, [*SUN[:3], "천호동"]]

    imported, ours = checked(rows), checked(rows, strict=True)

    assert imported.ok
    assert imported.columns["area"] == [None]
    assert any("우리 군의 읍·면이 아니어서" in problem.rule for problem in imported.problems)
    assert ("area", "error") in {(problem.field, problem.severity) for problem in ours.problems}


PLACES = [
    (["전북", "완주군", "완주군 봉동읍 추동로51-5"], "inside", "봉동읍"),
    (["전북", "완주군", "완주군 천호로 539-1"], "inside", None),
    (["전북", "완주군", ""], "inside", None),
    (["", "", "완주군 용진읍 상운길"], "inside", "용진읍"),
    (["", "", "소양면 송광수만로 167"], "inside", "소양면"),
    (["전북", "장수군", "산서면 동백로 356-12"], "outside", None),
    (["전북", "전주시 덕진구", "고산면로 1"], "outside", None),
    (["", "", "전라남도 화순군 이서면 1"], "outside", None),
    (["전남", "", "이서면 야사리 1"], "outside", None),
    (["", "", "천호로 539-1"], "unknown", None),
    (["", "", ""], "unknown", None),
]


@pytest.mark.parametrize(("said", "residence", "district"), PLACES)
def test_an_organisation_is_placed_by_what_its_row_says(said, residence, district):
    rows = [["시도", "시군구", "주소", "이름"], [*said, "햇살"], ["전북", "완주군", "완주군 봉동읍", "달빛"]]

    result = checked(rows, constants=KIND)

    assert (result.columns["residence"][0], result.columns["area"][0]) == (residence, district)
    asked = [problem for problem in result.problems if problem.row == 2]
    assert bool(asked) == (residence == "unknown" or (residence == "inside" and district is None))
    assert result.ok


def test_the_legal_form_is_taken_from_a_name_that_states_it():
    names = ["햇살영농조합법인", "㈜햇살", "햇살 사회적협동조합", "농업회사법인(유) 햇살", "햇살"]

    result = checked([["이름", "읍면"], *[[name, "봉동읍"] for name in names]], constants=KIND)

    assert result.columns["legal_form"] == [
        "agricultural_corporation", "company", "social_cooperative", "agricultural_company", None,
    ]  # fmt: skip


def test_several_designations_stand_in_one_cell_with_the_marks_that_offices_use():
    cells_met = ["village_enterprise;self_support_enterprise", "사회적기업 인증, 마을기업 지정", "마을기업/자활기업"]
    rows = [["이름", "읍면", "인증"], *[[f"조직 {index}", "봉동읍", cell] for index, cell in enumerate(cells_met)]]

    assert checked(rows, constants=KIND).columns["designations"] == [
        ("village_enterprise", "self_support_enterprise"),
        ("certified_social_enterprise", "village_enterprise"),
        ("village_enterprise", "self_support_enterprise"),
    ]


def test_a_countys_own_kinds_and_measures_are_known():
    own = Context(
        CONTEXT.today,
        choices={
            "kinds": {"startup": ("창업공동체모임", "Start-up")},
            "measures": {"design": ("디자인 지원", "Design")},
        },
    )

    kinds = checked([["이름", "유형", "분야"], ["햇살", "창업공동체모임", "food"]], context=own)
    supports = [["등록번호", "연도", "지원사업", "재원", "금액"], ["A1", 2017.0, "디자인 지원", "군비", "500만원"]]
    named, free = (checked(supports, SPECS["supports"], context=context) for context in (own, CONTEXT))

    assert (kinds.ok, kinds.columns["kind"]) == (True, ["startup"])
    assert (named.columns["measure"], free.columns["measure"]) == (["design"], ["디자인 지원"])
    assert named.columns["amount"] == [5_000_000]


def test_the_list_of_problems_is_bounded_and_the_counts_are_not():
    result = checked([HEAD, *[["햇살", "외계기업", "먹거리", "봉동읍"]] * 3_000])

    assert (len(result.problems), result.error_count, len(result.refused)) == (2_000, 3_000, 3_000)


def test_whole_numbers_booleans_and_floats_that_are_equal_are_judged_apart():
    result = checked([[*MONEY_HEAD, "인건비"], ["A1", 2017.0, 1.0], ["A2", 2017.0, True], ["A3", 2017.0, 1]], REPORTS)

    assert result.columns["labour_cost"] == [1, None, 1]
    assert [problem.row for problem in result.problems] == [3]


plain_cells = st.sampled_from(
    [
        "햇살",
        "",
        "12",
        "-12",
        "0",
        "1,234,000",
        "12,34",
        "127.5",
        "35.0400",
        "-0",
        "007",
        "1234567890123456",
        "٣",
        "063-555-1234",
        "107-81-53660",
        "1,234",
        "-",
        "=1",
        "A-1",
        "봉동읍 추동로 51-5",
    ]
)
any_cells = plain_cells | st.text(max_size=8) | st.floats(allow_nan=False) | st.integers(0, 10**6) | st.booleans()


numbers = st.floats(-200, 200) | st.integers(-200, 200).map(float) | st.integers(0, 10**16) | st.just("")
written = st.from_regex(r"-?[0-9]{1,3}(,[0-9]{3}){0,5}(\.[0-9]{0,3})?", fullmatch=True) | st.just("")
runs = st.sampled_from([any_cells, plain_cells, numbers, written]).flatmap(
    lambda c: st.lists(c, min_size=1, max_size=4)
)


@given(st.sampled_from([each for spec in SPECS.values() for each in spec]), runs)
def test_cells_read_at_once_mean_what_they_mean_one_by_one(field, run):
    together = bulk.at_once(run, field, 1_000)
    parse = parser_for(field, CONTEXT, unit=1_000)

    if together is not None:
        assert [tables.Verdict(value) for value in together] == [parse(cell) for cell in run]


@pytest.mark.parametrize(
    ("field", "run"),
    [
        (Field("a", "a", "a", "text"), ["햇살 마을", "", "A-1"]),
        (Field("a", "a", "a", "won"), [1.0, 2.0, 0.0]),
        (Field("a", "a", "a", "won"), [1.0, "", 3]),
        (Field("a", "a", "a", "won", signed=True), ["-500", "", "1,234,000", "12"]),
        (Field("a", "a", "a", "count"), [1.0, 2.0]),
        (Field("a", "a", "a", "count"), ["1", "1,200", ""]),
        (Field("a", "a", "a", "lon"), ["127.1479", "", "127"]),
        (Field("a", "a", "a", "lat"), [35.1, ""]),
        (Field("a", "a", "a", "phone"), ["063-555-1234", "", "010-1234-5678", "02-555-1234"]),
        (Field("a", "a", "a", "business_no"), ["107-81-53660", "", "204-82-08589"]),
        (Field("a", "a", "a", "lon"), [127.1, 127.2]),
        (Field("a", "a", "a", "lat"), [35.1, 35.2]),
    ],
)
def test_plain_runs_are_indeed_read_at_once(field, run):
    assert bulk.at_once(run, field, 0) is not None


headings_met = st.sampled_from(
    ["이름", "유형", "연도", "인건비(천원)", "등록번호", "주소", "합계", "연번", "매출액", "민간"]
)
sheet_rows = st.lists(st.lists(headings_met | any_cells | st.dates(), min_size=1, max_size=5), min_size=1, max_size=6)
merges = st.lists(st.tuples(*[st.integers(0, 5)] * 4).filter(lambda m: m[0] <= m[2] and m[1] <= m[3]), max_size=3)


@given(st.sampled_from(sorted(SPECS)), sheet_rows, merges)
def test_no_sheet_whatever_stands_in_it_makes_the_reading_stumble(name, rows, merged):
    try:
        table = find_table(sheet_of(rows, merged=merged))
    except Refused:
        return
    result = check(table, propose(table, SPECS[name]), SPECS[name], CONTEXT)

    assert set(result.numbers) | set(result.skipped) == set(table.numbers)
    assert all(len(values) == len(result.numbers) for values in result.columns.values())
    assert result.refused <= set(result.numbers)
    assert all(problem.rule and problem.where and problem.rule.template for problem in result.problems)


@pytest.mark.parametrize("encoding", ["cp949", "utf8"])
def test_the_ministrys_list_is_read_unmodified(shared, encoding):
    book = open_workbook(shared / f"data/mois_village_enterprises_2025_jeonbuk_part_{encoding}.csv")
    table = find_table(book.read())
    mapping = propose(table, ORGANISATIONS)

    result = check(table, mapping, ORGANISATIONS, CONTEXT)

    assert (mapping.preset, mapping.unknown, result.ok) == ("15080745", (), True)
    assert len(result.numbers) == 68
    assert Counter(result.columns["residence"]) == {"outside": 55, "inside": 13}
    inside = [row for _, row in result.records() if row["residence"] == "inside"]
    assert Counter(row["area"] for row in inside) == {
        "용진읍": 4, None: 3, "소양면": 2, "봉동읍": 1, "구이면": 1, "고산면": 1, "경천면": 1,
    }  # fmt: skip
    assert [problem.value for problem in result.problems] == [
        "완주군 천호로 539-1",
        "완주군 구재길 132-15",
        "완주군 경가천길 377",
    ]
    assert result.at(44)["activity"] == "도소매 제조업 / 농산물꾸러미"
    assert {(row["kind"], row["designations"]) for row in inside} == {("village_enterprise", ("village_enterprise",))}


PUBLIC = {
    "15091502": (
        ["순번", "시도", "시군구", "자활기업", "자활기업구분", "대표자명", "업종", "사업자구분", "주소"],
        [
            "1",
            "전북특별자치도",
            "완주군",
            "㈜온누리",
            "지역",
            "홍길동",
            "주거복지(집수리)",
            "개인",
            "전북 완주군 봉동읍 봉동로 1",
        ],
        {
            "name": "㈜온누리",
            "kind": "self_support_enterprise",
            "sector": "housing",
            "legal_form": "sole_proprietor",
            "area": "봉동읍",
            "residence": "inside",
            "designations": ("self_support_enterprise",),
        },
    ),
    "15012895": (
        [
            "기관명",
            "사회서비스분야",
            "주된목적",
            "사업내용",
            "인증일자",
            "인증번호",
            "대표자명",
            "연락처",
            "소재지도로명주소",
            "소재지지번주소",
            "홈페이지주소",
            "데이터기준일자",
        ],
        [
            "떡메마을",
            "사회복지",
            "일자리제공형",
            "떡 제조",
            "2007-12-31",
            "제2007-002호",
            "성춘향",
            "063-555-1234",
            "",
            "전북 완주군 고산면 읍내리 1",
            "example.kr",
            "2025-12-31",
        ],
        {
            "name": "떡메마을",
            "kind": "social_enterprise",
            "sector": "welfare",
            "designated_on": date(2007, 12, 31),
            "designation_no": "제2007-002호",
            "address": "전북 완주군 고산면 읍내리 1",
            "area": "고산면",
            "activity": "떡 제조",
            "phone": "063-555-1234",
            "homepage": "https://example.kr",
        },
    ),
    "15010208": (
        [
            "co_name",
            "co_sevice",
            "co_object",
            "co_content",
            "co_date",
            "co_num",
            "co_ceo",
            "co_tel",
            "new_address",
            "address",
            "homepage",
            "data_refer",
        ],
        [
            "떡메마을",
            "교육",
            "x",
            "떡",
            "2007-12-31",
            "제2007-002호",
            "성춘향",
            "635551234",
            "완주군 봉동읍 1",
            "",
            "",
            "x",
        ],
        {"name": "떡메마을", "sector": "education", "phone": "063-555-1234", "area": "봉동읍"},
    ),
    "15090110": (
        ["region", "기관명", "사업내용", "사회적목적 유형", "사회서비스 분야", "대표자"],
        ["전북", "떡메마을", "떡", "일자리제공형", "세차", "성춘향"],
        {"name": "떡메마을", "sector": "other", "sido": "전북", "residence": "unknown"},
    ),
    "15064216": (
        ["조합명", "설립일", "주소"],
        ["햇살 협동조합", "2017.12.05", "전북 부안군 부안읍 1"],
        {"name": "햇살 협동조합", "kind": "cooperative", "residence": "outside", "legal_form": "cooperative"},
    ),
}


@pytest.mark.parametrize(("key", "case"), PUBLIC.items(), ids=PUBLIC)
def test_public_lists_import_with_nothing_to_set(key, case):
    head, row, wanted = case
    table = find_table(sheet_of([["현황"], head, row]))
    mapping = propose(table, ORGANISATIONS)
    result = check(table, mapping, ORGANISATIONS, CONTEXT)

    assert (mapping.preset, mapping.unknown, result.ok) == (key, (), True)
    assert {name: result.columns[name][0] for name in wanted} == wanted
    assert not any("길동" in str(values) or "춘향" in str(values) for values in result.columns.values())


def test_an_offices_own_long_sheet_is_not_taken_for_a_public_list():
    head = ["조합명", "설립일", "주소", "유형", "분야", "사업자등록번호"]

    assert (
        propose(
            find_table(sheet_of([head, ["햇살", "2017-12-05", "봉동읍", "마을기업", "교육", ""]])), ORGANISATIONS
        ).preset
        == ""
    )


@pytest.mark.slow
def test_every_heading_of_the_catalogue_leads_to_its_own_field():
    for spec in SPECS.values():
        for each in spec:
            for label in (each.name, each.ko, each.en):
                table = find_table(sheet_of([[label, "우주선", "블랙홀"], ["x", "y", "z"]]))
                assert propose(table, spec).columns[0].field == each.name, (spec.name, label)


def test_no_two_fields_of_a_file_claim_the_same_heading():
    for spec in SPECS.values():
        claims = Counter(
            key
            for each in spec
            for key in {headings.heading_key(label) for label in (each.name, each.ko, each.en, *each.synonyms)}
        )
        assert [key for key, count in claims.items() if count > 1] == [], spec.name


def test_presets_map_to_fields_and_codes_that_exist():
    for preset in mappings.PRESETS:
        spec = SPECS[preset.spec]
        assert all(target in spec for target in preset.columns.values() if not hasattr(target, "template"))
        for name, words in [*preset.values.items(), *((name, {"": code}) for name, code in preset.constants.items())]:
            assert set(words.values()) <= set(CONTEXT.options(spec.field(name).codes)), (preset.key, name)


def test_a_real_xlsx_goes_all_the_way(tmp_path):
    rows = [
        ["2017년 현황", "", "", "", ""],
        [*HEAD, "설립일"],
        [*SUN, date(2017, 12, 5)],
        [*MOON, "2016. 1. 5."],
        ["합계", 2],
    ]
    path = make.write_xlsx(tmp_path / "a.xlsx", rows, merges=[(0, 0, 0, 4)])

    table = find_table(open_workbook(path).read())
    result = check(table, propose(table, ORGANISATIONS), ORGANISATIONS, CONTEXT)

    assert result.problems == []
    assert table.title == ("2017년 현황",)
    assert result.columns["founded_on"] == [date(2017, 12, 5), date(2016, 1, 5)]
    assert result.skipped == {5: TOTAL_ROW}
