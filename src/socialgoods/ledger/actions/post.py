"""The one function that posts. Everything else in the house that moves a won calls it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.ledger.models import Account, Entity, Entry, Posting
from socialgoods.ledger.rules.entry import reasons_against
from socialgoods.people.models import User

AT_ONCE = 2_000


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
        reasons = reasons_against([line.amount for line in draft.lines], draft.text)
        if reasons:
            raise NotBalanced(" ".join(reasons))
    if len({draft.key for draft in drafts}) < len(drafts):
        raise KeyReused(_("같은 거래를 한 번에 두 번 적으려 했습니다."))
    if not drafts:
        return []
    if len(drafts) <= AT_ONCE and connection.vendor == "postgresql":
        return _written(entity, drafts, by, at)
    with transaction.atomic():
        pieces = [drafts[start : start + AT_ONCE] for start in range(0, len(drafts), AT_ONCE)]
        return [entry for piece in pieces for entry in _written(entity, piece, by, at)]


def reverse(*, entry: Entry, day: date, reason: str, key: str, by: User | None, at: datetime) -> Entry:
    """The same postings with the other sign, on a day that is open. An entry is reversed once."""
    lines = [
        Line(row.account.code, -row.amount, row.party, row.programme, row.text)
        for row in entry.postings.select_related("account")
    ]
    before = Entry.objects.filter(reverses=entry).first()
    if before is not None and before.key != key:
        raise NotPosted(
            _("이 전표는 %(number)s번 전표로 이미 취소했습니다. 두 번 취소할 수 없습니다.") % {"number": before.number}
        )
    draft = Draft(day, reason, lines, key, entry.origin, reverses=entry)
    return post(entity=entry.entity, drafts=[draft], by=by, at=at)[0]


def _written(entity: Entity, drafts: Sequence[Draft], by: User | None, at: datetime) -> list[Entry]:
    write = _on_server if connection.vendor == "postgresql" else _here
    there: dict[str, Entry] = {}
    while True:
        fresh = [draft for draft in drafts if draft.key not in there]
        if not fresh:
            return [there[draft.key] for draft in drafts]
        helper = events.helper()
        found = write(entity, fresh, by.pk if by else None, helper.pk if helper else None, at)
        for index, pk, number, problem in found:
            draft = fresh[index - 1] if index else fresh[0]
            if problem == "there" or number is None:
                if problem != "there":
                    raise _refusal(entity, draft, problem)
                there[draft.key] = _same(entity, draft)
            else:
                there[draft.key] = Entry(
                    pk=pk, entity=entity, number=number, day=draft.day, text=draft.text, key=draft.key, origin=draft.origin,
                    reverses=draft.reverses, by=by, helper=helper, at=at, sealed_at=at,
                )  # fmt: skip


def _same(entity: Entity, draft: Draft) -> Entry:
    """The entry under the draft's key, if it says the same."""
    entry = Entry.objects.select_related("entity").get(entity=entity, key=draft.key)
    known = {account.code: account.pk for account in entity.accounts.all()}
    known |= {f"@{account.role}": account.pk for account in entity.accounts.exclude(role="")}
    asked = sorted((known.get(line.code, 0), line.amount, line.party, line.programme) for line in draft.lines)
    written = sorted(Posting.objects.filter(entry=entry).values_list("account", "amount", "party", "programme"))
    if asked != written or (entry.day, entry.origin) != (draft.day, draft.origin):
        raise KeyReused(
            _("같은 열쇠로 다른 거래가 %(number)s번 전표에 이미 적혀 있습니다. 아무것도 적지 않았습니다.")
            % {"number": entry.number}
        )
    return entry


def _refusal(entity: Entity, draft: Draft, problem: str) -> NotPosted:
    what, _space, account = problem.partition(" ")
    if what == "closed":
        entity.refresh_from_db(fields=["closed_until"])
        return PeriodClosed(
            _("%(day)s은(는) 마감한 기간입니다. %(open)s부터의 날짜로 적어 주세요.")
            % {"day": seoul_date(draft.day), "open": seoul_date(entity.closed_until)}
        )
    if what == "ended":
        return AccountClosed(_("계정 %(account)s은(는) 그 날에는 쓰지 않는 계정입니다.") % {"account": account})
    return UnknownAccount(
        _("이 장부에는 계정 %(account)s이(가) 없습니다.") % {"account": account if what == "account" else problem}
    )


