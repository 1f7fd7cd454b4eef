"""A founding as it stands on a day, for its rules and its page."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Sum

from socialgoods.cooperative import founding_parameters as parameters
from socialgoods.cooperative.models import (
    Assembly,
    AssemblyKind,
    AssemblyState,
    Consent,
    Cooperative,
    CooperativeKind,
    Nominee,
    Payment,
    Promoter,
    Subscription,
)
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.register import cap_of, founding_holdings
from socialgoods.cooperative.rules import founding as rules
from socialgoods.kernel.periods import SEOUL, seoul_day

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


def consents_on(cooperative: Cooperative, on: date) -> QuerySet[Consent]:
    """Filed until that day, and not taken back by then."""
    rows = cooperative.consents.filter(filed_on__lte=on).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))
    return rows.select_related("related_to").order_by("pk")


def consenters(rows: Iterable[Consent], price: int) -> list[rules.Consenter]:
    rows = list(rows)
    names = told_apart([(row.pk, row.name) for row in rows])
    return [
        rules.Consenter(
            names[row.pk], row.stakeholder, row.shares, row.shares * price,
            names.get(row.related_to.pk, row.related_to.name) if row.related_to else "",
        )
        for row in rows
    ]  # fmt: skip


def told_apart(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Two of the same name are two persons."""
    rows = list(rows)
    often, seen = Counter(name for _pk, name in rows), Counter[str]()
    found = {}
    for pk, name in rows:
        seen[name] += 1
        found[pk] = name if often[name] == 1 else f"{name} ({seen[name]})"
    return found


def state_on(cooperative: Cooperative, on: date) -> rules.State:
    """As the rows say it was at the end of that day."""
    price = articles_on(cooperative, on).share_price_won
    promoters = list(cooperative.promoters.filter(joined_on__lte=on).select_related("organization"))
    subscribed = Subscription.objects.filter(member__cooperative=cooperative, subscribed_on__lte=on).filter(
        Q(cancelled_on=None) | Q(cancelled_on__gt=on)
    )
    paid = Payment.objects.filter(subscription__in=subscribed, paid_on__lte=on).aggregate(
        won=Sum("amount"), last=Max("paid_on")
    )
    return rules.State(
        on=on,
        is_social=cooperative.is_social,
        is_medical=cooperative.kind == CooperativeKind.MEDICAL,
        is_federation=cooperative.is_federation,
        name=cooperative.name,
        is_name_taken=is_name_taken(cooperative.name, but=cooperative),
        promoters=len(promoters),
        strangers=_strangers(cooperative, promoters) if cooperative.is_federation else (),
        has_purpose=bool(cooperative.purpose.strip()),
        consents=consenters(consents_on(cooperative, on), price),
        cap=cap_of(cooperative, on),
        filed_on=_until(cooperative.filed_on, on),
        accepted_on=_until(cooperative.accepted_on, on),
        subscribed_won=subscribed.aggregate(won=Sum(F("shares") * F("price_won")))["won"] or 0,
        paid_won=paid["won"] or 0,
        last_paid_on=paid["last"],
        holdings=founding_holdings(cooperative, on) if _until(cooperative.accepted_on, on) else {},
        registered_on=_until(cooperative.registered_on, on),
        **_of_assembly(cooperative, on),
    )


def _until(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None


def _of_assembly(cooperative: Cooperative, on: date) -> dict[str, Any]:
    assembly = founding_assembly(cooperative)
    if assembly is None or (assembly.called_on is not None and assembly.called_on > on):
        return {}
    held_on = seoul_day(assembly.held_at)
    found: dict[str, Any] = {"noticed_on": assembly.called_on, "held_on": held_on}
    if held_on > on:
        return found
    item = assembly.items.filter(subject="founding").order_by("number").last()
    end = datetime.combine(on + timedelta(days=1), time(), tzinfo=SEOUL)
    signed = list(assembly.signatures.filter(at__lt=end).values_list("is_chair", flat=True))
    elected = Nominee.objects.filter(item__assembly=assembly, is_elected=True).values_list("item__office", flat=True)
    return found | {
        "is_passed": item.is_passed if item else None,
        "is_closed": assembly.state in {AssemblyState.CLOSED, AssemblyState.SIGNED},
        "officers": frozenset(elected),
        "signatures": signed.count(False),
        "is_signed_by_chair": True in signed,
    }


def _strangers(cooperative: Cooperative, promoters: Iterable[Promoter]) -> list[str]:
    forms = {"social_cooperative"} if cooperative.is_social else {"cooperative"}
    return [
        row.name
        for row in promoters
        if row.organization is None or not forms & {row.organization.kind, row.organization.legal_form}
    ]


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
