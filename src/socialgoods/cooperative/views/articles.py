"""The articles of association as they stood on any day, as a page and to print; and their change."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.cooperative import founding_papers, paper, permissions
from socialgoods.cooperative.actions import articles as actions
from socialgoods.cooperative.actions import founding
from socialgoods.cooperative.actions.articles import ITSELF
from socialgoods.cooperative.forms.founding import ArticlesForm, ItselfForm
from socialgoods.cooperative.forms.register import item_field, items_of
from socialgoods.cooperative.models import CooperativeState
from socialgoods.cooperative.queries import contents
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.views.acting import act
from socialgoods.cooperative.views.register import load
from socialgoods.cooperative.views.shared import day_asked
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry.forms.organization import day_field


@require_safe
def articles(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody may read them: they are part of what is disclosed."""
    cooperative, today = load(code), clock.today()
    on = day_asked(request, today)
    row = articles_on(cooperative, on)
    return render(
        request, "cooperative/articles.html",
        {
            "cooperative": cooperative, "articles": row, "on": on, "chapters": contents.chapters(cooperative, row, on),
            "versions": cooperative.articles.select_related("item__assembly"), "runs": permissions.runs(request.user, cooperative, today),
            "is_draft": cooperative.state == CooperativeState.FOUNDING,
        },
    )  # fmt: skip


@login_required
def articles_edit(request: HttpRequest, code: str) -> HttpResponse:
    """During the founding a draft; afterwards a new version that rests on a resolution."""
    cooperative, today = load(code), clock.today()
    require(permissions.runs(request.user, cooperative, today))
    is_draft = cooperative.state == CooperativeState.FOUNDING
    row = articles_on(cooperative, today)
    row.pk = row.pk if is_draft else None
    form = ArticlesForm(request.POST or None, instance=row, is_social=cooperative.is_social)
    if not is_draft:
        itself = {name: getattr(cooperative, name) for name in ITSELF}
        for name, field in ItselfForm().fields.items():
            form.fields[name] = field
            form.initial[name] = itself[name]
        form.fields["starts_on"] = day_field(label=_("시행일"), initial=today)
        form.fields["item"] = item_field()
        form.fields["item"].queryset = items_of(cooperative, "articles")  # type: ignore[attr-defined]

    def do(read: dict[str, Any]) -> None:
        variables = form.variables()
        if is_draft:
            founding.set_articles(
                cooperative=cooperative, variables=variables, starts_on=row.starts_on, by=request.user, at=clock.now()
            )
        else:
            actions.change(
                cooperative=cooperative, variables=variables, starts_on=read["starts_on"], item=read["item"],
                itself={name: read[name] for name in ITSELF}, by=request.user, at=clock.now(),
            )  # fmt: skip

    lede = (
        ""
        if is_draft
        else _(
            "정관은 총회에서 참석한 조합원 3분의 2 이상이 찬성해야 바꿀 수 있습니다(협동조합기본법 제29조제1항제1호)."
        )
    )
    return act(
        request, cooperative=cooperative, title=_("정관 정하기") if is_draft else _("정관 바꾸기"), form=form, do=do, lede=lede,
        back=reverse("articles", args=[code]), label=_("저장하기"), done=_("정관을 저장했습니다."), crumb=_("정관"),
    )  # fmt: skip


@require_safe
def articles_pdf(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, on = load(code), day_asked(request, clock.today())
    answer = HttpResponse(
        paper.compiled("letter.typ", founding_papers.articles(cooperative, on)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="articles.pdf"'
    return answer
