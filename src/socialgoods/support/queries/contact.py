"""Named reads of visits, calls and messages."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, QuerySet

from socialgoods.registry.models import Organization
from socialgoods.support.models import Contact
from socialgoods.support.queries.commitment import of


def last_contacts(organization_pks: Iterable[int]) -> dict[int, date]:
    """When each of the organisations was last spoken with; those never spoken with are not in it."""
    rows = Contact.objects.standing().filter(organization__in=list(organization_pks)).order_by()
    return dict(rows.values_list("organization").annotate(last=Max("held_on")))


def of_organization(organization: Organization, *, is_staff: bool) -> QuerySet[Contact]:
    rows = Contact.objects.standing().for_staff(is_staff).filter(of(organization))
    return rows.select_related("recorded_by").order_by("-held_on", "-pk")
