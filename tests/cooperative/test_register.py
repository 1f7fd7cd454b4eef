"""Members, subscriptions, payments, transfers, leaving and refunds as of any day, and what the books say of them."""

import subprocess
from datetime import UTC, date, datetime
from io import StringIO
from shutil import which

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from cooperative.sharing import DAY, JOINED, founded, member, paid, passed, subscribed
from factories import NOON, CooperativeFactory, OrganizationFactory, UserFactory
from socialgoods.cooperative.actions import leaving, refund
from socialgoods.cooperative.actions import member as members
from socialgoods.cooperative.actions.certificate import certify
from socialgoods.cooperative.actions.price import convert
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.actions.relation import end as end_relation
from socialgoods.cooperative.actions.relation import relate
from socialgoods.cooperative.actions.subscription import cancel_unpaid
from socialgoods.cooperative.actions.transfer import transfer
from socialgoods.cooperative.models import (
    Articles,
    Certificate,
    Departure,
    JoinRequest,
    Member,
    Officer,
    Payment,
    Relation,
    ShareLot,
)
from socialgoods.cooperative.paper import certificate as paper
from socialgoods.cooperative.queries import liabilities, register
from socialgoods.kernel.models import Event
from socialgoods.ledger.actions.close import close_period
from socialgoods.ledger.actions.post import Draft, Line, post
from socialgoods.ledger.queries.balances import role_balance
from socialgoods.registry.actions.merge import merge, undo

pytestmark = pytest.mark.django_db
NEXT = date(2018, 3, 3)
COMMON = {"by": None, "at": NOON}


def held(cooperative, role, until=NEXT):
    return -role_balance(cooperative.entity, role, until=until)


def articles_of(refusal):
    return [reason.article for reason in refusal.value.reasons]


def test_a_payment_in_part_waits_and_a_whole_share_becomes_capital():
    cooperative, _rows = founded()
    row = subscribed(member(cooperative, "마"), 3)

    paid(row, 15_000, on=DAY)

    assert register.shares_on(cooperative, DAY)[row.member_id] == 1
    assert register.paid_in_on(cooperative, DAY) == held(cooperative, "share_capital") == 410_000
    assert register.deposits_on(cooperative, DAY) == held(cooperative, "share_deposits") == 5_000
    assert register.standing_on(cooperative, DAY)[row.member_id] == 3


def test_the_entry_of_a_payment_moves_each_won_once():
    cooperative, _rows = founded()
    row = subscribed(member(cooperative, "마"), 3)

    paid(row, 15_000, on=DAY)
    entry = paid(row, 5_000, on=DAY).entry

    assert set(entry.postings.values_list("account__role", "amount", "party")) == {
        ("bank", 5_000, ""), ("share_deposits", 5_000, f"조합원 {row.member.number}"),
        ("share_capital", -10_000, f"조합원 {row.member.number}"),
    }  # fmt: skip


def test_the_same_payment_twice_is_one_and_another_under_its_key_is_refused():
    cooperative, _rows = founded()
    row = subscribed(member(cooperative, "마"), 3)

    first, second = paid(row, 10_000, key="once"), paid(row, 10_000, key="once")

    assert first == second
    assert register.shares_on(cooperative, DAY)[row.member_id] == 1
    with pytest.raises(NotLawful):
        paid(row, 20_000, key="once")


def test_more_than_was_subscribed_is_not_taken():
    cooperative, _rows = founded()
    row = subscribed(member(cooperative, "마"), 1)

    with pytest.raises(NotLawful):
        paid(row, 10_001)

    assert not Payment.objects.filter(subscription=row).exists()


def test_a_thing_comes_in_at_its_value():
    cooperative, _rows = founded()
    row = subscribed(member(cooperative, "마"), 2)

    paid(row, 20_000, kind="in_kind", text="냉장고 1대, 견적서", on=DAY)

    assert held(cooperative, "in_kind") == -20_000
    assert register.shares_on(cooperative, DAY)[row.member_id] == 2


