from datetime import UTC, date, datetime, timedelta

import pytest

from socialgoods.people import rules, text

DAY = date(2018, 3, 2)
EARLIER, LATER = date(2018, 3, 1), date(2018, 4, 1)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"role": "officer"}, [text.ROLE_NEEDS_DEPARTMENT]),
        ({"role": "officer", "has_department": True}, []),
        ({"ends_on": DAY}, [text.ROLE_ENDS_BEFORE_START]),
        ({"ends_on": LATER}, []),
        ({"overlaps": True}, [text.ROLE_ALREADY_RUNNING]),
        ({"is_open": False, "overlaps": True}, [text.ROLE_PERSON_CLOSED, text.ROLE_ALREADY_RUNNING]),
    ],
)
def test_a_role_is_assigned_unless_something_speaks_against_it(changes, reasons):
    asked = {
        "role": "auditor",
        "has_department": False,
        "starts_on": DAY,
        "ends_on": None,
        "overlaps": False,
        "is_open": True,
    }

    assert rules.reasons_against_assigning(**(asked | changes)) == reasons


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"ends_on": DAY}, [text.ROLE_ALREADY_ENDED]),
        ({"ends_on": LATER}, []),
        ({"starts_on": LATER}, [text.ROLE_ENDS_BEFORE_START]),
        ({"role": "coordinator"}, [text.LAST_COORDINATOR]),
        ({"role": "coordinator", "other_coordinators": [(EARLIER, None)]}, []),
        ({"role": "coordinator", "other_coordinators": [(DAY, None)]}, []),
        ({"role": "coordinator", "other_coordinators": [(EARLIER, LATER)]}, [text.LAST_COORDINATOR]),
        ({"role": "coordinator", "other_coordinators": [(LATER, None)]}, [text.LAST_COORDINATOR]),
    ],
)
def test_a_role_ends_unless_it_leaves_the_county_without_a_coordinator(changes, reasons):
    asked = {"role": "helper", "starts_on": EARLIER, "ends_on": None, "last_day": DAY, "other_coordinators": []}

    assert rules.reasons_against_ending(**(asked | changes)) == reasons


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"same_person": True}, [text.HAND_OVER_TO_ONESELF]),
        ({"is_open": False}, [text.ROLE_PERSON_CLOSED]),
        ({"roles": 0}, [text.HAND_OVER_NOTHING]),
    ],
)
def test_a_desk_is_handed_over_to_somebody_else_who_is_there(changes, reasons):
    asked = {"same_person": False, "is_open": True, "roles": 2}

    assert rules.reasons_against_handing_over(**(asked | changes)) == reasons


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"same_person": True}, [text.ASSIST_ONESELF]),
        ({"is_open": False}, [text.ASSIST_CLOSED]),
        ({"way": "phone"}, [text.ASSIST_CARD_BY_PHONE]),
        ({"way": "phone", "checked_by": "sms"}, []),
        ({"way": "visit"}, []),
    ],
)
def test_nobody_is_helped_whose_identity_cannot_be_seen(changes, reasons):
    asked = {"same_person": False, "is_open": True, "way": "counter", "checked_by": "id_card"}

    assert rules.reasons_against_assisting(**(asked | changes)) == reasons


@pytest.mark.parametrize(("minutes", "unused"), [(0, False), (29, False), (30, True), (31, True)])
def test_helping_ends_after_thirty_minutes_without_use(minutes, unused):
    noon = datetime(2018, 3, 2, 3, tzinfo=UTC)

    assert rules.is_unused(noon, at=noon + timedelta(minutes=minutes)) is unused
