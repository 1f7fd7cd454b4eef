"""The register as of any day, its files, and what is owed to those who left."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import permissions
from socialgoods.cooperative.actions.price import convert
from socialgoods.cooperative.forms.register import AsOfForm
from socialgoods.cooperative.models import Cooperative, JoinRequest, Member, RequestState, ShareLot, Stakeholder
from socialgoods.cooperative.queries import liabilities as liability_queries
from socialgoods.cooperative.queries import register as queries
from socialgoods.cooperative.queries.cooperative import articles_on
from socialgoods.cooperative.views.acting import at_once
from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.registry.downloads import TYPES, table_response

ROWS_A_PAGE = 50


def load(code: str) -> Cooperative:
    return get_object_or_404(Cooperative.objects.select_related("entity", "organization"), code=code)


@require_safe
@login_required
def register(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_register(request.user, cooperative, today))
    form = AsOfForm(request.GET)
    asked = form.read(today)
    on = asked["on"]
    form = AsOfForm(asked)
    found = _found(cooperative, asked)
    page = Paginator(found.order_by("number").values_list("pk", flat=True), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = queries.register_on(cooperative, on, list(page.object_list))
    _note_look(request, cooperative, rows)
    totals = queries.totals_on(cooperative, on)
    may_keep = permissions.may_keep_register(request.user, cooperative, today)
    kinds = {key: str(word) for key, word in Stakeholder.choices}
    price = articles_on(cooperative, on).share_price_won
    context = {
        "cooperative": cooperative, "on": on, "today": today, "form": form, "asked": asked, "page": page, "rows": rows,
        "active": sum(bool(asked[name]) for name in ("q", "stakeholder")) + (on != today),
        "count": queries.members_on(cooperative, on).count(), "found": page.paginator.count,
        "totals": totals, "price": price,
        "limit": queries.cap_of(cooperative, on),
        "above": queries.above_cap(cooperative, on, totals=totals) if queries.is_capped(cooperative, on) else [],
        "twins": queries.twins(cooperative, on), "differences": liability_queries.reconcile(cooperative, on, paid_in=totals.won),
        "lines": [(row, kinds[row.stakeholder]) for row in rows], "may_keep": may_keep,
        "see_member": may_keep or permissions.may_see_members(request.user, cooperative, today),
        "asking": JoinRequest.objects.filter(cooperative=cooperative, state=RequestState.ASKED) if may_keep else [],
        "old_price": may_keep and _has_old_price(cooperative, articles_on(cooperative, today).share_price_won),
    }  # fmt: skip
    return render(request, "cooperative/register.html", context)


def _found(cooperative: Cooperative, asked: dict) -> "queries.QuerySet[Member]":
    rows = queries.members_on(cooperative, asked["on"])
    if asked["stakeholder"]:
        rows = rows.filter(stakeholder=asked["stakeholder"])
    if asked["q"]:
        named = Q(name__icontains=asked["q"])
        rows = rows.filter(named | Q(number=int(asked["q"])) if asked["q"].isdecimal() else named)
    return rows


def _has_old_price(cooperative: Cooperative, price: int) -> bool:
    return ShareLot.objects.filter(member__cooperative=cooperative, ends_on=None).exclude(price_won=price).exists()


def _note_look(request: HttpRequest, cooperative: Cooperative, rows: list[queries.Row]) -> None:
    """Somebody looked at the names of other persons. What is only about organisations is no personal data."""
    persons = [row.number for row in rows if row.organization_id is None and row.user_id != request.user.pk]
    if persons:
        events.record("cooperative.register.seen", cooperative, by=request.user, at=clock.now(), members=persons)


@require_safe
@login_required
def register_download(request: HttpRequest, code: str) -> HttpResponse:
    """All of the day, whatever the page showed of it."""
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_register(request.user, cooperative, today))
    form = request.GET.get("format", "csv")
    if form not in TYPES:
        raise Http404
    on = AsOfForm(request.GET).read(today)["on"]
    rows = queries.register_on(cooperative, on)
    events.record(
        "cooperative.register.seen", cooperative, by=request.user, at=clock.now(), file=form, on=on.isoformat()
    )
    headings = [_("조합원 번호"), _("이름"), _("조합원 유형"), _("가입일"), _("출자좌수"), _("낸 출자금(원)")]
    kinds = dict(Stakeholder.choices)
    table = (
        [row.number, row.name, str(kinds[row.stakeholder]), row.starts_on, row.shares, row.paid_won] for row in rows
    )
    return table_response(
        f"register-{cooperative.code}-{on.isoformat()}", form, headings, table, title=_("조합원 명부")
    )


@require_POST
@login_required
def price_convert(request: HttpRequest, code: str) -> HttpResponse:
    """The articles' price of today: from today on."""
    cooperative, today = load(code), clock.today()
    require(permissions.may_keep_register(request.user, cooperative, today))
    return at_once(
        request,
        lambda: convert(cooperative=cooperative, on=today, by=request.user, at=clock.now()),
        _("출자좌를 새 금액으로 바꾸었습니다."),
        reverse("register", args=[code]),
    )


@require_safe
@login_required
def liabilities(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_register(request.user, cooperative, today))
    on = AsOfForm(request.GET).read(today)["on"]
    found = liability_queries.liabilities(cooperative, on)
    see_member = permissions.may_see_members(request.user, cooperative, today)
    context = {
        "cooperative": cooperative, "on": on, "today": today, "found": found, "see_member": see_member,
        "differences": liability_queries.reconcile(cooperative, on), "tomorrow": on + timedelta(days=1),
        "short_history": found.member_years < 50 or not found.exits,
    }  # fmt: skip
    return render(request, "cooperative/liabilities.html", context)
