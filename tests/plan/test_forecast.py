"""The stored forecast is the analysis' own, the same for the same inputs, and the files give it again."""

import csv
import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from analysis import small_county
from factories import AnnualReportFactory, user_as
from plan import small
from socialgoods.analysis import forecast as analysis
from socialgoods.kernel import events, freshness
from socialgoods.kernel.models import Event, Freshness
from socialgoods.people.models import Role
from socialgoods.plan.actions import follow, forecast, observation, steering
from socialgoods.plan.actions.measure import measure
from socialgoods.plan.models import ForecastRun, Measurement, Plan, Reading
from socialgoods.plan.queries import inputs
from socialgoods.plan.rules.series import IN_THE_FILE
from socialgoods.registry.models import Organization

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = small.AT + timedelta(days=1)
YEARS = (2014, 2015, 2016, 2017)


@pytest.fixture
def plan():
    """A plan that ends in 2019: two years ahead are enough to see everything."""
    plan = small.write()
    Plan.objects.filter(pk=plan.pk).update(until_year=2019)
    plan.refresh_from_db()
    for reading in Reading.objects.filter(points__isnull=False):
        reading.points.update(year=2019)
    measure(plan=plan, years=YEARS, at=small.AT)
    return plan


def enter(plan, *values):
    for year, value in zip((2015, 2016, 2017), values, strict=True):
        observation.enter(
            reading=Reading.objects.get(key="social_finance"), year=year, value=Decimal(value), observed_on=small.AT.date(),
            source="확인서", by=user_as(Role.COORDINATOR), at=small.AT,
        )  # fmt: skip
    measure(plan=plan, years=YEARS, at=small.AT)


def test_the_run_keeps_what_the_analysis_gives_and_the_same_inputs_give_the_same_run(plan):
    row, done = forecast.run(plan=plan, at=small.AT)
    again, computed = forecast.run(plan=plan, at=LATER)

    expected = analysis(inputs.given(plan, 2018), 2018, 2019, base=2017, beyond=True)
    assert ForecastRun.objects.get().table == expected.table.to_pylist()
    assert row.chances["self_reliant_half"]["planned"] == {
        "2019": expected.laws["planned"]["self_reliant"][-1].at_least(155)
    }
    assert (again.pk, computed, again.made_at, again.computed_at) == (row.pk, None, small.AT, LATER)
    assert (row.organizations, row.missing, row.start) == (24, ["participation", "social_finance"], 2018)
    assert done.base == 2017
    assert forecast.again(row).table.to_pylist() == row.table


def test_the_files_to_take_away_give_the_same_forecast_by_command(client, plan, tmp_path):
    enter(plan, 100_000_000, 250_000_000, 300_000_000)
    run, _ = forecast.run(plan=plan, at=small.AT)
    client.force_login(user_as(Role.AUDITOR))
    taken = b"".join(client.get(reverse("forecast_inputs")).streaming_content)
    zipfile.ZipFile(io.BytesIO(taken)).extractall(tmp_path)
    for name in ("targets", "observations"):
        (tmp_path / f"{name}.parquet").unlink()
    for name in ("targets", "observations"):
        (tmp_path / f"{name}.csv").write_bytes(client.get(reverse(f"{name}_file")).content)

    call_command(
        "forecast",
        str(tmp_path),
        "--from",
        "2018",
        "--until",
        "2019",
        "--out",
        str(tmp_path / "out.csv"),
        stdout=io.StringIO(),
    )

    ours = list(csv.DictReader(io.StringIO(client.get(reverse("forecast_file")).content.decode())))
    theirs = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert ours == theirs
    assert {row["indicator"] for row in ours} == set(IN_THE_FILE) - {"participation"}
    assert run.missing == ["participation"]


def test_increases_are_counted_from_the_plans_base_year_in_every_later_forecast(plan):
    later = {
        row["org_id"]: row for row in small_county.rows(until=2018)["annual_reports"] if row["fiscal_year"] == 2018
    }
    organizations = small.by_code()
    for code, row in later.items():
        AnnualReportFactory(
            organization=organizations[code], fiscal_year=2018, **{name: row[name] for name in small.REPORT}
        )
    small.diagnose(
        {"organisations": small_county.organisations(), "annual_reports": list(later.values())},
        organizations,
        first=2018,
    )
    measure(plan=plan, years=(*YEARS, 2018), at=small.AT)

    row, done = forecast.run(plan=plan, at=small.AT)

    income = {
        series: Measurement.objects.get(series=series, year=2018).value
        for series in ("new_income", "income", "new_income_sum")
    }
    table = {(each["scenario"], each["indicator"]): each for each in row.table if each["year"] == 2019}
    base = income["income"] - income["new_income"]
    assert (row.start, done.base) == (2019, 2017)
    assert table["none", "new_income"]["mean"] == pytest.approx(table["none", "income"]["mean"] - base)
    assert table["none", "new_income_sum"]["mean"] == pytest.approx(
        income["new_income_sum"] + table["none", "new_income"]["mean"]
    )
    assert table["none", "jobs"]["mean"] - table["none", "jobs_increase"]["mean"] == pytest.approx(
        Measurement.objects.get(series="jobs", year=2017).value
    )


