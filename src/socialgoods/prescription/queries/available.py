"""What an organisation can get now: measures of the year, open calls, the mark, certifications; and why not the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.prescription import parameters
from socialgoods.prescription.models import Mode, Offer, Prescription, PrescriptionState
from socialgoods.prescription.queries import catalogue
from socialgoods.prescription.queries.certifications import Hint, hints, mark
from socialgoods.prescription.queries.tables import LIVE
from socialgoods.prescription.rules import eligibility as rules
from socialgoods.prescription.rules.eligibility import Reason
from socialgoods.registry import codes
from socialgoods.registry.models import Measure, Organization, OrganizationStatus, Residence, SupportGiven
from socialgoods.support.models import RUNNING, Call, Commitment, Programme
from socialgoods.support.parameters import NOT_TOGETHER
from socialgoods.support.queries import call as calls
from socialgoods.support.rules.call import own_part


@dataclass(frozen=True)
class Item:
    """One thing to get. Without reasons it can be got."""

    name: str
    summary: str = ""
    mode: str = ""
    source: str = ""
    """Of a call: two calls of one measure differ by it."""
    amount: int | None = None
    own: int | None = None
    own_source: str = ""
    """Where the own share stands, if not in the catalogue."""
    deadline: date | None = None
    how: str = ""
    url: str = ""
    label: str = ""
    """Of the link."""
    about: str = ""
    """Where one reads more."""
    reasons: list[Reason] = field(default_factory=list)
    is_waiting: bool = False
    """A prescription that waits for the organisation's word."""


@dataclass(frozen=True)
class Available:
    organization: Organization
    year: int
    eligible: list[Item]
    others: list[Item]
    mark: Hint
    hints: list[Hint]

    @property
    def at_once(self) -> list[Item]:
        """To answer or to apply for, with a last day."""
        return [item for item in self.eligible if item.is_waiting or item.deadline]

    @property
    def on_asking(self) -> list[Item]:
        return [item for item in self.eligible if not item.is_waiting and not item.deadline]


def for_organization(organization: Organization, on: date) -> Available:
    """A constant number of queries."""
    known = _Known.of(organization, on)
    items = [*known.calls(), *known.measures()]
    eligible = [item for item in items if not item.reasons]
    far = date.max
    eligible.sort(key=lambda item: (not item.is_waiting, item.deadline or far, item.name))
    others = sorted((item for item in items if item.reasons), key=lambda item: (len(item.reasons), item.name))
    return Available(organization, on.year, eligible, others, mark(organization, on), hints(organization, on))


