"""Annual reports, supports, memberships and designations go the same way."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from factories import AnnualReportFactory, DesignationFactory, MeasureFactory, MembershipFactory, OrganizationFactory
from registry.imports.conftest import committed, counts, csv_of, previewed, send
from socialgoods.registry.models import (
    AnnualReport,
    Designation,
    EntryWay,
    ImportBatch,
    ImportState,
    Measure,
    Membership,
    ReportState,
    SupportGiven,
)
from socialgoods.registry.rules.token import person_token

pytestmark = pytest.mark.django_db

REPORT = ("등록번호", "회계연도", "민간 판매", "공공 판매", "매출원가", "인건비", "기타 운영비", "유급 근로자", "증빙")


@pytest.fixture
def one(places):
    return OrganizationFactory(code="T1", name="콩사랑")


def problems(client, batch):
    page = client.get(reverse("import_preview", args=[batch.pk]) + "?show=errors")
    return [
        said
        for row in page.context["rows"]
        for said in (*(s for _, s in row.sentences), *(c.sentence for c in row.cells))
        if said
    ]


def test_reports_come_in_as_submitted_for_another_officer_to_confirm(working, officer, one):
    batch = committed(
        working, csv_of(REPORT, ("T1", 2016, "1,200,000", "", 500000, 300000, 100000, 1, "B")), target="reports"
    )

    report = AnnualReport.objects.get()
    assert (report.organization, report.fiscal_year, report.sales_private, report.sales_public) == (
        one,
        2016,
        1_200_000,
        None,
    )
    assert (report.state, report.entry_way, report.submitted_by) == (ReportState.SUBMITTED, EntryWay.IMPORTED, officer)
    assert (report.imported_by, report.evidence) == (batch, "B")


def test_reports_come_in_as_confirmed_only_with_evidence(working, officer, one):
    rows = csv_of(REPORT, ("T1", 2016, 1, 1, 1, 1, 1, 1, "B"), ("T1", 2015, 1, 1, 1, 1, 1, 1, ""))

    batch = committed(working, rows, target="reports", option_state="confirmed")
    assert problems(working, batch) == [
        "확정으로 가져오려면 증빙 등급이 있어야 합니다. 증빙 열을 더하거나, 모든 행의 증빙을 고르거나, ‘제출됨’으로 가져오세요."
    ]

    working.post(reverse("import_skip", args=[batch.pk]), {"all": "errors"})
    working.post(reverse("import_commit", args=[batch.pk]))
    report = AnnualReport.objects.get()
    assert (report.state, report.decided_by, report.fiscal_year) == (ReportState.CONFIRMED, officer, 2016)


def test_the_unit_in_the_title_counts_and_an_officer_may_correct_it(working, one):
    titled = csv_of(("2016년 결산 (단위: 천원)", *[""] * 8), REPORT, ("T1", 2016, 1200, 0, 500, 300, 100, 1, "B"))
    committed(working, titled, target="reports")
    bare = csv_of(REPORT, ("T1", 2015, 12, 0, 5, 3, 1, 1, "B"))
    committed(working, bare, "b.csv", target="reports", option_unit="1000000")

    assert dict(AnnualReport.objects.values_list("fiscal_year", "sales_private")) == {2016: 1_200_000, 2015: 12_000_000}


def test_a_report_that_an_organisation_wrote_or_somebody_confirmed_is_not_overwritten(working, one):
    AnnualReportFactory(organization=one, fiscal_year=2016, state=ReportState.CONFIRMED, sales_private=1)
    AnnualReportFactory(organization=one, fiscal_year=2015, state=ReportState.DRAFT, sales_private=1)

    batch = previewed(working, csv_of(REPORT, ("T1", 2016, 2, *[""] * 6), ("T1", 2015, 2, *[""] * 6)), target="reports")

    assert counts(batch)["errors"] == 2
    assert all("조직이 직접 적었거나 이미 확정했습니다" in said for said in problems(working, batch))


def test_an_imported_report_may_be_corrected_by_the_next_file(working, one):
    committed(working, csv_of(REPORT, ("T1", 2016, 1, 1, 1, 1, 1, 1, "B")), target="reports")
    batch = committed(working, csv_of(REPORT, ("T1", 2016, 5, 1, 1, 1, 1, 1, "B")), "b.csv", target="reports")

    assert (counts(batch)["changed"], AnnualReport.objects.get().sales_private) == (1, 5)


def test_a_row_about_nobody_or_about_several_says_so(working, places):
    OrganizationFactory(name="행복마을")
    OrganizationFactory(name="행복마을")
    headings = ("조직 이름", *REPORT[1:])

    batch = previewed(
        working, csv_of(headings, ("없는 곳", 2016, *[1] * 6, "B"), ("행복마을", 2016, *[1] * 6, "B")), target="reports"
    )

    first, second = problems(working, batch)
    assert "등록부에 없는 조직입니다" in first
    assert "같은 이름의 조직이 여럿입니다" in second


SUPPORT = ("등록번호", "연도", "지원 수단", "재원", "금액")


def test_supports_come_in_once_and_unknown_measures_only_when_wanted(working, officer, one):
    MeasureFactory(code="consulting", name="맞춤 컨설팅")
    content = csv_of(
        SUPPORT, ("T1", 2016, "맞춤 컨설팅", "군비", "1천만원"), ("T1", 2016, "새 판로", "군비", 2_000_000)
    )

    refused = previewed(working, content, target="supports")
    assert counts(refused)["errors"] == 1
    batch = committed(working, content, target="supports", option_new_measures="yes")
    again = previewed(working, content, target="supports", option_new_measures="yes")

    assert (counts(batch)["new"], counts(again)) == (2, {"rows": 2, "same": 2})
    assert sorted(SupportGiven.objects.values_list("measure__code", "amount")) == [
        ("consulting", 10_000_000),
        ("새 판로", 2_000_000),
    ]
    assert set(SupportGiven.objects.values_list("recorded_by", flat=True)) == {officer.pk}


def test_undoing_supports_takes_the_new_measure_too_unless_it_is_used(working, one):
    content = csv_of(SUPPORT, ("T1", 2016, "새 판로", "군비", 1))
    batch = committed(working, content, target="supports", option_new_measures="yes")
    page = working.get(reverse("import_undo", args=[batch.pk]))

    working.post(reverse("import_undo", args=[batch.pk]), {"promised": page.context["found"].fingerprint})

    assert (SupportGiven.objects.count(), Measure.objects.count()) == (0, 0)


MEMBER = ("등록번호", "성명", "생년월일", "전화 끝 네 자리", "참여 구분", "읍·면", "시작일")


def test_members_become_tokens_and_their_names_go_no_further(working, one, django_capture_on_commit_callbacks):
    rows = (
        ("T1", "김영희", "1970-01-02", "1234", "조합원·회원", "봉동읍", "2015-03-01"),
        ("T1", "이철수", "", "", "일하는 사람", "", ""),
    )
    choices = {"column_1": "name", "constant_consented_on": "2018-01-15"}

    with django_capture_on_commit_callbacks(execute=True):
        batch = committed(working, csv_of(MEMBER, *rows), target="memberships", **choices)

    linked, unlinked = Membership.objects.order_by("pk")
    assert linked.token == person_token(name="김영희", birth_date=date(1970, 1, 2), phone4="1234")
    assert (linked.part, linked.district.name, linked.consented_on) == ("member", "봉동읍", date(2018, 1, 15))
    assert (unlinked.token, unlinked.part) == ("", "worker")
    assert (batch.state, batch.file.name, batch.preview.name, batch.sketch) == (ImportState.COMMITTED, "", "", None)
    assert default_storage.listdir(f"imports/{batch.uploaded_at.year}")[1] == []


def test_members_are_not_doubled_linked_or_not(working, one):
    rows = (
        ("T1", "김영희", "1970-01-02", "1234", "조합원·회원", "봉동읍", "2015-03-01"),
        ("T1", "이철수", "", "", "일하는 사람", "", ""),
    )
    choices = {"column_1": "name", "constant_consented_on": "2018-01-15"}
    committed(working, csv_of(MEMBER, *rows), target="memberships", **choices)

    again = previewed(working, csv_of(MEMBER, *rows), target="memberships", **choices)

    assert counts(again) == {"rows": 2, "same": 2, "warnings": 1}


def test_persons_are_masked_wherever_the_file_is_shown(working, one):
    rows = (("T1", "김영희", "1970-01-02", "1234", "조합원·회원", "봉동읍", "2015-03-01"),)
    send(working, csv_of(MEMBER, *rows), target="memberships")
    batch = ImportBatch.objects.get()

    mapping = working.get(reverse("import_mapping", args=[batch.pk])).content.decode()
    previewed(working, csv_of(MEMBER, *rows), target="memberships", column_1="name", constant_consented_on="2018-01-15")
    preview = working.get(reverse("import_preview", args=[batch.pk])).content.decode()

    assert "김○○" in mapping
    assert "김○○" in preview
    assert "김영희" not in mapping + preview
    assert "1970-01-02" not in mapping + preview


def test_a_token_without_consent_is_refused(working, one):
    rows = (("T1", "김영희", "1970-01-02", "1234", "조합원·회원", "봉동읍", "2015-03-01"),)

    batch = previewed(working, csv_of(MEMBER, *rows), target="memberships", column_1="name")

    assert "동의한 날이 있어야 합니다" in problems(working, batch)[0]


def test_somebody_who_left_and_came_back_has_two_times(working, one):
    token = person_token(name="김영희", birth_date=date(1970, 1, 2), phone4="1234")
    MembershipFactory(organization=one, token=token, starts_on=date(2012, 1, 1), ends_on=date(2014, 1, 1))
    row = ("T1", "김영희", "1970-01-02", "1234", "조합원·회원", "", "2016-03-01")

    committed(working, csv_of(MEMBER, row), target="memberships", column_1="name", constant_consented_on="2018-01-15")

    assert list(Membership.objects.order_by("pk").values_list("starts_on", "ends_on")) == [
        (date(2012, 1, 1), date(2014, 1, 1)),
        (date(2016, 3, 1), None),
    ]


def test_designations_come_in_with_their_time_and_fill_what_was_lacking(working, one):
    held = DesignationFactory(organization=one, starts_on=date(2016, 1, 1), ends_on=None, number="")
    content = csv_of(
        ("등록번호", "인증·지정", "번호", "지정일", "만료일"),
        ("T1", "마을기업 지정", "제2016-001호", "2016.1.1", "2019.1.1"),
        ("T1", "사회적기업 인증", "제2017-002호", "2017.12.31", ""),
    )

    batch = committed(working, content, target="designations")

    held.refresh_from_db()
    assert (counts(batch)["new"], counts(batch)["changed"]) == (1, 1)
    assert (held.number, held.ends_on) == ("제2016-001호", date(2019, 1, 1))
    assert Designation.objects.exclude(pk=held.pk).get().kind == "certified_social_enterprise"
