from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Written once; the database refuses to change or delete it (triggers, migration 0002)."""

    name = models.CharField(_("사건"), max_length=80)
    subject_type = models.CharField(_("대상 종류"), max_length=60, blank=True)
    subject_id = models.CharField(_("대상"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("한 사람")
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("도운 사람")
    )
    at = models.DateTimeField(_("때"))
    data = models.JSONField(_("내용"), default=dict)

    class Meta:
        verbose_name = _("사건")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["name", "id"], name="event_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_type}:{self.subject_id}"


class Cursor(models.Model):
    """How far a reader of the events has come."""

    name = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} @ {self.position}"


class Clock(models.Model):
    """How many days the example county's calendar stands from today's. A real county has no row."""

    days_ahead = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.days_ahead:+d}"


class JobState(models.TextChoices):
    WAITING = "waiting", _("기다리는 중")
    RUNNING = "running", _("하는 중")
    DONE = "done", _("끝남")
    FAILED = "failed", _("실패")
    CANCELLED = "cancelled", _("취소됨")


class Job(models.Model):
    """Long work in the background, with progress that a page can show and a cancel that the work obeys."""

    kind = models.CharField(_("일"), max_length=80)
    state = models.CharField(_("상태"), max_length=12, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(_("한 만큼"), default=0)
    total = models.PositiveIntegerField(_("모두"), default=0)
    message = models.TextField(_("안내"), blank=True)
    cancel_requested = models.BooleanField(_("취소 요청"), default=False)
    next_url = models.CharField(_("끝난 뒤 갈 곳"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("시킨 사람")
    )
    created_at = models.DateTimeField(_("시작"))
    ended_at = models.DateTimeField(_("끝"), null=True)

    class Meta:
        verbose_name = _("오래 걸리는 일")
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="job_done_within_total"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class Freshness(models.Model):
    """Whether figures that were computed from other rows still say what those rows say now."""

    name = models.CharField(max_length=120, primary_key=True)
    marks = models.PositiveIntegerField(default=0)
    """How often what they rest on has changed: a computation that began before the last change leaves them stale."""
    computed_marks = models.PositiveIntegerField(default=0)
    stale_since = models.DateTimeField(null=True)
    computed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.computed_marks}/{self.marks}"

    @property
    def is_stale(self) -> bool:
        return self.computed_marks < self.marks
