"""What every entry of a case file has in common."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models import Organization


class EntryQuerySet(models.QuerySet):
    def standing(self) -> "EntryQuerySet":
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_staff(self, is_staff: bool) -> "EntryQuerySet":
        """Without what advisors and officers noted for themselves, unless they are the readers."""
        return self if is_staff else self.filter(is_private=False)


class Entry(models.Model):
    """A line of the case file. It is withdrawn with a reason, never erased; sent twice with one key it is one line."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name=_("조직"))
    key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    """Made where it was written, on the device: what is sent again changes nothing."""
    is_private = models.BooleanField(_("직원만 봄"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("적은 사람")
    )
    recorded_at = models.DateTimeField(_("적은 때"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("거둔 사람")
    )
    withdrawn_at = models.DateTimeField(_("거둔 때"), null=True)
    withdrawn_why = models.CharField(_("거둔 까닭"), max_length=300, blank=True)

    objects = EntryQuerySet.as_manager()

    moves_when_merged: tuple[str, ...] = ()

    class Meta:
        abstract = True


def entry_constraints(name: str) -> list[Any]:
    """What is withdrawn says why; a key is no empty word."""
    return [
        models.CheckConstraint(
            condition=Q(withdrawn_at=None, withdrawn_why="") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
            name=f"{name}_withdrawn_why",
        ),
        models.CheckConstraint(condition=Q(key=None) | ~Q(key=""), name=f"{name}_key_is_a_word"),
    ]
