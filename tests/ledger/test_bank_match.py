"""Which posting a line stands for: the best for all, each once; new entries as they were booked before; links taken off."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.bank_made import NOON, brought, paid_in
from ledger.made import draft, posted
from socialgoods.ledger.actions import bank_match as actions
from socialgoods.ledger.actions.post import Line, PeriodClosed, reverse
from socialgoods.ledger.models import BankLine, Entry
from socialgoods.ledger.queries import bank as queries
from socialgoods.ledger.rules.bank_guess import Before, Booked, Guess, guess
from socialgoods.ledger.rules.bank_match import EACH, Open, assign, likeness, matches, score_of

DAY = date(2018, 3, 5)


@pytest.fixture
def bank(books):
    return books.accounts.get(role="bank")


def one(pk, days=0, amount=100, *words):
    return Open(pk, DAY + timedelta(days=days), amount, words)


def test_the_nearest_day_and_the_likest_name_win():
    lines = [one(1, 0, 100, "한마음"), one(2, 0, 100, "두레공방")]
    postings = [one(11, 1, 100, "두레공방 회비"), one(12, 1, 100, "한마음 회비"), one(13, 5, 100)]

    found = matches(lines, postings)

    assert {line: match.posting for line, match in found.items()} == {1: 12, 2: 11}


def test_the_best_for_all_is_not_the_best_row_by_row():
    lines = [one(1, 0), one(2, 4)]
    postings = [one(11, 2), one(12, -4)]

    found = matches(lines, postings)

    assert {line: match.posting for line, match in found.items()} == {1: 12, 2: 11}


def test_other_amounts_and_days_too_far_are_no_match():
    assert matches([one(1, 0, 100)], [one(11, 0, 101), one(12, 6, 100), one(13, 0, -100)]) == {}


def test_certain_is_one_fit_in_both_directions_within_three_days():
    alone = matches([one(1, 0)], [one(11, 3)])
    far = matches([one(1, 0)], [one(11, 4)])
    two = matches([one(1, 0), one(2, 0)], [one(11, 0)])

    assert [match.is_certain for found in (alone, far, two) for match in found.values()] == [True, False, False]


def test_a_name_within_another_is_the_same_and_legal_forms_do_not_count():
    assert likeness(["주식회사 두레공방"], ["두레공방 3월 회비"]) == 1.0
    assert likeness(["두레공방"], ["한마음"]) == 0.0
    assert 0 < likeness(["삼례두부마을"], ["삼례두부공장"]) < 1


def test_two_hundred_equal_dues_on_one_day_are_matched_in_a_moment():
    lines = [one(n, 0, 10_000, f"조합원{chr(0xAC00 + n)}") for n in range(200)]
    postings = [one(1000 + n, 0, 10_000, f"조합원{chr(0xAC00 + n)} 회비") for n in reversed(range(200))]

    found = matches(lines, postings)

    assert all(match.posting == 1000 + line for line, match in found.items())
    assert len(found) == 200


WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 50), max_size=14)


@settings(max_examples=150, deadline=None)
@given(weights=WEIGHTS)
def test_the_assignment_is_the_best_of_all_and_uses_nothing_twice(weights):
    pairs = assign(5, 5, weights)

    best = max(sum(weights.get(pair, 0) for pair in enumerate(order)) for order in permutations(range(5)))
    assert sum(weights[pair] for pair in pairs) == best
    assert len({row for row, _c in pairs}) == len(pairs) == len({column for _r, column in pairs})


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from([100, 200]), st.sampled_from(["가나", "다라", ""])), max_size=6
    ),
    postings=st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from([100, 200]), st.sampled_from(["가나", "다라", ""])), max_size=6
    ),
)
def test_matching_never_uses_a_posting_twice_and_matches_as_many_as_can_be(lines, postings):
    those = [one(n, day, amount, word) for n, (day, amount, word) in enumerate(lines)]
    others = [one(100 + n, day, amount, word) for n, (day, amount, word) in enumerate(postings)]

    found = matches(those, others)

    assert len({match.posting for match in found.values()}) == len(found)
    by_pk = {each.pk: each for each in (*those, *others)}
    total = sum(EACH + score_of(by_pk[line], by_pk[match.posting]) for line, match in found.items())
    width = max(len(those), len(others))
    best = max(
        sum(
            EACH + score_of(those[row], others[column])
            for row, column in enumerate(order)
            if row < len(those) and column < len(others) and those[row].amount == others[column].amount
            and abs((those[row].day - others[column].day).days) <= 5
        )
        for order in permutations(range(width))
    ) if width else 0  # fmt: skip
    assert total == best


ROLES = {"interest_income": 1, "interest_cost": 2, "fees": 3, "utilities": 4, "dues": 5, "labour": 6, "other_cost": 7}


@pytest.mark.parametrize(
    ("text", "is_in", "account"),
    [
        ("결산이자", True, 1), ("대출이자", False, 2), ("타행이체수수료", False, 3), ("전기요금", False, 4), ("3월 회비", True, 5),
        ("3월 급여", False, 6), ("알 수 없음", True, None), ("월세", False, 7),
    ],
)  # fmt: skip
def test_simple_words_say_the_account(text, is_in, account):
    found = guess(counterpart="", text=text, is_in=is_in, before=[], roles=ROLES)

    assert (found.booked.account if found else None) == account


def test_what_the_same_counterpart_was_booked_on_before_comes_first():
    taught = [Before("(주)한빛", "이체", False, Booked(44, "market", "partner:1"))] * 2 + [
        Before("한빛", "이체", True, Booked(9, "", ""))
    ]

    found = guess(counterpart="한빛", text="수수료", is_in=False, before=taught, roles=ROLES)

    assert found == Guess(Booked(44, "market", "partner:1"), 2)


@pytest.mark.django_db
def test_a_line_is_linked_to_its_posting_and_the_same_press_changes_nothing(books, bank):
    posting = paid_in(books, 10_000, DAY, key="dues")
    line = brought(bank, ("2018-03-06", "한마음", "회비", 10_000)).lines.get()

    actions.link(line=line, posting=posting, by=None, at=NOON)
    actions.link(line=line, posting=posting, by=None, at=NOON)

    line.refresh_from_db()
    assert (line.posting, line.is_made, line.linked_at) == (posting, False, NOON)
    assert not queries.proposals(bank)


@pytest.mark.django_db
def test_a_posting_of_another_amount_account_or_line_is_refused(books, bank):
    posting = paid_in(books, 10_000, DAY, key="dues")
    other_side = posting.entry.postings.get(account__role="dues")
    one_line, twin, more = brought(
        bank,
        ("2018-03-06", "가", "회비", 10_000),
        ("2018-03-06", "나", "회비", 10_000),
        ("2018-03-06", "다", "회비", 500),
    ).lines.all()
    actions.link(line=one_line, posting=posting, by=None, at=NOON)

    for line, wanted in ((twin, posting), (more, posting), (twin, other_side)):
        with pytest.raises(actions.NotMatched):
            actions.link(line=line, posting=wanted, by=None, at=NOON)


@pytest.mark.django_db
def test_a_new_entry_is_posted_once_and_linked(books, bank):
    line = brought(bank, ("2018-03-06", "한국전력", "전기요금", -30_000)).lines.get()
    said = {
        "day": date(2018, 3, 6),
        "text": "전기요금",
        "others": [Line("@utilities", 30_000, party="한국전력")],
        "by": None,
        "at": NOON,
    }

    actions.book(line=line, **said)
    actions.book(line=line, **said)

    entry = Entry.objects.get()
    line.refresh_from_db()
    assert line.posting.entry == entry
    assert line.is_made
    assert sorted(entry.postings.values_list("account__role", "amount")) == [("bank", -30_000), ("utilities", 30_000)]


@pytest.mark.django_db
def test_another_booking_of_the_same_line_is_refused(books, bank):
    line = brought(bank, ("2018-03-06", "한국전력", "전기요금", -30_000)).lines.get()
    said = {"day": date(2018, 3, 6), "text": "전기요금", "by": None, "at": NOON}
    actions.book(line=line, others=[Line("@utilities", 30_000)], **said)

    with pytest.raises(actions.NotMatched):
        actions.book(line=line, others=[Line("@other_cost", 30_000)], **said)

    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_nothing_is_linked_where_the_period_is_closed(books, bank):
    from socialgoods.ledger.actions.close import close_period

    line = brought(bank, ("2018-03-06", "한국전력", "전기요금", -30_000)).lines.get()
    close_period(entity=books, until=date(2018, 4, 1), by=None, at=NOON)

    with pytest.raises(PeriodClosed):
        actions.book(
            line=line, day=date(2018, 3, 6), text="전기", others=[Line("@utilities", 30_000)], by=None, at=NOON
        )

    line.refresh_from_db()
    assert line.posting is None


@pytest.mark.django_db
def test_all_that_are_certain_are_linked_at_one_press(books, bank):
    paid_in(books, 10_000, DAY, key="a")
    paid_in(books, 7_000, DAY, key="b")
    paid_in(books, 7_000, DAY, key="c")
    brought(
        bank,
        ("2018-03-05", "가", "회비", 10_000),
        ("2018-03-06", "나", "회비", 7_000),
        ("2018-03-07", "다", "이자", 12),
    )

    count = actions.accept_certain(account=bank, by=None, at=NOON)

    assert count == 1
    assert BankLine.objects.exclude(posting=None).get().amount == 10_000


@pytest.mark.django_db
def test_a_link_is_taken_off_and_the_entry_stays(books, bank):
    posting = paid_in(books, 10_000, DAY, key="dues")
    line = brought(bank, ("2018-03-06", "한마음", "회비", 10_000)).lines.get()
    actions.link(line=line, posting=posting, by=None, at=NOON)

    actions.unlink(line=line, by=None, at=NOON)

    assert line.posting is None
    assert Entry.objects.count() == 1
    assert [proposal.posting for proposal in queries.proposals(bank)] == [posting]


@pytest.mark.django_db
def test_a_link_taken_off_with_its_entry_reversed_leaves_the_line_to_be_booked_again(books, bank):
    line = brought(bank, ("2018-03-06", "한국전력", "전기요금", -30_000)).lines.get()
    said = {"day": date(2018, 3, 6), "text": "전기요금", "others": [Line("@utilities", 30_000)], "by": None, "at": NOON}
    actions.book(line=line, **said)

    actions.unlink(line=line, reverse_on=date(2018, 3, 10), by=None, at=NOON)
    assert list(queries.open_postings(bank)) == []
    actions.book(line=line, **said)

    assert Entry.objects.count() == 3
    assert BankLine.objects.get().posting.entry.number == 3


@pytest.mark.django_db
def test_an_entry_found_in_the_books_is_not_reversed_with_the_link(books, bank):
    posting = paid_in(books, 10_000, DAY, key="dues")
    line = brought(bank, ("2018-03-06", "한마음", "회비", 10_000)).lines.get()
    actions.link(line=line, posting=posting, by=None, at=NOON)

    with pytest.raises(actions.NotMatched):
        actions.unlink(line=line, reverse_on=DAY, by=None, at=NOON)

    line.refresh_from_db()
    assert line.posting == posting
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_an_entry_and_its_reversal_are_no_candidates(books, bank):
    (entry,) = posted(books, draft(10_000, credit="@dues", key="x"))
    reverse(entry=entry, day=DAY, reason="잘못", key="undo", by=None, at=NOON)
    brought(bank, ("2018-03-05", "가", "모름", 10_000), ("2018-03-05", "나", "모름", -10_000))

    assert [(each.match, each.guess) for each in queries.proposals(bank)] == [(None, None), (None, None)]


@pytest.mark.django_db
def test_a_booked_line_teaches_the_next_of_the_same_counterpart(books, bank):
    first, second = brought(
        bank, ("2018-03-06", "한빛", "이체", -500), ("2018-03-20", "한빛", "이체", -900)
    ).lines.all()
    legs = [Line("@rent", 500, party="partner:1", programme="market")]
    actions.book(line=first, day=first.day, text="월세", others=legs, by=None, at=NOON)

    (proposal,) = queries.proposals(bank)

    assert proposal.line == second
    assert proposal.account.role == "rent"
    assert proposal.guess.booked == Booked(proposal.account.pk, "market", "partner:1")
    assert proposal.guess.times == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_proposals_take_the_same_queries_for_one_line_and_three(count, books, bank, django_assert_num_queries):
    for number in range(count):
        paid_in(books, 100 + number, DAY, key=f"k{number}")
    brought(
        bank, *[("2018-03-05", "가", "모름", amount) for amount in (*range(100, 100 + count), *range(900, 900 + count))]
    )

    with django_assert_num_queries(4):
        queries.proposals(bank)
