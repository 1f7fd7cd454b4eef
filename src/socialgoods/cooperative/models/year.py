"""The year's end: surplus or loss, what the assembly decided of it, what was disclosed; and small loans to members."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.assembly import AgendaItem
from socialgoods.cooperative.models.cooperative import Cooperative
from socialgoods.cooperative.models.register import Member
from socialgoods.ledger.models import Entry


class YearEndState(models.TextChoices):
    DRAFT = "draft", _("결산하는 중")
    AUDITED = "audited", _("감사에게 냄")
    APPROVED = "approved", _("총회가 승인함")
    BOOKED = "booked", _("처분을 장부에 적음")


class YearEnd(models.Model):
    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="year_ends", verbose_name=_("협동조합"))
    year = models.PositiveSmallIntegerField(_("회계연도"))
    state = models.CharField(_("상태"), max_length=8, choices=YearEndState, default=YearEndState.DRAFT)
    result_won = models.BigIntegerField(_("당기 잉여금(손실은 음수)"))
    carried_won = models.BigIntegerField(_("전기이월"), default=0)
    proposal = models.JSONField(_("처분안"), default=dict)
    """`surplus` and `disposition`, or `loss`: each with the parts that `rules.dividend` and `rules.reserve` name."""
    used = models.JSONField(_("조합원별 이용실적"), default=dict, blank=True)
    """Member's key → won of use, by which dividends are shared (general co-operatives)."""
    audited_on = models.DateField(_("감사에게 낸 날"), null=True, blank=True)
    audit_opinion = models.TextField(_("감사 의견"), blank=True)
    auditor_name = models.CharField(_("감사"), max_length=120, blank=True)
    opined_on = models.DateField(_("감사 의견을 낸 날"), null=True, blank=True)
    report = models.TextField(_("사업보고"), blank=True)
    """What was done in the year, in the co-operative's own words."""
    main_business_measure = models.CharField(_("주사업을 재는 기준"), max_length=8, blank=True)
    main_business_source = models.CharField(_("주사업 숫자의 출처"), max_length=200, blank=True)
    main_business_won = models.BigIntegerField(_("주사업 실적"), null=True, blank=True)
    total_business_won = models.BigIntegerField(_("전체 사업 실적"), null=True, blank=True)
    supply_all = models.BigIntegerField(_("한 해 동안 공급한 것"), null=True, blank=True)
    """Of a medical co-operative: care that was given in all, and to people who are no members (Decree §24)."""
    supply_others = models.BigIntegerField(_("조합원이 아닌 사람에게 공급한 것"), null=True, blank=True)
    supply_source = models.CharField(_("공급 숫자의 출처와 단위"), max_length=200, blank=True)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("승인한 안건")
    )
    resolved_on = models.DateField(_("총회가 의결한 날"), null=True, blank=True)
    entry = models.OneToOneField(
        Entry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("처분 전표")
    )
    """None where there was nothing to book."""
    booked_on = models.DateField(_("처분을 적은 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("결산")
        ordering = ["cooperative", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["cooperative", "year"], name="year_end_once"),
            models.CheckConstraint(
                condition=Q(supply_all=None, supply_others=None)
                | Q(
                    supply_all__isnull=False,
                    supply_others__isnull=False,
                    supply_others__gte=0,
                    supply_others__lte=models.F("supply_all"),
                ),
                name="year_end_supply",
            ),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(booked_on__isnull=False, resolved_on__isnull=False),
                name="year_end_booked",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(resolved_on__isnull=False, item__isnull=False),
                name="year_end_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("year_end", args=[self.cooperative.code, self.year])

    @property
    def disclosure(self) -> "Disclosure | None":
        """The version that holds: the newest."""
        return next(iter(self.disclosures.all()), None)


class Disclosure(models.Model):
    """What the public reads of a year (§49의2, §96의2), as it stood when it was disclosed. A correction is a new version; the old stays."""

    year_end = models.ForeignKey(YearEnd, models.PROTECT, related_name="disclosures", verbose_name=_("결산"))
    version = models.PositiveSmallIntegerField(_("판"), default=1)
    reason = models.CharField(_("고친 까닭"), max_length=500, blank=True)
    changes = models.JSONField(_("바뀐 것"), default=list, blank=True)
    """What differs from the version before: label, before, after."""
    disclosed_on = models.DateField(_("공개한 날"))
    content = models.JSONField(_("내용"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("경영공시")
        ordering = ["year_end", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["year_end", "version"], name="disclosure_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, reason="") | Q(version__gt=1) & ~Q(reason=""), name="disclosure_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year_end)


class MemberLoan(models.Model):
    """A small loan to a member out of a social co-operative's own capital (§94). Larger ones are the social fund's."""

    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="loans", verbose_name=_("협동조합"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="loans", verbose_name=_("조합원"))
    principal_won = models.BigIntegerField(_("빌려준 금액"))
    rate = models.DecimalField(_("이율(%)"), max_digits=5, decimal_places=2)
    late_rate = models.DecimalField(_("연체이율(%)"), max_digits=5, decimal_places=2)
    lent_on = models.DateField(_("빌려준 날"))
    due_on = models.DateField(_("갚을 날"))
    repaid_won = models.BigIntegerField(_("갚은 금액"), default=0)
    key = models.CharField(max_length=100, unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+", verbose_name=_("전표"))

    class Meta:
        verbose_name = _("소액대출")
        ordering = ["-lent_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(principal_won__gt=0, repaid_won__gte=0, repaid_won__lte=models.F("principal_won")),
                name="member_loan_amounts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.principal_won}"

    @property
    def outstanding_won(self) -> int:
        return self.principal_won - self.repaid_won


class LoanRepayment(models.Model):
    loan = models.ForeignKey(MemberLoan, models.PROTECT, related_name="repayments", verbose_name=_("소액대출"))
    principal_won = models.BigIntegerField(_("갚은 원금"))
    interest_won = models.BigIntegerField(_("이자"), default=0)
    paid_on = models.DateField(_("갚은 날"))
    key = models.CharField(max_length=100, unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+", verbose_name=_("전표"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("소액대출 상환")
        ordering = ["paid_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(principal_won__gte=0, interest_won__gte=0)
                & (Q(principal_won__gt=0) | Q(interest_won__gt=0)),
                name="loan_repayment_is_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.principal_won}"
