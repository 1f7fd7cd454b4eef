"""The one function that posts. Everything else in the house that moves a won calls it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.ledger.actions.writing import write
from socialgoods.ledger.models import Account, Entity, Entry, Posting
from socialgoods.ledger.rules.entry import CARRIED_OVER, NAME_AT_MOST, TEXT_AT_MOST, reasons_against
from socialgoods.people.models import User

AT_ONCE = 2_000
BOOKS_KNOWN = 1_000


class NotPosted(Exception):
    """The text says why, ready to show. Nothing was written."""


class NotBalanced(NotPosted):
    pass


class UnknownAccount(NotPosted):
    pass


class AccountClosed(NotPosted):
    pass


class PeriodClosed(NotPosted):
    pass


class KeyReused(NotPosted):
    """The key stands for another fact already."""


@dataclass(frozen=True)
class Line:
    account: Account | str
    """One of these books, its code, or `@` and its role: `@share_capital`."""
    amount: int
    """Won: debit above zero, credit below."""
    party: str = ""
    programme: str = ""
    text: str = ""

    @property
    def code(self) -> str:
        return self.account if isinstance(self.account, str) else self.account.code


@dataclass(frozen=True)
class Draft:
    day: date
    text: str
    lines: Sequence[Line]
    key: str
    """Once only: the same fact under the same key gives the entry that is there."""
    origin: str = ""
    reverses: Entry | None = None


def post(*, entity: Entity, drafts: Sequence[Draft], by: User | None, at: datetime) -> list[Entry]:
    """The entries, in the order of the drafts: all of them, or none.

    On PostgreSQL one call of the server (`ledger_post`), on SQLite a handful of prepared commands; the books' row is locked first, so
    that entries are numbered without gaps and the same key is never posted twice.
    """
    for draft in drafts:
        for line in draft.lines:
            _require_fitting(entity, line)
        reasons = reasons_against([line.amount for line in draft.lines], draft.text)
        if reasons:
            raise NotBalanced(" ".join(reasons))
    if len({draft.key for draft in drafts}) < len(drafts):
        raise KeyReused(_("같은 거래를 한 번에 두 번 적으려 했습니다."))
    if not drafts:
        return []
    if len(drafts) <= AT_ONCE:
        return _written(entity, drafts, by, at)
    with transaction.atomic():
        pieces = [drafts[start : start + AT_ONCE] for start in range(0, len(drafts), AT_ONCE)]
        return [entry for piece in pieces for entry in _written(entity, piece, by, at)]


def reverse(*, entry: Entry, day: date, reason: str, key: str, by: User | None, at: datetime) -> Entry:
    """The same postings with the other sign, on a day that is open. An entry is reversed once, a year's result never."""
    if entry.origin.startswith(CARRIED_OVER):
        raise NotPosted(_("회계연도를 마감하며 만든 전표입니다. 마감한 것은 되돌리지 않습니다."))
    lines = [
        Line(row.account.code, -row.amount, row.party, row.programme, row.text)
        for row in entry.postings.select_related("account").order_by("pk")
    ]
    with transaction.atomic():
        Entity.objects.select_for_update().get(pk=entry.entity_id)
        before = Entry.objects.filter(reverses=entry).first()
        if before is not None and before.key != key:
            raise NotPosted(
                _("이 전표는 %(number)s번 전표로 이미 취소했습니다. 두 번 취소할 수 없습니다.")
                % {"number": before.number}
            )
        draft = Draft(day, reason, lines, key, entry.origin, reverses=entry)
        return post(entity=entry.entity, drafts=[draft], by=by, at=at)[0]


def _require_fitting(entity: Entity, line: Line) -> None:
    """What SQLite would store whatever it is, and PostgreSQL round or cut."""
    if type(line.amount) is not int:
        raise TypeError(f"won are whole: {line.amount!r}")
    if len(line.text) > TEXT_AT_MOST or len(line.party) > NAME_AT_MOST or len(line.programme) > NAME_AT_MOST:
        raise NotPosted(_("한 줄의 적요나 거래처, 사업 이름이 너무 깁니다. 줄여서 적어 주세요."))
    if not isinstance(line.account, str) and line.account.entity_id != entity.pk:
        raise UnknownAccount(_("이 장부에는 계정 %(account)s이(가) 없습니다.") % {"account": line.code})