def test_nobody_subscribes_above_the_cap_once_the_cooperative_is_registered_act_22_2():
    _cooperative, rows = founded()

    with pytest.raises(NotLawful) as refusal:
        subscribed(rows[0], 5)
    assert articles_of(refusal) == ["협동조합기본법 제91조(제22조제2항 준용)"]
    subscribed(rows[0], 2)


def test_before_the_registration_the_cap_is_asked_of_all_together_act_22_2():
    cooperative = CooperativeFactory(state="founding", accepted_on=None, registered_on=None)
    first, second = member(cooperative, "가"), member(cooperative, "나")

    subscribed(first, 30)
    subscribed(second, 30)

    assert len(register.founding_reasons(cooperative, DAY)) == 2
    subscribed(member(cooperative, "다"), 30)
    subscribed(member(cooperative, "라"), 10)
    assert register.founding_reasons(cooperative, DAY) == []


def test_no_money_is_taken_before_the_approval_act_87():
    cooperative = CooperativeFactory(state="filed", accepted_on=None, registered_on=None)
    row = subscribed(member(cooperative), 1)

    with pytest.raises(NotLawful) as refusal:
        paid(row, 10_000)

    assert articles_of(refusal) == ["협동조합기본법 제87조"]


def test_what_is_entered_late_is_asked_of_every_later_day_as_well_act_22_2():
    _cooperative, rows = founded(members=5)
    leaving.withdraw(member=rows[4], notified_on=JOINED, on=date(2018, 5, 1), **COMMON)

    with pytest.raises(NotLawful):
        subscribed(rows[0], 5, on=DAY)


def test_an_unpaid_subscription_is_cancelled_and_part_of_a_share_goes_back():
    cooperative, _rows = founded()
    row = subscribed(member(cooperative, "마"), 5)
    paid(row, 23_000)

    cancel_unpaid(subscription=row, on=DAY, **COMMON)
    cancel_unpaid(subscription=row, on=DAY, **COMMON)

    assert register.standing_on(cooperative, DAY)[row.member_id] == 2
    assert held(cooperative, "share_deposits") == 0
    assert liabilities.reconcile(cooperative, DAY) == []


def test_shares_pass_on_by_resolution_and_the_membership_with_the_last_act_24_3():
    cooperative, rows = founded(members=5)
    item = passed(cooperative, "transfer")

    with pytest.raises(NotLawful) as refusal:
        transfer(giver=rows[0], taker=rows[1], shares=2, on=DAY, item=None, key="a", **COMMON)
    transfer(giver=rows[0], taker=rows[1], shares=2, on=DAY, item=item, key="b", **COMMON)
    transfer(giver=rows[0], taker=rows[2], shares=3, on=DAY, item=item, key="c", **COMMON)
    transfer(giver=rows[0], taker=rows[3], shares=5, on=DAY, item=item, key="d", **COMMON)

    assert articles_of(refusal) == ["협동조합기본법 제91조(제24조제3항 준용)"]
    assert register.shares_on(cooperative, DAY) == dict(
        zip([row.pk for row in rows[1:]], (12, 13, 15, 10), strict=True)
    )
    assert register.shares_on(cooperative, date(2018, 3, 1))[rows[0].pk] == 10
    assert rows[0] not in register.members_on(cooperative, DAY)
    assert held(cooperative, "share_capital") == 500_000
    assert liabilities.reconcile(cooperative, DAY) == []


def test_a_transfer_above_the_cap_is_refused_act_22_2():
    cooperative, rows = founded(members=4)
    item = passed(cooperative, "transfer")

    with pytest.raises(NotLawful):
        transfer(giver=rows[0], taker=rows[1], shares=3, on=DAY, item=item, key="a", **COMMON)

    transfer(giver=rows[0], taker=rows[1], shares=2, on=DAY, item=item, key="b", **COMMON)


def test_a_resolution_about_somebody_else_or_of_another_cooperative_moves_nothing():
    cooperative, rows = founded(members=5)
    others, _rows = founded()

    for item in (
        passed(cooperative, "transfer", about=rows[1]),
        passed(others, "transfer"),
        passed(cooperative, "refund"),
    ):
        with pytest.raises(NotLawful):
            transfer(giver=rows[0], taker=rows[2], shares=1, on=DAY, item=item, key=f"{item.pk}", **COMMON)


