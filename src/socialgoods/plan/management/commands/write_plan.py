from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from socialgoods.kernel import clock
from socialgoods.plan.actions.setup import BadPlan, file_of, write_plan


class Command(BaseCommand):
    help = (
        "Write the county's plan with its indicators, readings and targets: plan.toml of the county's folder, else the shipped one. "
        "What is there already stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        path = file_of(settings.COUNTY)
        if path is None:
            self.stdout.write("The county's folder has no plan.toml: there is no plan to write.")
            return
        try:
            plan = write_plan(at=clock.now(), path=path)
        except BadPlan as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(f"{plan}: {plan.indicators.count()} indicators.")
