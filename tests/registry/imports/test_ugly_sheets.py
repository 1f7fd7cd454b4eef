"""Sheets as offices really send them, through the browser: what becomes of them."""

import pytest
from django.urls import reverse

from registry.imports.conftest import HEADINGS, ROWS, committed, counts, csv_of, map_columns, previewed, send, xlsx_of
from socialgoods.registry.models import ImportBatch, Organization

pytestmark = pytest.mark.django_db

NAMES = ["두레 둘", "두레 셋", "두레 하나"]


def in_the_register():
    return sorted(Organization.objects.values_list("name", flat=True))


@pytest.mark.parametrize(
    "content",
    [
        csv_of(HEADINGS, *ROWS, encoding="utf-8-sig"),
        csv_of(HEADINGS, *ROWS, encoding="cp949"),
        csv_of(HEADINGS, *ROWS, delimiter=";"),
        csv_of(HEADINGS, *ROWS, delimiter="\t"),
        csv_of(("2018년 조직 현황", *[""] * 6), [""] * 7, HEADINGS, *ROWS),
        xlsx_of(("2018년 조직 현황",), ("(2018. 3. 2. 현재)",), HEADINGS, *ROWS),
        xlsx_of(HEADINGS, *ROWS, ("합계", "", "", "", "", "", ""), ("※ 자료: 군청",)),
    ],
    ids=["bom", "cp949", "semicolon", "tab", "title csv", "title xlsx", "totals"],
)
def test_the_three_organisations_are_found_in_whatever_dress(working, content):
    batch = committed(working, content, "조직")

    assert counts(batch)["new"] == 3
    assert in_the_register() == NAMES


def test_a_header_of_two_rows_is_one_heading(working):
    top = ("이름", "유형", "분야", "소재지", "", "연락처", "")
    below = ("", "", "", "읍·면", "주소", "전화", "이메일")
    rows = [(*row[:3], row[3], row[4], row[6], "") for row in ROWS]
    merged = ((0, 3, 0, 4, "소재지"), (0, 5, 0, 6, "연락처"))

    batch = committed(working, xlsx_of(top, below, *rows, merged=merged), "조직.xlsx")

    assert counts(batch)["new"] == 3
    assert Organization.objects.get(name="두레 하나").district.name == "봉동읍"


def test_unknown_columns_are_named_and_must_be_decided(working):
    send(working, csv_of((*HEADINGS, "담당 과장의 생각"), *((*row, "좋음") for row in ROWS)))
    batch = ImportBatch.objects.get()

    shown = working.get(reverse("import_mapping", args=[batch.pk])).content.decode()
    refused = map_columns(working, batch)
    decided = map_columns(working, batch, column_7="-")

    assert "모르는 열이 있습니다" in shown
    assert "‘담당 과장의 생각’" in shown
    assert "‘담당 과장의 생각’ 열이 무엇인지 정하지 않았습니다" in refused.content.decode()
    assert decided.status_code == 302


def test_a_sheet_of_something_else_says_what_is_missing(working):
    send(working, csv_of(("과일", "개수"), ("사과", 3), ("배", 5)))
    batch = ImportBatch.objects.get()

    answer = map_columns(working, batch, column_0="-", column_1="-").content.decode()

    assert "‘이름’ 항목이 없습니다" in answer
    assert "‘유형’ 항목이 없습니다" in answer
    assert "‘분야’ 항목이 없습니다" in answer


def test_a_field_is_not_chosen_for_two_columns(working):
    send(working, csv_of(HEADINGS, *ROWS))
    batch = ImportBatch.objects.get()

    answer = map_columns(working, batch, column_6="name").content.decode()

    assert "한 열만 고르세요" in answer


def test_words_of_the_sheet_are_given_a_meaning_and_it_is_used(working):
    headings, row = ("이름", "유형", "분야"), ("두레 하나", "협동조합", "두부 만들기")
    batch = previewed(working, csv_of(headings, row))
    before = counts(batch)

    map_columns(working, batch, word_sector_0="food")

    batch.refresh_from_db()
    assert (before["errors"], counts(batch)) == (1, {"rows": 1, "new": 1, "ask": 1})
    working.post(reverse("import_commit", args=[batch.pk]))
    assert Organization.objects.get().sector == "food"


def test_while_errors_remain_nothing_is_written_until_they_are_skipped(working):
    bad = ("두레 넷", "없는 유형", "먹거리", "봉동읍", "", "123-45-67890", "")
    batch = previewed(working, csv_of(HEADINGS, *ROWS, bad))

    page = working.get(reverse("import_preview", args=[batch.pk]) + "?show=errors").content.decode()
    refused = working.post(reverse("import_commit", args=[batch.pk]), follow=True).content.decode()
    assert "‘없는 유형’ 값은 정해진 값이 아닙니다." in page
    assert "마지막 숫자(검증 번호)가 앞 숫자들과 맞지 않습니다" in page
    assert "고칠 행이 1개 남아 있습니다" in refused
    assert not Organization.objects.exists()

    working.post(reverse("import_skip", args=[batch.pk]), {"all": "errors"})
    working.post(reverse("import_commit", args=[batch.pk]))
    batch.refresh_from_db()
    assert (in_the_register(), batch.skipped) == (NAMES, [5])


def test_a_row_that_looks_like_a_total_can_be_put_back(working):
    batch = previewed(working, csv_of(HEADINGS, *ROWS, ("합계", *ROWS[1][1:5], "", "")))
    assert counts(batch)["rows"] == 3

    working.post(reverse("import_skip", args=[batch.pk]), {"row": "5", "back": "1"})

    batch.refresh_from_db()
    assert (counts(batch)["rows"], batch.kept) == (4, [5])
    working.post(reverse("import_skip", args=[batch.pk]), {"row": "5"})
    batch.refresh_from_db()
    assert (counts(batch)["rows"], batch.kept, batch.skipped) == (3, [], [5])


def test_pressing_without_choosing_rows_says_what_to_do(working):
    batch = previewed(working, csv_of(HEADINGS, *ROWS))

    answer = working.post(reverse("import_skip", args=[batch.pk]), follow=True)

    assert "행을 하나도 고르지 않았습니다" in answer.content.decode()
