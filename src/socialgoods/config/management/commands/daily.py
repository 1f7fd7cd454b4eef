import logging
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

DAILY = (
    "clearsessions",
    "end_assistances",
    "expire_imports",
    "check_marks",
    "send_reminders",
    "lapse_prescriptions",
    "prune_db_task_results",
)

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "What has to be done once a day: reminders, marks and files whose time is over, sessions nobody uses."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [name for name in DAILY if not self._done(name)]
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}. The reason stands above; the rest was done.")

    def _done(self, name: str) -> bool:
        """One that fails does not keep the others from their work."""
        try:
            call_command(name, verbosity=0)
        except Exception:
            logger.exception("%s failed", name)
            return False
        return True
