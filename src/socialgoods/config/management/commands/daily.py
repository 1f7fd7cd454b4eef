from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

DAILY = ("clearsessions", "end_assistances", "check_marks", "send_reminders", "prune_db_task_results")


class Command(BaseCommand):
    help = "What has to be done once a day: reminders, marks whose time is over, sessions nobody uses."

    def handle(self, *args: Any, **options: Any) -> None:
        known = get_commands()
        for name in DAILY:
            if name in known:
                call_command(name, verbosity=0)
