from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socialgoods.registry import codes
from socialgoods.registry.models.organization import Organization


class Designation(models.Model):
    """A certification or designation by an authority, valid from a day until a day (exclusive)."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="designations", verbose_name=_("조직"))
    kind = models.CharField(_("인증·지정"), max_length=60)
    number = models.CharField(_("번호"), max_length=60, blank=True)
    authority = models.CharField(_("기관"), max_length=80, blank=True)
    starts_on = models.DateField(_("지정일"), null=True, blank=True)
    ends_on = models.DateField(_("만료일"), null=True, blank=True)
    imported_by = models.ForeignKey(
        "registry.ImportBatch", models.PROTECT, null=True, editable=False, related_name="designations"
    )

    class Meta:
        verbose_name = _("인증·지정")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="designation_starts_before_end",
            ),
            models.UniqueConstraint(fields=["organization", "kind", "starts_on"], name="designation_once"),
            models.UniqueConstraint(
                fields=["organization", "kind"], condition=Q(starts_on=None), name="designation_undated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.kind}"

    @property
    def kind_name(self) -> str:
        return codes.designations().get(self.kind, self.kind)
