"""Organisations and districts as GeoJSON for the map, and as a table of public columns to take away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socialgoods.kernel.formats import number
from socialgoods.places import queries as places
from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.models import Organization

ONE_BY_ONE = 2_000
"""So many organisations are drawn one by one; of more, a map shows how many there are in each district."""

IN_ITS_PLACE = Q(lon__isnull=False, publishes_contact=True)
"""A point on the map is an address: only of those who publish theirs."""


@dataclass(frozen=True)
class OnMap:
    found: int
    in_place: int
    nowhere: int
    """Their district is to be asked for."""
    by_district: list[tuple[places.Name, int]]
    """Most first."""

    @property
    def grouped(self) -> int:
        return self.found - self.in_place - self.nowhere

    @property
    def is_too_many(self) -> bool:
        return self.found > ONE_BY_ONE


def on_map(rows: QuerySet[Organization]) -> OnMap:
    counted = rows.order_by().values_list("district").annotate(n=Count("pk"), placed=Count("pk", filter=IN_ITS_PLACE))
    counts = {district: (n, placed) for district, n, placed in counted}
    unknown, unknown_placed = counts.get(None, (0, 0))
    districts = [(row, counts.get(row.pk, (0, 0))[0]) for row in places.names()]
    return OnMap(
        found=sum(n for n, _ in counts.values()),
        in_place=sum(placed for _, placed in counts.values()),
        nowhere=unknown - unknown_placed,
        by_district=sorted(districts, key=lambda each: (-each[1], each[0].label)),
    )


def points(rows: QuerySet[Organization], query: str = "") -> dict[str, Any]:
    """An organisation without a public place has no geometry: the map groups it at its district's point."""
    total = rows.count()
    features = _districts_with_counts(rows, query) if total > ONE_BY_ONE else _one_by_one(rows)
    return {"type": "FeatureCollection", "features": features}


def _one_by_one(rows: QuerySet[Organization]) -> list[dict[str, Any]]:
    kinds = codes.kinds()
    names = {row.pk: row.label for row in places.names()}
    values = rows.order_by("name", "pk").values_list(
        "code", "name", "kind", "district", "lon", "lat", "publishes_contact"
    )
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]} if lon is not None and is_public else None,
            "properties": {
                "name": name,
                "url": reverse("organization", args=[code]),
                "kind": kinds.get(kind, kind),
                "district": names.get(district, ""),
            },
        }
        for code, name, kind, district, lon, lat, is_public in values
    ]


def _districts_with_counts(rows: QuerySet[Organization], query: str) -> list[dict[str, Any]]:
    counts = dict(rows.order_by().values_list("district").annotate(n=Count("pk")))
    shown = [
        (row, counts[row.pk])
        for row in District.objects.only("code", "name", "name_en", "lon", "lat")
        if row.pk in counts
    ]
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {
                "name": str(row),
                "url": f"{reverse('organizations')}?{query and query + '&'}district={row.code}",
                "kind": ngettext("%(n)s곳", "%(n)s곳", n) % {"n": number(n)},
                "district": "",
                "count": n,
            },
        }
        for row, n in shown
    ]


def districts() -> dict[str, Any]:
    return places.kept("shapes", _districts)


def _districts() -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": geometry,
                "properties": {"code": row.code, "name": str(row), "point": [row.lon, row.lat]},
            }
            for row, geometry in places.shapes()
        ],
    }


def public_table(rows: QuerySet[Organization]) -> tuple[list[str], Iterable[list[Any]]]:
    labels = (codes.kinds(), codes.legal_forms(), codes.sectors(), codes.statuses())
    names = {row.pk: row.label for row in places.names()}
    headings = [
        _("등록번호"), _("이름"), _("유형"), _("법적 형태"), _("분야"), _("읍·면"),
        _("상태"), _("설립일"), _("하는 일"), _("홈페이지"),
    ]  # fmt: skip
    values = rows.order_by("name", "pk").values_list(
        "code", "name", "kind", "legal_form", "sector", "status", "district", "founded_on", "activity", "homepage"
    )

    def row_of(code, name, kind, form, sector, status, district, founded_on, activity, homepage):
        said = [table.get(key, key) for table, key in zip(labels, (kind, form, sector, status), strict=True)]
        return [code, name, *said[:3], names.get(district, ""), said[3], founded_on, activity, homepage]

    return headings, (row_of(*row) for row in values.iterator(2000))
