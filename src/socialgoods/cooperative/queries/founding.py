"""A founding as it stands on a day, for its rules and its page."""

from datetime import date

from django.db.models import F, Max, Sum

from socialgoods.cooperative import founding_parameters as parameters
from socialgoods.cooperative.models import (
    Assembly,
    AssemblyKind,
    AssemblyState,
    Cooperative,
    CooperativeKind,
    Nominee,
    Payment,
    Subscription,
)
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.register import cap_of
from socialgoods.cooperative.rules import founding as rules
from socialgoods.kernel.periods import seoul_day

OVER = ("abandoned", "dissolved")


def figures_on(cooperative: Cooperative, on: date) -> rules.Figures:
    is_medical, place = cooperative.kind == CooperativeKind.MEDICAL, int(cooperative.in_gun)
    social = cooperative.is_social
    return rules.Figures(
        promoters=(parameters.FEDERATION_MEMBERS if cooperative.is_federation else parameters.PROMOTERS).on(on),
        kinds=parameters.STAKEHOLDER_KINDS.on(on),
        notice_days=parameters.NOTICE_DAYS.on(on),
        signers=parameters.SIGNERS_BESIDE_CHAIR.on(on),
        reply_days=(parameters.APPROVAL_DAYS if social else parameters.REPLY_DAYS).on(on),
        register_days=(parameters.REGISTER_DAYS_SOCIAL if social else parameters.REGISTER_DAYS).on(on),
        medical_consenters=parameters.MEDICAL_CONSENTERS.on(on)[place] if is_medical else 0,
        medical_least_won=parameters.MEDICAL_LEAST_WON.on(on) if is_medical else 0,
        medical_paid_in=parameters.MEDICAL_PAID_IN.on(on)[place] if is_medical else 0,
    )


def state_on(cooperative: Cooperative, on: date) -> rules.State:
    price = articles_on(cooperative, on).share_price_won
    consents = cooperative.consents.filter(withdrawn_on=None).select_related("related_to")
    subscriptions = Subscription.objects.filter(member__cooperative=cooperative, cancelled_on=None)
    paid = Payment.objects.filter(subscription__in=subscriptions).aggregate(won=Sum("amount"), last=Max("paid_on"))
    held = subscriptions.values_list("member__name").annotate(shares=Sum("shares")).order_by("member__name")
    assembly = founding_assembly(cooperative)
    item = assembly.items.filter(subject="founding").order_by("number").last() if assembly else None
    signatures = list(assembly.signatures.all()) if assembly else []
    return rules.State(
        on=on,
        is_social=cooperative.is_social,
        is_medical=cooperative.kind == CooperativeKind.MEDICAL,
        is_federation=cooperative.is_federation,
        name=cooperative.name,
        is_name_taken=is_name_taken(cooperative.name, but=cooperative),
        promoters=cooperative.promoters.count(),
        has_purpose=bool(cooperative.purpose.strip()),
        consents=[
            rules.Consenter(
                row.name, row.stakeholder, row.shares, row.shares * price, row.related_to.name if row.related_to else ""
            )
            for row in consents
        ],
        cap=cap_of(cooperative, on),
        noticed_on=assembly.called_on if assembly else None,
        held_on=seoul_day(assembly.held_at) if assembly else None,
        is_passed=item.is_passed if item else None,
        is_closed=assembly is not None and assembly.state in {AssemblyState.CLOSED, AssemblyState.SIGNED},
        officers=frozenset(
            Nominee.objects.filter(item__assembly=assembly, is_elected=True).values_list("item__office", flat=True)
        )
        if assembly
        else frozenset(),
        signatures=sum(not row.is_chair for row in signatures),
        is_signed_by_chair=any(row.is_chair for row in signatures),
        filed_on=cooperative.filed_on,
        accepted_on=cooperative.accepted_on,
        subscribed_won=subscriptions.aggregate(won=Sum(F("shares") * F("price_won")))["won"] or 0,
        paid_won=paid["won"] or 0,
        last_paid_on=paid["last"],
        holdings=dict(held),
        registered_on=cooperative.registered_on,
    )


def founding_assembly(cooperative: Cooperative) -> Assembly | None:
    """The last that was not called off."""
    rows = cooperative.assemblies.filter(kind=AssemblyKind.FOUNDING).exclude(state=AssemblyState.CANCELLED)
    return rows.order_by("-pk").first()


def is_name_taken(name: str, *, but: Cooperative | None = None) -> bool:
    """By another that is registered or on its way, whatever the spaces."""
    wanted = name.replace(" ", "")
    rows = Cooperative.objects.exclude(state__in=OVER)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return any(other.replace(" ", "") == wanted for other in rows.values_list("name", flat=True))
