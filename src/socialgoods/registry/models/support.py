from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models.organization import Organization


class Measure(models.Model):
    """A measure's code and name. Its cost, capacity and effect belong to the rooms above."""

    code = models.CharField(_("코드"), max_length=60, unique=True)
    name = models.CharField(_("이름"), max_length=120)
    is_in_use = models.BooleanField(_("쓰는 중"), default=True)

    class Meta:
        verbose_name = _("지원 수단")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class SupportGiven(models.Model):
    """Public money or service an organisation received, with the year whose report can show it."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="supports", verbose_name=_("조직"))
    year = models.PositiveSmallIntegerField(_("연도"))
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="given", verbose_name=_("지원 수단"))
    source = models.CharField(_("재원"), max_length=80)
    amount = models.BigIntegerField(_("금액"))
    ends_on = models.DateField(_("끝나는 날"), null=True, blank=True)
    carried_by = models.CharField(_("맡은 곳"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("적은 사람")
    )
    recorded_at = models.DateTimeField(_("적은 때"))
    imported_by = models.ForeignKey(
        "registry.ImportBatch", models.PROTECT, null=True, editable=False, related_name="supports"
    )

    class Meta:
        verbose_name = _("받은 지원")
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="support_amount_not_negative"),
            models.UniqueConstraint(fields=["organization", "year", "measure", "source"], name="support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year} {self.measure}"
