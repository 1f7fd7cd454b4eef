"""Who means to come, who comes, who leaves, who stands for whom."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.roll import locked, make_roll
from socialgoods.cooperative.models import Assembly, AssemblyState, Attendance, Channel, PaperRead, Plan, ProxyKind
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import presence as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def plan(*, attendance: Attendance, plan: str, by: User | None, at: datetime) -> Attendance:
    """Said beforehand: coming or not. It binds nobody; a proxy that was only announced is taken back by it."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.CALLED))
    row = Attendance.objects.get(pk=attendance.pk)
    if row.channel == Channel.PROXY:
        text = _("위임장을 이미 냈습니다. 직접 나오시려면 위임을 먼저 거두어 주세요.")
        raise NotLawful([Reason(text, rules.article(4, is_social=assembly.cooperative.is_social))])
    _free(row)
    row.plan = Plan(plan)
    row.save()
    events.record("cooperative.attendance.planned", row, by=by, at=at, assembly=assembly.pk, plan=plan)
    return row


@transaction.atomic
def read_papers(*, attendance: Attendance, by: User | None, at: datetime) -> int:
    """All that is there now, said by the member."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.CALLED, AssemblyState.OPEN))
    papers = assembly.papers.exclude(reads__attendance=attendance)
    made = [PaperRead(paper=paper, attendance=attendance, at=at) for paper in papers]
    PaperRead.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        events.record("cooperative.attendance.papers_read", attendance, by=by, at=at, papers=len(made))
    return len(made)


@transaction.atomic
def arrive(*, attendance: Attendance, channel: str = Channel.IN_PERSON, by: User | None, at: datetime) -> Attendance:
    """Checked in at the door, by oneself on a phone, or by a written or electronic vote where law and articles allow it."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.OPEN))
    row = Attendance.objects.get(pk=attendance.pk)
    if row.arrived_at is not None and row.left_at is None and row.channel == channel:
        return row
    if channel == Channel.PROXY:
        return admit_proxy(attendance=attendance, by=by, at=at)
    if channel != Channel.IN_PERSON:
        require_lawful(_against_channel(assembly, channel, at))
    _free(row)
    row.channel, row.arrived_at, row.left_at = channel, at, None
    row.save()
    events.record("cooperative.attendance.arrived", row, by=by, at=at, assembly=assembly.pk, channel=channel)
    attendance.refresh_from_db()
    return row


@transaction.atomic
def check_in(*, attendance: Attendance, code: str, by: User | None, at: datetime) -> Attendance:
    """By oneself: with the number that is shown in the hall only."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.OPEN))
    require_lawful(rules.reasons_against_code(typed=code, code=assembly.door_code))
    return arrive(attendance=attendance, by=by, at=at)


@transaction.atomic
def leave(*, attendance: Attendance, by: User | None, at: datetime) -> Attendance:
    """From now on the person counts for no quorum; whom he or she stood for has left, too."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.OPEN))
    gone = Attendance.objects.filter(pk=attendance.pk) | Attendance.objects.filter(proxy=attendance.pk)
    count = gone.filter(arrived_at__isnull=False, left_at=None).update(left_at=at)
    if count:
        events.record("cooperative.attendance.left", attendance, by=by, at=at, assembly=assembly.pk, rows=count)
    attendance.refresh_from_db()
    return attendance


@transaction.atomic
def promise_proxy(
    *,
    attendance: Attendance,
    kind: str,
    holder: Attendance | None = None,
    name: str = "",
    by: User | None,
    at: datetime,
) -> Attendance:
    """Announced on a phone or by telephone. It holds the place of the proxy, who stands for nobody else then; it counts once the
    paper is there (§23④)."""
    return _put_proxy(attendance, kind, holder, name, is_written=False, by=by, at=at)


@transaction.atomic
def give_proxy(
    *, attendance: Attendance, kind: str, holder: Attendance | None = None, name: str = "", is_written: bool, by: User | None,
    at: datetime,
) -> Attendance:  # fmt: skip
    """A written authority. It counts as present once the holder has come (a member) or has shown it at the door (family)."""
    if not is_written:
        require_lawful(_against_proxy(attendance.assembly, attendance, kind, holder, is_written=False))
    return _put_proxy(attendance, kind, holder, name, is_written=True, by=by, at=at)


