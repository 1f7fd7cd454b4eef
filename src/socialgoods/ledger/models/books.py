"""Whose books, with which accounts, kept by whom, closed until when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.periods import day_before
from socialgoods.ledger.models.won import within
from socialgoods.people.models import RunningQuerySet


class EntityKind(models.TextChoices):
    COOPERATIVE = "cooperative", _("협동조합")
    FUND = "fund", _("기금")
    TRUST = "trust", _("장터 예수금")
    PROGRAMME = "programme", _("군 사업")
    ORGANIZATION = "organization", _("조직")


OF_THE_COUNTY = (EntityKind.FUND, EntityKind.TRUST, EntityKind.PROGRAMME)
"""Public money: the county's officers and auditors read these books."""


class Entity(models.Model):
    """Somebody who keeps books here."""

    code = models.SlugField(_("코드"), max_length=60, unique=True)
    name = models.CharField(_("이름"), max_length=120)
    kind = models.CharField(_("갈래"), max_length=16, choices=EntityKind)
    party = models.CharField(_("누구의 장부"), max_length=80, blank=True, db_index=True)
    """As a room above names it: `cooperative:1`, `organization:12`."""
    opened_on = models.DateField(_("장부를 연 날"))
    closed_until = models.DateField(_("마감한 날"))
    """Exclusive: no entry may be made for an earlier day. At first the day on which the books were opened."""
    end_month = models.PositiveSmallIntegerField(_("회계연도가 끝나는 달"), default=12)
    last_number = models.BigIntegerField(default=0, editable=False)
    """Of the last entry. Its row is locked while an entry is made: entries of one book are numbered without gaps."""

    class Meta:
        verbose_name = _("장부")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(closed_until__gte=F("opened_on")), name="entity_closed_after_opened"),
            models.CheckConstraint(condition=Q(end_month__gte=1, end_month__lte=12), name="entity_end_month"),
            models.CheckConstraint(condition=Q(kind__in=EntityKind.values), name="entity_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("books", args=[self.code])

    @property
    def closed_day(self) -> date:
        """The last day on which nothing can be written any more."""
        return day_before(self.closed_until)


class AccountKind(models.TextChoices):
    ASSET = "asset", _("자산")
    LIABILITY = "liability", _("부채")
    EQUITY = "equity", _("자본")
    INCOME = "income", _("수익")
    EXPENSE = "expense", _("비용")


DEBIT_KINDS = (AccountKind.ASSET, AccountKind.EXPENSE)
"""Their balances grow on the debit side; the others' on the credit side."""


RESULT_KINDS = (AccountKind.INCOME, AccountKind.EXPENSE)


class Account(models.Model):
    """Of one entity. Codes sort as the statements are read: 1 assets, 2 liabilities, 3 equity, 4 income, 5 expenses."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="accounts", verbose_name=_("장부"))
    code = models.CharField(_("번호"), max_length=20)
    name = models.CharField(_("계정"), max_length=80)
    kind = models.CharField(_("갈래"), max_length=10, choices=AccountKind)
    group = models.CharField(_("묶음"), max_length=80, blank=True)
    """The heading in the statements under which it is added up: 유동자산, 판매비와 관리비, …"""
    role = models.CharField(max_length=40, blank=True)
    """What rooms above find it by, whatever its number: `cash`, `share_capital`, `refunds_due`, `legal_reserve`, …"""
    is_cash = models.BooleanField(_("현금·예금"), default=False)
    closed_on = models.DateField(_("그만 쓴 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("계정")
        ordering = ["entity", "code"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "code"], name="account_code_once"),
            models.UniqueConstraint(fields=["entity", "role"], condition=~Q(role=""), name="account_role_once"),
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="account_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("account", args=[self.entity.code, self.code])


class KeeperRole(models.TextChoices):
    BOOKKEEPER = "bookkeeper", _("장부 담당")
    READER = "reader", _("열람")


class Keeper(models.Model):
    """Who keeps or reads an entity's books. Rooms above may let others do so as well, and say so by such a row."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="keepers", verbose_name=_("장부"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="books", verbose_name=_("사람"))
    role = models.CharField(_("맡은 일"), max_length=12, choices=KeeperRole)
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("장부 담당")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="keeper_order"),
            models.UniqueConstraint(fields=["entity", "user"], condition=Q(ends_on=None), name="keeper_running_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.entity}"


class Closing(models.Model):
    """A period that was closed: from the day before which the books were closed already, until a day (exclusive)."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="closings", verbose_name=_("장부"))
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝난 날"))
    entries = models.BigIntegerField(_("전표 수"))
    digest = models.CharField(_("요약값"), max_length=64)
    """SHA-256 over the period's entries in order and the digest of the closing before: what was closed shows if it was changed."""
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("마감한 때"))

    class Meta:
        verbose_name = _("마감")
        ordering = ["entity", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "starts_on"], name="closing_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="closing_order"),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.starts_on}–{self.ends_on}"

    @property
    def last_day(self) -> date:
        return day_before(self.ends_on)


class Budget(models.Model):
    """What a programme was to bring or cost on an account in a fiscal year."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="budgets", verbose_name=_("장부"))
    year = models.PositiveSmallIntegerField(_("회계연도"))
    programme = models.CharField(_("사업"), max_length=80, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("계정"))
    amount = models.BigIntegerField(_("금액"))

    class Meta:
        verbose_name = _("예산")
        ordering = ["year", "programme", "account__code"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "year", "programme", "account"], name="budget_line_once"),
            models.CheckConstraint(condition=within(0), name="budget_line_within"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.programme} {self.account}"
