"""A small loan to a member, and what comes back of it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import books, locked, party, same_or_refuse, write
from socialgoods.cooperative.models import LoanRepayment, Member, MemberLoan
from socialgoods.cooperative.queries import loans as queries
from socialgoods.cooperative.rules import loan as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.ledger.actions.post import Line
from socialgoods.people.models import User

PROGRAMME = "소액대출"
"""Its interest is kept apart in the books (Decree §23)."""


@transaction.atomic
def lend(
    *, member: Member, principal: int, rate: Decimal, late_rate: Decimal, on: date, due_on: date, key: str,
    account: str = "@bank", by: User | None, at: datetime,
) -> MemberLoan:  # fmt: skip
    """Out of the bank account, within what the law and the articles leave on that day and what has been lent since."""
    cooperative = locked(member.cooperative)
    there = MemberLoan.objects.filter(key=key).first()
    if there is not None:
        return same_or_refuse(there, member_id=member.pk, principal_won=principal, lent_on=on)
    terms = rules.Terms(principal, Decimal(rate), Decimal(late_rate))
    is_member = member.starts_on <= on and (member.ends_on is None or member.ends_on > on)
    limits = queries.limits_on(cooperative, on)
    reasons = rules.reasons_against_lending(
        terms,
        queries.standing_on(cooperative, on, member),
        limits,
        is_social=cooperative.is_social,
        is_member=is_member,
    )
    if due_on <= on:
        reasons.append(Reason(_("갚을 날은 빌려준 날보다 뒤여야 합니다."), act(94, 1)))
    require_lawful(reasons)
    entity = books(cooperative, on=on, by=by, at=at)
    lines = [Line("@member_loans", principal, party(member), PROGRAMME), Line(account, -principal, "", PROGRAMME)]
    text = _("조합원 소액대출: %(name)s") % {"name": member.name}
    entry = write(entity, on, text, lines, key=f"loan:{key}"[:100], origin="cooperative.loan", by=by, at=at)
    row = MemberLoan.objects.create(
        cooperative=cooperative, member=member, principal_won=principal, rate=terms.rate, late_rate=terms.late_rate, lent_on=on,
        due_on=due_on, key=key, entry=entry,
    )  # fmt: skip
    events.record("cooperative.loan.lent", row, by=by, at=at, principal=principal, on=on.isoformat())
    return row


@transaction.atomic
def repay(
    *, loan: MemberLoan, principal: int, interest: int = 0, on: date, key: str, account: str = "@bank", by: User | None,
    at: datetime,
) -> LoanRepayment:  # fmt: skip
    """Principal and interest come in; the loan shrinks by the principal."""
    locked(loan.cooperative)
    there = LoanRepayment.objects.filter(key=key).first()
    if there is not None:
        return same_or_refuse(there, loan_id=loan.pk, principal_won=principal, interest_won=interest, paid_on=on)
    row = (
        MemberLoan.objects.select_for_update(of=("self",))
        .select_related("member", "cooperative__entity")
        .get(pk=loan.pk)
    )
    require_lawful(rules.reasons_against_repaying(principal, interest, outstanding=row.outstanding_won))
    if on < row.lent_on:
        raise NotLawful([Reason(_("갚은 날은 빌려준 날보다 앞설 수 없습니다."), act(94, 1))])
    entity = books(row.cooperative, on=on, by=by, at=at)
    lines = [
        Line(account, principal + interest, "", PROGRAMME),
        Line("@member_loans", -principal, party(row.member), PROGRAMME),
        Line("@interest_income", -interest, party(row.member), PROGRAMME),
    ]
    text = _("소액대출 상환: %(name)s") % {"name": row.member.name}
    entry = write(
        entity,
        on,
        text,
        lines,
        key=f"repay:{key}"[:100],
        origin=f"cooperative.loan:{row.pk}",
        by=by,
        at=at,
    )
    row.repaid_won += principal
    row.save(update_fields=["repaid_won"])
    found = LoanRepayment.objects.create(
        loan=row, principal_won=principal, interest_won=interest, paid_on=on, key=key, entry=entry, by=by, at=at
    )
    events.record("cooperative.loan.repaid", row, by=by, at=at, principal=principal, interest=interest)
    return found
