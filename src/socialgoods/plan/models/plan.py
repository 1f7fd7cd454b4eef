from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from socialgoods.people.models import Department, User


class Unit(models.TextChoices):
    COUNT = "count", _("수")
    SHARE = "share", _("비율")
    WON = "won", _("원")


class Bilingual(models.Model):
    """What a plan's file says, it says in Korean and may say in English."""

    class Meta:
        abstract = True

    def said_in(self, name: str) -> str:
        english = getattr(self, f"{name}_en") if (get_language() or "ko").startswith("en") else ""
        return str(english or getattr(self, name))


class Plan(Bilingual):
    key = models.SlugField(_("열쇠말"), unique=True)
    title = models.CharField(_("이름"), max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    base_year = models.PositiveSmallIntegerField(_("기준 연도"))
    from_year = models.PositiveSmallIntegerField(_("첫 해"))
    until_year = models.PositiveSmallIntegerField(_("마지막 해"))
    source = models.CharField(_("출처"), max_length=200)
    source_en = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(_("알린 날"))
    written_at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("계획")
        ordering = ["-from_year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(base_year__lt=F("from_year")) & Q(from_year__lte=F("until_year")),
                name="plan_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.said_in("title")


class Indicator(Bilingual):
    """One figure that the plan speaks of. What it is in words; its figures are `Measurement`s of the series its readings name."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="indicators", verbose_name=_("계획"))
    key = models.SlugField(_("열쇠말"), unique=True)
    position = models.PositiveSmallIntegerField(_("차례"))
    is_target = models.BooleanField(_("다섯 목표 가운데 하나"), default=False)
    is_term = models.BooleanField(_("계획의 열린 말"), default=False)
    """A term that the article leaves open, without being a target: shown as a note with its readings."""
    unit = models.CharField(_("단위"), max_length=5, choices=Unit)
    name = models.CharField(_("이름"), max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    definition = models.TextField(_("정의"))
    definition_en = models.TextField(blank=True)
    formula = models.CharField(_("셈하는 법"), max_length=200)
    formula_en = models.CharField(max_length=200, blank=True)
    data_source = models.CharField(_("자료"), max_length=120)
    data_source_en = models.CharField(max_length=120, blank=True)
    said = models.CharField(_("계획의 말"), max_length=120)
    said_en = models.CharField(max_length=120, blank=True)
    baseline_said = models.CharField(_("기준값에 대한 계획의 말"), max_length=120, blank=True)
    baseline_said_en = models.CharField(max_length=120, blank=True)
    note = models.TextField(_("열린 말"), blank=True)
    note_en = models.TextField(blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("맡은 부서")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("맡은 사람")
    )

    class Meta:
        verbose_name = _("지표")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="indicator_position_once")]

    def __str__(self) -> str:
        return self.said_in("name")

    def get_absolute_url(self) -> str:
        return reverse("indicator", args=[self.key])


class Reading(Bilingual):
    """One way to understand an indicator. `series` names the figures it speaks of; several readings may share one."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings", verbose_name=_("지표"))
    key = models.SlugField(_("열쇠말"), unique=True)
    position = models.PositiveSmallIntegerField(_("차례"))
    series = models.CharField(_("수치"), max_length=40, db_index=True)
    unit = models.CharField(_("단위"), max_length=5, choices=Unit)
    name = models.CharField(_("이름"), max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    words = models.TextField(_("뜻"))
    words_en = models.TextField(blank=True)
    is_beside = models.BooleanField(_("곁에 두고 보는 수치"), default=False)
    """Shown, and never what a target speaks of."""

    class Meta:
        verbose_name = _("읽는 법")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["indicator", "position"], name="reading_position_once")]

    def __str__(self) -> str:
        return self.said_in("name")


def who() -> Any:
    return models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("정한 사람"))


class ReadingChoice(models.Model):
    """Which reading the target speaks of, since when and why. A new choice ends the one before."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="choices", verbose_name=_("지표"))
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="+", verbose_name=_("읽는 법"))
    reason = models.TextField(_("까닭"))
    by = who()
    at = models.DateTimeField(_("정한 때"))
    ended_at = models.DateTimeField(_("바뀐 때"), null=True)

    class Meta:
        verbose_name = _("읽는 법의 선택")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator"], condition=Q(ended_at=None), name="reading_choice_one_holds"),
            models.CheckConstraint(condition=~Q(reason=""), name="reading_choice_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.reading}"


class TargetPoint(models.Model):
    """What a reading is to be at a year's end. A change ends one row and begins another."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="points", verbose_name=_("읽는 법"))
    year = models.PositiveSmallIntegerField(_("연도"))
    value = models.DecimalField(_("목표"), max_digits=20, decimal_places=4)
    reason = models.TextField(_("까닭"))
    by = who()
    at = models.DateTimeField(_("정한 때"))
    ended_at = models.DateTimeField(_("바뀐 때"), null=True)

    class Meta:
        verbose_name = _("목표")
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "year"], condition=Q(ended_at=None), name="target_point_one_holds"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_point_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.reading} {self.year} {self.value}"


class Observation(models.Model):
    """A figure that nothing computes yet, as its owner entered it. Corrected by a new row, which ends the one before."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="observations", verbose_name=_("읽는 법"))
    year = models.PositiveSmallIntegerField(_("연도"))
    value = models.DecimalField(_("값"), max_digits=20, decimal_places=4)
    observed_on = models.DateField(_("기준일"))
    source = models.CharField(_("자료"), max_length=200)
    reason = models.TextField(_("고친 까닭"), blank=True)
    by = who()
    at = models.DateTimeField(_("적은 때"))
    ended_at = models.DateTimeField(_("고친 때"), null=True)

    class Meta:
        verbose_name = _("관측값")
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "year"], condition=Q(ended_at=None), name="observation_one_holds"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="observation_has_source"),
            models.CheckConstraint(condition=Q(value__gte=0), name="observation_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.reading} {self.year} {self.value}"
