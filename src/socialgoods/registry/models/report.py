from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models.organization import Organization


class ReportState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    SUBMITTED = "submitted", _("제출됨")
    RETURNED = "returned", _("돌려보냄")
    CONFIRMED = "confirmed", _("확정")


class EntryWay(models.TextChoices):
    FULL = "full", _("항목별로 적기")
    STATEMENT = "statement", _("표준손익계산서로 적기")
    CASH = "cash", _("통장 다섯 줄로 적기")
    IMPORTED = "imported", _("파일에서 가져옴")


class Evidence(models.TextChoices):
    AUDITED = "A", _("가 — 회계감사")
    TAX = "B", _("나 — 세무 신고")
    BANKBOOK = "C", _("다 — 통장")
    WORD = "D", _("라 — 말로 확인")


def won(label: Any, **options: object) -> models.BigIntegerField:
    return models.BigIntegerField(label, null=True, blank=True, **options)  # type: ignore[arg-type]


def count(label: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


class AnnualReport(models.Model):
    """What an organisation reports for a fiscal year. Empty is not known, never zero. Only confirmed reports count."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="reports", verbose_name=_("조직"))
    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    fiscal_year_ends_on = models.DateField(_("회계연도 마지막 날"), null=True, blank=True)

    sales_private = won(_("민간 판매"))
    sales_public = won(_("공공 판매"))
    sales_commissioned = won(_("공공 판매 중 위탁"))
    sales_social_economy = won(_("사회적경제 조직 판매"))
    other_income = won(_("기타 영업수입"))
    dues = won(_("기타 영업수입 중 회비"))
    subsidy_national = won(_("국비 보조금"))
    subsidy_province = won(_("도비 보조금"))
    subsidy_county = won(_("군비 보조금"))
    donations = won(_("후원금"))
    capital_grant = won(_("시설 보조금"))
    cost_of_goods = won(_("매출원가"))
    labour_cost = won(_("인건비"))
    other_cost = won(_("기타 운영비"))
    depreciation = won(_("기타 운영비 중 감가상각비"))
    interest = won(_("기타 운영비 중 이자"))
    wages_booked = models.CharField(
        _("지원받은 임금의 기록"),
        max_length=5,
        blank=True,
        choices=[("gross", _("비용에 모두 적음")), ("net", _("지원금을 뺀 금액만 적음"))],
    )
    workers_paid = count(_("유급 근로자"))
    workers_vulnerable = count(_("취약계층 근로자"))
    workers_subsidised = count(_("인건비 지원을 받는 근로자"))
    workers_fte = models.DecimalField(_("상근 환산 근로자"), max_digits=8, decimal_places=2, null=True, blank=True)
    members = count(_("조합원·회원 수"))
    member_capital = won(_("출자금"))
    volunteer_hours = count(_("자원봉사 시간"))
    local_purchases = won(_("지역 안에서 산 금액"))
    local_wages = won(_("지역 주민에게 준 임금"))

    evidence = models.CharField(_("증빙"), max_length=1, blank=True, choices=Evidence)
    entry_way = models.CharField(_("적은 방법"), max_length=10, choices=EntryWay, default=EntryWay.FULL)
    entry_lines = models.JSONField(_("적은 그대로"), default=dict, blank=True)
    note = models.TextField(_("덧붙이는 말"), blank=True)

    state = models.CharField(_("상태"), max_length=10, choices=ReportState, default=ReportState.DRAFT)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("적은 사람")
    )
    saved_at = models.DateTimeField(_("저장한 때"), null=True)
    sitting = models.CharField(max_length=32, blank=True, editable=False)
    """The page that saved last: its own later saves are no conflict, even when an answer to it was lost on the way."""
    read_back_on = models.DateField(_("읽어 드린 날"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("제출한 사람")
    )
    submitted_at = models.DateTimeField(_("제출한 때"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("확인한 사람")
    )
    decided_at = models.DateTimeField(_("확인한 때"), null=True)
    return_reason = models.TextField(_("돌려보낸 까닭"), blank=True)
    imported_by = models.ForeignKey(
        "registry.ImportBatch", models.PROTECT, null=True, editable=False, related_name="reports"
    )

    class Meta:
        verbose_name = _("연간 보고")
        ordering = ["-fiscal_year", "id"]
        indexes = [models.Index(fields=["fiscal_year", "state"], name="report_by_year")]
        constraints = [
            models.UniqueConstraint(fields=["organization", "fiscal_year"], name="report_once_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | Q(submitted_at__isnull=False),
                name="report_submitted_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(decided_at__isnull=False), name="report_confirmed_when"
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(return_reason=""), name="report_returned_why"),
            models.CheckConstraint(
                condition=Q(cost_of_goods__gte=0) | Q(cost_of_goods=None), name="report_cost_of_goods_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(labour_cost__gte=0) | Q(labour_cost=None), name="report_labour_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(sales_commissioned=None)
                | Q(sales_public=None)
                | Q(sales_commissioned__lte=F("sales_public")),
                name="report_commissioned_within_public",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.organization.code, self.fiscal_year])
