from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.files import Fit
from socialgoods.people.models import Role, RoleAssignment, User
from socialgoods.registry.forms.fields import MoneyField, SourceField
from socialgoods.registry.forms.organization import day_field
from socialgoods.registry.models import Measure
from socialgoods.support.forms.entries import DOCUMENTS, FilesField, looked_at


class DeliveryForm(forms.Form):
    delivered_on = day_field(label=_("언제"))
    what = forms.CharField(label=_("무엇을 전달했나요"), max_length=300)
    cost = MoneyField(label=_("비용"), required=True)
    provider = forms.CharField(
        label=_("누가 했나요"), max_length=120, required=False, help_text=_("예: 디자인 회사, 센터")
    )
    reason = forms.CharField(
        label=_("까닭"), max_length=300, required=False,
        help_text=_("약속한 금액보다 많거나 적게 마칠 때 적습니다."),
    )  # fmt: skip
    evidence = FilesField(
        label=_("증빙"), accept=DOCUMENTS, most=5, required=False, help_text=_("영수증, 사진. 5개까지.")
    )
    is_last = forms.BooleanField(
        label=_("이것으로 전달을 마칩니다"), required=False, help_text=_("마치면 ‘받은 지원’으로 적힙니다.")
    )
    key = forms.RegexField(r"\A[0-9a-f-]{32,36}\Z", widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["delivered_on"].widget.attrs["max"] = today.isoformat()

    def clean_evidence(self) -> list[Fit]:
        return looked_at(self.cleaned_data["evidence"], self.today)


class PlanForm(forms.Form):
    due_on = day_field(label=_("전달할 날"), required=False)
    carried_by = forms.CharField(label=_("맡은 곳"), max_length=120, required=False)
    advisor = forms.ModelChoiceField(
        User.objects.none(), label=_("맡은 자문위원"), required=False, empty_label=_("정하지 않음")
    )

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advisors = RoleAssignment.objects.running_on(on).filter(role=Role.ADVISOR).values("user")
        self.fields["advisor"].queryset = User.objects.filter(pk__in=advisors, is_active=True).order_by("name")


class PromiseForm(forms.Form):
    """By hand: what no round and no call brought."""

    year = forms.IntegerField(label=_("연도"), min_value=1990, max_value=2100)
    measure = forms.ModelChoiceField(
        Measure.objects.filter(is_in_use=True), label=_("지원 수단"), empty_label=_("고르세요")
    )
    source = SourceField(label=_("재원"), help_text=_("예: county(군비), 나누어 내면 county:0.5+national:0.5"))
    amount = MoneyField(label=_("금액"), required=True)
    due_on = day_field(label=_("전달할 날"), required=False)
    carried_by = forms.CharField(label=_("맡은 곳"), max_length=120, required=False)
    key = forms.RegexField(r"\A[0-9a-f-]{32,36}\Z", widget=forms.HiddenInput)

    def clean_amount(self) -> int:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount < 0:
            raise ValidationError(_("금액은 0원 이상이어야 합니다."))
        return int(amount or 0)