def test_a_leavers_shares_become_a_debt_and_are_refunded_by_special_resolution_act_89():
    cooperative, rows = founded(members=5)

    departure = leaving.withdraw(member=rows[0], notified_on=date(2017, 11, 1), on=DAY, **COMMON)

    assert (departure.claim_from_on, departure.lapses_on) == (date(2019, 1, 1), date(2021, 1, 1))
    assert held(cooperative, "refunds_due") == 100_000
    assert held(cooperative, "share_capital") == register.paid_in_on(cooperative, DAY) == 400_000
    with pytest.raises(NotLawful):
        refund.fix_amount(departure=departure, on=date(2018, 12, 31), **COMMON)
    departure = refund.fix_amount(departure=departure, on=date(2019, 2, 1), **COMMON)
    assert departure.amount == 100_000
    pay_out = {"departure": departure, "amount": 100_000, "paid_on": date(2019, 3, 20), **COMMON}
    with pytest.raises(NotLawful):
        refund.refund(**pay_out, item=None, key="x")
    item = passed(cooperative, "refund", about=rows[0])
    assert refund.refund(**pay_out, item=item, key="y") == refund.refund(**pay_out, item=item, key="y")
    assert held(cooperative, "refunds_due", until=date(2019, 3, 21)) == 0
    assert liabilities.reconcile(cooperative, date(2019, 3, 20)) == []


def test_a_general_cooperative_refunds_the_share_of_net_assets_of_the_years_end_act_26_2():
    cooperative, rows = founded(members=5, kind="general", name="시험 협동조합")
    entity = cooperative.entity
    surplus = Draft(date(2018, 2, 1), "매출", [Line("@bank", 50_000), Line("@sales", -50_000)], key="sales")
    post(entity=entity, drafts=[surplus], **COMMON)
    departure = leaving.withdraw(member=rows[0], notified_on=date(2017, 11, 1), on=DAY, **COMMON)

    with pytest.raises(NotLawful):
        refund.fix_amount(departure=departure, on=date(2019, 2, 1), **COMMON)
    close_period(entity=entity, until=date(2019, 1, 1), **COMMON)
    departure.member.cooperative.entity.refresh_from_db()
    departure = refund.fix_amount(departure=departure, on=date(2019, 2, 1), **COMMON)

    assert departure.amount == 110_000
    assert held(cooperative, "refunds_due", until=date(2019, 2, 2)) == 110_000
    assert liabilities.reconcile(cooperative, date(2019, 2, 1)) == []
    assert liabilities.reconcile(cooperative, date(2019, 1, 31)) == []


def test_who_owes_the_cooperative_waits_and_nothing_is_set_off_act_89_and_22_4():
    cooperative, rows = founded(members=5)
    departure = leaving.withdraw(member=rows[0], notified_on=date(2017, 11, 1), on=DAY, debts_won=30_000, **COMMON)
    refund.fix_amount(departure=departure, on=date(2019, 2, 1), **COMMON)
    pay_out = {
        "departure": departure, "amount": 100_000, "paid_on": date(2019, 3, 20), "item": passed(cooperative, "refund"), "key": "x",
    }  # fmt: skip

    with pytest.raises(NotLawful):
        refund.refund(**pay_out, **COMMON)
    refund.note_debts(departure=departure, debts_won=0, **COMMON)

    assert refund.refund(**pay_out, **COMMON).amount == 100_000


def test_a_claim_that_nobody_made_in_two_years_becomes_income_act_89():
    cooperative, rows = founded(members=6)
    silent, asking = (leaving.withdraw(member=row, notified_on=date(2017, 11, 1), on=DAY, **COMMON) for row in rows[:2])
    refund.claim(departure=asking, on=date(2020, 12, 31), **COMMON)
    with pytest.raises(NotLawful):
        refund.claim(departure=silent, on=date(2021, 1, 1), **COMMON)

    refund.lapse(departure=silent, on=date(2021, 1, 1), **COMMON)
    with pytest.raises(NotLawful):
        refund.lapse(departure=asking, on=date(2021, 1, 1), **COMMON)

    assert held(cooperative, "other_income", until=date(2021, 1, 2)) == 100_000
    assert held(cooperative, "refunds_due", until=date(2021, 1, 2)) == 100_000
    assert liabilities.reconcile(cooperative, date(2021, 1, 1)) == []


