"""Officers with their terms, their recall, and the board's meetings."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.assembly import AgendaItem, Nominee
from socialgoods.cooperative.models.cooperative import Cooperative
from socialgoods.cooperative.models.register import Member
from socialgoods.kernel.periods import day_before
from socialgoods.people.models import RunningQuerySet


class Office(models.TextChoices):
    CHAIR = "chair", _("이사장")
    DIRECTOR = "director", _("이사")
    AUDITOR = "auditor", _("감사")


class Officer(models.Model):
    """A person in office from a day until a day (exclusive), elected by an assembly."""

    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="officers", verbose_name=_("협동조합"))
    office = models.CharField(_("자리"), max_length=8, choices=Office)
    name = models.CharField(_("이름"), max_length=120)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("조합원")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices_held",
        verbose_name=_("사람"),
    )
    is_employee = models.BooleanField(_("직원을 겸함"), default=False)
    chairs_elsewhere = models.BooleanField(_("다른 조합의 이사장"), default=False)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("뽑은 안건")
    )
    nominee = models.OneToOneField(
        Nominee, models.PROTECT, null=True, blank=True, related_name="officer", verbose_name=_("당선된 후보")
    )
    """Who was elected takes office once."""
    starts_on = models.DateField(_("임기 시작일"))
    term_ends_on = models.DateField(_("임기가 끝나는 날"))
    ends_on = models.DateField(_("물러난 날"), null=True, blank=True)
    why_ended = models.CharField(_("물러난 까닭"), max_length=200, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("임원")
        ordering = ["cooperative", "office", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(term_ends_on__gt=F("starts_on")), name="officer_term"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="officer_order"),
            models.UniqueConstraint(
                fields=["cooperative"], condition=Q(office="chair", ends_on=None), name="officer_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_office_display()})"

    @property
    def is_outside(self) -> bool:
        """Neither a member nor a founder who became one."""
        return self.member_id is None and (self.nominee is None or self.nominee.consent_id is None)

    @property
    def last_on(self) -> date:
        """The last day of the term."""
        return day_before(self.term_ends_on)


class Recall(models.Model):
    """A demand by a fifth of the members to remove an officer (§40), decided by the assembly."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="recalls", verbose_name=_("임원"))
    demanded_on = models.DateField(_("요구한 날"))
    demanded_by = models.PositiveIntegerField(_("요구한 조합원 수"))
    reason = models.CharField(_("까닭"), max_length=300)
    decided_on = models.DateField(_("정해진 날"), null=True, blank=True)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("의결한 안건")
    )

    class Meta:
        verbose_name = _("해임 요구")
        ordering = ["-demanded_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["officer"], condition=Q(decided_on=None), name="recall_waits_once"),
            models.CheckConstraint(
                condition=Q(decided_on=None, item=None) | Q(decided_on__isnull=False, item__isnull=False),
                name="recall_decided",
            ),
        ]

    def __str__(self) -> str:
        return str(self.officer)


class BoardMeeting(models.Model):
    cooperative = models.ForeignKey(
        Cooperative, models.PROTECT, related_name="board_meetings", verbose_name=_("협동조합")
    )
    held_at = models.DateTimeField(_("연 때"))
    place = models.CharField(_("곳"), max_length=200, blank=True)
    decisions = models.JSONField(_("의안과 결과"), default=list)
    """Each with `title`, `for`, `against`, `abstained`, `is_passed`, `why`."""
    minutes = models.TextField(_("의사록"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("이사회")
        ordering = ["-held_at"]
        constraints = [models.UniqueConstraint(fields=["cooperative", "held_at"], name="board_meeting_once")]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.held_at:%Y-%m-%d}"


class BoardPresence(models.Model):
    meeting = models.ForeignKey(BoardMeeting, models.CASCADE, related_name="present", verbose_name=_("이사회"))
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("임원"))

    class Meta:
        verbose_name = _("이사회 참석")
        constraints = [models.UniqueConstraint(fields=["meeting", "officer"], name="board_presence_once")]

    def __str__(self) -> str:
        return str(self.officer)
