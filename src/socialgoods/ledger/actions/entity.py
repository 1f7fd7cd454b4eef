"""Opening somebody's books."""

import tomllib
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.ledger.actions.keeper import appoint
from socialgoods.ledger.models import Account, Entity, EntityKind
from socialgoods.people.models import User

CHARTS = Path(__file__).resolve().parent.parent / "charts"


@transaction.atomic
def open_entity(
    *, code: str, name: str, kind: str, party: str, opened_on: date, end_month: int = 12, chart: str | None = None,
    by: User | None, at: datetime,
) -> Entity:  # fmt: skip
    """The books with their chart of accounts; those of this code, if they are there."""
    entity, is_new = Entity.objects.get_or_create(
        code=code,
        defaults={
            "name": name, "kind": kind, "party": party, "opened_on": opened_on, "closed_until": opened_on, "end_month": end_month,
        },
    )  # fmt: skip
    if is_new:
        Account.objects.bulk_create(Account(entity=entity, **row) for row in chart_of(chart or kind))
        events.record("ledger.entity.opened", entity, by=by, at=at, code=code)
    return entity


@transaction.atomic
def open_programme(
    *, code: str, name: str, opened_on: date, keeper: User, on: date, by: User | None, at: datetime
) -> Entity:
    """Books of a programme of the county, with the one who keeps them from today."""
    entity = open_entity(
        code=code, name=name, kind=EntityKind.PROGRAMME, party=code.replace("-", ":", 1), opened_on=opened_on, by=by, at=at
    )  # fmt: skip
    appoint(entity=entity, user=keeper, starts_on=on, by=by, at=at)
    return entity


def chart_of(name: str) -> list[dict[str, object]]:
    """The accounts of a chart that comes with the software: `charts/<name>.toml`."""
    found = tomllib.loads((CHARTS / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        {"group": group["name"], "kind": group["kind"], **row} for group in found["group"] for row in group["account"]
    ]
