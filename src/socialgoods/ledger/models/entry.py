"""Entries and their postings. The entry is its own event: written once, sealed once, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.ledger.models.books import Account, Entity
from socialgoods.ledger.models.won import whole, within
from socialgoods.ledger.rules.entry import MOST


class EntryQuerySet(models.QuerySet):
    def sealed(self) -> "EntryQuerySet":
        """Unsealed ones count nowhere."""
        return self.exclude(sealed_at=None)


class Entry(models.Model):
    """One business fact, balanced. Made unsealed with its postings, and sealed by an update that the database checks."""

    # The sealing itself looks whether books and accounts are there; a second look at every commit would halve the speed.
    entity = models.ForeignKey(
        Entity, models.PROTECT, related_name="entries", db_constraint=False, db_index=False, verbose_name=_("장부")
    )
    number = models.BigIntegerField(_("전표 번호"))
    day = models.DateField(_("거래일"))
    text = models.CharField(_("적요"), max_length=200)
    key = models.CharField(max_length=100)
    """Once only: the same fact posted again gives the entry that is there."""
    origin = models.CharField(max_length=80, blank=True)
    """What the entry stands for in a room above: `cooperative.payment:12`."""
    reverses = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversals",
        db_index=False,
        verbose_name=_("취소한 전표"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("적은 사람"),
    )
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("적은 때"))
    sealed_at = models.DateTimeField(null=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("전표")
        ordering = ["entity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="entry_number_once"),
            models.UniqueConstraint(fields=["entity", "key"], name="entry_key_once"),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="entry_reversed_once"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="entry_has_a_key"),
        ]
        indexes = [
            models.Index(fields=["entity", "day"], name="entry_by_day"),
            models.Index(fields=["origin"], condition=~Q(origin=""), name="entry_by_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("entry", args=[self.entity.code, self.number])


class Posting(models.Model):
    """One leg: won on an account, debit above zero, credit below."""

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="postings", db_constraint=False, verbose_name=_("전표")
    )
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="postings", db_constraint=False, verbose_name=_("계정")
    )
    amount = models.BigIntegerField(_("금액"))
    party = models.CharField(_("거래처"), max_length=80, blank=True)
    """`member:12`, `organization:W0012`, … as the room above names it."""
    programme = models.CharField(_("사업"), max_length=80, blank=True)
    text = models.CharField(_("적요"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("분개")
        ordering = ["entry", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="posting_is_not_nothing"),
            models.CheckConstraint(condition=within(-MOST), name="posting_within"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class Balance(models.Model):
    """Sums of sealed postings by account and month, kept by the sealing itself; `verify_ledger` recomputes them."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="balances", db_index=False, verbose_name=_("계정")
    )
    month = models.DateField(_("달"))
    """Its first day."""
    debit = models.BigIntegerField(_("차변"), default=0)
    credit = models.BigIntegerField(_("대변"), default=0)

    class Meta:
        verbose_name = _("월 합계")
        constraints = [
            models.UniqueConstraint(fields=["account", "month"], name="balance_once"),
            models.CheckConstraint(
                condition=whole("debit", "credit") & Q(debit__gte=0, credit__gte=0), name="balance_sides"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.month:%Y-%m}"


class Attachment(models.Model):
    """A receipt, a contract: kept with the entry, never changed."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="attachments", verbose_name=_("전표"))
    file = models.FileField(_("파일"), upload_to="ledger/%Y/%m")
    name = models.CharField(_("이름"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(_("크기"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("올린 때"))

    class Meta:
        verbose_name = _("붙인 파일")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "sha256"], name="attachment_once")]

    def __str__(self) -> str:
        return self.name