def _written(entity: Entity, drafts: Sequence[Draft], by: User | None, at: datetime) -> list[Entry]:
    there: dict[str, Entry] = {}
    is_looked = False
    helper = events.helper()
    while True:
        fresh = [draft for draft in drafts if draft.key not in there] if there else drafts
        if not fresh:
            return [there[draft.key] for draft in drafts]
        accounts = accounts_of(entity, {line.code for draft in fresh for line in draft.lines})
        found = write(
            entity.pk, fresh, accounts, by.pk if by else None, helper.pk if helper else None, at, is_looked=is_looked
        )
        if found[0][3] == "look":
            is_looked = _look(entity, fresh, accounts)
            continue
        for index, pk, number, problem in found:
            draft = fresh[index - 1]
            there[draft.key] = (
                _same(entity, draft, accounts) if problem else _made(entity, draft, pk, number, by, helper, at)
            )


FIELDS = [
    "id",
    "entity_id",
    "number",
    "day",
    "text",
    "key",
    "origin",
    "reverses_id",
    "by_id",
    "helper_id",
    "at",
    "sealed_at",
]


def _made(
    entity: Entity, draft: Draft, pk: int, number: int, by: User | None, helper: User | None, at: datetime
) -> Entry:
    """The entry as it would be read."""
    undone, keeper, other = (row.pk if row else None for row in (draft.reverses, by, helper))
    said = (pk, entity.pk, number, draft.day, draft.text, draft.key, draft.origin, undone, keeper, other, at, at)
    entry = Entry.from_db(connection.alias, FIELDS, said)
    entry._state.fields_cache.update(entity=entity, reverses=draft.reverses, by=by, helper=helper)
    return entry


_known: dict[int, dict[str, int]] = {}
"""Books → code or @role → account. An account keeps both for ever, so what is known stays true in every process."""


def accounts_of(entity: Entity, codes: set[str]) -> dict[str, int]:
    """The accounts by what they are called; one that is not there is refused by name."""
    known = _known.get(entity.pk, {})
    if not known.keys() >= codes:
        rows = list(entity.accounts.values_list("code", "role", "pk"))
        known = {code: pk for code, _role, pk in rows} | {f"@{role}": pk for _code, role, pk in rows if role}
        if not connection.in_atomic_block:
            # Within a transaction the books might yet be undone, and their numbers given to others.
            if len(_known) >= BOOKS_KNOWN:
                _known.clear()
            _known[entity.pk] = known
    missing = sorted(codes - known.keys())
    if missing:
        raise UnknownAccount(_("이 장부에는 계정 %(account)s이(가) 없습니다.") % {"account": missing[0]})
    return known


def _look(entity: Entity, drafts: Sequence[Draft], accounts: dict[str, int]) -> bool:
    """Why the database hesitated: refuses what is refused, by name. False where the accounts were known wrongly: ask again."""
    entity.refresh_from_db(fields=["closed_until"])
    rows = {row.pk: row for row in entity.accounts.all()}
    for draft in drafts:
        if draft.day < entity.closed_until:
            raise PeriodClosed(
                _("%(day)s은(는) 마감한 기간입니다. %(open)s부터의 날짜로 적어 주세요.")
                % {"day": seoul_date(draft.day), "open": seoul_date(entity.closed_until)}
            )
        for line in draft.lines:
            account = rows.get(accounts[line.code])
            if account is None or line.code not in {account.code, f"@{account.role}"}:
                # A backup was brought back while this process ran.
                _known.pop(entity.pk, None)
                return False
            has_ended = account.closed_on is not None and account.closed_on <= draft.day
            if has_ended and not draft.origin.startswith(CARRIED_OVER):
                raise AccountClosed(_("계정 %(account)s은(는) 그 날에는 쓰지 않는 계정입니다.") % {"account": account})
    return True


def _same(entity: Entity, draft: Draft, accounts: dict[str, int]) -> Entry:
    """The entry under the draft's key, if it says the same."""
    entry = Entry.objects.select_related("entity").get(entity=entity, key=draft.key)
    asked = sorted((accounts[line.code], line.amount, line.party, line.programme) for line in draft.lines)
    written = sorted(Posting.objects.filter(entry=entry).values_list("account", "amount", "party", "programme"))
    undone = draft.reverses.pk if draft.reverses else None
    if asked != written or (entry.day, entry.origin, entry.reverses_id) != (draft.day, draft.origin, undone):
        raise KeyReused(
            _("같은 열쇠로 다른 거래가 %(number)s번 전표에 이미 적혀 있습니다. 아무것도 적지 않았습니다.")
            % {"number": entry.number}
        )
    return entry