def test_an_expulsion_needs_the_resolution_the_notice_and_the_hearing_act_25_2():
    cooperative, rows = founded(members=5)
    item = passed(cooperative, "expulsion", about=rows[0])
    facts = {"member": rows[0], "on": DAY, "reason": "출자금을 내지 않음", **COMMON}

    for wrong in (
        {"item": None, "reasons_sent_on": date(2018, 2, 1), "may_speak": True},
        {"item": item, "reasons_sent_on": date(2018, 2, 11), "may_speak": True},
        {"item": item, "reasons_sent_on": date(2018, 2, 1), "may_speak": False},
    ):
        with pytest.raises(NotLawful):
            leaving.expel(**facts, **wrong)
    departure = leaving.expel(**facts, item=item, reasons_sent_on=date(2018, 2, 10), may_speak=True)

    assert (departure.kind, departure.item) == ("expulsion", item)
    assert not register.members_on(cooperative, DAY).filter(pk=rows[0].pk).exists()


def test_death_dissolution_and_loss_end_a_membership_on_the_day_act_24_2():
    cooperative, rows = founded(members=7)

    found = [leaving.die(member=rows[0], on=DAY, **COMMON)]
    found += [
        leaving.lose(member=row, kind=kind, on=DAY, **COMMON)
        for row, kind in zip(rows[1:], ("dissolution", "loss"), strict=False)
    ]

    assert [row.kind for row in found] == ["death", "dissolution", "loss"]
    assert register.members_on(cooperative, DAY).count() == 4
    assert liabilities.reconcile(cooperative, DAY) == []


def test_leaving_is_never_refused_for_the_cap_and_who_stands_above_it_is_named_act_22_2():
    """The cap is checked again after every leaving: it says who, by how much, and what brings it back."""
    cooperative, rows = founded(members=4)

    [first, *_rest] = register.above_cap(cooperative, DAY, without=rows[3])
    leaving.withdraw(member=rows[3], notified_on=date(2017, 11, 1), on=DAY, **COMMON)

    assert (first.above.shares, first.above.total, first.above.give, first.above.others) == (10, 30, 1, 4)
    assert [row.numbers for row in register.above_cap(cooperative, DAY)] == [[1], [2], [3]]
    noted = Event.objects.filter(name="cooperative.cap.exceeded")
    assert [event.data["members"] for event in noted] == [[1], [2], [3]]
    with pytest.raises(NotLawful):
        subscribed(rows[0], 1, on=DAY)
    subscribed(member(cooperative, "새로", on=DAY), 4, on=DAY)
    assert all(row.numbers == [1] for row in register.above_cap(cooperative, DAY)) is True


def test_who_gave_notice_of_leaving_is_still_a_member_until_the_day():
    cooperative, rows = founded(members=5)

    leaving.withdraw(member=rows[0], notified_on=DAY, on=date(2018, 6, 1), **COMMON)

    assert rows[0] in register.members_on(cooperative, date(2018, 5, 31))
    assert rows[0] not in register.members_on(cooperative, date(2018, 6, 1))
    known = liabilities.liabilities(cooperative, DAY)
    assert [(due.year, due.won) for due in known.due] == [(2019, 100_000)]
    assert (known.now_won, known.later_won, known.capital_won, known.cash_won) == (0, 100_000, 500_000, 500_000)
    assert known.is_covered


def test_an_announced_withdrawal_is_taken_back_before_its_day_and_everything_goes_on_act_24_1():
    cooperative, rows = founded(members=5)
    open_row = subscribed(rows[0], 1, on=JOINED)
    paid(open_row, 4_000)
    before = register.register_on(cooperative, NEXT)
    for _time in range(2):
        leaving.withdraw(member=rows[0], notified_on=DAY, on=date(2018, 6, 1), **COMMON)
        leaving.take_back(member=rows[0], on=NEXT, **COMMON)

    assert leaving.take_back(member=rows[0], on=NEXT, **COMMON) == rows[0]
    assert register.register_on(cooperative, date(2018, 6, 1)) == before
    assert register.standing_by(rows[0], date(2018, 6, 1)) == 11
    assert liabilities.reconcile(cooperative, date(2018, 6, 1)) == []
    assert Event.objects.filter(name="cooperative.departure.taken_back").count() == 2
    assert not Departure.objects.exists()


