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


class AnswerWay(models.TextChoices):
    ONLINE = "online", _("온라인으로")
    VISIT = "visit", _("만나서")
    PHONE = "phone", _("전화로")
    PAPER = "paper", _("종이로")


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
    own_amount = models.BigIntegerField(_("자부담"), null=True)
    """As the offer of the year had it when it was sent; null: nobody said."""
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
    answer_way = models.CharField(_("답한 방법"), max_length=6, choices=AnswerWay, blank=True)
    answered_for = models.CharField(_("조직에서 답한 분"), max_length=60, blank=True)
    """Who of the organisation said it, where somebody else wrote it down."""
    helped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("도운 사람")
    )
    """Who acted for the person at a counter while it was answered."""
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("거둔 사람")
    )
    ended_at = models.DateTimeField(_("끝난 때"), null=True)
    end_reason = models.TextField(_("끝난 까닭"), blank=True)

    moves_when_merged = ("round_id",)

    class Meta:
        verbose_name = _("처방")
        ordering = ["-year", "id"]
        indexes = [
            models.Index(fields=["year", "state"], name="prescription_by_year"),
            models.Index(fields=["state", "answer_by"], name="prescription_to_answer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "round"], name="prescription_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer_reason=""), name="prescription_declined_why"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="prescription_not_negative"),
            models.CheckConstraint(
                condition=Q(own_amount=None) | Q(own_amount__gte=0), name="prescription_own_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined"]) | Q(answered_at__isnull=False),
                name="prescription_answered_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["lapsed", "withdrawn"]) | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="prescription_ended_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(answer_way__in=["", "online"]) | ~Q(answered_for=""), name="prescription_answered_for_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year} {self.measure}"

    def get_absolute_url(self) -> str:
        return reverse("prescription", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """For an answer, or for an application."""
        return self.state in {PrescriptionState.SENT, PrescriptionState.INVITED}

    @property
    def origin(self) -> str:
        """Under which `support` keeps what came of it."""
        return f"prescription:{self.pk}"
