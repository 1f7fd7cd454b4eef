"""What a leaver gets back: the amount is fixed by the year's end, resolved, paid; or its claim lapses."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import entity_of, is_resolved, locked, party, same_or_refuse, write
from socialgoods.cooperative.models import AgendaItem, Cooperative, Departure, Refund
from socialgoods.cooperative.queries import liabilities as queries
from socialgoods.cooperative.rules import leaving as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.ledger.actions.post import Line
from socialgoods.ledger.models import Entry
from socialgoods.people.models import User


@transaction.atomic
def fix_amount(*, departure: Departure, on: date, by: User | None, at: datetime) -> Departure:
    """By the books of the end of the year in which the member left; the difference to what was paid in goes to the surplus."""
    cooperative, row = _lock(departure)
    if row.amount is not None:
        return row
    require_lawful(_reasons_against_fixing(cooperative, row, on))
    own = queries.paid_in_at_leaving(row).total
    value = queries.value_of(row)
    if value.refund != own and cooperative.entity is not None:
        lines = [Line("@refunds_due", own - value.refund, party(row.member)), Line("@retained", value.refund - own)]
        text = _("%(name)s 환급액 확정") % {"name": row.member.name}
        _write(cooperative, row, on, text, lines, f"fix:{row.pk}", by, at)
    row.amount, row.charge_won, row.fixed_on = value.refund, value.charge, on
    row.save(update_fields=["amount", "charge_won", "fixed_on"])
    events.record(
        "cooperative.refund.fixed",
        row.member,
        by=by,
        at=at,
        amount=value.refund,
        charge=value.charge,
        article=value.article,
    )
    return row


@transaction.atomic
def note_debts(*, departure: Departure, debts_won: int, by: User | None, at: datetime) -> Departure:
    """What the leaver owes the co-operative: until it is paid the refund may be held back."""
    _cooperative, row = _lock(departure)
    row.debts_won = debts_won
    row.save(update_fields=["debts_won"])
    events.record("cooperative.debts.noted", row.member, by=by, at=at, debts=debts_won)
    return row


@transaction.atomic
def claim(*, departure: Departure, on: date, by: User | None, at: datetime) -> Departure:
    """The leaver asks for the refund, within two years: then the claim does not lapse."""
    cooperative, row = _lock(departure)
    if row.claimed_on is not None:
        return row
    if not row.claim_from_on <= on < row.lapses_on:
        text = _("환급은 %(since)s부터 %(until)s 전까지 청구할 수 있습니다.")
        values = {"since": seoul_date(row.claim_from_on), "until": seoul_date(row.lapses_on)}
        raise NotLawful([Reason(text % values, act(89) if cooperative.is_social else act(26))])
    row.claimed_on = on
    row.save(update_fields=["claimed_on"])
    events.record("cooperative.refund.claimed", row.member, by=by, at=at, on=on.isoformat())
    return row


@transaction.atomic
def refund(
    *, departure: Departure, amount: int, paid_on: date, item: AgendaItem | None, key: str, despite_debts: bool = False,
    by: User | None, at: datetime,
) -> Refund:  # fmt: skip
    """Out of the bank, by special resolution; in parts if need be. Never set off against what the leaver owes."""
    cooperative, row = _lock(departure)
    there = Refund.objects.filter(key=key).first()
    if there is not None:
        return same_or_refuse(there, departure_id=row.pk, amount=amount, paid_on=paid_on)
    require_lawful(
        rules.reasons_against_refund(
            amount=amount, outstanding=queries.outstanding(row), paid_on=paid_on, claim_from_on=row.claim_from_on,
            lapses_on=row.lapses_on, claimed_on=row.claimed_on, is_lapsed=row.lapsed_on is not None, debts=row.debts_won,
            despite_debts=despite_debts, is_passed=is_resolved(item, "refund", cooperative, row.member),
            is_social=cooperative.is_social,
        )
    )  # fmt: skip
    lines = [Line("@refunds_due", amount, party(row.member)), Line("@bank", -amount)]
    text = _("%(name)s 출자금 환급") % {"name": row.member.name}
    entry = _write(cooperative, row, paid_on, text, lines, f"refund:{key}", by, at)
    paid = Refund.objects.create(
        departure=row, amount=amount, paid_on=paid_on, item=item, key=key, entry=entry, by=by, at=at
    )
    events.record("cooperative.refund.paid", row.member, by=by, at=at, amount=amount, on=paid_on.isoformat())
    return paid


@transaction.atomic
def lapse(*, departure: Departure, on: date, by: User | None, at: datetime) -> Departure:
    """Two years without a claim: what was not refunded becomes income."""
    cooperative, row = _lock(departure)
    if row.lapsed_on is not None:
        return row
    is_social = cooperative.is_social
    require_lawful(
        rules.reasons_against_lapse(on=on, lapses_on=row.lapses_on, claimed_on=row.claimed_on, is_social=is_social)
    )
    left = queries.owed(row)
    if left:
        lines = [Line("@refunds_due", left, party(row.member)), Line("@other_income", -left)]
        text = _("%(name)s 환급 청구권 소멸") % {"name": row.member.name}
        _write(cooperative, row, on, text, lines, f"lapse:{row.pk}", by, at)
    row.lapsed_on = on
    row.save(update_fields=["lapsed_on"])
    events.record("cooperative.refund.lapsed", row.member, by=by, at=at, amount=left, on=on.isoformat())
    return row


def _lock(departure: Departure) -> tuple[Cooperative, Departure]:
    cooperative = locked(departure.member.cooperative)
    row = Departure.objects.select_related("member__cooperative__entity").get(pk=departure.pk)
    return cooperative, row


def _write(
    cooperative: Cooperative,
    row: Departure,
    on: date,
    text: str,
    lines: list[Line],
    key: str,
    by: User | None,
    at: datetime,
) -> Entry:
    return write(
        entity_of(cooperative), on, text, lines, key=key, origin=f"cooperative.member:{row.member_id}", by=by, at=at
    )


def _reasons_against_fixing(cooperative: Cooperative, row: Departure, on: date) -> list[Reason]:
    article = act(89) if cooperative.is_social else act(26, 2)
    if on < row.claim_from_on:
        text = _("환급액은 탈퇴한 회계연도가 끝난 뒤인 %(day)s부터 정할 수 있습니다.")
        return [Reason(text % {"day": seoul_date(row.claim_from_on)}, article)]
    entity = cooperative.entity
    if not cooperative.is_social and entity is not None and entity.closed_until < row.claim_from_on:
        text = _("지분은 탈퇴한 회계연도 말의 자산과 부채로 셉니다. 그 해의 장부를 먼저 마감해 주세요.")
        return [Reason(text, article)]
    return []
