"""Sending a file of the bank, saying what its columns are, booking a line."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.exchange import bank, cells
from socialgoods.exchange.bank.layout import reasons_against
from socialgoods.exchange.bank.words import IGNORED
from socialgoods.exchange.refusals import megabytes
from socialgoods.kernel.formats import won
from socialgoods.ledger.actions.post import Line
from socialgoods.ledger.models import BankLine
from socialgoods.ledger.rules.bank_guess import Booked

LEGS = 3
MOST = 10**15


class WrittenWon(forms.IntegerField):
    """Won as people write them, `41,230` or `4만 1,230원`; below zero where that is meant."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "data-money": True})

    def __init__(self, *, signed: bool = False, **kwargs: Any) -> None:
        super().__init__(min_value=-MOST if signed else 1, max_value=MOST, **kwargs)
        self.parse = cells.won(signed=signed)
        if signed:
            del self.widget.attrs["inputmode"]  # a phone's keyboard of figures has no minus

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        verdict = self.parse(str(value))
        if verdict.error:
            raise ValidationError(" ".join(part.through(_) for part in verdict.error if part), code="unreadable")
        return verdict.value

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class AccountSelect(forms.Select):
    """Written in one go: Django renders a template for every option, here of fifty accounts twice."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = ((code, " selected" if str(code) == chosen else "", label) for code, label in self.choices)
        shown = format_html_join("", '<option value="{}"{}>{}</option>', options)
        own = format_html_join("", ' {}="{}"', self.build_attrs(self.attrs, attrs).items())
        return format_html('<select name="{}"{}>{}</select>', name, own, shown)


class BankFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("거래내역 파일"),
        help_text=gettext_lazy(
            "인터넷뱅킹에서 받은 엑셀(XLSX, XLS)이나 CSV 파일을 고치지 말고 그대로 올리세요. 제목 줄과 합계 줄이 있어도 됩니다."
        ),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        limit = bank.LIMITS.file_bytes
        if (file.size or 0) > limit:
            raise ValidationError(
                _("파일의 크기가 %(size)s입니다. %(limit)s까지 받습니다. 기간을 나누어 내려받아 주세요.")
                % {"size": megabytes(file.size or 0), "limit": megabytes(limit)}
            )
        return file


class LayoutForm(forms.Form):
    """One select a column."""

    def __init__(self, sheet: bank.Sheet, layout: bank.Layout, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        choices = [(IGNORED, _("가져오지 않음")), *((name, _(label)) for name, label in bank.FIELDS.items())]
        for index, letter, heading in sheet.columns:
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=heading or letter, choices=choices, required=False, initial=layout.get(index, IGNORED)
            )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "letter": letter,
                "heading": heading,
                "samples": self.sheet.samples(index),
                "bound": self[f"column_{index}"],
            }
            for index, letter, heading in self.sheet.columns
        ]

    def layout(self) -> bank.Layout:
        return {index: self.cleaned_data[f"column_{index}"] or IGNORED for index, *_rest in self.sheet.columns}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for reason in reasons_against(self.layout()):
                self.add_error(None, reason.through(_))
        return cleaned


class BookForm(forms.Form):
    """A new entry for a line: one to three accounts on the other side, which together are the line's amount.

    Below zero is what was taken off on the way: a fee of the bank off an invoice that was paid.
    """

    day = forms.DateField(label=gettext_lazy("거래일"), widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label=gettext_lazy("적요"), max_length=200)
    party = forms.CharField(label=gettext_lazy("거래처"), max_length=80, required=False)
    programme = forms.CharField(label=gettext_lazy("사업"), max_length=80, required=False)

    def __init__(self, line: BankLine, booked: Booked | None, *args: Any, **kwargs: Any) -> None:
        self.line = line
        kwargs["initial"] = self._initial(booked) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        rows = line.account.entity.accounts.filter(Q(closed_on=None) | Q(closed_on__gt=line.day)).exclude(
            pk=line.account_id
        )
        for number in range(1, LEGS + 1):
            is_first = number == 1
            self.fields[f"account_{number}"] = forms.ModelChoiceField(
                rows.order_by("code"),
                label=_("상대 계정") if is_first else _("상대 계정 %(n)s") % {"n": number},
                required=is_first,
                empty_label=_("골라 주세요") if is_first else _("없음"),
                widget=AccountSelect,
            )
            self.fields[f"amount_{number}"] = WrittenWon(
                label=_("금액") if is_first else _("금액 %(n)s") % {"n": number},
                required=is_first,
                signed=not is_first,
            )

    def _initial(self, booked: Booked | None) -> dict[str, Any]:
        said = " ".join(word for word in (self.line.counterpart, self.line.text) if word)
        found: dict[str, Any] = {
            "day": self.line.day, "text": said[:200] or _("은행 거래"),
            "amount_1": abs(self.line.amount), "party": self.line.counterpart[:80],
        }  # fmt: skip
        if booked:
            found |= {"account_1": booked.account, "programme": booked.programme, "party": booked.party}
        return found

    def legs(self) -> list[tuple[Any, Any]]:
        return [(self[f"account_{number}"], self[f"amount_{number}"]) for number in range(1, LEGS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pairs = [(cleaned.get(f"account_{n}"), cleaned.get(f"amount_{n}")) for n in range(1, LEGS + 1)]
        for number, (account, amount) in enumerate(pairs, 1):
            if (
                bool(account) != bool(amount)
                and f"amount_{number}" not in self.errors
                and f"account_{number}" not in self.errors
            ):
                self.add_error(f"amount_{number}", _("계정과 금액을 함께 적어 주세요."))
        total = sum(amount or 0 for _account, amount in pairs)
        if not self.errors and total != abs(self.line.amount):
            self.add_error(
                None,
                _("상대 계정의 금액을 더하면 %(sum)s원입니다. 은행 거래 %(line)s원과 같아야 합니다.")
                % {"sum": won(total), "line": won(abs(self.line.amount))},
            )
        return cleaned

    def others(self) -> list[Line]:
        sign = -1 if self.line.amount > 0 else 1
        party, programme = self.cleaned_data["party"], self.cleaned_data["programme"]
        return [
            Line(account.code, sign * amount, party=party, programme=programme)
            for number in range(1, LEGS + 1)
            if (account := self.cleaned_data[f"account_{number}"]) and (amount := self.cleaned_data[f"amount_{number}"])
        ]


class AcceptForm(forms.Form):
    """What a proposal said when it was pressed: a posting, or an account with programme and party."""

    posting = forms.IntegerField(required=False, min_value=1)
    account = forms.CharField(required=False, max_length=20)
    programme = forms.CharField(required=False, max_length=80)
    party = forms.CharField(required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("posting")) == bool(cleaned.get("account")):
            raise ValidationError(_("받을 제안이 없습니다. 화면을 새로 고쳐 다시 눌러 주세요."))
        return cleaned


class AsOfForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("기준일"), widget=forms.DateInput(attrs={"type": "date"}))


def day_asked(value: str | None, otherwise: date) -> date:
    """The last day that counts."""
    form = AsOfForm({"on": value or ""})
    return form.cleaned_data["on"] if form.is_valid() and 1900 < form.cleaned_data["on"].year < 2200 else otherwise
