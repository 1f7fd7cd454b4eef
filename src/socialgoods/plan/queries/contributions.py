"""What each organisation adds to a figure: the way down to the record, for those who may go there."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from socialgoods.diagnosis.models import Diagnosis
from socialgoods.plan.models import Plan
from socialgoods.plan.queries.rows import EARNED
from socialgoods.registry.models import AnnualReport, Membership, Organization, ReportState, SupportGiven
from socialgoods.registry.queries.participation import COUNTS, LINKED, active_on, running_on

Expression = Any
RATIOS = {"pooled_ratio": "self_reliance_ratio", "median_ratio": "self_reliance_ratio", "labour_cover": "labour_cover"}
STANDING = {"self_reliant": "self_reliant", "self_reliance_rate": "self_reliant", "self_sustaining": "self_sustaining"}
OF_REPORTS: dict[str, Expression] = {
    "jobs": F("workers_paid"),
    "jobs_fte": F("workers_fte"),
    "jobs_subsidised": F("workers_subsidised"),
    "jobs_vulnerable": F("workers_vulnerable"),
    "income": EARNED,
}
INCREASES = {"jobs_increase": "jobs", "new_income": "income"}
ADDS_UP = {*OF_REPORTS, *INCREASES, "income_sum", "new_income_sum", "self_reliant", "self_sustaining", "organisations", "money",
           "money_sum"}  # fmt: skip
"""The organisations' values add up to the county's; of the others each value is the organisation's own."""


def of(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    """Organisations with `value`, the greatest first; empty for what is not computed from organisations."""
    found = _FINDERS[series](series, year, plan) if series in _FINDERS else Organization.objects.none()
    return found.order_by(F("value").desc(nulls_last=True), "name", "pk").select_related("district")


def _diagnosed(year: int) -> QuerySet[Diagnosis]:
    return Diagnosis.objects.filter(organization=OuterRef("pk"), year=year, detail__readings__is_active=True)


def _report(year: int, expression: Expression) -> Subquery:
    rows = AnnualReport.objects.filter(organization=OuterRef("pk"), fiscal_year=year, state=ReportState.CONFIRMED)
    return Subquery(rows.annotate(asked=expression).values("asked")[:1])


def _active(year: int) -> QuerySet[Organization]:
    return Organization.objects.of_county().filter(Exists(_diagnosed(year)))


def _of_report(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    return _active(year).annotate(value=_report(year, OF_REPORTS[series]))


def _of_standing(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    """1 for yes, 0 for no; null is not known. Only who has reported."""
    name = STANDING[series]
    reported = _diagnosed(year).filter(detail__readings__has_report=True)
    rows = Organization.objects.of_county().filter(Exists(reported))
    answer = Case(When(**{name: True}, then=Value(1)), When(**{name: False}, then=Value(0)))
    return rows.annotate(value=Subquery(reported.annotate(answer=answer).values("answer")[:1]))


def _of_ratio(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    return _active(year).annotate(value=Subquery(_diagnosed(year).values(RATIOS[series])[:1]))


def _present(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    return _active(year).annotate(value=Value(1))


def _counted(year: int, expression: Expression) -> Expression:
    """The year's amount where the organisation was active at its end, else nothing."""
    return Case(When(Exists(_diagnosed(year)), then=Coalesce(_report(year, expression), 0)), default=0,
                output_field=BigIntegerField())  # fmt: skip


def _increase(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    """Who has closed since takes away what it was."""
    expression = OF_REPORTS[INCREASES[series]]
    rows = Organization.objects.of_county().filter(Exists(_diagnosed(year)) | Exists(_diagnosed(plan.base_year)))
    return rows.annotate(value=_counted(year, expression) - _counted(plan.base_year, expression))


def _summed(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    was_active = Diagnosis.objects.filter(
        organization=OuterRef("organization"), year=OuterRef("fiscal_year"), detail__readings__is_active=True
    )
    rows = AnnualReport.objects.filter(
        Exists(was_active),
        organization=OuterRef("pk"),
        fiscal_year__range=(plan.from_year, year),
        state=ReportState.CONFIRMED,
    )
    total = Coalesce(Subquery(rows.order_by().values("organization").annotate(won=Sum(EARNED)).values("won")), 0)
    years = max(0, year - plan.from_year + 1)
    base = _counted(plan.base_year, EARNED) * years if series == "new_income_sum" else Value(0)
    ever = Diagnosis.objects.filter(
        organization=OuterRef("pk"), year__range=(plan.base_year, year), detail__readings__is_active=True
    )
    return Organization.objects.of_county().filter(Exists(ever)).annotate(value=total - base)


def _members(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    """Persons of each list, each once in it; a person of two lists is in both."""
    on = date(year, 12, 31)
    who = Q(part=Membership.Part.BUYER) if series == "buyers" else COUNTS
    rows = Membership.objects.filter(running_on(on), LINKED, who, organization=OuterRef("pk")).order_by()
    count = rows.values("organization").annotate(n=Count("token", distinct=True)).values("n")
    return active_on(on).annotate(value=Subquery(count))


def _money(series: str, year: int, plan: Plan) -> QuerySet[Organization]:
    first = plan.from_year if series == "money_sum" else year
    rows = SupportGiven.objects.filter(organization=OuterRef("pk"), year__range=(first, year)).order_by()
    given = rows.values("organization").annotate(won=Sum("amount")).values("won")
    return Organization.objects.of_county().annotate(value=Subquery(given)).exclude(value=None)


_FINDERS: dict[str, Callable[[str, int, Plan], QuerySet[Organization]]] = {
    **dict.fromkeys(OF_REPORTS, _of_report),
    **dict.fromkeys(STANDING, _of_standing),
    **dict.fromkeys(RATIOS, _of_ratio),
    **dict.fromkeys(INCREASES, _increase),
    **dict.fromkeys(("income_sum", "new_income_sum"), _summed),
    **dict.fromkeys(("participation", "participation_of_150000", "participation_of_2018", "buyers"), _members),
    **dict.fromkeys(("money", "money_sum"), _money),
    "organisations": _present,
}
