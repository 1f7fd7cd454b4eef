"""The court registered a change (§64, §110)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import Cooperative, RegisterChange
from socialgoods.cooperative.queries.changes import changes
from socialgoods.cooperative.rules.changes import reasons_against_noting
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def note_registered(
    *, cooperative: Cooperative, key: str, registered_on: date, by: User | None, at: datetime
) -> RegisterChange:
    """Once for each change; another day corrects the one before."""
    row, today = locked(cooperative), seoul_day(at)
    found = next((each for each in changes(row, today) if each.key == key), None)
    if found is None:
        raise NotLawful([Reason(_("이런 변경이 없습니다. 변경등기 목록을 다시 열어 주세요."), act(64))])
    require_lawful(reasons_against_noting(found, registered_on=registered_on, today=today))
    made, _new = RegisterChange.objects.update_or_create(
        cooperative=row, key=key, defaults={"registered_on": registered_on, "by": by, "at": at}
    )
    events.record("cooperative.change.registered", row, by=by, at=at, key=key, on=registered_on.isoformat())
    return made
