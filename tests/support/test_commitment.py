"""Promises on screen: delivered in parts, taken back, finished, cancelled, reopened; rules and constraints."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from factories import CaseloadFactory, CommitmentFactory, MeasureFactory, OrganizationFactory, user_as
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.registry.models import SupportGiven
from socialgoods.support.actions import commitment as actions
from socialgoods.support.models import Commitment, CommitmentState, Delivery, Document
from socialgoods.support.queries.commitment import promised
from socialgoods.support.rules import commitment as rules
from support.made import key, picture

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
DAY = date(2018, 3, 5)


def standing(**more):
    return rules.Standing(**{"amount": 1_000_000, **more})


@pytest.mark.parametrize(
    ("now", "told", "said"),
    [
        (standing(is_running=False), {}, "이미 마친"),
        (standing(), {"cost": -1}, "0원 이상"),
        (standing(), {"on": date(2018, 3, 6)}, "오늘보다 뒤"),
        (standing(), {"on": date(2017, 12, 31)}, "약속한 날"),
        (standing(delivered=900_000), {"cost": 100_001}, "1원 많습니다"),
    ],
)
def test_each_reason_against_delivering_is_said(now, told, said):
    plain = {"cost": 100_000, "on": DAY, "today": DAY, "promised_on": date(2018, 1, 1), "reason": ""}

    (reason,) = rules.reasons_against_delivering(now, **{**plain, **told})

    assert said in reason


def test_going_above_a_promise_needs_a_reason_only():
    told = {"cost": 2_000_000, "on": DAY, "today": DAY, "promised_on": DAY}

    assert rules.reasons_against_delivering(standing(), **told, reason="자재 값이 올랐습니다") == []


@pytest.mark.parametrize(
    ("now", "reason", "count"),
    [
        (standing(delivered=1_000_000, deliveries=1), "", 0),
        (standing(delivered=900_000, deliveries=1), "", 1),
        (standing(delivered=900_000, deliveries=1), "한 회 취소", 0),
        (standing(), "까닭", 1),
        (standing(is_running=False, deliveries=1, delivered=1_000_000), "", 1),
    ],
)
def test_finishing_wants_a_delivery_and_a_reason_where_it_differs(now, reason, count):
    assert len(rules.reasons_against_finishing(now, reason=reason)) == count


def test_what_was_delivered_is_not_cancelled_but_closed():
    assert rules.reasons_against_cancelling(standing(), reason="그만둠") == []
    assert len(rules.reasons_against_cancelling(standing(deliveries=1), reason="그만둠")) == 1
    assert len(rules.reasons_against_cancelling(standing(), reason=" ")) == 1


@pytest.mark.django_db
class TestConstraints:
    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"amount": -1}, "commitment_not_negative"),
            ({"origin": ""}, "commitment_has_an_origin"),
            ({"state": "cancelled", "reason": "x"}, "commitment_finished_when"),
            ({"state": "cancelled", "finished_at": NOON}, "commitment_closed_why"),
            ({"state": "delivered", "finished_at": NOON}, "commitment_given_when_finished"),
            ({"given": 1}, "commitment_given_when_finished"),
        ],
    )
    def test_what_must_never_be_cannot_be_stored(self, fields, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            CommitmentFactory(**fields)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"what": ""}, "delivery_says_what"),
            ({"key": ""}, "delivery_has_a_key"),
            ({"cost": -1}, "delivery_sign"),
        ],
    )
    def test_a_delivery_says_what_it_was(self, fields, name):
        plain = {"what": "상담", "cost": 1, "key": "a", "delivered_on": DAY, "recorded_at": NOON}

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Delivery.objects.create(commitment=CommitmentFactory(), **{**plain, **fields})

    def test_one_origin_makes_one_promise(self):
        CommitmentFactory(origin="prescription:1")

        with pytest.raises(IntegrityError), transaction.atomic():
            CommitmentFactory(origin="prescription:1")


@pytest.fixture
def case(db):
    return CaseloadFactory()


@pytest.fixture
def commitment(case):
    return CommitmentFactory(organization=case.organization, promised_at=clock.now() - timedelta(days=10))


@pytest.fixture
def post(client, case, commitment):
    client.force_login(case.advisor)

    def posted(name, row=commitment, **fields):
        return client.post(reverse(name, args=[row.pk]), fields, follow=True)

    return posted


def delivery(**more):
    return {
        "what": "포장 디자인",
        "delivered_on": clock.today().isoformat(),
        "cost": "2,000,000",
        "key": key(1),
        **more,
    }


@pytest.mark.slow
def test_a_delivery_with_its_receipt_is_written_once(post, commitment):
    for _ in range(2):
        page = post("commitment_deliver", **delivery(evidence=SimpleUploadedFile("영수증.jpg", picture())))

    commitment.refresh_from_db()
    assert (commitment.state, Delivery.objects.count(), Document.objects.count()) == (CommitmentState.IN_DELIVERY, 1, 1)
    assert "200만 원" in page.content.decode()
    assert "영수증.jpg" in page.content.decode()
    assert not SupportGiven.objects.exists()


@pytest.mark.slow
def test_more_than_promised_is_refused_without_a_reason_and_taken_with_one(post, commitment):
    refused = post("commitment_deliver", **delivery(cost="6000000", is_last="on"))
    post("commitment_deliver", **delivery(cost="6000000", is_last="on", reason="자재 값이 올랐습니다"))

    commitment.refresh_from_db()
    assert "까닭을 적어 주세요" in refused.content.decode()
    assert (commitment.given, commitment.reason) == (6_000_000, "자재 값이 올랐습니다")
    assert SupportGiven.objects.get().amount == 6_000_000


@pytest.mark.slow
def test_the_whole_walk_from_delivery_to_reopening(client, post, case, commitment):
    post("commitment_plan", due_on="2030-01-31", carried_by="센터", advisor=case.advisor.pk)
    post("commitment_deliver", **delivery())
    post("delivery_take_back", Delivery.objects.get(), reason="잘못 적음")
    assert Commitment.objects.get().state == CommitmentState.PROMISED
    post("commitment_deliver", **delivery(key=key(2)))
    post("commitment_finish", reason="")
    assert Commitment.objects.get().state == CommitmentState.IN_DELIVERY
    post("commitment_finish", reason="한 회 취소")
    assert Commitment.objects.get().state == CommitmentState.CLOSED
    client.force_login(user_as(Role.OFFICER))
    post("commitment_reopen", reason="영수증이 더 왔습니다")

    row = Commitment.objects.get()
    assert (row.state, row.carried_by, row.advisor) == (CommitmentState.IN_DELIVERY, "센터", case.advisor)
    assert not SupportGiven.objects.exists()
    names = list(Event.objects.filter(name__startswith="support.").exclude(name="support.case.seen").order_by("pk"))
    assert [event.name.removeprefix("support.") for event in names] == [
        "commitment.planned", "delivery.recorded", "delivery.taken_back", "delivery.recorded", "commitment.closed",
        "commitment.reopened",
    ]  # fmt: skip


def test_a_promise_is_cancelled_with_its_reason_in_sight_of_the_organisation(client, post):
    client.force_login(user_as(Role.OFFICER))

    refused = post("commitment_cancel", reason=" ")
    page = post("commitment_cancel", reason="조직이 쉬기로 했습니다")

    assert "까닭을 적어 주세요" in refused.content.decode()
    assert "조직이 쉬기로 했습니다" in page.content.decode()


def test_a_promise_by_hand_is_made_once(client, case):
    client.force_login(user_as(Role.OFFICER))
    fields = {"year": 2018, "measure": MeasureFactory().pk, "source": "county", "amount": "1000000", "key": key(5)}

    for _ in range(2):
        client.post(reverse("case_commitment_new", args=[case.organization.code]), fields)

    assert Commitment.objects.count() == 1


def test_asking_twice_for_a_promise_gives_the_same(case):
    told = {
        "organization": case.organization, "year": 2018, "measure": MeasureFactory(), "source": "county", "amount": 1,
        "origin": "prescription:3", "by": None, "at": NOON,
    }  # fmt: skip

    assert actions.promise(**told) == actions.promise(**told)
    assert Event.objects.filter(name="support.commitment.promised").count() == 1


def test_what_is_promised_and_not_yet_given_binds_the_years_money(case, commitment):
    CommitmentFactory(state="cancelled", reason="x", finished_at=NOON)

    assert promised(2018) == [
        {
            "org_id": case.organization.code, "year": 2018, "measure": commitment.measure.code, "source": "county",
            "amount": 5_000_000,
        }
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ["case", "commitment"])
def test_a_page_asks_as_often_for_three_lines_as_for_one(client, db, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(rows):
        organization, by = OrganizationFactory(), CaseloadFactory()
        by.organization = organization
        by.save()
        client.force_login(by.advisor)
        for number in range(rows):
            row = CommitmentFactory(organization=organization, promised_at=NOON)
            for part in range(rows):
                actions.deliver(
                    commitment=row, delivered_on=DAY, what="상담", cost=1, key=f"{organization.pk}:{number}:{part}",
                    by=by.advisor, at=NOON,
                )  # fmt: skip
        url = reverse("case", args=[organization.code]) if name == "case" else row.get_absolute_url()
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    assert asked(1) == asked(3)
