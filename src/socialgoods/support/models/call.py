from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models import Measure, Organization
from socialgoods.support.models.commitment import Commitment


class CallState(models.TextChoices):
    OPEN = "open", _("공모")
    DECIDED = "decided", _("결과를 알림")
    CANCELLED = "cancelled", _("취소함")


class Programme(models.TextChoices):
    """Under which national programme the money runs: some exclude each other within a year."""

    NONE = "", _("해당 없음")
    VILLAGE_ENTERPRISE = "village_enterprise", _("마을기업")
    SOCIAL_ENTERPRISE = "social_enterprise", _("사회적기업")
    RURAL_COMMUNITY = "rural_community_company", _("농촌공동체회사")


class Call(models.Model):
    """A call for proposals: one a measure, year and source. One may apply until the closing day, that day included."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("지원 수단"))
    year = models.PositiveSmallIntegerField(_("연도"))
    source = models.CharField(_("재원"), max_length=80)
    budget = models.BigIntegerField(_("예산"))
    closes_on = models.DateField(_("마감일"))
    basis = models.CharField(_("근거"), max_length=200, blank=True)
    text = models.TextField(_("알리는 말"), blank=True)
    kinds = models.JSONField(_("신청할 수 있는 유형"), default=list, blank=True)
    programme = models.CharField(_("국가 사업"), max_length=24, choices=Programme, blank=True)
    most = models.BigIntegerField(_("한 곳에 많아야"), null=True, blank=True)
    own_share = models.DecimalField(_("자부담 비율"), max_digits=5, decimal_places=4, null=True, blank=True)
    state = models.CharField(_("상태"), max_length=10, choices=CallState, default=CallState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("연 때"))
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("마친 때"), null=True)
    reason = models.CharField(_("까닭"), max_length=300, blank=True)
    conflicts = models.TextField(_("이해관계"), blank=True)
    """What those who selected declared of themselves, and who left the room."""

    class Meta:
        verbose_name = _("공모")
        ordering = ["-year", "closes_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "year", "source"], name="call_once"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="call_budget_not_negative"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="call_ended_when",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="call_cancelled_why"),
            models.CheckConstraint(condition=~Q(state="decided") | ~Q(conflicts=""), name="call_decided_conflicts"),
            models.CheckConstraint(
                condition=Q(own_share=None) | Q(own_share__gte=0, own_share__lt=1), name="call_own_share_is_a_share"
            ),
            models.CheckConstraint(condition=Q(most=None) | Q(most__gte=0), name="call_most_not_negative"),
        ]

    def __str__(self) -> str:
        return _("%(year)s년 %(measure)s 공모") % {"year": self.year, "measure": self.measure}

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.pk])


class Invitation(models.Model):
    """An organisation for which the measure was recommended is asked to apply. It promises nothing."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="invitations", verbose_name=_("공모"))
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations", verbose_name=_("조직"))
    amount = models.BigIntegerField(_("금액"))
    origin = models.CharField(_("어디에서 왔나"), max_length=80, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(_("초대한 때"))

    moves_when_merged = ("call_id",)

    class Meta:
        verbose_name = _("초대")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "organization"], name="invitation_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="invitation_not_negative"),
            models.CheckConstraint(condition=~Q(origin=""), name="invitation_has_an_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} ← {self.call}"


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    SUBMITTED = "submitted", _("신청함")
    WITHDRAWN = "withdrawn", _("거둠")
    SELECTED = "selected", _("선정")
    REFUSED = "refused", _("선정하지 않음")


class Application(models.Model):
    """What an organisation asks of a call. Saved as typed; withdrawn until the closing day; decided by an officer."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications", verbose_name=_("공모"))
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="applications", verbose_name=_("조직"))
    plan = models.TextField(_("무엇을 하려고 하나요"), blank=True)
    need = models.TextField(_("왜 필요한가요"), blank=True)
    amount = models.BigIntegerField(_("신청하는 금액"), null=True, blank=True)
    own_amount = models.BigIntegerField(_("우리가 낼 금액"), null=True, blank=True)
    other_support = models.TextField(_("올해 받는 다른 지원"), blank=True)
    state = models.CharField(_("상태"), max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(_("저장한 때"), null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("신청한 때"), null=True)
    proposed = models.BooleanField(_("선정할까요"), null=True)
    granted = models.BigIntegerField(_("정한 금액"), null=True, blank=True)
    reason = models.TextField(_("까닭"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("정한 때"), null=True)
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, null=True, related_name="application", verbose_name=_("약속")
    )

    moves_when_merged = ("call_id",)

    class Meta:
        verbose_name = _("신청")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "organization"], name="application_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False, amount__isnull=False),
                name="application_submitted_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["selected", "refused"])
                | (Q(decided_at__isnull=False, proposed__isnull=False) & ~Q(reason="")),
                name="application_decided_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="selected") | Q(granted__isnull=False, commitment__isnull=False),
                name="application_selected_is_promised",
            ),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gte=0))
                & (Q(own_amount=None) | Q(own_amount__gte=0))
                & (Q(granted=None) | Q(granted__gte=0)),
                name="application_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} → {self.call}"
