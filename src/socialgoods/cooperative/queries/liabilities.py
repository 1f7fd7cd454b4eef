"""What is owed to those who left, what will be by whom may leave, and whether the books say the same as the register."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from socialgoods.cooperative.models import Cooperative, Departure, Member, Refund, ShareLot
from socialgoods.cooperative.queries import register
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import forecast
from socialgoods.cooperative.rules import leaving as rules
from socialgoods.kernel.periods import FiscalYear
from socialgoods.ledger.models import Posting
from socialgoods.ledger.queries import balances
from socialgoods.ledger.queries.statements import balance_sheet


class PaidIn(NamedTuple):
    """What went into `@refunds_due` on the day of leaving."""

    shares: int
    waiting: int
    """Payments that were no whole share yet: given back as they are."""

    @property
    def total(self) -> int:
        return self.shares + self.waiting


def paid_in_at_leaving(departure: Departure) -> PaidIn:
    if departure.entry is None:
        return PaidIn(0, 0)
    sums = dict(departure.entry.postings.order_by().values_list("account__role").annotate(Sum("amount")))
    return PaidIn(sums.get("share_capital", 0), sums.get("share_deposits", 0))


def refunded(departure: Departure) -> int:
    return departure.refunds.aggregate(won=Coalesce(Sum("amount"), 0))["won"]


def owed(departure: Departure) -> int:
    """On `@refunds_due` for this leaver: what is fixed, or what was paid in until it is."""
    if departure.lapsed_on is not None:
        return 0
    amount = departure.amount if departure.amount is not None else paid_in_at_leaving(departure).total
    return amount - refunded(departure)


def outstanding(departure: Departure) -> int | None:
    """None until the amount is fixed."""
    return None if departure.amount is None else owed(departure)


def value_of(departure: Departure) -> rules.Value:
    """By the books of the end of the fiscal year in which the member left; those who left in it count as members still."""
    cooperative = departure.member.cooperative
    until = departure.claim_from_on
    same_year = Departure.objects.filter(member__cooperative=cooperative, claim_from_on=until, left_on__lt=until)
    leavers = sum(paid_in_at_leaving(row).shares for row in same_year.select_related("entry"))
    own = paid_in_at_leaving(departure)
    total = register.paid_in_on(cooperative, until - timedelta(days=1)) + leavers
    net = 0
    if cooperative.entity is not None:
        net = balance_sheet(cooperative.entity, until=until).total_equity + leavers
    unpaid = _unpaid_when_left(departure.member, departure.left_on)
    found = rules.value(is_social=cooperative.is_social, own=own.shares, unpaid=unpaid, total=total, net_assets=net)
    return rules.Value(found.refund + own.waiting, found.charge, found.article)


def _unpaid_when_left(member: Member, left_on: date) -> int:
    rows = member.subscriptions.filter(cancelled_on=left_on).annotate(won=Coalesce(Sum("payments__amount"), 0))
    return sum(row.shares * row.price_won - row.won for row in rows)


@dataclass(frozen=True)
class Due:
    """Claims that begin with one fiscal year."""

    year: int
    departures: list[Departure]
    won: int
    held_back: int


@dataclass(frozen=True)
class Liabilities:
    on: date
    due: list[Due]
    now_won: int
    """Claimable already."""
    later_won: int
    cash_won: int
    capital_won: int
    exits: int
    member_years: float
    ahead: list[forecast.Year]

    @property
    def total_won(self) -> int:
        return self.now_won + self.later_won

    @property
    def is_covered(self) -> bool:
        return self.cash_won >= self.total_won

    @property
    def short_won(self) -> int:
        return max(self.total_won - self.cash_won, 0)


YEARS_AHEAD = 3


def liabilities(cooperative: Cooperative, day: date) -> Liabilities:
    """Known leavers by the year from which they may claim, and what the co-operative's own rate of leaving says of the next years."""
    end_month = articles_on(cooperative, day).end_month
    years: dict[int, list[Departure]] = defaultdict(list)
    owed_by: dict[int, int] = {}
    rows = _announced(cooperative, day).select_related("member", "entry")
    sums = _owed_on(rows, day)
    for row in rows:
        if sums.get(row.pk):
            owed_by[row.pk] = sums[row.pk]
            years[FiscalYear.of(row.claim_from_on, end_month).year].append(row)
    due = [
        Due(year, found, sum(owed_by[row.pk] for row in found), sum(owed_by[row.pk] for row in found if row.debts_won))
        for year, found in sorted(years.items())
    ]
    for row in (each for found in years.values() for each in found):
        row.owed_won = owed_by[row.pk]  # type: ignore[attr-defined]
    now = sum(owed_by[row.pk] for found in years.values() for row in found if row.claim_from_on <= day)
    cash = 0
    if cooperative.entity is not None:
        held = balances.sums(cooperative.entity, until=day + timedelta(days=1))
        accounts = cooperative.entity.accounts.filter(is_cash=True).values_list("pk", flat=True)
        cash = sum(debit - credit for debit, credit in (held.get(pk, (0, 0)) for pk in accounts))
    exits, member_years = _history(cooperative, day)
    holdings = _holdings(cooperative, day)
    leaving = set(_announced(cooperative, day).values_list("member", flat=True))
    staying = [won for member, won in holdings.items() if member not in leaving]
    this = FiscalYear.of(day, end_month).year
    return Liabilities(
        day, due, now, sum(owed_by.values()) - now, cash, sum(holdings.values()), exits, member_years,
        forecast.ahead(staying, exits=exits, member_years=member_years, first_year=this, years=YEARS_AHEAD),
    )  # fmt: skip


