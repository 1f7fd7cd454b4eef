"""The pages themselves: questions to the database, filters, templates, what is kept and for how long."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import OrganizationFactory
from registry.imports.conftest import HEADINGS, ROWS, committed, counts, csv_of, map_columns, previewed, send
from socialgoods.exchange import headings, mappings, workbook
from socialgoods.kernel import clock
from socialgoods.places.models import District
from socialgoods.registry.actions.imports.expiring import expire
from socialgoods.registry.models import ImportBatch, ImportState
from socialgoods.registry.queries.imports.targets import TARGETS

pytestmark = pytest.mark.django_db


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_takes_as_many_questions_for_three_imports_as_for_one(working):
    previewed(working, csv_of(HEADINGS, ROWS[0]))
    one = questions(working, reverse("imports"))
    for number in range(2):
        previewed(working, csv_of(HEADINGS, ROWS[1]), f"{number}.csv")

    assert questions(working, reverse("imports")) == one


@pytest.mark.parametrize("show", ["", "twins", "changed"])
def test_a_preview_takes_as_many_questions_for_three_rows_as_for_one(working, show):
    home = District.objects.get(name="봉동읍")
    for number in range(3):
        OrganizationFactory(name=f"두레 {number}", district=home)
    rows = [(f"두레 {number}", *ROWS[0][1:5], "", f"063-555-000{number}") for number in range(3)]
    one = previewed(working, csv_of(HEADINGS, rows[0]))
    three = previewed(working, csv_of(HEADINGS, *rows), "three.csv")
    assert (counts(one)["twins"], counts(three)["twins"]) == (1, 3)

    asked = [questions(working, reverse("import_preview", args=[batch.pk]) + f"?show={show}") for batch in (one, three)]

    assert asked[0] == asked[1]


def test_rows_are_shown_by_what_becomes_of_them_and_in_pages(working):
    OrganizationFactory(name="두레 하나", business_no="1078153660", district=District.objects.get(name="봉동읍"))
    many = [(f"모임 {number}", *ROWS[1][1:4], "", "", "") for number in range(60)]
    batch = previewed(working, csv_of(HEADINGS, *ROWS, *many))
    url = reverse("import_preview", args=[batch.pk])

    changed = working.get(f"{url}?show=changed").context
    new = working.get(f"{url}?show=new&page=3").context

    assert [row.number for row in changed["rows"]] == [2]
    assert ("전화", "자료 없음", "063-555-0001") in changed["rows"][0].differences
    assert (new["page"].paginator.count, [row.number for row in new["rows"]][-1]) == (62, 64)


def test_what_changes_is_shown_before_and_after(working):
    home = District.objects.get(name="봉동읍")
    OrganizationFactory(
        name="두레 하나", business_no="1078153660", sector="craft", district=None, residence="unknown", phone=""
    )
    batch = previewed(working, csv_of(HEADINGS, ROWS[0]))

    row = working.get(reverse("import_preview", args=[batch.pk])).context["rows"][0]

    assert set(row.differences) == {
        ("분야", "공예", "먹거리"),
        ("주소", "자료 없음", "완주군 봉동읍 추동로 51-5"),
        ("전화", "자료 없음", "063-555-0001"),
        ("소재", "확인 필요", "군 안"),
        ("읍·면", "자료 없음", str(home)),
    }


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("columns", ["", "needed"])
def test_a_template_is_read_back_with_every_column_known(working, tmp_path, target, columns):
    answer = working.get(reverse("import_template", args=[target]), {"columns": columns})

    path = tmp_path / "template.xlsx"
    path.write_bytes(answer.content)
    sheet = workbook.open_workbook(path).read()
    sheet.rows.append(["1"] * len(sheet.rows[0]))
    mapping = mappings.propose(headings.find_table(sheet), TARGETS[target].spec)
    assert not mapping.unknown
    assert not mappings.missing(mapping, TARGETS[target].spec)
    assert answer["Content-Disposition"].startswith("attachment")


def test_originals_are_erased_after_a_month_and_those_about_persons_after_a_day(
    working, django_capture_on_commit_callbacks
):
    open_list = previewed(working, csv_of(HEADINGS, *ROWS))
    done = committed(working, csv_of(HEADINGS, *ROWS[:2]), "done.csv")
    OrganizationFactory(code="T1")
    send(working, csv_of(("등록번호", "성명", "참여 구분"), ("T1", "김영희", "조합원·회원")), target="memberships")
    persons = ImportBatch.objects.latest("pk")

    with django_capture_on_commit_callbacks(execute=True):
        after_two_days = expire(at=clock.now() + timedelta(days=2))
        after_a_month = expire(at=clock.now() + timedelta(days=31))

    for batch in (open_list, done, persons):
        batch.refresh_from_db()
    assert (after_two_days, after_a_month) == (1, 2)
    assert [batch.state for batch in (open_list, done, persons)] == [
        ImportState.DISCARDED,
        ImportState.COMMITTED,
        ImportState.DISCARDED,
    ]
    assert {batch.file.name for batch in (open_list, done, persons)} == {""}
    call_command("expire_imports", verbosity=0)


def test_an_import_whose_original_is_gone_can_still_be_undone(working):
    batch = committed(working, csv_of(HEADINGS, *ROWS))
    expire(at=clock.now() + timedelta(days=40))

    page = working.get(reverse("import_undo", args=[batch.pk]))

    assert page.context["found"].removed_count == 3


def test_a_preview_whose_file_is_lost_leads_back_to_the_columns_with_a_sentence(working):
    batch = previewed(working, csv_of(HEADINGS, *ROWS))
    batch.preview.storage.delete(batch.preview.name)

    answer = working.get(reverse("import_preview", args=[batch.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("import_mapping", args=[batch.pk]), 302)]
    assert "미리 보기를 열 수 없습니다" in answer.content.decode()


def test_pages_speak_english(working):
    batch = previewed(working, csv_of(HEADINGS, *ROWS))

    page = working.get(reverse("import_preview", args=[batch.pk]), headers={"accept-language": "en"})

    assert [column.label for column in page.context["columns"]][:3] == ["Name", "Kind", "Sector"]


def test_the_mapping_page_shows_title_units_and_skipped_rows(working):
    OrganizationFactory(code="T1")
    content = csv_of(
        ("2016년 결산 (단위: 천원)", "", ""),
        ("등록번호", "회계연도", "민간 판매"),
        ("T1", 2016, 1200),
        ("합계", "", 1200),
    )
    send(working, content, target="reports")
    batch = ImportBatch.objects.get()

    page = working.get(reverse("import_mapping", args=[batch.pk])).content.decode()

    assert "2016년 결산 (단위: 천원)" in page
    assert "천원 단위" in page
    assert "건너뛰는 행 1개" in page
    map_columns(working, batch)


def test_rows_cannot_be_skipped_before_there_is_a_preview(working):
    send(working, csv_of(HEADINGS, *ROWS))
    batch = ImportBatch.objects.get()

    answer = working.post(reverse("import_skip", args=[batch.pk]), {"all": "errors"}, follow=True)

    assert (answer.status_code, "미리 보기를 열 수 없습니다" in answer.content.decode()) == (200, True)


def test_a_row_or_record_of_thousands_of_digits_is_no_choice(working):
    batch = previewed(working, csv_of(HEADINGS, *ROWS))
    choices = {"twin_" + "1" * 5000: "new", "twin_2": "9" * 5000, "twin_3": "9" * 30}

    answer = working.post(
        reverse("import_match", args=[batch.pk]),
        urlencode(choices),
        content_type="application/x-www-form-urlencoded",
        follow=True,
    )

    batch.refresh_from_db()
    assert (answer.status_code, batch.matches) == (200, {})


def test_the_history_of_an_imported_organisation_begins_with_the_file(working, officer):
    batch = committed(working, csv_of(HEADINGS, *ROWS), "2018년 목록.csv")

    page = working.get(reverse("history", args=["SG00001"]))

    assert "파일에서 가져왔습니다" in page.content.decode()
    assert "2018년 목록.csv" in page.content.decode()
    assert batch.get_absolute_url() in page.content.decode()
