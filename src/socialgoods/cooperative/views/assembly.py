"""Assemblies: the list, one of them, and what its stewards do before and after."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import assembly_papers, paper, permissions
from socialgoods.cooperative.actions import assembly as actions
from socialgoods.cooperative.actions import letters, papers
from socialgoods.cooperative.forms import assembly as forms
from socialgoods.cooperative.models import AgendaItem, Assembly, AssemblyState, Cooperative, Paper
from socialgoods.cooperative.queries import assembly as queries
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require


def load_assembly(code: str, pk: int) -> Assembly:
    rows = Assembly.objects.select_related("cooperative__entity", "cooperative__organization")
    return get_object_or_404(rows, pk=pk, cooperative__code=code)


def running(request: HttpRequest, code: str, pk: int) -> Assembly:
    row = load_assembly(code, pk)
    require(permissions.may_run_assembly(request.user, row, clock.today()))
    return row


@require_safe
@login_required
def assemblies(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_assemblies(request.user, cooperative, today))
    runs = permissions.runs(request.user, cooperative, today)
    rows = cooperative.assemblies.all() if runs else cooperative.assemblies.exclude(state=AssemblyState.DRAFT)
    return render(
        request, "cooperative/assemblies.html", {"cooperative": cooperative, "rows": rows, "runs": runs, "today": today}
    )


@login_required
def assembly_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, now = load(code), clock.now()
    require(permissions.runs(request.user, cooperative, clock.today()))
    made: list[Assembly] = []
    initial = {"held_at": (now + timedelta(days=10)).replace(hour=5, minute=0), "record_on": clock.today()}
    form = forms.AssemblyForm(request.POST or None, cooperative=cooperative, initial=initial)

    def do(read: dict[str, Any]) -> None:
        made.append(actions.draft(cooperative=cooperative, **read, by=request.user, at=now))

    answer = act(
        request, cooperative=cooperative, title=_("총회 준비하기"), form=form, do=do, back=reverse("assemblies", args=[code]),
        label=_("준비 시작하기"), done=_("총회를 준비합니다. 안건을 적고 소집을 알려 주세요."), crumb=_("총회"),
        lede=_("먼저 때와 곳을 정하고, 안건과 자료를 넣은 뒤 소집을 알립니다. 알리기 전까지는 고칠 수 있습니다."),
    )  # fmt: skip
    return redirect(made[0]) if made else answer


@require_safe
@login_required
def assembly(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row, today, now = load_assembly(code, pk), clock.today(), clock.now()
    require(permissions.may_see_assembly(request.user, row, today))
    runs = permissions.may_run_assembly(request.user, row, today)
    own = list(permissions.own_rows(request.user, row, today).select_related("proxy"))
    return render(
        request, "cooperative/assembly.html",
        {
            "cooperative": row.cooperative, "assembly": row, "runs": runs, "own": own, "today": today,
            "items": row.items.select_related("about").order_by("number"), "papers": row.papers.all(),
            "presence": queries.presence(row, now) if row.state in queries.HELD else None,
            "is_draft": row.state == AssemblyState.DRAFT, "is_called": row.state == AssemblyState.CALLED,
            "is_open": row.state == AssemblyState.OPEN, "is_over": row.state in {AssemblyState.CLOSED, AssemblyState.SIGNED},
            "signatures": row.signatures.all(),
        },
    )  # fmt: skip


def _form(
    request: HttpRequest, row: Assembly, *, form: Any, title: str, do: Any, label: str, done: str, lede: str = ""
) -> HttpResponse:
    return act(
        request, cooperative=row.cooperative, title=title, form=form, do=do, back=row.get_absolute_url(), label=label, done=done,
        lede=lede, crumb=row.title,
    )  # fmt: skip


@login_required
def assembly_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.AssemblyForm(request.POST or None, cooperative=row.cooperative, instance=load_assembly(code, pk))

    def do(read: dict[str, Any]) -> None:
        actions.change(assembly=row, fields=read, by=request.user, at=clock.now())

    return _form(request, row, form=form, title=_("총회 고치기"), do=do, label=_("저장하기"), done=_("저장했습니다."))


@login_required
def item_new(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.ItemForm(request.POST or None, assembly=row)

    def do(read: dict[str, Any]) -> None:
        actions.add_item(assembly=row, **read, by=request.user, at=clock.now())

    return _form(
        request, row, form=form, title=_("안건 적기"), do=do, label=_("안건 넣기"), done=_("안건을 넣었습니다.")
    )


@login_required
@require_POST
def item_remove(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = running(request, code, pk)
    item = get_object_or_404(AgendaItem, assembly=row, number=number)
    return at_once(
        request, lambda: actions.remove_item(item=item, by=request.user, at=clock.now()), _("안건을 뺐습니다."), row
    )


@login_required
def paper_new(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.PaperForm(request.POST or None, request.FILES or None)

    def do(read: dict[str, Any]) -> None:
        papers.add(assembly=row, file=read["file"], name=read["name"], by=request.user, at=clock.now())

    return _form(
        request, row, form=form, title=_("총회 자료 올리기"), do=do, label=_("올리기"), done=_("자료를 올렸습니다.")
    )


@login_required
@require_POST
def paper_remove(request: HttpRequest, code: str, pk: int, paper_pk: int) -> HttpResponse:
    row = running(request, code, pk)
    found = get_object_or_404(Paper, pk=paper_pk, assembly=row)
    return at_once(
        request, lambda: papers.remove(paper=found, by=request.user, at=clock.now()), _("자료를 뺐습니다."), row
    )


@require_safe
@login_required
def paper_file(request: HttpRequest, code: str, pk: int, paper_pk: int) -> FileResponse:
    row = load_assembly(code, pk)
    require(permissions.may_see_assembly(request.user, row, clock.today()))
    found = get_object_or_404(Paper, pk=paper_pk, assembly=row)
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name)


@login_required
@require_POST
def assembly_call(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.call(assembly=row, by=request.user, at=clock.now()),
        _("소집을 알렸습니다. 계정이 없는 분께는 소집 통지를 인쇄해 전해 주세요."), row,
    )  # fmt: skip


@login_required
def assembly_open(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.OpenForm(request.POST or None)

    def do(read: dict[str, Any]) -> None:
        actions.open_assembly(assembly=row, chair_name=read["chair_name"], by=request.user, at=clock.now())

    return _form(
        request,
        row,
        form=form,
        title=_("개회하기"),
        do=do,
        label=_("개회하기"),
        done=_("총회를 열었습니다. 참석을 확인해 주세요."),
    )


@login_required
@require_POST
def assembly_close(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    return at_once(
        request, lambda: actions.close_assembly(assembly=row, by=request.user, at=clock.now()),
        _("총회를 마쳤습니다. 의사록 초안을 만들었습니다."), reverse("minutes", args=[code, pk]),
    )  # fmt: skip


@login_required
def assembly_cancel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.ReasonForm(request.POST or None)

    def do(read: dict[str, Any]) -> None:
        actions.cancel(assembly=row, reason=read["reason"], by=request.user, at=clock.now())

    return _form(
        request,
        row,
        form=form,
        title=_("총회 취소하기"),
        do=do,
        label=_("취소하기"),
        done=_("총회를 취소하고 알렸습니다."),
    )


@require_safe
@login_required
def convocation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """To print: the letter, and who has no account and is told by hand."""
    row = running(request, code, pk)
    names = _without_account(row.cooperative, row)
    events.record("cooperative.convocation.printed", row, by=request.user, at=clock.now(), names=len(names))
    answer = HttpResponse(
        paper.compiled("letter.typ", assembly_papers.convocation(row, names)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="convocation.pdf"'
    return answer


def _without_account(cooperative: Cooperative, row: Assembly) -> list[str]:
    told = {user.pk for user in letters.recipients(row, clock.now())}
    rows = cooperative.consents.filter(withdrawn_on=None) if row.kind == "founding" else queries.entitled_on(row)
    return [each.name for each in rows if each.user_id not in told and each.organization_id is None]
