"""Forms of the year's end, disclosure and small loans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.forms.officers import ItemChoice, decided_items
from socialgoods.cooperative.forms.register import OnceForm
from socialgoods.cooperative.models import AgendaItem, Assembly, AssemblyState, Cooperative, Member, YearEnd
from socialgoods.cooperative.rules.main_business import MEASURE_NAMES
from socialgoods.registry.forms.fields import CountField, DecimalField, MoneyField
from socialgoods.registry.forms.organization import day_field


class WishesForm(forms.Form):
    dividends = MoneyField(
        label=_("배당할 금액(모두)"),
        help_text=_("법정적립금을 쌓고 남은 잉여금 안에서 정합니다. 넘치면 줄여 계산합니다."),
    )
    capital = MoneyField(
        label=_("그 가운데 출자액 배당"), help_text=_("납입출자금의 10%까지, 전체 배당의 절반까지입니다.")
    )
    voluntary = MoneyField(label=_("임의적립금"))


def used_fields(members: list[Member], used: dict[int, int]) -> dict[str, Any]:
    return {f"used_{row.pk}": MoneyField(label=row.name, initial=used.get(row.pk)) for row in members}


class UsedForm(forms.Form):
    """What each member used in the year."""

    def __init__(self, *args: Any, members: list[Member], used: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(used_fields(members, used))

    def used(self) -> dict[int, int]:
        return {int(name.removeprefix("used_")): won for name, won in self.cleaned_data.items() if won and won > 0}


class ReportForm(forms.Form):
    report = forms.CharField(
        label=_("사업보고"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("한 해 동안 한 일을 적으세요. 조합원 교육, 다른 협동조합과의 협력, 지역사회에 한 일도 적습니다."),
    )  # fmt: skip


class CorrectionForm(ReportForm):
    reason = forms.CharField(
        label=_("무엇이 왜 잘못되었나요?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("누구나 읽습니다."),
    )  # fmt: skip
    field_order = ("reason", "report")


class SubmitForm(forms.Form):
    on = day_field(label=_("감사에게 낸 날"))


class OpinionForm(forms.Form):
    auditor_name = forms.CharField(label=_("감사"), max_length=120)
    on = day_field(label=_("의견을 낸 날"))
    opinion = forms.CharField(label=_("감사 의견"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 6}))


class ApproveForm(forms.Form):
    item = ItemChoice(AgendaItem.objects.none(), label=_("가결된 총회 안건"), empty_label=_("고르세요"))

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = decided_items(cooperative, "accounts", "disposition").filter(is_passed=True)


class PapersForm(forms.Form):
    assembly = forms.ModelChoiceField(Assembly.objects.none(), label=_("총회"), empty_label=_("고르세요"))

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = cooperative.assemblies.filter(state__in=[AssemblyState.DRAFT, AssemblyState.CALLED])
        self.fields["assembly"].queryset = ready


class MainBusinessForm(forms.Form):
    programmes = forms.MultipleChoiceField(
        label=_("주사업에 드는 사업"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("고르면 장부의 사업별 수입·지출에서 셉니다. 아래 숫자는 적지 않아도 됩니다."),
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("재는 기준"))
    main = CountField(label=_("주사업 실적"))
    total = CountField(label=_("전체 사업 실적"))
    source = forms.CharField(
        label=_("출처"), max_length=200, required=False, help_text=_("어느 서류의 숫자인지 적으세요.")
    )

    def __init__(
        self, *args: Any, programmes: list[str], measures: tuple[str, ...], year_end: YearEnd, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programmes"].choices = [(name, name) for name in programmes]
        self.fields["measure"].choices = [(key, MEASURE_NAMES[key]) for key in measures]
        if not programmes:
            del self.fields["programmes"]


class SupplyForm(forms.Form):
    to_all = CountField(label=_("한 해 동안 공급한 것(모두)"), help_text=_("진료 건수나 금액처럼 한 가지로 재세요."))
    to_others = CountField(label=_("그 가운데 조합원이 아닌 사람에게"))
    source = forms.CharField(
        label=_("출처와 단위"), max_length=200, required=False, help_text=_("예: 2025년 진료 건수, 청구 자료")
    )


class LoanForm(OnceForm):
    member = forms.ModelChoiceField(Member.objects.none(), label=_("빌리는 조합원"), empty_label=_("고르세요"))
    principal = MoneyField(label=_("빌려줄 금액"), required=True)
    rate = DecimalField(label=_("이율(연 %)"), required=True)
    late_rate = DecimalField(label=_("연체이율(연 %)"), required=True)
    on = day_field(label=_("빌려주는 날"))
    due_on = day_field(label=_("갚을 날"))

    def __init__(self, *args: Any, cooperative: Cooperative, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = (
            Member.objects.running_on(on).filter(cooperative=cooperative).order_by("number")
        )


class RepayForm(OnceForm):
    principal = MoneyField(label=_("갚은 원금"))
    interest = MoneyField(label=_("이자"))
    on = day_field(label=_("갚은 날"))

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        for name in ("principal", "interest"):
            read[name] = read.get(name) or 0
        return read
