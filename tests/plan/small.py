"""The county of `analysis.small_county` in the database, with the shipped plan; and stored figures for tests of pages alone."""

from datetime import UTC, date, datetime

from analysis import small_county
from factories import (
    NOON,
    AnnualReportFactory,
    DistrictFactory,
    MeasureFactory,
    OrganizationFactory,
    SupportGivenFactory,
)
from oracle import naive_plan
from socialgoods.diagnosis.models import Diagnosis
from socialgoods.places.models import PopulationObservation
from socialgoods.plan.actions.setup import write_plan
from socialgoods.plan.models import ForecastRun, Measurement
from socialgoods.prescription.models import Offer, YearBudget
from socialgoods.registry.models import AnnualReport, Organization, StatusPeriod

AT = datetime(2018, 3, 20, 3, 0, tzinfo=UTC)
REPORT = (
    "sales_private", "sales_public", "sales_social_economy", "other_income", "subsidy_county", "cost_of_goods", "labour_cost",
    "other_cost", "workers_paid",
)  # fmt: skip


def write(given=None, first=2014, diagnosed=True):
    """Organisations, reports from `first` on, supports, offers and budgets; `diagnosed` says what the stored diagnoses would say."""
    given = given or small_county.rows()
    plan = write_plan(at=AT)
    organizations = {row["org_id"]: organization(row) for row in given["organisations"]}
    AnnualReport.objects.bulk_create(
        AnnualReportFactory.build(
            organization=organizations[row["org_id"]], fiscal_year=row["fiscal_year"],
            fiscal_year_ends_on=date(row["fiscal_year"], 12, 31), **{name: row[name] for name in REPORT},
        )
        for row in given["annual_reports"] if row["fiscal_year"] >= first
    )  # fmt: skip
    measures = {row["code"]: MeasureFactory(code=row["code"], name=row["name"]) for row in given["measures"]}
    for row in given["measures"]:
        Offer.objects.create(
            measure=measures[row["code"]], dimension=row["dimension"], unit_cost=row["unit_cost"], capacity=row["capacity"],
            sources=row["sources"], kinds=(row["kinds"] or "").split(";") if row["kinds"] else [], mode="service",
            effect_mean=row["effect_mean"], effect_sd=row["effect_sd"], from_year=2013,
        )  # fmt: skip
    for row in given["budgets"]:
        YearBudget.objects.create(year=row["year"], source=row["source"], amount=row["amount"])
    for row in given["supports"]:
        if row["year"] >= first:
            SupportGivenFactory(
                organization=organizations[row["org_id"]], year=row["year"], measure=measures[row["measure"]],
                source=row["source"], amount=row["amount"],
            )  # fmt: skip
    if diagnosed:
        diagnose(given, organizations, first)
    return plan


def organization(row):
    made = OrganizationFactory(
        code=row["org_id"], name=row["name"], kind=row["kind"], sector=row["sector"], founded_on=row["founded_on"],
        status=row["status"], district=DistrictFactory(name=row["area"]), created_at=NOON,
    )  # fmt: skip
    if row.get("closed_on"):
        StatusPeriod.objects.filter(organization=made).update(status="active", ends_on=row["closed_on"])
        StatusPeriod.objects.create(organization=made, status="closed", starts_on=row["closed_on"])
    return made


def diagnose(given, organizations, first=2014):
    """As the diagnosis room would have stored it, as far as the plan reads it."""
    reports = {
        (row["org_id"], row["fiscal_year"]): row for row in given["annual_reports"] if row["fiscal_year"] >= first
    }
    made = []
    for row in given["organisations"]:
        for year in sorted({year for _, year in reports}):
            report, before = reports.get((row["org_id"], year)), reports.get((row["org_id"], year - 1))
            covers = [
                None if each is None else naive_plan.earned(each) >= naive_plan.cost(each) for each in (report, before)
            ]
            stands = False if False in covers else None if None in covers else True
            is_active = naive_plan.is_active(row, year)
            workers = report["workers_paid"] if report else None
            made.append(Diagnosis(
                organization=organizations[row["org_id"]], year=year, definitions="test", computed_at=AT,
                self_reliance_ratio=naive_plan.earned(report) / naive_plan.cost(report) if report else None,
                self_reliant=stands and workers > 0 if stands is not None else None,
                self_sustaining=stands and workers == 0 if stands is not None else None,
                detail={"readings": {"is_active": is_active, "has_report": report is not None}},
            ))  # fmt: skip
    Diagnosis.objects.bulk_create(made)


