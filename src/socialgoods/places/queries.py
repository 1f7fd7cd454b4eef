from typing import Any

from socialgoods.places import schematic
from socialgoods.places.models import District, ExampleData, PopulationObservation, PopulationStatus


def is_example() -> bool:
    return ExampleData.objects.exists()


def county_population() -> PopulationObservation | None:
    """The latest published figure for the whole county."""
    return (
        PopulationObservation.objects.filter(district=None, status=PopulationStatus.PUBLISHED)
        .order_by("-observed_on", "-pk")
        .first()
    )


def shapes() -> list[tuple[District, dict[str, Any]]]:
    """Official boundaries where every district has one, the schematic map otherwise; never a mixture."""
    rows = list(District.objects.all())
    if all(row.boundary for row in rows):
        return [(row, row.boundary) for row in rows]
    rings = schematic.cells([schematic.Seed(row.lon, row.lat, float(row.area_km2)) for row in rows])
    return [(row, {"type": "Polygon", "coordinates": [ring]}) for row, ring in zip(rows, rings, strict=True)]
