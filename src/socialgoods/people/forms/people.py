"""Finding people and giving, ending and handing over roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.people import queries
from socialgoods.people.fields import PhoneField, district_field
from socialgoods.people.models import Department, Role, User


def day_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class PersonField(forms.CharField):
    """A user name, or a whole name that only one person has."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("아이디를 적으세요. 같은 이름이 없으면 이름을 적어도 됩니다."))
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> User | None:
        written = super().clean(value)
        if not written:
            return None
        person = queries.person_with_username(written)
        found = [person] if person else queries.find_at_counter(written)
        if not found:
            raise ValidationError(
                _("이런 아이디나 이름을 쓰는 분이 없습니다. 먼저 계정을 만들어 주세요."), code="nobody"
            )
        if len(found) > 1:
            raise ValidationError(_("이름이 같은 분이 둘 이상입니다. 아이디를 적어 주세요."), code="several")
        return found[0]


class FilterForm(forms.Form):
    q = forms.CharField(label=_("이름이나 아이디"), required=False, max_length=60)
    role = forms.ChoiceField(label=_("역할"), required=False, choices=[("", _("모든 역할")), *Role.choices])
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("부서"), required=False, empty_label=_("모든 부서")
    )
    everyone = forms.BooleanField(label=_("역할이 없는 계정도 보기"), required=False)

    def __init__(self, *args: Any, may_see_everyone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_see_everyone:
            del self.fields["everyone"]

    @property
    def active(self) -> int:
        return sum(bool(self.cleaned_data.get(name)) for name in self.fields if name != "q")


class AssignForm(forms.Form):
    person = PersonField(label=_("누구에게"))
    role = forms.ChoiceField(label=_("역할"), choices=[("", _("고르세요")), *Role.choices])
    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("부서"),
        required=False,
        empty_label=_("없음"),
        help_text=_("부서 담당자에게는 꼭 필요합니다."),
    )
    starts_on = day_field(label=_("시작하는 날"))
    ends_on = day_field(
        label=_("끝나는 날"), required=False, help_text=_("이 날부터 맡지 않습니다. 정해지지 않았으면 비워 두세요.")
    )


class EndForm(forms.Form):
    ends_on = day_field(label=_("끝나는 날"), help_text=_("이 날부터 이 역할을 맡지 않습니다."))


class HandOverForm(forms.Form):
    successor = PersonField(label=_("받을 분"))
    on = day_field(label=_("넘기는 날"), help_text=_("이 날부터 받는 분이 맡습니다."))


class DepartmentForm(forms.ModelForm):
    class Meta:
        model = Department
        fields = ("name", "phone")


class OpenAccountForm(forms.ModelForm):
    district = district_field()
    phone = PhoneField(required=False, help_text=_("있으면 문자로 받은 코드로 로그인할 수 있습니다."))
    consent = forms.BooleanField(
        label=_("본인이 동의서를 읽고 서명했습니다"),
        error_messages={"required": _("본인의 동의 없이는 계정을 만들 수 없습니다.")},
    )

    class Meta:
        model = User
        fields = ("name", "username", "district")
        help_texts = {"username": _("본인이 기억하기 쉬운 한글이나 영문, 숫자로 정하세요.")}

    field_order = ("name", "username", "phone", "district", "consent")

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(User._meta.get_field("username").error_messages["unique"], code="unique")
        return username
