"""A decided round goes out."""

from datetime import date

import pytest

from decided import LAST_DAY, offer, round_of, sent
from factories import NOON, OrganizationFactory, RepresentationFactory, SupportGivenFactory, UserFactory
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Event
from socialgoods.prescription.actions.send import send
from socialgoods.prescription.models import Prescription, Round
from socialgoods.support.models import Call, Invitation

pytestmark = pytest.mark.django_db


def test_every_line_of_the_laid_variant_becomes_a_prescription():
    one, other = OrganizationFactory(residence="inside"), OrganizationFactory(residence="inside")
    design = offer(own_share="0.1")
    row = round_of((one, design, 5_400_000), (other, design, 5_400_000), answer_by=LAST_DAY)

    count = send(round=row, by=None, at=NOON)

    found = Prescription.objects.order_by("organization__code").values_list(
        "organization", "year", "measure", "mode", "source", "amount", "own_amount", "gain", "state", "answer_by"
    )
    same = (2018, design.measure_id, "service", "county", 5_400_000, 600_000, 0.08, "sent", LAST_DAY)
    assert (count, list(found)) == (2, [(one.pk, *same), (other.pk, *same)])
    assert Event.objects.filter(name="prescription.prescription.sent").count() == 2


def test_sending_twice_sends_once():
    row = round_of((OrganizationFactory(residence="inside"), offer(), 6_000_000))

    assert (send(round=row, by=None, at=NOON), send(round=row, by=None, at=NOON)) == (1, 0)


def test_what_the_committee_decided_otherwise_goes_out_with_its_reason():
    kept, changed, dropped, added = (OrganizationFactory(residence="inside") for _ in range(4))
    design, other = offer(), offer("pricing", cost=2_000_000)
    lines = [(each, design, 6_000_000) for each in (kept, changed, dropped)]
    amendments = [(changed, other, 2_000_000), (dropped, None, 0), (added, design, 3_000_000)]
    row = round_of(*lines, (OrganizationFactory(residence="inside"), other, 2_000_000), amendments=amendments)

    send(round=row, by=None, at=NOON)

    rows = Prescription.objects.select_related("measure")
    found = {row.organization_id: (row.measure.code, row.amount, row.gain, row.reason) for row in rows}
    assert dropped.pk not in found
    assert found[kept.pk] == ("design", 6_000_000, 0.08, "상품·서비스 점수가 40점입니다.")
    assert found[changed.pk] == ("pricing", 2_000_000, None, "급한 순서")
    assert found[added.pk] == ("design", 3_000_000, None, "급한 순서")


def test_a_call_becomes_an_invitation_to_apply():
    row = sent(mode="call", own_share="0.1", basis="조례", summary="디자인을 돕습니다.")

    call = Call.objects.get()
    assert row.state == "invited"
    assert (call.measure, call.year, call.source, call.budget, call.closes_on) == (
        row.measure, 2018, "county", 6_000_000, row.answer_by,
    )  # fmt: skip
    assert (call.most, str(call.own_share), call.basis, call.text) == (
        5_400_000,
        "0.1000",
        "조례",
        "디자인을 돕습니다.",
    )
    assert list(Invitation.objects.values_list("organization", "amount", "origin")) == [
        (row.organization_id, 6_000_000, f"prescription:{row.pk}")
    ]


def test_a_second_round_raises_the_budget_of_the_call_and_moves_its_last_day_back():
    design = offer(mode="call")
    first = round_of((OrganizationFactory(residence="inside"), design, 6_000_000))
    send(round=first, by=None, at=NOON)
    second = round_of((OrganizationFactory(residence="inside"), design, 4_000_000), answer_by=date(2018, 5, 31))

    send(round=second, by=None, at=NOON)

    call = Call.objects.get()
    assert (call.budget, call.closes_on, call.invitations.count()) == (10_000_000, date(2018, 5, 31), 2)


def test_nobody_is_invited_to_a_call_that_is_over():
    design = offer(mode="call")
    send(round=round_of((OrganizationFactory(residence="inside"), design, 6_000_000)), by=None, at=NOON)
    Call.objects.update(state="cancelled", reason="예산이 줄었습니다.", ended_at=NOON)
    second = round_of((OrganizationFactory(residence="inside"), design, 4_000_000))

    with pytest.raises(Refused, match="이미 끝나서"):
        send(round=second, by=None, at=NOON)

    assert not Prescription.objects.filter(round=second).exists()


def test_money_that_was_given_meanwhile_stops_the_sending():
    row = round_of((OrganizationFactory(residence="inside"), offer(), 6_000_000), budget=10_000_000)
    SupportGivenFactory(organization=OrganizationFactory(residence="inside"), year=2018, amount=5_000_000)

    with pytest.raises(Refused, match="모자랍니다"):
        send(round=row, by=None, at=NOON)


def test_an_undecided_round_is_not_sent():
    row = Round.objects.create(year=2018, number=1, until=2025, opened_at=NOON)

    with pytest.raises(Refused):
        send(round=row, by=None, at=NOON)


def test_the_organisation_is_told_in_plain_words(mailoutbox, django_capture_on_commit_callbacks):
    organization = OrganizationFactory(name="가우리협동조합", residence="inside")
    RepresentationFactory(organization=organization, user=UserFactory(email="gauri@example.com"))

    with django_capture_on_commit_callbacks(execute=True):
        sent(organization, own_share="0.1")

    (letter,) = mailoutbox
    assert letter.to == ["gauri@example.com"]
    for said in (
        "가우리협동조합",
        "지원 design",
        "상품·서비스 점수가 40점",
        "600만 원",
        "66만",
        "2018년 3월 16일(금)까지",
        "전화",
    ):
        assert said in letter.body
