"""The lists of the banks, each by its own headings."""

from datetime import date, datetime

import pytest
from bank_files import TODAY, amounts, csv_of, reading_of, xlsx_of

from socialgoods.exchange import bank
from socialgoods.exchange.bank import layout

# A spreadsheet knows no zones.
FIRST, SECOND = datetime(2018, 3, 2, 9, 30), datetime(2018, 3, 3, 9, 30)  # noqa: DTZ001

# bank, encoding, title rows, headings, rows (newest or oldest first), lines expected: (day, amount, counterpart, text)
LAYOUTS = {
    "농협": (
        "cp949", [["농협은행 입출금거래내역"], ["조회기간", "2018/03/01 ~ 2018/03/31"], []],
        ["순번", "거래일시", "출금금액", "입금금액", "거래후잔액", "거래내용", "거래기록사항", "거래점", "거래메모"],
        [["1", "2018/03/05 10:20:30", "", "1,000,000", "1,500,000", "타행이체", "홍길동", "000123", ""],
         ["2", "2018/03/02 09:00:00", "500,000", "", "500,000", "인터넷", "한국전력", "000123", "전기요금"],
         ["", "합계", "500,000", "1,000,000", "", "", "", "", ""]],
        [(date(2018, 3, 2), -500_000, "한국전력", "인터넷 전기요금"), (date(2018, 3, 5), 1_000_000, "홍길동", "타행이체")],
    ),
    "신협": (
        "cp949", [["신협 거래내역조회"]],
        ["거래일자", "거래시간", "적요", "지급금액", "입금금액", "거래후잔액", "의뢰인", "취급점"],
        [["2018-03-02", "09:00", "현금", "", "20,000", "20,000", "이영희", "완주"],
         ["2018-03-03", "10:00", "CD", "5,000", "", "15,000", "", "완주"]],
        [(date(2018, 3, 2), 20_000, "이영희", "현금"), (date(2018, 3, 3), -5_000, "", "CD")],
    ),
    "새마을금고": (
        "utf-8-sig", [["MG새마을금고", "요구불거래내역"]],
        ["거래일", "거래구분", "출금", "입금", "거래후잔고", "기재내용", "거래점"],
        [["20180302", "이체", "0", "30,000", "30,000", "봉동모임", "봉동"]],
        [(date(2018, 3, 2), 30_000, "봉동모임", "이체")],
    ),
    "국민은행": (
        "utf-8-sig", [["국민은행 거래내역"]],
        ["거래일시", "적요", "보낸분/받는분", "송금메모", "출금액", "입금액", "잔액", "거래점", "구분"],
        [["2018.03.02 09:00:00", "전자금융", "김철수", "", "30,000", "0", "70,000", "완주", ""]],
        [(date(2018, 3, 2), -30_000, "김철수", "전자금융")],
    ),
    "신한은행": (
        "cp949", [["신한은행"]],
        ["거래일자", "거래시간", "적요", "출금(원)", "입금(원)", "내용", "잔액(원)", "거래점"],
        [["2018-03-02", "09:00:00", "타행IB", "", "40,000", "삼례두부", "40,000", "삼례"]],
        [(date(2018, 3, 2), 40_000, "삼례두부", "타행IB")],
    ),
    "우리은행": (
        "cp949", [["우리은행 거래내역"]],
        ["No", "거래일시", "적요", "기재내용", "찾으신금액", "맡기신금액", "거래후잔액", "취급점", "메모"],
        [["1", "2018.03.01 10:00", "인터넷", "회비 박", "0", "10,000", "10,000", "우리", ""]],
        [(date(2018, 3, 1), 10_000, "회비 박", "인터넷")],
    ),
    "하나은행": (
        "utf-8", [["하나은행"]],
        ["No", "거래일시", "적요", "의뢰인/수취인", "입금", "출금", "거래후잔액", "구분", "거래점", "거래특이사항"],
        [["1", "2018-03-01 10:00:00", "타행", "한마음", "10,000", "", "10,000", "대체", "", ""]],
        [(date(2018, 3, 1), 10_000, "한마음", "대체 타행")],
    ),
    "기업은행": (
        "cp949", [["IBK기업은행"]],
        ["NO", "거래일시", "출금", "입금", "거래후 잔액", "거래내용", "상대계좌번호", "상대은행", "메모", "거래구분", "CMS코드",
         "상대계좌예금주명"],
        [["1", "2018-03-01 10:00:00", "0", "10,000", "10,000", "회비", "123", "농협", "", "인터넷", "", "한마음"]],
        [(date(2018, 3, 1), 10_000, "한마음", "인터넷 회비")],
    ),
    "카카오뱅크": (
        "utf-8", [["카카오뱅크 거래내역"], []],
        ["거래일시", "구분", "거래금액", "거래 후 잔액", "거래구분", "내용", "메모"],
        [["2018.03.05 11:11:11", "입금", "5,000", "7,000", "일반입금", "이영희", ""],
         ["2018.03.04 10:00:00", "출금", "-3,000", "2,000", "체크카드결제", "편의점", "간식"]],
        [(date(2018, 3, 4), -3_000, "편의점", "체크카드결제 간식"), (date(2018, 3, 5), 5_000, "이영희", "일반입금")],
    ),
    "토스뱅크": (
        "utf-8", [["토스뱅크 거래내역"]],
        ["거래 일시", "적요", "거래 유형", "거래 기관", "계좌번호", "거래 금액", "거래 후 잔액", "메모"],
        [["2018.03.02 10:00:00", "두레", "입금", "농협", "1", "8000", "8000", ""],
         ["2018.03.03 10:00:00", "마트", "출금", "", "", "-500", "7500", ""]],
        [(date(2018, 3, 2), 8_000, "", "두레"), (date(2018, 3, 3), -500, "", "마트")],
    ),
    "우체국": (
        "cp949", [["우체국예금 거래내역"]],
        ["거래일자", "거래내용", "찾으신금액", "맡기신금액", "거래후 잔액", "취급국"],
        [["2018.03.02", "예금이자", "", "120", "120", "완주"]],
        [(date(2018, 3, 2), 120, "", "예금이자")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_list_of_each_bank_is_read_without_a_question(name, tmp_path):
    encoding, titles, headings, rows, expected = LAYOUTS[name]

    reading = reading_of(tmp_path, csv_of(*titles, headings, *rows), encoding=encoding)

    assert [problem.sentence for problem in (*reading.problems, *reading.breaks)] == []
    assert [(line.day, line.amount, line.counterpart, line.text) for line in reading.lines] == expected


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_bank_is_named_by_the_title(name, tmp_path):
    encoding, titles, headings, rows, _expected = LAYOUTS[name]
    path = tmp_path / "file"
    path.write_bytes(csv_of(*titles, headings, *rows).encode(encoding))

    assert bank.open_sheet(path, filename="a.csv").bank == name


def test_two_rows_of_headings_with_merged_groups_are_one(tmp_path):
    content = xlsx_of(
        ["농협 거래내역"], [],
        ["거래일", "거래금액", "", "잔액", "적요"], ["", "출금", "입금", "", ""],
        [FIRST, "", 5000, 5000, "회비"], [SECOND, 2000, "", 3000, "다과"],
        merged=[("B3:C3", "거래금액"), ("A3:A4", "거래일"), ("D3:D4", "잔액"), ("E3:E4", "적요")],
    )  # fmt: skip

    reading = reading_of(tmp_path, content, name="a.xlsx")

    assert [(line.moment, line.amount) for line in reading.lines] == [("09:30:00", 5000), ("09:30:00", -2000)]


def test_the_sheet_that_looks_like_movements_is_taken_not_the_cover(tmp_path):
    content = xlsx_of(
        ["거래일자", "적요", "출금", "입금", "잔액"], ["2018-03-02", "회비", "", 100, 100],
        sheets=[("안내", [["항목", "설명"], ["문의", "은행"]])]
    )  # fmt: skip

    assert amounts(reading_of(tmp_path, content, name="a.xlsx")) == [100]


def test_unknown_headings_wait_for_the_keeper_who_says_what_they_are(tmp_path):
    content = csv_of(
        ["언제", "무엇", "돈", "남음"], ["2018-03-02", "모임", "-500", "500"], ["2018-03-03", "회비", "700", "1,200"]
    )

    unknown = reading_of(tmp_path, content)
    told = reading_of(tmp_path, content, layout={0: "day", 1: "text", 2: "amount", 3: "balance"})

    assert not unknown.lines
    assert next(str(problem.rule) for problem in unknown.errors) == "거래일이 어느 열인지 정해 주세요."
    assert amounts(told) == [-500, 700]
    assert not told.problems


def test_a_layout_that_says_two_things_at_once_is_refused(tmp_path):
    content = csv_of(["언제", "가", "나"], ["2018-03-02", "1", "2"])

    reading = reading_of(tmp_path, content, layout={0: "day", 1: "in", 2: "in"})

    assert [str(problem.rule) for problem in reading.errors] == [
        "‘들어온 금액’ 항목을 두 열에 골랐습니다. 한 열만 골라 주세요."
    ]


def test_an_amount_without_direction_is_told_by_the_balances(tmp_path):
    content = csv_of(
        ["거래일", "내용", "금액", "잔액"],
        ["2018-03-01", "가 입금", "900", "1900"],
        ["2018-03-02", "나", "500", "1400"],
    )

    assert amounts(reading_of(tmp_path, content)) == [900, -500]


def test_an_amount_whose_direction_nothing_tells_is_a_problem_with_its_place(tmp_path):
    content = csv_of(["거래일", "내용", "금액"], ["2018-03-01", "가", "900"])

    (problem,) = reading_of(tmp_path, content).errors

    assert problem.where == "2행 C열(금액)"
    assert "들어온 돈인지 나간 돈인지" in problem.rule


def test_today_is_the_last_day_that_can_have_happened(tmp_path):
    content = csv_of(["거래일", "출금", "입금"], ["2018-12-31", "", "5"], ["2019-01-01", "", "5"])

    reading = reading_of(tmp_path, content, today=TODAY)

    assert amounts(reading) == [5]
    assert [str(each.rule) for each in reading.errors] == ["오지 않은 날의 거래입니다."]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("농협 계좌번호 : 351-1234-5678-93 예금주 네트워크", "351-1234-5678-93"),
        ("계좌번호 3511234567893", "3511234567893"),
        ("계좌번호: 351-****-5678-93 조회기간 2018-01-01 ~ 2018-03-31", "351-****-5678-93"),
        ("상대계좌번호: 351-1234-5678-93", ""),
        ("계좌번호: 351-1234-5678-93 계좌번호: 351-1234-5678-94", ""),
        ("계좌번호: *********", ""),
        ("조회기간 2018-01-01 ~ 2018-03-31", ""),
    ],
)
def test_the_number_of_the_account_stands_above_the_table(words, number):
    assert layout.number_of(words) == number


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("351-1234-5678-93", "3511234567893", True),
        ("351-****-5678-93", "351-1234-5678-93", True),
        ("351-**-93", "351-1234-5678-93", True),
        ("351-1234-5678-93", "351-1234-5678-94", False),
        ("352-****-5678-93", "351-1234-5678-93", False),
    ],
)
def test_a_number_is_the_same_however_it_is_written(one, other, is_same):
    assert layout.is_same_number(one, other) is is_same
    assert layout.is_same_number(other, one) is is_same
