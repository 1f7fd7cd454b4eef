from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command, get_commands

from socialgoods.config import day
from socialgoods.config.management.commands import daily

TODAY = date(2018, 3, 2)


@pytest.mark.parametrize(
    ("moment", "last", "is_due"),
    [
        (datetime(2018, 3, 1, 23, 59, tzinfo=UTC), None, False),
        (datetime(2018, 3, 2, 0, 0, tzinfo=UTC), None, True),
        (datetime(2018, 3, 2, 0, 0, tzinfo=UTC), date(2018, 3, 1), True),
        (datetime(2018, 3, 2, 14, 59, tzinfo=UTC), TODAY, False),
        (datetime(2018, 3, 2, 15, 0, tzinfo=UTC), TODAY, False),
    ],
    ids=["before nine in Seoul", "at nine", "the day after", "twice a day", "after midnight, before nine"],
)
def test_the_work_of_the_day_is_due_once_a_day_from_nine(moment, last, is_due):
    assert day.is_due(moment, last) == is_due


def test_it_is_taken_once_even_when_the_server_starts_again():
    nine = datetime(2018, 3, 2, 0, 0, tzinfo=UTC)

    assert [day.take(nine), day.take(nine)] == [True, False]


@pytest.mark.django_db
def test_every_part_of_it_runs_on_an_empty_county(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    assert set(daily.DAILY) <= set(get_commands())
    call_command("daily")


@pytest.mark.django_db
def test_a_part_that_fails_does_not_keep_the_others_from_their_work(monkeypatch, caplog):
    monkeypatch.setattr(daily, "DAILY", ("no_such_work", "clearsessions"))

    with pytest.raises(CommandError, match=r"Not done: no_such_work\."):
        call_command("daily")

    assert "no_such_work failed" in caplog.text
