"""A line of the bank and the posting that it stands for: linked, booked anew, taken apart again."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date, won
from socialgoods.ledger.actions.post import Draft, Line, NotPosted, post, reverse
from socialgoods.ledger.models import Account, BankLine, Entity, Entry, Posting
from socialgoods.ledger.queries import bank as queries
from socialgoods.people.models import User

ORIGIN = "ledger.bankline"


class NotMatched(Exception):
    """The text says why, ready to show. Nothing was written."""


@transaction.atomic
def link(*, line: BankLine, posting: Posting, by: User | None, at: datetime) -> BankLine:
    """The line stands for a posting that is there. The same link again changes nothing."""
    locked = _locked(line)
    if locked.posting_id == posting.pk:
        return locked
    _refuse_if_linked(locked)
    free = queries.open_postings(locked.account).filter(pk=posting.pk).first()
    if free is None or free.amount != locked.amount:
        raise NotMatched(
            _("이 분개는 다른 거래와 이미 맞추었거나, 금액이나 계정이 다릅니다. 화면을 새로 고쳐 다시 골라 주세요.")
        )
    return _linked(locked, free, is_made=False, by=by, at=at)


@transaction.atomic
def link_several(*, line: BankLine, postings: Sequence[Posting], by: User | None, at: datetime) -> list[BankLine]:
    """The line stands for several postings that are there and add up to it: it is split into a part for each. Once only."""
    locked = _locked(line)
    asked = {posting.pk for posting in postings}
    if locked.is_split and asked == set(locked.parts.values_list("posting", flat=True)):
        return list(locked.parts.order_by("pk"))
    _refuse_if_linked(locked)
    free = list(queries.open_postings(locked.account).filter(pk__in=asked))
    if len(asked) < 2 or len(free) < len(asked):
        raise NotMatched(
            _("아직 맞추지 않은 전표를 둘 이상 골라 주세요. 그 사이에 맞춘 전표가 있으면 화면을 새로 고쳐 주세요.")
        )
    total = sum(row.amount for row in free)
    if total != locked.amount:
        raise NotMatched(
            _("고른 전표를 더하면 %(sum)s원입니다. 은행 거래 %(line)s원과 같아야 합니다.")
            % {"sum": won(total), "line": won(locked.amount)}
        )
    BankLine.objects.filter(pk=locked.pk).update(is_split=True)
    parts = [_part(locked, row, by, at) for row in free]
    events.record("ledger.bank_line.split", locked, by=by, at=at, postings=sorted(asked))
    line.is_split = True
    return parts


def _part(whole: BankLine, posting: Posting, by: User | None, at: datetime) -> BankLine:
    key = hashlib.sha256(f"{whole.key}/{posting.pk}".encode()).hexdigest()
    return BankLine.objects.create(
        statement_id=whole.statement_id, account=whole.account, day=whole.day, moment=whole.moment, amount=posting.amount,
        counterpart=whole.counterpart, text=whole.text, key=key, whole=whole, posting=posting, linked_by=by, linked_at=at,
    )  # fmt: skip


@transaction.atomic
def join(*, line: BankLine, by: User | None, at: datetime) -> BankLine:
    """A split line is whole and open again: all its parts go."""
    whole = _locked(line if line.whole is None else line.whole)
    if whole.is_split:
        whole.parts.all().delete()
        whole.is_split = False
        whole.save(update_fields=["is_split"])
        events.record("ledger.bank_line.joined", whole, by=by, at=at)
    return whole


@transaction.atomic
def book(*, line: BankLine, day: date, text: str, others: Sequence[Line], by: User | None, at: datetime) -> BankLine:
    """A new entry for the line: its amount on the account of the bank, the other side as said. Once only."""
    locked = _locked(line)
    drafted = Draft(
        day, text, [Line(locked.account.code, locked.amount, text=locked.counterpart), *others], key_of(locked), f"{ORIGIN}:{locked.pk}"
    )  # fmt: skip
    if any(other.code in {locked.account.code, f"@{locked.account.role or '-'}"} for other in others):
        raise NotMatched(_("상대 계정은 이 통장의 계정과 달라야 합니다."))
    if locked.is_split:
        _refuse_if_linked(locked)
    if locked.posting_id is not None:
        return _already(locked, drafted)
    (entry,) = post(entity=locked.account.entity, drafts=[drafted], by=by, at=at)
    posting = entry.postings.get(account=locked.account)
    return _linked(locked, posting, is_made=True, by=by, at=at)


def key_of(line: BankLine) -> str:
    """Once for each time the line is booked: it may be booked again after its entry was reversed."""
    before = Entry.objects.filter(entity=line.account.entity_id, origin=f"{ORIGIN}:{line.pk}", reverses=None).count()
    return f"bank:{line.pk}:{before}"


def _already(line: BankLine, drafted: Draft) -> BankLine:
    """The same press twice gives the same; another proposal is told that somebody was faster."""
    posting = Posting.objects.select_related("entry").get(bank_line=line)
    written = sorted(posting.entry.postings.values_list("account__code", "amount", "party", "programme"))
    roles = {f"@{row.role}": row.code for row in line.account.entity.accounts.exclude(role="")}
    asked = sorted((roles.get(leg.code, leg.code), leg.amount, leg.party, leg.programme) for leg in drafted.lines)
    if line.is_made and written == asked and posting.entry.day == drafted.day:
        return line
    return _refuse_if_linked(line)


@transaction.atomic
def accept_certain(*, account: Account, by: User | None, at: datetime) -> int:
    """Every line with a single exact fit linked to it; how many."""
    Entity.objects.select_for_update().get(pk=account.entity_id)
    count = 0
    for proposal in queries.proposals(account):
        if proposal.match is not None and proposal.match.is_certain and proposal.posting is not None:
            link(line=proposal.line, posting=proposal.posting, by=by, at=at)
            count += 1
    return count


@transaction.atomic
def unlink(
    *, line: BankLine, reverse_on: date | None = None, reason: str = "", by: User | None, at: datetime
) -> BankLine:
    """The line stands for nothing again. The entry stays, unless `reverse_on` has it reversed on that day."""
    locked = _locked(line)
    if locked.posting_id is None or locked.whole_id is not None:
        return locked if locked.whole_id is None else join(line=locked, by=by, at=at)
    posting = Posting.objects.select_related("entry__entity").get(bank_line=locked)
    entry, was_made = posting.entry, locked.is_made
    locked.posting, locked.is_made, locked.linked_by, locked.linked_at = None, False, None, None
    locked.save(update_fields=["posting", "is_made", "linked_by", "linked_at"])
    events.record("ledger.bank_line.unlinked", locked, by=by, at=at, entry=entry.number)
    if reverse_on is not None:
        if not was_made:
            raise NotMatched(_("이 거래에서 만든 전표가 아니라 함께 취소할 수 없습니다. 전표 화면에서 취소해 주세요."))
        reverse(
            entry=entry,
            day=reverse_on,
            reason=reason or _("은행 거래의 맞춤을 풂"),
            key=f"bank-undo:{entry.pk}",
            by=by,
            at=at,
        )
    _copy(locked, line)
    return locked


def _locked(line: BankLine) -> BankLine:
    """The books first, as `post` locks them, then the line as it stands now."""
    Entity.objects.select_for_update().get(pk=line.account.entity_id)
    return BankLine.objects.select_related("account__entity").get(pk=line.pk)


def _refuse_if_linked(line: BankLine) -> BankLine:
    if line.is_split:
        raise NotMatched(_("여러 전표와 이미 맞춘 거래입니다. 바꾸려면 먼저 맞춤을 풀어 주세요."))
    if line.posting_id is None:
        return line
    when = seoul_date(line.linked_at) if line.linked_at else ""
    raise NotMatched(_("%(day)s에 이미 맞춘 거래입니다. 바꾸려면 먼저 맞춤을 풀어 주세요.") % {"day": when})


def _linked(line: BankLine, posting: Posting, *, is_made: bool, by: User | None, at: datetime) -> BankLine:
    line.posting, line.is_made, line.linked_by, line.linked_at = posting, is_made, by, at
    line.save(update_fields=["posting", "is_made", "linked_by", "linked_at"])
    event = "ledger.bank_line.booked" if is_made else "ledger.bank_line.matched"
    events.record(event, line, by=by, at=at, posting=posting.pk)
    return line


def _copy(locked: BankLine, line: BankLine) -> None:
    for name in ("posting", "is_made", "linked_by", "linked_at"):
        setattr(line, name, getattr(locked, name))


__all__ = ["NotMatched", "NotPosted", "accept_certain", "book", "join", "key_of", "link", "link_several", "unlink"]
