from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models.organization import Organization


class DueDone(models.Model):
    """An organisation, or the county for it, ticked off what was due. The rules compute what is due; this remembers."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="dues_done", verbose_name=_("조직"))
    rule = models.CharField(_("할 일"), max_length=60)
    due_on = models.DateField(_("기한"))
    done_on = models.DateField(_("한 날"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("적은 사람"))

    class Meta:
        verbose_name = _("마친 일")
        constraints = [models.UniqueConstraint(fields=["organization", "rule", "due_on"], name="due_done_once")]

    def __str__(self) -> str:
        return f"{self.organization} {self.rule} {self.due_on}"


class DueReminder(models.Model):
    """A reminder that went out, so that none goes twice."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="reminders", verbose_name=_("조직"))
    rule = models.CharField(_("할 일"), max_length=60)
    due_on = models.DateField(_("기한"))
    days_before = models.PositiveSmallIntegerField(_("며칠 전"))
    sent_at = models.DateTimeField(_("보낸 때"))

    class Meta:
        verbose_name = _("알림")
        constraints = [
            models.UniqueConstraint(fields=["organization", "rule", "due_on", "days_before"], name="due_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.rule} {self.due_on} -{self.days_before}"