@dataclass(frozen=True)
class _Known:
    organization: Organization
    on: date
    offers: list[Offer]
    open_calls: list[Call]
    facts: rules.Facts
    waiting: dict[int, Prescription]
    taken: dict[int, int]
    names: dict[str, str]

    @classmethod
    def of(cls, organization: Organization, on: date) -> _Known:
        offers = list(catalogue.offers(on.year))
        given = list(
            SupportGiven.objects.filter(organization=organization, year__lte=on.year).values_list(
                "measure__code", "year"
            )
        )
        live = list(
            Prescription.objects.filter(organization=organization, year=on.year, state__in=LIVE).select_related(
                "measure"
            )
        )
        years: dict[str, list[int]] = defaultdict(list)
        for code, year in given:
            years[code].append(year)
        received = {code for code, year in given if year == on.year}
        received |= {row.measure.code for row in live if row.state == PrescriptionState.ACCEPTED}
        promised = Commitment.objects.filter(organization=organization, year=on.year, state__in=RUNNING)
        received |= set(promised.values_list("measure__code", flat=True))
        programmes = frozenset(filter(None, map(rules.programme_of, received)))
        facts = rules.Facts(
            kind=organization.kind,
            is_active=organization.status == OrganizationStatus.ACTIVE,
            is_of_county=organization.residence != Residence.OUTSIDE,
            received=frozenset(received),
            programmes=programmes,
            years={code: [year for year in found if year < on.year] for code, found in years.items()},
        )
        waiting = {row.measure_id: row for row in live if row.is_waiting and (row.answer_by or on) >= on}
        words = {**codes.kinds(), **{value: str(label) for value, label in Programme.choices if value}}
        words |= dict(Measure.objects.filter(code__in=received).values_list("code", "name"))
        return cls(
            organization, on, offers, list(calls.open_on(on)), facts, waiting, _taken(on.year), words,
        )  # fmt: skip

    def measures(self) -> list[Item]:
        called = {call.measure_id for call in self.open_calls}
        return [self._measure(offer) for offer in self.offers if offer.measure_id not in called]

    def _measure(self, offer: Offer) -> Item:
        code, waits = offer.measure.code, self.waiting.get(offer.measure_id)
        times = len(set(self.facts.years.get(code, ())))
        offered = None if offer.own_share is None else Fraction(offer.own_share)
        since = parameters.OWN_SHARES.since(self.on)
        share, is_rule = rules.own_share(code, offered, times, since.value)
        public, own = rules.split(offer.unit_cost, share)
        left = None if offer.capacity is None else max(0, offer.capacity - self.taken.get(offer.measure_id, 0))
        in_english = (get_language() or "ko").startswith("en") and offer.summary_en
        how, url, label = self._way(offer, waits)
        return Item(
            name=offer.measure.name,
            summary=offer.summary_en if in_english else offer.summary,
            mode=offer.mode,
            amount=waits.amount if waits else public,
            own=waits.own_amount if waits else own,
            own_source=since.source if is_rule and not waits else "",
            deadline=waits.answer_by if waits else None,
            how=how,
            url=url,
            label=label,
            about=reverse("offer", args=[code]),
            reasons=[] if waits else self._reasons(offer, left),
            is_waiting=waits is not None,
        )

    def _reasons(self, offer: Offer, left: int | None) -> list[Reason]:
        is_call = offer.mode == Mode.CALL
        found = self._against(rules.Measure(offer.measure.code, offer.measure.name, offer.kinds, is_call, left))
        if is_call:
            closed = Reason(_("지금 열린 공모가 없습니다."), _("공모가 열리면 여기에 마감일과 함께 나옵니다."))
            found.append(closed)
        return found

    def _reasons_of_call(self, call: Call, said: list[str]) -> list[Reason]:
        """What the call itself refuses, with what would change it where the rule is one of ours."""
        if not said:
            return []
        known = self._against(rules.Measure(call.measure.code, call.measure.name, call.kinds, is_call=True))
        return known or [Reason(each) for each in said]

    def _against(self, measure: rules.Measure) -> list[Reason]:
        on_the_day = NOT_TOGETHER.since(self.on) if NOT_TOGETHER.is_in_force(self.on) else None
        return rules.reasons_against(
            measure,
            self.facts,
            year=self.on.year,
            not_together=on_the_day.value if on_the_day else {},
            together_source=on_the_day.source if on_the_day else "",
            limits=parameters.TIMES.on(self.on),
            names=self.names,
        )

    def _way(self, offer: Offer, waits: Prescription | None) -> tuple[str, str, str]:
        """How to get it: a sentence where the usual way is not it, and where to go."""
        if waits is not None:
            return _("권해 드린 지원입니다. 받을지 사양할지 답해 주세요."), waits.get_absolute_url(), _("답하기")
        assess = reverse("assessments", args=[self.organization.code])
        if offer.mode == Mode.LOAN:
            return _("자문위원이나 군에 말씀하시면 금융기관과 함께 살펴봅니다."), assess, _("진단 적기")
        return "", assess, _("진단 적기")

    def calls(self) -> list[Item]:
        asked = calls.askers(self.open_calls, self.organization)
        return [self._call(call, calls.reasons_of(call, asked[call.pk], on=self.on)) for call in self.open_calls]

    def _call(self, call: Call, reasons: list[str]) -> Item:
        waits = self.waiting.get(call.measure_id)
        waits = waits if waits is not None and waits.source == call.source else None
        amount = waits.amount if waits else call.most
        return Item(
            name=str(call),
            summary=call.text,
            mode=Mode.CALL,
            source=call.source,
            amount=amount,
            own=None if amount is None else own_part(amount, call.own_share),
            deadline=call.closes_on,
            how=_("초대를 받으셨습니다. 마감일까지 신청해 주세요.") if waits else _("마감일까지 신청해 주세요."),
            url=reverse("call_apply", args=[self.organization.code, call.pk]),
            label=_("신청하기"),
            about=call.get_absolute_url(),
            reasons=self._reasons_of_call(call, reasons),
            is_waiting=waits is not None,
        )


def _taken(year: int) -> dict[int, int]:
    """Places of the year that are given or spoken for, by measure."""
    given = SupportGiven.objects.filter(year=year)
    found = dict(given.order_by().values_list("measure").annotate(Count("pk")))
    same = given.filter(organization=OuterRef("organization"), measure=OuterRef("measure"))
    live = Prescription.objects.filter(~Exists(same), year=year, state__in=LIVE).order_by()
    for measure, count in live.values_list("measure").annotate(Count("pk")):
        found[measure] = found.get(measure, 0) + count
    return found
