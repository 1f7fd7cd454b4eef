"""Words of the room, for its templates."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.prescription import text
from socialgoods.prescription.queries.lines import unserved
from socialgoods.registry.codes import source_words

register = template.Library()
register.filter("way", lambda label: source_words(label) if label else "")
register.filter("source", source_words)
register.filter("few", text.few)
register.filter("unserved", unserved)
register.filter("event_words", text.event_words)


@register.filter
def ways(sources: str) -> list[str]:
    """The alternatives of an offer's sources."""
    return [way.strip() for way in sources.split(";") if way.strip()]


@register.filter
def reason(row: Any) -> str:
    """Why, in the reader's language: the sentences of the analysis were written in Korean, another language has them in short."""
    if (get_language() or "ko").startswith("ko"):
        return str(row.reason)
    said = (
        [_("자립할 가능성이 %(gain)s 오를 것으로 봅니다.") % {"gain": chance(row.gain)}] if row.gain is not None else []
    )
    said += [_("다음 후보는 %(measure)s입니다.") % {"measure": row.runner_up}] if row.runner_up else []
    return " ".join(said)


@register.filter
def points(value: Any) -> str:
    """A share as percentage points with a sign: what a measure adds."""
    return "" if value is None else f"{100 * float(value):+.1f}%p".replace("-", "−")


@register.filter
def chance(value: Any) -> str:
    """A rise of a chance in points; what is too small to say is said so."""
    if value is None:
        return ""
    shown = 100 * float(value)
    return "0.0%p" if abs(shown) < 0.05 else f"{shown:+.1f}%p".replace("-", "−")
