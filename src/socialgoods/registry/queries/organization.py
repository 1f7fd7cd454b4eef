"""Named reads of the register: the directory's filters, counts, and where organisations are."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from socialgoods.kernel.hangul import initials, is_initials, normalise_name
from socialgoods.registry.models import MarkState, Organization, Residence

SORTS = {"name": ("name", "pk"), "-name": ("-name", "-pk"), "founded": ("founded_on", "pk"), "-founded": (F("founded_on").desc(nulls_last=True), "pk")}

LISTED = ("code", "name", "kind", "sector", "status", "residence", "founded_on", "district__name", "district__name_en")
"""What a list shows; contact data stays sealed in the table."""


@dataclass(frozen=True)
class Search:
    """What a visitor asked for. Empty means any; outside the county only when asked."""

    q: str = ""
    kind: str = ""
    sector: str = ""
    district: str = ""
    status: str = "active"
    designation: str = ""
    mark: str = ""
    residence: str = ""
    ending: tuple[date, date] | None = None
    """Only with a designation that ends in this period."""

    @property
    def active(self) -> int:
        """How many filters beside the words are set."""
        return sum(getattr(self, f.name) != f.default for f in fields(self) if f.name != "q")


def find(search: Search) -> QuerySet[Organization]:
    rows = Organization.objects.listed()
    rows = rows.filter(residence=search.residence) if search.residence else rows.exclude(residence=Residence.OUTSIDE)
    if search.status and search.status != "any":
        rows = rows.filter(status=search.status)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.sector:
        rows = rows.filter(sector=search.sector)
    if search.district == "unknown":
        rows = rows.filter(district=None)
    elif search.district:
        rows = rows.filter(district__code=search.district)
    if search.designation:
        rows = rows.filter(pk__in=_designated(search.designation))
    if search.ending:
        rows = rows.filter(pk__in=Organization.objects.filter(designations__ends_on__range=search.ending).values("pk"))
    if search.mark:
        rows = rows.filter(pk__in=Organization.objects.filter(marks__state=MarkState.GRANTED).values("pk"))
    return rows.filter(_words(search.q)) if search.q.strip() else rows


def _designated(kind: str) -> QuerySet[Any]:
    return Organization.objects.filter(designations__kind=kind).values("pk")


def _words(text: str) -> Q:
    """Every word must be found: as initial consonants, or in the name or in what the organisation does."""
    condition = Q()
    for word in text.split()[:6]:
        if is_initials(word):
            condition &= Q(initials__contains=initials(word))
        else:
            condition &= Q(name__icontains=word) | Q(name_key__contains=normalise_name(word)) | Q(activity__icontains=word)
    return condition


def count_by(rows: QuerySet[Organization], name: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(name).annotate(n=Count("pk")))


def to_ask() -> QuerySet[Organization]:
    """Organisations whose district, or even county, is not known: to be asked, not guessed."""
    return Organization.objects.of_county().filter(district=None).exclude(status="closed").order_by("name", "pk")
