"""What the bank says, line by line, and the posting that each line stands for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from socialgoods.ledger.models.books import Account
from socialgoods.ledger.models.entry import Posting


class BankStatement(models.Model):
    """A file of a bank, read into lines. Lines that an earlier file brought already are not brought again."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="statements", verbose_name=_("계정"))
    name = models.CharField(_("파일 이름"), max_length=200)
    bank = models.CharField(_("은행"), max_length=40, blank=True)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("올린 때"))

    class Meta:
        verbose_name = _("거래내역 파일")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["account", "sha256"], name="bank_statement_once")]

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """Money in is above zero, money out below."""

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

    class Meta:
        verbose_name = _("은행 거래")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="bank_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_line_is_not_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"
