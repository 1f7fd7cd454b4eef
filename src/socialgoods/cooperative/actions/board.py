"""What the board decided, written down once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import require_lawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import BoardMeeting, BoardPresence, Cooperative, Office, Officer
from socialgoods.cooperative.queries.officers import officers_on
from socialgoods.cooperative.rules import board as rules
from socialgoods.cooperative.rules.law import Reason, act
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def record_meeting(
    *, cooperative: Cooperative, held_at: datetime, place: str = "", present: Iterable[Officer], decisions: Sequence[rules.Decision],
    minutes: str = "", by: User | None, at: datetime,
) -> BoardMeeting:  # fmt: skip
    """One meeting a moment: written again, the one that is there. An auditor may sit in, and is not counted."""
    cooperative = locked(cooperative)
    there = BoardMeeting.objects.filter(cooperative=cooperative, held_at=held_at).first()
    if there is not None:
        return there
    directors = {row.pk for row in officers_on(cooperative, seoul_day(held_at)) if row.office != Office.AUDITOR}
    came = {row.pk for row in present}
    here = len(came & directors)
    reasons = rules.reasons_against_meeting(directors=len(directors), present=here)
    if came - directors:
        reasons.append(Reason(_("그날 이사가 아닌 사람이 참석자에 있습니다. 참석자를 다시 골라 주세요."), act(32)))
    if held_at > at:
        reasons.append(Reason(_("아직 열리지 않은 이사회는 적을 수 없습니다."), act(32)))
    for decision in decisions:
        reasons += rules.reasons_against_counting(decision, present=here)
    require_lawful(reasons)
    row = BoardMeeting.objects.create(
        cooperative=cooperative, held_at=held_at, place=place.strip()[:200], minutes=minutes.strip(), by=by, at=at,
        decisions=[_written(decision, len(directors), here) for decision in decisions],
    )  # fmt: skip
    BoardPresence.objects.bulk_create([BoardPresence(meeting=row, officer_id=pk) for pk in sorted(came)])
    events.record("cooperative.board.met", row, by=by, at=at, present=here, directors=len(directors))
    return row


def _written(decision: rules.Decision, directors: int, present: int) -> dict[str, object]:
    reasons = rules.reasons_against_passing(decision, directors=directors, present=present)
    return {
        "title": decision.title.strip()[:200], "for": decision.yes, "against": decision.no, "abstained": decision.abstained,
        "is_passed": not reasons, "why": " ".join(str(reason) for reason in reasons),
        "directors": directors, "present": present,
    }  # fmt: skip
