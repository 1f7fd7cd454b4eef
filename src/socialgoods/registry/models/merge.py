from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.secrets import EncryptedTextField
from socialgoods.registry.models.organization import Organization


class Merge(models.Model):
    """Two records were one organisation. `moved` (row numbers) and `before` (fields, as sealed JSON) take it back."""

    kept = models.ForeignKey(Organization, models.PROTECT, related_name="merges_kept", verbose_name=_("남긴 조직"))
    gone = models.ForeignKey(Organization, models.PROTECT, related_name="merges_gone", verbose_name=_("합친 조직"))
    moved = models.JSONField(_("옮긴 기록"), default=dict)
    before = EncryptedTextField(_("바뀌기 전"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("합친 사람")
    )
    merged_at = models.DateTimeField(_("합친 때"))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("되돌린 사람")
    )
    undone_at = models.DateTimeField(_("되돌린 때"), null=True)

    class Meta:
        verbose_name = _("합치기")
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
