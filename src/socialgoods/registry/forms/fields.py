"""Fields that read money and counts as people write them, with the parsers that read spreadsheets."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from socialgoods.exchange import cells
from socialgoods.kernel import formats


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


class CountField(ParsedField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=options.pop("required", False), max_length=20, **options)
        self.parse = cells.count()
        self.widget.attrs["inputmode"] = "numeric"

    def prepare_value(self, value: Any) -> Any:
        return formats.number(value) if isinstance(value, int) else value


class DecimalField(ParsedField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=options.pop("required", False), max_length=20, **options)
        self.parse = cells.decimal(0, 99_999)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        """Two places, as the column keeps."""
        found = super().to_python(value)
        return found if found is None else found.quantize(Decimal("0.01"))
