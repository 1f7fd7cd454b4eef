from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    COUNTY = "county", _("종합진단")
    SVI = "svi", _("사회적가치지표(SVI) 자가진단")


class InstrumentFile(models.Model):
    """A county's own instrument. Those that come with the program are files of `analysis.instruments` and have no row."""

    version = models.CharField(_("판"), max_length=60, unique=True)
    purpose = models.CharField(_("쓰임"), max_length=10, choices=Purpose)
    text = models.TextField(_("내용"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("올린 사람")
    )
    added_at = models.DateTimeField(_("올린 때"))

    class Meta:
        verbose_name = _("진단 문항")
        ordering = ["version"]

    def __str__(self) -> str:
        return self.version


class InstrumentUse(models.Model):
    """From which year on an instrument is asked. A year that has begun to be asked keeps its own."""

    purpose = models.CharField(_("쓰임"), max_length=10, choices=Purpose)
    version = models.CharField(_("판"), max_length=60)
    from_year = models.PositiveSmallIntegerField(_("처음 쓰는 해"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("정한 사람")
    )
    decided_at = models.DateTimeField(_("정한 때"))

    class Meta:
        verbose_name = _("진단 문항의 쓰임")
        ordering = ["purpose", "from_year"]
        constraints = [models.UniqueConstraint(fields=["purpose", "from_year"], name="instrument_use_once_a_year")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version} {self.from_year}"
