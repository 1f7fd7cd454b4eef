"""Founding a co-operative: its path, who takes part, and each step that is taken."""

import secrets
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import founding_papers, paper, permissions
from socialgoods.cooperative import founding_parameters as parameters
from socialgoods.cooperative.actions import founding as actions
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.forms import founding as forms
from socialgoods.cooperative.models import Consent, Cooperative, CooperativeKind, Promoter
from socialgoods.cooperative.queries import founding as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.rules import founding as rules
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.register import load
from socialgoods.cooperative.views.shared import day_asked
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions as registry
from socialgoods.registry.models import Organization

BUTTONS = {
    "promoters": ("promoter_new", gettext_lazy("발기인 적기")), "articles": ("articles_edit", gettext_lazy("정관 정하기")),
    "consents": ("consent_new", gettext_lazy("설립동의서 적기")), "notice": ("assemblies", gettext_lazy("창립총회 준비하기")),
    "assembly": ("assemblies", gettext_lazy("창립총회 보기")), "minutes": ("assemblies", gettext_lazy("의사록 보기")),
    "filing": ("founding_file", gettext_lazy("낸 날 적기")), "acceptance": ("founding_accept", gettext_lazy("답 적기")),
    "payment": ("register", gettext_lazy("출자금 받기")), "registration": ("founding_register", gettext_lazy("등기 적기")),
}  # fmt: skip


@login_required
def founding_begin(request: HttpRequest) -> HttpResponse:
    require(permissions.may_begin_founding(request.user))
    today = clock.today()
    form = forms.BeginForm(request.POST or None, names=[("", _("내가 사람들과 함께")), *_organizations(request, today)])
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        organization = Organization.objects.filter(pk=read.get("organization") or None).first()
        try:
            row = actions.begin(
                code=f"coop-{secrets.token_hex(4)}", name=read["name"], kind=read["kind"], main_business=read["main_business"],
                is_federation=read["is_federation"], purpose=read["purpose"], in_gun=read["in_gun"], organization=organization,
                steward=request.user, begun_on=today, by=request.user, at=clock.now(),
            )  # fmt: skip
            return redirect("founding", row.code)
        except NotLawful as refusal:
            return render(request, "cooperative/founding_begin.html", {"form": form, "reasons": refusal.reasons})
    return render(request, "cooperative/founding_begin.html", {"form": form})


@require_safe
@login_required
def founding(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_founding(request.user, cooperative, today))
    on = min(day_asked(request, today), today)
    state, figures = queries.state_on(cooperative, on), queries.figures_on(cooperative, on)
    steps = rules.path(state, figures)
    may_prepare = permissions.may_prepare_founding(request.user, cooperative, today) and on == today
    consents = queries.consents_on(cooperative, on)
    return render(
        request, "cooperative/founding.html",
        {
            "cooperative": cooperative, "steps": [(step, *_button(step, cooperative)) for step in steps], "today": today, "on": on,
            "now": next((step for step in steps if step.is_open), None), "done": sum(step.is_done for step in steps),
            "promoters": cooperative.promoters.filter(joined_on__lte=on), "consents": consents, "may_prepare": may_prepare,
            "is_open": cooperative.state == "founding", "promised": sum(row.won for row in state.consents),
            "minister": parameters.MINISTER.on(on), "may_consent": permissions.may_consent(request.user, cooperative, today),
            "own": _own(request, cooperative, consents, today) if on == today else [],
        },
    )  # fmt: skip


def _own(request: HttpRequest, cooperative: Cooperative, consents: Any, on: date) -> list[Consent]:
    """Asked once for all rows: `permissions.may_withdraw_consent` row by row."""
    if permissions.runs(request.user, cooperative, on):
        return list(consents)
    represented = registry.represented(request.user, on)
    return [
        row
        for row in consents
        if (row.organization_id in represented if row.organization_id else row.user_id == request.user.pk)
    ]


def _button(step: rules.Step, cooperative: Cooperative) -> tuple[str, str]:
    name, label = BUTTONS[step.key]
    return reverse(name, args=[cooperative.code]), str(label)


def step_of(request: HttpRequest, code: str) -> Cooperative:
    cooperative = load(code)
    require(permissions.may_prepare_founding(request.user, cooperative, clock.today()))
    return cooperative


def form_page(
    request: HttpRequest,
    cooperative: Cooperative,
    *,
    form: Any,
    title: str,
    do: Any,
    label: str,
    done: str,
    lede: str = "",
):
    back = reverse("founding", args=[cooperative.code])
    return act(
        request, cooperative=cooperative, title=title, form=form, do=do, done=done, back=back, label=label, lede=lede,
        crumb=_("설립"),
    )  # fmt: skip