def test_a_withdrawal_whose_day_has_come_and_what_ended_otherwise_are_not_taken_back_act_24():
    _cooperative, rows = founded(members=5)
    person = UserFactory()
    own = member(_cooperative, "", user=person)
    leaving.withdraw(member=rows[0], notified_on=date(2017, 11, 1), on=DAY, **COMMON)
    leaving.die(member=rows[1], on=date(2018, 6, 1), **COMMON)
    leaving.withdraw(member=own, notified_on=DAY, on=date(2018, 6, 1), **COMMON)
    member(_cooperative, "", user=person)

    found = []
    for row in (rows[0], rows[1], own):
        with pytest.raises(NotLawful) as refusal:
            leaving.take_back(member=row, on=DAY, **COMMON)
        found += articles_of(refusal)

    law = "협동조합기본법 제91조(제{}조제{}항 준용)"
    assert found == [law.format(24, 1), law.format(24, 2), law.format(23, 1)]


def test_related_members_count_together_in_a_medical_cooperative_decree_19_2():
    """Ten and ten shares of 220 are each below a tenth, and together above it."""
    cooperative, rows = founded(members=22, kind="medical")
    relate(member=rows[1], other=rows[0], kind="family", on=DAY, **COMMON)
    relate(member=rows[1], other=rows[2], kind="run", on=DAY, **COMMON)

    found = register.above_cap(cooperative, DAY)
    with pytest.raises(NotLawful) as refusal:
        subscribed(rows[2], 1, on=DAY)

    assert [(row.numbers, row.above.shares, row.name) for row in found] == [([1, 2, 3], 30, "조합원1과(와) 특수관계인")]
    assert articles_of(refusal) == ["협동조합기본법 시행령 제19조제2항"]
    assert register.above_cap(cooperative, JOINED) == []
    assert register.twins(cooperative, DAY) == []
    assert Event.objects.filter(name="cooperative.cap.exceeded").exists()
    for row in list(Relation.objects.all()):
        end_relation(relation=row, on=NEXT, **COMMON)
    assert register.above_cap(cooperative, NEXT) == []


def test_the_law_counts_one_member_and_the_articles_may_count_related_ones_together_act_22_2():
    cooperative, rows = founded(members=5)
    relate(member=rows[0], other=rows[1], kind="family", on=JOINED, **COMMON)

    assert register.above_cap(cooperative, DAY) == []
    cooperative.articles.update(more={"related_together": True})
    assert [row.numbers for row in register.above_cap(cooperative, DAY)] == [[1, 2]]
    with pytest.raises(NotLawful, match="특수관계인"):
        subscribed(rows[0], 1, on=DAY)
    assert register.founding_holdings(cooperative, DAY)["조합원1과(와) 특수관계인(1)"] == 20


