"""The pieces of docs/look.md, for templates of every room: `{% load socialgoods %}`."""

from typing import Any
from zlib import crc32

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from socialgoods.kernel import formats
from socialgoods.portal import charts
from socialgoods.portal import fields as form_fields
from socialgoods.registry import codes

register = template.Library()
register.simple_tag(charts.chart, takes_context=True)

ICONS = "vendor/lucide-1.62.0/icons.svg"
TONE_ICONS = {
    "neutral": "circle",
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "octagon-alert",
    "accent": "award",
    # Django's words for messages.
    "debug": "info",
    "error": "octagon-alert",
}
VERDICTS = {"ok": "check", "warning": "triangle-alert", "error": "octagon-alert", "skip": "minus"}


def _or_unknown(value: Any) -> Any:
    return None if value == "" else value


@register.filter
def won(value):
    return formats.won(_or_unknown(value))


@register.filter
def won_words(value):
    return formats.won_words(_or_unknown(value))


@register.filter
def won_about(value):
    return formats.won_about(_or_unknown(value))


@register.filter
def percent(value, places=1):
    return formats.percent(_or_unknown(value), places)


@register.filter
def number(value, places=0):
    return formats.number(_or_unknown(value), places)


@register.filter
def known(value):
    return formats.known(value)


@register.filter
def seoul_date(value):
    return formats.seoul_date(_or_unknown(value))


@register.filter
def seoul_short(value):
    return formats.seoul_short(_or_unknown(value))


@register.filter
def seoul_time(value):
    return formats.seoul_time(_or_unknown(value))


@register.filter
def seoul_moment(value):
    return formats.seoul_moment(_or_unknown(value))


@register.filter
def source_words(value):
    return formats.known(codes.source_words(value) if value else None)


@register.filter
def josa(value, pair):
    return formats.josa(str(value), pair)


@register.simple_tag(name="icon")
def draw_icon(name: str, label: str = "") -> SafeString:
    href = f"{static(ICONS)}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    return draw_icon(TONE_ICONS.get(tone, "info"))


@register.simple_tag
def badge(tone: str, label: str, icon: str = "") -> SafeString:
    picture = draw_icon(icon) if icon else tone_icon(tone)
    return format_html('<span class="badge badge--{}">{}{}</span>', tone, picture, label)


@register.simple_tag
def verdict(tone: str, value: Any, sentence: str = "") -> SafeString:
    why = format_html('<span class="verdict__why">{}{}</span>', draw_icon(VERDICTS[tone]), sentence) if sentence else ""
    return format_html(
        '<td class="verdict verdict--{}"><span class="verdict__value">{}</span>{}</td>', tone, value, why
    )


@register.simple_tag
def fact(label: str, value: Any) -> SafeString:
    shown = (
        format_html('<dd class="unknown">{}</dd>', formats.unknown())
        if value in (None, "")
        else format_html("<dd>{}</dd>", value)
    )
    return format_html('<div class="facts__row"><dt>{}</dt>{}</div>', label, shown)


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*steps: str) -> dict[str, Any]:
    """Label and address by turns; the last label, where we are, has no address."""
    pairs = [*steps, ""] if len(steps) % 2 else list(steps)
    return {"steps": [{"label": pairs[i], "url": pairs[i + 1]} for i in range(0, len(pairs), 2)]}


@register.inclusion_tag("components/stepper.html")
def stepper(current: int, *labels: str) -> dict[str, Any]:
    numbered = enumerate(labels, start=1)
    return {"steps": [{"n": n, "label": label, "done": n < current, "here": n == current} for n, label in numbered]}


@register.inclusion_tag("components/key_figure.html")
def key_figure(label: str, value: Any, **details: Any) -> dict[str, Any]:
    return {
        "label": label,
        "value": formats.known(value),
        "is_unknown": value in (None, "", formats.unknown()),
    } | details


