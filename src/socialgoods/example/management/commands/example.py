from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from socialgoods.example import advance, files, load
from socialgoods.example.people import ACCOUNTS, PASSWORD
from socialgoods.places.actions import load_county


class Command(BaseCommand):
    help = "Write the made-up example county into an empty database, or print its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2017, help="another seed makes another county")
        parser.add_argument("--factor", type=int, default=1, choices=[1, 10, 100], help="times 310 organisations")
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")
        parser.add_argument(
            "--advance", action="store_true", help="let a year go by: what was given takes effect, reports come in"
        )
        parser.add_argument(
            "--files", metavar="DIR", help="write the county as files for diagnose, prescribe and forecast"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["advance"] or options["files"]:
            self._go_on(options)
            return
        if not options["accounts"]:
            load_county()
            try:
                world = load.load(seed=options["seed"], factor=options["factor"], last_year=2017)
            except load.NotEmpty:
                raise CommandError(
                    "There are organisations already. The example is only written into an empty database: "
                    "set DATABASE_URL to a new one."
                ) from None
            self.stdout.write(f"{len(world.bodies)} organisations, {len(world.participations)} participations.")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<13} {PASSWORD}   {account.what}")

    def _go_on(self, options: dict[str, Any]) -> None:
        if options["advance"] and settings.PRODUCTION:
            raise CommandError(
                "In production the county lives today: its clock is not moved. Try the example elsewhere."
            )
        try:
            if options["advance"]:
                done = advance.advance()
                self.stdout.write(
                    f"{done.year} has passed: {done.reports} reports, {done.opened} opened, {done.closed} closed, "
                    f"{done.supports} supports had been given."
                )
            if options["files"]:
                for name, rows in files.write_files(Path(options["files"])).items():
                    self.stdout.write(f"  {name:<15} {rows:>7,} rows")
        except advance.NoExample:
            raise CommandError(
                "There is no example county in this database. Write one first: socialgoods example"
            ) from None
        except advance.AtTheEnd:
            raise CommandError("The plan's last year has been reported; the example county goes no further.") from None
        except OSError as wrong:
            raise CommandError(f"{options['files']} cannot be written: {wrong.strerror}.") from None
