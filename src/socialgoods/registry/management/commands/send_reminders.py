from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock
from socialgoods.registry.actions.reminder import send_all


class Command(BaseCommand):
    help = "Remind representatives of what is due, and of designations about to end. Runs daily; nothing goes twice."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{send_all(at=clock.now())} reminders sent.")