def _put_proxy(
    attendance: Attendance, kind: str, holder: Attendance | None, name: str, *, is_written: bool, by: User | None, at: datetime
) -> Attendance:  # fmt: skip
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.CALLED, AssemblyState.OPEN))
    row = Attendance.objects.get(pk=attendance.pk)
    if holder is not None:
        holder = Attendance.objects.filter(pk=holder.pk, assembly=assembly).first()
    require_lawful(_against_proxy(assembly, row, kind, holder))
    if kind == ProxyKind.FAMILY and not name.strip():
        article = rules.article(2, is_social=assembly.cooperative.is_social)
        raise NotLawful([Reason(_("대리하는 가족의 이름을 적어 주세요."), article)])
    row.plan, row.proxy_kind, row.proxy_paper = Plan.PROXY, kind, is_written
    row.channel = Channel.PROXY if is_written else ""
    row.proxy, row.proxy_name = (holder, holder.name) if holder is not None else (None, name.strip()[:120])
    is_here = holder is not None and holder.arrived_at is not None and holder.left_at is None
    is_shown = kind == ProxyKind.FAMILY and assembly.state == AssemblyState.OPEN
    row.arrived_at = at if is_written and assembly.state == AssemblyState.OPEN and (is_here or is_shown) else None
    row.left_at = None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotLawful([rules.second_principal(is_social=assembly.cooperative.is_social)]) from None
    name = "proxy_given" if is_written else "proxy_promised"
    events.record(f"cooperative.attendance.{name}", row, by=by, at=at, assembly=assembly.pk, kind=kind)
    return row


def _against_proxy(
    assembly: Assembly, row: Attendance, kind: str, holder: Attendance | None, *, is_written: bool = True
) -> list[Reason]:
    others = Attendance.objects.filter(proxy=holder).exclude(pk=row.pk) if holder is not None else None
    return rules.reasons_against_proxy(
        kind=kind, is_written=is_written, is_member=holder is not None,
        has_principal=others is not None and others.exists(), is_self=holder is not None and holder.pk == row.pk,
        is_absent_holder=holder is not None and (holder.channel == Channel.PROXY or holder.plan == Plan.PROXY),
        is_delegates=assembly.is_delegates, is_social=assembly.cooperative.is_social,
    )  # fmt: skip


@transaction.atomic
def admit_proxy(*, attendance: Attendance, by: User | None, at: datetime) -> Attendance:
    """The holder is at the door with the paper: the principal is present."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.OPEN))
    row = Attendance.objects.select_related("proxy").get(pk=attendance.pk)
    holder, article = row.proxy, rules.article(4, is_social=assembly.cooperative.is_social)
    if not row.proxy_kind:
        raise NotLawful([Reason(_("대리인을 정하지 않았습니다. 위임장을 먼저 적어 주세요."), article)])
    if holder is not None and (holder.arrived_at is None or holder.left_at is not None):
        text = _("대리인이 먼저 나와야 합니다: %(name)s") % {"name": holder.name}
        raise NotLawful([Reason(text, article)])
    if row.arrived_at is None or row.left_at is not None:
        row.channel, row.proxy_paper, row.arrived_at, row.left_at = Channel.PROXY, True, at, None
        row.save()
        events.record("cooperative.attendance.arrived", row, by=by, at=at, assembly=assembly.pk, channel=row.channel)
    return row


@transaction.atomic
def take_back_proxy(*, attendance: Attendance, by: User | None, at: datetime) -> Attendance:
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.CALLED, AssemblyState.OPEN))
    row = Attendance.objects.get(pk=attendance.pk)
    if row.proxy_kind:
        _free(row)
        row.channel, row.arrived_at, row.left_at, row.plan = "", None, None, ""
        row.save()
        events.record("cooperative.attendance.proxy_taken_back", row, by=by, at=at, assembly=assembly.pk)
    return row


@transaction.atomic
def prepare_roll(*, assembly: Assembly) -> None:
    """Who consented to a founding after it was called has a place on its roll, too."""
    row = locked(assembly)
    if row.state == AssemblyState.CALLED:
        make_roll(row)


def _free(row: Attendance) -> None:
    row.proxy, row.proxy_kind, row.proxy_name, row.proxy_paper = None, "", "", False


def _against_state(assembly: Assembly, *states: str) -> list[Reason]:
    if assembly.state in states:
        return []
    if assembly.state == AssemblyState.OPEN:
        return [Reason(_("총회가 이미 열렸습니다. 접수대에 말씀해 주세요."), act(29))]
    if assembly.state in {AssemblyState.CLOSED, AssemblyState.SIGNED}:
        return [Reason(_("총회가 이미 끝났습니다."), act(29))]
    return [Reason(_("총회가 열려 있을 때만 할 수 있습니다."), act(29))]


def _against_channel(assembly: Assembly, channel: str, at: datetime) -> list[Reason]:
    on = seoul_day(at)
    ways, articles = parameters.VOTING_WAYS.since(on), articles_on(assembly.cooperative, on)
    allow = articles.allows_written_votes if channel == Channel.PAPER else articles.allows_electronic_votes
    return rules.reasons_against_channel(
        channel, lawful=ways.value, source=ways.source, articles_allow=allow, is_social=assembly.cooperative.is_social
    )