Found = list[tuple[int, int | None, int | None, str]]


def _on_server(
    entity: Entity, drafts: Sequence[Draft], by: int | None, helper: int | None, at: datetime
) -> Found:  # fmt: skip
    lines = [(number, line) for number, draft in enumerate(drafts, 1) for line in draft.lines]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ledger_post(%s, %s, %s, %s, %s::date[], %s, %s, %s, %s::bigint[], %s::int[], %s, %s::bigint[], %s, %s, %s)",
            [
                entity.pk, by, helper, at,
                [draft.day for draft in drafts], [draft.text for draft in drafts], [draft.key for draft in drafts],
                [draft.origin for draft in drafts], [draft.reverses.pk if draft.reverses else None for draft in drafts],
                [number for number, _line in lines], [line.code for _number, line in lines], [line.amount for _number, line in lines],
                [line.party for _number, line in lines], [line.programme for _number, line in lines],
                [line.text for _number, line in lines],
            ],
        )  # fmt: skip
        return cursor.fetchall()


def _here(entity: Entity, drafts: Sequence[Draft], by: int | None, helper: int | None, at: datetime) -> Found:
    """SQLite, past the cursor that would rewrite each command. A transaction that writes is alone, so nothing need be locked."""
    with transaction.atomic(), connection.wrap_database_errors:
        connection.ensure_connection()
        run = connection.connection.execute
        last, closed = run("SELECT last_number, closed_until FROM ledger_entity WHERE id = ?", (entity.pk,)).fetchone()
        found: Found = []
        for index, draft in enumerate(drafts, 1):
            there = run(
                "SELECT id, number FROM ledger_entry WHERE entity_id = ? AND key = ?", (entity.pk, draft.key)
            ).fetchone()
            if there:
                found.append((index, *there, "there"))
        if found:
            return found
        accounts: dict[str, Any] = {}
        for index, draft in enumerate(drafts, 1):
            problem = "closed" if draft.day < closed else _problem(run, entity, draft, accounts)
            if problem:
                return [(index, None, None, problem)]
        moment = connection.ops.adapt_datetimefield_value(at)
        for index, draft in enumerate(drafts, 1):
            made = run(ENTRY, (
                entity.pk, last + index, draft.day.isoformat(), draft.text, draft.key, draft.origin,
                draft.reverses.pk if draft.reverses else None, by, helper, moment,
            )).lastrowid  # fmt: skip
            connection.connection.executemany(
                POSTING,
                [
                    (made, accounts[line.code][0], line.amount, line.party, line.programme, line.text)
                    for line in draft.lines
                ],
            )
            run("UPDATE ledger_entry SET sealed_at = ? WHERE id = ?", (moment, made))
            found.append((index, made, last + index, ""))
        run("UPDATE ledger_entity SET last_number = ? WHERE id = ?", (last + len(drafts), entity.pk))
        return found


ENTRY = (
    "INSERT INTO ledger_entry (entity_id, number, day, text, key, origin, reverses_id, by_id, helper_id, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
POSTING = "INSERT INTO ledger_posting (entry_id, account_id, amount, party, programme, text) VALUES (?, ?, ?, ?, ?, ?)"


def _problem(run: Any, entity: Entity, draft: Draft, accounts: dict[str, Any]) -> str:
    """Reads the accounts that the draft names into `accounts`: number and last day."""
    for line in draft.lines:
        code = line.code
        if code not in accounts:
            name, value = ("role", code[1:]) if code.startswith("@") else ("code", code)
            accounts[code] = run(
                f"SELECT id, closed_on FROM ledger_account WHERE entity_id = ? AND {name} = ?",  # noqa: S608
                (entity.pk, value),
            ).fetchone()
        if accounts[code] is None:
            return f"account {code}"
        closed_on = accounts[code][1]
        if closed_on is not None and closed_on <= draft.day:
            return f"ended {code}"
    return ""