def test_too_few_reports_make_no_year_to_forecast_from(plan):
    for row in Organization.objects.order_by("code")[:3]:
        AnnualReportFactory(organization=row, fiscal_year=2018)
    small.diagnose({"organisations": small_county.organisations(), "annual_reports": [
        small_county.report(number, 2018) for number in range(3)
    ]}, small.by_code(), first=2018)  # fmt: skip

    measure(plan=plan, years=(*YEARS, 2018), at=small.AT)

    assert inputs.start_year() == 2018


def test_the_last_run_of_a_day_stays_and_earlier_days_are_kept(plan):
    ForecastRun.objects.create(plan=plan, start=2018, until=2019, seed=1, inputs_sha256="yesterday", definitions="x",
                               organizations=1, made_at=small.AT - timedelta(days=1), computed_at=small.AT - timedelta(days=1))  # fmt: skip
    ForecastRun.objects.create(plan=plan, start=2018, until=2019, seed=1, inputs_sha256="today", definitions="x",
                               organizations=1, made_at=small.AT, computed_at=small.AT)  # fmt: skip

    row, _ = forecast.run(plan=plan, at=small.AT)

    assert set(ForecastRun.objects.values_list("inputs_sha256", flat=True)) == {"yesterday", row.inputs_sha256}


# The follower


def all_fresh():
    rows = list(Freshness.objects.filter(name__startswith="plan:"))
    return len(rows) == 3 and not any(row.is_stale for row in rows)


def test_the_follower_measures_forecasts_and_finds_levers_once(plan):
    """And takes up again what was killed in between: a process that dies leaves the mark, and no half-written figure."""
    assert follow.follow(at=small.AT) > 0
    run = ForecastRun.objects.get()

    assert all_fresh()
    assert run.levers["rows"][0]["lever"] == "as_planned"

    events.record("registry.contact.seen", None, by=None, at=LATER)
    events.record("support.contact.recorded", None, by=None, at=LATER)
    assert follow.follow(at=LATER) == 0

    for name in follow.STEPS:
        freshness.mark(name, at=LATER)
        freshness.begin(name)
    Measurement.objects.filter(series="jobs").delete()
    assert follow.follow(at=LATER) > 0
    again = ForecastRun.objects.get()
    assert Measurement.objects.filter(series="jobs").count() == 4
    assert (again.pk, again.levers, all_fresh()) == (run.pk, run.levers, True)
    assert Event.objects.filter(name="plan.forecast.computed").count() == 1


def test_a_changed_target_makes_a_new_forecast_and_levers_rest_first(plan):
    for name in follow.STEPS:
        freshness.mark(name, at=small.AT)
        freshness.done(name, freshness.begin(name), at=small.AT)
    steering.set_targets(reading=Reading.objects.get(key="self_reliant_300"), values={2019: Decimal(8)}, reason="작은 군",
                         by=user_as(Role.COORDINATOR), at=LATER)  # fmt: skip

    follow.follow(at=LATER)

    run = ForecastRun.objects.get()
    assert run.chances["self_reliant_300"]["planned"]["2019"] > 0
    assert (run.levers, freshness.of("plan:levers").is_stale) == ({}, True)
    follow.follow(at=LATER + timedelta(seconds=301))
    run.refresh_from_db()
    assert run.levers["rows"]
    assert all_fresh()


def test_without_a_plan_the_follower_does_nothing():
    assert follow.follow(at=small.AT) == 0
    assert not Freshness.objects.exists()


def test_many_events_of_one_look_mark_once():
    small.write_plan(at=small.AT)
    follow.follow(at=small.AT)
    marks = freshness.of("plan:measured").marks
    for _ in range(3):
        events.record("registry.report.confirmed", None, by=None, at=LATER)

    follow.follow(at=LATER)

    assert freshness.of("plan:measured").marks == marks + 1


@pytest.mark.parametrize(
    "name", ["support.commitment.promised", "support.commitment.cancelled", "registry.support.changed"]
)
def test_what_binds_a_later_years_money_moves_the_figures(name):
    small.write_plan(at=small.AT)
    follow.follow(at=small.AT)
    marks = freshness.of("plan:forecast").marks
    events.record(name, None, by=None, at=LATER)

    follow.follow(at=LATER)

    assert freshness.of("plan:forecast").marks == marks + 1
