from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models import Organization


def share() -> models.FloatField:
    return models.FloatField(null=True)


class Diagnosis(models.Model):
    """What an organisation's year says, as computed from its confirmed reports and final assessment. Null is not known.

    The columns are those of the plan's `diagnoses` file; `detail` holds what opens below them: readings, peers, contributions,
    advice, causes. Written by `actions.compute` only, anew whenever what it rests on has changed.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="diagnoses", verbose_name=_("조직"))
    year = models.PositiveSmallIntegerField(_("회계연도"))
    self_reliance_ratio = share()
    self_reliant = models.BooleanField(null=True)
    self_sustaining = models.BooleanField(null=True)
    gap = models.BigIntegerField(null=True)
    sales_needed = models.BigIntegerField(null=True)
    support_dependence = share()
    cover = share()
    labour_cover = share()
    finance = share()
    market = share()
    product = share()
    people = share()
    governance = share()
    collaboration = share()
    social = share()
    known = models.FloatField(default=0)
    detail = models.JSONField(default=dict)
    instrument = models.CharField(_("문항의 판"), max_length=60, blank=True)
    definitions = models.CharField(_("정의의 판"), max_length=40)
    computed_at = models.DateTimeField(_("셈한 때"))

    is_computed = True

    class Meta:
        verbose_name = _("진단 결과")
        ordering = ["-year", "organization"]
        constraints = [models.UniqueConstraint(fields=["organization", "year"], name="diagnosis_once_a_year")]
        indexes = [models.Index(fields=["year"], name="diagnosis_by_year")]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class GroupFigure(models.Model):
    """A year's figures of all organisations or of a group. Groups under five are stored suppressed: without figures."""

    year = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=20)
    """total, kind, sector, area, size …, as `analysis.selfreliance.groups` names them."""
    value = models.CharField(max_length=80, blank=True)
    is_suppressed = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("묶음의 수치")
        ordering = ["-year", "by", "value"]
        constraints = [models.UniqueConstraint(fields=["year", "by", "value"], name="group_figure_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.by} {self.value}"
