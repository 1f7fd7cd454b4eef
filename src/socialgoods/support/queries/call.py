"""Named reads of calls and applications, and what is known of who asks."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from socialgoods.registry import codes
from socialgoods.registry.models import Organization, OrganizationStatus, Residence, SupportGiven
from socialgoods.support.models import (
    Application,
    ApplicationState,
    Call,
    CallState,
    Commitment,
    CommitmentState,
    Invitation,
    Programme,
)
from socialgoods.support.parameters import NOT_TOGETHER
from socialgoods.support.rules import call as rules


def open_on(on: date) -> QuerySet[Call]:
    """Calls to which one may apply on that day, the nearest closing day first."""
    return running().filter(closes_on__gte=on)


def running() -> QuerySet[Call]:
    """Calls not yet decided, those past their closing day too."""
    return Call.objects.filter(state=CallState.OPEN).select_related("measure").order_by("closes_on", "pk")


def counted(rows: QuerySet[Call]) -> QuerySet[Call]:
    asked = Q(applications__state__in=["submitted", "selected", "refused"])
    return rows.annotate(
        asked=Count("applications", filter=asked, distinct=True), invited=Count("invitations", distinct=True)
    )


def offer_of(call: Call) -> rules.Offer:
    return rules.Offer(
        is_open=call.state == CallState.OPEN,
        closes_on=call.closes_on,
        kinds=call.kinds,
        programme=call.programme,
        most=call.most,
        own_share=call.own_share,
    )


def asker(call: Call, organization: Organization, *, but: Application | None = None) -> rules.Asker:
    return askers([call], organization, but=but)[call.pk]


def askers(calls: list[Call], organization: Organization, *, but: Application | None = None) -> dict[int, rules.Asker]:
    """What is known of the organisation before each of the calls; three queries, however many calls."""
    applied = set(
        Application.objects.filter(organization=organization)
        .exclude(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
        .exclude(pk__in=[but.pk] if but else [])
        .values_list("call", flat=True)
    )
    years = {call.year for call in calls}
    standing = list(
        Commitment.objects.filter(organization=organization, year__in=years)
        .exclude(state=CommitmentState.CANCELLED)
        .values_list("year", "measure", "application__call__programme")
    )
    given = set(SupportGiven.objects.filter(organization=organization, year__in=years).values_list("year", "measure"))
    given |= {(year, measure) for year, measure, _ in standing}
    return {
        call.pk: rules.Asker(
            kind=organization.kind,
            is_active=organization.status == OrganizationStatus.ACTIVE,
            is_of_county=organization.residence != Residence.OUTSIDE,
            has_applied=call.pk in applied,
            has_measure=(call.year, call.measure_id) in given,
            programmes=frozenset(programme for year, _, programme in standing if programme and year == call.year),
        )
        for call in calls
    }


def reasons_against(call: Call, organization: Organization, *, on: date, but: Application | None = None) -> list[str]:
    return reasons_of(call, asker(call, organization, but=but), on=on)


def reasons_of(call: Call, known: rules.Asker, *, on: date) -> list[str]:
    return rules.reasons_against_applying(
        offer_of(call),
        known,
        on=on,
        not_together=NOT_TOGETHER.on(on) if NOT_TOGETHER.is_in_force(on) else {},
        names={**codes.kinds(), **{value: str(label) for value, label in Programme.choices if value}},
    )


def invited_amount(call: Call, organization: Organization) -> int | None:
    return Invitation.objects.filter(call=call, organization=organization).values_list("amount", flat=True).first()


def applications(call: Call) -> QuerySet[Application]:
    """What was handed in."""
    rows = Application.objects.filter(call=call).exclude(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
    return rows.select_related("organization__district", "decided_by", "commitment").order_by(
        "organization__name", "pk"
    )


def granted(call: Call) -> int:
    return applications(call).filter(proposed=True).aggregate(won=Sum("granted"))["won"] or 0


def of_organization(organization: Organization) -> Mapping[int, Application]:
    """Its applications, by call."""
    rows = Application.objects.filter(organization=organization).select_related("call__measure")
    return {row.call_id: row for row in rows}


def invitations_of(organization: Organization) -> QuerySet[Invitation]:
    return Invitation.objects.filter(organization=organization).select_related("call__measure")
