"""Organisations and districts as GeoJSON for the map, and as a table of public columns to take away."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.kernel.codes import STATUSES, label
from socialgoods.places import queries as places
from socialgoods.registry import codes
from socialgoods.registry.models import Organization


def points(rows: QuerySet[Organization]) -> dict[str, Any]:
    """An organisation without coordinates has no geometry: the map groups it at its district's point."""
    kinds = codes.kinds()
    values = rows.order_by("name", "pk").values_list("code", "name", "kind", "district__name", "lon", "lat")
    base = reverse("organization", args=["-"])
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": None if lon is None else {"type": "Point", "coordinates": [lon, lat]},
                "properties": {
                    "name": name,
                    "url": base.replace("/-/", f"/{code}/"),
                    "kind": kinds.get(kind, kind),
                    "district": district or "",
                },
            }
            for code, name, kind, district, lon, lat in values
        ],
    }


def districts() -> dict[str, Any]:
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
    kinds, sectors, forms = codes.kinds(), codes.sectors(), codes.legal_forms()
    headings = [_("등록번호"), _("이름"), _("유형"), _("법적 형태"), _("분야"), _("읍·면"), _("상태"), _("설립일"), _("하는 일"), _("홈페이지")]
    values = rows.order_by("name", "pk").values_list(
        "code", "name", "kind", "legal_form", "sector", "district__name", "status", "founded_on", "activity", "homepage"
    )
    return headings, (
        [
            code,
            name,
            kinds.get(kind, kind),
            forms.get(legal_form, legal_form),
            sectors.get(sector, sector),
            district or "",
            label(STATUSES, status),
            founded_on,
            activity,
            homepage,
        ]
        for code, name, kind, legal_form, sector, district, status, founded_on, activity, homepage in values.iterator()
    )
