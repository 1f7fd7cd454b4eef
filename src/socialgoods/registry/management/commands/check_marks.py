from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock
from socialgoods.registry.actions.mark import expire_all


class Command(BaseCommand):
    help = "End the marks whose time is over. Runs daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{expire_all(on=clock.today(), at=clock.now())} marks ended.")
