"""Small loans as they stood on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from socialgoods.cooperative import year_parameters as parameters
from socialgoods.cooperative.models import Cooperative, LoanRepayment, Member, MemberLoan
from socialgoods.cooperative.queries import register
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import loan as rules
from socialgoods.ledger.queries.balances import role_balance


def loans_on(cooperative: Cooperative, day: date) -> QuerySet[MemberLoan]:
    """With `repaid`: what was paid back by then, the day included."""
    rows = MemberLoan.objects.filter(cooperative=cooperative, lent_on__lte=day).select_related("member")
    return rows.annotate(
        repaid=Coalesce(Sum("repayments__principal_won", filter=Q(repayments__paid_on__lte=day)), 0)
    ).order_by("-lent_on", "-pk")


def outstanding_on(cooperative: Cooperative, day: date, member: Member | None = None) -> int:
    lent = MemberLoan.objects.filter(cooperative=cooperative, lent_on__lte=day)
    paid = LoanRepayment.objects.filter(loan__cooperative=cooperative, paid_on__lte=day)
    if member is not None:
        lent, paid = lent.filter(member=member), paid.filter(loan__member=member)
    return (lent.aggregate(won=Sum("principal_won"))["won"] or 0) - (
        paid.aggregate(won=Sum("principal_won"))["won"] or 0
    )


def standing_on(cooperative: Cooperative, day: date, member: Member | None = None) -> rules.Standing:
    """Mutual aid is what the books hold on the account with that role, where they have one."""
    aid = role_balance(cooperative.entity, "mutual_aid", until=day + timedelta(days=1)) if cooperative.entity else 0
    return rules.Standing(
        paid_in=register.paid_in_on(cooperative, day),
        lent=outstanding_on(cooperative, day),
        aid=aid,
        lent_to_member=outstanding_on(cooperative, day, member) if member is not None else 0,
    )


def limits_on(cooperative: Cooperative, day: date) -> rules.Limits:
    articles, on = articles_on(cooperative, day), max(day, parameters.IN_FORCE)
    late = parameters.LATE_RATE_MOST.on(on)
    return rules.Limits(
        part=parameters.LOAN_PART_MOST.on(on),
        each=articles.loan_limit_won,
        rate=parameters.LOAN_RATE_MOST.on(on),
        late_rate=min(late, articles.loan_late_rate) if articles.loan_late_rate else late,
    )


@dataclass(frozen=True)
class Owed:
    """What a borrower owes on a day: interest since the last payment, the late rate from the due day on."""

    principal: int
    interest: int
    late_interest: int

    @property
    def total(self) -> int:
        return self.principal + self.interest + self.late_interest


def owed_on(loan: MemberLoan, day: date) -> Owed:
    last = loan.repayments.filter(paid_on__lte=day).order_by("-paid_on").values_list("paid_on", flat=True).first()
    principal, since = loan.outstanding_won, max(last or loan.lent_on, loan.lent_on)
    usual = max(0, (min(day, loan.due_on) - since).days)
    late = max(0, (day - max(since, loan.due_on)).days)
    return Owed(principal, rules.interest(principal, loan.rate, usual), rules.interest(principal, loan.late_rate, late))


def may_lend(cooperative: Cooperative) -> bool:
    return cooperative.is_social
