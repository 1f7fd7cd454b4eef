"""Loads the county's own files into the tables, and official boundaries when they are to be had."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.places import geojson, queries
from socialgoods.places.county import BadCounty, County
from socialgoods.places.models import Boundary, District, PopulationObservation, PopulationStatus

REGISTERED = "registered"


class NotThisCounty(Exception):
    """The file has no shape of this county. Carries a sentence."""


@transaction.atomic
def load_county(folder: Path | None = None) -> int:
    """Districts and population as the county's folder has them now; what is there already is brought up to date."""
    folder = folder or settings.COUNTY.folder
    count = 0
    for where, row in _rows(folder / "districts.csv"):
        with _said(where):
            District.objects.update_or_create(
                code=row["code"],
                defaults={
                    "code_before": row.get("code_before_2024", ""),
                    "name": row["name"],
                    "name_en": row["name_en"],
                    "lon": float(row["lon"]),
                    "lat": float(row["lat"]),
                    "area_km2": Decimal(row["area_km2"]),
                    "source": row["source"],
                },
            )
        count += 1
    _load_population(folder / "population.csv")
    transaction.on_commit(queries.forget_drawings)
    return count


def _load_population(path: Path) -> None:
    """The table says what the file says: a figure taken out of the file goes."""
    district_of = _districts_by_code()
    kept = []
    for where, row in _rows(path):
        with _said(where):
            if row.get("measure", REGISTERED) != REGISTERED:
                continue
            observation, _created = PopulationObservation.objects.update_or_create(
                district=district_of[row["code"]],
                observed_on=date.fromisoformat(row["observed_on"]),
                source=row["source"],
                defaults={
                    "people": int(row["people"]),
                    "status": PopulationStatus(row["status"]),
                    "note": row["note"],
                },
            )
            kept.append(observation.pk)
    if path.exists():
        PopulationObservation.objects.exclude(pk__in=kept).delete()


def _districts_by_code() -> dict[str, District | None]:
    """None stands for the whole county."""
    county: County = settings.COUNTY
    found: dict[str, District | None] = {code: None for code in (county.code, county.code_before) if code}
    for district in District.objects.all():
        found |= {code: district for code in (district.code_before, district.code) if code}
    return found


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            for row in reader:
                yield f"{path} {reader.line_num}", row


@contextmanager
def _said(where: str) -> Iterator[None]:
    """What Python says of a bad line becomes a sentence that names file and line."""
    try:
        yield
    except KeyError as error:
        raise BadCounty(
            _("%(where)s행: %(what)s을(를) 찾을 수 없습니다. 열 이름과 코드를 확인해 주세요.")
            % {"where": where, "what": error.args[0]}
        ) from None
    except (ValueError, InvalidOperation, TypeError) as error:
        raise BadCounty(
            _("%(where)s행: 읽을 수 없는 값이 있습니다(%(why)s).") % {"where": where, "why": error}
        ) from None


@dataclass(frozen=True)
class Imported:
    matched: int
    created: int
    unmatched: tuple[str, ...]
    """Shapes of no district of this county; left out."""
    missing: tuple[str, ...]
    """Districts that have no boundary now."""
    points: int


