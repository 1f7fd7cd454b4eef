"""Reports waiting to be confirmed, organisations that have not reported, and what was decided."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.forms.queue import QueueForm
from socialgoods.registry.queries import report as queries

PAGE = 30
SHOWS = ("waiting", "outstanding", "decided")


@login_required
def report_queue(request: HttpRequest) -> HttpResponse:
    user, on = request.user, clock.today()
    require(permissions.may_see_queue(user, on))
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "waiting"
    form = QueueForm(request.GET, years=queries.years(on), usual=None if show == "waiting" else on.year - 1)
    year = form.chosen_year or on.year - 1
    waiting, outstanding = queries.queue(user, on), queries.outstanding(user, on, year)
    page = Paginator(_rows(show, form, waiting, outstanding, queries.decided(user, on, year)), PAGE).get_page(
        request.GET.get("page")
    )
    shows_phones = show == "outstanding" and permissions.may_see_phones(user, on)
    if shows_phones:
        _give_phones(request, page)
    context = {
        "show": show,
        "year": year,
        "form": form,
        "page": page,
        "shows_phones": shows_phones,
        "tabs": _tabs(show, waiting.count(), outstanding.count()),
    }
    return render(request, "registry/report_queue.html", context)


def _rows(
    show: str, form: QueueForm, waiting: QuerySet[Any], outstanding: QuerySet[Any], decided: QuerySet[Any]
) -> QuerySet[Any]:
    if show == "outstanding":
        return form.narrow(outstanding, "")
    rows = form.narrow(waiting if show == "waiting" else decided, "organization__")
    return rows.filter(fiscal_year=form.chosen_year) if form.chosen_year else rows


def _tabs(show: str, waiting: int, outstanding: int) -> list[dict[str, object]]:
    url = reverse("report_queue")
    return [
        {"label": _("확인을 기다리는 보고"), "url": url, "active": show == "waiting", "count": waiting},
        {
            "label": _("아직 내지 않은 조직"),
            "url": f"{url}?show=outstanding",
            "active": show == "outstanding",
            "count": outstanding,
        },
        {"label": _("결정한 보고"), "url": f"{url}?show=decided", "active": show == "decided"},
    ]


def _give_phones(request: HttpRequest, page: Page[Any]) -> None:
    """Numbers of the organisations and of those who stand for them; that they were on the screen is recorded."""
    for row in page.object_list:
        people = [(person.user.name, person.user.phone) for person in row.standing_now]
        row.phones = [(name, number) for name, number in [("", row.phone), *people] if number]
    shown = [row.code for row in page.object_list if row.phones]
    if shown:
        events.record("registry.phones.seen", None, by=request.user, at=clock.now(), organizations=shown)
