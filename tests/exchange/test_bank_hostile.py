"""Dirty and hostile files: each is read as a person would, or refused with a sentence that names the place."""

import io
import zipfile
from datetime import date

import pytest
from bank_files import HEAD, amounts, csv_of, reading_of, simple, xlsx_of

from socialgoods.exchange.bank.reading import ERASED, keys_of
from socialgoods.exchange.workbook import Refused

LINE = ("2018-03-02", "회비", "", "100", "100")

# What is in the file → amounts read, and words in the errors.
DIRTY = {
    "empty_rows_between": (csv_of(HEAD, LINE, ["", "", "", "", ""], ("2018-03-03", "다과", "30", "", "70")), [100, -30], []),
    "sum_row": (csv_of(HEAD, LINE, ["합계", "", "0", "100", ""]), [100], []),
    "sum_row_spaced": (csv_of(HEAD, LINE, ["", "합  계", "0", "100", ""]), [100], []),
    "sum_row_with_period": (csv_of(HEAD, LINE, ["2018-03-01~2018-03-31", "합계", "0", "100", ""]), [100], []),
    "two_sum_rows": (csv_of(HEAD, LINE, ["출금합계", "", "0", "", ""], ["입금합계", "", "", "100", ""]), [100], []),
    "note_below": (csv_of(HEAD, LINE, ["※ 이 내역은 증명서가 아닙니다", "", "", "", ""]), [100], []),
    "repeated_header": (csv_of(HEAD, LINE, HEAD, ("2018-03-03", "다과", "30", "", "70")), [100, -30], []),
    "carried_over": (csv_of(HEAD, ["", "전월이월", "", "", "0"], LINE), [100], []),
    "carried_over_dated": (csv_of(HEAD, ["2018-03-01", "이월잔액", "", "", "0"], LINE), [100], []),
    "newest_first": (simple(("2018-03-03", "다과", "30", "", "70"), LINE), [100, -30], []),
    "newest_first_one_day": (simple(("2018-03-02", "다과", "30", "", "70"), LINE), [100, -30], []),
    "real_twins": (simple(LINE, ("2018-03-02", "회비", "", "100", "200")), [100, 100], []),
    "twins_without_balance": (csv_of(HEAD[:4], LINE[:4], LINE[:4]), [100, 100], []),
    "dots": (simple(("2018.03.02.", *LINE[1:])), [100], []),
    "slashes": (simple(("2018/3/2", *LINE[1:])), [100], []),
    "korean_day": (simple(("2018년 3월 2일", *LINE[1:])), [100], []),
    "weekday": (simple(("2018.03.02(금)", *LINE[1:])), [100], []),
    "two_digit_year": (simple(("18.03.02", *LINE[1:])), [100], []),
    "two_digit_last_century": (simple(("98.03.02", *LINE[1:])), [100], []),
    "run_together": (simple(("20180302", *LINE[1:])), [100], []),
    "run_together_with_time": (simple(("20180302130522", *LINE[1:])), [100], []),
    "afternoon": (simple(("2018-03-02 오후 1:05", *LINE[1:])), [100], []),
    "iso_time": (simple(("2018-03-02T13:05:22", *LINE[1:])), [100], []),
    "full_width_digits": (simple(("２０１８-０３-０２", "회비", "", "１００", "１００")), [100], []),
    "won_signs": (simple(("2018-03-02", "회비", "", "₩1,000원", "1,000원")), [1000], []),
    "negative_zero": (simple(("2018-03-02", "회비", "-0", "100", "100")), [100], []),
    "both_negative_zero": (simple(("2018-03-02", "조회", "-0", "-0", "100"), LINE), [100], []),
    "negative_out_is_a_reversal": (simple(LINE, ("2018-03-02", "출금취소", "-50", "", "150")), [100, 50], []),
    "triangle_minus": (csv_of(["거래일", "내용", "금액"], ["2018-03-02", "다과", "△500"]), [-500], []),
    "no_balance_everywhere": (simple(LINE, ("2018-03-03", "다과", "30", "", "")), [100, -30], []),
    "minus_balance": (simple(("2018-03-02", "한도", "500", "", "-500")), [-500], []),
    "dashes_for_nothing": (simple(("2018-03-02", "회비", "-", "100", "100")), [100], []),
    "largest": (simple(("2018-03-02", "회비", "", "1,000,000,000,000,000", "1,000,000,000,000,000")), [10**15], []),
    "too_large": (simple(("2018-03-02", "회비", "", "1,000,000,000,000,001", "")), [], ["1,000조 원이 넘습니다"]),
    "endless_digits": (simple(("2018-03-02", "회비", "", "9" * 5000, "")), [], ["금액으로 읽을 수 없습니다"]),
    "scientific": (simple(("2018-03-02", "회비", "", "1e99", "")), [], ["금액으로 읽을 수 없습니다"]),
    "not_a_number": (simple(("2018-03-02", "회비", "", "NaN", "")), [], ["금액으로 읽을 수 없습니다"]),
    "half_a_won": (simple(("2018-03-02", "회비", "", "100.5", "")), [], ["1원보다 작은 금액"]),
    "words_for_money": (simple(("2018-03-02", "회비", "", "많이", "")), [], ["금액으로 읽을 수 없습니다"]),
    "misplaced_comma": (simple(("2018-03-02", "회비", "", "1,00", "")), [], ["쉼표가 세 자리마다"]),
    "both_sides": (simple(("2018-03-02", "회비", "5", "100", "")), [], ["함께 있습니다"]),
    "no_day": (simple(("", "회비", "", "100", "100"), LINE), [100], ["거래일이 없습니다"]),
    "not_on_the_calendar": (simple(("2018-02-30", "회비", "", "100", "100")), [], ["달력에 없는 날"]),
    "month_only": (simple(("2018-03", "회비", "", "100", "100")), [], ["연·월·일이 모두"]),
    "word_for_a_day": (simple(("어제", "회비", "", "100", "100")), [], ["날짜로 읽을 수 없습니다"]),
    "day_not_come_yet": (simple(("2019-03-02", "회비", "", "100", "100")), [], ["오지 않은 날"]),
    "formula_in_words": (simple(("2018-03-02", '=cmd|" /C calc"!A0', "", "100", "100")), [], ["수식"]),
    "spreadsheet_error": (simple(("2018-03-02", "회비", "", "#REF!", "")), [], ["엑셀의 오류 값"]),
    "only_headings_and_sum": (csv_of(HEAD, ["합계", "", "0", "0", ""]), [], ["거래가 한 줄도 없습니다"]),
    "cancelled_by_column": (
        csv_of([*HEAD, "취소여부"], (*LINE, ""), ("2018-03-03", "다과", "30", "", "100", "취소")), [100], [],
    ),
    "cancelled_but_moved": (
        csv_of([*HEAD, "거래상태"], (*LINE, "정상"), ("2018-03-03", "다과", "30", "", "70", "취소")), [100, -30], [],
    ),
    "cancelling_word_that_moved_nothing": (simple(LINE, ("2018-03-03", "거래취소", "30", "", "100")), [100], []),
    "semicolons": (csv_of(HEAD, LINE, delimiter=";"), [100], []),
    "tabs": (csv_of(HEAD, LINE, delimiter="\t"), [100], []),
    "windows_lines": (simple(LINE).replace("\n", "\r\n"), [100], []),
    "right_to_left_marks": (simple(("2018-03-02", "\u202e회비\u200b", "", "100", "100")), [100], []),
    "kept_zero": (simple(("2018-03-02", '="00123"', "", "100", "100")), [100], []),
}  # fmt: skip


