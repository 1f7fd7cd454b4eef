"""An entry in a row of a table: which accounts on which side, and how much."""

from django import template
from django.forms import BoundField

from socialgoods.ledger.models import Entry

register = template.Library()


@register.filter
def debits(entry: Entry) -> str:
    return _names(entry, 1)


@register.filter
def credits(entry: Entry) -> str:
    return _names(entry, -1)


@register.filter
def turnover(entry: Entry) -> int:
    return sum(row.amount for row in entry.postings.all() if row.amount > 0)


@register.filter
def negated(amount: int) -> int:
    return -amount


def _names(entry: Entry, sign: int) -> str:
    return ", ".join(dict.fromkeys(row.account.name for row in entry.postings.all() if row.amount * sign > 0))


@register.simple_tag
def cell_input(bound: BoundField) -> str:
    """A control in the cell of a table: its error is tied to it, money stands at the right."""
    attrs: dict[str, str | bool] = {}
    if bound.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{bound.auto_id}-error"}
    if "data-money" in bound.field.widget.attrs:
        attrs |= {"class": "input--money", "inputmode": "numeric", "autocomplete": "off"}
    return bound.as_widget(attrs=attrs)
