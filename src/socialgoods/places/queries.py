from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from socialgoods.places import geojson, outline, schematic
from socialgoods.places.models import Boundary, District, ExampleData, PopulationObservation, PopulationStatus

DAY_SECONDS = 60 * 60 * 24
DRAWINGS = "places.drawings"
KEPT = ("drawing", "shapes")


def is_example() -> bool:
    return ExampleData.objects.exists()


@dataclass(frozen=True)
class Population:
    """`observation` is the one to show, with its date and status; `published` the last one that was published."""

    observation: PopulationObservation
    published: PopulationObservation | None

    @property
    def is_estimate(self) -> bool:
        return self.observation.status == PopulationStatus.ESTIMATE


def county_population(*, on: date) -> PopulationObservation | None:
    """Published for the whole county: the latest until the day, else the first after it."""
    rows = PopulationObservation.objects.filter(district=None, status=PopulationStatus.PUBLISHED)
    return _nearest(list(rows.order_by("observed_on", "pk")), on)


def populations(*, on: date) -> dict[int, Population]:
    """Of every district that has an observation: two observations at most, in one query."""
    rows: dict[int, list[PopulationObservation]] = {}
    for row in PopulationObservation.objects.exclude(district=None).order_by("observed_on", "pk"):
        rows.setdefault(row.district_id or 0, []).append(row)
    found = {}
    for pk, own in rows.items():
        if shown := _nearest(own, on):
            published = [row for row in own if row.status != PopulationStatus.ESTIMATE]
            found[pk] = Population(shown, _nearest(published, on))
    return found


def _nearest(rows: Sequence[PopulationObservation], on: date) -> PopulationObservation | None:
    """Rows in order of their days."""
    until = [row for row in rows if row.observed_on <= on]
    return until[-1] if until else next(iter(rows), None)


def boundary_source() -> str:
    """Who published the boundaries that the map shows; empty while it is the schematic one."""
    if District.objects.filter(boundary=None).exists():
        return ""
    return Boundary.objects.order_by("pk").values_list("source", flat=True).first() or ""


class Name(NamedTuple):
    pk: int
    code: str
    label: str
    """In the reader's language."""


def names() -> list[Name]:
    """For lists, in the county's order."""
    label = "name_en" if (get_language() or "ko").startswith("en") else "name"
    return [Name(*row) for row in District.objects.values_list("pk", "code", label)]


def shapes() -> list[tuple[District, dict[str, Any]]]:
    """Official boundaries where every district has one, the schematic map otherwise; never a mixture."""
    rows = list(District.objects.all())
    official = dict(Boundary.objects.values_list("district", "geometry"))
    if all(row.pk in official for row in rows):
        return [(row, official[row.pk]) for row in rows]
    rings = schematic.cells([schematic.Seed(row.lon, row.lat, float(row.area_km2)) for row in rows])
    return [(row, {"type": "Polygon", "coordinates": [ring]}) for row, ring in zip(rows, rings, strict=True)]


@dataclass(frozen=True)
class DrawnDistrict:
    pk: int
    code: str
    name: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """The county as a small picture: SVG paths in a box of the given size, and where each name may stand."""

    width: int
    height: int
    districts: tuple[DrawnDistrict, ...]
    source: str
    """Who published the boundaries; empty for the schematic map."""


def drawing() -> Drawing:
    return kept("drawing", _draw)


def _draw() -> Drawing:
    """A name stands at the district's own point, in the schematic map in the middle of its cell."""
    found, source = shapes(), boundary_source()
    cells = [geometry for _, geometry in found]
    middles = [(row.lon, row.lat) if source else geojson.centre([cell["coordinates"]]) for row, cell in found]
    picture = outline.draw(cells, middles)
    districts = tuple(
        DrawnDistrict(row.pk, row.code, str(row), drawn.path, drawn.x, drawn.y)
        for (row, _), drawn in zip(found, picture.shapes, strict=True)
    )
    return Drawing(picture.width, picture.height, districts, source)


def kept(name: str, make: Callable[[], Any]) -> Any:
    """What is drawn from the districts is the same for everybody until the districts change."""
    key = f"{DRAWINGS}.{name}.{get_language()}"
    return cache.get_or_set(key, make, DAY_SECONDS)


def forget_drawings() -> None:
    cache.delete_many([f"{DRAWINGS}.{name}.{language}" for name in KEPT for language, _ in settings.LANGUAGES])
