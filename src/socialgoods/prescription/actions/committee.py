"""The committee's meeting on a laid round: who sat, what they changed and why, how they voted; and the decision."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.prescription.models import Amendment, Member, Round, RoundState, Sitting, Vote
from socialgoods.prescription.queries import money
from socialgoods.prescription.queries.lines import amended, seats_of
from socialgoods.prescription.rules import amending, voting
from socialgoods.prescription.rules.amending import Given
from socialgoods.prescription.rules.deciding import outcome
from socialgoods.prescription.states import ROUND_MOVES
from socialgoods.registry.models import Measure, Organization

MOST_MEMBERS = 60


def _locked(round_pk: int) -> Round:
    found = Round.objects.select_for_update(of=("self",)).select_related("laid").get(pk=round_pk)
    if found.state != RoundState.LAID:
        raise Refused(
            _("위원회에 올린 배정만 다룰 수 있습니다. 지금은 ‘%(state)s’ 상태입니다.")
            % {"state": found.get_state_display()}
        )
    return found


@transaction.atomic
def record_sitting(
    *, round: Round, committee: str, held_on: date, members: Sequence[Mapping[str, Any]], basis: str = "", place: str = "",
    minutes: str = "", by: User | None, at: datetime,
) -> Sitting:  # fmt: skip
    """Anew each time until the decision. `members`: name, belongs_to, is_chair, vote, conflicts (codes of organisations)."""
    locked = _locked(round.pk)
    wanted = sorted({code for member in members for code in member.get("conflicts", ())})
    organizations = Organization.objects.in_bulk(wanted, field_name="code")
    if reasons := _against_sitting(members, set(wanted) - set(organizations), held_on, at):
        raise Refused(" ".join(reasons))
    sitting, _new = Sitting.objects.update_or_create(
        round=locked,
        defaults={
            "committee": committee, "basis": basis, "held_on": held_on, "place": place, "minutes": minutes, "recorded_by": by,
            "recorded_at": at,
        },
    )  # fmt: skip
    sitting.members.all().delete()
    for said in members:
        row = Member.objects.create(
            sitting=sitting, name=said["name"].strip(), belongs_to=said.get("belongs_to", "").strip(),
            is_chair=bool(said.get("is_chair")), vote=said.get("vote", ""),
        )  # fmt: skip
        row.conflicts.set([organizations[code] for code in said.get("conflicts", ())])
    votes = [[said["name"], said.get("vote", ""), sorted(said.get("conflicts", ()))] for said in members]
    events.record("prescription.committee.recorded", locked, by=by, at=at, committee=committee, votes=votes)
    return sitting


def _against_sitting(members: Sequence[Mapping[str, Any]], unknown: set[str], held_on: date, at: datetime) -> list[str]:
    reasons = []
    if held_on > seoul_day(at):
        reasons.append(_("위원회를 연 날이 아직 오지 않았습니다."))
    if not members:
        reasons.append(_("위원을 한 명은 적어 주세요."))
    if len(members) > MOST_MEMBERS:
        reasons.append(_("위원은 %(most)s명까지 적을 수 있습니다.") % {"most": MOST_MEMBERS})
    named = [(said["name"].strip(), said.get("belongs_to", "").strip()) for said in members]
    if any(not name for name, _belongs in named):
        reasons.append(_("이름이 빈 위원이 있습니다."))
    if twice := sorted({name for name, belongs in named if named.count((name, belongs)) > 1}):
        reasons.append(_("같은 위원이 두 번 있습니다: %(names)s.") % {"names": ", ".join(twice)})
    if sum(bool(said.get("is_chair")) for said in members) > 1:
        reasons.append(_("위원장은 한 명입니다."))
    if wrong := sorted({said.get("vote", "") for said in members} - {"", *Vote.values}):
        reasons.append(
            _("표결은 찬성, 반대, 기권, 빠짐, 나오지 않음 가운데 하나입니다: %(wrong)s.") % {"wrong": ", ".join(wrong)}
        )
    if unknown:
        reasons.append(_("등록되지 않은 조직입니다: %(codes)s.") % {"codes": ", ".join(sorted(unknown))})
    return reasons


@transaction.atomic
def amend(
    *, round: Round, organization: Organization, measure: Measure | None, source: str = "", amount: int | None = None,
    reason: str, by: User | None, at: datetime,
) -> Amendment:  # fmt: skip
    """What the committee decides otherwise for one organisation; no measure: it gets nothing. Without an amount, the usual one."""
    locked = _locked(round.pk)
    if not reason.strip():
        raise Refused(_("바꾸는 까닭을 적어 주세요."))
    sitting = Sitting.objects.filter(round=locked).first()
    if sitting is None:
        raise Refused(_("위원회의 이름과 연 날을 먼저 적어 주세요."))
    lines = amended(locked)
    if measure is None:
        if organization.code not in lines:
            raise Refused(_("%(name)s은(는) 이 배정에서 받는 것이 없습니다.") % {"name": organization.name})
        line = None
        lines.pop(organization.code)
    else:
        line = _line(locked, organization, measure, source, amount)
        _refuse_line(locked, organization, line)
        lines[organization.code] = line
        if reasons := _against_whole(locked, lines):
            raise Refused(" ".join(reasons))
    before = locked.laid.choices.filter(organization=organization).first() if locked.laid else None
    row, _new = Amendment.objects.update_or_create(
        sitting=sitting,
        organization=organization,
        defaults={
            "before": before.measure if before else None, "measure": measure, "source": line.source if line else "",
            "amount": line.amount if line else 0, "reason": reason.strip(),
        },
    )  # fmt: skip
    events.record(
        "prescription.committee.amended", locked, by=by, at=at, organization=organization.code, measure=line.measure if line else "",
        source=row.source, amount=row.amount, reason=reason,
    )  # fmt: skip
    return row


def used(round: Round) -> dict[str, dict[str, Any]]:
    """The measures as the laid variant used them, by code."""
    return {row["code"]: row for row in round.laid.result["measures"]} if round.laid else {}


def _line(round: Round, organization: Organization, measure: Measure, source: str, amount: int | None) -> Given:
    ways = used(round).get(measure.code, {}).get("ways", [])
    way = next((way for way in ways if way["label"] == source), None) if source else next(iter(ways), None)
    label = way["label"] if way else source
    won = sum(way["won"].values()) if amount is None and way else amount or 0
    return Given(organization.code, measure.code, label, won)


def _refuse_line(round: Round, organization: Organization, line: Given) -> None:
    reasons = amending.reasons_against_line(
        line,
        measures=used(round),
        kind=organization.kind,
        is_active=organization.status == "active"
        and Organization.objects.of_county().filter(pk=organization.pk).exists(),
        has_support=organization.code in {row[0] for row in money.given_in(round.year)},
        name=organization.name,
    )
    if reasons:
        raise Refused(" ".join(reasons))


def _against_whole(round: Round, lines: Mapping[str, Given]) -> list[str]:
    return amending.reasons_against_whole(list(lines.values()), free=money.free_for(round), measures=used(round))


@transaction.atomic
def take_back_amendment(*, round: Round, organization: Organization, by: User | None, at: datetime) -> None:
    """As proposed again, if money and places allow."""
    locked = _locked(round.pk)
    rows = Amendment.objects.filter(sitting__round=locked, organization=organization)
    if not rows.exists():
        return
    rows.delete()
    if reasons := _against_whole(locked, amended(locked)):
        raise Refused(" ".join(reasons))
    events.record("prescription.committee.amendment_taken_back", locked, by=by, at=at, organization=organization.code)


def reasons_against_deciding(round: Round) -> list[str]:
    """Empty: the committee has decided, as far as the record goes."""
    lines = amended(round)
    seats = seats_of(round)
    contested = {code for seat in seats for code in seat.conflicts} & set(lines)
    names = dict(Organization.objects.filter(code__in=contested).values_list("code", "name"))
    return [
        *voting.reasons_against_deciding(seats, names),
        *_against_whole(round, lines),
        *_closed(lines),
    ]


def _closed(lines: Mapping[str, Given]) -> list[str]:
    """Who closed, left or was merged since the proposal was computed gets nothing. Asked for without naming thousands of codes."""
    gone = Organization.objects.exclude(pk__in=Organization.objects.active().values("pk"))
    rows = gone.order_by("code").values_list("code", "name", "merged_into__name")
    return [
        _("%(name)s은(는) 그사이 %(other)s에 합쳐졌습니다. 그 지원을 빼 주세요.") % {"name": name, "other": other}
        if other
        else _("%(name)s은(는) 그사이 활동을 멈추었습니다. 그 지원을 빼 주세요.") % {"name": name}
        for code, name, other in rows
        if code in lines
    ]


@transaction.atomic
def decide(*, round: Round, answer_by: date | None = None, by: User | None, at: datetime) -> None:
    """What the committee decided stands from here on; the prescriptions go out."""
    from socialgoods.prescription.actions import send

    locked = _locked(round.pk)
    if answer_by is not None and answer_by < seoul_day(at):
        raise Refused(_("답할 날은 오늘이나 그 뒤여야 합니다."))
    if reasons := reasons_against_deciding(locked):
        raise Refused(" ".join(reasons))
    move(locked, RoundState.DECIDED, table=ROUND_MOVES, decided_at=at, answer_by=answer_by, outcome=_outcome(locked))
    events.record(
        "prescription.round.decided", locked, by=by, at=at, prescriptions=locked.outcome["count"], amount=locked.outcome["amount"],
        changed=locked.outcome["changed"],
    )  # fmt: skip
    send.send(round=locked, by=by, at=at)
    round.refresh_from_db()


def _outcome(round: Round) -> dict[str, Any]:
    lines = amended(round)
    rows = Organization.objects.of_county().values_list("code", "district__name", "sector")
    changes = set(Amendment.objects.filter(sitting__round=round).values_list("organization__code", flat=True))
    gains = {}
    if round.laid is not None:
        proposed = round.laid.choices.exclude(measure=None).values_list("organization__code", "gain")
        gains = {code: gain for code, gain in proposed if code not in changes}
    return outcome(
        lines.values(),
        places={code: (area or "", sector) for code, area, sector in rows},
        free=money.free_for(round),
        gains=gains,
        changed=len(changes),
    )
