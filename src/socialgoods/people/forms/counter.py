"""Forms at a counter: code sheets, and acting for a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.people.models import AssistanceWay, IdentityCheck

CODE_INPUT = {"inputmode": "numeric", "autocomplete": "off"}


class FindForm(forms.Form):
    words = forms.CharField(
        label=_("누구를 도울까요?"),
        max_length=60,
        help_text=_("이름, 휴대전화 번호, 아이디 가운데 하나를 끝까지 적으세요. 찾아본 기록이 본인에게 보입니다."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class IssueSheetForm(forms.Form):
    saw_card = forms.BooleanField(
        label=_("신분증을 보고 본인임을 확인했습니다"),
        error_messages={"required": _("본인을 확인하지 않고는 코드표를 내줄 수 없습니다.")},
    )


class AssistForm(forms.Form):
    way = forms.ChoiceField(label=_("어떻게 돕나요?"), choices=AssistanceWay, widget=forms.RadioSelect)
    checked_by = forms.ChoiceField(
        label=_("본인을 어떻게 확인했나요?"), choices=IdentityCheck, widget=forms.RadioSelect
    )
    code = forms.CharField(
        label=_("본인이 알려 준 코드"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=CODE_INPUT),
    )
    reason = forms.CharField(
        label=_("무엇을 돕나요?"), max_length=200, help_text=_("보기: 2017년 연간 보고를 함께 적음. 본인에게 보입니다.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("checked_by") in {IdentityCheck.CODE_SHEET, IdentityCheck.SMS} and not data.get("code"):
            self.add_error("code", _("본인이 알려 준 코드를 적어 주세요."))
        return data


class CodeLoginForm(forms.Form):
    username = forms.CharField(
        label=_("아이디"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )


class CodeConfirmForm(forms.Form):
    code = forms.CharField(label=_("코드"), max_length=20, widget=forms.TextInput(attrs=CODE_INPUT))
