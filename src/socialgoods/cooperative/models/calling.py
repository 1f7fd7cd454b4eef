"""Around the call of an assembly: who asked for it, who was told of it and how, who has read its papers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.assembly import Assembly, Attendance, Paper
from socialgoods.cooperative.models.cooperative import Cooperative
from socialgoods.cooperative.models.register import Member


class ToldOf(models.TextChoices):
    CALLED = "called", _("소집")
    POSTPONED = "postponed", _("연기")
    CANCELLED = "cancelled", _("취소")


class Way(models.TextChoices):
    SITE = "site", _("누리집")
    SMS = "sms", _("문자")
    EMAIL = "email", _("이메일")
    POST = "post", _("우편")
    HAND = "hand", _("직접 전함")
    PHONE = "phone", _("전화")


class Telling(models.Model):
    """Somebody on the roll was told of the call, of a new day or of the end, by one way at one moment."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="tellings", verbose_name=_("총회"))
    attendance = models.ForeignKey(
        Attendance, models.SET_NULL, null=True, related_name="tellings", verbose_name=_("누구에게")
    )
    name = models.CharField(_("이름"), max_length=120)
    of = models.CharField(_("무엇을"), max_length=9, choices=ToldOf)
    held_at = models.DateTimeField(_("알린 총회 때"))
    """As it was told. A new day is told anew."""
    way = models.CharField(_("방법"), max_length=5, choices=Way)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("알린 때"))

    class Meta:
        verbose_name = _("소집 통지")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["attendance", "of", "held_at", "way"], name="told_once_by_each_way")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_of_display()}"


class PaperRead(models.Model):
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="reads", verbose_name=_("총회 자료"))
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="reads", verbose_name=_("읽은 사람"))
    at = models.DateTimeField(_("읽은 때"))

    class Meta:
        verbose_name = _("읽은 자료")
        constraints = [models.UniqueConstraint(fields=["paper", "attendance"], name="paper_read_once")]

    def __str__(self) -> str:
        return f"{self.paper} {self.attendance}"


class Demand(models.Model):
    """Members ask for an extraordinary assembly, in writing: what for and why (§28)."""

    cooperative = models.ForeignKey(Cooperative, models.CASCADE, related_name="demands", verbose_name=_("협동조합"))
    purpose = models.CharField(_("무엇을 정하려고 하나요?"), max_length=200)
    reason = models.TextField(_("까닭"), max_length=3000)
    begun_at = models.DateTimeField(_("시작한 때"))
    reached_on = models.DateField(_("수가 찬 날"), null=True, blank=True)
    """When enough had signed; from then on the chair has so many days."""
    ended_on = models.DateField(_("거둔 날"), null=True, blank=True)
    assembly = models.OneToOneField(
        Assembly, models.PROTECT, null=True, blank=True, related_name="demand", verbose_name=_("소집한 총회")
    )

    class Meta:
        verbose_name = _("총회 소집 요구")
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on=None) | Q(assembly=None), name="demand_ended_or_met"),
            models.CheckConstraint(
                condition=Q(reached_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("reached_on")), name="demand_order"
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("demand", args=[self.cooperative.code, self.pk])


class DemandSignature(models.Model):
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="signatures", verbose_name=_("소집 요구"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("조합원"))
    on_paper = models.BooleanField(_("종이에 서명함"), default=False)
    at = models.DateTimeField(_("서명한 때"))

    class Meta:
        verbose_name = _("소집 요구 서명")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["demand", "member"], name="demand_signed_once")]

    def __str__(self) -> str:
        return str(self.member)
