"""What a programme is to bring or cost in a fiscal year."""

from datetime import datetime

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.ledger.models import Account, Budget, Entity
from socialgoods.people.models import User


@transaction.atomic
def set_line(
    *, entity: Entity, year: int, programme: str, account: Account, amount: int, by: User | None, at: datetime
) -> Budget | None:
    """Nothing takes the line away."""
    Entity.objects.select_for_update().get(pk=entity.pk)
    rows = Budget.objects.filter(entity=entity, year=year, programme=programme, account=account)
    row = rows.first()
    before = row.amount if row else 0
    if amount == before:
        return row
    if amount:
        row, _is_new = Budget.objects.update_or_create(
            entity=entity, year=year, programme=programme, account=account, defaults={"amount": amount}
        )
    else:
        rows.delete()
        row = None
    events.record(
        "ledger.budget.set",
        entity,
        by=by,
        at=at,
        year=year,
        programme=programme,
        account=account.code,
        before=before,
        amount=amount,
    )
    return row
