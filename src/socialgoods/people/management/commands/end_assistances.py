from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock
from socialgoods.people.actions import assistance


class Command(BaseCommand):
    help = "End every assistance at a counter that has gone unused for thirty minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        ended = assistance.end_unused(at=clock.now())
        if options["verbosity"]:
            self.stdout.write(f"{ended} ended.")
