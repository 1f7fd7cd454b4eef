"""What the pages of the register show and change."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

import socialgoods.cooperative
from cooperative.sharing import JOINED, NOON, founded, member, passed, subscribed
from factories import OrganizationFactory, RepresentationFactory, UserFactory
from socialgoods.cooperative.actions import leaving
from socialgoods.cooperative.actions.certificate import certify
from socialgoods.cooperative.event_words import EVENT_WORDS
from socialgoods.cooperative.forms.register import new_key
from socialgoods.cooperative.models import (
    Articles,
    Departure,
    JoinRequest,
    Member,
    Payment,
    Refund,
    Relation,
    RequestState,
    Steward,
    Subscription,
)
from socialgoods.cooperative.queries import register
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event

pytestmark = pytest.mark.django_db
COMMON = {"by": None, "at": NOON}


@pytest.fixture
def house():
    cooperative, rows = founded(members=5)
    steward = UserFactory()
    Steward.objects.create(cooperative=cooperative, user=steward, starts_on=JOINED)
    return cooperative, rows, steward


def page(client, user, name, cooperative, /, *more, **query):
    client.force_login(user)
    return client.get(reverse(name, args=[cooperative.code, *more]), query)


def send(client, user, name, /, *arguments, **data):
    client.force_login(user)
    return client.post(reverse(name, args=arguments), {"key": new_key(), **data})


def test_the_register_shows_the_day_that_is_asked_for(client, house):
    cooperative, rows, steward = house
    leaving.withdraw(member=rows[4], notified_on=date(2017, 6, 1), on=date(2018, 3, 1), **COMMON)

    before = page(client, steward, "register", cooperative, on="2018-02-28").content.decode()
    after = page(client, steward, "register", cooperative, on="2018-03-01").content.decode()

    assert "조합원5" in before
    assert "조합원5" not in after
    assert "<b>50좌 50만 원</b>" in before
    assert "1원까지 같습니다" in after


def test_the_register_is_searched_by_name_number_and_kind(client, house):
    cooperative, _rows, steward = house

    def names(**query):
        return [row.name for row in page(client, steward, "register", cooperative, **query).context["rows"]]

    assert names(q="원3") == ["조합원3"]
    assert names(q="2") == ["조합원2"]
    assert names(stakeholder="worker") == []
    assert len(names(on="nonsense")) == 5


def test_a_look_at_the_names_of_persons_leaves_an_event_and_one_at_organisations_does_not(client, house):
    cooperative, _rows, steward = house

    page(client, steward, "register", cooperative)
    Member.objects.filter(cooperative=cooperative).update(organization=None)
    looked = Event.objects.filter(name="cooperative.register.seen").count()
    for row in Member.objects.filter(cooperative=cooperative):
        Member.objects.filter(pk=row.pk).update(organization=OrganizationFactory())
    page(client, steward, "register", cooperative)

    assert looked == 1
    assert Event.objects.filter(name="cooperative.register.seen").count() == 1


def test_a_member_reads_the_list_and_no_other_members_page(client, house):
    cooperative, rows, _steward = house
    user = UserFactory()
    Member.objects.filter(pk=rows[0].pk).update(user=user)

    shown = page(client, user, "register", cooperative).content.decode()

    assert "조합원2" in shown
    assert reverse("member", args=[cooperative.code, 2]) not in shown
    assert page(client, user, "member", cooperative, 1).status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_register_is_taken_away_as_a_file(client, house, form):
    cooperative, _rows, steward = house

    response = page(client, steward, "register_download", cooperative, format=form)

    assert response.status_code == 200
    assert f".{form}" in response["Content-Disposition"]
    if form == "csv":
        assert "조합원5" in response.content.decode("utf-8-sig")
    assert page(client, steward, "register_download", cooperative, format="exe").status_code == 404


def test_pages_ask_the_database_as_often_for_many_members_as_for_few(client, django_assert_max_num_queries):
    few, many = founded(members=4)[0], founded(members=9)[0]
    steward = UserFactory()
    for cooperative in (few, many):
        Steward.objects.create(cooperative=cooperative, user=steward, starts_on=JOINED)
    page(client, steward, "register", few)

    for name in ("register", "liabilities"):
        with django_assert_max_num_queries(40) as seen:
            page(client, steward, name, few)
        with django_assert_max_num_queries(len(seen)):
            page(client, steward, name, many)


def test_a_steward_writes_a_member_into_the_register(client, house):
    cooperative, _rows, steward = house
    organization = OrganizationFactory()
    data = {"organization": organization.code, "stakeholder": "worker", "starts_on": "2018-03-02"}

    assert send(client, steward, "member_new", cooperative.code, **data).status_code == 302
    again = send(client, steward, "member_new", cooperative.code, **data)

    assert Member.objects.get(organization=organization).number == 6
    assert "제21조" in again.content.decode()
    both = send(client, steward, "member_new", cooperative.code, **data, name="누구")
    assert "하나만" in both.content.decode()


def test_a_subscription_sent_twice_is_one_and_above_the_cap_the_article_is_named(client, house):
    cooperative, rows, steward = house
    key = new_key()

    for _time in range(2):
        send(client, steward, "member_subscribe", cooperative.code, 1, shares=3, on="2018-03-02", key=key)
    refused = send(client, steward, "member_subscribe", cooperative.code, 1, shares=40, on="2018-03-02")

    assert Subscription.objects.filter(member=rows[0], shares=3).count() == 1
    assert "제22조제2항" in refused.content.decode()


def test_a_payment_in_part_then_a_cancellation(client, house):
    _cooperative, rows, steward = house
    row = subscribed(rows[0], 4)

    send(client, steward, "subscription_pay", row.pk, amount="15,000", paid_on="2018-03-02", kind="cash")
    too_much = send(client, steward, "subscription_pay", row.pk, amount="30,000", paid_on="2018-03-02", kind="cash")
    send(client, steward, "subscription_cancel", row.pk, on="2018-03-05")

    assert list(Payment.objects.filter(subscription=row).values_list("amount", flat=True)) == [15_000]
    assert "25,000원이 남았습니다" in too_much.content.decode()
    assert register.standing_by(rows[0], date(2018, 3, 6)) == 11


def test_a_representative_subscribes_more_and_leaves_with_notice(client, house):
    cooperative, rows, _steward = house
    standing = RepresentationFactory()
    Member.objects.filter(pk=rows[0].pk).update(organization=standing.organization)
    today = clock.today()

    send(client, standing.user, "member_subscribe", cooperative.code, 1, shares=1)
    early = send(client, standing.user, "member_leave", cooperative.code, 1, on=today.isoformat())
    late = today + timedelta(days=90)
    send(client, standing.user, "member_leave", cooperative.code, 1, on=late.isoformat())

    assert Subscription.objects.filter(member=rows[0]).count() == 2
    assert "90일 전에" in early.content.decode()
    assert Departure.objects.get(member=rows[0]).left_on == late


def test_a_representative_takes_the_announced_leaving_back_on_either_page(client, house):
    cooperative, rows, _steward = house
    standing = RepresentationFactory()
    Member.objects.filter(pk=rows[0].pk).update(organization=standing.organization)
    late = clock.today() + timedelta(days=90)
    send(client, standing.user, "member_leave", cooperative.code, 1, on=late.isoformat())

    shown = [
        page(client, standing.user, name, cooperative, *more).content.decode()
        for name, *more in (("member", 1), ("my_membership",))
    ]
    send(client, standing.user, "member_stay", cooperative.code, 1)

    assert all(reverse("member_stay", args=[cooperative.code, 1]) in each for each in shown)
    assert not Departure.objects.filter(member=rows[0]).exists()
    assert "알린 탈퇴를 거두어들임" in page(client, standing.user, "member", cooperative, 1).content.decode()


def test_a_relation_is_written_down_and_ended_on_the_members_page(client, house):
    cooperative, rows, steward = house

    send(client, steward, "relation_new", cooperative.code, 1, other=rows[1].pk, kind="family", on="2018-03-02")
    shown = page(client, steward, "member", cooperative, 2).content.decode()
    row = Relation.objects.get()
    send(client, steward, "relation_end", row.pk)

    row.refresh_from_db()
    assert row.ends_on == clock.today()
    assert all(words in shown for words in ("배우자나 친족", "함께 세면", "정관도 함께 세도록 정하지 않아"))
    assert "적힌 특수관계인이 없습니다" in page(client, steward, "member", cooperative, 2).content.decode()


def test_before_a_leaving_the_page_says_who_will_stand_above_the_cap(client):
    cooperative, _rows = founded(members=4)
    steward = UserFactory()
    Steward.objects.create(cooperative=cooperative, user=steward, starts_on=JOINED)

    shown = page(client, steward, "member_leave", cooperative, 4).content.decode()

    assert "떠나고 나면 한도를 넘는 조합원이 생깁니다" in shown
    assert "조합원3" in shown
    assert "제119조" in shown


def test_leaving_transfer_and_refund_by_the_steward(client, house):
    cooperative, rows, steward = house
    moved, paid_out = passed(cooperative, "transfer"), passed(cooperative, "refund")

    send(
        client,
        steward,
        "member_transfer",
        cooperative.code,
        1,
        taker=rows[1].pk,
        shares=2,
        on="2018-03-02",
        item=moved.pk,
    )
    data = {"kind": "death", "notified_on": "2018-03-03", "on": "2018-03-03"}
    send(client, steward, "member_leave", cooperative.code, 1, **data, debts_won="20,000")
    for name in ("refund_fix", "refund_claim"):
        send(client, steward, name, cooperative.code, 1)
    held = send(
        client, steward, "member_refund", cooperative.code, 1, amount="80,000", paid_on="2019-03-02", item=paid_out.pk
    )
    send(client, steward, "refund_debts", cooperative.code, 1, debts_won="0")
    send(client, steward, "member_refund", cooperative.code, 1, amount="80,000", paid_on="2019-03-02", item=paid_out.pk)

    departure = Departure.objects.get(member=rows[0])
    assert "20,000원 있어" in held.content.decode()
    assert (departure.kind, departure.amount) == ("death", 80_000)
    assert Refund.objects.get(departure=departure).amount == 80_000


def test_an_unclaimed_refund_lapses_by_the_stewards_hand(client, house):
    cooperative, rows, steward = house
    leaving.withdraw(member=rows[0], notified_on=date(2017, 6, 1), on=date(2018, 3, 1), **COMMON)

    send(client, steward, "refund_lapse", cooperative.code, 1)

    assert Departure.objects.get(member=rows[0]).lapsed_on == clock.today()


def test_a_certificate_is_issued_and_read(client, house):
    cooperative, rows, steward = house

    send(client, steward, "certificate_issue", cooperative.code, 1)
    row = rows[0].certificates.get()
    response = page(client, steward, "certificate", cooperative, row.number)

    assert response["Content-Type"] == "application/pdf"
    assert Event.objects.filter(name="cooperative.member.seen").exists()
    assert certify(member=rows[0], on=row.on, **COMMON) == row


def test_the_new_price_is_offered_and_carried_out(client, house):
    cooperative, rows, steward = house
    Articles.objects.create(cooperative=cooperative, starts_on=date(2018, 3, 1), share_price_won=20_000)

    assert "1좌 금액이 바뀌었습니다" in page(client, steward, "register", cooperative).content.decode()
    send(client, steward, "price_convert", cooperative.code)

    assert register.held_by(rows[0], clock.today()) == 5


def test_a_resident_asks_to_join_takes_it_back_and_is_accepted_the_next_time(client, house):
    cooperative, _rows, steward = house
    user = UserFactory()
    data = {"in_whose_name": f"user:{user.pk}", "stakeholder": "consumer", "shares": 2}

    send(client, user, "my_membership", cooperative.code, **data)
    first = JoinRequest.objects.get()
    assert send(client, UserFactory(), "join_take_back", first.pk).status_code == 403
    send(client, user, "join_take_back", first.pk)
    send(client, user, "my_membership", cooperative.code, **data)
    second = JoinRequest.objects.get(state="asked")
    assert user.name in page(client, steward, "register", cooperative).content.decode()
    send(client, steward, "join_accept", second.pk)

    assert Member.objects.get(user=user).subscriptions.get().shares == 2
    assert user.name in page(client, user, "my_membership", cooperative).content.decode()


def test_nobody_joins_in_the_name_of_an_organisation_that_he_does_not_stand_for(client, house):
    cooperative, _rows, _steward = house
    data = {"in_whose_name": f"organization:{OrganizationFactory().pk}", "stakeholder": "consumer", "shares": 2}

    assert send(client, UserFactory(), "my_membership", cooperative.code, **data).status_code == 200
    assert not JoinRequest.objects.exists()


def test_a_request_is_declined_with_a_reason_that_the_applicant_reads(client, house):
    cooperative, _rows, steward = house
    user = UserFactory()
    data = {"in_whose_name": f"user:{user.pk}", "stakeholder": "consumer", "shares": 2}
    send(client, user, "my_membership", cooperative.code, **data)
    request = JoinRequest.objects.get()

    assert "제21조" in send(client, steward, "join_decline", request.pk, reason="").content.decode()
    send(client, steward, "join_decline", request.pk, reason="정관의 자격에 맞지 않습니다.")

    assert "정관의 자격에 맞지 않습니다." in page(client, user, "my_membership", cooperative).content.decode()


def test_liabilities_name_the_leavers_and_whether_the_money_is_there(client, house):
    cooperative, rows, steward = house
    leaving.withdraw(member=rows[0], notified_on=date(2017, 6, 1), on=date(2018, 3, 1), **COMMON)

    shown = page(client, steward, "liabilities", cooperative).content.decode()

    assert "현금과 예금 50만 원으로 낼 수 있습니다" in shown
    assert "조합원1" in shown
    assert "기록이 짧아 어림입니다" in shown


def test_a_closed_period_refuses_in_words(client, house):
    cooperative, rows, steward = house
    row = subscribed(rows[0], 1, on=date(2018, 1, 6))
    from socialgoods.ledger.actions.close import close_period

    close_period(entity=cooperative.entity, until=date(2018, 2, 1), **COMMON)

    refused = send(client, steward, "subscription_pay", row.pk, amount="10,000", paid_on="2018-01-31", kind="cash")

    assert "마감한 기간" in refused.content.decode()
    assert not Payment.objects.filter(subscription=row).exists()


def test_a_member_of_a_merged_organisation_is_still_acted_for(client, house):
    cooperative, _rows, _steward = house
    standing = RepresentationFactory()
    gone = OrganizationFactory()
    member(cooperative, "", organization=gone)
    gone.merged_into = standing.organization
    gone.save()

    assert page(client, standing.user, "member", cooperative, 6).status_code == 200


def test_a_person_reads_which_memberships_are_known_and_who_looked(client, house):
    cooperative, rows, steward = house
    user = UserFactory()
    Member.objects.filter(pk=rows[0].pk).update(user=user)

    page(client, steward, "member", cooperative, 1)
    client.force_login(user)
    shown = client.get(reverse("me")).content.decode()

    assert "협동조합 조합원 자격" in shown
    assert cooperative.name in shown
    assert "조합원의 출자 기록을 봄" in shown


def test_every_event_of_the_room_has_words():
    room = Path(socialgoods.cooperative.__file__).parent
    recorded = {
        name
        for path in room.rglob("*.py")
        for name in re.findall(r'record\(\s*"(cooperative\.[a-z_.]+)"', path.read_text(encoding="utf-8"))
    }

    assert recorded - set(EVENT_WORDS) == set()
    assert {f"cooperative.join.{state}" for state in RequestState.values} - set(EVENT_WORDS) == set()
