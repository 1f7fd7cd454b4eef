"""Sending a file of the bank, looking at what it says, bringing its lines, taking them back."""

import unicodedata

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.exchange.refusals import Refused
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.ledger import permissions
from socialgoods.ledger.actions import bank_import as actions
from socialgoods.ledger.forms.bank import BankFileForm, LayoutForm
from socialgoods.ledger.models import BankDraft, BankStatement
from socialgoods.ledger.rules import bank_sheet
from socialgoods.ledger.views.bank import account_for, frame

SHOWN = 30


@login_required
def bank_upload(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account, keeping=True)
    form = BankFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name = unicodedata.normalize("NFC", file.name)
        try:
            draft = actions.take_in(account=row, content=file.read(), filename=name, by=request.user, at=clock.now())  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error("file", refused.sentence.through(_))
        else:
            return redirect("bank_draft", code, draft.pk)
    return render(request, "ledger/bank_upload.html", frame(request, row, "") | {"form": form})


@login_required
def bank_draft(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What each column is, what the file would bring, and what stands against it. Posting maps the columns."""
    draft = _draft(request, code, pk)
    sheet = bank_sheet.from_json(draft.sheet)
    form = LayoutForm(sheet, bank_sheet.layout_from_json(draft.layout), request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose(draft=draft, layout=form.layout(), by=request.user, at=clock.now())  # type: ignore[arg-type]
        return redirect("bank_draft", code, pk)
    reading = actions.looked_at(draft, clock.now())
    fresh = actions.new_lines(draft.account, reading.lines)
    context = frame(request, draft.account, "") | {
        "draft": draft,
        "sheet": sheet,
        "form": form,
        "reading": reading,
        "errors": reading.errors[:SHOWN],
        "remarks": [problem for problem in reading.problems if not problem.is_error][:SHOWN],
        "breaks": reading.breaks[:SHOWN],
        "fresh": [line for _key, line in fresh][:SHOWN],
        "fresh_count": len(fresh),
        "there_count": len(reading.lines) - len(fresh),
        "skips": [(number, why.through(_)) for number, why in reading.skips.items()][:SHOWN],
        "came": sum(line.amount for _key, line in fresh if line.amount > 0),
        "went": -sum(line.amount for _key, line in fresh if line.amount < 0),
    }
    return render(request, "ledger/bank_draft.html", context)


@login_required
@require_POST
def bank_bring(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    draft = BankDraft.objects.filter(pk=pk, account__entity__code=code).first()
    if draft is None:
        messages.info(request, _("이미 가져왔거나 그만둔 파일입니다. 아무것도 두 번 가져오지 않았습니다."))
        return redirect("bank", code)
    draft = _draft(request, code, pk)
    try:
        statement = actions.bring(
            draft=draft, with_breaks=bool(request.POST.get("with_breaks")), by=request.user, at=clock.now()  # type: ignore[arg-type]
        )  # fmt: skip
    except actions.NotImported as refusal:
        messages.error(request, " ".join(refusal.reasons[:3]))
        return redirect("bank_draft", code, pk)
    messages.success(request, _("‘%(name)s’ 파일의 거래를 가져왔습니다.") % {"name": statement.name})
    return redirect("bank_account", code, draft.account.code)


@login_required
@require_POST
def bank_drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    draft = _draft(request, code, pk)
    account = draft.account.code
    actions.give_up(draft=draft, by=request.user, at=clock.now())  # type: ignore[arg-type]
    messages.success(request, _("그만두었습니다. 올린 파일을 지웠습니다."))
    return redirect("bank_files", code, account)


@login_required
def bank_files(request: HttpRequest, code: str, account: str) -> HttpResponse:
    row = account_for(request, code, account)
    rows = BankStatement.objects.filter(account=row).select_related("by")
    whole, matched = Q(lines__whole=None), Q(lines__posting__isnull=False) | Q(lines__is_split=True)
    rows = rows.annotate(
        count=Count("lines", filter=whole), matched=Count("lines", filter=whole & matched), since=Min("lines__day"), last=Max("lines__day")
    )  # fmt: skip
    context = frame(request, row, "files")
    drafts = row.bank_drafts.defer("sheet").select_related("by") if context["may_keep"] else ()
    return render(request, "ledger/bank_files.html", context | {"statements": rows, "drafts": drafts})


@login_required
def bank_undo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    statement = get_object_or_404(
        BankStatement.objects.select_related("account__entity"), pk=pk, account__entity__code=code
    )
    require(permissions.may_keep(request.user, statement.account.entity, clock.today()))
    if request.method == "POST":
        try:
            count = actions.undo(statement=statement, by=request.user, at=clock.now())  # type: ignore[arg-type]
        except actions.NotUndone as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("가져온 거래 %(count)s건을 되돌렸습니다.") % {"count": count})
        return redirect("bank_files", code, statement.account.code)
    matched = statement.lines.said().exclude(posting=None, is_split=False).count()
    context = {"statement": statement, "count": statement.lines.said().count(), "matched": matched}
    return render(request, "ledger/bank_undo.html", frame(request, statement.account, "files") | context)


def _draft(request: HttpRequest, code: str, pk: int) -> BankDraft:
    draft = get_object_or_404(BankDraft.objects.select_related("account__entity"), pk=pk, account__entity__code=code)
    require(permissions.may_keep(request.user, draft.account.entity, clock.today()))
    return draft
