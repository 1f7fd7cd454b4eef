from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel import clock
from socialgoods.people.actions import accounts
from socialgoods.people.fields import district_field
from socialgoods.people.models import User


class SignupForm(forms.Form):
    """What every sign-up asks beside allauth's own fields, by password and by other services alike."""

    name = forms.CharField(label=_("이름"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    district = district_field()
    consent = forms.BooleanField(
        label=_("개인정보를 이렇게 쓰는 데 동의합니다"),
        error_messages={
            "required": _("동의하지 않으면 계정을 만들 수 없습니다. 계정 없이도 조직 찾기는 쓸 수 있습니다.")
        },
    )

    field_order = ("username", "password1", "password2", "name", "district", "phone", "email", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sociallogin := getattr(self, "sociallogin", None):
            self.fields["name"].initial = sociallogin.user.name

    def signup(self, request: HttpRequest, user: User) -> None:
        accounts.complete_signup(
            user=user, name=self.cleaned_data["name"], district=self.cleaned_data["district"], at=clock.now()
        )
