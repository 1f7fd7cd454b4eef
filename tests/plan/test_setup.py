"""The shipped plan: what it says, and that writing it again never undoes what somebody decided."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from factories import user_as
from plan import small
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.plan.actions import setup, steering
from socialgoods.plan.models import Indicator, Observation, Plan, Reading, ReadingChoice, TargetPoint
from socialgoods.plan.rules.series import SERIES

pytestmark = pytest.mark.django_db


def test_the_five_targets_are_those_of_the_article():
    plan = setup.write_plan(at=small.AT)

    held = {row.indicator_id: row.reading for row in ReadingChoice.objects.filter(ended_at=None)}
    targets = {
        row.key: held[row.pk].points.get(ended_at=None).value for row in plan.indicators.filter(is_target=True)
    }  # fmt: skip
    assert targets == {
        "self_reliant": 300, "jobs": 5_000, "new_income": 50_000_000_000, "participation": Decimal("0.3"),
        "social_finance": 10_000_000_000,
    }  # fmt: skip
    assert (plan.base_year, plan.from_year, plan.until_year, plan.published_on.isoformat()) == (
        2017,
        2018,
        2025,
        "2017-12-05",
    )


def test_every_indicator_says_what_it_is_and_has_readings_side_by_side():
    setup.write_plan(at=small.AT)

    for row in Indicator.objects.all():
        for name in ("name", "definition", "formula", "data_source", "said", "note"):
            assert getattr(row, name)
            assert getattr(row, f"{name}_en")
        readings = row.readings.filter(is_beside=False)
        assert readings.count() >= 2
        assert all(reading.points.filter(ended_at=None).exists() and reading.words_en for reading in readings)
    assert set(Reading.objects.values_list("series", flat=True)) <= set(SERIES)


def test_writing_it_again_changes_nothing():
    def rows():
        return [
            list(model.objects.order_by("pk").values())
            for model in (Plan, Indicator, Reading, ReadingChoice, TargetPoint)
        ]

    setup.write_plan(at=small.AT)
    before, events = rows(), Event.objects.count()

    call_command("write_plan", verbosity=0, stdout=io.StringIO())

    assert (rows(), Event.objects.count()) == (before, events)


def test_writing_it_again_keeps_what_was_decided_on_screen():
    setup.write_plan(at=small.AT)
    coordinator = user_as(Role.COORDINATOR)
    half = Reading.objects.get(key="self_reliant_half")
    steering.choose_reading(reading=half, reason="의회에 밝힌 대로", by=coordinator, at=small.AT)
    steering.set_targets(reading=half, values={2025: Decimal(160)}, reason="조직 320곳", by=coordinator, at=small.AT)

    setup.write_plan(at=small.AT)

    assert ReadingChoice.objects.get(indicator__key="self_reliant", ended_at=None).reading == half
    assert half.points.get(ended_at=None).value == 160


@pytest.mark.parametrize(
    "wrong",
    [
        lambda plan, reading: Plan.objects.filter(pk=plan.pk).update(from_year=2030),
        lambda plan, reading: Plan.objects.filter(pk=plan.pk).update(base_year=2018),
        lambda plan, reading: TargetPoint.objects.create(reading=reading, year=2025, value=1, reason="또", at=small.AT),
        lambda plan, reading: TargetPoint.objects.create(reading=reading, year=2024, value=-1, reason="또", at=small.AT),
        lambda plan, reading: ReadingChoice.objects.create(
            indicator=reading.indicator, reading=reading, reason="둘", at=small.AT
        ),
        lambda plan, reading: ReadingChoice.objects.create(
            indicator=reading.indicator, reading=reading, reason="", at=small.AT, ended_at=small.AT
        ),
        lambda plan, reading: Observation.objects.create(
            reading=reading, year=2017, value=1, observed_on=small.AT.date(), source="", at=small.AT
        ),
        lambda plan, reading: Observation.objects.create(
            reading=reading, year=2017, value=-1, observed_on=small.AT.date(), source="장부", at=small.AT
        ),
        lambda plan, reading: small.forecast(plan, start=2026),
    ],
)  # fmt: skip
def test_what_must_never_be_cannot_be_stored(wrong):
    plan = setup.write_plan(at=small.AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        wrong(plan, Reading.objects.get(key="jobs"))


@pytest.mark.parametrize("again", ["observation", "measurement", "forecast"])
def test_a_years_figure_stands_once(again):
    plan = setup.write_plan(at=small.AT)
    finance = Reading.objects.get(key="social_finance")

    def write():
        if again == "observation":
            Observation.objects.create(
                reading=finance, year=2017, value=1, observed_on=small.AT, source="장부", at=small.AT
            )
        elif again == "measurement":
            small.stored(plan, run=False)
        else:
            small.forecast(plan)

    write()
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_a_county_has_its_own_plan_or_none(settings, tmp_path):
    from dataclasses import replace

    assert setup.file_of(settings.COUNTY) == setup.SHIPPED
    other = replace(settings.COUNTY, folder=tmp_path)
    assert setup.file_of(other) is None
    settings.COUNTY = other
    call_command("write_plan", verbosity=0, stdout=io.StringIO())
    assert not Plan.objects.exists()

    (tmp_path / "plan.toml").write_text(setup.SHIPPED.read_text("utf-8").replace("wanju-2025", "other-2030"), "utf-8")
    call_command("write_plan", verbosity=0, stdout=io.StringIO())
    assert Plan.objects.get().key == "other-2030"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('key = "wanju-2025"', "key ="), "line 3"),
        (("base_year = 2017\n", ""), "lacks base_year"),
        (('series = "jobs_fte"', 'series = "jbos"'), "jobs: jobs_fte: there is no series jbos"),
        (
            ('unit = "won"\nname = "사회적 금융"', 'unit = "krw"\nname = "사회적 금융"'),
            "social_finance: unit is one of",
        ),
    ],
)
def test_a_file_with_an_error_is_refused_with_place_and_reason(settings, tmp_path, change, says):
    from dataclasses import replace

    settings.COUNTY = replace(settings.COUNTY, folder=tmp_path)
    text = setup.SHIPPED.read_text("utf-8")
    assert change[0] in text
    (tmp_path / "plan.toml").write_text(text.replace(*change), "utf-8")

    with pytest.raises(CommandError, match=says):
        call_command("write_plan", verbosity=0, stdout=io.StringIO())

    assert not Plan.objects.exists()
