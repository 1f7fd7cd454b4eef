"""Calls on screen: opened, read by everybody, applied to, weighed, concluded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import CallFactory, MeasureFactory, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people.models import Assistance, Role
from socialgoods.support.actions import call as calls
from socialgoods.support.models import Application, ApplicationState, Call, CallState, Commitment

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def officer(client):
    return user_as(Role.OFFICER)


@pytest.fixture
def call():
    return CallFactory(closes_on=clock.today() + timedelta(days=10), budget=5_000_000)


@pytest.fixture
def mine(client):
    found = RepresentationFactory()
    client.force_login(found.user)
    return found


def close(call):
    Call.objects.filter(pk=call.pk).update(closes_on=clock.today() - timedelta(days=1))


def apply(client, call, mine, **more):
    url = reverse("call_apply", args=[mine.organization.code, call.pk])
    client.post(url)
    fields = {"need": "낡았습니다", "plan": "포장을 바꿉니다", "amount": "3,000,000", **more}
    return client.post(url, fields, follow=True)


def test_an_officer_opens_and_changes_a_call_that_everybody_reads(client, officer):
    client.force_login(officer)
    fields = {
        "measure": MeasureFactory(name="포장 디자인").pk, "year": 2018, "source": "county", "budget": "20,000,000",
        "closes_on": (clock.today() + timedelta(days=5)).isoformat(), "text": "포장을 새로 합니다.", "kinds": ["cooperative"],
        "most": "5000000", "own_percent": "20",
    }  # fmt: skip
    client.post(reverse("call_new"), fields)
    row = Call.objects.get()
    again = client.post(reverse("call_new"), fields)
    client.post(
        reverse("call_edit", args=[row.pk]), {**fields, "text": "포장과 상표를 새로 합니다.", "budget": "25000000"}
    )
    client.logout()

    page = client.get(row.get_absolute_url()).content.decode()

    assert all(word in page for word in ("포장과 상표를", "협동조합", "500만 원", "20.0%", "2,500만 원", "군비"))
    assert "이미 있습니다" in again.content.decode()
    listed = client.get(reverse("calls")).content.decode()
    assert "포장 디자인" in listed
    assert "군비" in listed


def test_the_closing_day_is_not_brought_forward_on_screen_either(client, officer, call):
    client.force_login(officer)
    fields = {"budget": "1", "closes_on": clock.today().isoformat()}

    page = client.post(reverse("call_edit", args=[call.pk]), fields)

    assert "앞당길 수 없습니다" in page.content.decode()


def test_an_application_is_saved_as_typed_and_submitted(client, call, mine):
    url = reverse("call_apply", args=[mine.organization.code, call.pk])
    client.post(url)
    client.post(url, {"need": "낡았습니다", "amount": "아주 많이"}, headers={"HX-Request": "true"})
    typed = Application.objects.get()
    assert (typed.need, typed.amount, typed.state) == ("낡았습니다", None, ApplicationState.DRAFT)

    missing = client.post(url, {"need": "낡았습니다", "submit": "1"})
    done = apply(client, call, mine, submit="1")

    assert "무엇을 하려고 하는지" in missing.content.decode()
    assert "신청했습니다" in done.content.decode()
    assert Application.objects.get().submitted_by == mine.user


def test_an_application_is_taken_back_and_withdrawn(client, call, mine):
    apply(client, call, mine, submit="1")
    where = [mine.organization.code, call.pk]

    client.post(reverse("application_take_back", args=where))
    assert Application.objects.get().state == ApplicationState.DRAFT
    client.post(reverse("application_withdraw", args=where))
    assert Application.objects.get().state == ApplicationState.WITHDRAWN
    page = client.get(reverse("call_apply", args=where)).content.decode()

    assert "다시 쓸 수 있습니다" in page


def test_who_may_not_apply_reads_why(client, mine):
    call = CallFactory(closes_on=clock.today() + timedelta(days=1), kinds=["nonprofit"])

    page = client.get(reverse("call", args=[call.pk])).content.decode()
    client.post(reverse("call_apply", args=[mine.organization.code, call.pk]))

    assert "비영리단체만 신청할 수 있습니다" in page
    assert not Application.objects.exists()


def test_after_the_closing_day_typing_changes_nothing(client, call, mine):
    apply(client, call, mine)
    close(call)
    url = reverse("call_apply", args=[mine.organization.code, call.pk])

    answer = client.post(url, {"need": "늦게 적음"}, headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert Application.objects.get().need == "낡았습니다"


def test_an_officer_weighs_and_concludes_and_the_organisation_reads_why(client, officer, call, mine):
    apply(client, call, mine, submit="1")
    row = Application.objects.get()
    client.force_login(officer)
    weigh, form = reverse("application_weigh", args=[row.pk]), f"a{row.pk}"

    wrong = client.post(weigh, {f"{form}-choice": "yes", f"{form}-granted": "", f"{form}-reason": ""})
    client.post(weigh, {f"{form}-choice": "yes", f"{form}-granted": "2500000", f"{form}-reason": "급합니다"})
    early = client.post(reverse("call_conclude", args=[call.pk]), {"conflicts": "없음"})
    close(call)
    client.post(reverse("call_conclude", args=[call.pk]), {"conflicts": "없음"})

    assert "까닭을 적어 주세요" in wrong.content.decode()
    assert "아직 마감하지 않았습니다" in early.content.decode()
    assert Commitment.objects.get().amount == 2_500_000
    assert "결과를 알렸습니다" in client.get(reverse("call_selection", args=[call.pk])).content.decode()
    client.force_login(mine.user)
    page = client.get(reverse("call_apply", args=[mine.organization.code, call.pk])).content.decode()
    assert "선정되었습니다" in page
    assert "급합니다" in page
    assert Event.objects.filter(name="support.applications.seen").exists()


def test_nobody_weighs_the_application_of_the_own_organisation(client, officer, call, mine):
    apply(client, call, mine, submit="1")
    RepresentationFactory(organization=mine.organization, user=officer)
    client.force_login(officer)

    answer = client.post(reverse("application_weigh", args=[Application.objects.get().pk]))

    assert answer.status_code == 403


def test_nobody_ends_a_call_for_which_the_own_organisation_asks(client, officer, call, mine):
    apply(client, call, mine, submit="1")
    RepresentationFactory(organization=mine.organization, user=officer)
    close(call)
    client.force_login(officer)

    concluded = client.post(reverse("call_conclude", args=[call.pk]), {"conflicts": "없음"})
    cancelled = client.post(reverse("call_cancel", args=[call.pk]), {"reason": "까닭"})

    assert (concluded.status_code, cancelled.status_code) == (403, 403)
    assert Call.objects.get().state == CallState.OPEN


@pytest.mark.parametrize("source", ["county:0.5", "county;fund", "a+b", "county\x00:많이"])
def test_a_source_that_cannot_be_added_up_is_refused(client, officer, source):
    client.force_login(officer)

    for name, args in (("call_new", []), ("case_commitment_new", [OrganizationFactory().code])):
        answer = client.post(reverse(name, args=args), {"source": source, "year": "2018", "amount": "1", "budget": "1"})
        assert answer.context["form"].errors["source"]


@pytest.mark.parametrize("advisor", ["9" * 5000, "-1", "9" * 18, "\x00"])
def test_no_number_of_an_advisor_breaks_the_monthly_report(client, officer, advisor):
    client.force_login(officer)

    assert client.get(reverse("activity_report", args=[2018, 3]), {"advisor": advisor}).status_code == 200


def test_nobody_weighs_what_they_helped_to_write(client, officer, call, mine):
    apply(client, call, mine, submit="1")
    row = Application.objects.get()
    Assistance.objects.create(
        helper=officer, person=mine.user, way="counter", checked_by="id_card", reason="함께 적음",
        started_at=row.submitted_at - timedelta(minutes=5), last_used_at=row.submitted_at,
    )  # fmt: skip
    client.force_login(officer)

    answer = client.post(reverse("application_weigh", args=[row.pk]))

    assert answer.status_code == 403


def test_a_call_is_cancelled_on_screen(client, officer, call):
    client.force_login(officer)

    client.post(reverse("call_cancel", args=[call.pk]), {"reason": ""})
    assert Call.objects.get().state == CallState.OPEN
    page = client.post(reverse("call_cancel", args=[call.pk]), {"reason": "예산이 줄었습니다"}, follow=True)

    assert "예산이 줄었습니다" in page.content.decode()


def test_an_invited_organisation_reads_that_it_is_invited_and_not_chosen(client, officer, call, mine):
    calls.invite(
        call=call, organization=mine.organization, amount=3_000_000, origin="prescription:1", by=officer, at=clock.now()
    )

    page = client.get(call.get_absolute_url()).content.decode()

    assert "초대는 선정이 아닙니다" in page
    assert "300만 원" in page


@pytest.mark.parametrize("name", ["calls", "call_selection"])
def test_lists_ask_as_often_for_three_as_for_one(client, officer, name):
    client.force_login(officer)
    first = CallFactory(closes_on=clock.today() + timedelta(days=10))

    def asked(rows):
        for _ in range(rows):
            if name == "calls":
                CallFactory(closes_on=clock.today() + timedelta(days=10))
            else:
                Application.objects.create(
                    call=first, organization=OrganizationFactory(), state="submitted", submitted_at=clock.now(), amount=1,
                    submitted_by=UserFactory(),
                )  # fmt: skip
        url = reverse(name, args=[] if name == "calls" else [first.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        return len(found)

    assert asked(1) == asked(2)
