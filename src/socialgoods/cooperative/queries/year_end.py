"""The year's end from the books: nothing of it is typed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Sum

from socialgoods.cooperative import year_parameters as parameters
from socialgoods.cooperative.founding_parameters import IN_FORCE, MEDICAL_OTHERS_PERCENT
from socialgoods.cooperative.models import Articles, Cooperative, Office, Officer, YearEnd, YearEndState
from socialgoods.cooperative.queries import register
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.officers import needs_on
from socialgoods.cooperative.rules import dividend, medical, reserve
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel.periods import FiscalYear, day_before
from socialgoods.ledger.models import AccountKind, Entity, Posting
from socialgoods.ledger.queries.balances import first_day, role_balance
from socialgoods.ledger.queries.statements import (
    CARRIED_OVER,
    BalanceSheet,
    IncomeStatement,
    balance_sheet,
    income_statement,
)


@dataclass(frozen=True)
class Figures:
    """Of a fiscal year, as the books say now."""

    when: FiscalYear
    income: IncomeStatement
    sheet: BalanceSheet
    surplus: dividend.Surplus
    limits: dividend.Limits

    @property
    def is_loss(self) -> bool:
        return self.surplus.result < 0


def fiscal_year(cooperative: Cooperative, year: int) -> FiscalYear:
    return FiscalYear(year, cooperative.entity.end_month if cooperative.entity else 12)


def figures(cooperative: Cooperative, year: int) -> Figures | None:
    """None where there are no books yet, or none of that year."""
    entity = cooperative.entity
    if entity is None:
        return None
    when = fiscal_year(cooperative, year)
    if when.ends_on <= entity.opened_on:
        return None
    income = income_statement(entity, since=when.starts_on, until=when.ends_on)
    sheet = balance_sheet(entity, until=when.ends_on)
    held = _held(entity, when.ends_on)
    surplus = dividend.Surplus(
        result=income.result,
        carried=held["retained"] + sheet.result - income.result,
        reserve=held["legal_reserve"],
        voluntary=held["voluntary_reserve"],
        paid_in=held["share_capital"],
    )
    return Figures(when, income, sheet, surplus, limits_on(cooperative, day_before(when.ends_on)))


def _held(entity: Entity, until: date) -> dict[str, int]:
    roles = ("retained", "legal_reserve", "voluntary_reserve", "share_capital")
    return {role: -role_balance(entity, role, until=until) for role in roles}


def limits_on(cooperative: Cooperative, day: date, articles: Articles | None = None) -> dividend.Limits:
    """By the law of the year's last day, or more by the articles of that day."""
    articles, on = articles or articles_on(cooperative, day), max(day, parameters.IN_FORCE)
    law = (parameters.SOCIAL_RESERVE if cooperative.is_social else parameters.GENERAL_RESERVE).on(on)
    return dividend.Limits(
        is_social=cooperative.is_social,
        reserve_percent=max(law, articles.reserve_percent),
        multiple=parameters.RESERVE_MULTIPLE.on(on),
        usage_percent=max(parameters.USAGE_PART_LEAST.on(on), articles.usage_dividend_percent),
        capital_percent=parameters.CAPITAL_DIVIDEND_MOST.on(on),
    )


def law_percent(cooperative: Cooperative, day: date) -> int:
    found = parameters.SOCIAL_RESERVE if cooperative.is_social else parameters.GENERAL_RESERVE
    return found.on(max(day, parameters.IN_FORCE))


def proposal(
    found: Figures, *, dividends: int = 0, capital: int = 0, voluntary: int | None = None
) -> dict[str, dict[str, int]]:
    """What is laid before the assembly: the surplus and its disposition, or how the loss is met."""
    have = found.surplus
    whole = {"surplus": {name: int(won) for name, won in asdict(have).items()}}
    if found.is_loss:
        met = reserve.meet_loss(-have.result, carried=have.carried, voluntary=have.voluntary, legal=have.reserve)
        return {**whole, "loss": asdict(met)}
    wanted = dividend.propose(have, found.limits, dividends=dividends, capital=capital, voluntary=voluntary)
    return {**whole, "disposition": asdict(wanted)}


def disposition_of(row: YearEnd) -> dividend.Disposition | None:
    found = row.proposal.get("disposition")
    return dividend.Disposition(**found) if found else None


def loss_of(row: YearEnd) -> reserve.LossMet | None:
    found = row.proposal.get("loss")
    return reserve.LossMet(**found) if found else None


