"""The command line: what it says, what it writes, and what it answers to a script."""

import io

import pytest
from django.core.management import CommandError, call_command

from factories import MeasureFactory, OrganizationFactory, UserFactory
from registry.imports.conftest import HEADINGS, ROWS, csv_of
from socialgoods.kernel.models import Event
from socialgoods.registry.management.bar import Bar
from socialgoods.registry.models import AnnualReport, ImportBatch, Organization, ReportState, SupportGiven

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tmp_path, places):
    """`sheet(rows…)` is the path of a file with them."""

    def write(*rows, name="list.csv", content=None):
        path = tmp_path / name
        path.write_bytes(content or csv_of(*rows))
        return str(path)

    return write


def run(command, *args, **options):
    out = io.StringIO()
    call_command(command, *args, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_a_dry_run_prints_the_tables_and_writes_nothing(sheet):
    said = run("import_organizations", sheet(HEADINGS, *ROWS))

    assert "A  이름 → 이름" in said
    assert "3행을 읽었습니다. 새로 쓸 것 3건" in said
    assert "4행  두레 셋  완주군 천호로 539-1" in said
    assert "확인만 했습니다. 등록부에 쓰려면 --commit을 붙이세요." in said
    assert not Organization.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_bad_cell_names_file_row_column_value_rule_and_remedy_and_nothing_is_written(sheet):
    bad = ("두레 넷", "협동조합", "먹거리", "봉동읍", "", "123-45-67890", "")
    out = io.StringIO()

    with pytest.raises(CommandError, match="고칠 행이 1개 있어 아무것도 쓰지 않았습니다"):
        call_command("import_organizations", sheet(HEADINGS, *ROWS, bad), commit=True, stdout=out, stderr=io.StringIO())

    assert (
        "list.csv, 5행 F열(사업자등록번호) ‘123-45-67890’: "
        "사업자등록번호의 마지막 숫자(검증 번호)가 앞 숫자들과 맞지 않습니다. 사업자등록증을 보고"
    ) in out.getvalue()
    assert not Organization.objects.exists()


def test_rows_are_skipped_by_number_and_the_rest_is_written(sheet):
    bad = ("두레 넷", "", "", "", "", "", "")

    said = run("import_organizations", sheet(HEADINGS, *ROWS, bad, bad), commit=True, skip="5-6")

    assert "건너뛰는 행 2개" in said
    assert Organization.objects.count() == 3
    with pytest.raises(CommandError, match="5,7,12-20처럼"):
        run("import_organizations", sheet(HEADINGS, *ROWS), skip="셋째")


def test_columns_are_named_mapped_and_left_out(sheet):
    path = sheet(("단체", "비고", "갈래"), ("두레 하나", "메모", "먹거리"))

    with pytest.raises(CommandError, match=r"‘비고’.* 열이 무엇인지 정하지 않았습니다.*--map 열=항목"):
        run("import_organizations", path)
    run(
        "import_organizations",
        path,
        "--map",
        "단체=name",
        "--map",
        "C=sector",
        "--ignore",
        "비고",
        "--set",
        "kind=협동조합",
        "--commit",
    )

    assert list(Organization.objects.values_list("name", "kind", "sector")) == [("두레 하나", "cooperative", "food")]
    with pytest.raises(CommandError, match=r"‘과일’ 열이 없습니다\. 있는 열: 단체, 비고, 갈래"):
        run("import_organizations", path, "--ignore", "과일")
    with pytest.raises(CommandError, match="‘fruit’ 항목은 없습니다"):
        run("import_organizations", path, "--map", "비고=fruit")


def test_the_first_sheet_is_read_unless_another_is_named(sheet):
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, rows in (("안내", [("읽어 보세요", "가나다")]), ("조직", [HEADINGS, *ROWS])):
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    path = sheet(name="two.xlsx", content=buffer.getvalue())

    with pytest.raises(CommandError, match="표를 찾지 못했습니다"):
        run("import_organizations", path)
    assert "새로 쓸 것 3건" in run("import_organizations", path, sheet="조직")
    with pytest.raises(CommandError, match="있는 시트: 안내, 조직"):
        run("import_organizations", path, sheet="없음")


def test_whoever_imports_is_recorded(sheet):
    user = UserFactory(username="kim")

    run("import_organizations", sheet(HEADINGS, *ROWS), commit=True, by="kim")

    batch = ImportBatch.objects.get()
    assert (batch.uploaded_by, batch.committed_by) == (user, user)
    assert Event.objects.get(name="registry.import.committed").by == user
    with pytest.raises(CommandError, match="‘nobody’ 아이디"):
        run("import_organizations", sheet(HEADINGS, *ROWS), by="nobody")


def test_a_file_that_is_none_is_refused_with_its_sentence(sheet, tmp_path):
    for path, said in (
        (tmp_path / "none.xlsx", "찾을 수 없습니다"),
        (sheet(name="a.pdf", content=b"%PDF-1.7"), "PDF 문서입니다"),
    ):
        with pytest.raises(CommandError, match=said):
            run("import_organizations", str(path))
    with pytest.raises(CommandError, match="가져올 파일을 적어 주세요"):
        run("import_organizations")


def test_reports_and_supports_take_their_choices_from_the_command(sheet):
    OrganizationFactory(code="T1")
    MeasureFactory(code="m")
    reports = sheet(("등록번호", "회계연도", "민간 판매"), ("T1", 2016, 12), name="r.csv")
    supports = sheet(
        ("등록번호", "연도", "지원 수단", "재원", "금액"), ("T1", 2016, "새 판로", "군비", 1), name="s.csv"
    )

    run("import_reports", reports, "--commit", "--state", "confirmed", "--set", "evidence=B", "--unit", "1000")
    run("import_supports", supports, "--commit", "--new-measures")

    report = AnnualReport.objects.get()
    assert (report.state, report.sales_private, report.evidence) == (ReportState.CONFIRMED, 12_000, "B")
    assert SupportGiven.objects.get().measure.name == "새 판로"


def test_undoing_what_is_not_there_or_of_another_kind_says_so(sheet):
    run("import_organizations", sheet(HEADINGS, *ROWS), commit=True)
    batch = ImportBatch.objects.get()

    with pytest.raises(CommandError, match=f"가져오기 {batch.pk}번은 없습니다"):
        run("import_reports", undo=batch.pk)
    assert "되돌리려면 --commit을 붙이세요" in run("import_organizations", undo=batch.pk)


def test_the_bar_draws_only_where_somebody_can_see_it():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

        def write(self, text, ending="\n"):
            return super().write(text)

    seen, unseen = Terminal(), io.StringIO()
    for stream in (seen, unseen):
        bar = Bar(stream)
        bar(1, 2, "읽는 중")
        bar.clear()

    assert " 50% 읽는 중" in seen.getvalue()
    assert unseen.getvalue() == ""
