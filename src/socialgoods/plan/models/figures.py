from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgoods.plan.models.plan import Plan
from socialgoods.plan.text import WHY


class Measurement(models.Model):
    """A series' figure at a year's end, as the rooms below give it. Null is not known; `why` says why.

    Written by `actions.measure` only, anew whenever what it rests on has changed.
    """

    series = models.CharField(_("수치"), max_length=40)
    year = models.PositiveSmallIntegerField(_("연도"))
    value = models.FloatField(_("값"), null=True)
    low = models.FloatField(_("적어도"), null=True)
    high = models.FloatField(_("많아야"), null=True)
    organizations = models.PositiveIntegerField(_("셈에 든 조직"), default=0)
    of = models.PositiveIntegerField(_("활동하는 조직"), default=0)
    why = models.CharField(max_length=20, blank=True)
    is_entered = models.BooleanField(_("적은 값"), default=False)
    groups = models.JSONField(default=dict)
    """By district, sector and kind: [{value, figure, organizations, hidden}]. What must not be shown is not there."""
    detail = models.JSONField(default=dict)
    """What else the page says: residents and their day, parts, source of an entered value."""
    definitions = models.CharField(_("정의의 판"), max_length=40)
    computed_at = models.DateTimeField(_("셈한 때"))

    class Meta:
        verbose_name = _("측정값")
        ordering = ["series", "year"]
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="measurement_once_a_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year} {self.value}"

    @property
    def why_words(self) -> str:
        """Why the value is not known, for a screen."""
        return str(WHY.get(self.why, ""))


class ForecastRun(models.Model):
    """One forecast and everything said of it. The same inputs, seed and program give the same run: it is kept, not made again."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="forecasts", verbose_name=_("계획"))
    start = models.PositiveSmallIntegerField(_("첫 해"))
    until = models.PositiveSmallIntegerField(_("마지막 해"))
    seed = models.PositiveIntegerField(_("씨앗"))
    inputs = models.FileField(_("들어간 자료"), upload_to="forecasts", blank=True)
    """The tables and settings as one zip (`prescription.archive`), named by its own hash."""
    inputs_sha256 = models.CharField(max_length=64)
    definitions = models.CharField(_("정의의 판"), max_length=40)
    organizations = models.PositiveIntegerField(_("조직"))
    table = models.JSONField(default=list)
    """Rows of the plan's `forecast` file, in its order."""
    chances = models.JSONField(default=dict)
    """Reading to scenario to year: the chance to reach the reading's own target."""
    missing = models.JSONField(default=list)
    drivers = models.JSONField(default=list)
    backtest = models.JSONField(default=dict)
    estimates = models.JSONField(default=dict)
    levers = models.JSONField(default=dict)
    """Written after the run itself, in the background; empty until then."""
    seconds = models.FloatField(default=0)
    made_at = models.DateTimeField(_("처음 셈한 때"))
    computed_at = models.DateTimeField(_("셈한 때"))
    """When it was last found to be what the rooms below say."""

    class Meta:
        verbose_name = _("내다보기")
        ordering = ["-computed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "start", "until", "seed", "inputs_sha256"], name="forecast_run_once_for_its_inputs"
            ),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("start")), name="forecast_years_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.start}–{self.until}"
