"""The co-operatives of the county, and each one's own page."""

from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.models import Cooperative, CooperativeState, Disclosure, Member, YearEnd
from socialgoods.cooperative.queries import assembly as assembly_queries
from socialgoods.cooperative.queries import register as register_queries
from socialgoods.cooperative.queries import supervision
from socialgoods.cooperative.queries.changes import changes
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.queries.founding import founding_assembly
from socialgoods.cooperative.rules.changes import reminders
from socialgoods.cooperative.rules.law import Reason
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.ledger import permissions as ledger

BORN = (CooperativeState.REGISTERED, CooperativeState.WINDING_UP)
HIDDEN = (CooperativeState.ABANDONED, CooperativeState.DISSOLVED)
SMALLEST_GROUP = 5


@require_safe
def cooperatives(request: HttpRequest) -> HttpResponse:
    """What everybody may see: those that are registered, and those to which one may consent."""
    rows = Cooperative.objects.exclude(state__in=HIDDEN).select_related("organization")
    today = clock.today()
    mine = []
    if request.user.is_authenticated:
        stewards = Q(stewards__user=request.user, stewards__starts_on__lte=today)
        running = Q(stewards__ends_on=None) | Q(stewards__ends_on__gt=today)
        mine = list(rows.filter(stewards & running).distinct())
    others = rows.exclude(pk__in=[row.pk for row in mine])
    return render(
        request, "cooperative/cooperatives.html",
        {
            "mine": mine, "registered": others.filter(state__in=BORN),
            "founding": others.exclude(state__in=BORN),
            "may_begin": permissions.may_begin_founding(request.user),
        },
    )  # fmt: skip


def _reminders(row: Cooperative, on: date) -> list[Reason]:
    return reminders(changes(row, on), on=on)


@require_safe
def cooperative(request: HttpRequest, code: str) -> HttpResponse:
    row, today = load(code), clock.today()
    user = request.user
    members = Member.objects.running_on(today).filter(cooperative=row).count()
    may_see = permissions.may_see_register(user, row, today)
    runs = permissions.runs(user, row, today)
    disclosures = (
        Disclosure.objects.filter(year_end__cooperative=row)
        .select_related("year_end")
        .order_by("-year_end__year", "-version")
    )
    newest = list({found.year_end_id: found for found in reversed(disclosures)}.values())[::-1]
    return render(
        request, "cooperative/cooperative.html",
        {
            "cooperative": row, "today": today, "runs": runs, "may_see": may_see,
            "members": members if may_see or members >= SMALLEST_GROUP else None, "is_open": row.state == CooperativeState.FOUNDING,
            "consents": row.consents.filter(withdrawn_on=None).count(), "articles": articles_on(row, today),
            "consented": permissions.consented(user, row, today), "may_consent": permissions.may_consent(user, row, today),
            "paid_in": register_queries.paid_in_on(row, today), "disclosures": newest,
            "own": permissions.memberships(user, row, today), "coming": assembly_queries.coming(row) if may_see else [],
            "warnings": [*supervision.of(row, today), *_reminders(row, today)] if may_see else [],
            "reads_books": row.entity is not None and ledger.may_read(user, row.entity, today),
            "notice": founding_assembly(row) if row.state == CooperativeState.FOUNDING else None,
            "open_year": YearEnd.objects.filter(cooperative=row).order_by("-year").first() if runs else None,
            "may_see_founding": permissions.may_see_founding(user, row, today),
        },
    )  # fmt: skip
