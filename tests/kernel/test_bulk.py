from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from factories import OrganizationFactory
from socialgoods.kernel import bulk
from socialgoods.kernel.models import Event
from socialgoods.people.models import User
from socialgoods.places.models import ExampleData, PopulationObservation
from socialgoods.registry.models import Organization, StatusPeriod

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2018, 1, 1, tzinfo=UTC)
DAYS = [date(2017, 12, 31), date(2018, 12, 31)]
AWKWARD = ["한 줄", "두\n줄", "탭\t과 \\ 빗금", "따옴표 ' \" ;--", "", "\\N"]


def test_rows_written_in_bulk_read_back_as_they_were():
    at = datetime(2018, 3, 2, 3, 0, 0, 123456, tzinfo=UTC)

    with transaction.atomic():
        bulk.insert(Event, 6, {"name": AWKWARD, "at": at, "data": [{"가": text} for text in AWKWARD]})

    assert list(Event.objects.order_by("id").values_list("name", "at", "data", "by_id", "subject_type")) == [
        (text, at, {"가": text}, None, "") for text in AWKWARD
    ]


def test_encrypted_columns_are_sealed_and_read_back(db):
    phones = ["010-0000-0001", "", "010-0000-0003"]

    bulk.insert(
        User, 3,
        {"username": ["a", "b", "c"], "name": "아무개", "password": "!", "phone": phones, "joined_at": NEW_YEAR},
    )  # fmt: skip

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_user ORDER BY username")
        stored = [row[0] for row in cursor.fetchall()]
    assert [bool(text) for text in stored] == [True, False, True]
    assert not any("010" in text for text in stored)
    assert list(User.objects.order_by("username").values_list("phone", flat=True)) == phones


def test_reserved_numbers_are_fresh_and_go_on_after_what_was_written():
    with transaction.atomic():
        ids = bulk.reserve_ids(ExampleData, 3)
        bulk.insert(
            ExampleData, 3,
            {"id": list(ids), "loaded_at": NEW_YEAR, "seed": [1, 2, 3], "factor": 1, "last_year": 2017},
        )  # fmt: skip

    later = ExampleData.objects.create(loaded_at=NEW_YEAR, seed=4, factor=1, last_year=2017)

    assert list(ExampleData.objects.order_by("seed").values_list("id", flat=True)) == [*ids, later.pk]
    assert len({*ids, later.pk}) == 4


def test_days_and_nothing_are_written_as_such():
    bulk.insert(
        PopulationObservation, 2,
        {"observed_on": DAYS, "people": [1, 2], "status": "published", "source": "시험"},
    )  # fmt: skip

    assert list(PopulationObservation.objects.values_list("observed_on", "district_id", "note")) == [
        (day, None, "") for day in DAYS
    ]


def test_constraints_hold_and_nothing_is_half_written():
    same = {"observed_on": date(2017, 12, 31), "people": [1, 2], "status": "published", "source": "시험"}

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(PopulationObservation, 2, same)

    assert PopulationObservation.objects.count() == 0


def test_a_column_the_table_does_not_have_is_named():
    with pytest.raises(ValueError, match=r"kernel\.Event has no nonsense"):
        bulk.insert(Event, 1, {"nonsense": 1})


def test_rows_that_repeat_their_parents_are_made_in_the_database():
    one, other, third = OrganizationFactory.create_batch(3)
    StatusPeriod.objects.all().delete()
    Organization.objects.filter(pk=third.pk).update(status="closed")

    bulk.repeat_rows(
        StatusPeriod,
        Organization,
        "organization_id",
        {"status": "status", "starts_on": "founded_on"},
        {"reason": "시험"},
        {"status": "active"},
    )

    made = StatusPeriod.objects.filter(reason="시험").order_by("organization_id")
    assert list(made.values_list("organization_id", "status", "starts_on", "ends_on")) == [
        (row.pk, "active", row.founded_on, None) for row in (one, other)
    ]
