"""A member on the own phone: I will come, I give my proxy to …, I have read the papers, I am here."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import assembly_papers, paper, permissions
from socialgoods.cooperative.actions import presence as actions
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.forms.assembly import HereForm, ProxyForm
from socialgoods.cooperative.models import Attendance, Channel, Plan
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.assembly import load_assembly
from socialgoods.cooperative.views.presence import load_attendance, qr
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


def _own(request: HttpRequest, pk: int) -> Attendance:
    row = load_attendance(pk)
    require(permissions.may_act_for(request.user, row, clock.today()))
    return row


def _back(request: HttpRequest, row: Attendance) -> str:
    """To the door for who keeps it, to the assembly for everybody else."""
    runs = permissions.may_run_assembly(request.user, row.assembly, clock.today())
    mine = permissions.own_rows(request.user, row.assembly, clock.today()).filter(pk=row.pk).exists()
    name = "assembly_roll" if runs and not mine else "assembly"
    return reverse(name, args=[row.assembly.cooperative.code, row.assembly_id])


@login_required
@require_POST
def attendance_plan(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    plan = request.POST.get("plan")
    plan = Plan.COME if plan == Plan.COME else Plan.ABSENT
    done = _("나오신다고 적었습니다. 그날 뵙겠습니다.") if plan == Plan.COME else _("나오지 못하신다고 적었습니다.")
    return at_once(
        request,
        lambda: actions.plan(attendance=row, plan=plan, by=request.user, at=clock.now()),
        done,
        _back(request, row),
    )


@login_required
@require_POST
def attendance_read(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    return at_once(
        request, lambda: actions.read_papers(attendance=row, by=request.user, at=clock.now()),
        _("자료를 읽었다고 적었습니다."), _back(request, row),
    )  # fmt: skip


@login_required
def attendance_proxy(request: HttpRequest, pk: int) -> HttpResponse:
    """Announced by the member; written down as given where the paper is in the steward's hand."""
    row, today = _own(request, pk), clock.today()
    runs = permissions.may_run_assembly(request.user, row.assembly, today)
    form = ProxyForm(request.POST or None, attendance=row, runs=runs)

    def do(read: dict[str, Any]) -> None:
        who = {
            "kind": read["kind"],
            "holder": read["holder"] if read["kind"] == "member" else None,
            "name": read["name"],
        }
        if runs and read["is_written"]:
            actions.give_proxy(attendance=row, **who, is_written=True, by=request.user, at=clock.now())
        else:
            actions.promise_proxy(attendance=row, **who, by=request.user, at=clock.now())

    lede = _("%(name)s의 의결권을 맡깁니다. 대리인은 다른 조합원이나 함께 사는 가족이고, 한 사람이 한 명만 대리합니다.")
    return act(
        request, cooperative=row.assembly.cooperative, title=_("대리인 정하기"), form=form, do=do, back=_back(request, row),
        label=_("맡기기"), crumb=row.assembly.title, lede=lede % {"name": row.name},
        done=_("대리인을 적었습니다. 위임장에 서명해 대리인에게 주세요. 대리인이 위임장을 내면 참석한 것으로 셉니다."),
    )  # fmt: skip


@require_safe
@login_required
def proxy_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The authority in writing, filled in, to sign."""
    row = _own(request, pk)
    answer = HttpResponse(paper.compiled("letter.typ", assembly_papers.proxy(row)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="proxy.pdf"'
    return answer


@login_required
@require_POST
def attendance_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own(request, pk)
    return at_once(
        request, lambda: actions.take_back_proxy(attendance=row, by=request.user, at=clock.now()),
        _("위임을 거두었습니다."), _back(request, row),
    )  # fmt: skip


@login_required
def assembly_here(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """In the hall: the number on the wall, typed or scanned. Each of the own rows that nobody else stands for arrives."""
    row, today = load_assembly(code, pk), clock.today()
    require(permissions.may_see_assembly(request.user, row, today))
    own = list(permissions.own_rows(request.user, row, today).exclude(channel=Channel.PROXY))
    require(bool(own))
    form = HereForm(request.POST or None, initial={"code": request.GET.get("code", "")[:6]})

    def do(read: dict[str, Any]) -> None:
        for each in own:
            actions.check_in(attendance=each, code=read["code"], by=request.user, at=clock.now())

    return act(
        request, cooperative=row.cooperative, title=_("참석 알리기"), form=form, do=do, back=row.get_absolute_url(),
        label=_("지금 왔습니다"), crumb=row.title, done=_("참석을 적었습니다. 어서 오세요."),
        lede=_("%(names)s 이름으로 참석합니다.") % {"names": ", ".join(each.name for each in own)},
    )  # fmt: skip


@require_safe
@login_required
def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    """Held out at the door: a number to say, a picture for the steward's phone."""
    row = _own(request, pk)
    address = request.build_absolute_uri(
        reverse("assembly_roll", args=[row.assembly.cooperative.code, row.assembly_id])
    )
    return render(
        request, "cooperative/ticket.html",
        {
            "cooperative": row.assembly.cooperative, "assembly": row.assembly, "row": row,
            "qr": qr(f"{address}?q={row.number or row.name}"),
        },
    )  # fmt: skip


@login_required
@require_POST
def attendance_leave_own(request: HttpRequest, pk: int) -> HttpResponse:
    row = load_attendance(pk)
    require(permissions.own_rows(request.user, row.assembly, clock.today()).filter(pk=row.pk).exists())
    try:
        actions.leave(attendance=row, by=request.user, at=clock.now())
    except NotLawful as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("자리를 떠난 것으로 적었습니다. 살펴 가세요."))
    return redirect(row.assembly)
