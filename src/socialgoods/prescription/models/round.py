from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.models import Job
from socialgoods.registry.models import Measure, Organization


class RoundState(models.TextChoices):
    DRAFT = "draft", _("준비 중")
    LAID = "laid", _("위원회에 올림")
    DECIDED = "decided", _("결정됨")
    DROPPED = "dropped", _("그만둠")


class Round(models.Model):
    """A year's division of money. What is decided is never edited, only followed by another round."""

    year = models.PositiveSmallIntegerField(_("연도"))
    number = models.PositiveSmallIntegerField(_("차수"), default=1)
    until = models.PositiveSmallIntegerField(_("목표의 해"))
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("앞선 배정")
    )
    state = models.CharField(_("상태"), max_length=10, choices=RoundState, default=RoundState.DRAFT)
    laid = models.ForeignKey(
        "prescription.Variant", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("올린 안")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("시작한 사람")
    )
    opened_at = models.DateTimeField(_("시작한 때"))
    laid_at = models.DateTimeField(_("올린 때"), null=True)
    decided_at = models.DateTimeField(_("결정한 때"), null=True)
    answer_by = models.DateField(_("답할 날"), null=True, blank=True)
    note = models.TextField(_("메모"), blank=True)
    outcome = models.JSONField(_("결정한 것"), default=dict)
    """What was decided, in groups: money by source, and counts by measure, sector and district. Written with the decision."""

    class Meta:
        verbose_name = _("배정")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(state__in=["draft", "laid"]), name="round_one_open_a_year"
            ),
            models.UniqueConstraint(fields=["year", "number"], name="round_numbered_once"),
            models.CheckConstraint(condition=Q(until__gte=F("year")), name="round_years_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"]) | Q(laid__isnull=False, laid_at__isnull=False),
                name="round_laid_what_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_at__isnull=False), name="round_decided_when"
            ),
        ]

    def __str__(self) -> str:
        return _("%(year)s년 %(number)s차 배정") % {"year": self.year, "number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.pk])


class VariantKind(models.TextChoices):
    RECOMMENDED = "recommended", _("추천")
    PRACTICE = "practice", _("지금까지의 방식")


class Variant(models.Model):
    """One proposal of a round, with everything it was computed from: the same inputs, settings and seed give it again."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="variants", verbose_name=_("배정"))
    number = models.PositiveSmallIntegerField(_("번호"))
    title = models.CharField(_("이름"), max_length=80)
    kind = models.CharField(_("종류"), max_length=12, choices=VariantKind, default=VariantKind.RECOMMENDED)
    setup = models.JSONField(_("설정"), default=dict)
    """budgets {source: won}, capacities {measure: places}, floors [{field, value, count}], pins [{org_id, measure, choice, why,
    by, by_name, at}], objective, curiosity, seed, reports_until."""
    inputs = models.FileField(_("들어간 자료"), upload_to="rounds", null=True)
    """The tables as one zip of Parquet files, named by its own hash."""
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    outcome_sha256 = models.CharField(max_length=64, blank=True)
    """Of the choices, in order: a second run must give the same."""
    result = models.JSONField(_("결과"), default=dict)
    """Of the whole, as `computing.run` gives it, with `program`: the versions of what computed; and of which settings it speaks."""
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("만든 때"))
    computed_at = models.DateTimeField(_("셈한 때"), null=True)

    class Meta:
        verbose_name = _("배정안")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="variant_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=3), name="variant_at_most_three"),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("variant", args=[self.round_id, self.number])


class Choice(models.Model):
    """What a variant says of one organisation: a measure and why, or none and why not."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="choices")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name=_("조직"))
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+", verbose_name=_("지원 수단"))
    source = models.CharField(_("재원"), max_length=200, blank=True)
    amount = models.BigIntegerField(_("금액"), default=0)
    gain = models.FloatField(_("늘어날 가능성"), null=True)
    gain_low = models.FloatField(null=True)
    gain_high = models.FloatField(null=True)
    runner_up = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+", verbose_name=_("다음 후보"))
    why = models.CharField(max_length=20, blank=True)
    """Why nothing: a code of `analysis.sentences.UNSERVED`."""
    reason = models.TextField(_("까닭"), blank=True)

    class Meta:
        verbose_name = _("배정안의 한 줄")
        constraints = [
            models.UniqueConstraint(fields=["variant", "organization"], name="choice_once"),
            models.CheckConstraint(
                condition=Q(measure=None, amount=0) | Q(measure__isnull=False, amount__gte=0, why=""),
                name="choice_measure_or_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.measure_id}"
