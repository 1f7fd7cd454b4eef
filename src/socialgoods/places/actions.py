"""Loads the county's own files into the tables."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from socialgoods.places.models import District, PopulationObservation, PopulationStatus


@transaction.atomic
def load_county(folder: Path | None = None) -> int:
    """Districts and population as the county's folder has them now; what is there already is brought up to date."""
    folder = folder or settings.COUNTY.folder
    rows = list(_rows(folder / "districts.csv"))
    for row in rows:
        District.objects.update_or_create(
            code=row["code"],
            defaults={
                "code_before": row.get("code_before_2024", ""),
                "name": row["name"],
                "name_en": row["name_en"],
                "lon": float(row["lon"]),
                "lat": float(row["lat"]),
                "area_km2": row["area_km2"],
                "source": row["source"],
            },
        )
    _load_population(folder / "population.csv")
    return len(rows)


def _load_population(path: Path) -> None:
    districts = {district.code: district for district in District.objects.all()}
    for row in _rows(path):
        PopulationObservation.objects.update_or_create(
            district=districts.get(row["code"]),
            observed_on=date.fromisoformat(row["observed_on"]),
            source=row["source"],
            defaults={
                "people": int(row["people"]),
                "status": PopulationStatus(row["status"]),
                "note": row["note"],
            },
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.DictReader(stream)
