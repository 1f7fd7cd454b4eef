"""Entries: the list, one of them with what proves it, and its reversal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock, kept
from socialgoods.kernel.permissions import require
from socialgoods.ledger import permissions
from socialgoods.ledger.actions import attachment as keeping
from socialgoods.ledger.actions import hand
from socialgoods.ledger.actions.post import NotPosted
from socialgoods.ledger.forms.books import PeriodForm
from socialgoods.ledger.forms.entry import AttachForm, ReverseForm
from socialgoods.ledger.models import Attachment, Entry
from socialgoods.ledger.queries import books as queries
from socialgoods.ledger.views.frame import May, books_for, frame

SIZE = 40


@require_safe
@login_required
def entries(request: HttpRequest, code: str) -> HttpResponse:
    entity, on = books_for(request, code), clock.today()
    asked = request.GET.get("q", "").strip()[:80]
    first = queries.searched_since(entity, on=on, text=asked)
    form, since, until = PeriodForm.asked(request.GET, since=first, last=on)
    if not request.GET.get("since"):
        form.initial["since"] = None  # or the next search would say it for the visitor
    is_filtered = bool(asked or request.GET.get("since") or request.GET.get("last"))
    found = queries.entries(entity, since=since, until=until, text=asked)
    # Words are looked for once; a page of their entries is read by their ids.
    page = Paginator(list(found.values_list("pk", flat=True)) if asked else found, SIZE).get_page(
        request.GET.get("page")
    )
    page.object_list = queries.with_legs(queries.in_order(page.object_list) if asked else list(page.object_list))
    context = frame(request, entity, "entries") | {
        "page": page,
        "form": form,
        "asked": asked,
        "is_filtered": is_filtered,
        "searched_since": first if since == first > entity.opened_on else None,
    }
    return render(request, "ledger/entries.html", context)


@require_safe
@login_required
def entry(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row = entry_for(request, code, number, permissions.may_read)
    legs = list(row.postings.select_related("account").order_by("pk"))
    context = frame(request, row.entity, "entries") | {
        "entry": row, "legs": legs, "debit": sum(leg.amount for leg in legs if leg.amount > 0),
        "attachments": list(row.attachments.select_related("by")),
        "undone_by": Entry.objects.filter(reverses=row).first(),
        "reasons": hand.reasons_against(row), "form": AttachForm(),
        "state": _("확정했고, 마감한 기간입니다") if row.day < row.entity.closed_until else _("확정했습니다"),
    }  # fmt: skip
    return render(request, "ledger/entry.html", context)


@login_required
def entry_reverse(request: HttpRequest, code: str, number: int) -> HttpResponse:
    row, on = entry_for(request, code, number, permissions.may_keep), clock.today()
    form = ReverseForm(request.POST or None, today=on, since=max(row.day, row.entity.closed_until))
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            made = hand.undo(
                entry=row, day=read["day"], reason=read["reason"], today=on, by=request.user, at=clock.now()
            )  # type: ignore[arg-type]
        except NotPosted as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(old)s번 전표를 %(new)s번 전표로 취소했습니다.") % {"old": number, "new": made.number}
            )
            return redirect(made)
    legs = list(row.postings.select_related("account").order_by("pk"))
    context = frame(request, row.entity, "entries") | {
        "entry": row, "form": form, "reasons": hand.reasons_against(row), "legs": legs,
        "debit": sum(leg.amount for leg in legs if leg.amount > 0),
    }  # fmt: skip
    return render(request, "ledger/entry_reverse.html", context)


@login_required
@require_POST
def attachment_add(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Also to an entry of a closed period: a receipt that turns up late changes no won."""
    row = entry_for(request, code, number, permissions.may_keep)
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        made = keeping.attach(entry=row, file=form.cleaned_data["file"], by=request.user, at=clock.now())  # type: ignore[arg-type]
        messages.success(request, _("‘%(name)s’을(를) 붙였습니다.") % {"name": made.name})
    else:
        messages.error(request, " ".join(form.errors["file"]))
    return redirect(row)


@require_safe
@login_required
def attachment(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    entity = books_for(request, code)
    row = get_object_or_404(
        Attachment.objects.select_related("entry"), pk=pk, entry__entity=entity, entry__number=number
    )
    try:
        content = keeping.content(row, by=request.user, at=clock.now())  # type: ignore[arg-type]
    except kept.Gone:
        raise Http404 from None
    return kept.handed_over(content, row.name, keeping.type_of(row))


def entry_for(request: HttpRequest, code: str, number: int, may: May) -> Entry:
    rows = Entry.objects.sealed().select_related("entity", "by", "helper", "reverses")
    row: Entry = get_object_or_404(rows, entity__code=code, number=number)
    require(may(request.user, row.entity, clock.today()))
    return row
