from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("열 맞추기")
    CHECKED = "checked", _("미리 보기")
    COMMITTED = "committed", _("가져옴")
    UNDONE = "undone", _("되돌림")
    DISCARDED = "discarded", _("버림")


class ImportBatch(models.Model):
    """One file, from upload to undo. `mapping`, `skipped` and `matches` are the officer's choices; the rest is computed."""

    target = models.CharField(_("무엇을"), max_length=40)
    state = models.CharField(_("상태"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    filename = models.CharField(_("파일"), max_length=200)
    digest = models.CharField(_("지문"), max_length=64)
    file = models.FileField(_("원본"), upload_to="imports/%Y/", blank=True)
    sheet = models.CharField(_("시트"), max_length=100, blank=True)
    preset = models.CharField(_("서식"), max_length=60, blank=True)
    shape = models.CharField(_("열의 모양"), max_length=64, blank=True)
    mapping = models.JSONField(_("열 맞추기"), default=dict)
    skipped = models.JSONField(_("건너뛸 행"), default=list)
    matches = models.JSONField(_("같은 조직"), default=dict)
    summary = models.JSONField(_("요약"), default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("올린 사람"))
    uploaded_at = models.DateTimeField(_("올린 때"))
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("가져온 사람"))
    committed_at = models.DateTimeField(_("가져온 때"), null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("되돌린 사람"))
    undone_at = models.DateTimeField(_("되돌린 때"), null=True)

    class Meta:
        verbose_name = _("가져오기")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["committed", "undone"]) | Q(committed_at__isnull=False), name="import_committed_when"
            ),
            models.CheckConstraint(condition=~Q(state="undone") | Q(undone_at__isnull=False), name="import_undone_when"),
            models.UniqueConstraint(
                fields=["target", "digest", "sheet"], condition=Q(state="committed"), name="import_same_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_state_display()})"


class RowChange(models.Model):
    """What an import changed in a record that was there before. Records it created name the batch themselves."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField(_("행"))
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["batch", "object_type", "object_id"], name="row_change_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"


class RememberedMapping(models.Model):
    """The mapping an officer confirmed for files of this shape."""

    target = models.CharField(max_length=40)
    shape = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "shape"], name="mapping_once_per_shape")]

    def __str__(self) -> str:
        return f"{self.target} {self.shape[:8]}"
