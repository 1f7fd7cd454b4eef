"""The bank beside the books: what is open, what is proposed, what was matched, and the sheet that reconciles both."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.ledger import permissions
from socialgoods.ledger.actions import bank_match as actions
from socialgoods.ledger.actions.post import Line, NotPosted
from socialgoods.ledger.forms.bank import AcceptForm, BookForm, day_asked
from socialgoods.ledger.models import Account, BankLine, Entity, Posting
from socialgoods.ledger.queries import bank as queries
from socialgoods.ledger.queries.bank_reconciliation import reconciliation

PAGE = 50


@login_required
def bank(request: HttpRequest, code: str) -> HttpResponse:
    entity = get_object_or_404(Entity, code=code)
    require(permissions.may_read(request.user, entity, clock.today()))
    states = queries.accounts_state(entity)
    context = {
        "entity": entity,
        "states": states,
        "open_lines": sum(state.open_lines for state in states),
        "lines": sum(state.lines for state in states),
        "may_keep": permissions.may_keep(request.user, entity, clock.today()),
    }
    return render(request, "ledger/bank.html", context)


@login_required
def bank_account(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account)
    proposals = queries.proposals(row)
    context = frame(request, row, "open") | {
        "proposals": proposals,
        "certain": sum(each.match is not None and each.match.is_certain for each in proposals),
        "proposed": sum(bool(each.match or each.guess) for each in proposals),
        "open_lines": queries.open_lines(row).count() if len(proposals) == queries.AT_ONCE else len(proposals),
        "has_lines": bool(proposals) or BankLine.objects.filter(account=row).exists(),
    }
    return render(request, "ledger/bank_account.html", context)


@login_required
def bank_matched(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account)
    lines = BankLine.objects.filter(account=row).exclude(posting=None)
    lines = lines.select_related("posting__entry", "linked_by").order_by("-day", "-pk")
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    return render(request, "ledger/bank_matched.html", frame(request, row, "matched") | {"page": page})


@login_required
def bank_reconciliation(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account)
    on = day_asked(request.GET.get("on"), clock.today())
    sheet = reconciliation(row, until=on + timedelta(days=1))
    return render(
        request, "ledger/bank_reconciliation.html", frame(request, row, "reconciliation") | {"on": on, "sheet": sheet}
    )


@login_required
@require_POST
def bank_certain(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account, keeping=True)
    count = actions.accept_certain(account=row, by=request.user, at=clock.now())  # type: ignore[arg-type]
    if count:
        messages.success(request, _("확실한 거래 %(count)s건을 장부와 맞추었습니다.") % {"count": count})
    else:
        messages.info(request, _("지금은 딱 하나로 정해지는 거래가 없습니다."))
    return redirect("bank_account", code, account)


@login_required
def bank_line(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    line = line_for(request, code, pk, keeping=request.method == "POST")
    if line.is_split:
        return redirect("bank_line", code, line.parts.order_by("pk").values_list("pk", flat=True)[0])
    if line.posting_id is not None:
        whole = line.whole or line
        parts = list(whole.parts.select_related("posting__entry").order_by("pk"))
        return render(
            request, "ledger/bank_line_matched.html", _of_line(request, whole) | {"match": line, "parts": parts}
        )
    found = queries.guess_for(line)
    form = BookForm(line, found.booked if found else None, request.POST or None)
    if request.method == "POST" and form.is_valid() and _book(request, line, form):
        return redirect("bank_account", code, line.account.code)
    context = _of_line(request, line) | {"form": form, "guess": found, "candidates": queries.candidates(line)}
    context["several"] = queries.for_several(line)
    return render(request, "ledger/bank_line.html", context)


def _of_line(request: HttpRequest, line: BankLine) -> dict[str, Any]:
    return frame(request, line.account, "") | {"line": line, "went": -line.amount}


def _book(request: HttpRequest, line: BankLine, form: BookForm) -> bool:
    cleaned = form.cleaned_data
    try:
        actions.book(
            line=line, day=cleaned["day"], text=cleaned["text"], others=form.others(), by=request.user, at=clock.now()  # type: ignore[arg-type]
        )  # fmt: skip
    except (actions.NotMatched, NotPosted) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("전표를 적고 은행 거래와 맞추었습니다."))
    return True


@login_required
@require_POST
def bank_accept(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One press on one proposal."""
    line = line_for(request, code, pk, keeping=True)
    form = AcceptForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.NotMatched(" ".join(form.non_field_errors()) or _("받을 제안이 없습니다."))
        _accept(request, line, form.cleaned_data)
    except (actions.NotMatched, NotPosted) as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('bank_account', args=[code, line.account.code])}#next")


