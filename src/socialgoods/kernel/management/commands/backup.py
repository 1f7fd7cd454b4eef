from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.kernel import backup
from socialgoods.kernel.management import passphrase


class Command(BaseCommand):
    help = (
        "Write the whole county (database and uploaded files) into one file. Keep the keys elsewhere. "
        f"Sealed where {passphrase.NAME} is set, or with --sealed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sealed", action="store_true", help="seal it with a passphrase")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"].absolute()
        if not target.parent.is_dir() or target.is_dir():
            raise CommandError(f"{target.parent} is no folder, or {target.name} is one. Name a file.")
        secret = passphrase.for_sealing(is_wanted=options["sealed"])
        try:
            manifest = backup.write(target, at=datetime.now(UTC), passphrase=secret)
        except backup.BackupFailed as failure:
            raise CommandError(str(failure)) from None
        size = target.stat().st_size / 1024 / 1024
        how = "sealed" if secret else "not sealed"
        self.stdout.write(f"{target}: {len(manifest['sha256'])} files, {size:.1f} MB, {how}.")