def _announced(cooperative: Cooperative, day: date) -> QuerySet[Departure]:
    """Who has left, and who has said by then that he or she will."""
    return Departure.objects.filter(Q(left_on__lte=day) | Q(notified_on__lte=day), member__cooperative=cooperative)


def _owed_on(rows: QuerySet[Departure], day: date) -> dict[int, int]:
    """Departure → won that it leaves on `@refunds_due`, after what was done until the end of that day."""
    entered = dict(
        rows.filter(entry__postings__account__role="refunds_due")
        .order_by()
        .values_list("pk")
        .annotate(won=-Sum("entry__postings__amount"))
    )
    paid = dict(
        Refund.objects.filter(departure__in=rows, paid_on__lte=day)
        .order_by()
        .values_list("departure")
        .annotate(Sum("amount"))
    )
    found = {}
    for row in rows:
        is_fixed = row.amount is not None and row.fixed_on is not None and row.fixed_on <= day
        amount = row.amount if is_fixed and row.amount is not None else entered.get(row.pk, 0)
        is_gone = row.lapsed_on is not None and row.lapsed_on <= day
        found[row.pk] = 0 if is_gone else amount - paid.get(row.pk, 0)
    return found


def _left(cooperative: Cooperative, day: date) -> QuerySet[Departure]:
    return Departure.objects.filter(member__cooperative=cooperative, left_on__lte=day)


def _holdings(cooperative: Cooperative, day: date) -> dict[int, int]:
    lots = ShareLot.objects.running_on(day).filter(member__cooperative=cooperative)
    return dict(lots.order_by().values_list("member").annotate(won=Sum(F("shares") * F("price_won"))))


def _history(cooperative: Cooperative, day: date) -> tuple[int, float]:
    """Exits until the day, and the years that all members together have been members."""
    exits, days = 0, 0
    for starts_on, ends_on in Member.objects.filter(cooperative=cooperative, starts_on__lte=day).values_list(
        "starts_on", "ends_on"
    ):
        last = min(ends_on or day, day)
        exits += ends_on is not None and ends_on <= day
        days += (last - starts_on).days
    return exits, days / 365.25


@dataclass(frozen=True)
class Difference:
    """An account that does not hold what the register says."""

    role: str
    register: int
    ledger: int


ROLES = ("share_capital", "share_deposits", "refunds_due")


def reconcile(cooperative: Cooperative, day: date, *, paid_in: int | None = None) -> list[Difference]:
    """At the end of that day: Σ lots × price, payments that wait, and what leavers are owed, against the books. Empty: all agree."""
    said = {
        "share_capital": register.paid_in_on(cooperative, day) if paid_in is None else paid_in,
        "share_deposits": register.deposits_on(cooperative, day),
        "refunds_due": sum(_owed_on(_left(cooperative, day), day).values()),
    }
    booked = dict.fromkeys(ROLES, 0)
    if cooperative.entity is not None:
        sums = balances.sums(cooperative.entity, until=day + timedelta(days=1))
        for pk, role in cooperative.entity.accounts.filter(role__in=ROLES).values_list("pk", "role"):
            debit, credit = sums.get(pk, (0, 0))
            booked[role] = credit - debit
    return [Difference(role, said[role], booked[role]) for role in ROLES if said[role] != booked[role]]


def days_of_shares(cooperative: Cooperative) -> set[date]:
    """Days on which register or books may have changed in what they say of shares."""
    lots = ShareLot.objects.filter(member__cooperative=cooperative)
    found = set(lots.values_list("starts_on", flat=True)) | set(
        lots.exclude(ends_on=None).values_list("ends_on", flat=True)
    )
    if cooperative.entity is not None:
        postings = Posting.objects.filter(account__entity=cooperative.entity, account__role__in=ROLES)
        found |= set(postings.order_by().values_list("entry__day", flat=True).distinct())
    return {day for day in found if day is not None}
