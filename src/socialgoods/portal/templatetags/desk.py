"""What a desk draws in a row: a trend of a few years; and the rows of its tables, written in one go."""

from collections.abc import Iterable, Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from socialgoods.kernel import formats
from socialgoods.portal.queries.desk.cases import Case
from socialgoods.portal.queries.desk.outstanding import DistrictReports
from socialgoods.portal.queries.plan import Year
from socialgoods.portal.templatetags.socialgoods import badge

register = template.Library()

WIDTH, HEIGHT, EDGE = 96, 28, 4
CASE = (
    '<tr><th scope="row"><a href="{}">{}</a>{}</th><td class="num" data-label="{}">{}</td><td data-label="{}">{}</td>'
    '<td class="num nowrap" data-label="{}">{}</td><td class="num" data-label="{}">{}</td><td data-label="{}">{}</td>'
    '<td class="nowrap" data-label="{}">{}</td><td data-label="{}">{}</td></tr>\n'
)
TONES = {"sent": "warning", "invited": "warning", "accepted": "success", "declined": "neutral", "lapsed": "neutral"}


@register.simple_tag
def spark(values: Sequence[float | None], line: float = 1.0) -> SafeString:
    """A few years as a small line, the threshold thin across it; a year that is not known is a gap. The words say it, too."""
    there = [value for value in values if value is not None]
    if not there:
        return format_html('<span class="unknown">{}</span>', formats.unknown())
    low, high = min([*there, line]), max([*there, line])
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)

    def y(value: float) -> float:
        return round(HEIGHT - EDGE - (value - low) / ((high - low) or 1) * (HEIGHT - 2 * EDGE), 1)

    points = [None if value is None else (round(EDGE + i * step, 1), y(value)) for i, value in enumerate(values)]
    path, pen = "", "M"
    for point in points:
        path += f"{pen}{point[0]} {point[1]}" if point else ""
        pen = "L" if point else "M"
    last = next(point for point in reversed(points) if point)
    said = ", ".join(formats.percent(value) for value in values)
    return format_html(
        '<svg class="spark" viewBox="0 0 {w} {h}" role="img" aria-label="{said}"><path class="spark__line" d="M0 {at}H{w}"/>'
        '<path class="spark__path" d="{path}"/><circle cx="{x}" cy="{y}" r="3"/></svg>',
        w=WIDTH, h=HEIGHT, said=said, at=y(line), path=path, x=last[0], y=last[1],
    )  # fmt: skip


@register.simple_tag
def case_rows(rows: Iterable[Case]) -> SafeString:
    ratio, trend, change, gap = _("자립도"), _("추이"), _("한 해 전보다"), _("모자라는 돈(원)")
    prescription, met, next_ = _("처방"), _("마지막 만남"), _("다음 할 일")
    fallen = {"below": badge("danger", _("100% 아래로")), "fell": badge("warning", _("떨어짐"))}
    return format_html_join(
        "",
        CASE,
        (
            (
                case.url,
                case.organization.name,
                format_html("<br>{}", fallen[case.slips]) if case.slips else "",
                ratio,
                _or_unknown(case.ratio, formats.percent(case.ratio)),
                trend,
                spark(case.trend),
                change,
                _or_unknown(case.change, _points(case.change)),
                gap,
                _or_unknown(case.now and case.now.gap, formats.won(case.now.gap if case.now else None)),
                prescription,
                _prescription(case),
                met,
                _or_unknown(case.met_on, formats.seoul_short(case.met_on)),
                next_,
                _next(case),
            )
            for case in rows
        ),
    )


def _points(change: float | None) -> str:
    if change is None:
        return formats.unknown()
    return f"{'+' if change > 0 else ''}{formats.percent(change)}p"


def _prescription(case: Case) -> SafeString | str:
    row = case.prescription
    if row is None:
        return format_html('<span class="muted">{}</span>', _("없음"))
    url = reverse("prescription", args=[row.pk])
    state = badge(TONES.get(row.state, "info"), str(row.get_state_display()))
    return format_html('<a href="{}">{}</a><br>{}', url, row.measure.name, state)


def _next(case: Case) -> SafeString | str:
    task = case.task
    if task is None:
        return format_html('<a href="{}">{}</a>', reverse("case_task_new", args=[case.organization.code]), _("적기"))
    due = (
        format_html('<br><span class="small muted">{}</span>', formats.seoul_short(task.due_on)) if task.due_on else ""
    )
    return format_html("{}{}", task.what, due)


def _or_unknown(value: object, said: str) -> SafeString | str:
    return format_html('<span class="unknown">{}</span>', formats.unknown()) if value is None else said


DISTRICT = (
    '<tr><th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td><td class="num">{}</td>'
    '<td class="num"><b>{}</b></td></tr>\n'
)
YEAR = (
    '<tr><th scope="row">{}</th><td class="num">{}</td><td class="num"><b>{}</b></td><td class="num nowrap">{}</td>'
    '<td class="num">{}</td></tr>\n'
)


@register.simple_tag
def district_rows(rows: Iterable[DistrictReports]) -> SafeString:
    queue = reverse("report_queue") + "?show=outstanding&district="
    asked = _("읍·면을 물어볼 곳")
    return format_html_join(
        "",
        DISTRICT,
        (
            (
                format_html('<a href="{}{}">{}</a>', queue, row.code, row.name) if row.code else asked,
                *map(formats.number, (row.due, row.handed_in, row.confirmed, row.outstanding)),
            )
            for row in rows
        ),
    )


@register.simple_tag
def year_rows(rows: Iterable[Year]) -> SafeString:
    """What was not yet, or is no longer to be foreseen, stays empty; a year of which nothing is known is left out."""

    def said(value: float | None) -> str:
        return "" if value is None else formats.percent(value)

    return format_html_join(
        "",
        YEAR,
        (
            (
                row.year,
                _or_unknown(row.observed, said(row.observed)) if row.middle is None else said(row.observed),
                said(row.middle),
                f"{said(row.low)} ~ {said(row.high)}" if row.low is not None else "",
                said(row.none),
            )
            for row in rows
            if any(value is not None for value in (row.observed, row.middle, row.low, row.none))
        ),
    )
