"""An entry written by a person, with what proves it: both, or neither."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel.files import Fit
from socialgoods.kernel.formats import seoul_date
from socialgoods.ledger.actions.attachment import attach
from socialgoods.ledger.actions.post import Draft, Line, NotPosted, post, reverse
from socialgoods.ledger.models import BankLine, Entity, Entry
from socialgoods.ledger.rules.hand import is_by_hand, reasons_against_reversing
from socialgoods.people.models import User

HAND = "hand"
OPENING = "ledger.opening"


@transaction.atomic
def write(
    *, entity: Entity, day: date, text: str, lines: list[Line], key: str, file: Fit | None = None, today: date,
    by: User, at: datetime,
) -> Entry:  # fmt: skip
    """Once only by `key`. Not for days to come, nor on what a co-operative's register writes."""
    _refuse_ahead(day, today)
    _refuse_kept_elsewhere(entity, lines)
    entry = post(entity=entity, drafts=[Draft(day, text.strip(), lines, f"{HAND}:{key}")], by=by, at=at)[0]
    if file is not None:
        attach(entry=entry, file=file, by=by, at=at)
    return entry


def undo(*, entry: Entry, day: date, reason: str, today: date, by: User, at: datetime) -> Entry:
    """The same postings with the other sign. Pressed twice, done once."""
    key = f"undo:{entry.number}"
    there = Entry.objects.filter(reverses=entry, key=key).first()
    if there is not None:
        return there
    _refuse_ahead(day, today)
    if day < entry.day:
        raise NotPosted(_("%(day)s의 거래를 그보다 앞선 날로 취소할 수 없습니다.") % {"day": seoul_date(entry.day)})
    reasons = reasons_against(entry)
    if reasons:
        raise NotPosted(" ".join(reasons))
    return reverse(entry=entry, day=day, reason=reason.strip(), key=key, by=by, at=at)


def reasons_against(entry: Entry) -> list[str]:
    after = Entry.objects.filter(reverses=entry).values_list("number", flat=True).first()
    return reasons_against_reversing(
        origin=entry.origin,
        is_reversal=entry.reverses_id is not None,
        reversed_by=after,
        has_bank_line=BankLine.objects.filter(posting__entry=entry).exists(),
    )


def open_balances(*, entity: Entity, amounts: dict[str, int], by: User, at: datetime) -> Entry:
    """What stood on the accounts when the books were opened (debit above zero); what is left over is the retained surplus."""
    if entity.entries.exists():
        raise NotPosted(_("이미 전표가 있는 장부입니다. 기초 잔액은 첫 전표로만 적을 수 있습니다."))
    lines = [Line(code, amount) for code, amount in amounts.items() if amount]
    _refuse_kept_elsewhere(entity, lines)
    rest = -sum(line.amount for line in lines)
    if rest:
        lines.append(Line("@retained", rest))
    draft = Draft(entity.opened_on, _("기초 잔액"), lines, "opening", f"{OPENING}:{entity.pk}")
    return post(entity=entity, drafts=[draft], by=by, at=at)[0]


def _refuse_ahead(day: date, today: date) -> None:
    if day > today:
        raise NotPosted(_("오늘보다 뒤의 날로는 적을 수 없습니다. 거래가 일어난 날을 적어 주세요."))


def _refuse_kept_elsewhere(entity: Entity, lines: list[Line]) -> None:
    codes = {line.code for line in lines}
    for row in entity.accounts.filter(code__in=codes):
        if not is_by_hand(entity.kind, row):
            raise NotPosted(
                _("‘%(account)s’ 계정은 조합원 명부와 결산이 적습니다. 손으로 적으면 명부와 어긋납니다.")
                % {"account": row.name}
            )
