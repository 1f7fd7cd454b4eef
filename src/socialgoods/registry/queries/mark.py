from datetime import date

from socialgoods.registry.models import Organization, ReportState
from socialgoods.registry.queries.due import due_items
from socialgoods.registry.queries.report import last_closed_year
from socialgoods.registry.rules.mark import Facts


def facts(organization: Organization, *, on: date) -> Facts:
    """The county's own report is a criterion of its own, so it does not count as an overdue duty."""
    confirmed = organization.reports.filter(state=ReportState.CONFIRMED).values_list("fiscal_year", flat=True)
    overdue = [
        item.duty.title
        for item in due_items([organization], on=on)
        if item.is_overdue and not item.duty.rule.startswith("county_report")
    ]
    return Facts(
        status=organization.status,
        residence=organization.residence,
        last_closed_year=last_closed_year(organization, on),
        confirmed_years=frozenset(confirmed),
        overdue=tuple(overdue),
    )
