from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from socialgoods.people.fields import district_field
from socialgoods.people.models import User


class ProfileForm(forms.ModelForm):
    district = district_field()
    language = forms.ChoiceField(label=_("언어"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("name", "district", "language")


class CloseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("계정을 닫으면 되돌릴 수 없다는 것을 알고 있습니다"),
        error_messages={"required": _("계정을 닫으려면 여기에 표시해 주세요.")},
    )
