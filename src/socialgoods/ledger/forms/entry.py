"""Writing an entry: in plain words, or with debit and credit."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.kernel.files import Fit, Unfit, look_at
from socialgoods.ledger.actions.post import Line
from socialgoods.ledger.forms.fields import AccountSelect, MoneyField, day_field
from socialgoods.ledger.models import Account, Entity
from socialgoods.ledger.rules import hand
from socialgoods.ledger.rules.entry import reasons_against

ACCEPT = "image/jpeg,image/png,image/webp,.pdf,.hwp,.hwpx,.docx,.xlsx"
FILE_HELP = gettext_lazy("영수증·계약서 사진이나 PDF. 20MB까지. 사진에 든 위치와 시각 정보는 지웁니다.")
ROWS, ROWS_AT_MOST = 4, 60
QUESTIONS = {
    hand.INCOME: (gettext_lazy("무슨 돈인가요"), gettext_lazy("어디로 들어왔나요")),
    hand.EXPENSE: (gettext_lazy("무엇에 썼나요"), gettext_lazy("어디에서 나갔나요")),
    hand.TRANSFER: (gettext_lazy("어디로 옮겼나요"), gettext_lazy("어디에서 꺼냈나요")),
}


def new_key() -> str:
    return uuid4().hex


def open_accounts(entity: Entity, on: date, *, by_hand: bool = True) -> list[Account]:
    """Those that can still be posted on. A co-operative's register keeps some to itself."""
    rows = [row for row in entity.accounts.order_by("code") if row.closed_on is None or row.closed_on > on]
    return [row for row in rows if not by_hand or hand.is_by_hand(entity.kind, row)]


