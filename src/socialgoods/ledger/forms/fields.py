"""Fields that read money and days as people write them, with the parsers that read spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
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


class AccountSelect(forms.Select):
    """Accounts under their headings. A form has a row of some fifty for each leg, so they are written without a template an option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        own = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", own, mark_safe("".join(self._options(chosen))))  # noqa: S308 escaped below

    def _options(self, chosen: str) -> Iterator[str]:
        for key, label in self.choices:
            if isinstance(label, list | tuple):
                inner = "".join(_option(code, text, chosen) for code, text in label)
                yield f'<optgroup label="{escape(key)}">{inner}</optgroup>'
            else:
                yield _option(key, label, chosen)


def _option(code: Any, text: Any, chosen: str) -> str:
    selected = " selected" if str(code) == chosen else ""
    return f'<option value="{escape(code)}"{selected}>{escape(text)}</option>'
