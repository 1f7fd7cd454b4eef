from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.models import Job
from socialgoods.kernel.secrets import EncryptedJSONField


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("열 맞추기")
    CHECKED = "checked", _("미리 보기")
    COMMITTED = "committed", _("가져옴")
    UNDONE = "undone", _("되돌림")
    DISCARDED = "discarded", _("그만둠")


def sealed_name(batch: "ImportBatch", filename: str) -> str:
    """Nothing of the file's own name gets onto the disk."""
    return f"imports/{batch.uploaded_at:%Y}/{batch.digest[:16]}-{PurePath(filename).name}"


class ImportBatch(models.Model):
    """One file, from upload to undo. `mapping`, `options`, `skipped`, `kept` and `matches` are the officer's choices.

    `file` and `preview` are sealed on the disk and erased when they are no longer needed; `sketch` is what the mapping
    page shows of the file. `fingerprint` says what the preview promised: the commit does that and nothing else.
    """

    target = models.CharField(_("무엇을"), max_length=40)
    state = models.CharField(_("상태"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    filename = models.CharField(_("파일"), max_length=200)
    digest = models.CharField(_("지문"), max_length=64)
    size = models.PositiveBigIntegerField(_("크기"), default=0)
    file = models.FileField(_("원본"), upload_to=sealed_name, blank=True)
    preview = models.FileField(_("미리 보기"), upload_to=sealed_name, blank=True)
    erased_at = models.DateTimeField(_("원본을 지운 때"), null=True)
    sheets = models.JSONField(_("시트들"), default=list)
    sheet = models.CharField(_("시트"), max_length=100, blank=True)
    preset = models.CharField(_("서식"), max_length=60, blank=True)
    shape = models.CharField(_("열의 모양"), max_length=64, blank=True)
    sketch = EncryptedJSONField(_("열의 보기"), null=True)
    mapping = models.JSONField(_("열 맞추기"), default=dict)
    options = models.JSONField(_("선택"), default=dict)
    skipped = models.JSONField(_("건너뛸 행"), default=list)
    kept = models.JSONField(_("건너뛰지 않을 행"), default=list)
    matches = models.JSONField(_("같은 조직"), default=dict)
    summary = models.JSONField(_("요약"), default=dict)
    fingerprint = models.CharField(_("약속한 것"), max_length=64, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", verbose_name=_("하는 일"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("올린 사람")
    )
    uploaded_at = models.DateTimeField(_("올린 때"))
    checked_at = models.DateTimeField(_("확인한 때"), null=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("가져온 사람")
    )
    committed_at = models.DateTimeField(_("가져온 때"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("되돌린 사람")
    )
    undone_at = models.DateTimeField(_("되돌린 때"), null=True)

    class Meta:
        verbose_name = _("가져오기")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["committed", "undone"]) | Q(committed_at__isnull=False),
                name="import_committed_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_at__isnull=False), name="import_undone_when"
            ),
            models.CheckConstraint(condition=~Q(state="checked") | ~Q(fingerprint=""), name="import_checked_what"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(file="", preview="", sketch=None), name="import_erased_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("import_batch", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in {ImportState.UPLOADED, ImportState.CHECKED}

    @property
    def tone(self) -> str:
        """The colour of its state, beside the word."""
        return {"uploaded": "warning", "checked": "info", "committed": "success"}.get(self.state, "neutral")

    @property
    def is_working(self) -> bool:
        return self.job is not None and not self.job.is_over


class RowChange(models.Model):
    """What an import changed in a record that was there before, or (without `before`) added to such a record.

    Records that it created from nothing name the batch themselves. Both sides are sealed: they hold addresses.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField(_("행"))
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    before: Any = EncryptedJSONField(null=True)
    after: Any = EncryptedJSONField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["batch", "object_type", "object_id"], name="row_change_once")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="row_change_object")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"


class RememberedMapping(models.Model):
    """The mapping an officer confirmed for files of this shape."""

    target = models.CharField(max_length=40)
    shape = models.CharField(max_length=64)
    mapping = models.JSONField()
    options = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "shape"], name="mapping_once_per_shape")]

    def __str__(self) -> str:
        return f"{self.target} {self.shape[:8]}"
