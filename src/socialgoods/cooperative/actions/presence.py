"""Who comes, who leaves, who stands for whom."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions.assembly import locked, make_roll
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.models import Assembly, AssemblyState, Attendance, Channel, ProxyKind
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import presence as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def arrive(*, attendance: Attendance, channel: str = Channel.IN_PERSON, by: User | None, at: datetime) -> Attendance:
    """Checked in at the door, by oneself on a phone, or by a written or electronic vote where law and articles allow it."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.OPEN))
    row = Attendance.objects.get(pk=attendance.pk)
    if row.arrived_at is not None and row.left_at is None and row.channel == channel:
        return row
    if channel != Channel.IN_PERSON:
        require_lawful(_against_channel(assembly, channel, at))
    if row.channel == Channel.PROXY:
        _free(row)
    row.channel, row.arrived_at, row.left_at = channel, at, None
    row.save()
    events.record("cooperative.attendance.arrived", row, by=by, at=at, assembly=assembly.pk, channel=channel)
    attendance.refresh_from_db()
    return row


@transaction.atomic
def leave(*, attendance: Attendance, by: User | None, at: datetime) -> Attendance:
    """From now on the person counts for no quorum; whom he or she stood for has left, too."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.OPEN))
    gone = Attendance.objects.filter(pk=attendance.pk) | Attendance.objects.filter(proxy=attendance.pk)
    gone.filter(arrived_at__isnull=False, left_at=None).update(left_at=at)
    events.record("cooperative.attendance.left", attendance, by=by, at=at, assembly=assembly.pk)
    attendance.refresh_from_db()
    return attendance


@transaction.atomic
def give_proxy(
    *, attendance: Attendance, kind: str, holder: Attendance | None = None, name: str = "", is_written: bool, by: User | None,
    at: datetime,
) -> Attendance:  # fmt: skip
    """A written authority. It counts as present once the holder has come (a member) or has shown it at the door (family)."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.CALLED, AssemblyState.OPEN))
    row = Attendance.objects.get(pk=attendance.pk)
    if holder is not None:
        holder = Attendance.objects.filter(pk=holder.pk, assembly=assembly).first()
    others = Attendance.objects.filter(proxy=holder).exclude(pk=row.pk) if holder is not None else None
    require_lawful(
        rules.reasons_against_proxy(
            kind=kind, is_written=is_written, is_member=holder is not None,
            has_principal=others is not None and others.exists(), is_self=holder is not None and holder.pk == row.pk,
            is_absent_holder=holder is not None and holder.channel == Channel.PROXY, is_delegates=assembly.is_delegates,
            is_social=assembly.cooperative.is_social,
        )
    )  # fmt: skip
    if kind == ProxyKind.FAMILY and not name.strip():
        raise NotLawful([Reason(_("대리하는 가족의 이름을 적어 주세요."), act(23, 2))])
    row.channel, row.proxy_kind, row.proxy_paper = Channel.PROXY, kind, True
    row.proxy, row.proxy_name = (holder, holder.name) if holder is not None else (None, name.strip()[:120])
    is_here = holder is None or (holder.arrived_at is not None and holder.left_at is None)
    row.arrived_at, row.left_at = (at if assembly.state == AssemblyState.OPEN and is_here else None), None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        text = _("이 사람은 이미 다른 조합원의 대리인입니다. 한 사람이 한 명만 대리할 수 있습니다.")
        raise NotLawful([Reason(text, act(23, 3))]) from None
    events.record("cooperative.attendance.proxy_given", row, by=by, at=at, assembly=assembly.pk, kind=kind)
    return row


@transaction.atomic
def admit_proxy(*, attendance: Attendance, by: User | None, at: datetime) -> Attendance:
    """The holder is at the door with the paper: the principal is present."""
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.OPEN))
    row = Attendance.objects.select_related("proxy").get(pk=attendance.pk)
    holder = row.proxy
    if row.channel != Channel.PROXY or (
        holder is not None and (holder.arrived_at is None or holder.left_at is not None)
    ):
        raise NotLawful([Reason(_("대리인이 먼저 나와야 합니다."), act(23, 4))])
    if row.arrived_at is None or row.left_at is not None:
        row.arrived_at, row.left_at = at, None
        row.save()
        events.record("cooperative.attendance.arrived", row, by=by, at=at, assembly=assembly.pk, channel=row.channel)
    return row


@transaction.atomic
def take_back_proxy(*, attendance: Attendance, by: User | None, at: datetime) -> Attendance:
    assembly = locked(attendance.assembly)
    require_lawful(_against_state(assembly, AssemblyState.CALLED, AssemblyState.OPEN))
    row = Attendance.objects.get(pk=attendance.pk)
    if row.channel == Channel.PROXY:
        _free(row)
        row.channel, row.arrived_at, row.left_at = "", None, None
        row.save()
        events.record("cooperative.attendance.proxy_taken_back", row, by=by, at=at, assembly=assembly.pk)
    return row


@transaction.atomic
def prepare_roll(*, assembly: Assembly) -> None:
    """So that proxies can be given before the day."""
    make_roll(locked(assembly))


def _free(row: Attendance) -> None:
    row.proxy, row.proxy_kind, row.proxy_name, row.proxy_paper = None, "", "", False


def _against_state(assembly: Assembly, *states: str) -> list[Reason]:
    if assembly.state in states:
        return []
    return [Reason(_("총회가 열려 있을 때만 할 수 있습니다."), act(29))]


def _against_channel(assembly: Assembly, channel: str, at: datetime) -> list[Reason]:
    on = seoul_day(at)
    ways, articles = parameters.VOTING_WAYS.since(on), articles_on(assembly.cooperative, on)
    allow = articles.allows_written_votes if channel == Channel.PAPER else articles.allows_electronic_votes
    return rules.reasons_against_channel(
        channel, lawful=ways.value, source=ways.source, articles_allow=allow, is_social=assembly.cooperative.is_social
    )
