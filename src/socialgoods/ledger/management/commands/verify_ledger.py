from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialgoods.ledger.actions.verify import differences, one_moment, strays
from socialgoods.ledger.models import Entity


class Command(BaseCommand):
    help = "Computes every sum of the ledger anew and names each difference. Ends with 1 where there is any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("books", nargs="*", help="codes of the books; all where none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Entity.objects.order_by("code")
        if options["books"]:
            rows = rows.filter(code__in=options["books"])
            missing = set(options["books"]) - set(rows.values_list("code", flat=True))
            if missing:
                raise CommandError(f"No such books: {', '.join(sorted(missing))}")
        with one_moment():
            found = list(strays())
        wrong = len(found)
        for text in found:
            self.stdout.write(text)
        for code in list(rows.values_list("code", flat=True)):
            with one_moment():
                entity = Entity.objects.get(code=code)
                found = list(differences(entity))
            wrong += len(found)
            state = "agrees" if not found else f"{len(found)} differences"
            self.stdout.write(f"{code}: {entity.last_number} entries, {state}")
            for text in found:
                self.stdout.write(f"  {text}")
        if wrong:
            raise CommandError(f"{wrong} differences")
