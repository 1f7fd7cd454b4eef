"""A word to organisations that have not answered, some days before the last one. Once."""

from datetime import date, datetime, timedelta

from socialgoods.kernel import events
from socialgoods.kernel.models import Event
from socialgoods.prescription import parameters
from socialgoods.prescription.actions import letters
from socialgoods.prescription.models import Prescription, PrescriptionState

REMINDED = "prescription.prescription.reminded"


def remind(*, on: date, at: datetime) -> int:
    last = on + timedelta(days=parameters.REMIND_DAYS.on(on))
    rows = Prescription.objects.filter(state=PrescriptionState.SENT, answer_by__gte=on, answer_by__lte=last)
    reminded = set(Event.objects.filter(name=REMINDED).values_list("subject_id", flat=True)) if rows.exists() else set()
    count = 0
    for row in rows.select_related("organization", "measure"):
        if str(row.pk) not in reminded and letters.tell_reminder(row, on=on):
            events.record(REMINDED, row, by=None, at=at, organization=row.organization.code)
            count += 1
    return count
