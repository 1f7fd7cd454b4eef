"""A file of the bank becomes lines once, whatever the order of files; a failed one writes nothing; one without matches can be undone."""

import contextlib

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ledger.bank_made import NOON, brought, date, file_of, paid_in
from ledger.conftest import open_books
from socialgoods.kernel.models import Event
from socialgoods.ledger.actions import bank_import, bank_match
from socialgoods.ledger.models import BankDraft, BankLine, BankStatement

pytestmark = pytest.mark.django_db

MARCH = [
    ("2018-03-02", "한마음", "회비", 10_000),
    ("2018-03-02", "한마음", "회비", 10_000),
    ("2018-03-03", "마트", "다과", -3_000),
    ("2018-03-05", "두레", "회비", 10_000),
]


@pytest.fixture
def bank(books):
    return books.accounts.get(role="bank")


def said(account):
    rows = BankLine.objects.filter(account=account).order_by("day", "balance", "pk")
    return [(row.day, row.counterpart, row.amount, row.balance) for row in rows]


def test_two_equal_payments_on_a_day_are_two_lines(bank):
    brought(bank, *MARCH)

    assert [(row[0], row[2], row[3]) for row in said(bank)] == [
        (date(2018, 3, 2), 10_000, 10_000),
        (date(2018, 3, 2), 10_000, 20_000),
        (date(2018, 3, 3), -3_000, 17_000),
        (date(2018, 3, 5), 10_000, 27_000),
    ]


def test_the_same_file_again_changes_nothing(bank):
    brought(bank, *MARCH)
    before = said(bank)

    with pytest.raises(bank_import.NotImported) as refusal:
        brought(bank, *MARCH)

    assert "이미 가져왔습니다" in str(refusal.value)
    assert said(bank) == before
    assert BankStatement.objects.count() == 1


def headed(number, *lines):
    return f"농협 거래내역조회\n계좌번호 : {number}\n\n".encode() + file_of(*lines)


def taken(account, content, name):
    draft = bank_import.take_in(account=account, content=content, filename=name, by=None, at=NOON)
    return bank_import.bring(draft=draft, by=None, at=NOON)


def test_a_file_of_another_account_is_refused_by_both_numbers(bank):
    """The first file that carries the number teaches it; stars of a bank and files without a number are no other account."""
    taken(bank, headed("351-1234-5678-93", MARCH[0]), "one.csv")
    taken(bank, headed("351-****-5678-93", *MARCH[:2]), "two.csv")
    taken(bank, file_of(*MARCH[:3]), "three.csv")

    with pytest.raises(bank_import.NotImported) as refusal:
        taken(bank, headed("351-9999-5678-93", *MARCH), "other.csv")

    assert "351-9999-5678-93" in str(refusal.value)
    assert "351-1234-5678-93" in str(refusal.value)
    assert BankLine.objects.count() == 3
    assert [row.number for row in BankStatement.objects.order_by("pk")] == ["351-1234-5678-93", "351-****-5678-93", ""]


def test_overlapping_files_bring_each_line_once(bank):
    brought(bank, *MARCH[:3])

    second = brought(bank, *MARCH[2:], start=20_000, name="뒤.csv")

    assert second.lines.count() == 1
    assert len(said(bank)) == 4


def test_a_failed_import_writes_nothing(bank):
    content = file_of(*MARCH).replace(b"2018-03-05", b"2018-02-30")
    draft = bank_import.take_in(account=bank, content=content, filename="틀림.csv", by=None, at=NOON)

    with pytest.raises(bank_import.NotImported) as refusal:
        bank_import.bring(draft=draft, by=None, at=NOON)

    assert refusal.value.reasons == ["틀림.csv 5행 A열(거래일자) — 달력에 없는 날입니다. ‘2017-12-05’처럼 적어 주세요."]
    assert not BankLine.objects.exists()
    assert not BankStatement.objects.exists()


def test_balances_that_do_not_follow_need_a_word_of_the_keeper(bank):
    lines = file_of(*MARCH).split(b"\n")
    del lines[3]
    draft = bank_import.take_in(account=bank, content=b"\n".join(lines), filename="빠짐.csv", by=None, at=NOON)

    with pytest.raises(bank_import.NotImported) as refusal:
        bank_import.bring(draft=draft, by=None, at=NOON)
    bank_import.bring(draft=draft, with_breaks=True, by=None, at=NOON)

    assert "잔액이 이어지지 않습니다" in str(refusal.value)
    assert "4행 F열(잔액)" in str(refusal.value)
    assert len(said(bank)) == 4 - 1