def is_as_the_books_say(row: YearEnd, found: Figures | None) -> bool:
    """Nothing was entered since that would change what the assembly saw."""
    return found is not None and row.proposal.get("surplus") == asdict(found.surplus)


def has_auditor(cooperative: Cooperative, on: date) -> bool:
    """One is in office, or the articles want one."""
    rows = Officer.objects.running_on(on).filter(cooperative=cooperative, office=Office.AUDITOR)
    return needs_on(cooperative, on).auditors > 0 or rows.exists()


def shares_of_members(row: YearEnd) -> dict[int, tuple[int, int]]:
    """Member → dividend by use and on capital, by the shares held at the year's end."""
    wanted = disposition_of(row)
    if wanted is None or not wanted.dividends:
        return {}
    return dividend.by_member(wanted.usage, wanted.capital, used=used_of(row), paid_in=paid_in_by_member(row))


def used_of(row: YearEnd) -> dict[int, int]:
    return {int(pk): won for pk, won in row.used.items()}


def paid_in_by_member(row: YearEnd) -> dict[int, int]:
    day = day_before(fiscal_year(row.cooperative, row.year).ends_on)
    return {line.pk: line.paid_won for line in register.register_on(row.cooperative, day) if line.paid_won}


def turnover(cooperative: Cooperative, year: int, programmes: Iterable[str]) -> tuple[int, int] | None:
    """Income and expense of some programmes, and of all, in the year: the won by which the main business is measured."""
    entity = cooperative.entity
    if entity is None:
        return None
    when, chosen = fiscal_year(cooperative, year), set(programmes)
    rows = Posting.objects.filter(
        entry__entity=entity, entry__sealed_at__isnull=False, entry__day__gte=when.starts_on, entry__day__lt=when.ends_on,
        account__kind__in=[AccountKind.INCOME, AccountKind.EXPENSE],
    ).exclude(entry__origin__startswith=CARRIED_OVER)  # fmt: skip
    sums = rows.order_by().values_list("programme", "account__kind").annotate(Sum("amount"))
    parts = [(name, -won if kind == AccountKind.INCOME else won) for name, kind, won in sums]
    return sum(won for name, won in parts if name in chosen), sum(won for _name, won in parts)


def programmes(cooperative: Cooperative, year: int) -> list[str]:
    """That were named in the books of the year."""
    if cooperative.entity is None:
        return []
    when = fiscal_year(cooperative, year)
    rows = Posting.objects.filter(
        entry__entity=cooperative.entity, entry__day__gte=when.starts_on, entry__day__lt=when.ends_on
    ).exclude(programme="")
    return sorted(rows.order_by().values_list("programme", flat=True).distinct())


@dataclass(frozen=True)
class YearRow:
    year: int
    row: YearEnd | None
    is_over: bool


def years(cooperative: Cooperative, on: date) -> list[YearRow]:
    """Every fiscal year since the co-operative was registered or something was booked for it, newest first."""
    entity = cooperative.entity
    if entity is None:
        return []
    there = {row.year: row for row in cooperative.year_ends.prefetch_related("disclosures")}
    begun = min(filter(None, [cooperative.registered_on, first_day(entity)]), default=entity.opened_on)
    first, last = FiscalYear.of(begun, entity.end_month).year, FiscalYear.of(on, entity.end_month).year
    return [
        YearRow(year, there.get(year), FiscalYear(year, entity.end_month).ends_on <= on)
        for year in range(last, first - 1, -1)
    ]


def earlier_unbooked(cooperative: Cooperative, year: int) -> int | None:
    """The year before, if its disposition is still to be booked."""
    rows = cooperative.year_ends.filter(year__lt=year).exclude(state=YearEndState.BOOKED)
    return rows.order_by("year").values_list("year", flat=True).first()


def supply_share(row: YearEnd | None) -> Fraction | None:
    """Of a medical co-operative: the part that went to people who are no members (Decree §24)."""
    if row is None or row.supply_others is None or not row.supply_all:
        return None
    return Fraction(row.supply_others, row.supply_all)


def supply_reasons(row: YearEnd | None, day: date) -> list[Reason]:
    if row is None or row.supply_all is None or row.supply_others is None:
        return []
    most = MEDICAL_OTHERS_PERCENT.on(max(day, IN_FORCE))
    return medical.reasons_against_supply(to_all=row.supply_all, to_others=row.supply_others, most_percent=most)
