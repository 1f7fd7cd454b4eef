"""How a co-operative ends: who winds it up, and the steps with their days. Which are missing is a rule's answer, not a row."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.assembly import AgendaItem
from socialgoods.cooperative.models.cooperative import Cooperative


class Liquidation(models.Model):
    """From the resolution of dissolution on; what was left and who got it stand here at the end."""

    cooperative = models.OneToOneField(
        Cooperative, models.PROTECT, related_name="liquidation", verbose_name=_("협동조합")
    )
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+", verbose_name=_("해산을 의결한 안건"))
    began_on = models.DateField(_("해산한 날"))
    liquidator = models.CharField(_("청산인"), max_length=120, blank=True)
    heir = models.CharField(_("남은 재산을 받는 곳의 갈래"), max_length=12, blank=True)
    heir_name = models.CharField(_("남은 재산을 받는 곳"), max_length=120, blank=True)
    residue_won = models.BigIntegerField(_("남은 재산"), null=True, blank=True)

    class Meta:
        verbose_name = _("청산")
        constraints = [
            models.CheckConstraint(
                condition=Q(residue_won=None)
                | Q(residue_won=0)
                | Q(residue_won__gt=0) & ~Q(heir="") & ~Q(heir_name=""),
                name="liquidation_residue_goes_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.began_on}"


class LiquidationStep(models.Model):
    liquidation = models.ForeignKey(Liquidation, models.CASCADE, related_name="steps", verbose_name=_("청산"))
    step = models.CharField(_("단계"), max_length=20)
    """As `rules.liquidation` names it."""
    done_on = models.DateField(_("한 날"))
    until_on = models.DateField(_("채권을 신고할 마지막 날"), null=True, blank=True)
    note = models.CharField(_("메모"), max_length=300, blank=True)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("승인한 안건")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("청산 단계")
        ordering = ["done_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["liquidation", "step"], name="liquidation_step_once"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("done_on")), name="liquidation_step_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.liquidation} {self.step}"
