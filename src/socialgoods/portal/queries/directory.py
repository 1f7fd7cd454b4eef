"""A page of the directory, and how many organisations there are beside those found."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from socialgoods.registry.models import Organization
from socialgoods.registry.queries import organization as registry

PAGE = 30


@dataclass(frozen=True)
class Found:
    page: "Page[Any]"
    count: int
    registered: int
    """All that the register holds of the county, whatever their status."""


def directory(search: registry.Search, *, sort: str, number: str | None, on: date) -> Found:
    rows = registry.find(search, on=on).order_by(*registry.order_of(search, sort)).values_list("pk", flat=True)
    # A search reads every entry of the index once; asked for the number and then for the page, it would do so twice.
    found: Any = list(rows) if search.q.strip() else rows
    page = Paginator(found, PAGE).get_page(number)
    page.object_list = registry.listed_rows(page.object_list, on=on)
    return Found(page, page.paginator.count, Organization.objects.of_county().count())
