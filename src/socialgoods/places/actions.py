"""Loads the county's own files into the tables."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from socialgoods.places import geojson
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


@dataclass(frozen=True)
class Imported:
    matched: int
    created: int
    unmatched: tuple[str, ...]
    """Shapes of no district of this county; left out."""
    missing: tuple[str, ...]
    """Districts that the file has no shape for."""


@transaction.atomic
def import_districts(shapes: Sequence[geojson.Shape], *, source: str, create: bool = False) -> Imported:
    """By today's code, the code before 2024, or the name. With `create`, what is no district yet becomes one."""
    districts = {key: district for district in District.objects.all() for key in (district.code_before, district.name, district.code)}
    matched, created, unmatched = set(), 0, []
    for shape in shapes:
        district = districts.get(shape.code) or districts.get(shape.name)
        if district is None and create and shape.code and shape.name:
            lon, lat = geojson.centre(shape.geometry)
            district = District(code=shape.code[:10], name=shape.name, name_en=shape.name, lon=lon, lat=lat, area_km2=0, source=source)
            created += 1
        if district is None:
            unmatched.append(shape.name or shape.code)
            continue
        district.boundary, district.boundary_source = shape.geometry, source
        district.save()
        matched.add(district.pk)
    missing = tuple(row.name for row in District.objects.exclude(pk__in=matched))
    return Imported(len(matched), created, tuple(unmatched), missing)
