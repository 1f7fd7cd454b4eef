"""A year's round: opened, prepared in up to three variants, laid before the committee, taken back or dropped."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events
from socialgoods.kernel.states import move
from socialgoods.people.models import User
from socialgoods.prescription.actions.variant import (
    Refused,
    add_variant,
    change_settings,
    compute_variant,
    copy_variant,
    pin,
    remove_variant,
    start_computing,
    unpin,
)
from socialgoods.prescription.models import Round, RoundState, Sitting, Variant
from socialgoods.prescription.queries import inputs
from socialgoods.prescription.rules import settings as rules
from socialgoods.prescription.states import ROUND_MOVES

__all__ = [
    "Refused", "add_variant", "change_settings", "compute_variant", "copy_variant", "drop", "lay", "open_round", "pin", "remove_variant",
    "start_computing", "take_back", "unpin",
]  # fmt: skip


@transaction.atomic
def open_round(
    *, year: int, until: int, note: str = "", by: User | None, at: datetime, as_history: bool = False
) -> Round:
    """The next round of the year. `as_history`: an example's past, written after its reports came in."""
    if not as_history:
        reasons = rules.reasons_against_year(
            year=year, until=until, last_reports=inputs.last_reports(), reports_until=year - 1
        )
        if reasons:
            raise Refused(" ".join(reasons))
    rows = Round.objects.filter(year=year)
    if rows.filter(state__in=[RoundState.DRAFT, RoundState.LAID]).exists():
        raise Refused(_already(year))
    number = (rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    follows = rows.filter(state=RoundState.DECIDED).order_by("-number").first()
    try:
        with transaction.atomic():
            found = Round.objects.create(
                year=year, number=number, until=until, follows=follows, note=note, opened_by=by, opened_at=at
            )
    except IntegrityError:
        raise Refused(_already(year)) from None
    events.record("prescription.round.opened", found, by=by, at=at, year=year, number=number, until=until)
    return found


def _already(year: int) -> str:
    return _("%(year)s년 배정이 이미 준비 중입니다. 그 배정을 마치거나 그만둔 뒤에 새로 시작해 주세요.") % {
        "year": year
    }


@transaction.atomic
def drop(*, round: Round, reason: str, by: User | None, at: datetime) -> None:
    if not reason.strip():
        raise Refused(_("그만두는 까닭을 적어 주세요."))
    move(round, RoundState.DROPPED, table=ROUND_MOVES)
    events.record("prescription.round.dropped", round, by=by, at=at, reason=reason)


@transaction.atomic
def lay(*, round: Round, variant: Variant, by: User | None, at: datetime) -> None:
    """Before the committee, as it stands."""
    locked = Round.objects.select_for_update().get(pk=round.pk)
    own = locked.variants.filter(pk=variant.pk).first()
    if own is None:
        raise Refused(_("이 배정의 안이 아닙니다. 새로 고쳐 확인해 주세요."))
    if own.computed_at is None:
        raise Refused(_("아직 셈하지 않은 안입니다. 먼저 셈해 주세요."))
    if inputs.is_stale(own):
        raise Refused(_("설정을 바꾼 뒤 다시 셈하지 않았습니다. 다시 셈한 뒤에 올려 주세요."))
    move(round, RoundState.LAID, table=ROUND_MOVES, laid=own, laid_at=at)
    events.record("prescription.round.laid", round, by=by, at=at, variant=own.number, outcome=own.outcome_sha256)


@transaction.atomic
def take_back(*, round: Round, reason: str, by: User | None, at: datetime) -> None:
    """Back to preparing: the committee asked for another proposal. What it said so far stays in the event."""
    if not reason.strip():
        raise Refused(_("되돌리는 까닭을 적어 주세요."))
    move(round, RoundState.DRAFT, table=ROUND_MOVES, laid=None, laid_at=None)
    sitting = Sitting.objects.filter(round=round).prefetch_related("members").first()
    said = None
    if sitting is not None:
        said = {
            "committee": sitting.committee,
            "held_on": sitting.held_on.isoformat(),
            "minutes": sitting.minutes,
            "votes": [[member.name, member.vote] for member in sitting.members.all()],
            "amendments": [
                [row.organization.code, row.measure.code if row.measure else "", row.amount, row.reason]
                for row in sitting.amendments.select_related("organization", "measure")
            ],
        }
        sitting.delete()
    events.record("prescription.round.taken_back", round, by=by, at=at, reason=reason, sitting=said)
