from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock
from socialgoods.prescription.actions.answer import lapse_due
from socialgoods.prescription.actions.remind import remind
from socialgoods.prescription.actions.settle import settle


class Command(BaseCommand):
    help = "Remind of prescriptions not yet answered; end those whose last day has gone by. Runs daily."

    def handle(self, *args: Any, **options: Any) -> None:
        on, at = clock.today(), clock.now()
        lapsed = lapse_due(on=on, at=at)
        settled = settle(at=at)
        self.stdout.write(f"{lapsed} lapsed, {settled} settled by their calls, {remind(on=on, at=at)} reminded.")
