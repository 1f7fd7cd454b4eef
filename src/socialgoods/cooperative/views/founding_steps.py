"""The steps of a founding after its assembly, each a page that notes what was done on which day."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.cooperative.actions import founding as actions
from socialgoods.cooperative.forms import founding as forms
from socialgoods.cooperative.views.acting import at_once
from socialgoods.cooperative.views.founding import form_page, step_of
from socialgoods.kernel import clock


@login_required
@require_POST
def founding_finish(request: HttpRequest, code: str) -> HttpResponse:
    cooperative = step_of(request, code)
    return at_once(
        request, lambda: actions.finish_assembly(cooperative=cooperative, by=request.user, at=clock.now()),
        _("창립총회를 마쳤습니다. 이제 서류를 낼 수 있습니다."), reverse("founding", args=[code]),
    )  # fmt: skip


@login_required
def founding_file(request: HttpRequest, code: str) -> HttpResponse:
    cooperative = step_of(request, code)
    form = forms.FilingForm(request.POST or None, initial={"on": clock.today()})

    def do(read: dict[str, Any]) -> None:
        actions.file(cooperative=cooperative, **read, by=request.user, at=clock.now())

    title = _("설립인가 신청") if cooperative.is_social else _("설립신고")
    return form_page(
        request,
        cooperative,
        form=form,
        title=title,
        do=do,
        label=_("낸 날 적기"),
        done=_("적었습니다. 답을 기다립니다."),
    )


@login_required
def founding_accept(request: HttpRequest, code: str) -> HttpResponse:
    cooperative = step_of(request, code)
    form = forms.AcceptanceForm(request.POST or None, initial={"on": clock.today()})

    def do(read: dict[str, Any]) -> None:
        actions.accept(cooperative=cooperative, **read, by=request.user, at=clock.now())

    done = _("받아들여졌습니다. 동의한 사람들이 조합원이 되었고, 약속한 출자가 청약이 되었습니다.")
    return form_page(request, cooperative, form=form, title=_("답 적기"), do=do, label=_("적기"), done=done)


@login_required
def founding_register(request: HttpRequest, code: str) -> HttpResponse:
    cooperative = step_of(request, code)
    has_record = cooperative.organization is not None
    form = forms.RegistrationForm(request.POST or None, initial={"on": clock.today()}, has_record=has_record)

    def do(read: dict[str, Any]) -> None:
        actions.become_registered(cooperative=cooperative, **form.read(), by=request.user, at=clock.now())

    return form_page(
        request,
        cooperative,
        form=form,
        title=_("설립등기"),
        do=do,
        label=_("등기 적기"),
        done=_("축하합니다. 조합이 태어났습니다."),
    )


@login_required
def founding_abandon(request: HttpRequest, code: str) -> HttpResponse:
    cooperative = step_of(request, code)
    form = forms.AbandonForm(request.POST or None)

    def do(read: dict[str, Any]) -> None:
        actions.abandon(
            cooperative=cooperative, on=clock.today(), reason=read["reason"], by=request.user, at=clock.now()
        )

    return form_page(
        request,
        cooperative,
        form=form,
        title=_("설립 그만두기"),
        do=do,
        label=_("그만두기"),
        done=_("설립을 그만두었습니다."),
    )
