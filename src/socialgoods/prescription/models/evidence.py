from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgoods.prescription.models.prescription import Prescription


class Evidence(models.Model):
    """What was learnt from the confirmed reports up to a year: an estimate of each measure, and checks. One row a year, anew on change."""

    year = models.PositiveSmallIntegerField(_("보고의 해"), unique=True)
    estimates = models.JSONField(default=dict)
    """As `analysis.report.estimates`: dynamics, and by measure base, slope, their sd and cases."""
    checks = models.JSONField(default=dict)
    """As `analysis.report.checks`: placebo, look-alikes."""
    transitions = models.PositiveIntegerField(default=0)
    definitions = models.CharField(max_length=40)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("배운 것")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Outcome(models.Model):
    """What the next confirmed report says of an organisation that a measure reached, beside those like it that got nothing."""

    prescription = models.OneToOneField(Prescription, models.CASCADE, related_name="outcome")
    year = models.PositiveSmallIntegerField(_("보고의 해"))
    ratio_before = models.FloatField(null=True)
    ratio_after = models.FloatField(null=True)
    rise_alike = models.FloatField(null=True)
    """Mean rise of the unsupported organisations nearest to it; null under five of them."""
    alike = models.PositiveIntegerField(default=0)
    self_reliant = models.BooleanField(null=True)
    matched_at = models.DateTimeField()

    class Meta:
        verbose_name = _("처방의 결과")

    def __str__(self) -> str:
        return f"{self.prescription_id} {self.year}"
