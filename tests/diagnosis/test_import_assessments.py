"""`socialgoods import_assessments FILE`: a dry run by default; what is wrong is said by file, sheet, row and column."""

import io

import pytest
from django.core.management import CommandError, call_command

from factories import AssessmentFactory, OrganizationFactory
from socialgoods.diagnosis.models import Assessment
from socialgoods.kernel.models import Event

pytestmark = pytest.mark.django_db

HEADINGS = "org_id,year,dimension,item,score,max_score"
ROWS = ("T1,2017,finance,finance_books,4,5", "T1,2017,finance,finance_cash,,5", "T2,2016,market,market_regulars,2,5")


@pytest.fixture
def bring(tmp_path):
    OrganizationFactory(code="T1")
    OrganizationFactory(code="T2")

    def run(*rows, headings=HEADINGS, **options):
        path = tmp_path / "assessments.csv"
        path.write_text("\n".join([headings, *rows]), encoding="utf-8")
        out = io.StringIO()
        try:
            call_command("import_assessments", str(path), stdout=out, **options)
        except CommandError as wrong:
            return out.getvalue() + str(wrong)
        return out.getvalue()

    return run


def test_without_commit_nothing_is_written(bring):
    said = bring(*ROWS)

    assert "응답 3개, 조직과 해로 2건입니다." in said
    assert "확인만 했습니다. 2건을 쓰려면 --commit" in said
    assert not Assessment.objects.exists()
    assert not Event.objects.exists()


def test_with_commit_they_are_final(bring):
    said = bring(*ROWS, commit=True)

    assert "2건을 확정된 진단으로 가져왔습니다." in said
    rows = Assessment.objects.order_by("organization__code")
    assert [(row.organization.code, row.year, row.state, row.way, row.answers) for row in rows] == [
        ("T1", 2017, "final", "imported", {"finance_books": 4, "finance_cash": None}),
        ("T2", 2016, "final", "imported", {"market_regulars": 2}),
    ]


def test_again_it_has_nothing_to_do(bring):
    bring(*ROWS, commit=True)

    said = bring(*ROWS, commit=True)

    assert "진단이 이미 있는 2건은 그대로 둡니다." in said
    assert "새로 쓸 것이 없습니다." in said
    assert Assessment.objects.count() == 2


def test_korean_headings_are_known(bring):
    assert "응답 1개" in bring("T1,2017,재무,finance_books,4,5", headings="등록번호,연도,진단 영역,문항,점수,만점")


def test_what_was_answered_here_stays(bring):
    from socialgoods.registry.models import Organization

    AssessmentFactory(organization=Organization.objects.get(code="T1"), answers={"finance_books": 1})

    bring(*ROWS, commit=True)

    assert Assessment.objects.get(organization__code="T1").answers == {"finance_books": 1}


@pytest.mark.parametrize(
    ("row", "where", "why"),
    [
        ("T9,2017,finance,finance_books,4,5", "2행 A열(org_id)", "등록부에 없는 등록번호"),
        ("T1,2017,finance,finance_luck,4,5", "2행 D열(item)", "‘wanju-2018’ 판에는 이 문항이 없습니다"),
        ("T1,2017,market,finance_books,4,5", "2행 C열(dimension)", "이 문항의 영역은 finance"),
        ("T1,2017,finance,finance_books,4,10", "2행 F열(max_score)", "1부터 5까지"),
        ("T1,2017,finance,finance_books,3.5,5", "2행 E열(score)", "정수"),
        ("T1,2017,finance,finance_books,6,5", "2행", ""),
        ("T1,2017,finance,finance_books,0,5", "2행 E열(score)", ""),
        ("T1,2017,luck,finance_books,4,5", "2행 C열(dimension)", ""),
        ("T1,x,finance,finance_books,4,5", "2행 B열(year)", ""),
        (",2017,finance,finance_books,4,5", "2행 A열(org_id)", ""),
        ("T1,2017,finance,finance_books,4,5\nT1,2017,finance,finance_books,3,5", "3행", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(bring, row, where, why):
    said = bring(row, commit=True)

    assert "assessments.csv" in said
    assert where in said
    assert why in said
    assert "아무것도 쓰지 않았습니다" in said
    assert not Assessment.objects.exists()


def test_a_column_that_is_needed_is_named(bring):
    assert "만점(max_score)" in bring("T1,2017,finance,finance_books,4", headings="org_id,year,dimension,item,score")


def test_a_file_that_is_none_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\x00\x01")

    with pytest.raises(CommandError):
        call_command("import_assessments", str(path))


def test_somebody_unknown_is_named(bring):
    assert "‘nobody’ 아이디를 쓰는 사람이 없습니다" in bring(*ROWS, by="nobody")
