from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.kernel import backup, clock
from socialgoods.kernel.management import passphrase


class Command(BaseCommand):
    help = "Bring a backup back. Checks the file first; refuses a database that is not empty unless told --replace."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="give up what is in the database now")
        parser.add_argument("--sealed", action="store_true", help="ask for the passphrase of a sealed file")

    def handle(self, *args: Any, **options: Any) -> None:
        secret = passphrase.for_opening(is_wanted=options["sealed"])
        try:
            manifest = backup.read(options["file"], replace=options["replace"], passphrase=secret)
        except backup.BackupFailed as failure:
            raise CommandError(str(failure)) from None
        clock.forget()
        self.stdout.write(
            f"{options['file']}: {manifest['county']} restored as of {manifest['made_at']}. "
            "Now run: socialgoods migrate"
        )
