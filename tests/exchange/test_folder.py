"""Folders as offices leave them: what is read, what is said, and what is refused with every reason at once."""

import subprocess
import sys

import folders as make
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from folders import BUDGET, FLOOR, MEASURE, ORGANISATION, PIN, REPORT, SUFFIXES, SUPPORT

from socialgoods.exchange import folder
from socialgoods.exchange.files import SPECS


def refusal(path, **options):
    with pytest.raises(folder.Refused) as caught:
        folder.read(path, **{"needed": ("organisations",), "today": make.TODAY, **options})
    return str(caught.value)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_good_folder_is_read_without_a_word(tmp_path, suffix):
    make.put_all(tmp_path, suffix)

    found = make.read(tmp_path)

    assert set(found.tables) == set(make.GOOD)
    assert found.warnings == []
    assert all(table.schema == folder.schema(SPECS[name]) for name, table in found.tables.items())
    assert found.tables["organisations"]["founded_on"].to_pylist() == [make.date(2015, 3, 2)]
    assert found.tables["measures"]["capacity"].to_pylist() == [None]
    assert found.files["pins"] == f"pins.{suffix}"


def test_three_ways_of_writing_give_equal_tables(tmp_path):
    folders = {suffix: tmp_path / suffix for suffix in SUFFIXES}
    for suffix, path in folders.items():
        path.mkdir()
        make.put_all(path, suffix)

    csv, xlsx, parquet = (make.read(path).tables for path in folders.values())

    assert csv == xlsx == parquet


def test_columns_that_are_optional_and_absent_are_there_as_not_known(tmp_path):
    make.put_all(tmp_path)

    table = make.read(tmp_path).tables["annual_reports"]

    assert table["capital_grant"].to_pylist() == [None]
    assert "organisation" not in table.column_names


