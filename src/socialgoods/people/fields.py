from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.identifiers import is_mobile, normalise_phone
from socialgoods.people import text
from socialgoods.places.models import District


def district_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        District.objects.all(), label=_("사는 읍·면"), required=False, empty_label=_("적지 않음")
    )


class PhoneField(forms.CharField):
    """A mobile number in any writing; cleaned to 010-1234-5678."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("휴대전화"))
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        if not written:
            return ""
        phone = normalise_phone(written)
        if phone is None or not is_mobile(phone):
            raise ValidationError(text.PHONE_WRONG, code="invalid_phone")
        return phone
