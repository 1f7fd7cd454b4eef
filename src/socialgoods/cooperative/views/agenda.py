"""What an assembly decides and what is read before it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions import assembly as actions
from socialgoods.cooperative.actions import papers
from socialgoods.cooperative.forms import assembly as forms
from socialgoods.cooperative.models import AgendaItem, Paper
from socialgoods.cooperative.views.acting import at_once
from socialgoods.cooperative.views.assembly import form_page, load_assembly, running
from socialgoods.kernel import clock, kept
from socialgoods.kernel.permissions import require


@login_required
def item_new(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = running(request, code, pk)
    form = forms.ItemForm(request.POST or None, assembly=row)

    def do(read: dict[str, Any]) -> None:
        actions.add_item(assembly=row, **read, by=request.user, at=clock.now())

    return form_page(
        request, row, form=form, title=_("안건 적기"), do=do, label=_("안건 넣기"), done=_("안건을 넣었습니다."),
        lede=_("소집을 알릴 때 안건도 함께 알립니다. 알리지 않은 안건은 정할 수 없습니다."),
    )  # fmt: skip


@login_required
def item_change(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = running(request, code, pk)
    item = get_object_or_404(AgendaItem.objects.select_related("about", "assembly"), assembly=row, number=number)
    form = forms.ItemForm(request.POST or None, assembly=row, item=item)

    def do(read: dict[str, Any]) -> None:
        actions.change_item(item=item, fields=read, by=request.user, at=clock.now())

    return form_page(
        request, row, form=form, title=_("안건 고치기"), do=do, label=_("저장하기"), done=_("저장했습니다.")
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

    return form_page(
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
def paper_file(request: HttpRequest, code: str, pk: int, paper_pk: int) -> HttpResponse:
    row = load_assembly(code, pk)
    require(permissions.may_see_assembly(request.user, row, clock.today()))
    found = get_object_or_404(Paper, pk=paper_pk, assembly=row)
    try:
        content = kept.content(found.file)
    except kept.Gone:
        raise Http404 from None
    return kept.handed_over(content, found.filename, "application/octet-stream")
