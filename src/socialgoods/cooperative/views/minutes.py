"""The minutes: read, edited, signed, printed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import assembly_papers, paper, permissions
from socialgoods.cooperative.actions import minutes as actions
from socialgoods.cooperative.forms.assembly import MinutesForm, SignForm
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.assembly import load_assembly, running
from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require


@require_safe
@login_required
def minutes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Members and creditors may read and copy them (§49, §96)."""
    row, today = load_assembly(code, pk), clock.today()
    require(permissions.may_see_assembly(request.user, row, today))
    own = permissions.own_rows(request.user, row, today).filter(arrived_at__isnull=False)
    signed = set(row.signatures.values_list("name", flat=True))
    return render(
        request, "cooperative/minutes.html",
        {
            "cooperative": row.cooperative, "assembly": row, "runs": permissions.may_run_assembly(request.user, row, today),
            "signatures": row.signatures.all(), "may_sign": [each for each in own if each.name not in signed],
            "is_closed": row.state == "closed",
        },
    )  # fmt: skip


def _form(request: HttpRequest, code: str, pk: int, **more: Any) -> HttpResponse:
    row = load_assembly(code, pk)
    return act(
        request, cooperative=row.cooperative, back=reverse("minutes", args=[code, pk]), crumb=_("의사록"), **more
    )


@login_required
def minutes_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = MinutesForm(request.POST or None, initial={"text": row.minutes})

    def do(read: dict[str, Any]) -> None:
        actions.edit(assembly=row, text=read["text"], by=request.user, at=clock.now())

    return _form(
        request, code, pk, title=_("의사록 고치기"), form=form, do=do, label=_("저장하기"), done=_("저장했습니다.")
    )


@login_required
def minutes_sign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Signed on paper, written down by the steward."""
    row = running(request, code, pk)
    form = SignForm(request.POST or None, initial={"on_paper": True})

    def do(read: dict[str, Any]) -> None:
        actions.sign(assembly=row, **{**read, "on_paper": True}, by=request.user, at=clock.now())

    return _form(
        request, code, pk, title=_("종이 서명 적기"), form=form, do=do, label=_("적기"), done=_("서명을 적었습니다.")
    )


@login_required
@require_POST
def minutes_sign_own(request: HttpRequest, code: str, pk: int, attendance: int) -> HttpResponse:
    row, today = load_assembly(code, pk), clock.today()
    require(permissions.may_see_assembly(request.user, row, today))
    own = permissions.own_rows(request.user, row, today).filter(pk=attendance).first()
    require(own is not None)
    assert own is not None  # noqa: S101 — required above

    def do() -> None:
        actions.sign(
            assembly=row,
            name=own.name,
            is_chair=own.name == row.chair_name,
            user=request.user,
            by=request.user,
            at=clock.now(),
        )

    return at_once(request, do, _("의사록에 서명했습니다."), reverse("minutes", args=[code, pk]))


@login_required
@require_POST
def minutes_unsign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.take_back_signatures(assembly=row, reason="", by=request.user, at=clock.now()),
        _("서명을 모두 거두었습니다. 고친 뒤 다시 서명해 주세요."), reverse("minutes", args=[code, pk]),
    )  # fmt: skip


@require_safe
@login_required
def minutes_pdf(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = load_assembly(code, pk)
    require(permissions.may_see_assembly(request.user, row, clock.today()))
    events.record("cooperative.minutes.printed", row, by=request.user, at=clock.now())
    answer = HttpResponse(paper.compiled("letter.typ", assembly_papers.minutes(row)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="minutes.pdf"'
    return answer
