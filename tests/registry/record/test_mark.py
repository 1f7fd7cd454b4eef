from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from factories import (
    NOON,
    AnnualReportFactory,
    MarkFactory,
    OrganizationFactory,
    RepresentationFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock, events
from socialgoods.kernel.states import IllegalTransition
from socialgoods.people.models import Role
from socialgoods.registry.actions import mark as actions
from socialgoods.registry.models import Mark, MarkState
from socialgoods.registry.rules.mark import CriterionResult

pytestmark = pytest.mark.django_db
PASSED = [CriterionResult("active", "활동", True, "")]
FAILED = [CriterionResult("active", "활동", False, "")]


@pytest.fixture
def officer():
    return user_as(Role.COORDINATOR)


def test_a_mark_is_applied_for_granted_and_verified_by_anyone(client, officer):
    standing = RepresentationFactory(organization__legal_form="unincorporated")
    AnnualReportFactory(organization=standing.organization, fiscal_year=clock.today().year - 1)
    client.force_login(standing.user)
    client.post(reverse("mark_apply", args=[standing.organization.code]))
    client.force_login(officer)
    client.post(reverse("mark_decide", args=[Mark.objects.get().pk]), {"grant": "1"})
    client.logout()

    mark = Mark.objects.get()
    page = client.get(reverse("mark_verify", args=[mark.number]))

    assert mark.number == f"SG-{clock.today().year}-0001"
    assert [result["code"] for result in mark.criteria] == ["active", "inside", "reported", "duties"]
    assert "지금 유효합니다" in page.content.decode()
    assert "<svg" in page.content.decode()
    assert [event.name for event in events.of(standing.organization)] == [
        "registry.mark.applied",
        "registry.mark.granted",
    ]


def test_numbers_follow_one_another_within_the_year(officer):
    for _ in range(3):
        actions.grant(mark=MarkFactory(), criteria=PASSED, by=officer, at=NOON)
    actions.grant(mark=MarkFactory(), criteria=PASSED, by=officer, at=NOON.replace(year=2019))

    assert list(Mark.objects.order_by("pk").values_list("number", flat=True)) == [
        "SG-2018-0001", "SG-2018-0002", "SG-2018-0003", "SG-2019-0001",
    ]  # fmt: skip


def test_a_failed_criterion_stands_against_granting(officer):
    mark = MarkFactory()

    with pytest.raises(actions.NotGrantable, match="활동"):
        actions.grant(mark=mark, criteria=FAILED, by=officer, at=NOON)

    mark.refresh_from_db()
    assert mark.state == MarkState.APPLIED


def test_the_slower_of_two_officers_is_told(client, officer):
    mark = MarkFactory()
    actions.refuse(mark=Mark.objects.get(pk=mark.pk), criteria=FAILED, reason="아직", by=officer, at=NOON)

    with pytest.raises(IllegalTransition):
        actions.grant(mark=mark, criteria=PASSED, by=officer, at=NOON)


def test_one_applies_again_after_a_refusal_but_not_beside_a_mark(officer):
    standing = RepresentationFactory()
    mark = actions.apply(organization=standing.organization, by=standing.user, at=NOON)
    with pytest.raises(actions.NotGrantable, match="이미"):
        actions.apply(organization=standing.organization, by=standing.user, at=NOON)
    actions.refuse(mark=mark, criteria=FAILED, reason="아직", by=officer, at=NOON)

    assert actions.apply(organization=standing.organization, by=standing.user, at=NOON).state == MarkState.APPLIED


@pytest.mark.parametrize(("days", "said"), [(0, "지금 유효합니다"), (730, "유효하지 않습니다")])
def test_a_mark_ends_with_its_time_even_before_the_daily_work(client, officer, monkeypatch, days, said):
    mark = MarkFactory()
    actions.grant(mark=mark, criteria=PASSED, by=officer, at=NOON)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=days + (1 if days else 0)))

    assert said in client.get(reverse("mark_verify", args=[mark.number])).content.decode()


def test_the_daily_work_ends_marks_once(officer, monkeypatch):
    mark = MarkFactory()
    actions.grant(mark=mark, criteria=PASSED, by=officer, at=NOON)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=800))

    call_command("check_marks", verbosity=0)
    call_command("check_marks", verbosity=0)

    mark.refresh_from_db()
    assert mark.state == MarkState.EXPIRED
    assert [event.name for event in events.of(mark.organization)] == ["registry.mark.granted", "registry.mark.expired"]


def test_a_revoked_mark_says_so_and_an_unknown_number_is_none(client, officer):
    mark = MarkFactory()
    actions.grant(mark=mark, criteria=PASSED, by=officer, at=NOON)
    actions.revoke(mark=mark, reason="거짓 표시", by=officer, at=NOON)

    assert "유효하지 않습니다" in client.get(reverse("mark_verify", args=[mark.number])).content.decode()
    assert client.get(reverse("mark_verify", args=["SG-2018-9999"])).status_code == 404


def test_a_list_of_marks_asks_as_often_for_many_as_for_few(client, officer, django_assert_num_queries):
    client.force_login(officer)
    MarkFactory()
    client.get(reverse("marks"))
    with django_assert_num_queries(6):
        client.get(reverse("marks"))
    for _ in range(3):
        MarkFactory(organization=OrganizationFactory(), applied_by=UserFactory())
    with django_assert_num_queries(6):
        client.get(reverse("marks"))


def test_dates_of_a_granted_mark_are_two_years(officer):
    mark = MarkFactory()
    actions.grant(mark=mark, criteria=PASSED, by=officer, at=NOON)

    assert (mark.starts_on, mark.ends_on) == (date(2018, 3, 2), date(2020, 3, 2))
