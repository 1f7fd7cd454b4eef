"""Writing entries: in plain words, in full, and the balances with which the books begin."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.formats import won_words
from socialgoods.ledger import permissions
from socialgoods.ledger.actions import hand as actions
from socialgoods.ledger.actions.post import NotPosted
from socialgoods.ledger.forms.entry import JournalForm, Legs, OpeningForm, PlainForm, open_accounts
from socialgoods.ledger.models import Entity, Entry
from socialgoods.ledger.queries.budget import programmes
from socialgoods.ledger.rules import hand
from socialgoods.ledger.views.frame import books_for, frame

MORE = 4


@login_required
def entry_new(request: HttpRequest, code: str) -> HttpResponse:
    entity, on = books_for(request, code, permissions.may_keep), clock.today()
    way = request.GET.get("way", "")
    way = way if way in hand.WAYS else hand.EXPENSE
    form = PlainForm(
        *(request.POST, request.FILES) if request.method == "POST" else (), entity=entity, today=on, way=way,
        accounts=open_accounts(entity, on),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = _write(request, entity, form, form.lines())
        if made:
            return redirect(f"{reverse('entry_new', args=[code])}?way={way}" if "again" in request.POST else made)
    context = _context(request, entity, way) | {"form": form, "way": way}
    return render(request, "ledger/entry_new.html", context)


@login_required
def entry_new_full(request: HttpRequest, code: str) -> HttpResponse:
    entity, on = books_for(request, code, permissions.may_keep), clock.today()
    kwargs = {"form_kwargs": {"choices": hand.grouped(open_accounts(entity, on))}, "prefix": "leg"}
    if request.method == "POST" and "more" in request.POST:
        data = request.POST.copy()
        data["leg-TOTAL_FORMS"] = str(min(int(data.get("leg-TOTAL_FORMS") or 0), 200) + MORE)
        form, legs = JournalForm(data, entity=entity, today=on), Legs(data, **kwargs)
        context = _context(request, entity, "full") | {"form": form, "legs": legs, "is_more": True}
        return render(request, "ledger/entry_new_full.html", context)
    form = JournalForm(*(request.POST, request.FILES) if request.method == "POST" else (), entity=entity, today=on)
    legs = Legs(request.POST or None, **kwargs)
    if request.method == "POST" and form.is_valid() & legs.is_valid():
        made = _write(request, entity, form, legs.lines())
        if made:
            return redirect(made)
    return render(
        request, "ledger/entry_new_full.html", _context(request, entity, "full") | {"form": form, "legs": legs}
    )


@login_required
def opening(request: HttpRequest, code: str) -> HttpResponse:
    entity = books_for(request, code, permissions.may_keep)
    form = OpeningForm(request.POST or None, accounts=open_accounts(entity, entity.opened_on))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_balances(entity=entity, amounts=form.amounts(), by=request.user, at=clock.now())  # type: ignore[arg-type]
        except NotPosted as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("기초 잔액을 적었습니다."))
            return redirect(made)
    return render(request, "ledger/opening.html", frame(request, entity, "entries") | {"form": form})


def _write(request: HttpRequest, entity: Entity, form: Any, lines: list[Any]) -> Entry | None:
    read = form.cleaned_data
    try:
        made = actions.write(
            entity=entity, day=read["day"], text=read["text"], lines=lines, key=read["key"], file=read["file"],
            today=clock.today(), by=request.user, at=clock.now(),  # type: ignore[arg-type]
        )  # fmt: skip
    except NotPosted as refusal:
        form.add_error(None, str(refusal))
        return None
    total = won_words(sum(line.amount for line in lines if line.amount > 0))
    messages.success(request, _("%(number)s번 전표로 %(won)s을 적었습니다.") % {"number": made.number, "won": total})
    return made


def _context(request: HttpRequest, entity: Entity, here: str) -> dict[str, Any]:
    labels = {hand.EXPENSE: _("나간 돈"), hand.INCOME: _("들어온 돈"), hand.TRANSFER: _("옮긴 돈")}
    address = reverse("entry_new", args=[entity.code])
    ways = [
        {"label": label, "url": f"{address}?way={way}", "active": way == here, "count": None}
        for way, label in labels.items()
    ]
    full = {
        "label": _("차변·대변으로"),
        "url": reverse("entry_new_full", args=[entity.code]),
        "active": here == "full",
        "count": None,
    }
    return frame(request, entity, "entries") | {"ways": [*ways, full], "programmes": programmes(entity)}
