from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """An eup, myeon or dong: the smallest area that a figure is shown for."""

    code = models.CharField(_("행정구역 코드"), max_length=10, unique=True)
    code_before = models.CharField(_("이전 코드"), max_length=10, blank=True)
    name = models.CharField(_("이름"), max_length=40, unique=True)
    name_en = models.CharField(_("로마자 이름"), max_length=60)
    lon = models.FloatField(_("경도"))
    lat = models.FloatField(_("위도"))
    area_km2 = models.DecimalField(_("면적(㎢)"), max_digits=8, decimal_places=2)
    source = models.CharField(_("출처"), max_length=200)

    class Meta:
        verbose_name = _("읍·면·동")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "ko").startswith("en") else self.name


class Boundary(models.Model):
    """Official, from a file of its publisher; apart from the district, whose name is read a thousand times more often."""

    district = models.OneToOneField(District, models.CASCADE, related_name="boundary", verbose_name=_("읍·면·동"))
    geometry = models.JSONField(_("경계"))
    source = models.CharField(_("출처"), max_length=200)

    class Meta:
        verbose_name = _("경계")

    def __str__(self) -> str:
        return f"{self.district} {self.source}"


class ExampleData(models.Model):
    """This database holds the made-up example county: every page says so."""

    loaded_at = models.DateTimeField()
    seed = models.PositiveIntegerField()
    factor = models.FloatField()
    """Times 310 organisations; less than one for a small county to try things with."""
    last_year = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"×{self.factor:g}, seed {self.seed}"


class PopulationStatus(models.TextChoices):
    PUBLISHED = "published", _("공표된 수치")
    LOWER_BOUND = "lower_bound", _("공표된 하한")
    ESTIMATE = "estimate", _("추정")


class PopulationObservation(models.Model):
    """Registered residents of a district, or of the whole county where `district` is empty, on a day."""

    district = models.ForeignKey(
        District, models.CASCADE, null=True, blank=True, related_name="population", verbose_name=_("읍·면·동")
    )
    observed_on = models.DateField(_("기준일"))
    people = models.PositiveIntegerField(_("주민등록인구"))
    status = models.CharField(_("구분"), max_length=12, choices=PopulationStatus)
    note = models.CharField(_("설명"), max_length=200, blank=True)
    source = models.CharField(_("출처"), max_length=200)

    class Meta:
        verbose_name = _("인구")
        ordering = ["observed_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["district", "observed_on", "source"], name="population_once_per_source"),
            models.UniqueConstraint(
                fields=["observed_on", "source"], condition=Q(district=None), name="county_population_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district or ''} {self.observed_on} {self.people}"
