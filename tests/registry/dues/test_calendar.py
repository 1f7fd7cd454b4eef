from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from socialgoods.registry.rules.calendar import calendar, escape, fold
from socialgoods.registry.rules.due import Duty

STAMP = datetime(2018, 3, 2, 1, 2, 3, tzinfo=UTC)


def test_a_calendar_is_written_as_the_standard_asks():
    duty = Duty(date(2018, 4, 30), "disclosure", "경영공시; 정관, 결산", "제96조의2", True)

    text = calendar(name="햇살 두레", code="SG00001", host="example.kr", duties=[duty], stamp=STAMP)

    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "UID:disclosure-20180430-SG00001@example.kr" in lines
    assert "DTSTAMP:20180302T010203Z" in lines
    assert "DTSTART;VALUE=DATE:20180430" in lines
    assert "SUMMARY:경영공시\\; 정관\\, 결산 — 햇살 두레" in lines
    assert text.count("BEGIN:VEVENT") == text.count("END:VALARM") == 1
    assert "\n" not in text.replace("\r\n", "")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=400))
def test_folded_lines_are_short_and_unfold_to_what_they_were(line):
    folded = fold(line)

    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


def test_separators_and_line_ends_are_escaped():
    assert escape("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"
