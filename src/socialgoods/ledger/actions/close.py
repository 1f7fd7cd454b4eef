"""Closing a period: nothing before a day can be posted any more. At a fiscal year's end the result goes to the retained surplus."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import FiscalYear, day_before
from socialgoods.ledger.actions.post import Draft, Line, NotPosted, post
from socialgoods.ledger.models import Closing, Entity, Entry
from socialgoods.ledger.models.books import RESULT_KINDS
from socialgoods.ledger.queries.balances import trial_balance
from socialgoods.ledger.rules.entry import CARRIED_OVER, pieces
from socialgoods.people.models import User


@transaction.atomic
def close_period(*, entity: Entity, until: date, by: User | None, at: datetime) -> Closing:
    """Everything before `until` stays as it is. Every fiscal year that ends by then is closed on the way."""
    locked = Entity.objects.select_for_update().get(pk=entity.pk)
    if until <= locked.closed_until:
        raise NotPosted(_("%(day)s 전은 이미 마감되어 있습니다.") % {"day": seoul_date(locked.closed_until)})
    year = FiscalYear.of(locked.closed_until, locked.end_month)
    while year.ends_on <= until:
        close_result(entity=locked, year=year.year, by=by, at=at)
        year = FiscalYear(year.year + 1, locked.end_month)
    last = locked.closings.order_by("-starts_on").first()
    count, digest = digest_of(locked, locked.closed_until, until, last.digest if last else "")
    closing = Closing.objects.create(
        entity=locked, starts_on=locked.closed_until, ends_on=until, entries=count, digest=digest, closed_by=by, closed_at=at
    )  # fmt: skip
    Entity.objects.filter(pk=locked.pk).update(closed_until=until)
    entity.closed_until = until
    events.record("ledger.period.closed", locked, by=by, at=at, until=until.isoformat(), entries=count)
    return closing


def close_result(*, entity: Entity, year: int, by: User | None, at: datetime) -> Entry | None:
    """Income and expense accounts of the year to nothing, their difference to the retained surplus; None where there is none."""
    when = FiscalYear(year, entity.end_month)
    rows = [
        row for row in trial_balance(entity, until=when.ends_on) if row.account.kind in RESULT_KINDS and row.balance
    ]
    if not rows:
        return None
    lines = [Line(row.account, won) for row in rows for won in pieces(-row.balance)]
    lines += [Line("@retained", won) for won in pieces(sum(row.balance for row in rows))]
    text = _("%(year)s 회계연도 손익을 이월함") % {"year": year}
    draft = Draft(day_before(when.ends_on), text, lines, f"close:{year}", f"{CARRIED_OVER}{year}")
    return post(entity=entity, drafts=[draft], by=by, at=at)[0]


def digest_of(entity: Entity, since: date, until: date, before: str) -> tuple[int, str]:
    """How many sealed entries the period has, and a SHA-256 over all that they say, chained to the closing before."""
    found, count = hashlib.sha256(before.encode()), 0
    for line in _said(entity, since, until):
        count += line.startswith("entry")
        found.update(line.encode())
    return count, found.hexdigest()


def _said(entity: Entity, since: date, until: date) -> Iterator[str]:
    rows = (
        Entry.objects.sealed()
        .filter(entity=entity, day__gte=since, day__lt=until)
        .order_by("number", "postings__pk")
        .values_list(
            "number", "day", "text", "key", "origin", "reverses__number", "postings__account__code", "postings__amount",
            "postings__party", "postings__programme", "postings__text",
        )
    )  # fmt: skip
    last = None
    for number, day, text, key, origin, reverses, *posting in rows.iterator(5_000):
        if number != last:
            yield f"entry\x1f{number}\x1f{day}\x1f{text}\x1f{key}\x1f{origin}\x1f{reverses}\n"
            last = number
        yield "\x1f".join(map(str, posting)) + "\n"
