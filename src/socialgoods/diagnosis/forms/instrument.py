"""A county's own instrument, and from which year on one is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class InstrumentForm(forms.Form):
    file = forms.FileField(
        label=_("문항 파일"),
        allow_empty_file=True,
        help_text=_("UTF-8로 저장한 TOML 파일입니다. 200kB까지 받습니다. 있는 판을 받아 고치면 쉽습니다."),
    )


class UseForm(forms.Form):
    version = forms.ChoiceField(label=_("문항의 판"))
    from_year = forms.IntegerField(
        label=_("처음 쓰는 해"), min_value=2000, max_value=2100, help_text=_("이 회계연도의 진단부터 씁니다.")
    )

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [(version, version) for version in versions]
