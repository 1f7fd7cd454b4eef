"""The minutes: written from what happened, edited until they are signed, then fixed with all of the assembly."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.roll import locked
from socialgoods.cooperative.models import Assembly, AssemblyKind, AssemblyState, Attendance, Channel, MinutesSignature
from socialgoods.cooperative.queries import minutes as queries
from socialgoods.cooperative.rules import minutes as rules
from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.states import ASSEMBLY_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User


@transaction.atomic
def draft_minutes(*, assembly: Assembly, by: User | None, at: datetime) -> Assembly:
    """From roll, items and counts. What somebody wrote already is not overwritten."""
    row = locked(assembly)
    if not row.minutes:
        _write(row, queries.written(row), "drafted", by, at)
    return row


@transaction.atomic
def draft_again(*, assembly: Assembly, by: User | None, at: datetime) -> Assembly:
    """In place of what was written."""
    row = locked(assembly)
    require_lawful(_against_editing(row))
    _write(row, queries.written(row), "drafted", by, at)
    return row


@transaction.atomic
def edit(*, assembly: Assembly, text: str, by: User | None, at: datetime) -> Assembly:
    """Until the first signature: a signature stands for the text that was signed."""
    row = locked(assembly)
    require_lawful(_against_editing(row))
    _write(row, text.strip().replace("\r\n", "\n"), "edited", by, at)
    return row


def _write(row: Assembly, text: str, what: str, by: User | None, at: datetime) -> None:
    row.minutes = text
    row.save(update_fields=["minutes"])
    events.record(f"cooperative.minutes.{what}", row, by=by, at=at, sha256=rules.digest(text))


def _against_editing(row: Assembly) -> list[Reason]:
    if row.state == AssemblyState.CLOSED and not row.signatures.exists():
        return []
    text = _("총회를 마친 뒤, 첫 서명 전까지만 고칠 수 있습니다. 서명이 있으면 모두 거둔 뒤 고쳐 주세요.")
    return [Reason(text, article(row))]


def article(row: Assembly) -> str:
    return rules.article(is_founding=row.kind == AssemblyKind.FOUNDING, is_social=row.cooperative.is_social)


@transaction.atomic
def elect_signers(*, assembly: Assembly, signers: Sequence[Attendance], by: User | None, at: datetime) -> None:
    """Who the assembly elected to sign beside the chair: at least three of those who came in person. In place of those before."""
    row = locked(assembly)
    if row.state not in {AssemblyState.OPEN, AssemblyState.CLOSED} or row.signatures.exists():
        raise NotLawful([Reason(_("총회를 연 뒤, 첫 서명 전까지만 정할 수 있습니다."), article(row))])
    chosen = [each.pk for each in signers if each.pk != row.chair_id]
    came = row.roll.filter(pk__in=chosen, arrived_at__isnull=False, channel=Channel.IN_PERSON).count()
    least = parameters.SIGNERS_BESIDE_CHAIR.on(seoul_day(row.held_at))
    require_lawful(
        rules.reasons_against_signers(
            elected=len(set(chosen)), least=least, all_present=came == len(set(chosen)), article=article(row)
        )
    )
    is_as_drafted = row.minutes == queries.written(row)
    row.roll.update(signs=False)
    row.roll.filter(pk__in=chosen).update(signs=True)
    events.record("cooperative.minutes.signers_elected", row, by=by, at=at, rows=sorted(set(chosen)))
    if row.state == AssemblyState.CLOSED and is_as_drafted:
        _write(row, queries.written(row), "drafted", by, at)


@transaction.atomic
def sign(
    *, assembly: Assembly, name: str = "", signer: Attendance | None = None, is_chair: bool = False, user: User | None = None,
    on_paper: bool = False, by: User | None, at: datetime,
) -> MinutesSignature:  # fmt: skip
    """The chair and those elected for it, each on an account or on paper. The last of them fixes the whole assembly."""
    row = locked(assembly)
    is_chair = is_chair or (signer is not None and signer.pk == row.chair_id)
    signer = signer or (row.chair if is_chair else _elected(row, name))
    name = (signer.name if signer is not None else row.chair_name if is_chair else name)[:120]
    signed = row.signatures.filter(is_chair=True) if is_chair else row.signatures.filter(signer=signer, is_chair=False)
    require_lawful(
        rules.reasons_against_signing(
            is_chair=is_chair, is_elected=signer is not None and signer.assembly_id == row.pk and signer.signs,
            has_signed=signed.exists(), is_closed=row.state == AssemblyState.CLOSED, has_text=bool(row.minutes),
            article=article(row),
        )
    )  # fmt: skip
    made = MinutesSignature.objects.create(
        assembly=row, signer=signer, name=name, is_chair=is_chair, user=user, on_paper=on_paper, sha256=rules.digest(row.minutes), at=at
    )  # fmt: skip
    events.record("cooperative.minutes.signed", row, by=by, at=at, chair=is_chair, on_paper=on_paper)
    has_chair, members, elected, least = _counts(row)
    if rules.is_complete(has_chair=has_chair, members=members, elected=elected, least=least):
        _fix(row, by, at)
    return made


def _elected(row: Assembly, name: str) -> Attendance | None:
    """Of two of one name, who has not signed yet."""
    rows = row.roll.filter(name=name, signs=True).order_by("pk") if name else row.roll.none()
    signed = set(row.signatures.values_list("signer", flat=True))
    return next((each for each in rows if each.pk not in signed), rows.first())


def _counts(row: Assembly) -> tuple[bool, int, int, int]:
    """Whether the chair has signed, how many beside, how many were elected for it, how many there must be."""
    chair, members = row.signatures.filter(is_chair=True).exists(), row.signatures.filter(is_chair=False).count()
    least = parameters.SIGNERS_BESIDE_CHAIR.on(seoul_day(row.held_at))
    return chair, members, row.roll.filter(signs=True).count(), least


@transaction.atomic
def finish(*, assembly: Assembly, by: User | None, at: datetime) -> Assembly:
    """Enough have signed; who is still missing of those elected does not hold it up."""
    row = locked(assembly)
    has_chair, members, _elected_count, least = _counts(row)
    if not rules.is_enough(has_chair=has_chair, members=members, least=least):
        text = _("의장과 조합원 %(least)s명 이상이 서명해야 합니다.")
        raise NotLawful([Reason(text % {"least": least}, article(row))])
    _fix(row, by, at)
    return row


def _fix(row: Assembly, by: User | None, at: datetime) -> None:
    """From here on the database itself refuses any change (migration `signed_by_triggers`)."""
    move(row, AssemblyState.SIGNED, table=ASSEMBLY_MOVES)
    events.record("cooperative.assembly.signed", row, by=by, at=at, sha256=rules.digest(row.minutes))


@transaction.atomic
def take_back_signatures(*, assembly: Assembly, reason: str, by: User | None, at: datetime) -> None:
    """Something was wrong in the text: it is signed anew. Not any more once all have signed."""
    row = locked(assembly)
    if row.state != AssemblyState.CLOSED:
        raise NotLawful([Reason(_("서명을 마친 의사록은 바꿀 수 없습니다."), article(row))])
    row.signatures.all().delete()
    events.record("cooperative.minutes.signatures_taken_back", row, by=by, at=at, reason=reason[:300])