def _accept(request: HttpRequest, line: BankLine, said: dict[str, Any]) -> None:
    by, at = request.user, clock.now()
    if said["posting"]:
        posting = Posting.objects.filter(pk=said["posting"], account=line.account_id).first()
        if posting is None:
            raise actions.NotMatched(_("이 통장의 분개가 아닙니다. 화면을 새로 고쳐 다시 눌러 주세요."))
        actions.link(line=line, posting=posting, by=by, at=at)  # type: ignore[arg-type]
        messages.success(request, _("장부의 전표와 맞추었습니다."))
        return
    words = " ".join(word for word in (line.counterpart, line.text) if word)
    other = Line(said["account"], -line.amount, party=said["party"], programme=said["programme"])
    actions.book(line=line, day=line.day, text=words[:200] or _("은행 거래"), others=[other], by=by, at=at)  # type: ignore[arg-type]
    messages.success(request, _("새 전표를 적고 은행 거래와 맞추었습니다."))


@login_required
@require_POST
def bank_several(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One line of the bank for several entries that are there."""
    line = line_for(request, code, pk, keeping=True)
    chosen = [int(value) for value in request.POST.getlist("posting") if value.isdecimal() and len(value) < 19]
    postings = Posting.objects.filter(pk__in=chosen, account=line.account_id)
    try:
        parts = actions.link_several(line=line, postings=list(postings), by=request.user, at=clock.now())  # type: ignore[arg-type]
    except actions.NotMatched as refusal:
        messages.error(request, str(refusal))
        return redirect("bank_line", code, pk)
    messages.success(request, _("장부의 전표 %(count)s건과 맞추었습니다.") % {"count": len(parts)})
    return redirect(f"{reverse('bank_account', args=[code, line.account.code])}#next")


@login_required
@require_POST
def bank_unlink(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    line = line_for(request, code, pk, keeping=True)
    today = clock.today()
    try:
        actions.unlink(
            line=line, reverse_on=today if request.POST.get("reverse") else None, by=request.user, at=clock.now()  # type: ignore[arg-type]
        )  # fmt: skip
    except (actions.NotMatched, NotPosted) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("맞춤을 풀었습니다. 이 거래는 다시 맞출 거래에 있습니다."))
    return redirect("bank_line", code, line.whole_id or pk)


def account_for(request: HttpRequest, code: str, account: str, *, keeping: bool = False) -> Account:
    """A cash or bank account of books that the visitor may read, or keep."""
    row = get_object_or_404(Account.objects.select_related("entity"), entity__code=code, code=account)
    may = permissions.may_keep if keeping else permissions.may_read
    require(may(request.user, row.entity, clock.today()))
    return (
        get_object_or_404(Account.objects.select_related("entity"), pk=row.pk, is_cash=True) if not row.is_cash else row
    )


def line_for(request: HttpRequest, code: str, pk: int, *, keeping: bool = False) -> BankLine:
    rows = BankLine.objects.select_related(
        "account__entity", "posting__entry", "linked_by", "statement", "whole__statement"
    )
    line = get_object_or_404(rows, pk=pk, account__entity__code=code)
    may = permissions.may_keep if keeping else permissions.may_read
    require(may(request.user, line.account.entity, clock.today()))
    return line


def frame(request: HttpRequest, account: Account, here: str) -> dict[str, Any]:
    """What every page of an account shows: where we are, and the way to the others."""
    args = [account.entity.code, account.code]
    names = {
        "open": ("bank_account", _("맞출 거래")),
        "matched": ("bank_matched", _("맞춘 거래")),
        "files": ("bank_files", _("올린 파일")),
        "reconciliation": ("bank_reconciliation", _("잔액 맞추기표")),
    }
    tabs = [
        {"label": label, "url": reverse(name, args=args), "active": key == here, "count": None}
        for key, (name, label) in names.items()
    ]
    may_keep = permissions.may_keep(request.user, account.entity, clock.today())
    return {"account": account, "entity": account.entity, "tabs": tabs, "may_keep": may_keep}
