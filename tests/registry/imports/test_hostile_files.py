"""Dangerous and mistaken files, through the browser: a sentence each, and nothing written."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage

from registry.imports.conftest import HEADINGS, ROWS, csv_of, send, xlsx_of
from socialgoods.kernel.models import Event
from socialgoods.registry.models import ImportBatch, Organization

pytestmark = pytest.mark.django_db

TABLE = xlsx_of(HEADINGS, *ROWS)


def with_part(name, content, *, table=TABLE):
    """A workbook with one more part in its archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(table)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(member, source.read(member))
        target.writestr(name, content)
    return buffer.getvalue()


def formula():
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ROWS[0])
    sheet.write_formula(2, 0, "=HYPERLINK(A2)")
    book.close()
    return buffer.getvalue()


HOSTILE = {
    "zip bomb": (
        "bomb.xlsx",
        lambda: with_part("xl/media/image1.png", b"\0" * 60_000_000),
        "압축 파일이라 열지 않았습니다",
    ),
    "macros": ("macro.xlsx", lambda: with_part("xl/vbaProject.bin", b"macro"), "매크로가 들어 있어"),
    "link": ("link.xlsx", lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), "연결되어 있어"),
    "formula": ("formula.xlsx", formula, "A3 칸에 수식이 있습니다"),
    "html": (
        "조직.xls",
        lambda: "<html><table><tr><td>이름</td></tr></table></html>".encode(),
        "내용은 웹 페이지(HTML)",
    ),
    "empty": ("empty.csv", lambda: b"", "빈 파일"),
    "blank": ("blank.csv", lambda: b"\r\n\r\n", "채워진 칸이 없습니다"),
    "picture": ("list.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "그림입니다"),
    "headings only": ("head.csv", lambda: csv_of(HEADINGS), "표를 찾지 못했습니다"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_dangerous_or_empty_file_is_refused_with_a_sentence_and_leaves_nothing(working, kind):
    filename, make, said = HOSTILE[kind]

    answer = send(working, make(), filename)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert answer.context["form"].errors
    assert not ImportBatch.objects.exists()
    assert not Event.objects.exists()
    assert not default_storage.exists("imports")


def test_a_formula_on_a_second_sheet_is_refused_when_that_sheet_is_chosen(working):
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name in ("조직", "계산"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROWS[0])
    sheet.write_formula(2, 0, "=1+1")
    book.close()
    sent = send(working, buffer.getvalue(), "two.xlsx")

    refused = working.post(sent["Location"], {"sheet": "계산"})
    chosen = working.post(sent["Location"], {"sheet": "조직"})

    assert "‘계산’ 시트 A3 칸에 수식이 있습니다" in refused.content.decode()
    assert chosen.status_code == 302
    assert ImportBatch.objects.get().sheet == "조직"


def test_a_file_above_the_limit_is_refused_by_its_size(working, monkeypatch):
    from socialgoods.exchange.refusals import Limits
    from socialgoods.registry.forms.imports import upload

    monkeypatch.setattr(upload, "Limits", lambda: Limits(file_bytes=100))

    answer = send(working, csv_of(HEADINGS, *ROWS))

    assert "100B까지 받습니다" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_of_a_file_far_above_the_limit_only_the_beginning_reaches_the_disk(working, settings, monkeypatch):
    from socialgoods.exchange.refusals import Limits
    from socialgoods.registry.forms.imports import upload

    monkeypatch.setattr(upload, "Limits", lambda: Limits(file_bytes=1_500_000))
    settings.UPLOAD_KEPT_BYTES = 200_000

    answer = send(working, b"a,b\n" * 500_000)

    assert "1.9MB입니다. 1.4MB까지 받습니다" in answer.content.decode()
    assert answer.context["form"].files["file"].size == 2_000_000
    assert not ImportBatch.objects.exists()


def test_uploads_are_slowed_when_they_come_too_fast(working, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "import_upload": "2/h/user"}

    answers = [send(working, csv_of(HEADINGS, (f"두레 {number}", *ROWS[0][1:]))) for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert "잠시 쉬었다가" in answers[2].content.decode()
    assert ImportBatch.objects.count() == 2


def test_a_cell_that_begins_like_a_formula_is_an_error_in_its_cell(working):
    from registry.imports.conftest import counts, previewed

    batch = previewed(working, csv_of(HEADINGS, ("=cmd|' /C calc'!A0", *ROWS[0][1:])))

    assert counts(batch)["errors"] == 1
    page = working.get(batch.get_absolute_url(), follow=True)
    assert "수식은 받지 않습니다" in page.content.decode()
    assert not Organization.objects.exists()