@pytest.mark.parametrize("name", DIRTY)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_dirty_file_is_read_or_told_what_is_wrong(name, encoding, tmp_path):
    content, expected, words = DIRTY[name]

    reading = reading_of(tmp_path, content, encoding=encoding)

    assert amounts(reading) == expected
    assert len(reading.errors) == len(words)
    assert all(word in problem.sentence for word, problem in zip(words, reading.errors, strict=True))
    assert all(problem.row or name == "only_headings_and_sum" for problem in reading.errors)


def test_years_of_two_digits_are_the_last_hundred(tmp_path):
    days = [reading_of(tmp_path, DIRTY[name][0]).lines[0].day for name in ("two_digit_year", "two_digit_last_century")]

    assert days == [date(2018, 3, 2), date(1998, 3, 2)]


def test_times_are_read_in_any_writing(tmp_path):
    moments = [
        reading_of(tmp_path, DIRTY[name][0]).lines[0].moment
        for name in ("run_together_with_time", "afternoon", "iso_time")
    ]

    assert moments == ["13:05:22", "13:05:00", "13:05:22"]


def test_real_twins_have_keys_of_their_own_and_the_same_in_every_file(tmp_path):
    twins = reading_of(tmp_path, DIRTY["twins_without_balance"][0]).lines
    alone = reading_of(tmp_path, csv_of(HEAD[:4], LINE[:4])).lines

    assert len(set(keys_of(twins))) == 2
    assert keys_of(alone) == keys_of(twins)[:1]


