"""Prescriptions as an organisation, its advisor and other rooms ask for them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from socialgoods.prescription.models import Prescription, PrescriptionState
from socialgoods.registry.models import Organization

WAITING = (PrescriptionState.SENT, PrescriptionState.INVITED)


def of_organization(organization: Organization) -> QuerySet[Prescription]:
    """Newest first; those of records merged into it, too."""
    rows = Prescription.objects.filter(Q(organization=organization) | Q(organization__merged_into=organization))
    return rows.select_related("measure", "round", "answered_by", "organization").order_by("-year", "-pk")


def waiting(organization_pks: Iterable[int]) -> QuerySet[Prescription]:
    """For an answer, or for an application; the nearest last day first."""
    rows = Prescription.objects.filter(organization__in=list(organization_pks), state__in=WAITING)
    return rows.select_related("measure", "organization").order_by("answer_by", "pk")
