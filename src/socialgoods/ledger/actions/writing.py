"""How drafts get into the database: one call of the server on PostgreSQL, a handful of prepared commands on SQLite.

Called by `post` alone."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from socialgoods.ledger.actions.post import Draft

Found = list[tuple[int, int, int, str]]
"""Which draft (from 1), its entry and number, or `there`; or one row that says `look`: nothing was done."""
LOOK: Found = [(0, 0, 0, "look")]


def write(
    books: int, drafts: Sequence["Draft"], accounts: dict[str, int], by: int | None, helper: int | None, at: datetime, *,
    is_looked: bool,
) -> Found:  # fmt: skip
    """Drafts whose keys are there already are told, and then nothing is written. `look`: the period or an account needs a look first."""
    # Asked once: Django looks for it in the thread's own store each time it is named.
    connection = connections[DEFAULT_DB_ALIAS]
    writer = _on_server if connection.vendor == "postgresql" else _here
    return writer(connection, books, drafts, accounts, by, helper, at, is_looked)


def _on_server(
    connection: BaseDatabaseWrapper, books: int, drafts: Sequence["Draft"], accounts: dict[str, int], by: int | None,
    helper: int | None, at: datetime, is_looked: bool,
) -> Found:  # fmt: skip
    import psycopg

    asked = {
        "books": books, "by": by, "helper": helper, "at": at.isoformat(), "looked": is_looked,
        "first": min(draft.day for draft in drafts).isoformat(),
        "keys": [draft.key for draft in drafts],
        "accounts": [[accounts[code], code] for code in {line.code for draft in drafts for line in draft.lines}],
        "drafts": [
            [draft.day.isoformat(), draft.text, draft.key, draft.origin, draft.reverses.pk if draft.reverses else None]
            for draft in drafts
        ],
        "lines": [
            [number, accounts[line.code], line.amount, line.party, line.programme, line.text]
            for number, draft in enumerate(drafts, 1)
            for line in draft.lines
        ],
    }  # fmt: skip
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        # Prepared on the server, past the cursor that would write the values into the command.
        cursor.execute("SELECT ledger_post(%s::jsonb)", [json.dumps(asked, ensure_ascii=False)], prepare=True)
        answer: list[int] = cursor.fetchone()[0]  # type: ignore[index]
    if not answer:
        return LOOK
    first, *rest = answer
    if not first:
        return [(index, 0, 0, "there") for index in rest]
    return [(index, pk, first + index - 1, "") for index, pk in enumerate(rest, 1)]


STATE = "SELECT last_number, closed_until FROM ledger_entity WHERE id = ?"
THERE = "SELECT 1 FROM ledger_entry WHERE entity_id = ? AND key = ?"
FITTING = (
    "SELECT 1 FROM ledger_account WHERE id = ? AND entity_id = ? AND ? IN (code, '@' || role) AND closed_on IS NULL"
)
ENTRY = (
    "INSERT INTO ledger_entry (entity_id, number, day, text, key, origin, reverses_id, by_id, helper_id, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
POSTING = "INSERT INTO ledger_posting (entry_id, account_id, amount, party, programme, text) VALUES (?, ?, ?, ?, ?, ?)"
SEAL = "UPDATE ledger_entry SET sealed_at = ? WHERE id = ?"
NEXT = "UPDATE ledger_entity SET last_number = ? WHERE id = ?"


@contextmanager
def _alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A transaction that writes is alone. Its own where none is under way: Django's would cost as much as the writing."""
    connection.ensure_connection()
    if connection.in_atomic_block or not connection.get_autocommit():
        with transaction.atomic():
            yield
        return
    run = connection.connection.execute
    run("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        run("ROLLBACK")
        raise
    run("COMMIT")


def _here(
    connection: BaseDatabaseWrapper, books: int, drafts: Sequence["Draft"], accounts: dict[str, int], by: int | None,
    helper: int | None, at: datetime, is_looked: bool,
) -> Found:  # fmt: skip
    """SQLite, past the cursor that would rewrite each command."""
    with connection.wrap_database_errors, _alone(connection):
        run = connection.connection.execute
        last, closed = run(STATE, (books,)).fetchone()
        there = [index for index, draft in enumerate(drafts, 1) if run(THERE, (books, draft.key)).fetchone()]
        if there:
            return [(index, 0, 0, "there") for index in there]
        if min(draft.day for draft in drafts) < closed:
            return LOOK
        if not is_looked:
            for code in {line.code for draft in drafts for line in draft.lines}:
                if run(FITTING, (accounts[code], books, code)).fetchone() is None:
                    return LOOK
        found: Found = []
        moment = connection.ops.adapt_datetimefield_value(at)
        for number, draft in enumerate(drafts, last + 1):
            undone = draft.reverses.pk if draft.reverses else None
            said = (
                books,
                number,
                draft.day.isoformat(),
                draft.text,
                draft.key,
                draft.origin,
                undone,
                by,
                helper,
                moment,
            )
            made = run(ENTRY, said).lastrowid
            for line in draft.lines:
                run(POSTING, (made, accounts[line.code], line.amount, line.party, line.programme, line.text))
            run(SEAL, (moment, made))
            found.append((number - last, made, number, ""))
        run(NEXT, (last + len(drafts), books))
        return found