@pytest.mark.parametrize("turn", [1, -1])
def test_the_row_where_the_balance_breaks_is_named_in_either_order(turn, tmp_path):
    lines = [
        LINE,
        ("2018-03-03", "다과", "30", "", "70"),
        ("2018-03-04", "회비", "", "10", "90"),
        ("2018-03-05", "회비", "", "5", "95"),
    ][::turn]

    (broken,) = reading_of(tmp_path, simple(*lines)).breaks

    assert broken.row == (4 if turn == 1 else 3)
    assert "80원인데 90원" in broken.sentence


def test_a_resident_number_is_rubbed_out_and_said(tmp_path):
    reading = reading_of(tmp_path, simple(("2018-03-02", "홍길동 900101-1234567", "", "100", "100")))

    assert reading.lines[0].text == ERASED
    assert "주민등록번호" in reading.problems[0].rule
    assert not reading.errors


def test_control_characters_that_no_database_takes_are_left_out(tmp_path):
    many = [(f"2018-03-{1 + number % 28:02}", "가" * 100, "", "1", "") for number in range(300)]

    reading = reading_of(tmp_path, simple(*many, ("2018-03-28", "회\0비\x07", "", "1", "")))

    assert [line.text for line in reading.lines if len(line.text) < 50] == ["회비"]


def test_words_too_long_are_cut_and_said(tmp_path):
    reading = reading_of(tmp_path, simple(("2018-03-02", "가" * 5000, "", "100", "100")))

    assert len(reading.lines[0].text) == 200
    assert len(reading.problems) == 1
    assert not reading.errors


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (100 * 1024 * 1024))
    return target.getvalue()


REFUSED = {
    "zip_bomb": (bomb, {"bomb", "broken"}),
    "other_archive": (lambda: b"PK\x03\x04" + b"\x00" * 100, {"broken", "archive"}),
    "torn_xlsx": (lambda: xlsx_of(HEAD, LINE)[:500], {"broken"}),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, {"image"}),
    "paper": (lambda: b"%PDF-1.7\n", {"pdf"}),
    "web_page_called_xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", {"html"}),
    "null_bytes_in_words": (lambda: simple(("2018-03-02", "회\0비", "", "100", "100")).encode(), {"binary"}),
    "nothing": (lambda: b"", {"empty"}),
    "noise": (lambda: bytes(range(256)) * 20, {"binary", "letters"}),
    "half_cp949_half_utf8": (
        lambda: simple(LINE).encode("cp949") + "가나다라마".encode() + b"\xff\xff",
        {"letters", "binary"},
    ),
    "no_headings": (lambda: b"2018-03-02,100,100\n2018-03-03,50,150\n", {"no_table"}),
    "endless_rows": (lambda: simple(*[LINE] * 20_001).encode(), {"long_csv"}),
    "endless_columns": (lambda: (",".join(["a"] * 200) + "\n").encode(), {"long_csv"}),
    "locked": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, {"broken", "encrypted", "old_xls"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(name, tmp_path):
    made, reasons = REFUSED[name]

    with pytest.raises(Refused) as refused:
        reading_of(tmp_path, made(), name="거래.xlsx")

    assert refused.value.reason in reasons
    assert "거래.xlsx" in refused.value.sentence


def test_a_formula_in_a_spreadsheet_is_refused(tmp_path):
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("거래")
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ["2018-03-02", "회비"])
    page.write_formula(1, 3, "=1+1")
    book.close()

    with pytest.raises(Refused) as refused:
        reading_of(tmp_path, target.getvalue(), name="a.xlsx")

    assert refused.value.reason == "formula"


def test_the_tables_are_long_enough():
    assert len(DIRTY) + len(REFUSED) >= 60
