"""A small county with reports, supports of the past, offers and budgets: enough to compute a round in a moment."""

from datetime import date
from random import Random

from factories import NOON, DistrictFactory, MeasureFactory, OrganizationFactory
from socialgoods.prescription.actions import catalogue
from socialgoods.prescription.models import Offer, YearBudget
from socialgoods.registry.models import AnnualReport, Organization, ReportState, StatusPeriod, SupportGiven

YEAR, UNTIL, FIRST = 2018, 2020, 2014
OFFERS = {
    "design": {"dimension": "product", "unit_cost": 6_000_000, "sources": "county", "capacity": 8},
    "sales_channel": {"dimension": "market", "unit_cost": 8_000_000, "sources": "province;county", "capacity": 6},
    "job_creation": {
        "dimension": "people", "unit_cost": 18_000_000, "sources": "national:0.7+county:0.3", "kinds": ["social_enterprise"],
        "mode": "call",
    },
    "mentor": {"dimension": "collaboration", "unit_cost": 5_000_000, "sources": "county", "capacity": 5, "mode": "service"},
}  # fmt: skip
BUDGETS = {"county": 60_000_000, "province": 24_000_000, "national": 30_000_000}


def make(count: int = 24) -> list[Organization]:
    random = Random(7)
    districts = [DistrictFactory(name=name) for name in ("가면", "나면", "다면")]
    rows = []
    for number in range(count):
        row = Organization(
            code=f"T{number:03d}", name=f"두레 {number}", kind="social_enterprise" if number % 4 == 0 else "cooperative",
            legal_form="cooperative", sector=("food", "culture")[number % 2], founded_on=date(2012, 5, 1), residence="inside",
            district=districts[number % 3], created_at=NOON,
        )  # fmt: skip
        row.fill_keys()
        rows.append(row)
    organizations = Organization.objects.bulk_create(rows)
    StatusPeriod.objects.bulk_create(
        StatusPeriod(organization=row, status="active", starts_on=row.founded_on) for row in organizations
    )
    AnnualReport.objects.bulk_create(
        report(row, year, 0.75 + random.random() * 0.4) for row in organizations for year in range(FIRST, YEAR)
    )
    measures = {code: MeasureFactory(code=code, name=f"{code} 지원") for code in OFFERS}
    for code, fields in OFFERS.items():
        usual = {"mode": "service", "effect_mean": 0.05, "effect_sd": 0.03, "from_year": FIRST, "summary": "돕습니다."}
        Offer.objects.create(measure=measures[code], **usual | fields)
    SupportGiven.objects.bulk_create(
        SupportGiven(
            organization=row, year=year, measure=measures["design" if (index + year) % 2 else "mentor"], source="county",
            amount=5_000_000, recorded_at=NOON,
        )
        for index, row in enumerate(organizations)
        for year in range(FIRST + 1, YEAR)
        if (index + year) % 3 == 0
    )  # fmt: skip
    catalogue.set_budgets(year=YEAR, amounts=BUDGETS, by=None, at=NOON)
    return organizations


def report(organization: Organization, year: int, ratio: float) -> AnnualReport:
    return AnnualReport(
        organization=organization, fiscal_year=year, fiscal_year_ends_on=date(year, 12, 31), state=ReportState.CONFIRMED,
        sales_private=int(100_000_000 * ratio), sales_public=0, sales_social_economy=0, other_income=0, subsidy_national=0,
        subsidy_province=0, subsidy_county=4_000_000, donations=0, cost_of_goods=50_000_000, labour_cost=30_000_000,
        other_cost=20_000_000, workers_paid=2, submitted_at=NOON, decided_at=NOON,
    )  # fmt: skip


def outsider() -> Organization:
    return OrganizationFactory(code="OUT", residence="outside", district=None)


def budget_of(source: str) -> int:
    return YearBudget.objects.get(year=YEAR, source=source).amount
