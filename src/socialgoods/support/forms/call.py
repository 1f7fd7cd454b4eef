from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.registry import codes
from socialgoods.registry.forms.fields import MoneyField, SourceField
from socialgoods.registry.forms.organization import day_field
from socialgoods.registry.models import Measure
from socialgoods.support.models import Programme


class CallForm(forms.Form):
    measure = forms.ModelChoiceField(
        Measure.objects.filter(is_in_use=True), label=_("지원 수단"), empty_label=_("고르세요")
    )
    year = forms.IntegerField(label=_("연도"), min_value=1990, max_value=2100)
    source = SourceField(label=_("재원"), help_text=_("예: county(군비)"))
    budget = MoneyField(label=_("예산"), required=True)
    closes_on = day_field(label=_("마감일"), help_text=_("이날까지 신청을 받습니다."))
    text = forms.CharField(
        label=_("알리는 말"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5_000, required=False,
        help_text=_("무엇을 돕고 어떤 곳에 맞는지 쉬운 말로 적어 주세요."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("신청할 수 있는 유형"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("고르지 않으면 모든 유형이 신청할 수 있습니다."),
    )  # fmt: skip
    most = MoneyField(label=_("한 곳에 많아야"))
    own_percent = forms.IntegerField(label=_("자부담(%)"), min_value=0, max_value=95, required=False)
    programme = forms.ChoiceField(
        label=_("국가 사업"), required=False, choices=Programme.choices,
        help_text=_("같은 해에 함께 받을 수 없는 사업을 가려 줍니다."),
    )  # fmt: skip
    basis = forms.CharField(label=_("근거"), max_length=200, required=False)

    FIXED = ("measure", "year", "source", "programme")

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(codes.kinds().items())
        if is_change:
            for name in self.FIXED:
                del self.fields[name]

    @property
    def said(self) -> dict[str, Any]:
        from decimal import Decimal

        read = dict(self.cleaned_data)
        percent = read.pop("own_percent")
        return {**read, "own_share": Decimal(percent) / 100 if percent else None}


class ApplicationForm(forms.Form):
    need = forms.CharField(
        label=_("왜 필요한가요"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000, required=False
    )
    plan = forms.CharField(
        label=_("무엇을 하려고 하나요"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000, required=False
    )
    amount = MoneyField(label=_("신청하는 금액"))
    own_amount = MoneyField(label=_("우리가 낼 금액"))
    other_support = forms.CharField(
        label=_("올해 받고 있거나 신청한 다른 지원"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000, required=False,
        help_text=_("같은 일에 두 번 지원받을 수 없어 여쭙니다. 없으면 ‘없음’이라고 적어 주세요."),
    )  # fmt: skip


class WeighForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("선정"),
        required=False,
        choices=[("", _("아직 정하지 않음")), ("yes", _("선정")), ("no", _("선정하지 않음"))],
    )
    granted = MoneyField(label=_("정한 금액"))
    reason = forms.CharField(
        label=_("까닭"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("신청한 조직에 그대로 알립니다."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("choice") and not read.get("reason"):
            self.add_error("reason", _("까닭을 적어 주세요."))
        if read.get("choice") == "yes" and read.get("granted") is None:
            self.add_error("granted", _("선정하려면 금액을 적어 주세요."))
        return read

    @property
    def is_selected(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["choice"])


class ConcludeForm(forms.Form):
    conflicts = forms.CharField(
        label=_("이해관계"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("심사한 사람과 신청한 조직 사이의 관계, 그래서 누가 빠졌는지. 없으면 ‘없음’이라고 적습니다."),
    )  # fmt: skip