def population(people=95_838, on=date(2017, 4, 30)):
    return PopulationObservation.objects.create(observed_on=on, people=people, status="published", source="시험")


def stored(plan, *, year=2017, run=True, value=None):
    """Measurements of the main series and a forecast, made by hand: for pages, which read stored rows only."""
    values = {
        "self_reliant": 64.0, "jobs": 1_119.0, "new_income": 0.0, "participation": 0.04, "self_reliance_rate": 0.229,
        "jobs_increase": 0.0, "income": 59_480_026_000.0, "organisations": 310.0,
    } | (value or {})  # fmt: skip
    groups = {
        "area": [{"value": "시험면", "figure": 40, "organizations": 20, "of": 25}, {"value": "가린면", "hidden": True}],
        "sector": [{"value": "food", "figure": 64, "organizations": 280, "of": 310}],
        "kind": [{"value": "cooperative", "figure": 64, "organizations": 280, "of": 310}],
    }
    for series, each in values.items():
        Measurement.objects.create(
            series=series, year=year, value=each, organizations=280, of=310, definitions="wanju-2017", computed_at=AT,
            groups=groups if series in {"self_reliant", "jobs"} else {},
        )  # fmt: skip
    return forecast(plan) if run else None


def forecast(plan, start=2018, chance=0.25, at=AT, key="a" * 64, **more):
    laws = {"self_reliant": 151.0, "jobs": 1_641.0, "new_income": 46e9, "participation": 0.09, "self_reliance_rate": 0.398,
            "jobs_increase": 522.0}  # fmt: skip
    table = [
        {"scenario": scenario, "indicator": name, "year": year, "mean": mean, "sd": mean / 10, "p05": mean * 0.8,
         "p50": mean, "p95": mean * 1.2, "target": None, "probability": None}
        for scenario in ("none", "planned") for name, mean in sorted(laws.items()) for year in range(start, plan.until_year + 1)
    ]  # fmt: skip
    readings = plan.indicators.filter(is_term=False).values_list("readings__key", "readings__series")
    chances = {
        key_: {"planned": {"2025": chance}, "none": {"2025": 0.0}} for key_, series in readings if series in laws
    }
    about = {
        "table": table, "chances": chances, "missing": ["social_finance"], "seed": 2017, "organizations": 310,
        "drivers": [{"driver": "effects", "low": 0.37, "high": 0.43, "swing": 0.06},
                    {"driver": "expected", "low": 0.398, "high": 0.398, "swing": 0.0}],
        "backtest": {"coverage": 0.907, "organisations": 280, "rows": [
            {"origin": 2016, "year": 2017, "indicator": "self_reliant", "p05": 62.0, "p95": 75.0, "actual": 64.0, "held": True}]},
        "definitions": "wanju-2017", "made_at": at, "computed_at": at,
    }  # fmt: skip
    return ForecastRun.objects.create(
        plan=plan, start=start, until=plan.until_year, inputs_sha256=key, **(about | more)
    )


def levers():
    def figures(rate):
        return {"self_reliance_rate": {"mean": rate, "p05": rate - 0.1, "p95": rate + 0.1, "probability": 0.02}}

    rows = [("as_planned", 1.0, 0.398), ("money", 2.0, 0.399), ("money_and_places", 2.0, 0.42), ("practice", 1.0, 0.305),
            ("reporting", 1.0, 0.423)]  # fmt: skip
    return {
        "rows": [{"lever": name, "factor": factor, "figures": figures(rate)} for name, factor, rate in rows],
        "least": [
            {"indicator": "self_reliance_rate", "of": "money", "wanted": 0.5, "factor": None, "chance": 0.02},
            {"indicator": "self_reliance_rate", "of": "money", "wanted": 0.9, "factor": None, "chance": 0.02},
            {
                "indicator": "self_reliance_rate",
                "of": "money_and_places",
                "wanted": 0.5,
                "factor": 6.125,
                "chance": 0.501,
            },
        ],
        "budgets": {"2018": 1_600_000_000},
    }


def by_code():
    return {row.code: row for row in Organization.objects.all()}
