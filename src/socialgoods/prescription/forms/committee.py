"""Who sat, how they voted, what they changed."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.prescription.models import Sitting, Vote
from socialgoods.registry.codes import source_words
from socialgoods.registry.forms.fields import MoneyField
from socialgoods.registry.forms.organization import day_field

NOTHING = "-"


class SittingForm(forms.ModelForm):
    held_on = day_field(label=_("연 날"))

    class Meta:
        model = Sitting
        fields = ["committee", "basis", "held_on", "place", "minutes"]
        labels = {"committee": _("위원회의 이름"), "minutes": _("회의록")}
        widgets = {"minutes": forms.Textarea({"rows": 5})}
        help_texts = {"basis": _("위원회를 둔 조례나 규칙")}


class MemberForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=60)
    belongs_to = forms.CharField(label=_("소속"), max_length=120, required=False)
    is_chair = forms.BooleanField(label=_("위원장"), required=False)
    vote = forms.ChoiceField(label=_("표결"), choices=[("", _("아직")), *Vote.choices], required=False)
    conflicts = forms.CharField(
        label=_("이해관계 조직"), required=False, max_length=400, help_text=_("조직의 번호. 여럿이면 쉼표로 나눕니다.")
    )

    def clean_conflicts(self):
        return [code for code in re.split(r"[\s,;]+", self.cleaned_data["conflicts"]) if code]


MemberFormSet = forms.formset_factory(MemberForm, extra=3, max_num=60, absolute_max=80, can_delete=True)


def said(formset):
    return [
        {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
        for form in formset
        if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]


class AmendForm(forms.Form):
    organization = forms.CharField(
        label=_("조직의 번호나 이름"), max_length=120, help_text=_("조직별 보기에서 고르면 저절로 채워집니다.")
    )
    way = forms.ChoiceField(label=_("정한 것"))
    amount = MoneyField(label=_("금액"), help_text=_("비우면 정해진 한 곳의 비용입니다."))
    reason = forms.CharField(label=_("바꾼 까닭"), widget=forms.Textarea({"rows": 2}), max_length=2000)

    def __init__(self, *args, measures, **kwargs):
        """`measures` as the laid variant used them."""
        super().__init__(*args, **kwargs)
        ways = [
            (f"{row['code']}|{way['label']}", f"{row['name']} · {source_words(way['label'])}")
            for row in measures
            for way in row["ways"]
        ]
        self.fields["way"].choices = [("", _("고르세요")), (NOTHING, _("아무것도 주지 않음")), *ways]

    def clean_way(self):
        code, _bar, label = self.cleaned_data["way"].partition("|")
        return ("", "") if code == NOTHING else (code, label)


class DecideForm(forms.Form):
    answer_by = day_field(
        label=_("조직이 답할 날"), required=False, help_text=_("이날까지 받아들일지 사양할지 알려 달라고 합니다.")
    )
