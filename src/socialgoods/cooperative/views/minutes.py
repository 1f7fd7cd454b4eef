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
from socialgoods.cooperative.forms.assembly import MinutesForm, SignersForm, SignForm
from socialgoods.cooperative.models import Assembly
from socialgoods.cooperative.queries import minutes as queries
from socialgoods.cooperative.rules.minutes import digest
from socialgoods.cooperative.views.acting import at_once
from socialgoods.cooperative.views.assembly import form_page, load_assembly, running
from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require


def _read(request: HttpRequest, code: str, pk: int) -> Assembly:
    row, today = load_assembly(code, pk), clock.today()
    require(permissions.may_see_assembly(request.user, row, today))
    require(permissions.may_read_minutes(request.user, row, today))
    return row


@require_safe
@login_required
def minutes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Members read and copy them (§49, §96); a look of the county or of an auditor leaves an event."""
    row, today = _read(request, code, pk), clock.today()
    runs = permissions.may_run_assembly(request.user, row, today)
    own = list(permissions.own_rows(request.user, row, today))
    if not runs and not own and row.minutes:
        events.record("cooperative.minutes.seen", row, by=request.user, at=clock.now())
    signing = queries.signing(row)
    may_sign = [each for each in own if each.pk in signing.missing_keys]
    return render(
        request, "cooperative/minutes.html",
        {
            "cooperative": row.cooperative, "assembly": row, "runs": runs, "signatures": row.signatures.all(), "signing": signing,
            "may_sign": may_sign, "is_closed": row.state == "closed", "is_open": row.state == "open",
            "lines": row.minutes.split("\n") if row.minutes else [], "digest": digest(row.minutes), "article": actions.article(row),
        },
    )  # fmt: skip


def _back(row: Assembly) -> str:
    return reverse("minutes", args=[row.cooperative.code, row.pk])


@login_required
def minutes_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = MinutesForm(request.POST or None, initial={"text": row.minutes})

    def do(read: dict[str, Any]) -> None:
        actions.edit(assembly=row, text=read["text"], by=request.user, at=clock.now())

    return form_page(
        request, row, back=_back(row), crumb=_("의사록"), title=_("의사록 고치기"), form=form, do=do, label=_("저장하기"),
        done=_("저장했습니다."), lede=_("첫 서명 전까지 고칠 수 있습니다. 서명은 지금 글 그대로에 대한 것입니다."),
    )  # fmt: skip


@login_required
@require_POST
def minutes_again(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.draft_again(assembly=row, by=request.user, at=clock.now()),
        _("명부와 개표 결과로 초안을 다시 만들었습니다."), _back(row),
    )  # fmt: skip


@login_required
def minutes_signers(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    chosen = row.roll.filter(signs=True).order_by("number").values_list("name", flat=True)
    form = SignersForm(request.POST or None, assembly=row, initial={"signers": "\n".join(chosen)})

    def do(read: dict[str, Any]) -> None:
        actions.elect_signers(assembly=row, signers=read["signers"], by=request.user, at=clock.now())

    return form_page(
        request, row, back=_back(row), crumb=_("의사록"), title=_("서명할 조합원 적기"), form=form, do=do, label=_("적기"),
        done=_("서명할 조합원을 적었습니다."), lede=_("의사록에는 의장과 총회에서 뽑은 조합원 세 명 이상이 서명합니다."),
    )  # fmt: skip


@login_required
def minutes_sign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Signed on paper, written down by the steward."""
    row = running(request, code, pk)
    signing = queries.signing(row)
    form = SignForm(request.POST or None, missing=[(key, label) for key, label in signing.choices])

    def do(read: dict[str, Any]) -> None:
        signer = None if read["who"] == "chair" else row.roll.get(pk=int(read["who"]))
        actions.sign(
            assembly=row, signer=signer, is_chair=signer is None, on_paper=True, by=request.user, at=clock.now()
        )

    return form_page(
        request, row, back=_back(row), crumb=_("의사록"), title=_("종이 서명 적기"), form=form, do=do, label=_("적기"),
        done=_("서명을 적었습니다."), lede=_("인쇄한 의사록에 서명한 사람을 적습니다. 종이는 조합이 보관합니다."),
    )  # fmt: skip


@login_required
@require_POST
def minutes_sign_own(request: HttpRequest, code: str, pk: int, attendance: int) -> HttpResponse:
    row, today = _read(request, code, pk), clock.today()
    own = permissions.own_rows(request.user, row, today).filter(pk=attendance).first()
    require(own is not None)

    def do() -> None:
        actions.sign(assembly=row, signer=own, user=request.user, by=request.user, at=clock.now())

    return at_once(request, do, _("의사록에 서명했습니다."), _back(row))


@login_required
@require_POST
def minutes_finish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.finish(assembly=row, by=request.user, at=clock.now()),
        _("서명을 마쳤습니다. 이제 이 총회의 기록은 아무도 바꿀 수 없습니다."), _back(row),
    )  # fmt: skip


@login_required
@require_POST
def minutes_unsign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.take_back_signatures(assembly=row, reason="", by=request.user, at=clock.now()),
        _("서명을 모두 거두었습니다. 고친 뒤 다시 서명해 주세요."), _back(row),
    )  # fmt: skip


@require_safe
@login_required
def minutes_pdf(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = _read(request, code, pk)
    events.record("cooperative.minutes.printed", row, by=request.user, at=clock.now())
    answer = HttpResponse(paper.compiled("letter.typ", assembly_papers.minutes(row)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="minutes.pdf"'
    return answer
