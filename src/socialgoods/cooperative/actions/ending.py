"""A co-operative ends by resolution (§57, §102); what is left goes where the law lets it go (§59, §104)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.resolution import require_passed
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import AgendaItem, Cooperative, CooperativeState, FoundingStep
from socialgoods.cooperative.rules.ending import HEIRS, Residue, reasons_against_residue
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.cooperative.states import COOPERATIVE_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.kernel.states import move
from socialgoods.people.models import User


@transaction.atomic
def dissolve(
    *, cooperative: Cooperative, item: AgendaItem | None, residue: Residue, on: date, by: User | None, at: datetime
) -> Cooperative:
    """Wound up: the debts are paid, the rest is handed over."""
    row = locked(cooperative)
    require_passed(item, "dissolution")
    if item is not None and item.assembly.cooperative_id != row.pk:
        raise NotLawful([Reason(_("이 조합의 총회가 의결한 안건이 아닙니다."), act(29, 1, item="7"))])
    if on > seoul_day(at):
        raise NotLawful([Reason(_("아직 오지 않은 날입니다. 청산을 마친 뒤에 적어 주세요."), act(57))])
    require_lawful(reasons_against_residue(residue, is_social=row.is_social))
    move(row, CooperativeState.DISSOLVED, table=COOPERATIVE_MOVES, closed_on=on)
    heir = str(HEIRS.get(residue.heir, ""))
    note = f"{residue.name} ({heir}) {residue.won:,}원" if residue.won else _("남은 재산 없음")
    FoundingStep.objects.create(cooperative=row, step="dissolved", done_on=on, note=note[:300], by=by, at=at)
    events.record("cooperative.cooperative.dissolved", row, by=by, at=at, heir=residue.heir, amount=residue.won)
    return row
