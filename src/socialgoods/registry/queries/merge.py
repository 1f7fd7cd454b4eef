"""Which records may be one organisation: by name and district, else name and address. An officer decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models import Organization

MANY = 6
"""More records of one name than this are a common name, not duplicates."""


@dataclass(frozen=True)
class Candidate:
    first: Organization
    second: Organization
    because: str | Promise


BECAUSE = {
    "district": _("이름과 읍·면·동이 같습니다"),
    "address": _("이름과 주소가 같습니다"),
    "unknown_district": _("이름이 같고, 한쪽의 읍·면·동을 모릅니다"),
}


def candidates() -> list[Candidate]:
    listed = Organization.objects.listed()
    repeated = listed.order_by().values("name_key").annotate(n=Count("pk")).filter(n__gt=1, n__lte=MANY)
    rows = list(
        listed.filter(name_key__in=repeated.values("name_key")).only(
            "code", "name", "name_key", "business_no", "district_id", "address_index", "residence", "kind", "status"
        )
    )
    by_name: dict[str, list[Organization]] = defaultdict(list)
    for row in rows:
        by_name[row.name_key].append(row)
    found = [
        Candidate(first, second, BECAUSE[reason])
        for group in by_name.values()
        for first, second in _pairs(group)
        if (reason := reason_for(first, second))
    ]
    return sorted(found, key=lambda candidate: (candidate.first.name, candidate.first.pk, candidate.second.pk))


def reason_for(first: Organization, second: Organization) -> str | None:
    """Why two records of one name may be one organisation. Two business numbers, which cannot be equal, say that they are not."""
    if first.business_no and second.business_no:
        return None
    if first.district_id and second.district_id:
        return "district" if first.district_id == second.district_id else None
    if first.address_index and first.address_index == second.address_index:
        return "address"
    if first.residence != "outside" and second.residence != "outside":
        return "unknown_district"
    return None


def _pairs(rows: Iterable[Organization]) -> Iterable[tuple[Organization, Organization]]:
    return combinations(sorted(rows, key=lambda row: row.pk), 2)
