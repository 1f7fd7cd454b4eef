from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialgoods.cooperative.models import Cooperative
from socialgoods.cooperative.queries import liabilities
from socialgoods.kernel import clock


class Command(BaseCommand):
    help = "Compares every register of members with the books, on every day on which one of them changed. Ends with 1 where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cooperatives", nargs="*", help="their codes; all where none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Cooperative.objects.select_related("entity").order_by("code")
        if options["cooperatives"]:
            rows = rows.filter(code__in=options["cooperatives"])
            missing = set(options["cooperatives"]) - set(rows.values_list("code", flat=True))
            if missing:
                raise CommandError(f"No such co-operatives: {', '.join(sorted(missing))}")
        wrong = 0
        for cooperative in rows:
            days = sorted({*liabilities.days_of_shares(cooperative), clock.today()})
            found = [(day, row) for day in days for row in liabilities.reconcile(cooperative, day)]
            wrong += len(found)
            state = "agrees" if not found else f"{len(found)} differences"
            self.stdout.write(f"{cooperative.code}: {len(days)} days, {state}")
            for day, row in found:
                self.stdout.write(f"  {day} {row.role}: register {row.register}, books {row.ledger}")
        if wrong:
            raise CommandError(f"{wrong} differences")
