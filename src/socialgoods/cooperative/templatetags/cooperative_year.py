"""Days that stand as text in what was disclosed."""

from datetime import date

from django import template

from socialgoods.kernel.formats import seoul_date, seoul_short

register = template.Library()


@register.filter
def iso_day(text: str) -> str:
    return seoul_date(date.fromisoformat(text)) if text else ""


@register.filter
def iso_short(text: str) -> str:
    return seoul_short(date.fromisoformat(text)) if text else ""
