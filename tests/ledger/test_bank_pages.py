"""Each page of the bank: what it shows, what it changes, and that it asks the database no more for more lines."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledger.bank_made import NOON, brought, file_of, paid_in
from socialgoods.kernel import clock
from socialgoods.ledger.actions import bank_import, bank_match
from socialgoods.ledger.models import BankDraft, BankLine, BankStatement, Entry

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 5)


@pytest.fixture
def bank(books):
    return books.accounts.get(role="bank")


def url(name, *args):
    return reverse(name, args=["network", *args])


def sent(content, name="거래.csv"):
    return {"file": SimpleUploadedFile(name, content)}


def test_a_file_is_sent_looked_at_and_brought(client, keeper, bank):
    content = file_of(("2018-03-05", "한마음", "회비", 10_000), ("2018-03-06", "마트", "다과", -3_000))

    looked = client.post(url("bank_upload", bank.code), sent(content), follow=True)
    done = client.post(url("bank_bring", BankDraft.objects.get().pk), follow=True)

    assert "새 거래 <b>2건</b>" in looked.text
    assert "파일의 거래를 가져왔습니다" in done.text
    assert BankLine.objects.count() == 2
    assert not BankDraft.objects.exists()


def test_a_second_press_brings_nothing_twice(client, keeper, bank):
    client.post(url("bank_upload", bank.code), sent(file_of(("2018-03-05", "한마음", "회비", 10_000))))
    address = url("bank_bring", BankDraft.objects.get().pk)
    client.post(address)

    again = client.post(address, follow=True)

    assert "두 번 가져오지 않았습니다" in again.text
    assert BankLine.objects.count() == 1


def test_what_cannot_be_read_is_said_beside_the_field(client, keeper, bank):
    response = client.post(url("bank_upload", bank.code), sent(b"%PDF-1.7", "명세.pdf"))

    assert "PDF 문서입니다" in response.text
    assert not BankDraft.objects.exists()


def test_a_file_with_a_wrong_row_names_it_and_brings_nothing(client, keeper, bank):
    content = file_of(("2018-03-05", "한마음", "회비", 10_000)).replace(b"03-05", b"13-05")

    looked = client.post(url("bank_upload", bank.code), sent(content), follow=True)
    client.post(url("bank_bring", BankDraft.objects.get().pk))

    assert "2행 A열(거래일자) — 달력에 없는 날입니다." in looked.text
    assert not BankLine.objects.exists()


def test_columns_that_are_not_known_are_said_by_the_keeper(client, keeper, bank):
    content = "언제,누가,돈\n2018-03-02,한마음,-500\n".encode()
    client.post(url("bank_upload", bank.code), sent(content))
    draft = BankDraft.objects.get()

    said = {"column_0": "day", "column_1": "counterpart", "column_2": "amount"}
    looked = client.post(url("bank_draft", draft.pk), said, follow=True)

    assert "새 거래 <b>1건</b>" in looked.text


def test_balances_that_break_are_brought_only_with_a_word(client, keeper, bank):
    content = file_of(("2018-03-05", "가", "회비", 10), ("2018-03-06", "나", "회비", 10)).replace(b",20\n", b",20\n")
    content = content[:-2] + b"99"
    client.post(url("bank_upload", bank.code), sent(content))
    address = url("bank_bring", BankDraft.objects.get().pk)

    client.post(address)
    assert not BankLine.objects.exists()
    client.post(address, {"with_breaks": "1"})

    assert BankLine.objects.count() == 2


def test_giving_up_erases_what_was_sent(client, keeper, bank):
    client.post(url("bank_upload", bank.code), sent(file_of(("2018-03-05", "한마음", "회비", 10_000))))

    client.post(url("bank_drop", BankDraft.objects.get().pk))

    assert not BankDraft.objects.exists()


def test_a_proposal_is_taken_with_one_press(client, keeper, books, bank):
    posting = paid_in(books, 10_000, DAY, key="dues", text="한마음 회비")
    line = brought(bank, ("2018-03-06", "한마음", "이체", 10_000)).lines.get()

    shown = client.get(url("bank_account", bank.code)).text
    client.post(url("bank_accept", line.pk), {"posting": posting.pk})

    assert "확실한 1건 모두 맞추기" in shown
    assert BankLine.objects.get().posting == posting


def test_a_proposed_entry_is_posted_with_one_press_once(client, keeper, bank):
    line = brought(bank, ("2018-03-06", "한국전력", "전기요금", -30_000)).lines.get()
    shown = client.get(url("bank_account", bank.code)).text
    account = bank.entity.accounts.get(role="utilities")

    for _press in range(2):
        client.post(url("bank_accept", line.pk), {"account": account.code})

    assert "‘전기’라는 말이 있습니다" in shown
    assert Entry.objects.count() == 1


def test_all_certain_ones_are_taken_at_one_press(client, keeper, books, bank):
    paid_in(books, 10_000, DAY, key="a")
    brought(bank, ("2018-03-06", "한마음", "이체", 10_000), ("2018-03-06", "모름", "모름", 77))

    response = client.post(url("bank_certain", bank.code), follow=True)

    assert "1건을 장부와 맞추었습니다" in response.text
    assert BankLine.objects.filter(posting=None).count() == 1


def test_a_line_is_booked_on_several_accounts(client, keeper, books, bank):
    line = brought(bank, ("2018-03-06", "농협", "대출상환", -110)).lines.get()
    loan, interest = (books.accounts.get(role=role) for role in ("long_loans", "interest_cost"))
    said = {
        "day": "2018-03-06", "text": "대출 상환", "account_1": loan.pk, "amount_1": "100원", "account_2": interest.pk, "amount_2": 10,
    }  # fmt: skip

    client.post(url("bank_line", line.pk), said)

    entry = BankLine.objects.get().posting.entry
    assert sorted(entry.postings.values_list("amount", flat=True)) == [-110, 10, 100]


def test_a_fee_that_the_bank_took_off_is_written_below_zero(client, keeper, books, bank):
    """Two invoices of 60,000 and 40,000 are paid with one transfer, from which 500 went on the way."""
    line = brought(bank, ("2018-03-06", "두레", "대금", 99_500)).lines.get()
    owed, fees = (books.accounts.get(role=role) for role in ("receivable", "fees"))
    said = {
        "day": "2018-03-06", "text": "대금", "account_1": owed.pk, "amount_1": "60,000", "account_2": owed.pk, "amount_2": "40,000",
        "account_3": fees.pk, "amount_3": "-500", "party": "두레",
    }  # fmt: skip

    client.post(url("bank_line", line.pk), said | {"amount_3": "500"})
    assert not Entry.objects.exists()
    client.post(url("bank_line", line.pk), said)

    entry = BankLine.objects.get().posting.entry
    assert sorted(entry.postings.values_list("account__role", "amount")) == [
        ("bank", 99_500), ("fees", 500), ("receivable", -60_000), ("receivable", -40_000),
    ]  # fmt: skip


def test_an_amount_is_taken_as_people_write_it(client, keeper, books, bank):
    line = brought(bank, ("2018-03-06", "한빛", "월세", -300_000)).lines.get()
    said = {"day": "2018-03-06", "text": "월세", "account_1": books.accounts.get(role="rent").pk}

    shown = client.get(url("bank_line", line.pk)).text
    client.post(url("bank_line", line.pk), said | {"amount_1": "많이"})
    assert not Entry.objects.exists()
    client.post(url("bank_line", line.pk), said | {"amount_1": "30만원"})

    assert 'value="300,000"' in shown
    assert BankLine.objects.get().posting.amount == -300_000


def test_parts_that_do_not_add_up_are_refused(client, keeper, books, bank):
    line = brought(bank, ("2018-03-06", "농협", "대출상환", -110)).lines.get()
    loan = books.accounts.get(role="long_loans")

    response = client.post(
        url("bank_line", line.pk), {"day": "2018-03-06", "text": "상환", "account_1": loan.pk, "amount_1": 100}
    )

    assert "상대 계정의 금액을 더하면 100원입니다" in response.text
    assert not Entry.objects.exists()


def test_a_link_is_taken_off(client, keeper, books, bank):
    line = brought(bank, ("2018-03-06", "한국전력", "전기요금", -30_000)).lines.get()
    legs = [bank_match.Line("@utilities", 30_000)]
    bank_match.book(line=line, day=line.day, text="전기", others=legs, by=keeper, at=NOON)

    client.post(url("bank_unlink", line.pk), {"reverse": "1"})

    assert BankLine.objects.get().posting is None
    assert Entry.objects.filter(reverses__isnull=False).count() == 1


def test_matched_lines_are_listed_with_their_entries(client, keeper, books, bank):
    paid_in(books, 10_000, DAY, key="dues", text="3월 회비")
    brought(bank, ("2018-03-06", "한마음", "이체", 10_000))
    bank_match.accept_certain(account=bank, by=keeper, at=NOON)

    assert "3월 회비" in client.get(url("bank_matched", bank.code)).text


def test_a_file_is_taken_back_as_a_whole(client, keeper, bank):
    statement = brought(bank, ("2018-03-06", "한마음", "이체", 10_000))

    asked = client.get(url("bank_undo", statement.pk)).text
    client.post(url("bank_undo", statement.pk))

    assert "거래 <b>1건</b>을 지웁니다" in asked
    assert not BankStatement.objects.exists()


def test_a_file_with_a_match_is_not_taken_back(client, keeper, books, bank):
    posting = paid_in(books, 10_000, DAY, key="dues")
    statement = brought(bank, ("2018-03-06", "한마음", "이체", 10_000))
    bank_match.link(line=statement.lines.get(), posting=posting, by=keeper, at=NOON)

    asked = client.get(url("bank_undo", statement.pk)).text
    client.post(url("bank_undo", statement.pk))

    assert "되돌릴 수 없습니다" in asked
    assert BankStatement.objects.exists()


def test_the_sheet_reconciles_as_of_the_day_asked(client, keeper, books, bank):
    paid_in(books, 10_000, DAY, key="dues")
    brought(bank, ("2018-03-06", "한마음", "이체", 10_000), ("2018-04-02", "", "이자", 12))

    text = client.get(url("bank_reconciliation", bank.code), {"on": "2018-03-31"}).text
    wrong = client.get(url("bank_reconciliation", bank.code), {"on": "어제"})

    assert "2018년 3월 31일(토)" in text
    assert "10,012" not in text
    assert wrong.status_code == 200


def test_the_overview_counts_what_is_open(client, keeper, bank):
    brought(bank, ("2018-03-06", "한마음", "이체", 10_000))

    assert "은행 거래 1건 중 <b>1건</b>이" in client.get(url("bank")).text


@pytest.mark.parametrize("name", ["bank_account", "bank_matched", "bank_files", "bank_reconciliation"])
def test_a_list_asks_the_database_no_more_for_three_lines_than_for_one(
    client, keeper, books, bank, name, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(1, 4):
        paid_in(books, 100 * number, DAY, key=f"k{number}")
        lines = [("2018-03-05", "가", "이체", 100 * number), ("2018-03-05", "나", "모름", number)]
        statement = brought(bank, *lines, name=f"{number}.csv", start=number * 1000)
        bank_match.accept_certain(account=bank, by=keeper, at=NOON)
        extra = [("2018-03-05", "다", "이체", 7000 + number)]
        brought(bank, *extra, name=f"{number}x.csv", start=number * 5000)
        assert statement.lines.count() == 2
        client.get(url(name, bank.code))
        with CaptureQueriesContext(
            connection,
        ) as context:
            client.get(url(name, bank.code))
        counts.append(len(context))

    assert counts[0] == counts[2]
    assert counts[0] <= 16


def test_today_is_the_countys(client, keeper, bank):
    assert f"{clock.today():%Y-%m-%d}" in client.get(url("bank_reconciliation", bank.code)).text


def test_words_of_a_file_are_shown_as_words(client, keeper, bank):
    bad = "<script>alert(1)</script>"
    bank_import.bring(
        draft=bank_import.take_in(
            account=bank, content=file_of(("2018-03-05", bad, "이체", 10)), filename=f"{bad}.csv", by=keeper, at=NOON
        ),
        by=keeper,
        at=NOON,
    )

    pages = [client.get(url(name, bank.code)).text for name in ("bank_account", "bank_files", "bank_reconciliation")]

    assert not any("<script>alert" in page for page in pages)
