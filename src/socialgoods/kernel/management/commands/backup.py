from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.kernel import backup, clock


class Command(BaseCommand):
    help = "Write the whole county (database and uploaded files) into one file. Keep the keys elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"]
        if not target.absolute().parent.is_dir():
            raise CommandError(f"{target.parent} is no folder.")
        try:
            manifest = backup.write(target.absolute(), at=clock.now())
        except backup.BackupFailed as failure:
            raise CommandError(str(failure)) from None
        size = target.stat().st_size / 1024 / 1024
        self.stdout.write(f"{target}: {len(manifest['sha256'])} files, {size:.1f} MB.")
