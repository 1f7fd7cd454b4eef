"""Reminders before what is due and before designations end: once for each mark of days, to people who can be told."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.core.management import call_command

from factories import DesignationFactory, OrganizationFactory, RepresentationFactory, UserFactory
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people import sms
from socialgoods.registry.actions.reminder import send_all
from socialgoods.registry.models import DueDone, DueReminder

pytestmark = pytest.mark.django_db


def noon(month, day):
    return datetime(2018, month, day, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def letters_stay_here(settings):
    settings.SMS_WAY = "memory"
    sms.outbox.clear()
    yield
    sms.outbox.clear()


@pytest.fixture
def organization():
    row = OrganizationFactory(name="햇살 두레", legal_form="unincorporated", kind="local_community")
    RepresentationFactory(organization=row, user=UserFactory(email="rep@example.org"))
    return row


def test_a_reminder_goes_once_for_each_mark_of_days(organization):
    told = [send_all(at=noon(*day)) for day in ((1, 29), (1, 30), (1, 31), (3, 1), (3, 2), (3, 24), (3, 25), (4, 1))]

    assert told == [0, 1, 0, 1, 0, 1, 0, 0]
    assert "2017년 연간 보고 제출" in mail.outbox[0].subject
    assert "3월 31일(토)까지" in mail.outbox[0].body
    assert Event.objects.filter(name="registry.due.reminded").count() == 3


def test_what_was_ticked_off_is_not_remembered(organization):
    DesignationFactory(organization=organization, starts_on=date(2015, 5, 1), ends_on=date(2018, 5, 1))
    DueDone.objects.create(
        organization=organization,
        rule="county_report_2017",
        due_on=date(2018, 3, 31),
        done_on=date(2018, 1, 5),
        by=UserFactory(),
    )

    assert send_all(at=noon(3, 5)) == 1
    assert "기간이 끝남" in mail.outbox[0].subject


def test_whom_a_message_does_not_reach_is_tried_again_the_next_day(organization):
    user = organization.representations.get().user
    user.email = ""
    user.save()
    assert (send_all(at=noon(1, 30)), DueReminder.objects.count(), Event.objects.count()) == (0, 0, 0)

    user.put_phone("010-1234-5678", verified=True)
    user.save()

    assert send_all(at=noon(1, 31)) == 1
    assert "햇살 두레의 할 일이 다가옵니다" in sms.outbox[0].text


def test_everyone_is_told_in_their_language(organization):
    RepresentationFactory(organization=organization, user=UserFactory(email="en@example.org", language="en"))

    assert send_all(at=noon(1, 30)) == 2
    assert {message.to[0] for message in mail.outbox} == {"rep@example.org", "en@example.org"}


def test_nobody_is_told_of_a_closed_organisation_or_a_past_representative(organization):
    organization.representations.update(ends_on=date(2018, 1, 1))
    closed = OrganizationFactory(status="closed")
    RepresentationFactory(organization=closed, user=UserFactory(email="old@example.org"))

    assert send_all(at=noon(1, 30)) == 0


def test_the_daily_command_sends_and_says_how_many(organization, capsys):
    clock.set_today(date(2018, 1, 30))

    call_command("send_reminders")

    assert capsys.readouterr().out == "1 reminders sent.\n"
