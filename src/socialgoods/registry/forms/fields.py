"""Fields that read money and counts as people write them, with the parsers that read spreadsheets."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.exchange import cells
from socialgoods.kernel import formats
from socialgoods.ledger.forms.fields import MoneyField, ParsedField

__all__ = ["CountField", "DecimalField", "MoneyField", "ParsedField", "SourceField"]


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


class SourceField(forms.CharField):
    """Whose money: one source, or a mix whose shares add up to one. Who adds the year's money up has to be able to read it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=80, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not _is_readable(text):
            raise ValidationError(
                _(
                    "재원을 읽지 못했습니다. 하나면 ‘county’처럼, 나누어 내면 ‘county:0.5+national:0.5’처럼 몫의 합이 1이 되게 적어 주세요."
                ),
                code="unreadable",
            )
        return text


def _is_readable(text: str) -> bool:
    names, total = set(), Decimal(0)
    parts = text.split("+")
    for part in parts:
        name, colon, share = part.partition(":")
        try:
            value = Decimal(share.strip()) if colon else Decimal(1)
        except InvalidOperation:
            return False
        if not name.strip() or ";" in name or not value.is_finite() or not 0 < value <= 1:
            return False
        names.add(name.strip())
        total += value
    return len(names) == len(parts) and abs(total - 1) <= Decimal("0.000001")