@register.simple_block_tag
def page_head(content: str, title: str, lede: str = "", eyebrow: str = "") -> SafeString:
    return _render("page_head", actions=content if content.strip() else "", title=title, lede=lede, eyebrow=eyebrow)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    return _render("notice", content=content, tone=tone, title=title)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    return _render("empty", content=content, title=title)


@register.simple_block_tag
def table(content: str, title: str, **details: Any) -> SafeString:
    """Details: definition, date, source, coverage, id, stack, wide."""
    details.setdefault("id", f"table-{crc32(title.encode()):x}")
    return _render("table", content=content, title=title, **details)


@register.simple_block_tag
def beside(content: str, summary: str = "") -> SafeString:
    """The table beside a picture: open on a desk and on paper, folded on a phone."""
    return _render("beside", content=content, summary=summary)


@register.simple_block_tag(takes_context=True)
def filter_panel(context: Context, content: str, active: int = 0, url: str = "") -> SafeString:
    sort = context["request"].GET.get("sort", "")
    return _render("filter_panel", content=content, active=active, url=url or context["request"].path, sort=sort)


@register.simple_block_tag(takes_context=True)
def confirm(context: Context, content: str, question: str, action: str, label: str, **details: Any) -> SafeString:
    """A page's whole body that asks before something is done. Details: cancel, tone, next."""
    values = {"question": question, "action": action, "label": label, "content": content} | details
    return _render("confirm", csrf_token=context.get("csrf_token"), **values)


@register.simple_tag(takes_context=True)
def post_button(context: Context, url: str, label: str, **details: Any) -> SafeString:
    """One button that posts. Details: tone, next, icon, small."""
    return _render("post_button", csrf_token=context.get("csrf_token"), url=url, label=label, **details)


@register.inclusion_tag("components/search_box.html")
def search_box(name: str = "q", value: str = "", label: str = "", help: str = "") -> dict[str, Any]:
    return {"name": name, "value": value or "", "label": label or _("찾기"), "help": help}


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's query with some of it changed; None takes a part away."""
    values = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            values.pop(name, None)
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}"


@register.inclusion_tag("components/sort_heading.html", takes_context=True)
def sort_heading(context: Context, name: str, label: str, num: bool = False) -> dict[str, Any]:
    current = context["request"].GET.get("sort", "")
    direction = {name: "ascending", f"-{name}": "descending"}.get(current, "")
    target = f"-{name}" if direction == "ascending" else name
    return {"label": label, "num": num, "direction": direction, "url": query(context, sort=target, page=None)}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    pages = [{"n": n, "url": query(context, page=n) if isinstance(n, int) else ""} for n in numbers]
    return {
        "page": page,
        "pages": pages,
        "previous": query(context, page=page.number - 1) if page.has_previous() else "",
        "next": query(context, page=page.number + 1) if page.has_next() else "",
    }


@register.simple_tag
def field(bound: BoundField, **details: Any) -> SafeString:
    """Details: help, label, last, optional, money."""
    return _render("field", **form_fields.describe(bound, **details))


@register.simple_tag
def money_field(bound: BoundField, **details: Any) -> SafeString:
    return field(bound, money=True, **details)


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    hidden = format_html_join("", "{}", ((bound,) for bound in form.hidden_fields()))
    return hidden + format_html_join("", "{}", ((field(bound),) for bound in form.visible_fields()))


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms: Any) -> dict[str, Any]:
    return {"errors": form_fields.error_list(forms)}


@register.simple_tag
def saved_at(at: Any = None) -> SafeString:
    return _render("saved_at", at=at)


@register.simple_tag
def autosave(url: str) -> SafeString:
    """Attributes of a form that is saved as it is typed."""
    return format_html(
        ' data-autosave hx-post="{}" hx-trigger="input delay:800ms, change delay:100ms, autosave"'
        ' hx-sync="this:queue last" hx-target="find [data-saved]" hx-swap="outerHTML" hx-disinherit="*"',
        url,
    )


def _render(piece: str, /, **values: Any) -> SafeString:
    return mark_safe(render_to_string(f"components/{piece}.html", values))  # noqa: S308 our own template escapes
