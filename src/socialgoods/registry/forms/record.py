"""Small forms of the record: designations, support, standing, membership."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from socialgoods.people.forms.people import PersonField
from socialgoods.people.models import Role, RoleAssignment, User
from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.forms.fields import MoneyField, SourceField
from socialgoods.registry.forms.organization import day_field
from socialgoods.registry.models import Designation, Measure, Membership, Representation


class DesignationForm(forms.ModelForm):
    kind = forms.ChoiceField(label=_("인증·지정"))
    starts_on = day_field(label=_("지정일"), required=False)
    ends_on = day_field(
        label=_("만료일"), required=False, help_text=_("이날부터는 쓸 수 없습니다. 기한이 없으면 비워 두세요.")
    )

    class Meta:
        model = Designation
        fields = ["kind", "number", "authority", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("고르세요")), *codes.designations().items()]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("starts_on") and read.get("ends_on") and read["ends_on"] <= read["starts_on"]:
            self.add_error("ends_on", _("만료일은 지정일 뒤의 날이어야 합니다."))
        return read


class SupportForm(forms.Form):
    year = forms.IntegerField(
        label=_("연도"), min_value=1990, max_value=2100, help_text=_("이 지원이 드러날 연간 보고의 해.")
    )
    measure = forms.ModelChoiceField(
        Measure.objects.filter(is_in_use=True), label=_("지원 수단"), empty_label=_("고르세요")
    )
    source = SourceField(label=_("재원"), help_text=_("예: national(국비), province(도비), county(군비)"))
    amount = MoneyField(label=_("금액"), required=True)
    ends_on = day_field(label=_("끝나는 날"), required=False)
    carried_by = forms.CharField(label=_("맡은 곳"), required=False, max_length=120)


class MeasureForm(forms.ModelForm):
    code = forms.SlugField(
        label=_("코드"), max_length=60, help_text=_("영문 소문자와 밑줄. 한번 정하면 바꾸지 않습니다.")
    )

    class Meta:
        model = Measure
        fields = ["code", "name"]


class AppointForm(forms.Form):
    person = PersonField(label=_("사람"))
    standing = forms.ChoiceField(label=_("자격"), choices=Representation.Standing.choices)
    starts_on = day_field(label=_("언제부터"))


class CaseForm(forms.Form):
    advisor = forms.ModelChoiceField(User.objects.none(), label=_("자문위원"), empty_label=_("고르세요"))
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("읍·면"), required=False, empty_label=_("모든 읍·면"), to_field_name="code"
    )
    kind = forms.ChoiceField(label=_("유형"), required=False)

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        advisors = RoleAssignment.objects.running_on(on).filter(role=Role.ADVISOR).values("user")
        self.fields["advisor"].queryset = User.objects.filter(pk__in=advisors, is_active=True).order_by("name")
        self.fields["kind"].choices = [("", _("모든 유형")), *codes.kinds().items()]


class JoinForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=60)
    birth_date = day_field(label=_("생년월일"), required=False)
    phone4 = forms.CharField(label=_("전화번호 끝 네 자리"), required=False, max_length=4)
    part = forms.ChoiceField(label=_("구분"), choices=Membership.Part.choices)
    district = forms.ModelChoiceField(District.objects.all(), label=_("사는 곳"), required=False, empty_label=_("모름"))
    starts_on = day_field(label=_("언제부터"))
    consented_on = day_field(
        label=_("본인이 동의한 날"),
        required=False,
        help_text=_("동의하지 않은 분은 사람 수에만 넣고 다른 조직의 기록과 잇지 않습니다."),
    )


class LeaveForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=60)
    birth_date = day_field(label=_("생년월일"))
    phone4 = forms.CharField(label=_("전화번호 끝 네 자리"), max_length=4)
    on = day_field(label=_("그만둔 날"))
