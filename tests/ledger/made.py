"""Entries to post."""

from datetime import UTC, date, datetime

from socialgoods.ledger.actions.post import Draft, Line, post

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)
DAY = date(2018, 3, 5)


def draft(amount=10_000, *, debit="@bank", credit="@share_capital", day=DAY, key="one", text="출자금", **more):
    return Draft(day, text, [Line(debit, amount), Line(credit, -amount)], key, **more)


def posted(books, *drafts):
    return post(entity=books, drafts=drafts, by=None, at=NOON)
