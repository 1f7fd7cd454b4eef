"""Who has to do what, until when."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from socialgoods.people import permissions as people
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Caseload, Organization
from socialgoods.support.models import Task, Whose
from socialgoods.support.queries.commitment import of

IN_ORDER = (F("due_on").asc(nulls_last=True), "pk")


def waiting() -> QuerySet[Task]:
    return Task.objects.standing().filter(done_on=None).select_related("organization", "person").order_by(*IN_ORDER)


def open_for(user: Any, on: date) -> QuerySet[Task]:
    """What waits for this person: named for it, for the advisor of an organisation it looks after, or for its own organisation."""
    if not user.is_authenticated:
        return Task.objects.none()
    mine = Q(whose=Whose.PERSON, person=user)
    if people.is_advisor(user, on):
        cases = Caseload.objects.running_on(on).filter(advisor=user).values("organization")
        mine |= Q(whose=Whose.ADVISOR, organization__in=cases)
    represented = registry.represented(user, on)
    if represented:
        mine |= Q(whose=Whose.ORGANIZATION, organization__in=represented)
    return waiting().filter(mine)


def of_organization(organization: Organization, *, is_staff: bool = True) -> QuerySet[Task]:
    """Waiting ones first by day, then what is done, newest first."""
    rows = Task.objects.standing().for_staff(is_staff).filter(of(organization)).select_related("person", "done_by")
    return rows.order_by(F("done_on").desc(nulls_first=True), *IN_ORDER)
