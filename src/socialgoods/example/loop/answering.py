"""What organisations say to prescriptions and calls in the made-up county, and what becomes of it within the year.

Who has an account answers for itself. The others are telephoned: nearly all take what is offered, some decline; those invited to a
call nearly all apply, and are selected as long as the call's money lasts.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from socialgoods.example.loop.days import moment
from socialgoods.example.world import stream
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User
from socialgoods.prescription.actions import answer
from socialgoods.prescription.actions.settle import settle
from socialgoods.prescription.models import AnswerWay, Prescription, PrescriptionState
from socialgoods.registry.models import Representation
from socialgoods.support.actions import application as applications
from socialgoods.support.actions import call as calls
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.models import Application, ApplicationState, Call, Invitation
from socialgoods.support.queries.call import running
from socialgoods.support.rules.call import own_part

DECLINES = 1 / 12
DECLINED = "올해는 사람이 모자라 새로 시작하기 어렵습니다."
PLAN = "처방에서 권한 대로 자문위원과 함께 계획을 세워 한 해 동안 하겠습니다."
NEED = "진단에서 가장 낮게 나온 영역이어서 먼저 고치려고 합니다."
SELECTED, TOO_LITTLE = "진단과 처방에 맞고 계획이 분명합니다.", "예산이 모자라 이번에는 선정하지 못했습니다."
NO_CONFLICT = "없음"


def with_accounts() -> set[int]:
    """Organisations for which a person may answer on line."""
    return set(Representation.objects.filter(ends_on=None).values_list("organization", flat=True))


def answer_year(year: int, *, seed: int, is_all: bool, advisor: User, officer: User) -> None:
    """`is_all`: everybody takes everything, those with an account too. What nobody answers lapses at the year's end."""
    own = set() if is_all else with_accounts()
    _answer(year, own, seed=seed, is_all=is_all, advisor=advisor)
    for call in running().filter(year=year):
        _apply(call, own, seed=seed, is_all=is_all, advisor=advisor)
        _select(call, officer=officer)
    settle(at=moment(date(year, 12, 1)))
    answer.lapse_due(on=date(year + 1, 1, 1), at=moment(date(year, 12, 31)))


def _says_no(seed: int, what: str) -> bool:
    return stream(seed, f"answer/{what}").random() < DECLINES


def _answer(year: int, own: Collection[int], *, seed: int, is_all: bool, advisor: User) -> None:
    rows = Prescription.objects.filter(year=year, state=PrescriptionState.SENT, organization__status="active")
    for row in rows.select_related("organization", "measure").order_by("pk"):
        if row.organization_id in own:
            continue
        sent = seoul_day(row.sent_at)
        on = min(sent + timedelta(days=7), row.answer_by or date(year, 12, 31))
        how: dict[str, Any] = {
            "way": AnswerWay.PHONE,
            "answered_for": "대표",
            "by": advisor,
            "at": moment(max(sent, on), 18),
        }
        if not is_all and _says_no(seed, f"{year}/{row.organization.code}"):
            answer.decline(prescription=row, reason=DECLINED, **how)
        else:
            answer.accept(prescription=row, **how)


def _apply(call: Call, own: Collection[int], *, seed: int, is_all: bool, advisor: User) -> None:
    asked = set(Application.objects.filter(call=call).values_list("organization", flat=True))
    invited = Invitation.objects.filter(call=call, organization__status="active").select_related("organization")
    on = moment(call.closes_on, 9)
    for row in invited.order_by("pk"):
        is_silent = row.organization_id in own or row.organization_id in asked
        if is_silent or (not is_all and _says_no(seed, f"{call.year}/{row.organization.code}")):
            continue
        with suppress(NotPossible):
            begun = applications.begin(call=call, organization=row.organization, by=advisor, at=on)
            typed = {
                "plan": PLAN,
                "need": NEED,
                "amount": row.amount,
                "own_amount": own_part(row.amount, call.own_share),
            }
            applications.save(application=begun, changes=typed, by=advisor, at=on)
            applications.submit(application=begun, by=advisor, at=on)


def _select(call: Call, *, officer: User) -> None:
    """Those invited first. What an officer has weighed already stands."""
    at = moment(call.closes_on + timedelta(days=5))
    invited = set(Invitation.objects.filter(call=call).values_list("organization", flat=True))
    asked = list(Application.objects.filter(call=call, state=ApplicationState.SUBMITTED).order_by("pk"))
    left = call.budget - sum(row.granted or 0 for row in asked if row.proposed)
    for row in sorted(asked, key=lambda row: row.organization_id not in invited):
        if row.proposed is not None and row.reason.strip():
            continue
        wanted = row.amount or 0
        fits = wanted <= left
        left -= wanted if fits else 0
        applications.weigh(
            application=row, is_selected=fits, granted=wanted if fits else None, reason=SELECTED if fits else TOO_LITTLE,
            by=officer, at=at,
        )  # fmt: skip
    calls.conclude(call=call, conflicts=NO_CONFLICT, by=officer, at=at)
