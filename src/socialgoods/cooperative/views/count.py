"""Counting by two tellers, and the recount by anyone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import vote_permissions as permissions
from socialgoods.cooperative.actions import count as actions
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.forms.vote import PaperForm
from socialgoods.cooperative.models import AgendaItem, ItemState
from socialgoods.cooperative.queries import ballot_words
from socialgoods.cooperative.queries import vote as queries
from socialgoods.cooperative.rules import count
from socialgoods.cooperative.views.acting import at_once
from socialgoods.cooperative.views.voting import about, address, load
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require

BALLOTS_A_PAGE = 1000


@never_cache
@login_required
def item_count(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """A teller's page: first the paper, then the whole. Until the paper is entered the other ballots stay unseen."""
    row = load(code, pk, number)
    require(permissions.may_count(request.user, row))
    if row.state != ItemState.COUNTING:
        return redirect("item", *address(row))
    context = about(request, row)
    asked, ballots = context["asked"], queries.paper_ballots(row)
    form = PaperForm(request.POST or None, asked=asked, words=ballot_words.words(row)) if ballots else None
    reasons: list[Any] = []
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.enter_paper(item=row, counts=form.counts(), by=request.user, at=clock.now())  # type: ignore[arg-type]
        except NotLawful as refusal:
            reasons = refusal.reasons
        else:
            return redirect("item_count", *address(row))
    context |= {"form": form, "ballots": ballots, "reasons": reasons, "awaits_paper": actions.awaits_paper(row)}
    context |= {} if context["awaits_paper"] else _seen(request, row, asked)
    return render(request, "cooperative/item_count.html", context)


def _seen(request: HttpRequest, row: AgendaItem, asked: count.Form) -> dict[str, Any]:
    tellers = list(row.tellers.all())
    return _counted(row, asked) | {
        "paper_lines": ballot_words.lines(row, queries.paper_counts(row), asked) if row.paper_results.exists() else [],
        "tellers": tellers,
        "has_confirmed": any(each.user_id == request.user.pk and each.confirmed_at for each in tellers),
    }


def _counted(row: AgendaItem, asked: count.Form) -> dict[str, Any]:
    """All together; the paper's own sums are not among them."""
    found = queries.counts(row)
    return {"lines": ballot_words.lines(row, found, asked), "sha256": count.digest(queries.title(row), found)}


@login_required
@require_POST
def item_confirm(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    row = load(code, pk, number)
    require(permissions.may_count(request.user, row))
    sha256 = request.POST.get("sha256", "")
    return at_once(
        request,
        lambda: actions.confirm(item=row, sha256=sha256, by=request.user, at=clock.now()),  # type: ignore[arg-type]
        _("집계를 확인했습니다."),
        reverse("item_count", args=address(row)),
    )


@sensitive_post_parameters("code")
@never_cache
@login_required
def item_witness(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """A teller without an account, on the device of who runs the vote: the own code word opens the counts, and once more confirms them.

    Nothing of the word is kept between the two, and the page without it shows no count.
    """
    row = load(code, pk, number)
    require(permissions.may_run_vote(request.user, row, clock.today()))
    teller = queries.code_teller(row)
    if row.state != ItemState.COUNTING or teller is None:
        return redirect("item", *address(row))
    context = about(request, row) | {"teller": teller, "awaits_paper": actions.awaits_paper(row), "reasons": []}
    word, sha256 = request.POST.get("code", "").strip(), request.POST.get("sha256", "")
    if request.method == "POST" and not context["awaits_paper"]:
        known: dict[str, Any] = {"item": row, "code": word, "by": request.user, "at": clock.now()}
        try:
            if sha256:
                actions.confirm_by_code(**known, sha256=sha256)
                messages.success(request, _("%(name)s 검표인이 집계를 확인했습니다.") % {"name": teller.name})
                return redirect("item", *address(row))
            actions.known_by_code(**known)
            context |= _counted(row, context["asked"])
        except NotLawful as refusal:
            context["reasons"] = refusal.reasons
    return render(request, "cooperative/item_witness.html", context)


@never_cache
@login_required
@require_safe
def recount(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """Every ballot, in the order of random numbers, beside the result they add up to."""
    row = load(code, pk, number)
    require(permissions.may_recount(request.user, row, clock.today()))
    if not row.is_secret or (row.state == ItemState.COUNTING and actions.awaits_paper(row)):
        return redirect("item", *address(row))
    context = about(request, row)
    known, found = ballot_words.words(row), row.counts or queries.counts(row)
    rows = queries.ballots(row).values_list("choice", flat=True)
    page = Paginator(rows, BALLOTS_A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "ballots": [{"choice": choice, "label": known.get(choice, choice)} for choice in page.object_list],
        "first": page.start_index(),
        "lines": ballot_words.lines(row, found, context["asked"]),
        "total": page.paginator.count,
        "sha256": count.digest(queries.title(row), found),
        "tellers": list(row.tellers.all()),
        "may_count": permissions.may_count(request.user, row),
    }
    return render(request, "cooperative/recount.html", context)


@never_cache
@login_required
@require_safe
def recount_file(request: HttpRequest, code: str, pk: int, number: int) -> HttpResponse:
    """One mark a line, as the page lists them, to be counted anywhere: `sort ballots.txt | uniq -c`."""
    row = load(code, pk, number)
    require(permissions.may_recount(request.user, row, clock.today()))
    if not row.is_secret or (row.state == ItemState.COUNTING and actions.awaits_paper(row)):
        return redirect("item", *address(row))
    text = "\n".join([queries.title(row), *queries.ballots(row).values_list("choice", flat=True)]) + "\n"
    name = f"ballots-{code}-{row.assembly_id}-{row.number}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)
