from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.kernel import backup, clock


class Command(BaseCommand):
    help = "Bring a backup back. Checks the file first; refuses a database that is not empty unless told --replace."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="give up what is in the database now")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.read(options["file"], replace=options["replace"])
        except backup.BackupFailed as failure:
            raise CommandError(str(failure)) from None
        clock.forget()
        self.stdout.write(
            f"{options['file']}: restored as of {manifest['made_at']}. Run `socialgoods migrate` if the software is newer."
        )