def test_a_relation_is_of_two_members_of_one_cooperative_and_is_written_once_decree_19_2():
    _cooperative, rows = founded(members=5)
    stranger = founded(members=1)[1][0]
    row = relate(member=rows[0], other=rows[1], kind="family", on=DAY, **COMMON)

    for other, kind, on in (
        (rows[0], "family", DAY), (stranger, "family", DAY), (rows[1], "family", DAY), (rows[2], "friend", DAY),
        (rows[2], "family", date(2017, 1, 1)),
    ):  # fmt: skip
        with pytest.raises(NotLawful):
            relate(member=rows[0], other=other, kind=kind, on=on, **COMMON)
    with pytest.raises(NotLawful, match="시작한 날"):
        end_relation(relation=row, on=JOINED, **COMMON)
    for wrong in ({"member": rows[1], "other": rows[0]}, {"member": rows[0], "other": rows[1]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relation.objects.create(kind="family", starts_on=DAY, at=NOON, **wrong)
    assert end_relation(relation=row, on=NEXT, **COMMON) == end_relation(relation=row, on=NEXT, **COMMON)


def test_a_new_price_turns_every_holding_into_whole_shares_and_loses_no_won_act_86_2():
    cooperative, rows = founded(members=5, shares=5)
    Articles.objects.create(cooperative=cooperative, starts_on=DAY, share_price_won=20_000)

    with pytest.raises(NotLawful) as refusal:
        subscribed(rows[0], 1, on=DAY)
    assert convert(cooperative=cooperative, on=DAY, **COMMON) == 5
    assert convert(cooperative=cooperative, on=DAY, **COMMON) == 0

    assert articles_of(refusal) == ["협동조합기본법 제86조제2항"]
    assert register.shares_on(cooperative, DAY) == {row.pk: 2 for row in rows}
    assert register.deposits_on(cooperative, DAY) == 50_000
    assert liabilities.reconcile(cooperative, DAY) == []
    rest = rows[0].subscriptions.get(price_won=20_000)
    paid(rest, 10_000, on=DAY)
    assert register.held_by(rows[0], DAY) == 3


def test_the_same_organisation_or_person_is_a_member_once_and_may_come_back():
    cooperative, _rows = founded(members=5)
    organization, user = OrganizationFactory(), UserFactory()
    first = member(cooperative, "", organization=organization)
    member(cooperative, "", user=user)

    for again in ({"organization": organization}, {"user": user}):
        with pytest.raises(NotLawful):
            member(cooperative, "", **again)
    leaving.withdraw(member=first, notified_on=date(2017, 11, 1), on=DAY, **COMMON)
    back = member(cooperative, "", organization=organization, on=NEXT)

    assert (first.name, back.number) == (organization.name, 8)


def test_a_request_to_join_becomes_a_member_with_shares_or_is_declined_with_a_reason_act_21():
    cooperative, _rows = founded(members=5)
    user, steward = UserFactory(), UserFactory()
    ask = {"cooperative": cooperative, "stakeholder": "consumer", "shares": 2, "at": NOON}
    first = members.ask_to_join(**ask, user=user, by=user)
    assert members.ask_to_join(**ask, user=user, by=user) == first
    organization = OrganizationFactory()
    second = members.ask_to_join(**ask, organization=organization, by=user)

    row = members.accept(request=first, starts_on=DAY, by=steward, at=NOON)
    with pytest.raises(NotLawful):
        members.accept(request=first, starts_on=DAY, by=steward, at=NOON)
    with pytest.raises(NotLawful):
        members.decline(request=second, reason=" ", by=steward, at=NOON)
    members.decline(request=second, reason="자격에 맞지 않습니다.", by=steward, at=NOON)

    assert register.standing_by(row, DAY) == 2
    assert list(JoinRequest.objects.values_list("state", flat=True)) == ["accepted", "declined"]


def test_two_records_of_one_organisation_are_counted_together_and_the_merge_can_be_undone():
    cooperative, rows = founded(members=4)
    kept, gone, single = OrganizationFactory(), OrganizationFactory(), OrganizationFactory()
    for row, organization in zip(rows, (kept, gone, single), strict=False):
        Member.objects.filter(pk=row.pk).update(organization=organization)
    officer, after = UserFactory(), OrganizationFactory()

    record = merge(kept=kept, gone=gone, by=officer, at=NOON)
    moved = merge(kept=after, gone=single, by=officer, at=NOON)

    assert register.twins(cooperative, DAY) == [[1, 2]]
    assert [(row.numbers, row.above.shares) for row in register.above_cap(cooperative, DAY)] == [([1, 2], 20)]
    assert Member.objects.get(pk=rows[2].pk).organization == after
    assert len(register.register_on(cooperative, DAY)) == 4
    with pytest.raises(NotLawful):
        subscribed(rows[0], 1)
    undo(record=record, by=officer, at=NOON)
    undo(record=moved, by=officer, at=NOON)
    assert register.above_cap(cooperative, DAY) == []
    assert Member.objects.get(pk=rows[2].pk).organization == single


def test_a_certificate_is_numbered_and_issued_once_for_the_same_facts():
    cooperative, rows = founded()

    first, again = certify(member=rows[0], on=DAY, **COMMON), certify(member=rows[0], on=DAY, **COMMON)
    second = certify(member=rows[1], on=DAY, **COMMON)

    assert first == again
    assert (first.number, first.shares, first.amount, second.number) == (1, 10, 100_000, 2)
    with pytest.raises(NotLawful):
        certify(member=member(cooperative, "빈손"), on=DAY, **COMMON)


@pytest.mark.slow
@pytest.mark.skipif(not which("pdftotext"), reason="poppler is not here")
def test_a_certificate_is_one_page_of_real_letters(tmp_path):
    cooperative, rows = founded()
    Officer.objects.create(
        cooperative=cooperative, office="chair", name="박이사", starts_on=JOINED, term_ends_on=date(2021, 1, 5)
    )
    row = certify(member=rows[0], on=DAY, **COMMON)
    (tmp_path / "paper.pdf").write_bytes(content := paper(row))

    run = subprocess.run(["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, check=True)

    said = "".join(run.stdout.decode().split(" "))
    assert said.count("\f") == 1
    for words in (
        "출자증서",
        "제2018-0001호",
        "조합원1",
        "10좌",
        "10만원",
        "2018년3월2일(금)",
        "증명합니다",
        "박이사",
        "담보로",
    ):
        assert words in said
    assert "\N{REPLACEMENT CHARACTER}" not in said
    assert b"PretendardGOV" in content


def test_the_command_says_where_the_books_differ_from_the_register():
    cooperative, _rows = founded()
    out = StringIO()

    call_command("verify_registers", cooperative.code, stdout=out)
    assert "agrees" in out.getvalue()
    wrong = Draft(DAY, "손으로", [Line("@bank", 1_000), Line("@share_capital", -1_000)], key="by hand")
    post(entity=cooperative.entity, drafts=[wrong], **COMMON)
    with pytest.raises(CommandError):
        call_command("verify_registers", cooperative.code, stdout=out)
    assert "share_capital" in out.getvalue()


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (ShareLot, {"shares": 0, "price_won": 1, "starts_on": DAY}),
        (ShareLot, {"shares": 1, "price_won": 1, "starts_on": DAY, "ends_on": JOINED}),
        (Certificate, {"number": 1, "shares": 0, "amount": 1, "on": DAY, "at": NOON}),
        (Departure, {"kind": "death", "notified_on": DAY, "left_on": DAY, "claim_from_on": JOINED, "lapses_on": DAY}),
    ],
)
def test_what_cannot_be_is_not_stored(model, values):
    cooperative, rows = founded(members=1)
    if model is Certificate:
        values = {**values, "cooperative": cooperative}

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(member=rows[0], **values)


def test_a_request_is_of_one_and_declined_with_words():
    cooperative = CooperativeFactory()
    user = UserFactory()
    base = {"cooperative": cooperative, "name": "나", "stakeholder": "worker", "asked_by": user, "asked_at": NOON}

    for wrong in ({"shares": 1}, {"shares": 0, "user": user}, {"shares": 1, "user": user, "state": "declined"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            JoinRequest.objects.create(**base, **wrong)


def test_the_register_asks_the_database_as_often_for_three_members_as_for_one(django_assert_num_queries):
    one, _rows = founded(members=1)
    three, _rows = founded(members=3)

    for cooperative, count in ((one, 1), (three, 3)):
        with django_assert_num_queries(2):
            assert len(register.register_on(cooperative, DAY)) == count


def test_days_are_exclusive_at_their_end_and_moments_do_not_matter():
    cooperative, rows = founded(members=5)
    item = passed(cooperative, "transfer", held_at=datetime(2018, 2, 21, tzinfo=UTC))

    transfer(giver=rows[0], taker=rows[1], shares=1, on=DAY, item=item, key="a", **COMMON)

    assert [register.shares_on(cooperative, day)[rows[0].pk] for day in (date(2018, 3, 1), DAY)] == [10, 9]