@login_required
def founding_describe(request: HttpRequest, code: str) -> HttpResponse:
    cooperative = step_of(request, code)
    form = forms.DescribeForm(request.POST or None, instance=Cooperative.objects.get(pk=cooperative.pk))

    def do(read: dict[str, Any]) -> None:
        actions.describe(cooperative=cooperative, fields=read, by=request.user, at=clock.now())

    return form_page(
        request,
        cooperative,
        form=form,
        title=_("조합 소개 고치기"),
        do=do,
        label=_("저장하기"),
        done=_("저장했습니다."),
    )


@login_required
def promoter_new(request: HttpRequest, code: str) -> HttpResponse:
    cooperative = step_of(request, code)
    form = forms.PromoterForm(request.POST or None, initial={"joined_on": clock.today()})

    def do(read: dict[str, Any]) -> None:
        actions.add_promoter(
            cooperative=cooperative, **form.who(), joined_on=read["joined_on"], by=request.user, at=clock.now()
        )

    return form_page(
        request, cooperative, form=form, title=_("발기인 적기"), do=do, label=_("적기"), done=_("발기인을 적었습니다.")
    )


@login_required
@require_POST
def promoter_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Promoter.objects.select_related("cooperative"), pk=pk)
    require(permissions.may_prepare_founding(request.user, row.cooperative, clock.today()))
    return at_once(
        request, lambda: actions.remove_promoter(promoter=row, by=request.user, at=clock.now()),
        _("발기인에서 뺐습니다."), reverse("founding", args=[row.cooperative.code]),
    )  # fmt: skip


@login_required
def consent_new(request: HttpRequest, code: str) -> HttpResponse:
    """A form on paper, written down by who prepares the founding."""
    cooperative = step_of(request, code)
    is_medical = cooperative.kind == CooperativeKind.MEDICAL
    others = queries.consents_on(cooperative, clock.today()) if is_medical else None
    form = forms.ConsentForm(request.POST or None, initial={"filed_on": clock.today()}, others=others)

    def do(read: dict[str, Any]) -> None:
        actions.file_consent(
            cooperative=cooperative, **form.who(), shares=read["shares"], related_to=read.get("related_to"),
            filed_on=read["filed_on"], by=request.user, at=clock.now(),
        )  # fmt: skip

    lede = _("손으로 쓴 설립동의서를 옮겨 적습니다. 종이는 조합이 보관해 주세요.")
    return form_page(
        request,
        cooperative,
        form=form,
        title=_("설립동의서 적기"),
        do=do,
        label=_("적기"),
        done=_("동의서를 적었습니다."),
        lede=lede,
    )


@login_required
def consent_own(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_consent(request.user, cooperative, today))
    form = forms.OwnConsentForm(request.POST or None, names=_names(request, today))

    def do(read: dict[str, Any]) -> None:
        who = read["in_whose_name"]
        organization = Organization.objects.get(pk=int(who)) if who != "me" else None
        actions.file_consent(
            cooperative=cooperative, organization=organization, user=None if organization else request.user,
            stakeholder=read["stakeholder"], shares=read["shares"], filed_on=today, by=request.user, at=clock.now(),
        )  # fmt: skip

    articles = articles_on(cooperative, today)
    return act(
        request, cooperative=cooperative, title=_("설립에 함께하기"), form=form, do=do, back=reverse("cooperative", args=[code]),
        done=_("설립동의서를 냈습니다. 창립총회를 여는 날을 알려 드리겠습니다."), label=_("설립동의서 내기"), crumb=_("조합"),
        lede=_("1좌는 %(price)s원이고 %(least)s좌 이상 약속합니다. 출자금은 설립이 받아들여진 뒤에 냅니다.")
        % {"price": f"{articles.share_price_won:,}", "least": articles.least_shares},
    )  # fmt: skip


def _organizations(request: HttpRequest, on: date) -> list[tuple[str, str]]:
    """Those for which the person stands."""
    rows = Organization.objects.filter(pk__in=registry.represented(request.user, on)).order_by("name")
    return [(str(row.pk), row.name) for row in rows]


def _names(request: HttpRequest, on: date) -> list[tuple[str, str]]:
    return [*_organizations(request, on), ("me", _("내 이름으로"))]


@login_required
@require_POST
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Consent.objects.select_related("cooperative"), pk=pk)
    require(permissions.may_withdraw_consent(request.user, row, clock.today()))
    return at_once(
        request, lambda: actions.withdraw_consent(consent=row, on=clock.today(), by=request.user, at=clock.now()),
        _("설립동의를 거두었습니다."), reverse("cooperative", args=[row.cooperative.code]),
    )  # fmt: skip


@require_safe
def founding_paper(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The consent form, the notice of the assembly, the list of subscriptions: to print."""
    cooperative, today = load(code), clock.today()
    require(permissions.may_read_paper(request.user, cooperative, name, today))
    words = founding_papers.FOUNDING[name](cooperative, today)
    answer = HttpResponse(paper.compiled("letter.typ", words), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
