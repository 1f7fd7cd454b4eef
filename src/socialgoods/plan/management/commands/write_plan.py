from typing import Any

from django.core.management.base import BaseCommand

from socialgoods.kernel import clock
from socialgoods.plan.actions.setup import write_plan


class Command(BaseCommand):
    help = "Write the shipped plan with its indicators, readings and targets. What is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        plan = write_plan(at=clock.now())
        self.stdout.write(f"{plan}: {plan.indicators.count()} indicators.")
