from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class ReadBackForm(forms.Form):
    read_back_on = forms.DateField(
        label=_("읽어 드린 날"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("적은 내용을 조직에 전화나 방문으로 읽어 드린 날입니다."),
    )

    def __init__(self, data: Any = None, *, on: date) -> None:
        self.on = on
        super().__init__(data, initial={"read_back_on": on})

    def clean_read_back_on(self) -> date:
        day: date = self.cleaned_data["read_back_on"]
        if day > self.on:
            raise ValidationError(_now("아직 오지 않은 날입니다. 읽어 드린 날을 적어 주세요."))
        return day
