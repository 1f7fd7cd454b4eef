"""The roll at the door, and the screen in the hall."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import presence as actions
from socialgoods.cooperative.models import Assembly, Attendance, Channel, ItemState
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.queries import vote as votes
from socialgoods.cooperative.views.acting import at_once
from socialgoods.cooperative.views.assembly import load_assembly, running
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require

ROWS_A_PAGE = 60
STOP_POLLING = 286
"""What htmx takes as the end of asking again."""


@require_safe
@login_required
def assembly_roll(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """At the door: found by name or number, with buttons that a thumb hits."""
    row = running(request, code, pk)
    if row.state == "called":
        actions.prepare_roll(assembly=row)
    asked, missing = request.GET.get("q", "").strip(), bool(request.GET.get("missing"))
    rows = row.roll.select_related("proxy", "member", "assembly").order_by("name", "pk")
    if asked:
        of_number = Q(number=int(asked)) if asked.isdecimal() and len(asked) <= 9 else Q()
        rows = rows.filter(of_number | Q(name__icontains=asked) if of_number else Q(name__icontains=asked))
    if missing:
        rows = rows.filter(arrived_at=None)
    others = [way for way in (Channel.PAPER, Channel.ELECTRONIC) if way in queries.other_ways(row, clock.today())]
    return render(
        request, "cooperative/assembly_roll.html",
        {
            "cooperative": row.cooperative, "assembly": row, "q": asked, "missing": missing, "others": others,
            "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
            "presence": queries.presence_now(row, clock.now()), "article": queries.quorum_article(row),
            "is_open": row.state == "open", "is_called": row.state == "called",
        },
    )  # fmt: skip


def load_attendance(pk: int) -> Attendance:
    rows = Attendance.objects.select_related("assembly__cooperative", "member", "consent", "proxy")
    return get_object_or_404(rows, pk=pk)


def _door(request: HttpRequest, pk: int) -> tuple[Attendance, str]:
    row = load_attendance(pk)
    require(permissions.may_run_assembly(request.user, row.assembly, clock.today()))
    return row, reverse("assembly_roll", args=[row.assembly.cooperative.code, row.assembly_id])


@login_required
@require_POST
def attendance_arrive(request: HttpRequest, pk: int) -> HttpResponse:
    row, back = _door(request, pk)
    channel = request.POST.get("channel", Channel.IN_PERSON)
    return at_once(
        request,
        lambda: actions.arrive(
            attendance=row, channel=channel if channel in Channel.values else Channel.IN_PERSON, by=request.user, at=clock.now()
        ),
        _("%(name)s 참석을 적었습니다.") % {"name": row.name}, back,
    )  # fmt: skip


@login_required
@require_POST
def attendance_leave(request: HttpRequest, pk: int) -> HttpResponse:
    row, back = _door(request, pk)
    return at_once(
        request, lambda: actions.leave(attendance=row, by=request.user, at=clock.now()),
        _("%(name)s 자리를 떠난 것으로 적었습니다.") % {"name": row.name}, back,
    )  # fmt: skip


@login_required
@require_POST
def attendance_admit(request: HttpRequest, pk: int) -> HttpResponse:
    row, back = _door(request, pk)
    return at_once(
        request, lambda: actions.admit_proxy(attendance=row, by=request.user, at=clock.now()),
        _("%(name)s 대리 참석을 적었습니다.") % {"name": row.name}, back,
    )  # fmt: skip


@require_safe
@login_required
def assembly_screen(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """For the wall: who is here, what is needed, what is being voted on; never how. The number for phones only where staff opened it."""
    row, now = load_assembly(code, pk), clock.now()
    require(permissions.may_see_assembly(request.user, row, clock.today()))
    item = row.items.filter(state__in=[ItemState.VOTING, ItemState.COUNTING]).first()
    seen = queries.presence_now(row, now)
    shows_code = row.state == "open" and permissions.may_run_assembly(request.user, row, clock.today())
    name = "cooperative/screen_now.html" if request.htmx else "cooperative/assembly_screen.html"
    is_over = row.state in {"closed", "signed", "cancelled"}
    return render(
        request, name,
        {
            "cooperative": row.cooperative, "assembly": row, "presence": seen, "by_channel": queries.by_channel(seen), "item": item,
            "last": row.items.filter(state=ItemState.DONE).order_by("-closed_at").first() if item is None else None,
            "turnout": votes.turnout(item) if item else None, "now": now, "article": queries.quorum_article(row),
            "is_over": is_over, "qr": _qr(request, row) if shows_code else "", "code": row.door_code if shows_code else "",
        },
        status=STOP_POLLING if request.htmx and is_over else 200,
    )  # fmt: skip


def _qr(request: HttpRequest, row: Assembly) -> str:
    return qr(
        f"{request.build_absolute_uri(reverse('assembly_here', args=[row.cooperative.code, row.pk]))}?code={row.door_code}"
    )


def qr(text: str) -> str:
    import segno

    return mark_safe(segno.make(text, micro=False).svg_inline(border=2, omitsize=True))  # noqa: S308 — drawn here, of our own address