def test_korean_headings_in_cp949_are_read(tmp_path):
    rows = [
        {SPECS["organisations"].field(name).ko: value for name, value in ORGANISATION.items()} | {"유형": "협동조합"}
    ]
    make.put(tmp_path, "organisations", rows, encoding="cp949")

    found = folder.read(tmp_path, needed=("organisations",), today=make.TODAY)

    assert found.tables["organisations"]["kind"].to_pylist() == ["cooperative"]
    assert found.tables["organisations"]["name"].to_pylist() == ["완주두레"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_with_headings_and_no_rows_is_an_empty_table(tmp_path, suffix):
    make.put_all(tmp_path, suffix)
    (tmp_path / f"supports.{suffix}").unlink()
    empty = pa.table({name: pa.array([], pa.string()) for name in SUPPORT})
    folder.write(tmp_path / f"supports.{suffix}", empty)

    table = make.read(tmp_path).tables["supports"]

    assert table.num_rows == 0
    assert table.schema == folder.schema(SPECS["supports"])


def test_a_folder_that_is_none_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")

    assert "폴더를 찾을 수 없습니다" in refusal(tmp_path / "nowhere")
    assert "폴더가 아닙니다" in refusal(tmp_path / "file")


def test_a_missing_file_is_named_with_its_three_ways_and_the_one_that_looks_alike(tmp_path):
    make.put(tmp_path, "organizations", [ORGANISATION])

    said = refusal(tmp_path, needed=("organisations", "annual_reports"))

    assert said.splitlines() == [
        (
            f"‘{tmp_path.name}’ 폴더에 organisations 파일이 없습니다. ‘organizations.csv’ 파일이라면 이름을 "
            "organisations.csv, organisations.xlsx, organisations.parquet 가운데 하나로 바꾸어 주세요."
        ),
        (
            f"‘{tmp_path.name}’ 폴더에 annual_reports 파일이 없습니다. "
            "annual_reports.csv, annual_reports.xlsx, annual_reports.parquet 가운데 하나를 넣어 주세요."
        ),
    ]


def test_the_same_file_twice_is_refused_by_both_names(tmp_path):
    make.put(tmp_path, "organisations", [ORGANISATION])
    make.put(tmp_path, "organisations", [ORGANISATION], "parquet")

    assert "organisations.csv, organisations.parquet" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("organisations.csv", b"", "비어 있습니다"),
        ("organisations.parquet", b"", "비어 있습니다"),
        ("organisations.parquet", b"org_id,name\n", "Parquet 파일로 읽을 수 없습니다"),
        ("organisations.xlsx", b"PK\x03\x04", "깨져 있어"),
        ("organisations.csv", b"1,2,3\n4,5,6\n", "표를 찾지 못했습니다"),
        ("organisations.csv", b"%PDF-1.4", "PDF"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    assert said in refusal(tmp_path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_column_is_named(tmp_path, suffix):
    make.put(tmp_path, "organisations", [{k: v for k, v in ORGANISATION.items() if k != "status"}], suffix)

    assert "‘상태’(status) 열이 없습니다." in refusal(tmp_path)


ORGANISATIONS_FILE, REPORTS_FILE = "organisations.csv", "annual_reports.csv"
HOSTILE = [
    ({"annual_reports": [REPORT | {"org_id": "Z"}]}, REPORTS_FILE, "‘Z’ 조직이 organisations.csv 파일에 없습니다"),
    ({"assessments": [make.ASSESSMENT | {"org_id": "Z"}]}, "assessments.csv", "‘Z’ 조직이"),
    ({"supports": [SUPPORT | {"org_id": "Z"}]}, "supports.csv", "‘Z’ 조직이"),
    ({"pins": [PIN | {"org_id": "Z"}]}, "pins.csv", "‘Z’ 조직이"),
    ({"pins": [PIN | {"measure": "zzz"}]}, "pins.csv", "‘zzz’ 지원 수단이 measures.csv 파일에 없습니다"),
    ({"supports": [SUPPORT | {"measure": "old"}]}, "supports.csv", "이제 하지 않는 지난 지원이면"),
    ({"measures": [MEASURE | {"sources": "county;fund"}]}, "measures.csv", "‘fund’ 재원의 예산이 budgets.csv 파일에"),
    ({"measures": [MEASURE | {"sources": "county:0.5+fund:0.4"}]}, "measures.csv", "더하면 1이 되어야"),
    ({"measures": [MEASURE | {"sources": ";"}]}, "measures.csv", "꼭 있어야 하는 값이"),
    ({"measures": [MEASURE | {"sources": ""}]}, "measures.csv", "꼭 있어야 하는 값이"),
    ({"measures": [MEASURE | {"unit_cost": "-1"}]}, "measures.csv", "음수"),
    ({"budgets": [BUDGET | {"amount": "-1"}]}, "budgets.csv", "음수"),
    ({"floors": [FLOOR | {"value": "없는면"}]}, "floors.csv", "‘없는면’ 읍·면에 있는 조직이"),
    ({"floors": [FLOOR | {"field": "sector", "value": "mining"}]}, "floors.csv", "‘mining’ 값은 정해진 값이 아닙니다"),
    ({"annual_reports": [REPORT, REPORT]}, REPORTS_FILE, "같은 ‘등록번호’, ‘회계연도’ 값이"),
    ({"annual_reports": [REPORT | {"fiscal_year": "2014"}]}, REPORTS_FILE, "설립한 해(2015년)보다 앞선"),
    ({"annual_reports": [REPORT | {"fiscal_year": "2027"}]}, REPORTS_FILE, "아직 오지 않은 해"),
    (
        {"pins": [PIN, PIN | {"measure": "같은"}], "measures": [MEASURE, MEASURE | {"code": "같은"}]},
        "pins.csv",
        "둘 이상",
    ),
    ({"organisations": [ORGANISATION | {"kind": "guild"}]}, ORGANISATIONS_FILE, "‘guild’ 값은 정해진 값이 아닙니다"),
    ({"organisations": [ORGANISATION | {"sector": "mining"}]}, ORGANISATIONS_FILE, "‘mining’ 값은"),
]


@pytest.mark.parametrize(("changed", "file", "said"), HOSTILE)
def test_what_is_wrong_between_files_is_told_with_file_row_and_remedy(tmp_path, changed, file, said):
    make.put_all(tmp_path, **changed)

    [(where, row, sentence)] = make.told(tmp_path)

    assert (where, row) == (file, 3 if "같은" in said or "둘 이상" in said else 2)
    assert said in sentence


@pytest.mark.parametrize(("changed", "file", "said"), HOSTILE)
def test_parquet_tells_the_same_one_row_earlier(tmp_path, changed, file, said):
    make.put_all(tmp_path, "parquet", **changed)

    [(where, row, sentence)] = make.told(tmp_path)

    assert (where, row) == (file.replace("csv", "parquet"), 2 if "같은" in said or "둘 이상" in said else 1)
    assert said.replace(".csv", ".parquet") in sentence


def test_a_budget_that_no_measure_uses_is_worth_a_word(tmp_path):
    make.put_all(tmp_path, budgets=[BUDGET, BUDGET | {"source": "fnud"}, BUDGET | {"source": "fnud", "year": "2019"}])

    assert make.told(tmp_path) == [
        (
            "budgets.csv",
            3,
            "‘fnud’ 재원을 쓰는 지원 수단이 measures.csv 파일에 없습니다. 재원의 이름이 같은지 확인해 주세요.",
        )
    ]


def test_a_floor_for_a_sector_in_korean_gets_its_code(tmp_path):
    make.put_all(tmp_path, floors=[FLOOR | {"field": "sector", "value": "먹거리"}])

    assert make.read(tmp_path).tables["floors"]["value"].to_pylist() == ["food"]


def test_one_sector_under_two_names_is_refused(tmp_path):
    floor = FLOOR | {"field": "sector"}
    make.put_all(tmp_path, floors=[floor | {"value": "food"}, floor | {"value": "먹거리"}])

    assert make.told(tmp_path) == [("floors.csv", 3, "‘먹거리’ 분야가 앞의 행에도 있습니다. 한 행만 남겨 주세요.")]


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "organisations.parquet").mkdir()

    assert refusal(tmp_path) == (
        "‘organisations.parquet’ 항목은 파일이 아니라 폴더입니다. Parquet 파일 하나로 다시 만들어 주세요."
    )


def test_a_file_that_cannot_be_read_is_named_once_and_in_its_problem(tmp_path):
    (tmp_path / "organisations.csv").write_bytes(b"")

    with pytest.raises(folder.Refused) as caught:
        folder.read(tmp_path, needed=("organisations",), today=make.TODAY)

    assert [problem.file for problem in caught.value.problems] == ["organisations.csv"]
    assert str(caught.value) == "‘organisations.csv’ 파일은 비어 있습니다. 내용이 있는 파일을 골라 주세요."


def test_errors_of_all_files_are_told_at_once(tmp_path):
    make.put_all(tmp_path, organisations=[ORGANISATION | {"kind": "guild"}], pins=[PIN | {"choice": "maybe"}])

    assert {file for file, _, _ in make.told(tmp_path)} == {"organisations.csv", "pins.csv"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_thousands_of_warnings_do_not_hide_the_error_behind_them(tmp_path, suffix):
    odd = [REPORT | {"org_id": "A1", "fiscal_year": "2017", "workers_vulnerable": "200"}]
    rows = [odd[0] | {"org_id": f"A{number}"} for number in range(5_000)]
    make.put(tmp_path, "annual_reports", [*rows, REPORT | {"org_id": "B", "donations": "-1"}], suffix)

    with pytest.raises(folder.Refused) as caught:
        folder.read(tmp_path, needed=("annual_reports",), today=make.TODAY)

    assert [problem.field for problem in caught.value.problems] == ["donations"]
    assert caught.value.count == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_first_problems_are_kept_and_all_are_counted(tmp_path, suffix):
    rows = [REPORT | {"org_id": f"A{number}", "donations": "-1"} for number in range(3_000)]
    make.put(tmp_path, "annual_reports", rows, suffix)

    with pytest.raises(folder.Refused) as caught:
        folder.read(tmp_path, needed=("annual_reports",), today=make.TODAY)

    first = 1 if suffix == "parquet" else 2
    assert [problem.row for problem in caught.value.problems] == list(range(first, first + 2_000))
    assert caught.value.count == 3_000
    assert str(caught.value).splitlines()[20:] == ["그 밖에 2,980건이 더 있습니다."]


def test_a_total_row_is_left_out_and_said(tmp_path):
    total = dict.fromkeys(REPORT, "100") | {"org_id": "합계", "fiscal_year": ""}
    make.put_all(tmp_path, annual_reports=[REPORT, total])

    assert make.told(tmp_path) == [("annual_reports.csv", 3, "합계나 소계 행이라 건너뜁니다.")]
    assert make.read(tmp_path).tables["annual_reports"].num_rows == 1


def test_a_guessed_column_is_said(tmp_path):
    renamed = {("donation" if name == "donations" else name): value for name, value in REPORT.items()}
    make.put_all(tmp_path, annual_reports=[renamed])

    assert [sentence for _, _, sentence in make.told(tmp_path)] == [
        "‘donation’ 열을 ‘후원금’(donations) 열로 읽었습니다. 아니면 열 이름을 바꾸어 주세요."
    ]


def test_progress_names_each_file(tmp_path):
    make.put_all(tmp_path)
    steps = []

    folder.read(
        tmp_path,
        needed=("organisations",),
        optional=("pins",),
        today=make.TODAY,
        progress=lambda *step: steps.append(step),
    )

    assert steps == [("organisations.csv", 0, 2), ("pins.csv", 1, 2), ("", 2, 2)]


def test_importing_the_folder_loads_no_arrow():
    code = "import sys, socialgoods.exchange.folder as folder; folder.Refused; sys.exit('pyarrow' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_folder_named_like_a_partition_adds_no_column(tmp_path):
    path = tmp_path / "year=2017"
    path.mkdir()
    make.put(path, "organisations", [ORGANISATION])
    table = folder.read(path, needed=("organisations",), today=make.TODAY).tables["organisations"]
    (path / "organisations.csv").unlink()
    pq.write_table(table, path / "organisations.parquet")

    assert folder.read(path, needed=("organisations",), today=make.TODAY).tables["organisations"] == table
