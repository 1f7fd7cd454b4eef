"""The minutes: written from what happened, edited until they are signed, then fixed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative import assembly_parameters as parameters
from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.models import Assembly, AssemblyState, MinutesSignature
from socialgoods.cooperative.queries import minutes as queries
from socialgoods.cooperative.rules import minutes as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.cooperative.states import ASSEMBLY_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User


@transaction.atomic
def draft_minutes(*, assembly: Assembly, by: User | None, at: datetime) -> Assembly:
    """From roll, items and counts. What somebody wrote already is not overwritten."""
    row = _locked(assembly)
    if not row.minutes:
        row.minutes = queries.written(row)
        row.save(update_fields=["minutes"])
        events.record("cooperative.minutes.drafted", row, by=by, at=at)
    return row


@transaction.atomic
def edit(*, assembly: Assembly, text: str, by: User | None, at: datetime) -> Assembly:
    """Until the first signature: a signature stands for the text that was signed."""
    row = _locked(assembly)
    if row.state != AssemblyState.CLOSED or row.signatures.exists():
        raise NotLawful(
            [Reason(_("서명이 시작된 의사록은 고칠 수 없습니다. 서명을 모두 거둔 뒤 고쳐 주세요."), act(30))]
        )
    row.minutes = text.strip().replace("\r\n", "\n")
    row.save(update_fields=["minutes"])
    events.record("cooperative.minutes.edited", row, by=by, at=at, sha256=rules.digest(row.minutes))
    return row


@transaction.atomic
def sign(
    *, assembly: Assembly, name: str, is_chair: bool = False, user: User | None = None, on_paper: bool = False, by: User | None,
    at: datetime,
) -> MinutesSignature:  # fmt: skip
    """The chair and at least three of those who were there. The last that is needed fixes the whole assembly."""
    row = _locked(assembly)
    signed = list(row.signatures.values_list("name", flat=True))
    was_present = row.roll.filter(name=name, arrived_at__isnull=False).exists()
    require_lawful(
        rules.reasons_against_signing(
            name=name, signed=signed, is_closed=row.state == AssemblyState.CLOSED, has_text=bool(row.minutes),
            was_present=was_present or (is_chair and name == row.chair_name),
        )
    )  # fmt: skip
    if is_chair and row.signatures.filter(is_chair=True).exists():
        raise NotLawful([Reason(_("의장은 이미 서명했습니다."), act(30))])
    made = MinutesSignature.objects.create(
        assembly=row,
        name=name,
        is_chair=is_chair,
        user=user,
        on_paper=on_paper,
        sha256=rules.digest(row.minutes),
        at=at,
    )
    events.record("cooperative.minutes.signed", row, by=by, at=at, chair=is_chair, on_paper=on_paper)
    chair, members = row.signatures.filter(is_chair=True).exists(), row.signatures.filter(is_chair=False).count()
    if rules.is_complete(has_chair=chair, members=members, least=parameters.SIGNERS_BESIDE_CHAIR.on(seoul_day(at))):
        move(row, AssemblyState.SIGNED, table=ASSEMBLY_MOVES)
        events.record("cooperative.assembly.signed", row, by=by, at=at)
    return made


@transaction.atomic
def take_back_signatures(*, assembly: Assembly, reason: str, by: User | None, at: datetime) -> None:
    """Something was wrong in the text: it is signed anew. Not any more once all have signed."""
    row = _locked(assembly)
    if row.state != AssemblyState.CLOSED:
        raise NotLawful([Reason(_("서명을 마친 의사록은 바꿀 수 없습니다."), act(30))])
    row.signatures.all().delete()
    events.record("cooperative.minutes.signatures_taken_back", row, by=by, at=at, reason=reason[:300])


def _locked(assembly: Assembly) -> Assembly:
    return Assembly.objects.select_for_update().select_related("cooperative").get(pk=assembly.pk)
