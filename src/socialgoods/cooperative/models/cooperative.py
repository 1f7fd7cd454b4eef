"""The co-operative itself, its articles from day to day, and who runs its pages."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.ledger.models import Entity
from socialgoods.people.models import RunningQuerySet
from socialgoods.registry.models import Organization


class CooperativeKind(models.TextChoices):
    GENERAL = "general", _("협동조합")
    SOCIAL = "social", _("사회적협동조합")
    MEDICAL = "medical", _("의료복지사회적협동조합")
    """A social co-operative with numbers of its own (Decree §19②)."""


class MainBusiness(models.TextChoices):
    """The five kinds of §93①, of which a social co-operative has one as its main business."""

    LOCAL = "local", _("지역 개발·주민 복리")
    SERVICE = "service", _("취약계층 사회서비스")
    JOBS = "jobs", _("취약계층 일자리")
    COMMISSIONED = "commissioned", _("공공 위탁사업")
    OTHER_PUBLIC = "other_public", _("그 밖의 공익 증진")


class CooperativeState(models.TextChoices):
    FOUNDING = "founding", _("설립 준비")
    ASSEMBLED = "assembled", _("창립총회를 마침")
    FILED = "filed", _("신고·인가를 신청함")
    ACCEPTED = "accepted", _("신고가 수리됨·인가됨")
    REGISTERED = "registered", _("설립등기를 마침")
    WINDING_UP = "winding_up", _("청산하는 중")
    ABANDONED = "abandoned", _("설립을 그만둠")
    DISSOLVED = "dissolved", _("해산함")


class Cooperative(models.Model):
    code = models.SlugField(_("코드"), max_length=60, unique=True)
    name = models.CharField(_("이름"), max_length=120)
    kind = models.CharField(_("갈래"), max_length=8, choices=CooperativeKind)
    is_federation = models.BooleanField(_("연합회"), default=False)
    main_business = models.CharField(_("주사업"), max_length=14, choices=MainBusiness, blank=True)
    purpose = models.TextField(_("목적"), blank=True)
    in_gun = models.BooleanField(_("군에 있음"), default=True)
    """Medical co-operatives in a county (군) have numbers of their own."""
    state = models.CharField(_("상태"), max_length=10, choices=CooperativeState, default=CooperativeState.FOUNDING)
    organization = models.OneToOneField(
        Organization, models.PROTECT, null=True, blank=True, related_name="cooperative", verbose_name=_("조직")
    )
    """Its record in the register of organisations, once it has one."""
    entity = models.OneToOneField(
        Entity, models.PROTECT, null=True, blank=True, related_name="cooperative", verbose_name=_("장부")
    )
    """Its books, opened when the first shares are paid."""
    begun_on = models.DateField(_("준비를 시작한 날"))
    filed_on = models.DateField(_("신고·신청한 날"), null=True, blank=True)
    accepted_on = models.DateField(_("수리·인가된 날"), null=True, blank=True)
    accepted_number = models.CharField(_("신고·인가 번호"), max_length=40, blank=True)
    registered_on = models.DateField(_("설립등기한 날"), null=True, blank=True)
    closed_on = models.DateField(_("해산·중단한 날"), null=True, blank=True)
    office = models.CharField(_("주된 사무소"), max_length=200, blank=True)
    phone = models.CharField(_("전화"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("협동조합")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=CooperativeKind.values), name="cooperative_kind")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cooperative", args=[self.code])

    @property
    def is_social(self) -> bool:
        return self.kind != CooperativeKind.GENERAL


class Articles(models.Model):
    """The variables of the articles of association (정관) as they hold from a day; a change is a new row, by resolution."""

    cooperative = models.ForeignKey(Cooperative, models.CASCADE, related_name="articles", verbose_name=_("협동조합"))
    starts_on = models.DateField(_("시행일"))
    item = models.ForeignKey(
        "cooperative.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("의결한 안건")
    )
    share_price_won = models.BigIntegerField(_("출자 1좌 금액"), default=10_000)
    least_shares = models.PositiveIntegerField(_("조합원이 낼 최소 좌수"), default=1)
    end_month = models.PositiveSmallIntegerField(_("회계연도가 끝나는 달"), default=12)
    notice_days = models.PositiveSmallIntegerField(_("총회 소집 통지 일수"), default=7)
    reserve_percent = models.PositiveSmallIntegerField(_("법정적립금 적립률(%)"), default=30)
    withdrawal_notice_days = models.PositiveSmallIntegerField(_("탈퇴 예고 일수"), default=0)
    has_delegates = models.BooleanField(_("대의원총회를 둠"), default=False)
    directors_least = models.PositiveSmallIntegerField(_("이사 최소 수(이사장 포함)"), default=3)
    auditors_least = models.PositiveSmallIntegerField(_("감사 최소 수"), default=1)
    term_years = models.PositiveSmallIntegerField(_("임원 임기(년)"), default=3)
    has_board = models.BooleanField(_("이사회를 둠"), default=True)
    allows_written_votes = models.BooleanField(_("서면 의결을 정함"), default=False)
    allows_electronic_votes = models.BooleanField(_("전자 의결을 정함"), default=False)
    """Both count only where the law of the day allows them (`parameters.VOTING_WAYS`)."""
    loan_limit_won = models.BigIntegerField(_("조합원 한 명의 소액대출 한도"), default=0)
    loan_late_rate = models.DecimalField(_("소액대출 연체이율(%)"), max_digits=5, decimal_places=2, default=0)
    usage_dividend_percent = models.PositiveSmallIntegerField(_("이용실적 배당의 몫(%)"), default=50)
    more = models.JSONField(_("그 밖의 조항"), default=dict, blank=True)

    class Meta:
        verbose_name = _("정관")
        verbose_name_plural = _("정관")
        ordering = ["cooperative", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["cooperative", "starts_on"], name="articles_once_a_day"),
            models.CheckConstraint(condition=Q(share_price_won__gt=0, least_shares__gte=1), name="articles_share"),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.starts_on}"


class RegisterChange(models.Model):
    """A change that the court registered. Which ones are due is a rule's answer (`rules.changes`), not a row."""

    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="changes", verbose_name=_("협동조합"))
    key = models.CharField(_("무엇이"), max_length=40)
    """As `rules.changes` names it: `officers:2019-02-22`, `articles:2019-03-01`, `shares:2018`."""
    registered_on = models.DateField(_("변경등기한 날"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("변경등기")
        ordering = ["-registered_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["cooperative", "key"], name="register_change_once")]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.key}"


class Steward(models.Model):
    """Who runs the co-operative's pages: its promoter's or network's staff. Officers in office may as well, by their office."""

    cooperative = models.ForeignKey(Cooperative, models.CASCADE, related_name="stewards", verbose_name=_("협동조합"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="cooperatives_run", verbose_name=_("사람")
    )
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("실무자")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="steward_order"),
            models.UniqueConstraint(
                fields=["cooperative", "user"], condition=Q(ends_on=None), name="steward_running_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.cooperative}"
