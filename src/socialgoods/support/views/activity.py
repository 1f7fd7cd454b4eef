"""The centre's month: figures, the rows behind each, and the files to hand in."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.formats import seoul_date
from socialgoods.kernel.periods import add_months
from socialgoods.kernel.permissions import require
from socialgoods.people.models import Role, RoleAssignment, User
from socialgoods.registry.downloads import TYPES
from socialgoods.registry.models import Caseload
from socialgoods.support import activity_files as files
from socialgoods.support import permissions
from socialgoods.support.queries import activity as queries

FIRST_YEAR = 2000


def _month(request: HttpRequest, year: int, month: int) -> queries.Month:
    """Whose: the whole centre's, or one advisor's. An advisor asks only for the own."""
    if not 1 <= month <= 12 or not FIRST_YEAR <= year <= 2100:
        raise Http404
    on, whose = clock.today(), request.GET.get("advisor", "")
    if permissions.may_see_activity_rows(request.user, on):
        advisor = advisors(on).filter(pk=int(whose)).first() if whose.isdecimal() and len(whose) < 19 else None
    else:
        advisor = None if whose == "all" else request.user
    return queries.Month(year, month, advisor)


def advisors(on: date):
    held = RoleAssignment.objects.running_on(on).filter(role=Role.ADVISOR).values("user")
    return User.objects.filter(pk__in=held).order_by("name", "pk")


def _known(request: HttpRequest, month: queries.Month) -> frozenset[int] | None:
    """Whose records the reader sees; None: all that the report speaks of."""
    on = clock.today()
    if permissions.may_see_activity_rows(request.user, on):
        return None
    cases = Caseload.objects.running_on(on).filter(advisor=request.user).values_list("organization", flat=True)
    return frozenset(cases)


@login_required
@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """The month that is over, since that is the one to hand in."""
    on = clock.today()
    require(permissions.may_see_activity(request.user, on))
    last = add_months(on.replace(day=1), -1)
    return redirect("activity_report", last.year, last.month)


@login_required
@require_safe
def activity_report(request: HttpRequest, year: int, month: int) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_activity(request.user, on))
    asked = _month(request, year, month)
    known = _known(request, asked)
    found = queries.activity(asked, known=known)
    before, after = add_months(asked.starts_on, -1), asked.ends_on
    names = files.figure_names()
    context = {
        "title": files.title_of(asked),
        "found": found,
        "figures": [_figure(request, asked, each, names) for each in found.figures.values()],
        "kinds": _lines(request, asked, "contacts", found.kinds),
        "measures": _lines(request, asked, "deliveries", found.measures),
        "before": before,
        "after": after if after <= on else None,
        "on": on,
        "tabs": _tabs(request, asked, on),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "support/activity.html", context)


def _figure(request: HttpRequest, month: queries.Month, each: queries.Figure, names: dict[str, str]) -> dict[str, Any]:
    opens = _may_open(request, month) and each.value
    url = reverse("activity_rows", args=[month.year, month.month, each.name]) if opens else ""
    query = f"?{request.GET.urlencode()}" if request.GET and url else ""
    return {"name": names[each.name], "figure": each, "url": url + query}


def _lines(request: HttpRequest, month: queries.Month, figure: str, lines) -> list[tuple[str, Any, str]]:
    """Name, figures, and the way to the rows behind them for who may go there."""
    url = reverse("activity_rows", args=[month.year, month.month, figure]) if _may_open(request, month) else ""
    asked = request.GET.copy()
    found = []
    for line in lines:
        asked["only"] = files.line_name(line.labels)
        found.append((asked["only"], line, f"{url}?{asked.urlencode()}" if url and line.labels else ""))
    return found


def _may_open(request: HttpRequest, month: queries.Month) -> bool:
    is_own = month.advisor is not None and month.advisor.pk == request.user.pk
    return is_own or permissions.may_see_activity_rows(request.user, clock.today())


def _tabs(request: HttpRequest, month: queries.Month, on: date) -> list[dict[str, Any]]:
    url = reverse("activity_report", args=[month.year, month.month])
    if permissions.may_see_activity_rows(request.user, on):
        every = [{"label": _("센터 전체"), "url": url, "active": month.advisor is None}]
        return every + [
            {"label": user.name, "url": f"{url}?advisor={user.pk}", "active": month.advisor == user}
            for user in advisors(on)
        ]
    return [
        {"label": _("내 활동"), "url": url, "active": month.advisor is not None},
        {"label": _("센터 전체"), "url": f"{url}?advisor=all", "active": month.advisor is None},
    ]


@login_required
@require_safe
def activity_rows(request: HttpRequest, year: int, month: int, figure: str) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_activity(request.user, on))
    asked = _month(request, year, month)
    require(_may_open(request, asked), _("조직별 기록은 담당하는 조직의 것만 볼 수 있습니다."))
    if figure not in queries.ROWS:
        raise Http404
    only = request.GET.get("only", "")
    rows = [_row(request, *each) for each in files.rows_of(figure, asked) if each[2].startswith(only)]
    events.record("support.activity.seen", None, by=request.user, at=clock.now(), figure=figure, year=year, month=month)
    context = {
        "title": files.figure_names()[figure],
        "report": files.title_of(asked),
        "rows": rows,
        "month": asked,
        "only": only,
    }
    return render(request, "support/activity_rows.html", context)


def _row(request: HttpRequest, day, organization, what, won, who, url) -> dict[str, Any]:
    """An advisor's own entry on an organisation that has passed to another keeps its line, without a way into the file."""
    may_see = permissions.may_see_case(request.user, organization, clock.today())
    case = reverse("case", args=[organization.code]) if may_see else ""
    return {"day": day, "organization": organization, "what": what, "won": won, "who": who, "url": url if may_see else "",
            "case": case}  # fmt: skip


@login_required
@require_safe
def activity_report_file(request: HttpRequest, year: int, month: int, form: str) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_activity(request.user, on))
    if form not in {"xlsx", "pdf"}:
        raise Http404
    asked = _month(request, year, month)
    found = queries.activity(asked, known=_known(request, asked))
    with_rows = _may_open(request, asked)
    if form == "pdf":
        content, kind = files.pdf(found, made_on=seoul_date(on)), "application/pdf"
    else:
        content, kind = files.xlsx(found, with_rows=with_rows), TYPES["xlsx"]
        if with_rows:
            events.record(
                "support.activity.seen", None, by=request.user, at=clock.now(), figure="all", year=year, month=month
            )
    name = f"activity-{year}-{month:02}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
