from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.prescription.models.round import Round
from socialgoods.registry.models import Measure, Organization


class PrescriptionState(models.TextChoices):
    SENT = "sent", _("답을 기다림")
    ACCEPTED = "accepted", _("받아들임")
    DECLINED = "declined", _("사양함")
    INVITED = "invited", _("공모에 초대됨")
    LAPSED = "lapsed", _("답할 날이 지남")
    WITHDRAWN = "withdrawn", _("거둠")


class Prescription(models.Model):
    """What was decided for an organisation in a round, and what it answered. A call can only invite it to apply.

    What follows — a commitment to deliver, an application — stands in `support`, under `origin`.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="prescriptions", verbose_name=_("조직"))
    round = models.ForeignKey(Round, models.PROTECT, related_name="prescriptions", verbose_name=_("배정"))
    year = models.PositiveSmallIntegerField(_("연도"))
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("지원 수단"))
    mode = models.CharField(_("방식"), max_length=10)
    source = models.CharField(_("재원"), max_length=200)
    amount = models.BigIntegerField(_("금액"))
    gain = models.FloatField(_("늘어날 가능성"), null=True)
    gain_low = models.FloatField(null=True)
    gain_high = models.FloatField(null=True)
    reason = models.TextField(_("까닭"), blank=True)
    state = models.CharField(_("상태"), max_length=10, choices=PrescriptionState, default=PrescriptionState.SENT)
    sent_at = models.DateTimeField(_("알린 때"))
    answer_by = models.DateField(_("답할 날"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("답한 사람")
    )
    answered_at = models.DateTimeField(_("답한 때"), null=True)
    answer_reason = models.TextField(_("답의 까닭"), blank=True)

    moves_when_merged = ("round_id",)

    class Meta:
        verbose_name = _("처방")
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "round"], name="prescription_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer_reason=""), name="prescription_declined_why"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="prescription_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year} {self.measure}"

    def get_absolute_url(self) -> str:
        return reverse("prescription", args=[self.pk])

    @property
    def origin(self) -> str:
        """Under which `support` keeps what came of it."""
        return f"prescription:{self.pk}"
