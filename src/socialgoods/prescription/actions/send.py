"""A decided round goes out: what is a call becomes an invitation to apply, all else waits for the organisation's answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User
from socialgoods.prescription import parameters
from socialgoods.prescription.actions import letters
from socialgoods.prescription.models import (
    Amendment,
    Choice,
    Mode,
    Offer,
    Prescription,
    PrescriptionState,
    Round,
    RoundState,
)
from socialgoods.prescription.queries import catalogue, money
from socialgoods.prescription.queries.lines import amended
from socialgoods.prescription.rules import amending
from socialgoods.prescription.rules.catalogue import public_part
from socialgoods.prescription.rules.eligibility import programme_of
from socialgoods.registry.models import Measure, Organization
from socialgoods.support.actions import call as calls
from socialgoods.support.models import CallState
from socialgoods.support.rules.call import own_part

BATCH = 500


@transaction.atomic
def send(*, round: Round, by: User | None, at: datetime) -> int:
    """How many went out. A second run sends only what the first did not."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("laid").get(pk=round.pk)
    if locked.state != RoundState.DECIDED:
        raise Refused(_("결정된 배정만 보낼 수 있습니다."))
    sent = set(Prescription.objects.filter(round=locked).values_list("organization__code", flat=True))
    lines = [line for code, line in sorted(amended(locked).items()) if code not in sent]
    used = {row["code"]: row for row in locked.laid.result["measures"]} if locked.laid else {}
    if reasons := amending.reasons_against_whole(lines, free=money.free_for(locked), measures=used):
        raise Refused(" ".join(reasons))
    rows = _write(locked, lines, at=at)
    _invite(rows, by=by, at=at)
    for row in rows:
        events.record(
            "prescription.prescription.sent", row, by=by, at=at, organization=row.organization.code, measure=row.measure.code,
            source=row.source, amount=row.amount, state=row.state,
        )  # fmt: skip
    waiting = [row for row in rows if row.state == PrescriptionState.SENT]
    transaction.on_commit(lambda: letters.tell_sent(waiting, on=seoul_day(at)))
    return len(rows)


def _write(round: Round, lines: Iterable[amending.Given], *, at: datetime) -> list[Prescription]:
    chosen = list(lines)
    organizations = Organization.objects.in_bulk([line.org_id for line in chosen], field_name="code")
    measures = {row.code: row for row in Measure.objects.filter(code__in={line.measure for line in chosen})}
    offers = {row.measure.code: row for row in catalogue.offers(round.year)}
    choices = {row.organization_id: row for row in round.laid.choices.exclude(measure=None)} if round.laid else {}
    amendments = {row.organization_id: row for row in Amendment.objects.filter(sitting__round=round)}
    rows = []
    for line in chosen:
        organization, offer = organizations[line.org_id], offers.get(line.measure)
        mode = _mode(round, line.measure, offer)
        is_call = mode == Mode.CALL
        said = _said(choices.get(organization.pk), amendments.get(organization.pk), measures[line.measure])
        rows.append(
            Prescription(
                organization=organization, round=round, year=round.year, measure=measures[line.measure], mode=mode,
                source=line.source, amount=line.amount, own_amount=own_part(line.amount, offer.own_share) if offer else None,
                state=PrescriptionState.INVITED if is_call else PrescriptionState.SENT,
                sent_at=at, answer_by=_last_day(round, is_call, seoul_day(at)), **said,
            )
        )  # fmt: skip
    return Prescription.objects.bulk_create(rows, BATCH)


def _mode(round: Round, measure: str, offer: Offer | None) -> str:
    """As the variant used it; the offer of the year where it does not say."""
    used = round.laid.result["measures"] if round.laid else []
    return next((row["mode"] for row in used if row["code"] == measure and row["mode"]), "") or (
        offer.mode if offer else Mode.SERVICE
    )


def _said(choice: Choice | None, amendment: Amendment | None, measure: Measure) -> dict[str, Any]:
    """What was expected stands only where the committee left the measure as it was proposed."""
    if choice is not None and choice.measure_id == measure.pk:
        reason = choice.reason if amendment is None else f"{choice.reason} {amendment.reason}".strip()
        return {"gain": choice.gain, "gain_low": choice.gain_low, "gain_high": choice.gain_high, "reason": reason}
    return {"reason": amendment.reason if amendment else ""}


def _last_day(round: Round, is_call: bool, today: date) -> date:
    days = (parameters.CALL_DAYS if is_call else parameters.ANSWER_DAYS).on(today)
    usual = today + timedelta(days=days)
    if round.answer_by is None:
        return usual
    return max(usual, round.answer_by) if is_call else round.answer_by


def _invite(rows: list[Prescription], *, by: User | None, at: datetime) -> None:
    groups: dict[tuple[int, str], list[Prescription]] = defaultdict(list)
    for row in rows:
        if row.state == PrescriptionState.INVITED:
            groups[row.measure_id, row.source].append(row)
    offers = {row.measure_id: row for row in catalogue.offers(rows[0].year)} if groups else {}
    for (measure, _source), invited in sorted(groups.items()):
        _invite_to_one(invited, offers, measure, by=by, at=at)


def _invite_to_one(
    invited: list[Prescription], offers: Mapping[int, Offer], measure: int, *, by: Any, at: datetime
) -> None:
    first, offer = invited[0], offers.get(measure)
    last_day = first.answer_by or seoul_day(at)
    live = Prescription.objects.filter(
        year=first.year, measure=measure, source=first.source, state=PrescriptionState.INVITED
    )
    terms: dict[str, Any] = {}
    if offer is not None:
        terms = {
            "basis": offer.basis, "text": offer.summary, "kinds": offer.kinds, "programme": programme_of(first.measure.code),
            "most": public_part(offer.unit_cost, offer.own_share), "own_share": offer.own_share,
        }  # fmt: skip
    call = calls.open_call(
        measure=first.measure, year=first.year, source=first.source, budget=sum(live.values_list("amount", flat=True)),
        closes_on=last_day, by=by, at=at, **terms,
    )  # fmt: skip
    if call.state != CallState.OPEN:
        raise Refused(
            _("‘%(call)s’은(는) 이미 끝나서 초대할 수 없습니다. 위원회에서 그 지원을 빼거나 바꿔 주세요.")
            % {"call": call}
        )
    if call.closes_on < last_day:
        calls.change(call=call, fields={"closes_on": last_day}, by=by, at=at)
    for row in invited:
        calls.invite(call=call, organization=row.organization, amount=row.amount, origin=row.origin, by=by, at=at)
