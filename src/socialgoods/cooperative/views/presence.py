"""The roll at the door, on a member's own phone, and on the screen in the hall."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import presence as actions
from socialgoods.cooperative.forms.assembly import ProxyForm
from socialgoods.cooperative.models import Attendance, ItemState
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.assembly import load_assembly, running
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require

ROWS_A_PAGE = 60


@require_safe
@login_required
def assembly_roll(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    if row.state == "called":
        actions.prepare_roll(assembly=row)
    asked = request.GET.get("q", "").strip()
    rows = row.roll.select_related("proxy", "member").order_by("name", "pk")
    if asked:
        rows = rows.filter(name__icontains=asked)
    if request.GET.get("missing"):
        rows = rows.filter(arrived_at=None)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "cooperative/assembly_roll.html",
        {
            "cooperative": row.cooperative, "assembly": row, "page": page, "q": asked, "missing": bool(request.GET.get("missing")),
            "presence": queries.presence(row, clock.now()), "is_open": row.state == "open",
        },
    )  # fmt: skip


def _attendance(pk: int) -> Attendance:
    rows = Attendance.objects.select_related("assembly__cooperative", "member", "consent", "proxy")
    return get_object_or_404(rows, pk=pk)


def _back(request: HttpRequest, row: Attendance) -> str:
    assembly = row.assembly
    name = "assembly_roll" if permissions.may_run_assembly(request.user, assembly, clock.today()) else "assembly"
    return reverse(name, args=[assembly.cooperative.code, assembly.pk])


@login_required
@require_POST
def attendance_arrive(request: HttpRequest, pk: int) -> HttpResponse:
    row = _attendance(pk)
    require(permissions.may_act_for(request.user, row, clock.today()))
    return at_once(
        request, lambda: actions.arrive(attendance=row, by=request.user, at=clock.now()),
        _("%(name)s 참석을 적었습니다.") % {"name": row.name}, _back(request, row),
    )  # fmt: skip


@login_required
@require_POST
def attendance_leave(request: HttpRequest, pk: int) -> HttpResponse:
    row = _attendance(pk)
    require(permissions.may_act_for(request.user, row, clock.today()))
    return at_once(
        request, lambda: actions.leave(attendance=row, by=request.user, at=clock.now()),
        _("%(name)s 자리를 떠난 것으로 적었습니다.") % {"name": row.name}, _back(request, row),
    )  # fmt: skip


@login_required
def attendance_proxy(request: HttpRequest, pk: int) -> HttpResponse:
    row = _attendance(pk)
    require(permissions.may_act_for(request.user, row, clock.today()))
    form = ProxyForm(request.POST or None, attendance=row)

    def do(read: dict[str, Any]) -> None:
        holder = read["holder"] if read["kind"] == "member" else None
        actions.give_proxy(
            attendance=row, kind=read["kind"], holder=holder, name=read["name"], is_written=read["is_written"], by=request.user,
            at=clock.now(),
        )  # fmt: skip

    return act(
        request, cooperative=row.assembly.cooperative, title=_("대리인 정하기"), form=form, do=do, back=_back(request, row),
        label=_("맡기기"), done=_("대리인을 적었습니다. 대리인이 나오면 참석한 것으로 셉니다."), crumb=row.assembly.title,
        lede=_("%(name)s의 의결권을 맡깁니다. 한 사람은 한 명만 대리할 수 있습니다.") % {"name": row.name},
    )  # fmt: skip


@login_required
@require_POST
def attendance_admit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _attendance(pk)
    require(permissions.may_run_assembly(request.user, row.assembly, clock.today()))
    return at_once(
        request, lambda: actions.admit_proxy(attendance=row, by=request.user, at=clock.now()),
        _("대리 참석을 적었습니다."), _back(request, row),
    )  # fmt: skip


@login_required
@require_POST
def attendance_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = _attendance(pk)
    require(permissions.may_act_for(request.user, row, clock.today()))
    return at_once(
        request, lambda: actions.take_back_proxy(attendance=row, by=request.user, at=clock.now()),
        _("위임을 거두었습니다."), _back(request, row),
    )  # fmt: skip


@require_safe
@login_required
def assembly_screen(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """For the wall: who is here, what is needed, what is being voted on; never how."""
    row = load_assembly(code, pk)
    require(permissions.may_see_assembly(request.user, row, clock.today()))
    name = "cooperative/screen_now.html" if request.htmx else "cooperative/assembly_screen.html"
    item = row.items.filter(state__in=[ItemState.VOTING, ItemState.COUNTING]).first()
    return render(
        request, name,
        {
            "cooperative": row.cooperative, "assembly": row, "presence": queries.presence(row, clock.now()), "item": item,
            "last": row.items.filter(state=ItemState.DONE).order_by("-closed_at").first(),
            "voted": item.voted.count() + item.votes.count() if item else 0,
        },
    )  # fmt: skip
