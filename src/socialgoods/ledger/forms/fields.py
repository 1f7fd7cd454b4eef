"""Fields that read money and days as people write them, with the parsers that read spreadsheets."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from socialgoods.exchange import cells


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class ParsedField(forms.CharField):
    parse: cells.Parser

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        verdict = self.parse(text)
        if verdict.error:
            raise ValidationError(" ".join(part.through(gettext) for part in verdict.error if part), code="unreadable")
        return verdict.value

    def run_validators(self, value: Any) -> None:
        """The parser has judged the text; the validators of a text know nothing of numbers."""


class MoneyField(ParsedField):
    def __init__(self, *, signed: bool = False, **options: Any) -> None:
        super().__init__(required=options.pop("required", False), max_length=40, **options)
        self.parse = cells.won(signed=signed)
        self.widget.attrs["data-money"] = True

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value
