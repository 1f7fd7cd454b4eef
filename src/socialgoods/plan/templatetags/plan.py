"""How a template says the plan's figures."""

from typing import Any

from django import template

from socialgoods.plan import text

register = template.Library()


def _or_unknown(value: Any) -> Any:
    """A template hands over "" for what is not there."""
    return None if value == "" else value


@register.filter
def said(value: float | None, of: Any) -> str:
    """`of`: a reading, or a unit."""
    return text.said(_or_unknown(value), getattr(of, "unit", of))


@register.filter
def exact(value: float | None, of: Any) -> str:
    return text.exact(_or_unknown(value), getattr(of, "unit", of))


@register.filter
def foreseen(value: float | None, of: Any) -> str:
    return text.foreseen(_or_unknown(value), getattr(of, "unit", of))


@register.filter
def with_unit(value: float | None, reading: Any) -> str:
    return text.with_unit(_or_unknown(value), reading.unit, reading.series)


@register.filter
def counts(reading: Any) -> str:
    return text.counts(reading.series) if reading.unit == "count" else ""


@register.filter
def chance(probability: float | None) -> str:
    return text.chance(_or_unknown(probability))


@register.filter
def in_words(row: Any, name: str) -> str:
    """What a plan's row says of `name`, in the reader's language."""
    return str(row.said_in(name))


@register.filter
def times(factor: float) -> str:
    return text.times(factor)