def test_a_mapping_of_the_keeper_is_remembered_for_the_next_file(bank):
    first = "언제,누가,돈\n2018-03-02,한마음,500\n2018-03-03,마트,-200\n".encode()
    draft = bank_import.take_in(account=bank, content=first, filename="a.csv", by=None, at=NOON)
    bank_import.choose(draft=draft, layout={0: "day", 1: "counterpart", 2: "amount"}, by=None, at=NOON)
    bank_import.bring(draft=draft, by=None, at=NOON)

    second = "언제,누가,돈\n2018-03-05,두레,900\n2018-03-06,마트,-100\n".encode()
    draft = bank_import.take_in(account=bank, content=second, filename="b.csv", by=None, at=NOON)

    assert draft.layout == {"0": "day", "1": "counterpart", "2": "amount"}
    assert [line.amount for line in bank_import.looked_at(draft, NOON).lines] == [900, -100]


def test_what_is_kept_of_a_file_is_sealed(bank, django_assert_num_queries):
    from django.db import connection

    bank_import.take_in(account=bank, content=file_of(*MARCH), filename="a.csv", by=None, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sheet FROM ledger_bankdraft")
        (kept,) = cursor.fetchone()

    assert "한마음" not in kept
    assert BankDraft.objects.get().sheet["rows"][0][1] == "한마음"


def test_an_import_without_matches_is_undone_as_a_whole_and_can_come_again(bank):
    statement = brought(bank, *MARCH)

    count = bank_import.undo(statement=statement, by=None, at=NOON)
    again = brought(bank, *MARCH)

    assert count == 4
    assert again.lines.count() == 4
    assert Event.objects.filter(name="ledger.bank_statement.undone").count() == 1


def test_what_a_later_file_said_as_well_comes_with_that_file_again(bank):
    first = brought(bank, *MARCH[:3])
    brought(bank, *MARCH, name="다.csv")

    bank_import.undo(statement=first, by=None, at=NOON)
    brought(bank, *MARCH, name="다.csv")

    assert len(said(bank)) == 4
    assert BankStatement.objects.count() == 1


def test_an_import_with_a_match_is_not_undone(books, bank):
    posting = paid_in(books, 10_000, date(2018, 3, 2), key="dues")
    statement = brought(bank, *MARCH)
    bank_match.link(line=statement.lines.first(), posting=posting, by=None, at=NOON)

    with pytest.raises(bank_import.NotUndone) as refusal:
        bank_import.undo(statement=statement, by=None, at=NOON)

    assert "1건" in str(refusal.value)
    assert BankLine.objects.count() == 4


def test_giving_up_erases_the_file(bank):
    draft = bank_import.take_in(account=bank, content=file_of(*MARCH), filename="a.csv", by=None, at=NOON)

    bank_import.give_up(draft=draft, by=None, at=NOON)

    assert not BankDraft.objects.exists()


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"linked_at": NOON}, {"is_made": True}])
def test_the_database_keeps_no_line_of_nothing_and_no_half_link(bank, wrong):
    line = brought(bank, *MARCH).lines.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        BankLine.objects.filter(pk=line.pk).update(**wrong)


def test_the_database_keeps_a_line_once(bank):
    one, other, *_rest = brought(bank, *MARCH).lines.all()

    with pytest.raises(IntegrityError), transaction.atomic():
        BankLine.objects.filter(pk=other.pk).update(key=one.key)


def test_a_posting_is_never_linked_to_two_lines(books, bank):
    posting = paid_in(books, 10_000, date(2018, 3, 2), key="dues")
    one, other, *_rest = brought(bank, *MARCH).lines.all()
    bank_match.link(line=one, posting=posting, by=None, at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        BankLine.objects.filter(pk=other.pk).update(posting=posting, linked_at=NOON)


MOVES = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(["가", "나"]), st.sampled_from([-100, 100, 250])),
    min_size=1,
    max_size=9,
)


class AnyOrderOfFiles(TestCase):
    """Whatever days the files cover and in whatever order they come, the same lines are there in the end."""

    @settings(max_examples=15, deadline=None)
    @given(
        moves=MOVES,
        cuts=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=3),
        data=st.data(),
    )
    def test_import_is_idempotent_and_independent_of_order(self, moves, cuts, data):
        lines = [
            (f"2018-03-0{day}", who, "이체", amount) for day, who, amount in sorted(moves, key=lambda move: move[0])
        ]
        files = [(min(cut), max(cut)) for cut in cuts] + [(1, 5)]
        order = data.draw(st.permutations(files + files[:1]))
        one, other = (open_books(code).accounts.get(role="bank") for code in ("one", "other"))

        for number, (since, last) in enumerate(order):
            before = [index for index, line in enumerate(lines) if int(line[0][-1]) < since]
            part = [line for line in lines if since <= int(line[0][-1]) <= last]
            start = sum(lines[index][3] for index in before)
            if part:
                with contextlib.suppress(bank_import.NotImported):
                    brought(one, *part, start=start, name=f"{number}.csv")
        brought(other, *lines)

        assert said(one) == said(other)
