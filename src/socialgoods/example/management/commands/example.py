from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.example import load
from socialgoods.example.people import ACCOUNTS, PASSWORD
from socialgoods.places.actions import load_county


class Command(BaseCommand):
    help = "Write the made-up example county into an empty database, or print its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2017, help="another seed makes another county")
        parser.add_argument("--factor", type=int, default=1, choices=[1, 10, 100], help="times 310 organisations")
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")

    def handle(self, *args: Any, **options: Any) -> None:
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
