"""What the bank says, line by line, and the posting that each line stands for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.secrets import EncryptedJSONField, EncryptedTextField
from socialgoods.ledger.models.books import Account
from socialgoods.ledger.models.entry import Posting
from socialgoods.ledger.models.won import whole, within
from socialgoods.ledger.rules.entry import MOST


class BankDraft(models.Model):
    """A file that was sent and is being looked at: its cells, sealed, until it is imported or given up."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="bank_drafts", verbose_name=_("계정"))
    name = models.CharField(_("파일 이름"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet: Any = EncryptedJSONField()
    """`rules.bank_sheet.to_json` of the table as it stands in the file."""
    layout = models.JSONField(default=dict)
    """Column → field, as the keeper or the headings said."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("올린 때"))

    class Meta:
        verbose_name = _("올린 거래내역")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["account", "sha256"], name="bank_draft_once")]

    def __str__(self) -> str:
        return self.name


class BankStatement(models.Model):
    """A file of a bank, read into lines. Lines that an earlier file brought already are not brought again."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="statements", verbose_name=_("계정"))
    name = models.CharField(_("파일 이름"), max_length=200)
    bank = models.CharField(_("은행"), max_length=40, blank=True)
    number: Any = EncryptedTextField(_("계좌번호"), blank=True, default="")
    """As the file's head says it. The first file of an account teaches it; a later one with another number is refused."""
    sha256 = models.CharField(max_length=64)
    shape = models.CharField(max_length=64, blank=True)
    """Of its headings: the next file that looks the same is read the same way."""
    layout = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("올린 때"))

    class Meta:
        verbose_name = _("거래내역 파일")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["account", "sha256"], name="bank_statement_once")]

    def __str__(self) -> str:
        return self.name


class BankLineQuerySet(models.QuerySet):
    def said(self) -> "BankLineQuerySet":
        """As the bank says it: whole lines."""
        return self.filter(whole=None)

    def pieces(self) -> "BankLineQuerySet":
        """What stands for one posting each: lines that are whole, and the parts of those that are split."""
        return self.filter(is_split=False)

    def open(self) -> "BankLineQuerySet":
        return self.filter(posting=None, is_split=False)


class BankLine(models.Model):
    """Money in is above zero, money out below. One that stands for several postings is split into parts, one for each."""

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines", verbose_name=_("거래내역 파일"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("계정"))
    day = models.DateField(_("거래일"))
    moment = models.CharField(_("거래 시각"), max_length=20, blank=True)
    amount = models.BigIntegerField(_("금액"))
    balance = models.BigIntegerField(_("잔액"), null=True)
    counterpart = models.CharField(_("상대"), max_length=120, blank=True)
    text = models.CharField(_("적요"), max_length=200, blank=True)
    key = models.CharField(max_length=64)
    """Of what the line says and how often it said so before on that day: a second file brings it once."""
    posting = models.OneToOneField(
        Posting, models.PROTECT, null=True, blank=True, related_name="bank_line", verbose_name=_("분개")
    )
    whole = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("나눈 거래")
    )
    is_split = models.BooleanField(default=False)
    is_made = models.BooleanField(default=False)
    """The posting was made from this line, not found in the books."""
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    linked_at = models.DateTimeField(_("맞춘 때"), null=True)

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("은행 거래")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="bank_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_line_is_not_nothing"),
            models.CheckConstraint(condition=within(-MOST) & whole("balance"), name="bank_line_within"),
            models.CheckConstraint(
                condition=Q(posting=None, linked_at=None, is_made=False)
                | Q(posting__isnull=False, linked_at__isnull=False),
                name="bank_line_linked_when",
            ),
            models.CheckConstraint(
                condition=Q(is_split=False) | Q(posting=None, whole=None), name="bank_line_split_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(whole=None) | Q(posting__isnull=False), name="bank_line_part_stands_for_one"
            ),
        ]
        indexes = [models.Index(fields=["account", "day"], name="bank_line_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"