@transaction.atomic
def import_districts(
    shapes: Sequence[geojson.Shape], *, source: str, create: bool = False, tolerance_m: float = 0
) -> Imported:
    """By today's code or the code before; by name only where the file's codes say nothing of this county.

    With `create`, what lies in the county by its code, or has no code, becomes a district. Several shapes of one
    district are its parts.
    """
    districts = list(District.objects.all())
    chosen, unmatched = _match(shapes, districts, settings.COUNTY)
    fresh = []
    if create:
        fresh = [shape for shape in unmatched if _lies_in(shape, settings.COUNTY, chosen)]
        unmatched = [shape for shape in unmatched if shape not in fresh]
    if not chosen and not fresh:
        raise NotThisCounty(_nothing_matches(len(shapes), create))
    ours = [*(shape for parts in chosen.values() for shape in parts), *fresh]
    thin = dict(zip(map(id, ours), geojson.thinned(ours, tolerance_m), strict=True))
    for district in districts:
        if parts := chosen.get(district.pk):
            _give_boundary(district, [thin[id(shape)] for shape in parts], source)
    created = [_new_district(parts, thin, source) for parts in _by_key(fresh).values()]
    transaction.on_commit(queries.forget_drawings)
    return Imported(
        matched=len(chosen),
        created=len(created),
        unmatched=tuple(shape.name or shape.code for shape in unmatched),
        missing=tuple(District.objects.filter(boundary=None).values_list("name", flat=True)),
        points=sum(len(ring) for shape in thin.values() for polygon in shape.rings for ring in polygon),
    )


Chosen = dict[int, list[geojson.Shape]]


def _match(
    shapes: Sequence[geojson.Shape], districts: Sequence[District], county: County
) -> tuple[Chosen, list[geojson.Shape]]:
    by_code = {code: row.pk for row in districts for code in (row.code_before, row.code) if code}
    found = {id(shape): by_code.get(shape.code) for shape in shapes}
    if not any(found.values()):
        # A village's name occurs in many counties: only within this county, or where the file names no county at all.
        by_name = {row.name: row.pk for row in districts}
        found = {id(shape): by_name.get(shape.own_name) for shape in shapes if _may_be_in(shape, county)}
    chosen: Chosen = {}
    unmatched = []
    for shape in shapes:
        if pk := found.get(id(shape)):
            chosen.setdefault(pk, []).append(shape)
        else:
            unmatched.append(shape)
    return chosen, unmatched


def _may_be_in(shape: geojson.Shape, county: County) -> bool:
    return " " not in shape.name or county.name in shape.name.split(" ")


def _lies_in(shape: geojson.Shape, county: County, chosen: Mapping[int, Any]) -> bool:
    if not shape.own_name or not _may_be_in(shape, county):
        return False
    if shape.code.isdecimal() and len(shape.code) == 10:
        return any(code and shape.code.startswith(code[:5]) for code in (county.code, county.code_before))
    return not chosen


def _nothing_matches(count: int, create: bool) -> str:
    values = {"count": count, "county": settings.COUNTY.name}
    if create:
        return _("도형 %(count)s개 가운데 %(county)s에 든 것이 없습니다. 이 군의 경계 파일인지 확인해 주세요.") % values
    return (
        _("도형 %(count)s개 가운데 %(county)s의 읍·면·동이 없습니다. 새 읍·면·동으로 만들려면 --create를 붙여 주세요.")
        % values
    )


def _give_boundary(district: District, parts: Sequence[geojson.Shape], source: str) -> None:
    geometry = geojson.multi_polygon([polygon for shape in parts for polygon in shape.rings])
    Boundary.objects.update_or_create(district=district, defaults={"geometry": geometry, "source": source})


def _by_key(shapes: Sequence[geojson.Shape]) -> dict[str, list[geojson.Shape]]:
    found: dict[str, list[geojson.Shape]] = {}
    for shape in shapes:
        found.setdefault(shape.code or shape.name, []).append(shape)
    return found


def _new_district(parts: Sequence[geojson.Shape], thin: Mapping[int, geojson.Shape], source: str) -> District:
    """Point and area as the boundary has them, before it was thinned."""
    first = parts[0]
    rings = [polygon for shape in parts for polygon in shape.rings]
    lon, lat = geojson.centre(rings)
    district = District.objects.create(
        code=first.code or first.own_name,
        name=first.own_name,
        name_en=first.name_en or first.own_name,
        lon=lon,
        lat=lat,
        area_km2=Decimal(str(geojson.area_km2(rings))),
        source=source,
    )
    _give_boundary(district, [thin[id(shape)] for shape in parts], source)
    return district
