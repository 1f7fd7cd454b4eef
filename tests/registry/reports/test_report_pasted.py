"""Statements as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialgoods.registry.rules.report_pasted import bare, read
from socialgoods.registry.rules.statement import standard


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ⅰ.매출액", "매출액"),
        (" 1. 급 여 ", "급여"),
        ("(7) 지분법손실(지주회사)", "지분법손실"),
        ("가. 국내상품매출", "국내상품매출"),
        ("28.수도광열비(전기료 제외)", "수도광열비"),
        ("판매비와 관리비", "판매비와관리비"),
    ],
)
def test_a_name_is_read_without_its_numbering(written, name):
    assert bare(written) == name


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("급여\t50,000,000", {"wages": 50_000_000}),
        ("1.급여\t68\t50,000,000", {"wages": 50_000_000}),
        ("1.급여\t068\t50,000,000\t45,000,000", {"wages": 50_000_000}),
        ("1.급여\t68\t", {}),
        ("1.급여\t70\t50,000,000", {"wages": 50_000_000}),
        ("급여\t0\t45,000,000", {"wages": 0}),
        ("급여 50,000,000", {"wages": 50_000_000}),
        ("급여   50,000,000원   45,000,000원", {"wages": 50_000_000}),
        ("지급임차료\t△1,000,000", {"rent": -1_000_000}),
        ("이자비용\t(2,000)", {"interest_expense": 2000 * -1}),
        ("Ⅰ.매출액\t1\t300,000\t22.수수료수익\t164\t5,000", {"total_sales": 300_000, "commission_income": 5000}),
        ("| 1.급여 | 68 | 50,000 |", {"wages": 50_000}),
        ("Ⅲ.매출총손익\t66\t10,000", {}),
        ("가.국내상품매출\t3\t10,000", {}),
        ("계정과목\t코드\t금액", {}),
    ],
)
def test_a_row_is_read_as_it_stands_in_the_sheet(row, lines):
    found = read(row)

    assert (found.lines, found.unknown) == (lines, [])


def test_what_is_not_known_is_named_and_the_first_of_two_equal_lines_counts():
    found = read("급여\t1,000,000\n우주비행비\t2,000,000\n급여\t3,000,000")

    assert (found.lines, found.unknown) == ({"wages": 1_000_000}, ["우주비행비"])


def test_the_unit_is_as_the_table_says_or_as_chosen():
    assert read("(단위: 천원)\n급여\t50,000").lines == {"wages": 50_000_000}
    assert read("급여\t50", unit="백만원").lines == {"wages": 50_000_000}
    assert read("급여\t68\t50", unit="백만원").lines == {"wages": 50_000_000}


@given(st.text(max_size=300))
def test_any_text_can_be_pasted(text):
    found = read(text)

    assert set(found.lines) <= {line.key for line in standard().lines}


@given(st.dictionaries(st.sampled_from(list(standard().lines)), st.integers(1000, 10**12), min_size=1))
def test_the_form_as_printed_reads_back(amounts):
    rows = [
        f"{number}.{line.name}\t{line.code or '7'}\t{amount:,}"
        for number, (line, amount) in enumerate(amounts.items(), 1)
    ]

    assert read("\n".join(rows)).lines == {line.key: amount for line, amount in amounts.items()}
