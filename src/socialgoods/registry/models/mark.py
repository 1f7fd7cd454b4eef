from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models.organization import Organization


class MarkState(models.TextChoices):
    APPLIED = "applied", _("신청함")
    GRANTED = "granted", _("사용 중")
    REFUSED = "refused", _("기준에 맞지 않음")
    EXPIRED = "expired", _("기간이 끝남")
    REVOKED = "revoked", _("거두어들임")


class Mark(models.Model):
    """The Social Goods mark of an organisation: applied for, granted on the results of the criteria, valid for a time."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="marks", verbose_name=_("조직"))
    state = models.CharField(_("상태"), max_length=8, choices=MarkState, default=MarkState.APPLIED)
    number = models.CharField(_("마크 번호"), max_length=20, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("신청한 사람")
    )
    applied_at = models.DateTimeField(_("신청한 때"))
    criteria = models.JSONField(_("기준별 결과"), default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("정한 사람")
    )
    decided_at = models.DateTimeField(_("정한 때"), null=True)
    starts_on = models.DateField(_("시작일"), null=True)
    ends_on = models.DateField(_("끝나는 날"), null=True)
    reason = models.TextField(_("까닭"), blank=True)

    class Meta:
        verbose_name = _("소셜굿즈 마크")
        ordering = ["-applied_at"]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="mark_number_once"),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(state__in=["applied", "granted"]), name="mark_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "expired"])
                | (~Q(number="") & Q(starts_on__isnull=False, ends_on__isnull=False, decided_at__isnull=False)),
                name="mark_granted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "revoked"]) | ~Q(reason=""), name="mark_ended_why"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.organization} {self.state}"
