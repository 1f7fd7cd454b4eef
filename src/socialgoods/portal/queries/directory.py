"""A page of the directory, and how many organisations there are beside those found."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from socialgoods.portal.queries.kept import until_change
from socialgoods.registry.models import Organization
from socialgoods.registry.queries import organization as registry

PAGE = 30


@dataclass(frozen=True)
class Found:
    page: "Page[Any]"
    registered: int
    """All that the register holds of the county, whatever their status."""

    @property
    def count(self) -> int:
        return self.page.paginator.count


@dataclass(frozen=True)
class Counts:
    registered: int
    unasked: int
    """What the directory finds before anything is asked."""


def directory(search: registry.Search, *, sort: str, number: str | None, on: date) -> Found:
    counts: Counts = until_change("directory", lambda: _counts(on), on=on)
    rows = registry.find(search, on=on).order_by(*registry.order_of(search, sort)).values_list("pk", flat=True)
    # A search reads every entry of the index once; asked for the number and then for the page, it would do so twice.
    found: Any = list(rows) if search.q.strip() else rows
    paginator = Paginator(found, PAGE)
    if search == registry.Search():
        paginator.count = counts.unasked
    page = paginator.get_page(number)
    page.object_list = registry.listed(page.object_list, on=on)
    return Found(page, counts.registered)


def _counts(on: date) -> Counts:
    return Counts(Organization.objects.of_county().count(), registry.find(registry.Search(), on=on).count())
