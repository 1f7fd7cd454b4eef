"""Forms of a winding-up, one for each step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.forms.register import item_field, items_of
from socialgoods.cooperative.models import Cooperative
from socialgoods.cooperative.rules.ending import HEIRS, OF_SOCIAL, Residue
from socialgoods.registry.forms.fields import MoneyField
from socialgoods.registry.forms.organization import day_field


class DissolutionForm(forms.Form):
    item = item_field()

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items_of(cooperative, "dissolution")  # type: ignore[attr-defined]


class LiquidatorForm(forms.Form):
    name = forms.CharField(label=_("청산인"), max_length=120)
    on = day_field(label=_("청산인이 된 날"))


class RegisteredForm(forms.Form):
    on = day_field(label=_("등기한 날"))
    note = forms.CharField(label=_("어디에 알렸나요?"), required=False, max_length=200)


class ApprovedForm(forms.Form):
    item = item_field()

    def __init__(self, *args: Any, cooperative: Cooperative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items_of(cooperative, "liquidation")  # type: ignore[attr-defined]


class CreditorsForm(forms.Form):
    on = day_field(label=_("처음 공고한 날"))
    until_on = day_field(label=_("채권을 신고할 마지막 날"))
    times = forms.IntegerField(label=_("공고한 횟수"), min_value=1, max_value=99)
    note = forms.CharField(label=_("어디에 공고했나요?"), required=False, max_length=200)


class ResidueForm(forms.Form):
    on = day_field(label=_("넘긴 날"))
    won = MoneyField(label=_("빚을 갚고 남은 재산"), required=True, help_text=_("남은 것이 없으면 0을 적으세요."))
    heir = forms.ChoiceField(label=_("어디에 넘기나요?"), required=False)
    name = forms.CharField(label=_("받는 곳의 이름"), required=False, max_length=120)

    def __init__(self, *args: Any, is_social: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heirs = [(key, label) for key, label in HEIRS.items() if not is_social or key in OF_SOCIAL]
        self.fields["heir"].choices = [("", _("고르세요")), *heirs]  # type: ignore[attr-defined]

    def residue(self) -> Residue:
        read = self.cleaned_data
        return Residue(read["heir"], read["name"], read["won"] or 0)


class EndForm(forms.Form):
    on = day_field(label=_("청산종결등기를 한 날"))
