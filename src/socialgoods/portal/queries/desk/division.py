"""How far the year's division of money has come, and what the next step is."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.prescription.models import Prescription, PrescriptionState, Round, RoundState

STEPS = 4


@dataclass(frozen=True)
class Division:
    round: Round | None
    """The latest that was not dropped."""
    year: int
    """The year that money is to be divided for."""
    proposals: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    """How many prescriptions of the round are in each state."""

    @property
    def is_running(self) -> bool:
        return self.round is not None and self.round.state != RoundState.DECIDED

    @property
    def step(self) -> int:
        """Counted from 1: proposals, committee, answers, all answered."""
        if self.round is None or self.round.state == RoundState.DRAFT:
            return 1
        if self.round.state == RoundState.LAID:
            return 2
        return 3 if self.waiting else STEPS

    @property
    def sent(self) -> int:
        return sum(self.answers.values())

    @property
    def waiting(self) -> int:
        return self.answers.get(PrescriptionState.SENT, 0) + self.answers.get(PrescriptionState.INVITED, 0)

    @property
    def accepted(self) -> int:
        return self.answers.get(PrescriptionState.ACCEPTED, 0)

    @property
    def declined(self) -> int:
        return self.answers.get(PrescriptionState.DECLINED, 0)

    @property
    def next_step(self) -> tuple[str, str]:
        """What to do, and where."""
        if self.round is None:
            return _("배정 시작하기"), reverse("rounds")
        here = self.round.get_absolute_url()
        if self.round.state == RoundState.DRAFT:
            return (_("안을 견주고 올리기"), here) if self.proposals else (_("첫 배정안 만들기"), here)
        if self.round.state == RoundState.LAID:
            return _("위원회의 결정 적기"), reverse("round_committee", args=[self.round.pk])
        if self.waiting:
            return _("답을 기다리는 처방 보기"), reverse("prescriptions")
        if self.round.year < self.year:
            return _("%(year)s년 배정 시작하기") % {"year": self.year}, reverse("rounds")
        return _("정해진 배정 보기"), here


def division(*, on: date) -> Division:
    """Three queries at most."""
    row = Round.objects.exclude(state=RoundState.DROPPED).order_by("-year", "-number").first()
    if row is None:
        return Division(None, on.year)
    proposals = row.variants.exclude(computed_at=None).count() if row.state == RoundState.DRAFT else 0
    answers = {}
    if row.state == RoundState.DECIDED:
        counted = Prescription.objects.filter(round=row).order_by().values_list("state").annotate(n=Count("pk"))
        answers = dict(counted)
    return Division(row, on.year, proposals, answers)
