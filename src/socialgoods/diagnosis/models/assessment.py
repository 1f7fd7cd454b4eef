from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.diagnosis.models.instrument import Purpose
from socialgoods.registry.models import Organization


class View(models.TextChoices):
    """Whose view of the organisation it is: its own, or that of the advisor who came to see it."""

    OWN = "own", _("조직의 진단")
    VISIT = "visit", _("방문 진단")


class Way(models.TextChoices):
    ONLINE = "online", _("스스로 적음")
    ASSISTED = "assisted", _("자문위원이 대신 적음")
    PAPER = "paper", _("종이에서 옮겨 적음")
    VISIT = "visit", _("찾아가서 봄")
    IMPORTED = "imported", _("파일에서 가져옴")


class AssessmentState(models.TextChoices):
    OPEN = "open", _("적는 중")
    SUBMITTED = "submitted", _("제출됨")
    REVIEWED = "reviewed", _("살펴봄")
    FINAL = "final", _("확정")


def person(label: Any) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


def own_view_in(**of: Any) -> "models.QuerySet[Assessment]":
    """Own views that the organisation has handed in; one that came back to be mended was handed in before."""
    handed_in = ~Q(state=AssessmentState.OPEN) | ~Q(return_reason="")
    return Assessment.objects.filter(handed_in, view=View.OWN, **of)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def with_own(self) -> "AssessmentQuerySet":
        of = {name: models.OuterRef(name) for name in ("organization", "year", "purpose")}
        return self.annotate(_own_is_in=models.Exists(own_view_in(**of)))


class Assessment(models.Model):
    """Answers to an instrument about a fiscal year. Only final ones count.

    `answers`: item → score (1 … scale), or null where the answer is "no answer"; an item that is not there was not reached.
    `agreed`: item → the score that the review settled on, where it is another than the answer.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="assessments", verbose_name=_("조직"))
    year = models.PositiveSmallIntegerField(_("회계연도"))
    purpose = models.CharField(_("쓰임"), max_length=10, choices=Purpose, default=Purpose.COUNTY)
    version = models.CharField(_("문항의 판"), max_length=60)
    form = models.CharField(_("양식"), max_length=30)
    view = models.CharField(_("누구의 눈"), max_length=10, choices=View, default=View.OWN)
    way = models.CharField(_("적은 방법"), max_length=10, choices=Way, default=Way.ONLINE)
    answers = models.JSONField(_("답"), default=dict, blank=True)
    notes = models.JSONField(_("답에 덧붙인 말"), default=dict, blank=True)
    agreed = models.JSONField(_("함께 정한 점수"), default=dict, blank=True)
    visited_on = models.DateField(_("찾아간 날"), null=True, blank=True)

    state = models.CharField(_("상태"), max_length=10, choices=AssessmentState, default=AssessmentState.OPEN)
    saved_by, saved_at = person(_("적은 사람")), models.DateTimeField(_("저장한 때"), null=True)
    sitting = models.CharField(max_length=32, blank=True, editable=False)
    submitted_by, submitted_at = person(_("제출한 사람")), models.DateTimeField(_("제출한 때"), null=True)
    reviewed_by, reviewed_at = person(_("살펴본 사람")), models.DateTimeField(_("살펴본 때"), null=True)
    review = models.TextField(_("살펴본 말"), blank=True)
    finalised_by, finalised_at = person(_("확정한 사람")), models.DateTimeField(_("확정한 때"), null=True)
    return_reason = models.TextField(_("돌려보낸 까닭"), blank=True)

    objects = AssessmentQuerySet.as_manager()

    moves_when_merged = ("year", "purpose", "view")

    class Meta:
        verbose_name = _("진단")
        ordering = ["-year", "id"]
        indexes = [models.Index(fields=["year", "state"], name="assessment_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year", "purpose", "view"], name="assessment_once_a_year_and_view"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(submitted_at__isnull=False), name="assessment_submitted_when"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reviewed", "final"]) | Q(reviewed_at__isnull=False),
                name="assessment_reviewed_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(finalised_at__isnull=False), name="assessment_finalised_when"
            ),
            models.CheckConstraint(
                condition=~Q(view="visit") | Q(visited_on__isnull=False), name="assessment_visited_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year} {self.get_purpose_display()}"

    def get_absolute_url(self) -> str:
        return reverse("assessment", args=[self.organization.code, self.pk])

    @property
    def is_handed_in(self) -> bool:
        return self.state != AssessmentState.OPEN

    @property
    def own_is_in(self) -> bool:
        """Whether the organisation has handed in its own view of the year; annotated by `with_own`, else asked."""
        if "_own_is_in" not in self.__dict__:
            self._own_is_in = own_view_in(
                organization=self.organization_id, year=self.year, purpose=self.purpose
            ).exists()
        return bool(self._own_is_in)

    def scores(self) -> dict[str, int | None]:
        """What counts: the agreed score where there is one, else the answer."""
        return {**self.answers, **self.agreed}
