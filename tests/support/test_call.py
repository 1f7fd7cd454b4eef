"""A call from opening to the promise: who may apply, until when, how it is decided."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail

from factories import (
    CallFactory,
    CommitmentFactory,
    MeasureFactory,
    OrganizationFactory,
    RepresentationFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.support.actions import application as applications
from socialgoods.support.actions import call as actions
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.models import Application, ApplicationState, Call, CallState, Commitment, Invitation
from socialgoods.support.queries import call as queries
from socialgoods.support.queries.case import of_origins
from socialgoods.support.rules import call as rules

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
AFTER = datetime(2018, 4, 2, 3, 0, tzinfo=UTC)
OPEN = rules.Offer(is_open=True, closes_on=date(2018, 3, 30))
GOOD = rules.Asker(kind="cooperative", is_active=True)
TOGETHER = {"village_enterprise": frozenset({"social_enterprise"})}


@pytest.fixture
def officer(db):
    return user_as(Role.OFFICER)


def opened(officer, **more):
    fields = {"measure": MeasureFactory(), "year": 2018, "source": "county", "budget": 10_000_000}
    return actions.open_call(**{**fields, "closes_on": date(2018, 3, 30), **more}, by=officer, at=NOON)


def applied(call, organization, amount=3_000_000):
    by = RepresentationFactory(organization=organization, user=UserFactory(email="a@example.kr")).user
    row = applications.begin(call=call, organization=organization, by=by, at=NOON)
    changes = {"plan": "포장을 바꿉니다", "need": "낡았습니다", "amount": amount}
    applications.save(application=row, changes=changes, by=by, at=NOON)
    applications.submit(application=row, by=by, at=NOON)
    return row


def against(offer=OPEN, asker=GOOD, on=date(2018, 3, 5)):
    return rules.reasons_against_applying(offer, asker, on=on, not_together=TOGETHER, names={"cooperative": "협동조합"})


def changed(thing, **fields):
    from dataclasses import replace

    return replace(thing, **fields)


def test_who_may_apply_has_no_reason_against_it():
    assert against() == []
    assert against(on=date(2018, 3, 30)) == []


@pytest.mark.parametrize(
    ("offer", "asker", "on", "said"),
    [
        (OPEN, GOOD, date(2018, 3, 31), "마감한"),
        (changed(OPEN, is_open=False), GOOD, date(2018, 3, 5), "마감한"),
        (OPEN, changed(GOOD, is_active=False), date(2018, 3, 5), "활동 중인"),
        (OPEN, changed(GOOD, is_of_county=False), date(2018, 3, 5), "우리 군"),
        (changed(OPEN, kinds=["cooperative"]), changed(GOOD, kind="nonprofit"), date(2018, 3, 5), "협동조합만"),
        (OPEN, changed(GOOD, has_applied=True), date(2018, 3, 5), "이미 신청"),
        (OPEN, changed(GOOD, has_measure=True), date(2018, 3, 5), "같은 지원을 이미"),
        (
            changed(OPEN, programme="village_enterprise"),
            changed(GOOD, programmes=frozenset({"social_enterprise"})),
            date(2018, 3, 5),
            "이중 지원",
        ),
    ],
)
def test_each_reason_against_applying_is_said(offer, asker, on, said):
    (reason,) = against(offer, asker, on)

    assert said in reason


def test_the_own_part_is_its_share_of_the_whole_and_never_a_won_short():
    assert rules.own_part(8_000_000, Decimal("0.2")) == 2_000_000
    assert rules.own_part(1, Decimal("0.2")) == 1
    assert rules.own_part(1_000_000, None) == 0


def test_what_is_missing_is_said_at_its_field():
    offer = changed(OPEN, most=5_000_000, own_share=Decimal("0.2"))

    missing = rules.reasons_against_submitting(offer, plan=" ", need="", amount=None, own_amount=None)
    too_much = rules.reasons_against_submitting(offer, plan="a", need="b", amount=8_000_000, own_amount=1)

    assert [name for name, _ in missing] == ["plan", "need", "amount"]
    assert [name for name, _ in too_much] == ["amount", "own_amount"]


def test_opening_twice_gives_one_call_whose_budget_only_grows(officer):
    call = opened(officer)

    again = opened(officer, measure=call.measure, budget=25_000_000)
    opened(officer, measure=call.measure, budget=1)

    assert again.pk == call.pk
    assert Call.objects.get().budget == 25_000_000


def test_the_closing_day_is_never_brought_forward(officer):
    call = opened(officer)

    with pytest.raises(NotPossible, match="앞당길"):
        actions.change(call=call, fields={"closes_on": date(2018, 3, 20)}, by=officer, at=NOON)
    actions.change(call=call, fields={"closes_on": date(2018, 4, 20)}, by=officer, at=NOON)

    assert Call.objects.get().closes_on == date(2018, 4, 20)


def test_an_invitation_is_made_once_for_its_origin_and_once_an_organisation(
    officer, django_capture_on_commit_callbacks
):
    call, organization = opened(officer), OrganizationFactory()
    RepresentationFactory(organization=organization, user=UserFactory(email="a@example.kr"))

    with django_capture_on_commit_callbacks(execute=True):
        for origin in ("prescription:1", "prescription:1", "prescription:2"):
            actions.invite(call=call, organization=organization, amount=5, origin=origin, by=officer, at=NOON)

    assert Invitation.objects.count() == 1
    assert "초대" in mail.outbox[0].subject
    assert len(mail.outbox) == 1


def test_an_application_is_written_submitted_taken_back_withdrawn_and_begun_anew(officer):
    call, organization = opened(officer), OrganizationFactory()
    row = applied(call, organization)
    by = row.submitted_by

    applications.take_back(application=row, by=by, at=NOON)
    assert row.state == ApplicationState.DRAFT
    applications.submit(application=row, by=by, at=NOON)
    applications.withdraw(application=row, by=by, at=NOON)
    assert row.state == ApplicationState.WITHDRAWN
    applications.begin(call=call, organization=organization, by=by, at=NOON)

    names = list(
        Event.objects.filter(name__startswith="support.application").order_by("pk").values_list("name", flat=True)
    )
    assert [name.rpartition(".")[2] for name in names] == [
        "begun", "edited", "submitted", "taken_back", "submitted", "withdrawn", "begun",
    ]  # fmt: skip


def test_after_the_closing_day_nothing_moves(officer):
    call = opened(officer)
    row = applied(call, OrganizationFactory())

    for act in (applications.take_back, applications.withdraw):
        with pytest.raises(NotPossible, match="마감한"):
            act(application=row, by=row.submitted_by, at=AFTER)
    with pytest.raises(NotPossible, match="마감한"):
        applications.begin(call=call, organization=OrganizationFactory(), by=officer, at=AFTER)


def test_an_invited_organisation_finds_the_recommended_amount(officer):
    call, organization = opened(officer), OrganizationFactory()
    actions.invite(call=call, organization=organization, amount=7_000_000, origin="prescription:1", by=officer, at=NOON)

    row = applications.begin(call=call, organization=organization, by=officer, at=NOON)

    assert row.amount == 7_000_000


def test_conclusion_promises_to_the_selected_and_tells_everybody_why(officer, django_capture_on_commit_callbacks):
    call, invited, other = opened(officer), OrganizationFactory(), OrganizationFactory()
    actions.invite(call=call, organization=invited, amount=3_000_000, origin="prescription:7", by=officer, at=NOON)
    chosen, refused = applied(call, invited), applied(call, other)
    weigh = {"by": officer, "at": AFTER}
    applications.weigh(application=chosen, is_selected=True, granted=2_500_000, reason="급합니다", **weigh)
    applications.weigh(application=refused, is_selected=False, granted=None, reason="다음에", **weigh)

    with django_capture_on_commit_callbacks(execute=True):
        actions.conclude(call=call, conflicts="없음", by=officer, at=AFTER)

    commitment = Commitment.objects.get()
    assert (commitment.origin, commitment.amount, commitment.organization) == ("prescription:7", 2_500_000, invited)
    assert call.state == CallState.DECIDED
    assert Application.objects.get(pk=refused.pk).state == ApplicationState.REFUSED
    assert sorted("선정되었습니다" in letter.body for letter in mail.outbox) == [False, True]
    assert all(reason in " ".join(letter.body for letter in mail.outbox) for reason in ("급합니다", "다음에"))


@pytest.mark.parametrize(
    ("at", "granted", "reason", "conflicts", "said"),
    [
        (NOON, 1, "까닭", "없음", "마감하지"),
        (AFTER, None, "", "없음", "정하지 않은"),
        (AFTER, 11_000_000, "까닭", "없음", "예산"),
        (AFTER, 1, "까닭", " ", "이해관계"),
    ],
)
def test_a_call_is_not_concluded_before_its_time_without_a_decision_above_its_budget_or_in_silence(
    officer, at, granted, reason, conflicts, said
):
    call = opened(officer)
    row = applied(call, OrganizationFactory(), amount=11_000_000)
    if granted is not None:
        applications.weigh(application=row, is_selected=True, granted=granted, reason=reason, by=officer, at=at)

    with pytest.raises(NotPossible, match=said):
        actions.conclude(call=call, conflicts=conflicts, by=officer, at=at)

    assert not Commitment.objects.exists()
    assert Call.objects.get().state == CallState.OPEN


def test_a_call_is_cancelled_only_with_a_reason(officer):
    call = opened(officer)

    with pytest.raises(NotPossible):
        actions.cancel(call=call, reason=" ", by=officer, at=NOON)
    actions.cancel(call=call, reason="예산이 줄었습니다", by=officer, at=NOON)

    assert list(queries.running()) == []


def test_money_of_one_programme_shuts_out_the_other_in_the_same_year_only(officer):
    organization = OrganizationFactory()
    won = applied(opened(officer, programme="social_enterprise"), organization)
    promised = CommitmentFactory(organization=organization, year=2018)
    Application.objects.filter(pk=won.pk).update(
        state="selected", proposed=True, granted=1, reason="a", decided_at=NOON, commitment=promised
    )
    village = opened(officer, programme="village_enterprise")
    next_year = opened(officer, programme="village_enterprise", year=2019)

    on = date(2018, 3, 5)
    assert any("이중 지원" in reason for reason in queries.reasons_against(village, organization, on=on))
    assert queries.reasons_against(next_year, organization, on=on) == []


def test_what_became_of_an_invitation_is_told_at_each_step(officer):
    call, organization = opened(officer), OrganizationFactory()
    actions.invite(call=call, organization=organization, amount=3_000_000, origin="prescription:7", by=officer, at=NOON)

    def state():
        return of_origins(["prescription:7"])["prescription:7"].state

    seen = [state()]
    row = applied(call, organization)
    seen.append(state())
    applications.weigh(application=row, is_selected=True, granted=1_000_000, reason="급함", by=officer, at=AFTER)
    actions.conclude(call=call, conflicts="없음", by=officer, at=AFTER)
    seen.append(state())

    assert seen == ["invited", "applied", "promised"]


def test_open_calls_are_those_one_may_still_apply_to(officer):
    call = opened(officer)
    CallFactory(closes_on=date(2018, 3, 1))

    assert list(queries.open_on(date(2018, 3, 30))) == [call]
    assert queries.running().count() == 2
    assert list(queries.open_on(call.closes_on + timedelta(days=1))) == []


@pytest.mark.parametrize(("granted", "said"), [(3_000_001, "신청한 금액"), (2_500_001, "한 곳에 많아야")])
def test_nobody_is_given_more_than_was_asked_for_or_than_the_call_allows(officer, granted, said):
    row = applied(opened(officer), OrganizationFactory())
    Call.objects.update(most=2_500_000)

    with pytest.raises(NotPossible, match=said):
        applications.weigh(application=row, is_selected=True, granted=granted, reason="까닭", by=officer, at=AFTER)

    row.refresh_from_db()
    assert row.granted is None
