"""Named reads of the register: the directory's filters and order, counts, and who must be asked where they are.

What the directory filters, counts and sorts by stands in one index (`organization_directory`), so that a page of it
reads 30 whole rows and no more, however many organisations there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from socialgoods.kernel.hangul import initials, is_initials, normalise_name
from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.models import Designation, Mark, MarkState, Organization, Residence

SORTS: dict[str, tuple[Any, ...]] = {
    "name": ("name", "pk"),
    "-name": ("-name", "-pk"),
    "founded": (F("founded_on").asc(nulls_last=True), "pk"),
    "-founded": (F("founded_on").desc(nulls_last=True), "pk"),
}
WORDS_AT_MOST = 6
SOON = timedelta(days=90)


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
    ending: str = ""
    """Only with a designation that ends within three months."""
    residence: str = ""

    @property
    def active(self) -> int:
        """How many filters beside the words are set."""
        return sum(getattr(self, field.name) != field.default for field in fields(self) if field.name != "q")


def find(search: Search, *, on: date) -> QuerySet[Organization]:
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
        rows = rows.filter(district__in=District.objects.filter(code=search.district).values("pk"))
    if search.designation:
        rows = rows.filter(pk__in=valid_designations(on).filter(kind=search.designation).values("organization"))
    if search.ending:
        rows = rows.filter(pk__in=ending_designations(on).values("organization"))
    if search.mark:
        rows = rows.filter(pk__in=valid_marks(on).values("organization"))
    for word in words_of(search.q):
        rows = rows.filter(_says(word))
    return rows


def words_of(text: str) -> list[str]:
    return text.casefold().split()[:WORDS_AT_MOST]


def _says(word: str) -> Q:
    """As initial consonants of the name; in the name or what the organisation does; or as its field, kind or place."""
    if is_initials(word):
        return _holds(initials(word))
    found = _holds(word)
    if (bare := normalise_name(word)) and bare != word:
        found |= _holds(bare)
    if len(word) < 2:
        return found
    place = "name_en__istartswith" if word.isascii() else "name__startswith"
    return (
        found
        | Q(sector__in=_named(codes.sectors(), word))
        | Q(kind__in=_named(codes.kinds(), word))
        | Q(district__in=District.objects.filter(**{place: word}).values("pk"))
    )


def _holds(word: str) -> Q:
    """Looks for the bytes, where LIKE would walk letter by letter: half the time."""
    return Q(GreaterThan(StrIndex("search", Value(word)), 0))


def _named(labels: dict[str, str], word: str) -> list[str]:
    return [code for code, label in labels.items() if word in label.casefold()]


def order_of(search: Search, sort: str) -> tuple[Any, ...]:
    """As asked; a search without a wish shows first whose name says the first word."""
    if sort in SORTS:
        return SORTS[sort]
    words = words_of(search.q)
    if words and not is_initials(words[0]):
        in_name = Case(When(name__icontains=words[0], then=Value(0)), default=Value(1))
        return (in_name, *SORTS["name"])
    return SORTS["name"]


class Listed(NamedTuple):
    """What a list shows of an organisation; contact data stays sealed in the table."""

    pk: int
    code: str
    name: str
    kind: str
    sector: str
    activity: str
    status: str
    residence: str
    founded_on: date | None
    district_id: int | None
    has_mark: bool


def listed(pks: Iterable[int], *, on: date) -> list[Listed]:
    """In the order given."""
    order = list(pks)
    mark = Exists(valid_marks(on).filter(organization=OuterRef("pk")))
    rows = Organization.objects.filter(pk__in=order).order_by().annotate(has_mark=mark)
    by_pk = {row[0]: Listed(*row) for row in rows.values_list(*Listed._fields)}
    return [by_pk[pk] for pk in order if pk in by_pk]


def valid_marks(on: date) -> QuerySet[Mark]:
    return Mark.objects.filter(state=MarkState.GRANTED, ends_on__gt=on).order_by()


def valid_designations(on: date) -> QuerySet[Designation]:
    until = Q(ends_on=None) | Q(ends_on__gt=on)
    return Designation.objects.filter(until, Q(starts_on=None) | Q(starts_on__lte=on)).order_by()


def ending_designations(on: date) -> QuerySet[Designation]:
    return Designation.objects.filter(ends_on__gt=on, ends_on__lte=on + SOON).order_by()


def count_by(rows: QuerySet[Organization], name: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(name).annotate(n=Count("pk")))


def to_ask() -> QuerySet[Organization]:
    """Organisations whose district, or even county, is not known: to be asked, not guessed."""
    return Organization.objects.of_county().filter(district=None).exclude(status="closed").order_by("name", "pk")
