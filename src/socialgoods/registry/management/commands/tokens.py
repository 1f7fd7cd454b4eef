import csv
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from socialgoods.exchange import cells
from socialgoods.registry.rules.token import person_token

NEEDED = ("org_id", "name", "birth_date", "phone4", "role")
KEPT = ("org_id", "token", "role", "area", "from", "to")


class Command(BaseCommand):
    help = (
        "Make a list of tokens from a list of persons, at the organisation: names, birth dates and telephones stay there. "
        "Needs the county's key in SOCIALGOODS_COUNTY_KEY and no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", type=Path, help="CSV with org_id, name, birth_date, phone4, role and, if known, area, from, to"
        )
        parser.add_argument("target", type=Path, help="CSV for the county: tokens instead of persons")

    def handle(self, *args: Any, **options: Any) -> None:
        with options["source"].open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or [])]
            if missing:
                raise CommandError(f"{options['source']}: the columns {', '.join(missing)} are missing.")
            rows = [self._row(row) for row in reader]
        with options["target"].open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, KEPT)
            writer.writeheader()
            writer.writerows(rows)
        unlinked = sum(not row["token"] for row in rows)
        self.stdout.write(f"{len(rows)} persons, {unlinked} of them without a token because a part is missing.")

    def _row(self, row: dict[str, str]) -> dict[str, str]:
        born = cells.day(date(2100, 1, 1))(row["birth_date"]).value if row["birth_date"].strip() else None
        token = person_token(name=row["name"], birth_date=born, phone4=row["phone4"])
        return {"token": token, **{name: row.get(name, "") or "" for name in KEPT if name != "token"}}
