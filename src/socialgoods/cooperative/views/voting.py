"""What the pages of a vote share."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from socialgoods.cooperative import vote_permissions as permissions
from socialgoods.cooperative.models import AgendaItem
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import resolution
from socialgoods.kernel import clock


def load(code: str, pk: int, number: int) -> AgendaItem:
    rows = AgendaItem.objects.select_related("assembly__cooperative", "about", "follows")
    return get_object_or_404(rows, assembly__cooperative__code=code, assembly=pk, number=number)


def address(item: AgendaItem) -> list[Any]:
    return [item.assembly.cooperative.code, item.assembly_id, item.number]


def about(request: HttpRequest, item: AgendaItem) -> dict[str, Any]:
    """What every page of the item shows."""
    cooperative = item.assembly.cooperative
    majority = queries.majority(item)
    return {
        "item": item,
        "assembly": item.assembly,
        "cooperative": cooperative,
        "subject": resolution.subject(item.subject),
        "is_two_thirds": majority in {resolution.SPECIAL, resolution.FOUNDING},
        "article": resolution.article_of(majority, is_social=cooperative.is_social),
        "asked": queries.form(item),
        "may_run": permissions.may_run_vote(request.user, item, clock.today()),
    }
