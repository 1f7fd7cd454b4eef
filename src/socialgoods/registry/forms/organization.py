from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel import identifiers
from socialgoods.places.models import District
from socialgoods.registry import codes
from socialgoods.registry.models import Organization, OrganizationStatus, Residence


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


OWN_FIELDS = ("activity", "introduction", "homepage", "phone", "email", "publishes_contact")
"""What an organisation keeps itself; the rest is the county's register."""


class OrganizationForm(forms.ModelForm):
    phone = forms.CharField(label=_("전화"), required=False, max_length=30)
    email = forms.EmailField(label=_("이메일"), required=False)
    address = forms.CharField(label=_("주소"), required=False, max_length=200)
    business_no = forms.CharField(
        label=_("사업자등록번호"), required=False, max_length=14, help_text=_("숫자 열 자리. 없으면 비워 두세요.")
    )
    corporate_no = forms.CharField(label=_("법인등록번호"), required=False, max_length=16)
    founded_on = day_field(label=_("설립일"), required=False)
    kind = forms.ChoiceField(label=_("유형"), help_text=_("통계에서 세는 유형 하나를 고릅니다."))
    legal_form = forms.ChoiceField(label=_("법적 형태"), required=False)
    sector = forms.ChoiceField(label=_("분야"))
    fiscal_year_end_month = forms.IntegerField(label=_("회계연도 마지막 달"), min_value=1, max_value=12, initial=12)
    homepage = forms.URLField(label=_("홈페이지"), required=False, assume_scheme="https")
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("읍·면"), required=False, empty_label=_("아직 모름")
    )

    class Meta:
        model = Organization
        fields = [
            "name", "kind", "legal_form", "sector", "activity", "introduction", "founded_on", "residence", "district", "address",
            "phone", "email", "homepage", "publishes_contact", "business_no", "corporate_no", "fiscal_year_end_month",
        ]  # fmt: skip
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, only: tuple[str, ...] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []
        self.fields["kind"].choices = [("", _("고르세요")), *codes.kinds().items()]
        self.fields["legal_form"].choices = [("", _("아직 모름")), *codes.legal_forms().items()]
        self.fields["sector"].choices = [("", _("고르세요")), *codes.sectors().items()]
        if only is not None:
            self.fields = {name: field for name, field in self.fields.items() if name in only}

    def clean_phone(self) -> str:
        written = self.cleaned_data["phone"]
        phone = identifiers.normalise_phone(written) if written else ""
        if phone is None:
            raise ValidationError(_("전화번호로 읽을 수 없습니다. ‘063-555-1234’처럼 지역 번호부터 적어 주세요."))
        return phone

    def clean_business_no(self) -> str:
        number = identifiers.digits(self.cleaned_data["business_no"])
        if number and not identifiers.is_business_no(number):
            raise ValidationError(
                _("사업자등록번호의 검증 번호가 맞지 않습니다. 사업자등록증을 보고 다시 적거나 비워 두세요.")
            )
        return number

    def clean_corporate_no(self) -> str:
        number = identifiers.digits(self.cleaned_data["corporate_no"])
        if number and len(number) != 13:
            raise ValidationError(_("법인등록번호는 숫자 열세 자리입니다."))
        if number and not identifiers.is_corporate_no(number):
            self.warnings.append(
                _("법인등록번호의 검증 번호가 맞지 않습니다. 2025년 2월 뒤에 받은 번호라면 그대로 두어도 됩니다.")
            )
        return number

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if read.get("district"):
            read["residence"] = Residence.INSIDE
        return read

    def values(self) -> dict[str, Any]:
        read = {name: value for name, value in self.cleaned_data.items() if name in self.fields}
        if "district" in self.fields:
            read["residence"] = self.cleaned_data["residence"]
        if "founded_on" in self.changed_data:
            read["founded_precision"] = "day"
        return read


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("새 상태"), choices=OrganizationStatus.choices)
    on = day_field(label=_("언제부터"))
    reason = forms.CharField(label=_("까닭"), required=False, max_length=200)


class OpenBooksForm(forms.Form):
    opened_on = day_field(
        label=_("언제부터의 거래를 적나요"),
        help_text=_("보통 이번 회계연도의 첫날입니다. 이보다 앞선 날의 거래는 적을 수 없습니다."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_opened_on(self) -> date:
        day: date = self.cleaned_data["opened_on"]
        if day > self.today:
            raise ValidationError(_("오늘보다 뒤의 날로는 열 수 없습니다."))
        return day
