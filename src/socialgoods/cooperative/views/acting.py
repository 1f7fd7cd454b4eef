"""A page that does one thing: a form, what the law says against it, and where to go after."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import Cooperative
from socialgoods.cooperative.rules.law import Reason
from socialgoods.ledger.actions.post import NotPosted


def reasons_of(refusal: NotLawful | NotPosted) -> Sequence[Reason]:
    return refusal.reasons if isinstance(refusal, NotLawful) else [Reason(str(refusal), "")]


def act(
    request: HttpRequest, *, cooperative: Cooperative, title: str, form: Any, do: Callable[[dict[str, Any]], Any], done: str,
    back: Any, label: str, lede: str = "", template: str = "cooperative/act.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """`do` gets what the form read. A refusal is shown above the form with its articles; what was typed stays."""
    reasons: Sequence[Reason] = []
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except (NotLawful, NotPosted) as refusal:
            reasons = reasons_of(refusal)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "cooperative": cooperative,
        "title": title,
        "form": form,
        "reasons": reasons,
        "back": back,
        "label": label,
        "lede": lede,
    }
    return render(request, template, context | more)


def at_once(request: HttpRequest, do: Callable[[], Any], done: str, back: Any) -> HttpResponse:
    """A button without a form."""
    try:
        do()
    except (NotLawful, NotPosted) as refusal:
        for reason in reasons_of(refusal):
            messages.error(request, str(reason) if reason.article else reason.text)
    else:
        messages.success(request, done)
    return redirect(back)
