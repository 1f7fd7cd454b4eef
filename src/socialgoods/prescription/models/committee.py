from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.prescription.models.round import Round
from socialgoods.registry.models import Measure, Organization


class Sitting(models.Model):
    """The committee's meeting on a round: who sat, how they voted, what they changed and why."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="sitting", verbose_name=_("배정"))
    committee = models.CharField(_("위원회"), max_length=120)
    basis = models.CharField(_("근거"), max_length=200, blank=True)
    held_on = models.DateField(_("연 날"))
    place = models.CharField(_("연 곳"), max_length=120, blank=True)
    minutes = models.TextField(_("회의록"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("위원회")

    def __str__(self) -> str:
        return f"{self.committee} {self.held_on}"


class Vote(models.TextChoices):
    YES = "yes", _("찬성")
    NO = "no", _("반대")
    ABSTAIN = "abstain", _("기권")
    RECUSED = "recused", _("빠짐")
    ABSENT = "absent", _("나오지 않음")


class Member(models.Model):
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="members")
    name = models.CharField(_("이름"), max_length=60)
    belongs_to = models.CharField(_("소속"), max_length=120, blank=True)
    is_chair = models.BooleanField(_("위원장"), default=False)
    conflicts = models.ManyToManyField(
        Organization, blank=True, related_name="+", verbose_name=_("이해관계가 있는 조직")
    )
    vote = models.CharField(_("표결"), max_length=8, choices=Vote, blank=True)

    class Meta:
        verbose_name = _("위원")
        ordering = ["-is_chair", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["sitting", "name", "belongs_to"], name="member_once")]

    def __str__(self) -> str:
        return self.name


class Amendment(models.Model):
    """What the committee decided otherwise than proposed, for one organisation, and why. No measure: it gets nothing."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="amendments")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name=_("조직"))
    before = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+", verbose_name=_("올린 것"))
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("정한 것")
    )
    source = models.CharField(_("재원"), max_length=200, blank=True)
    amount = models.BigIntegerField(_("금액"), default=0)
    reason = models.TextField(_("까닭"))

    class Meta:
        verbose_name = _("위원회가 바꾼 것")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "organization"], name="amendment_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="amendment_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.measure}"
