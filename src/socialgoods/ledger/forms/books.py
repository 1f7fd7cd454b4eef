"""Days, periods, accounts, budgets, keepers, closing."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import FiscalYear, add_months, day_before
from socialgoods.ledger.actions.budget import Item
from socialgoods.ledger.forms.fields import AccountSelect, MoneyField, day_field
from socialgoods.ledger.models import Account, AccountKind, Entity, KeeperRole
from socialgoods.ledger.rules.hand import Choices
from socialgoods.people.forms.people import PersonField

MONTHS_TO_CLOSE = 24
BUDGET_ROWS, BUDGET_AT_MOST = 5, 200


class DayForm(forms.Form):
    """As of a day; what cannot be read is today."""

    on = day_field(label=gettext_lazy("기준일"), required=False)

    @classmethod
    def asked(cls, data: Any, *, today: date) -> "tuple[DayForm, date]":
        read = cls(data)
        on = (read.cleaned_data.get("on") if read.is_valid() else None) or today
        return cls(initial={"on": on}), on


class PeriodForm(forms.Form):
    """From a day until a day, both counted, as people say it."""

    since = day_field(label=gettext_lazy("언제부터"), required=False)
    last = day_field(label=gettext_lazy("언제까지"), required=False)

    @classmethod
    def asked(cls, data: Any, *, since: date, last: date) -> "tuple[PeriodForm, date, date]":
        """The form, the first day, and the day after the last; the given ones where none can be read."""
        read = cls(data)
        read.is_valid()
        first, final = read.cleaned_data.get("since") or since, read.cleaned_data.get("last") or last
        if final < first:
            first, final = final, first
        return cls(initial={"since": first, "last": final}), first, final + timedelta(days=1)


def presets(entity: Entity, today: date) -> list[tuple[str, date, date]]:
    """Periods that are asked for most: this month, the month before, this fiscal year, the year before."""
    month, year = today.replace(day=1), FiscalYear.of(today, entity.end_month)
    last = FiscalYear(year.year - 1, entity.end_month)
    return [
        (_("이번 달"), month, today),
        (_("지난달"), add_months(month, -1), day_before(month)),
        (_("%(year)s 회계연도") % {"year": year.year}, year.starts_on, today),
        (_("%(year)s 회계연도") % {"year": last.year}, last.starts_on, day_before(last.ends_on)),
    ]


class AccountForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("갈래"), choices=AccountKind.choices)
    code = forms.CharField(
        label=gettext_lazy("번호"), max_length=6,
        help_text=gettext_lazy("자산 1, 부채 2, 자본 3, 수익 4, 비용 5로 시작하는 숫자. 이 순서로 표에 나옵니다."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("이름"), max_length=80)
    group = forms.CharField(
        label=gettext_lazy("묶음"), max_length=80, required=False,
        help_text=gettext_lazy("표에서 함께 더할 묶음. 예: 유동자산, 사업 비용"),
    )  # fmt: skip
    is_cash = forms.BooleanField(label=gettext_lazy("현금이나 은행 통장입니다"), required=False)

    def __init__(self, *args: Any, groups: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.fields["group"].widget.attrs["list"] = "groups"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class EndForm(forms.Form):
    on = day_field(label=gettext_lazy("언제부터 쓰지 않나요"))


class KeeperForm(forms.Form):
    person = PersonField(label=gettext_lazy("사람"))
    role = forms.ChoiceField(label=gettext_lazy("맡은 일"), choices=KeeperRole.choices, widget=forms.RadioSelect)
    starts_on = day_field(label=gettext_lazy("언제부터"))


class ProgrammeForm(forms.Form):
    """Books of a programme of the county, and who is to keep them."""

    name = forms.CharField(label=gettext_lazy("사업 이름"), max_length=120)
    code = forms.RegexField(
        r"\A[a-z0-9][a-z0-9-]{1,40}\Z", label=gettext_lazy("코드"), max_length=41,
        help_text=gettext_lazy("주소에 쓰는 영문 소문자·숫자·붙임표. 예: village-2018. 한번 정하면 바꾸지 않습니다."),
    )  # fmt: skip
    opened_on = day_field(label=gettext_lazy("언제부터의 거래를 적나요"))
    person = PersonField(label=gettext_lazy("장부를 적을 사람"))

    def clean_code(self) -> str:
        code = f"programme-{self.cleaned_data['code']}"
        if Entity.objects.filter(code=code).exists():
            raise ValidationError(_("이미 쓰는 코드입니다. 다른 코드를 적어 주세요."))
        return code


class BudgetForm(forms.Form):
    programme = forms.CharField(label=gettext_lazy("사업"), max_length=80, required=False)
    account = forms.ChoiceField(label=gettext_lazy("계정"), required=False, widget=AccountSelect)
    amount = MoneyField(label=gettext_lazy("예산"))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", _("골라 주세요")), *choices]
        self.fields["programme"].widget.attrs["list"] = "programmes"

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if not self.errors and bool(read.get("account")) != (read.get("amount") is not None):
            self.add_error("account" if not read.get("account") else "amount", _("계정과 예산을 함께 적어 주세요."))
        return read


class BaseBudgets(forms.BaseFormSet[BudgetForm]):
    def items(self, accounts: dict[str, Account]) -> list[Item]:
        """Lines without an amount are left out: that is how one is taken away."""
        read = [form.cleaned_data for form in self.forms if form.cleaned_data.get("account")]
        return [Item(row["programme"].strip(), accounts[row["account"]], row["amount"]) for row in read]


Budgets = forms.formset_factory(
    BudgetForm,
    formset=BaseBudgets,
    extra=BUDGET_ROWS,
    max_num=BUDGET_AT_MOST,
    validate_max=True,
    absolute_max=BUDGET_AT_MOST,
)


class CloseForm(forms.Form):
    """Until the end of a month that has passed. A co-operative's year is closed by its year end, after the assembly."""

    until = forms.ChoiceField(label=gettext_lazy("언제까지 마감하나요"))
    sure = forms.BooleanField(
        label=gettext_lazy("아직 열린 일이 있어도 마감합니다."), required=False,
        help_text=gettext_lazy("마감한 기간에는 적거나 취소할 수 없습니다. 고칠 것이 나오면 열린 날에 취소 전표를 적습니다."),
    )  # fmt: skip

    def __init__(self, *args: Any, entity: Entity, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(until.isoformat(), label_of(until, entity)) for until in closable(entity, today)]
        self.fields["until"].choices = [*choices]

    def clean_until(self) -> date:
        return date.fromisoformat(self.cleaned_data["until"])


def closable(entity: Entity, today: date) -> list[date]:
    """First days of months, exclusive ends, oldest first."""
    month = add_months(entity.closed_until.replace(day=1), 1)
    found: list[date] = []
    while month <= today and len(found) < MONTHS_TO_CLOSE:
        if entity.kind == "cooperative" and is_year_end(month, entity):
            break
        found.append(month)
        month = add_months(month, 1)
    return found


def is_year_end(until: date, entity: Entity) -> bool:
    return FiscalYear.of(day_before(until), entity.end_month).ends_on == until


def label_of(until: date, entity: Entity) -> str:
    day = seoul_date(day_before(until))
    if is_year_end(until, entity):
        return _("%(day)s까지 — %(year)s 회계연도 마감(손익을 이월합니다)") % {
            "day": day, "year": FiscalYear.of(day_before(until), entity.end_month).year,
        }  # fmt: skip
    return _("%(day)s까지") % {"day": day}
