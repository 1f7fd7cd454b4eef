"""Which persons stand in which relation to an organisation, and since when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socialgoods.people.models import RunningQuerySet
from socialgoods.places.models import District
from socialgoods.registry.models.organization import Organization


class Representation(models.Model):
    """An account that may act for the organisation."""

    class Standing(models.TextChoices):
        REPRESENTATIVE = "representative", _("대표")
        STAFF = "staff", _("실무자")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="representations", verbose_name=_("조직")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="representations", verbose_name=_("사람")
    )
    standing = models.CharField(_("자격"), max_length=16, choices=Standing)
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("대표·실무자")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="representation_order"
            ),
            models.UniqueConstraint(
                fields=["organization", "user"], condition=Q(ends_on=None), name="representation_running_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization}"


class Caseload(models.Model):
    """An advisor looks after an organisation, and therefore sees its record."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="caseload", verbose_name=_("조직"))
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="caseload", verbose_name=_("자문위원")
    )
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("담당")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="caseload_order"),
            models.UniqueConstraint(
                fields=["organization", "advisor"], condition=Q(ends_on=None), name="caseload_running_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.advisor} → {self.organization}"


class Membership(models.Model):
    """A person, known only by a keyed one-way token, takes part in an organisation.

    A record whose person could not be tokenised (parts missing) has no token: it is counted as unlinked, in a range.
    """

    class Part(models.TextChoices):
        MEMBER = "member", _("조합원·회원")
        WORKER = "worker", _("일하는 사람")
        VOLUNTEER = "volunteer", _("자원봉사자")
        BUYER = "buyer", _("이용자")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships", verbose_name=_("조직"))
    token = models.CharField(_("사람 토큰"), max_length=64, blank=True, db_index=True)
    part = models.CharField(_("구분"), max_length=12, choices=Part)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("사는 곳")
    )
    starts_on = models.DateField(_("시작일"), null=True, blank=True)
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True)
    consented_on = models.DateField(_("동의한 날"), null=True, blank=True)
    imported_by = models.ForeignKey(
        "registry.ImportBatch", models.PROTECT, null=True, editable=False, related_name="memberships"
    )

    class Meta:
        verbose_name = _("참여")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_order"
            ),
            models.CheckConstraint(
                condition=Q(token="") | Q(consented_on__isnull=False), name="membership_token_has_consent"
            ),
            models.UniqueConstraint(
                fields=["organization", "token", "part"],
                condition=Q(ends_on=None) & ~Q(token=""),
                name="membership_running_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.part}"
