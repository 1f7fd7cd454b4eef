"""Members ask for an extraordinary assembly (§28)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions import assembly as assemblies
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.models import Assembly, AssemblyKind, Cooperative, Demand, DemandSignature, Member
from socialgoods.cooperative.queries import demand as queries
from socialgoods.cooperative.rules import calling as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def begin(
    *,
    cooperative: Cooperative,
    member: Member,
    purpose: str,
    reason: str,
    on_paper: bool = False,
    by: User | None,
    at: datetime,
) -> Demand:
    """In writing: what for and why. Who begins it signs first."""
    require_lawful(
        rules.reasons_against_kind(is_founding=False, state=cooperative.state, is_social=cooperative.is_social)
    )
    if not purpose.strip() or not reason.strip():
        raise NotLawful([Reason(_("무엇을 정하려는지와 까닭을 적어 주세요."), _article(cooperative, seoul_day(at)))])
    row = Demand.objects.create(
        cooperative=cooperative, purpose=purpose.strip()[:200], reason=reason.strip(), begun_at=at
    )
    events.record("cooperative.demand.begun", row, by=by, at=at, cooperative=cooperative.code)
    sign(demand=row, member=member, on_paper=on_paper, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def sign(*, demand: Demand, member: Member, on_paper: bool = False, by: User | None, at: datetime) -> DemandSignature:
    """Signed twice it counts once. With the last that is needed the chair's days begin."""
    row, on = _locked(demand), seoul_day(at)
    require_lawful(_against_open(row))
    if member.cooperative_id != row.cooperative_id or not _is_member(member, on):
        raise NotLawful([Reason(_("오늘 조합원인 사람만 서명할 수 있습니다."), _article(row.cooperative, on))])
    made, is_new = DemandSignature.objects.get_or_create(
        demand=row, member=member, defaults={"on_paper": on_paper, "at": at}
    )
    if is_new:
        events.record("cooperative.demand.signed", row, by=by, at=at, on_paper=on_paper)
        count = queries.count(row, on)
        if row.reached_on is None and count.signed >= count.needed:
            row.reached_on = on
            row.save(update_fields=["reached_on"])
            events.record("cooperative.demand.reached", row, by=by, at=at, signed=count.signed)
    return made


@transaction.atomic
def take_back(*, demand: Demand, member: Member, by: User | None, at: datetime) -> None:
    row = _locked(demand)
    require_lawful(_against_open(row))
    gone, _rows = row.signatures.filter(member=member).delete()
    if gone:
        events.record("cooperative.demand.signature_taken_back", row, by=by, at=at)
        count = queries.count(row, seoul_day(at))
        if count.signed == 0:
            row.ended_on = seoul_day(at)
        if count.signed < count.needed:
            row.reached_on = None
        row.save(update_fields=["ended_on", "reached_on"])


@transaction.atomic
def answer(*, demand: Demand, held_at: datetime, place: str, by: User | None, at: datetime) -> Assembly:
    """The assembly that was asked for, to be called; what was asked for is its first item."""
    row, on = _locked(demand), seoul_day(at)
    require_lawful(_against_open(row))
    count = queries.count(row, on)
    part = queries.part_on(row.cooperative, on)
    require_lawful(
        rules.reasons_against_demand(
            demanded_by=max(1, count.signed), members=count.members, part=part.value, article=part.source
        )
    )
    made = assemblies.draft(
        cooperative=row.cooperative, kind=AssemblyKind.EXTRAORDINARY, held_at=held_at, place=place, demanded_by=count.signed,
        by=by, at=at,
    )  # fmt: skip
    assemblies.add_item(assembly=made, title=row.purpose, text=row.reason, by=by, at=at)
    row.assembly = made
    row.save(update_fields=["assembly"])
    events.record("cooperative.demand.answered", row, by=by, at=at, assembly=made.pk)
    return made


def _locked(demand: Demand) -> Demand:
    return Demand.objects.select_for_update(of=("self",)).select_related("cooperative").get(pk=demand.pk)


def _against_open(row: Demand) -> list[Reason]:
    if row.ended_on is None and row.assembly_id is None:
        return []
    return [Reason(_("이 소집 요구는 이미 끝났습니다."), act(28))]


def _article(cooperative: Cooperative, on: date) -> str:
    return queries.part_on(cooperative, on).source


def _is_member(member: Member, on: date) -> bool:
    return Member.objects.running_on(on).filter(pk=member.pk).exists()
