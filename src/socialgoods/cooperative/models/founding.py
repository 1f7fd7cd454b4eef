"""The way to a registered co-operative: promoters, consent forms, and the steps with their days."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.cooperative import Cooperative
from socialgoods.cooperative.models.register import Stakeholder
from socialgoods.registry.models import Organization


class Founder(models.Model):
    """An organisation of the county or a person, with the kind of stakeholder it stands for."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("조직")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("사람")
    )
    name = models.CharField(_("이름"), max_length=120)
    stakeholder = models.CharField(_("조합원 유형"), max_length=10, choices=Stakeholder)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Promoter(Founder):
    cooperative = models.ForeignKey(Cooperative, models.CASCADE, related_name="promoters", verbose_name=_("협동조합"))
    joined_on = models.DateField(_("발기한 날"))

    class Meta:
        verbose_name = _("발기인")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "organization"], condition=Q(organization__isnull=False), name="promoter_once"
            )
        ]


class Consent(Founder):
    """A filed consent form (설립동의서): who joins the founding and how many shares are promised."""

    cooperative = models.ForeignKey(Cooperative, models.CASCADE, related_name="consents", verbose_name=_("협동조합"))
    shares = models.PositiveIntegerField(_("낼 출자좌수"))
    related_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("특수관계인")
    )
    """Medical co-operatives: one person with related ones holds at most a tenth (Decree §19②)."""
    filed_on = models.DateField(_("동의서를 낸 날"))
    withdrawn_on = models.DateField(_("거둔 날"), null=True, blank=True)
    member = models.OneToOneField(
        "cooperative.Member", models.PROTECT, null=True, blank=True, related_name="consent", verbose_name=_("조합원")
    )

    class Meta:
        verbose_name = _("설립동의서")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(shares__gte=1), name="consent_has_a_share"),
            models.UniqueConstraint(
                fields=["cooperative", "organization"],
                condition=Q(organization__isnull=False, withdrawn_on=None),
                name="consent_once",
            ),
        ]


class FoundingStep(models.Model):
    """A step that was taken on a day, with its paper where it has one. Which are missing is a rule's answer, not a row."""

    cooperative = models.ForeignKey(Cooperative, models.CASCADE, related_name="steps", verbose_name=_("협동조합"))
    step = models.CharField(_("단계"), max_length=20)
    """As `rules.founding` names it: `notice`, `filing`, `acceptance`, `payment`, `registration`, …"""
    done_on = models.DateField(_("한 날"))
    note = models.CharField(_("메모"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("설립 단계")
        ordering = ["done_on", "id"]
        constraints = [models.UniqueConstraint(fields=["cooperative", "step"], name="founding_step_once")]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.step}"
