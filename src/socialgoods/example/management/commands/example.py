from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from socialgoods.diagnosis.queries import result
from socialgoods.example import advance, files, load
from socialgoods.example.people import ACCOUNTS, PASSWORD
from socialgoods.places.actions import load_county


def _factor(text: str) -> float:
    value = float(text)
    if not 0.1 <= value <= 100:
        raise ArgumentTypeError("from 0.1 to 100")
    return value


class Command(BaseCommand):
    help = "Write the made-up example county into an empty database, or print its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2017, help="another seed makes another county")
        parser.add_argument(
            "--factor",
            type=_factor,
            default=1,
            help="times 310 organisations: 0.2 a small county, 100 a very large one",
        )
        parser.add_argument(
            "--untouched",
            action="store_true",
            help="nothing of the year is begun: no rounds, no case files, no figures yet",
        )
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")
        parser.add_argument(
            "--advance", action="store_true", help="let a year go by: what was given takes effect, reports come in"
        )
        parser.add_argument(
            "--round", choices=[way.value for way in advance.Way],
            help="with --advance: the year's money is divided first, by the platform's proposal unchanged or as it is done "
            "today, and everybody takes it",
        )  # fmt: skip
        parser.add_argument(
            "--until", type=int, metavar="YEAR", help="with --advance: year after year, until this one has gone by"
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
                world = load.load(seed=options["seed"], factor=options["factor"], is_begun=not options["untouched"])
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
                self._advance(advance.Way(options["round"]) if options["round"] else None, options["until"])
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

    def _advance(self, way: advance.Way | None, until: int | None) -> None:
        """A year, or all of them up to one; figures that only pages read are computed once, at the end."""
        is_last = False
        while not is_last:
            is_last = until is None or until <= advance.next_year()
            done = advance.advance(way=way, figured="all" if is_last else "next")
            self.stdout.write(
                f"{done.year} has passed: {done.reports} reports, {done.opened} opened, {done.closed} closed; {done.supports} supports "
                f"for {done.spent:,} won had been given. Self-reliant: {_rate(done.year)}"
            )
            self.stdout.flush()


def _rate(year: int) -> str:
    county = result.county(year)
    if county is None or county.is_suppressed:
        return "not known."
    self_reliant, reported = county.figures["self_reliant"], county.figures["reported"]
    return f"{self_reliant} of {reported} that reported ({100 * self_reliant / max(1, reported):.1f} %)."
