"""An assessment's life: started, saved as typed, handed in, seen beside a visit, settled, final; or back to be mended."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from socialgoods.diagnosis.models import Assessment, AssessmentState, Purpose, View
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.diagnosis.rules import assessment as rules
from socialgoods.diagnosis.states import ASSESSMENT_MOVES
from socialgoods.kernel import events
from socialgoods.kernel.formats import seoul_moment
from socialgoods.kernel.states import IllegalTransition, move
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

SAME_SITTING = timedelta(minutes=30)


class SavedMeanwhile(Exception):
    """Somebody else saved since this page was read. The text is ready to show."""


class NotSubmittable(Exception):
    """Carries the reasons, ready to show."""


@transaction.atomic
def start(
    *,
    organization: Organization,
    year: int,
    view: str,
    way: str,
    purpose: str = Purpose.COUNTY,
    form: str = "",
    visited_on: date | None = None,
    by: User,
    at: datetime,
) -> Assessment:
    """Starting twice finds what was started. `form` asks more than the organisation's own form would.

    A visit beside an own view, or the other way round, asks what the first of the two asked.
    """
    there = Assessment.objects.filter(organization=organization, year=year, purpose=purpose).first()
    version = there.version if there else instruments.in_use(year, purpose)
    instrument = instruments.instrument_of(version)
    names = {each.name for each in instrument.forms}
    asked = there.form if there else form
    row, is_new = Assessment.objects.get_or_create(
        organization=organization,
        year=year,
        purpose=purpose,
        view=view,
        defaults={
            "version": version,
            "form": asked if asked in names else instruments.form_of(instrument, organization, year),
            "way": way,
            "visited_on": visited_on if view == View.VISIT else None,
        },
    )
    if is_new:
        events.record("diagnosis.assessment.started", row, by=by, at=at, year=year, purpose=purpose, view=view, way=way)
    return row


@transaction.atomic
def save(
    *,
    assessment: Assessment,
    answers: Mapping[str, int | None],
    notes: Mapping[str, str],
    seen: datetime | None,
    sitting: str,
    cleared: frozenset[str] = frozenset(),
    by: User,
    at: datetime,
) -> None:
    """Writes if nobody else has saved since `seen`; the same page may always go on. What is neither posted nor cleared stays."""
    unchanged = Q(saved_at=seen) | Q(sitting=sitting) if sitting else Q(saved_at=seen)
    changes: dict[str, Any] = {
        "answers": {code: answer for code, answer in {**assessment.answers, **answers}.items() if code not in cleared},
        "notes": {code: text for code, text in {**assessment.notes, **notes}.items() if text},
        "saved_by": by,
        "saved_at": at,
        "sitting": sitting,
    }
    rows = Assessment.objects.filter(unchanged, pk=assessment.pk, state=AssessmentState.OPEN)
    if not rows.update(**changes):
        now = Assessment.objects.select_related("saved_by").get(pk=assessment.pk)
        if now.state != AssessmentState.OPEN:
            raise IllegalTransition(_("이 진단은 이미 제출되어 고칠 수 없습니다."))
        raise SavedMeanwhile(
            _(
                "%(who)s 님이 %(when)s에 이 진단을 고쳤습니다. 방금 적은 것은 아직 저장하지 않았습니다. 새로 열어 이어서 적어 주세요."
            )
            % {"who": now.saved_by or _("다른 분"), "when": seoul_moment(now.saved_at)}
        )
    if assessment.saved_by_id != by.pk or assessment.saved_at is None or at - assessment.saved_at > SAME_SITTING:
        events.record("diagnosis.assessment.edited", assessment, by=by, at=at)
    for name, value in changes.items():
        setattr(assessment, name, value)


@transaction.atomic
def submit(*, assessment: Assessment, by: User, at: datetime) -> None:
    instrument = instruments.instrument_of(assessment.version)
    reasons = rules.reasons_against_submitting(instruments.asked(instrument, assessment.form), assessment.answers)
    if reasons:
        raise NotSubmittable(" ".join(reasons))
    move(
        assessment,
        AssessmentState.SUBMITTED,
        table=ASSESSMENT_MOVES,
        submitted_by=by,
        submitted_at=at,
        return_reason="",
        agreed={},
    )
    events.record("diagnosis.assessment.submitted", assessment, by=by, at=at, answered=len(assessment.answers))


@transaction.atomic
def withdraw(*, assessment: Assessment, by: User, at: datetime) -> None:
    if assessment.state == AssessmentState.REVIEWED:
        raise IllegalTransition(
            _("자문위원이 이미 살펴본 진단은 거둘 수 없습니다. 고칠 것이 있으면 담당 자문위원에게 말씀해 주세요.")
        )
    move(assessment, AssessmentState.OPEN, table=ASSESSMENT_MOVES)
    events.record("diagnosis.assessment.withdrawn", assessment, by=by, at=at)


@transaction.atomic
def return_(*, assessment: Assessment, reason: str, by: User, at: datetime) -> None:
    move(assessment, AssessmentState.OPEN, table=ASSESSMENT_MOVES, return_reason=reason)
    events.record("diagnosis.assessment.returned", assessment, by=by, at=at, reason=reason)


@transaction.atomic
def review(*, assessment: Assessment, agreed: Mapping[str, int], words: str, by: User, at: datetime) -> None:
    """`agreed` holds what shall count where it is another score than the organisation's own."""
    differing = {code: score for code, score in agreed.items() if assessment.answers.get(code) != score}
    move(
        assessment,
        AssessmentState.REVIEWED,
        table=ASSESSMENT_MOVES,
        agreed=differing,
        review=words,
        reviewed_by=by,
        reviewed_at=at,
    )
    events.record("diagnosis.assessment.reviewed", assessment, by=by, at=at, settled=len(differing))


@transaction.atomic
def finalise(*, assessment: Assessment, by: User, at: datetime) -> None:
    move(assessment, AssessmentState.FINAL, table=ASSESSMENT_MOVES, finalised_by=by, finalised_at=at)
    events.record("diagnosis.assessment.finalised", assessment, by=by, at=at, year=assessment.year)
