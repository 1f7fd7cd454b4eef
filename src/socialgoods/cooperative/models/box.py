"""The box of a secret vote while it is open: marks sealed with a key of its own, which is destroyed when the box is opened."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.assembly import AgendaItem
from socialgoods.kernel.secrets import EncryptedTextField


class BallotBox(models.Model):
    item = models.OneToOneField(
        AgendaItem, models.CASCADE, primary_key=True, related_name="box", verbose_name=_("안건")
    )
    key = EncryptedTextField(_("열쇠"))
    """Itself sealed with the keys of the surroundings, which are not in the database."""

    class Meta:
        verbose_name = _("투표함")

    def __str__(self) -> str:
        return str(self.item)


class SealedMark(models.Model):
    """One mark in the box. All are equally long; nothing in one tells what it says, who said it or when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="+", verbose_name=_("안건"), db_index=False, db_constraint=False
    )
    sealed = models.BinaryField(_("봉인한 표"), max_length=40)

    class Meta:
        verbose_name = _("봉인한 표")

    def __str__(self) -> str:
        return str(self.id)
