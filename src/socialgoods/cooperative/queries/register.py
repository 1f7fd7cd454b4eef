"""The register as it stood on any day. A day counts whole: what began on it is there, what ended on it is not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from socialgoods.cooperative import share_parameters as parameters
from socialgoods.cooperative.models import (
    Cooperative,
    CooperativeKind,
    CooperativeState,
    Member,
    Payment,
    Relation,
    ShareLot,
    Subscription,
)
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import relations
from socialgoods.cooperative.rules import shares as rules
from socialgoods.registry.models import Organization


class Row(NamedTuple):
    """One line of the register."""

    pk: int
    number: int
    name: str
    stakeholder: str
    starts_on: date
    ends_on: date | None
    organization_id: int | None
    user_id: int | None
    is_employee: bool
    shares: int
    paid_won: int


def members_on(cooperative: Cooperative, day: date) -> QuerySet[Member]:
    return Member.objects.running_on(day).filter(cooperative=cooperative)


def register_on(cooperative: Cooperative, day: date, members: Iterable[int] | None = None) -> list[Row]:
    """Two questions to the database, however many members; by number. Of some only, where a page asks for some."""
    rows, lots = members_on(cooperative, day), _lots(cooperative, day)
    if members is not None:
        chosen = list(members)
        rows, lots = rows.filter(pk__in=chosen), lots.filter(member__in=chosen)
    held = {pk: (shares, won) for pk, shares, won in _sums(lots)}
    nothing = (0, 0)
    return [
        Row(*row, *held.get(row[0], nothing))
        for row in rows.order_by("number").values_list(
            "pk", "number", "name", "stakeholder", "starts_on", "ends_on", "organization_id", "user_id", "is_employee"
        )
    ]


def shares_on(cooperative: Cooperative, day: date) -> dict[int, int]:
    """Member → shares held, fully paid."""
    return {pk: shares for pk, shares, _won in _sums(_lots(cooperative, day))}


def paid_in_on(cooperative: Cooperative, day: date) -> int:
    """The paid-in capital: what `@share_capital` holds at the end of that day."""
    return _lots(cooperative, day).aggregate(won=Coalesce(Sum(F("shares") * F("price_won")), 0))["won"]


def paid_in_by(member: Member, day: date) -> int:
    rows = ShareLot.objects.running_on(day).filter(member=member)
    return rows.aggregate(won=Coalesce(Sum(F("shares") * F("price_won")), 0))["won"]


def standing_on(cooperative: Cooperative, day: date) -> dict[int, int]:
    """Member → shares held, and those subscribed that are still to be paid: what the cap counts."""
    standing: dict[int, int] = defaultdict(int, shares_on(cooperative, day))
    for member, shares in _unpaid(cooperative, day):
        standing[member] += shares
    return dict(standing)


def held_by(member: Member, day: date) -> int:
    rows = ShareLot.objects.running_on(day).filter(member=member)
    return rows.aggregate(shares=Coalesce(Sum("shares"), 0))["shares"]


def standing_by(member: Member, day: date) -> int:
    return held_by(member, day) + sum(shares for _pk, shares in _unpaid(member.cooperative, day, member))


def unpaid_by(member: Member, day: date) -> int:
    return sum(shares for _pk, shares in _unpaid(member.cooperative, day, member))


class Subscribed(NamedTuple):
    """A subscription as it stood on a day."""

    subscription: Subscription
    paid_won: int
    whole: int
    """Shares fully paid."""

    @property
    def rest_won(self) -> int:
        if self.subscription.cancelled_on is not None:
            return 0
        return self.subscription.shares * self.subscription.price_won - self.paid_won

    @property
    def waiting_won(self) -> int:
        """Paid, and not yet a whole share: on `@share_deposits`."""
        return 0 if self.subscription.cancelled_on else self.paid_won - self.whole * self.subscription.price_won


def subscribed(subscription: Subscription) -> Subscribed:
    paid = subscription.payments.aggregate(won=Coalesce(Sum("amount"), 0))["won"]
    return Subscribed(subscription, paid, paid // subscription.price_won)


def subscriptions_of(member: Member) -> list[Subscribed]:
    rows = member.subscriptions.annotate(won=Coalesce(Sum("payments__amount"), 0))
    return [Subscribed(row, row.won, row.won // row.price_won) for row in rows]


def deposits_on(cooperative: Cooperative, day: date) -> int:
    """Paid for shares that are not whole yet: what `@share_deposits` holds at the end of that day."""
    rows = (
        _open_on(cooperative, day)
        .annotate(won=Coalesce(Sum("payments__amount", filter=Q(payments__paid_on__lte=day)), 0))
        .values_list("won", "price_won")
    )
    return sum(won % price for won, price in rows)


# The cap


Holder = tuple[str, int]


def cap_of(cooperative: Cooperative, day: date) -> rules.Cap:
    return rules.cap(
        is_social=cooperative.is_social,
        is_federation=cooperative.is_federation,
        is_medical=cooperative.kind == CooperativeKind.MEDICAL,
        shares=parameters.SHARE_CAP.on(max(day, parameters.IN_FORCE)),
        federation=parameters.FEDERATION_CAP.on(max(day, parameters.IN_FORCE)),
        medical=parameters.MEDICAL_CAP.on(max(day, parameters.IN_FORCE)),
    )


def is_capped(cooperative: Cooperative, day: date) -> bool:
    """Once it is registered every subscription is asked for itself; before, all together, at the assembly and at the registration."""
    return cooperative.state == CooperativeState.REGISTERED and (
        cooperative.registered_on is None or cooperative.registered_on <= day
    )


@dataclass(frozen=True)
class Holders:
    """Whose shares count together: a person or an organisation, also where two of its records became one."""

    of: dict[int, Holder]
    names: dict[Holder, str]
    numbers: dict[Holder, list[int]]

    def sums(self, standing: dict[int, int]) -> dict[Holder, int]:
        found: dict[Holder, int] = defaultdict(int)
        for member, shares in standing.items():
            found[self.of[member]] += shares
        return dict(found)


def holders(cooperative: Cooperative, members: Iterable[int], *, related: Iterable[tuple[int, int]] = ()) -> Holders:
    """`related`: pairs of members whose shares count together."""
    rows = (
        Member.objects.filter(cooperative=cooperative, pk__in=list(members))
        .order_by("number")
        .values_list("pk", "number", "name", "organization_id", "user_id", "organization__merged_into_id")
    )
    kept = _kept({row[3]: row[5] for row in rows if row[5]})
    found = Holders({}, {}, defaultdict(list))
    for pk, number, name, organization, user, _merged in rows:
        holder = (
            ("organization", kept.get(organization, organization))
            if organization
            else ("user", user)
            if user
            else ("member", pk)
        )
        found.of[pk] = holder
        found.names.setdefault(holder, name)
        found.numbers[holder].append(number)
    return _joined(found, related)


def _joined(who: Holders, related: Iterable[tuple[int, int]]) -> Holders:
    pairs = [(who.of[one], who.of[other]) for one, other in related if one in who.of and other in who.of]
    if not pairs:
        return who
    first = relations.together(pairs)
    found = Holders({pk: first.get(holder, holder) for pk, holder in who.of.items()}, {}, defaultdict(list))
    for holder, numbers in who.numbers.items():
        found.numbers[first.get(holder, holder)] += numbers
        name = who.names[first.get(holder, holder)]
        is_joined = len({each for each, root in first.items() if root == holder}) > 1
        found.names.setdefault(
            first.get(holder, holder), _("%(name)s과(와) 특수관계인") % {"name": name} if is_joined else name
        )
    return found


def related_on(cooperative: Cooperative, day: date) -> list[tuple[int, int]]:
    """Pairs of members that count together on the day: where the law says so, or the articles."""
    pairs = list(
        Relation.objects.running_on(day).filter(member__cooperative=cooperative).values_list("member", "other")
    )
    return pairs if pairs and counts_related(cooperative, day) else []


def counts_related(cooperative: Cooperative, day: date) -> bool:
    kinds = parameters.RELATED_TOGETHER.on(max(day, parameters.IN_FORCE))
    return relations.counts_together(cooperative.kind, articles_on(cooperative, day).more, kinds)


def _kept(merged: Mapping[int, int | None]) -> dict[int, int]:
    """Organisation → the one that it became in the end."""
    found = {gone: kept for gone, kept in merged.items() if kept is not None}
    while found:
        further = dict(
            Organization.objects.filter(pk__in=found.values(), merged_into__isnull=False).values_list(
                "pk", "merged_into"
            )
        )
        if not further:
            break
        found = {gone: further.get(kept) or kept for gone, kept in found.items()}
    return found


class AboveCap(NamedTuple):
    name: str
    numbers: list[int]
    above: rules.Above


class Totals(NamedTuple):
    shares: int
    won: int


def totals_on(cooperative: Cooperative, day: date) -> Totals:
    """Held in all, and paid in for it."""
    sums = _lots(cooperative, day).aggregate(won=Sum(F("shares") * F("price_won")), held=Sum("shares"))
    return Totals(sums["held"] or 0, sums["won"] or 0)


def above_cap(
    cooperative: Cooperative, day: date, *, without: Member | None = None, totals: Totals | None = None
) -> list[AboveCap]:
    """Who has more than the cap allows, most first; `without`: if that member left; `totals` where they are known already.

    Reads the largest holdings only: whoever stands above a tenth of all is among them, or has shares still to pay.
    """
    totals = totals or totals_on(cooperative, day)
    unpaid: dict[int, int] = defaultdict(int)
    for pk, shares in _unpaid(cooperative, day):
        unpaid[pk] += shares
    related = related_on(cooperative, day)
    asked = _largest(cooperative, day) | set(unpaid) | _of_merged(cooperative) | {pk for pair in related for pk in pair}
    if without is not None:
        asked |= {without.pk}
    held = {pk: shares for pk, shares, _won in _sums(_lots(cooperative, day).filter(member__in=asked))}
    standing = {pk: held.get(pk, 0) + unpaid.get(pk, 0) for pk in asked}
    total = totals.shares + sum(unpaid.values())
    if without is not None:
        total -= standing.pop(without.pk)
    limit = cap_of(cooperative, day)
    if not total or not any(standing.values()):
        return []
    who = holders(cooperative, standing, related=related)
    found = rules.above(who.sums({pk: standing[pk] for pk in who.of}), limit, total=total)
    rows = [AboveCap(who.names[holder], who.numbers[holder], above) for holder, above in found.items()]
    return sorted(rows, key=lambda row: (-row.above.shares, row.numbers))


LARGEST = 21


def _largest(cooperative: Cooperative, day: date) -> set[int]:
    rows = _lots(cooperative, day).order_by().values_list("member").annotate(held=Sum("shares")).order_by("-held")
    return {pk for pk, _held in rows[:LARGEST]}


def _of_merged(cooperative: Cooperative) -> set[int]:
    """Members whose organisation became another one, and the members that those became: their shares count together."""
    rows = Member.objects.filter(cooperative=cooperative)
    merged = dict(
        rows.filter(organization__merged_into__isnull=False).values_list("organization", "organization__merged_into")
    )
    if not merged:
        return set()
    touched = {*merged, *_kept(merged).values()}
    return set(rows.filter(organization__in=touched).values_list("pk", flat=True))


def twins(cooperative: Cooperative, day: date) -> list[list[int]]:
    """Numbers of members that are one organisation since its records were merged: one membership is to be given up."""
    running = set(members_on(cooperative, day).values_list("pk", flat=True)) & _of_merged(cooperative)
    if not running:
        return []
    return [numbers for numbers in holders(cooperative, running).numbers.values() if len(numbers) > 1]


def founding_holdings(cooperative: Cooperative, day: date) -> dict[str, int]:
    """Shares held and subscribed, of each holder with its number."""
    standing = dict.fromkeys(members_on(cooperative, day).values_list("pk", flat=True), 0) | standing_on(
        cooperative, day
    )
    who = holders(cooperative, standing, related=related_on(cooperative, day))
    return {f"{who.names[holder]}({who.numbers[holder][0]})": shares for holder, shares in who.sums(standing).items()}


def founding_reasons(cooperative: Cooperative, day: date) -> list:
    """At the founding assembly and before the registration: the cap on all subscriptions together, and a share for everybody."""
    return rules.reasons_against_founding_holdings(founding_holdings(cooperative, day), cap_of(cooperative, day))


def reasons_against_more(member: Member, shares: int, day: date, *, taken_from: Member | None = None) -> list:
    """The cap, if the member had so many shares more from that day on, on that day and on each later day on which something changed."""
    cooperative = member.cooperative
    merged = _of_merged(cooperative)
    for each in [day, *days_of_change(cooperative, after=day)]:
        related = related_on(cooperative, each)
        who = holders(cooperative, {member.pk, *merged, *(pk for pair in related for pk in pair)}, related=related)
        standing = standing_on(cooperative, each)
        standing[member.pk] = standing.get(member.pk, 0) + shares
        if taken_from is not None:
            standing[taken_from.pk] = standing.get(taken_from.pk, 0) - shares
        own = who.sums({pk: standing.get(pk, 0) for pk in who.of})[who.of[member.pk]]
        reasons = rules.reasons_against_holding(
            name=who.names[who.of[member.pk]], shares=own, total=sum(standing.values()), limit=cap_of(cooperative, each)
        )
        if reasons:
            return reasons
    return []


def days_of_change(cooperative: Cooperative, *, after: date) -> list[date]:
    """Days on which a count of shares changed: for what is entered later than it happened."""
    lots = ShareLot.objects.filter(member__cooperative=cooperative)
    subscriptions = Subscription.objects.filter(member__cooperative=cooperative)
    found: set[date] = set()
    for rows, name in (
        (lots, "starts_on"),
        (lots, "ends_on"),
        (subscriptions, "subscribed_on"),
        (subscriptions, "cancelled_on"),
        (Relation.objects.filter(member__cooperative=cooperative), "starts_on"),
    ):
        found |= set(rows.filter(**{f"{name}__gt": after}).order_by().values_list(name, flat=True).distinct())
    return sorted(found)


def running_price(cooperative: Cooperative, day: date) -> int | None:
    """Of the shares that members hold or have subscribed; None where there are none yet."""
    lot = _lots(cooperative, day).order_by("-price_won").values_list("price_won", flat=True).first()
    if lot is not None:
        return lot
    return _open_on(cooperative, day).order_by("-price_won").values_list("price_won", flat=True).first()


def _lots(cooperative: Cooperative, day: date) -> QuerySet[ShareLot]:
    return ShareLot.objects.running_on(day).filter(member__cooperative=cooperative)


def _sums(lots: QuerySet[ShareLot]) -> Iterable[tuple[int, int, int]]:
    return lots.order_by().values_list("member").annotate(Sum("shares"), won=Sum(F("shares") * F("price_won")))


def _open_on(cooperative: Cooperative, day: date) -> QuerySet[Subscription]:
    return Subscription.objects.filter(
        Q(cancelled_on=None) | Q(cancelled_on__gt=day), member__cooperative=cooperative, subscribed_on__lte=day
    )


def _unpaid(cooperative: Cooperative, day: date, member: Member | None = None) -> Iterable[tuple[int, int]]:
    rows = _open_on(cooperative, day)
    if member is not None:
        rows = rows.filter(member=member)
    paid = Coalesce(Sum("payments__amount", filter=Q(payments__paid_on__lte=day)), 0)
    for pk, shares, price, won in (
        rows.order_by().annotate(won=paid).values_list("member", "shares", "price_won", "won")
    ):
        if shares * price > won:
            yield pk, shares - won // price


def last_payment_on(subscription: Subscription) -> date | None:
    return (
        Payment.objects.filter(subscription=subscription).order_by("-paid_on").values_list("paid_on", flat=True).first()
    )
