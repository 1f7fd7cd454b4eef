"""The pages after the decision, as somebody uses them."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decided import LAST_DAY, offer, round_of, sent
from factories import NOON, CaseloadFactory, OrganizationFactory, RepresentationFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.prescription.actions import answer
from socialgoods.prescription.actions.send import send
from socialgoods.prescription.models import Prescription
from socialgoods.support.models import Commitment

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def in_march():
    clock.set_today(date(2018, 3, 2))


@pytest.fixture
def organization():
    return OrganizationFactory(name="가우리협동조합", residence="inside")


def page_of(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_the_organisation_reads_what_why_for_how_much_and_by_when(client, organization):
    row = sent(organization, name="디자인 지원", own_share="0.1", summary="디자인을 돕습니다.")
    client.force_login(RepresentationFactory(organization=organization).user)

    page = page_of(client, "prescription", row.pk)

    for said in (
        "디자인을 돕습니다.", "상품·서비스 점수가 40점", "600만 원", "66만", "2018년 3월 16일(금)", "8.0%p 높아질", "1.0%p에서 15.0%p",
        "답하기",
    ):  # fmt: skip
        assert said in page


def test_the_representative_says_yes_and_it_is_promised(client, organization):
    row, person = sent(organization), RepresentationFactory(organization=organization).user
    client.force_login(person)

    response = client.post(reverse("prescription_answer", args=[row.pk]), {"answer": "accept"}, follow=True)

    assert "받아들이셨습니다" in response.content.decode()
    assert Commitment.objects.get().origin == row.origin
    assert Prescription.objects.get().answered_by == person


def test_a_no_without_a_reason_comes_back_with_the_question(client, organization):
    row = sent(organization)
    client.force_login(RepresentationFactory(organization=organization).user)

    page = client.post(reverse("prescription_answer", args=[row.pk]), {"answer": "decline"}).content.decode()

    assert "사양하는 까닭을 적어 주세요" in page
    assert Prescription.objects.get().state == "sent"


def test_a_no_is_kept_with_what_was_chosen_and_typed(client, organization):
    row = sent(organization)
    client.force_login(RepresentationFactory(organization=organization).user)

    data = {"answer": "decline", "why": "nobody", "reason": "가을에 다시 이야기해요."}
    client.post(reverse("prescription_answer", args=[row.pk]), data)

    assert Prescription.objects.get().answer_reason == "지금은 맡을 사람이 없습니다. 가을에 다시 이야기해요."


def test_an_advisor_writes_down_who_said_it(client, organization):
    row, advisor = sent(organization), CaseloadFactory(organization=organization).advisor
    client.force_login(advisor)
    url = reverse("prescription_answer", args=[row.pk])

    refused = client.post(url, {"answer": "accept", "way": "phone"}).content.decode()
    client.post(url, {"answer": "accept", "way": "phone", "answered_for": "김대표"})

    assert "누가 답했는지" in refused
    page = page_of(client, "prescription", row.pk)
    assert "김대표" in page
    assert f"{advisor} (전화로 들음)" in page
    assert Event.objects.get(name="prescription.prescription.accepted").data["answered_for"] == "김대표"


def test_who_is_invited_is_led_to_the_call(client, organization):
    row = sent(organization, mode="call")
    client.force_login(RepresentationFactory(organization=organization).user)

    page = page_of(client, "prescription", row.pk)

    assert "공모에 신청하기" in page
    assert "초대는 선정이 아닙니다" in page


def test_an_officer_withdraws_and_the_money_is_seen_as_free(client, organization):
    row = sent(organization)
    client.force_login(user_as(Role.OFFICER))

    client.post(reverse("prescription_withdraw", args=[row.pk]), {"reason": "예산이 줄었습니다."})

    page = page_of(client, "prescriptions")
    assert "다음 배정에 다시 쓸 수 있는 돈" in page
    assert "군비 <b>600만 원</b>" in page


def test_the_list_counts_money_by_what_was_answered(client, organization):
    yes, no = sent(organization), sent(OrganizationFactory(residence="inside"))
    answer.accept(prescription=yes, by=UserFactory(), at=NOON)
    answer.decline(prescription=no, reason="사람이 없습니다.", by=UserFactory(), at=NOON)
    client.force_login(user_as(Role.OFFICER))

    page = page_of(client, "prescriptions")

    for said in ("처방 2건 가운데 <b>1건</b>", "사람이 없습니다.", "약속함"):
        assert said in page


@pytest.mark.parametrize(
    "show", ["state=declined", "q=없는이름", "measure=pricing", "area=없는면", "year=1999", "state=nonsense"]
)
def test_the_list_takes_any_filter(client, organization, show):
    sent(organization)
    client.force_login(user_as(Role.OFFICER))

    assert client.get(reverse("prescriptions") + "?" + show).status_code == 200


def test_the_list_can_be_taken_away(client, organization):
    row = sent(organization)
    answer.accept(prescription=row, by=UserFactory(), at=NOON)
    client.force_login(user_as(Role.AUDITOR))

    content = client.get(reverse("prescriptions_download", args=["csv"])).content.decode("utf-8-sig")

    (line,) = csv.DictReader(io.StringIO(content))
    assert (line["조직"], line["상태"], line["그 뒤"], line["금액"]) == (
        "가우리협동조합",
        "받아들임",
        "약속함",
        "6000000",
    )
    assert client.get(reverse("prescriptions_download", args=["exe"])).status_code == 404


def test_letters_are_printed_for_those_who_have_no_account(client, organization):
    told, other = OrganizationFactory(residence="inside"), offer()
    RepresentationFactory(organization=told)
    send(
        round=round_of((organization, other, 6_000_000), (told, other, 6_000_000), answer_by=LAST_DAY), by=None, at=NOON
    )
    client.force_login(user_as(Role.OFFICER))

    page = page_of(client, "prescription_letters")

    assert "가우리협동조합" in page
    assert told.name not in page
    assert "받겠습니다" in page


@pytest.mark.parametrize("name", ["prescriptions", "prescription_letters"])
def test_a_list_takes_the_same_queries_for_one_and_for_three(client, name):
    client.force_login(user_as(Role.OFFICER))
    counts = []
    for more in (1, 2):
        for number in range(more):
            row = sent(OrganizationFactory(residence="inside"), code=f"measure{number}")
            sent(OrganizationFactory(residence="inside"), code=f"call{number}", mode="call")
            if name == "prescriptions":
                answer.accept(prescription=row, by=UserFactory(), at=NOON)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse(name))
        counts.append(len(seen))

    assert counts[0] == counts[1]
