"""Who was told of an assembly, how and when; letters to print for those whom no message reaches."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import assembly_papers, paper
from socialgoods.cooperative.actions import letters as actions
from socialgoods.cooperative.actions.presence import prepare_roll
from socialgoods.cooperative.forms.assembly import ToldForm
from socialgoods.cooperative.models import AssemblyState, Telling, ToldOf, Way
from socialgoods.cooperative.queries import told as queries
from socialgoods.cooperative.views.acting import at_once
from socialgoods.cooperative.views.assembly import running
from socialgoods.kernel import clock, events
from socialgoods.registry.downloads import TYPES, table_response

ROWS_A_PAGE = 60


@require_safe
@login_required
def told(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    of, missing = queries.latest(row), queries.not_told(row, queries.latest(row))
    only = bool(request.GET.get("missing"))
    rows = (missing if only else queries.roll(row)).prefetch_related(
        Prefetch("tellings", Telling.objects.order_by("at", "pk"))
    )
    return render(
        request, "cooperative/told.html",
        {
            "cooperative": row.cooperative, "assembly": row, "only": only, "missing": missing.count(), "all": row.roll.count(),
            "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")), "of": ToldOf(of).label,
            "ways": [(way.value, way.label) for way in (Way.POST, Way.HAND, Way.PHONE)],
        },
    )  # fmt: skip


@login_required
@require_POST
def told_note(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = ToldForm(request.POST, assembly=row)
    back = f"{reverse('told', args=[code, pk])}?missing=1"
    if not form.is_valid():
        return at_once(request, lambda: None, _("알린 사람을 먼저 골라 주세요."), back)
    read = form.cleaned_data
    return at_once(
        request,
        lambda: actions.note_told(
            assembly=row, rows=read["row"], way=read["way"], of=queries.latest(row), by=request.user, at=clock.now()
        ),
        _("알린 것으로 적었습니다."), back,
    )  # fmt: skip


@require_safe
@login_required
def told_file(request: HttpRequest, code: str, pk: int, form: str) -> HttpResponse:
    """Names and addresses of those whom no message has reached: for envelopes, or to print."""
    row = running(request, code, pk)
    rows = [
        (str(each.number or ""), each.name, queries.address(each), queries.phone(each))
        for each in queries.not_told(row, queries.latest(row))
    ]
    events.record("cooperative.convocation.addresses_taken", row, by=request.user, at=clock.now(), names=len(rows))
    if form == "pdf":
        return _pdf("letter.typ", assembly_papers.to_tell(row, rows), "to-tell")
    headings = [_("번호"), _("이름"), _("주소"), _("전화")]
    return table_response(
        f"{code}-convocation-{pk}", form if form in TYPES else "csv", headings, rows, title=_("알릴 사람")
    )


@require_safe
@login_required
def convocation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """To print: a letter for each whom no message has reached."""
    row = running(request, code, pk)
    to = [(each.name, queries.address(each)) for each in queries.not_told(row, queries.latest(row))]
    events.record("cooperative.convocation.printed", row, by=request.user, at=clock.now(), names=len(to))
    return _pdf("convocation.typ", assembly_papers.convocation(row, to), "convocation")


@require_safe
@login_required
def signing(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """To print: everybody on the roll, with room to sign at the door."""
    row = running(request, code, pk)
    if row.state == AssemblyState.CALLED:
        prepare_roll(assembly=row)
    events.record("cooperative.roll.printed", row, by=request.user, at=clock.now(), names=row.roll.count())
    return _pdf("signing.typ", assembly_papers.signing(row), "sign-in")


def _pdf(template: str, words: dict[str, Any], name: str) -> HttpResponse:
    answer = HttpResponse(paper.compiled(template, words), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
