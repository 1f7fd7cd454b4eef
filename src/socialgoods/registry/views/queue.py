"""Reports waiting to be confirmed, and organisations that have not reported."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.forms.queue import QueueForm
from socialgoods.registry.queries import report as queries

PAGE = 30


@login_required
def report_queue(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_queue(request.user, on))
    year = on.year - 1
    show = "outstanding" if request.GET.get("show") == "outstanding" else "waiting"
    form = QueueForm(request.GET)
    waiting = queries.queue(request.user, on)
    outstanding = queries.outstanding(request.user, on, year)
    rows = form.narrow(waiting, "organization__") if show == "waiting" else form.narrow(outstanding, "")
    url = reverse("report_queue")
    context = {
        "show": show,
        "year": year,
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "tabs": [
            {"label": _("확인을 기다리는 보고"), "url": url, "active": show == "waiting", "count": waiting.count()},
            {"label": _("아직 내지 않은 조직"), "url": f"{url}?show=outstanding", "active": show == "outstanding", "count": outstanding.count()},
        ],
    }
    return render(request, "registry/report_queue.html", context)
