"""A picture of figures whose table stands beside it: `{% chart kind data caption=… %}`, drawn by chart.js with Observable Plot.

Kinds and their data are described in docs/look.md. Without a script the caption and the table remain.
"""

import json
from typing import Any

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

KINDS = ("lines", "fan", "bars", "dots", "intervals", "districts")


def chart(context: Context, kind: str, data: dict[str, Any], caption: str = "", label: str = "") -> SafeString:
    """The scripts come with the first chart of a page."""
    if kind not in KINDS:
        raise ValueError(f"there is no chart {kind}")
    request = context.get("request")
    is_first = not getattr(request, "_has_chart", False)
    if request is not None:
        request._has_chart = True
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
    values = {
        "kind": kind,
        "data": mark_safe(text),  # noqa: S308 `<` is escaped above
        "caption": caption,
        "label": label or caption,
        "is_first": is_first,
    }
    return mark_safe(render_to_string("components/chart.html", values))  # noqa: S308 our own template escapes
