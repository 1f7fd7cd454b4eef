"""Entries to post."""

from datetime import UTC, date, datetime

from django.db import connection

from socialgoods.ledger.actions.post import Draft, Line, post

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
DAY = date(2018, 3, 5)


def draft(amount=10_000, *, debit="@bank", credit="@share_capital", day=DAY, key="one", text="출자금", **more):
    return Draft(day, text, [Line(debit, amount), Line(credit, -amount)], key, **more)


def posted(books, *drafts):
    return post(entity=books, drafts=drafts, by=None, at=NOON)


def without_triggers(command):
    """As somebody with the run of the database would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger%%'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(command)
            for _name, sql in triggers:
                cursor.execute(sql)
            return
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(command)
        cursor.execute("SET LOCAL session_replication_role = origin")
