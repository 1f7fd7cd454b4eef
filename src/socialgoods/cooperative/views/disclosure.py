"""What anyone may read of a co-operative's year."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import year_permissions as permissions
from socialgoods.cooperative.actions import disclosure as actions
from socialgoods.cooperative.forms.year import CorrectionForm
from socialgoods.cooperative.models import Cooperative, Disclosure, YearEnd
from socialgoods.cooperative.queries import disclosure as queries
from socialgoods.cooperative.queries import year_end as years
from socialgoods.cooperative.rules import disclosure as rules
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


@require_safe
def disclosure(request: HttpRequest, code: str, year: int, version: int | None = None) -> HttpResponse:
    """As it stood: the newest version, or an older one by its number; before that, whether it is due, and until when."""
    cooperative, today = load(code), clock.today()
    rows = Disclosure.objects.filter(year_end__cooperative=cooperative)
    versions = list(rows.filter(year_end__year=year).order_by("-version"))
    found = next((row for row in versions if version in (None, row.version)), None)
    if found is None and version is not None:
        raise Http404
    if found is None and year not in {row.year for row in years.years(cooperative, today)}:
        raise Http404
    context = {
        "cooperative": cooperative, "year": year, "disclosure": found, "content": found.content if found else None, "on": today,
        "years": list(rows.order_by("-year_end__year").values_list("year_end__year", flat=True).distinct()),
        "versions": versions, "newest": versions[0] if versions else None,
        "may_correct": bool(versions) and permissions.may_run(request.user, cooperative, today),
        "last_day": queries.last_day(cooperative, year), "is_over": years.fiscal_year(cooperative, year).ends_on <= today,
    }  # fmt: skip
    return render(
        request, "cooperative/disclosure.html", context if found else context | _waiting(cooperative, year, request)
    )


def _waiting(cooperative: Cooperative, year: int, request: HttpRequest) -> dict[str, object]:
    today, is_due = clock.today(), queries.is_due(cooperative, year)
    return {
        "is_due": is_due,
        "late": rules.reasons_late(
            last_day=queries.last_day(cooperative, year), on=today, is_due=is_due, is_social=cooperative.is_social
        ),
        "may_run": permissions.may_run(request.user, cooperative, today),
    }


@require_POST
@login_required
def disclose(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative = load(code)
    require(permissions.may_run(request.user, cooperative, clock.today()))
    row = get_object_or_404(YearEnd, cooperative=cooperative, year=year)
    return at_once(
        request, lambda: actions.disclose(year_end=row, by=request.user, at=clock.now()),
        _("경영공시를 했습니다. 누구나 볼 수 있습니다."), row.get_absolute_url(),
    )  # fmt: skip


@login_required
def disclosure_correct(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The report is written anew here; what else changes comes from the rows as they are now, and is shown beforehand."""
    cooperative = load(code)
    require(permissions.may_run(request.user, cooperative, clock.today()))
    row = get_object_or_404(YearEnd.objects.select_related("cooperative__entity"), cooperative=cooperative, year=year)
    newest = row.disclosure
    if newest is None:
        raise Http404
    form = CorrectionForm(request.POST or None, initial={"report": row.report})

    def do(read: dict[str, Any]) -> None:
        actions.correct(year_end=row, **read, by=request.user, at=clock.now())  # type: ignore[arg-type]

    return act(
        request, cooperative=cooperative, title=_("경영공시 고치기"), form=form, do=do, crumb=_("경영공시"), label=_("고친 것을 공개하기"),
        back=reverse("disclosure", args=[code, year]), done=_("고친 경영공시를 공개했습니다. 앞의 것도 그대로 읽을 수 있습니다."),
        lede=_("공개한 것은 지우지 않습니다. 고친 판을 새로 공개하고, 무엇이 왜 바뀌었는지 함께 보입니다."),
        template="cooperative/disclosure_correct.html", changes=rules.changes(newest.content, actions.draft(row)),
    )  # fmt: skip
