from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models import Measure


class Mode(models.TextChoices):
    CALL = "call", _("공모")
    SERVICE = "service", _("센터의 서비스")
    LOAN = "loan", _("융자")
    NO_MONEY = "no_money", _("돈 없는 지원")


class OfferQuerySet(models.QuerySet):
    def in_year(self, year: int) -> "OfferQuerySet":
        return self.filter(Q(until_year=None) | Q(until_year__gte=year), from_year__lte=year)


class Offer(models.Model):
    """A measure on offer: whom it may help, what it costs and who pays, what the experts expect of it. A row of `measures`.

    A measure has one offer a year: what changes from a year on is another row, so that past years keep what they offered.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="offers", verbose_name=_("지원 수단"))
    summary = models.TextField(_("무엇을 하나요"), blank=True)
    """In plain words, to the organisation."""
    summary_en = models.TextField(blank=True)
    dimension = models.CharField(_("영역"), max_length=20)
    unit_cost = models.BigIntegerField(_("한 곳의 비용"))
    capacity = models.PositiveIntegerField(_("한 해 정원"), null=True, blank=True)
    sources = models.CharField(_("재원"), max_length=200)
    """Alternatives by `;`, a mix by `+` with shares: `county:0.5+national:0.5`."""
    kinds = models.JSONField(_("받을 수 있는 유형"), default=list, blank=True)
    """Codes; empty means all."""
    own_share = models.DecimalField(_("자부담 비율"), max_digits=5, decimal_places=4, null=True, blank=True)
    mode = models.CharField(_("방식"), max_length=10, choices=Mode)
    basis = models.CharField(_("근거"), max_length=200, blank=True)
    effect_mean = models.FloatField(_("전문가가 보는 효과"))
    effect_sd = models.FloatField(_("그 불확실함"))
    slope_mean = models.FloatField(_("필요가 더하는 효과"), null=True, blank=True)
    slope_sd = models.FloatField(_("그 불확실함"), null=True, blank=True)
    from_year = models.PositiveSmallIntegerField(_("처음 쓰는 해"))
    until_year = models.PositiveSmallIntegerField(_("마지막으로 쓰는 해"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("지원 수단의 내용")
        ordering = ["measure__code", "from_year"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "from_year"], name="offer_once_a_year"),
            models.CheckConstraint(condition=~Q(sources=""), name="offer_has_a_source"),
            models.CheckConstraint(condition=Q(unit_cost__gte=0), name="offer_cost_not_negative"),
            models.CheckConstraint(condition=Q(effect_sd__gt=0), name="offer_effect_is_uncertain"),
            models.CheckConstraint(
                condition=Q(own_share=None) | Q(own_share__gte=0, own_share__lt=1), name="offer_own_share_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(until_year__gte=models.F("from_year")), name="offer_years_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure)


class YearBudget(models.Model):
    """What a source gives in a year for prescriptions. A row of `budgets`."""

    year = models.PositiveSmallIntegerField(_("연도"))
    source = models.CharField(_("재원"), max_length=80)
    amount = models.BigIntegerField(_("금액"))

    class Meta:
        verbose_name = _("한 해의 예산")
        ordering = ["year", "source"]
        constraints = [
            models.UniqueConstraint(fields=["year", "source"], name="year_budget_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="year_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source}"
