"""The plan's owner chooses readings and sets targets; figures that nothing computes are entered. Each with its history."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from factories import user_as
from plan import small
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.plan.actions import observation, steering
from socialgoods.plan.actions.measure import measure
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.models import Indicator, Measurement, Observation, Reading, ReadingChoice, TargetPoint
from socialgoods.plan.queries import indicators

pytestmark = pytest.mark.django_db
LATER = small.AT + timedelta(days=1)


@pytest.fixture
def plan():
    return write_plan(at=small.AT)


@pytest.fixture
def coordinator():
    return user_as(Role.COORDINATOR)


def row_of(key):
    return next(row for row in indicators.all_of() if row.key == key)


def test_another_reading_changes_value_target_and_probability_everywhere(plan, coordinator):
    run = small.stored(plan, value={"jobs_increase": 120.0})
    run.chances["jobs_increase"] = {"planned": {"2025": 0.07}}
    run.save()

    before = row_of("jobs")
    steering.choose_reading(
        reading=Reading.objects.get(key="jobs_increase"), reason="기사의 ‘창출’", by=coordinator, at=LATER
    )
    after = row_of("jobs")

    assert (before.value, before.target, before.probability, before.last["mean"]) == (1_119, 5_000, 0.25, 1_641)
    assert (after.value, after.target, after.probability, after.last["mean"]) == (120, 5_000, 0.07, 522)


def test_a_choice_ends_the_one_before_and_says_who_when_and_why(plan, coordinator):
    chosen = Reading.objects.get(key="jobs_increase")

    steering.choose_reading(reading=chosen, reason="기사의 ‘창출’", by=coordinator, at=LATER)

    rows = ReadingChoice.objects.filter(indicator__key="jobs").order_by("pk")
    assert [(row.reading.key, row.by, row.at, row.ended_at) for row in rows] == [
        ("jobs", None, small.AT, LATER), ("jobs_increase", coordinator, LATER, None),
    ]  # fmt: skip
    event = Event.objects.get(name="plan.reading.chosen")
    assert (event.by, event.data) == (
        coordinator,
        {"reading": "jobs_increase", "was": "jobs", "reason": "기사의 ‘창출’"},
    )


def test_the_same_choice_again_changes_nothing(plan, coordinator):
    steering.choose_reading(reading=Reading.objects.get(key="jobs"), reason="그대로", by=coordinator, at=LATER)

    assert (ReadingChoice.objects.filter(indicator__key="jobs").count(), Event.objects.filter(name="plan.reading.chosen").count()) == (
        1, 0,
    )  # fmt: skip


def test_targets_change_by_year_and_what_was_stays_to_be_seen(plan, coordinator):
    reading = Reading.objects.get(key="jobs")
    values = {2020: Decimal(2_500), 2025: Decimal(4_000), 2024: None}

    changed = steering.set_targets(reading=reading, values=values, reason="중간 점검", by=coordinator, at=LATER)
    again = steering.set_targets(reading=reading, values=values, reason="중간 점검", by=coordinator, at=LATER)

    assert (changed, again) == (2, 0)
    rows = TargetPoint.objects.filter(reading=reading).order_by("pk")
    assert [(row.year, row.value, row.ended_at) for row in rows] == [
        (2025, 5_000, LATER),
        (2020, 2_500, None),
        (2025, 4_000, None),
    ]
    assert Event.objects.get(name="plan.target.set").data["years"] == {
        "2020": [None, "2500"],
        "2025": ["5000.0000", "4000"],
    }


def test_a_target_taken_away_leaves_none(plan, coordinator):
    reading = Reading.objects.get(key="jobs")

    steering.set_targets(reading=reading, values={2025: None}, reason="다시 정하기로", by=coordinator, at=LATER)

    assert row_of("jobs").target is None
    assert row_of("jobs").path == {}


def test_an_owner_is_set_once_and_recorded(plan, coordinator):
    finance = Indicator.objects.get(key="social_finance")
    officer = user_as(Role.OFFICER)
    department = officer.roles.get().department

    for _ in range(2):
        steering.set_owner(indicator=finance, department=department, owner=officer, by=coordinator, at=LATER)

    finance.refresh_from_db()
    assert (finance.department, finance.owner) == (department, officer)
    assert Event.objects.filter(name="plan.owner.set").count() == 1


def enter(coordinator, value=300_000_000, key="social_finance", **more):
    about = {"year": 2017, "observed_on": date(2017, 12, 31), "source": "신협의 확인서"} | more
    return observation.enter(
        reading=Reading.objects.get(key=key), value=Decimal(value), by=coordinator, at=LATER, **about
    )  # fmt: skip


def test_an_entered_value_is_measured_with_its_source_and_marked(plan, coordinator):
    enter(coordinator)

    measure(plan=plan, years=[], at=LATER)

    row = Measurement.objects.get(series="social_finance", year=2017)
    assert (row.value, row.is_entered, row.detail) == (
        300_000_000,
        True,
        {"on": "2017-12-31", "source": "신협의 확인서"},
    )
    assert row_of("social_finance").is_entered


def test_entering_the_same_again_changes_nothing(plan, coordinator):
    first = enter(coordinator)

    assert enter(coordinator) == first
    assert Event.objects.filter(name__startswith="plan.observation").count() == 1


def test_a_correction_is_a_new_row_with_its_reason(plan, coordinator):
    enter(coordinator)

    enter(coordinator, 250_000_000, reason="약정을 뺌")

    rows = Observation.objects.order_by("pk")
    assert [(row.value, row.ended_at, row.reason) for row in rows] == [
        (300_000_000, LATER, ""),
        (250_000_000, None, "약정을 뺌"),
    ]
    assert Event.objects.get(name="plan.observation.corrected").data["was"] == "300000000.0000"


def test_a_correction_without_a_reason_is_refused(plan, coordinator):
    enter(coordinator)

    with pytest.raises(observation.NotEntered, match="까닭"):
        enter(coordinator, 250_000_000)

    assert Observation.objects.get().value == 300_000_000


@pytest.mark.parametrize("key", ["jobs", "participation", "new_income", "self_reliance_rate"])
def test_what_can_be_computed_is_never_typed(plan, coordinator, key):
    with pytest.raises(observation.NotEntered, match="셈합니다"):
        enter(coordinator, 1, key=key)

    assert not Observation.objects.exists()
