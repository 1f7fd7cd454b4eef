from datetime import datetime

from django.db import transaction

from socialgoods.kernel import events
from socialgoods.people.models import Department, User


@transaction.atomic
def save_department(*, department: Department, by: User, at: datetime) -> None:
    is_new = department.pk is None
    department.save()
    events.record(f"people.department.{'added' if is_new else 'changed'}", department, by=by, at=at)
