"""Rows of the directory, written in one go: thirty rows through the template engine cost as much as all of the page."""

from collections.abc import Iterable, Mapping

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from socialgoods.kernel import formats
from socialgoods.portal.templatetags.socialgoods import badge
from socialgoods.registry import codes
from socialgoods.registry.models import OrganizationStatus, Residence
from socialgoods.registry.queries.organization import Listed

register = template.Library()

ROW = (
    '<tr><th scope="row"><a href="{}">{}</a>{}{}</th><td data-label="{}">{}</td><td data-label="{}">{}</td>'
    '<td data-label="{}">{}</td><td class="nowrap" data-label="{}">{}</td></tr>\n'
)


@register.simple_tag
def organization_rows(rows: Iterable[Listed], districts: Mapping[int, str]) -> SafeString:
    kinds, sectors = codes.kinds(), codes.sectors()
    kind, sector, place, founded = _("유형"), _("분야"), _("읍·면"), _("설립")
    mark = badge("accent", _("소셜굿즈 마크"))
    return format_html_join(
        "",
        ROW,
        (
            (
                reverse("organization", args=[row.code]),
                row.name,
                _beside(row, mark),
                format_html('<span class="organizations__does">{}</span>', row.activity) if row.activity else "",
                kind,
                kinds.get(row.kind, row.kind),
                sector,
                sectors.get(row.sector, row.sector),
                place,
                _place(row, districts),
                founded,
                row.founded_on.year if row.founded_on else _unknown(formats.unknown()),
            )
            for row in rows
        ),
    )


def _beside(row: Listed, mark: SafeString) -> SafeString | str:
    if row.status == OrganizationStatus.ACTIVE:
        return format_html(" {}", mark) if row.has_mark else ""
    return format_html(" {}", badge("neutral", str(OrganizationStatus(row.status).label)))


def _place(row: Listed, districts: Mapping[int, str]) -> SafeString | str:
    if row.district_id is not None and row.district_id in districts:
        return districts[row.district_id]
    return _unknown(_("군 밖") if row.residence == Residence.OUTSIDE else _("확인 필요"))


def _unknown(text: str) -> SafeString:
    return format_html('<span class="unknown">{}</span>', text)