class ReceiptField(forms.FileField):
    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPT})
        super().__init__(widget=widget, help_text=FILE_HELP, allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> Fit | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return look_at(file, file.name or "", file.size)
        except Unfit as unfit:
            raise ValidationError(str(unfit)) from None


class _Written(forms.Form):
    """What every entry has."""

    day = day_field(label=gettext_lazy("거래한 날"))
    text = forms.CharField(
        label=gettext_lazy("내용(적요)"), max_length=200, help_text=gettext_lazy("예: 9월 두부 판매, 체험장 전기료")
    )
    file = ReceiptField(label=gettext_lazy("증빙"), required=False)
    key = forms.RegexField(r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)

    def __init__(self, *args: Any, entity: Entity, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"day": today, "key": new_key()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.entity, self.today = entity, today
        self.fields["day"].widget.attrs |= {"max": today.isoformat(), "min": entity.closed_until.isoformat()}


class PlainForm(_Written):
    """Money in, out, or from one place to another."""

    amount = MoneyField(label=gettext_lazy("금액"), required=True)
    what = forms.ChoiceField(widget=AccountSelect)
    money = forms.ChoiceField(widget=AccountSelect)
    party = forms.CharField(label=gettext_lazy("누구와"), max_length=80, required=False)
    programme = forms.CharField(label=gettext_lazy("어느 사업"), max_length=80, required=False)
    field_order = ["day", "amount", "what", "money", "text", "party", "programme", "file", "key"]

    def __init__(self, *args: Any, way: str, accounts: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way = way
        what, money = hand.plain_choices(way, accounts)
        for name, choices, label in zip(("what", "money"), (what, money), QUESTIONS[way], strict=True):
            is_one = len([row for _heading, rows in choices for row in rows]) == 1
            self.fields[name].choices = choices if is_one else [("", _("골라 주세요")), *choices]
            self.fields[name].label = label
        self.fields["money"].initial = next((row.code for row in accounts if row.role == "bank" and row.is_cash), None)
        if way == hand.TRANSFER:
            self.order_fields(["day", "amount", "money", "what", "text", "file", "key"])
            del self.fields["party"], self.fields["programme"]
        else:
            self.fields["programme"].widget.attrs["list"] = "programmes"

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(_("금액을 적어 주세요."))
        return amount

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("what") and read.get("what") == read.get("money"):
            self.add_error("what", _("두 곳이 같습니다. 서로 다른 곳을 골라 주세요."))
        return read

    def lines(self) -> list[Line]:
        read = self.cleaned_data
        said = {"party": read.get("party", ""), "programme": read.get("programme", "")}
        legs = hand.legs(self.way, what=read["what"], money=read["money"], amount=read["amount"])
        return [Line(leg.account, leg.amount, **said) for leg in legs]


class JournalForm(_Written):
    """The head of a full entry; its lines are a formset."""

    field_order = ["day", "text", "file", "key"]


class LegForm(forms.Form):
    account = forms.ChoiceField(label=gettext_lazy("계정"), required=False, widget=AccountSelect)
    debit = MoneyField(label=gettext_lazy("차변"))
    credit = MoneyField(label=gettext_lazy("대변"))
    party = forms.CharField(label=gettext_lazy("거래처"), max_length=80, required=False)
    programme = forms.CharField(label=gettext_lazy("사업"), max_length=80, required=False)

    def __init__(self, *args: Any, choices: hand.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", _("골라 주세요")), *choices]
        self.fields["programme"].widget.attrs["list"] = "programmes"

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if self.errors:
            return read
        debit, credit, account = read.get("debit"), read.get("credit"), read.get("account")
        if debit and credit:
            self.add_error("credit", _("한 줄에는 차변과 대변 가운데 하나만 적어 주세요."))
        elif account and not (debit or credit):
            self.add_error("debit", _("금액을 차변이나 대변에 적어 주세요."))
        elif (debit or credit) and not account:
            self.add_error("account", _("계정을 골라 주세요."))
        return read

    def line(self) -> Line | None:
        read = self.cleaned_data
        amount = (read.get("debit") or 0) - (read.get("credit") or 0)
        if not read.get("account") or not amount:
            return None
        return Line(read["account"], amount, read["party"], read["programme"])


class BaseLegs(forms.BaseFormSet[LegForm]):
    def clean(self) -> None:
        if any(self.errors):
            return
        reasons = reasons_against([line.amount for line in self.lines()], "-")
        if reasons:
            raise ValidationError(reasons)

    def lines(self) -> list[Line]:
        return [line for form in self.forms if (line := form.line()) is not None]


Legs = forms.formset_factory(
    LegForm, formset=BaseLegs, extra=ROWS, max_num=ROWS_AT_MOST, validate_max=True, absolute_max=ROWS_AT_MOST
)


class ReverseForm(forms.Form):
    day = day_field(label=gettext_lazy("취소하는 날"))
    reason = forms.CharField(
        label=gettext_lazy("까닭"),
        max_length=200,
        help_text=gettext_lazy("예: 금액을 잘못 적음. 9월 2일 전표로 다시 적음."),
    )

    def __init__(self, *args: Any, today: date, since: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"day": today}, **kwargs)
        self.fields["day"].widget.attrs |= {"max": today.isoformat(), "min": since.isoformat()}


class AttachForm(forms.Form):
    file = ReceiptField(label=gettext_lazy("파일"))


class OpeningForm(forms.Form):
    """One amount for each account of the balance sheet, on its own side."""

    def __init__(self, *args: Any, accounts: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = [
            row for row in accounts if row.kind in {"asset", "liability", "equity"} and row.role != "retained"
        ]
        for row in self.accounts:
            self.fields[f"a{row.code}"] = MoneyField(label=f"{row.code} {row.name}", signed=row.role in hand.CONTRA)

    def rows(self) -> list[tuple[str, list[Any]]]:
        found: dict[str, list[Any]] = {}
        for row in self.accounts:
            found.setdefault(f"{row.get_kind_display()} · {row.group}", []).append(self[f"a{row.code}"])
        return list(found.items())

    def amounts(self) -> dict[str, int]:
        """Debit above zero."""
        return {
            row.code: (1 if row.kind == "asset" else -1) * (self.cleaned_data.get(f"a{row.code}") or 0)
            for row in self.accounts
        }
