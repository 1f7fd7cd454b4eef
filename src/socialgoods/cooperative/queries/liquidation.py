"""A winding-up as it stood on any day."""

from datetime import date, timedelta

from socialgoods.cooperative import ending_parameters as parameters
from socialgoods.cooperative.models import Cooperative, Liquidation
from socialgoods.cooperative.rules import liquidation as rules
from socialgoods.ledger.queries.statements import BalanceSheet, balance_sheet


def of(cooperative: Cooperative) -> Liquidation | None:
    return Liquidation.objects.filter(cooperative=cooperative).select_related("item__assembly").first()


def state_on(cooperative: Cooperative, on: date) -> rules.State:
    row = of(cooperative)
    if row is None or row.began_on > on:
        return rules.State(on, cooperative.is_social, None)
    sheet = sheet_on(cooperative, on)
    done = {each.step: rules.Done(each.done_on, each.until_on) for each in row.steps.filter(done_on__lte=on)}
    return rules.State(
        on, cooperative.is_social, row.began_on, row.liquidator, max(0, sheet.total_liabilities) if sheet else 0, row.heir, done,
    )  # fmt: skip


def sheet_on(cooperative: Cooperative, on: date) -> BalanceSheet | None:
    """At the end of that day."""
    return balance_sheet(cooperative.entity, until=on + timedelta(days=1)) if cooperative.entity is not None else None


def figures_on(on: date) -> rules.Figures:
    day = max(on, parameters.IN_FORCE)
    return rules.Figures(
        parameters.REGISTRATION_DAYS.on(day), parameters.NOTICE_WITHIN_MONTHS.on(day), parameters.CLAIM_MONTHS.on(day),
        parameters.NOTICES.on(day), parameters.END_DAYS.on(day),
    )  # fmt: skip
