"""What is due on screen, ticked off, and as a calendar with a secret address."""

import re
from datetime import date

import pytest
from django.urls import reverse

from factories import DesignationFactory, OrganizationFactory, RepresentationFactory
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.registry.models import DueDone
from socialgoods.registry.queries.due import calendar_key

TODAY = date(2018, 3, 2)


@pytest.fixture(autouse=True)
def the_county_lives_in_march_2018(db):
    clock.set_today(TODAY)


@pytest.fixture
def organization():
    return OrganizationFactory(kind="social_cooperative", legal_form="social_cooperative", founded_on=date(2015, 1, 1))


@pytest.fixture
def shown(client, organization):
    client.force_login(RepresentationFactory(organization=organization).user)
    return lambda: client.get(reverse("dues", args=[organization.code])).content.decode()


def tick(client, organization, **changes):
    asked = {"rule": "disclosure", "due_on": "2018-04-30", **changes}
    return client.post(reverse("due_done", args=[organization.code]), asked)


def test_each_duty_names_its_day_its_article_and_whether_that_was_read(shown):
    text = shown()

    assert "경영공시" in text
    assert "2018년 4월 30일(월)" in text
    assert "제96조의2" in text
    assert "법 조문에서 직접 확인한 기한이 아닙니다" in text


def test_what_was_done_is_ticked_off_with_its_day_and_taken_back(client, organization, shown):
    tick(client, organization, done_on="2018-02-20")
    assert "2018. 2. 20. 마침" in shown()

    tick(client, organization, undo="1")

    assert DueDone.objects.count() == 0
    assert [event.name for event in Event.objects.filter(name__startswith="registry.due")] == [
        "registry.due.done",
        "registry.due.undone",
    ]


@pytest.mark.parametrize("day", ["2018-03-03", "어제", "2018-13-01"])
def test_a_day_that_has_not_come_or_cannot_be_read_is_refused(client, organization, shown, day):
    answer = tick(client, organization, done_on=day)

    assert (answer.status_code, DueDone.objects.count()) == (302, 0)
    assert "마친 날을" in shown()


@pytest.mark.parametrize(
    "asked", [{"rule": "made_up"}, {"due_on": "2018-05-01"}, {"rule": "county_report_2017", "due_on": "2018-03-31"}]
)
def test_only_what_is_due_and_is_no_report_can_be_ticked_off(client, organization, shown, asked):
    assert tick(client, organization, **asked).status_code == 404
    assert DueDone.objects.count() == 0


def test_the_calendar_opens_for_whoever_has_its_address_until_it_is_renewed(client, organization, shown):
    address = re.search(r'value="(http://[^"]+\.ics)"', shown())[1]
    client.logout()
    text = client.get(address).content.decode()
    wrong = reverse("dues_calendar", args=[organization.code, "0" * 32])

    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "경영공시" in text.replace("\r\n ", "")
    assert client.get(wrong).status_code == 404

    client.force_login(organization.representations.get().user)
    client.post(reverse("dues_renew", args=[organization.code]))

    assert client.get(address).status_code == 404
    organization.refresh_from_db()
    assert client.get(reverse("dues_calendar", args=[organization.code, calendar_key(organization)])).status_code == 200


def test_a_calendar_names_every_event_the_same_whoever_asks(client, organization, shown):
    address = reverse("dues_calendar", args=[organization.code, calendar_key(organization)])

    names = [
        re.findall(r"UID:.*", client.get(address, headers={"host": host}).content.decode().replace("\r\n ", ""))
        for host in ("testserver", "other.example")
    ]

    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0]) > 0


def test_a_page_with_many_duties_asks_no_more_than_one_with_few(client, django_assert_max_num_queries):
    counts = []
    for designations in (0, 3):
        row = OrganizationFactory(legal_form="social_cooperative")
        for number in range(designations):
            DesignationFactory(organization=row, starts_on=date(2016, 1, 1 + number), ends_on=date(2018, 6, 1 + number))
        client.force_login(RepresentationFactory(organization=row).user)
        client.get(reverse("dues", args=[row.code]))
        with django_assert_max_num_queries(40) as asked:
            client.get(reverse("dues", args=[row.code]))
        counts.append(len(asked))

    assert counts[0] == counts[1]
