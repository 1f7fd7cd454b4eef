"""What was sent to an organisation, what it answers, and the list of all of a year."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.permissions import require
from socialgoods.places.models import District
from socialgoods.prescription import permissions
from socialgoods.prescription.actions import answer as actions
from socialgoods.prescription.forms.answer import AnswerForm, WithdrawForm
from socialgoods.prescription.models import Mode, Prescription
from socialgoods.prescription.queries import list as queries
from socialgoods.prescription.queries import mine
from socialgoods.prescription.queries.told import Told, told_of
from socialgoods.prescription.text import prescription_event
from socialgoods.registry.codes import source_words
from socialgoods.registry.downloads import TYPES, table_response
from socialgoods.registry.models import Measure
from socialgoods.support.queries import case

PAGE, MOST_LETTERS = 30, 500
ANSWERS = {"accept": True, "decline": False}


def _load(request, pk):
    row = get_object_or_404(
        Prescription.objects.select_related(
            "organization", "measure", "round__laid", "answered_by", "helped_by", "ended_by"
        ),
        pk=pk,
    )
    require(permissions.may_see_prescription(request.user, row, clock.today()))
    return row


def _year(request, years):
    asked = request.GET.get("year", "")
    if asked.isdecimal() and len(asked) <= 4 and int(asked) in years:
        return int(asked)
    return years[0] if years else clock.today().year


@login_required
@require_safe
def prescriptions(request):
    on = clock.today()
    require(permissions.may_see_prescriptions(request.user, on))
    seen = queries.visible(request.user, on)
    years, asked = queries.years(seen), queries.Asked.read(request.GET)
    year = _year(request, years)
    of_year = seen.filter(year=year)
    counts = queries.counts(of_year)
    page = Paginator(queries.found(of_year, asked, on=on), PAGE).get_page(request.GET.get("page"))
    became = case.of_origins([row.origin for row in page.object_list])
    for row in page.object_list:
        state = became.get(row.origin)
        row.after = state if state is not None and state.state != "invited" else None
    sees_all = permissions.sees_every_round(request.user, on)
    context = {
        "year": year, "years": years, "asked": asked, "page": page, "counts": counts, "tabs": _tabs(counts, asked, year),
        "free": [(source_words(source), won) for source, won in queries.free_again(of_year).items()],
        "by_state": {row.state: row for row in counts}, "total": sum(row.count for row in counts),
        "sees_all": sees_all, "measures": Measure.objects.filter(pk__in=of_year.values("measure")).order_by("name"),
        "areas": District.objects.order_by("code").values_list("name", flat=True),
    }  # fmt: skip
    return render(request, "prescription/prescriptions.html", context)


def _tabs(counts, asked, year):
    rows = [("", _("모두"), sum(row.count for row in counts))]
    rows += [(row.state, row.label, row.count) for row in counts if row.count]
    return [
        {"label": label, "count": count, "url": f"?year={year}&state={state}", "active": state == asked.state}
        for state, label, count in rows
    ]


@login_required
@require_safe
def prescriptions_download(request, form):
    on = clock.today()
    require(permissions.may_see_prescriptions(request.user, on))
    if form not in TYPES:
        raise Http404
    seen = queries.visible(request.user, on)
    year = _year(request, queries.years(seen))
    rows = list(queries.found(seen.filter(year=year), queries.Asked.read(request.GET), on=on))
    became = case.of_origins([row.origin for row in rows])
    headings = [
        _("등록번호"), _("조직"), _("읍·면·동"), _("지원 수단"), _("재원"), _("금액"), _("자부담"), _("상태"), _("답할 날"), _("까닭"),
        _("그 뒤"), _("전달한 금액"),
    ]  # fmt: skip
    values = [
        [
            row.organization.code, row.organization.name, str(row.organization.district or ""), row.measure.name,
            source_words(row.source), row.amount, row.own_amount, row.get_state_display(), row.answer_by,
            row.answer_reason or row.end_reason,
            became[row.origin].label if row.origin in became else "", became[row.origin].delivered if row.origin in became else None,
        ]
        for row in rows
    ]  # fmt: skip
    return table_response(f"prescriptions-{year}", form, headings, values, title=_("처방"))


@login_required
@require_safe
def prescription(request, pk):
    row, on = _load(request, pk), clock.today()
    entries = [
        {
            "at": event.at, "title": prescription_event(event.name), "who": event.by, "helper": event.helper,
            "text": event.data.get("reason", ""),
        }
        for event in reversed(events.of(row).select_related("by", "helper"))
    ]  # fmt: skip
    context = _context(request, row, Told(row), on) | {"entries": entries}
    return render(request, "prescription/prescription.html", context)


def _context(request, row, told, on):
    is_own = permissions.answers_for_itself(request.user, row, on)
    is_waiting = row.is_waiting and (row.answer_by is None or on <= row.answer_by)
    return {
        "row": row, "told": told, "organization": row.organization, "is_own": is_own, "is_call": row.mode == Mode.CALL,
        "is_waiting": is_waiting, "may_answer": is_waiting and permissions.may_answer(request.user, row, on),
        "may_withdraw": row.is_waiting and permissions.may_withdraw(request.user, row, on), "on": on,
    }  # fmt: skip


@login_required
def prescription_answer(request, pk):
    row, on = _load(request, pk), clock.today()
    require(permissions.may_answer(request.user, row, on))
    on_behalf = not permissions.answers_for_itself(request.user, row, on)
    accepts = ANSWERS.get(request.POST.get("answer", ""))
    form = AnswerForm(request.POST or None, on_behalf=on_behalf, accepts=bool(accepts))
    if request.method == "POST" and accepts is not None and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("way", "answered_for") if name in form.fields}
        try:
            _said(row, accepts, form, words, request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _thanks(row, accepts))
            return redirect(row)
    context = _context(request, row, Told(row), on) | {
        "form": form,
        "on_behalf": on_behalf,
        "declining": accepts is False,
    }
    return render(request, "prescription/prescription_answer.html", context)


def _said(row, accepts, form, words, by):
    if accepts:
        actions.accept(prescription=row, by=by, at=clock.now(), **words)
    else:
        actions.decline(prescription=row, reason=form.said, by=by, at=clock.now(), **words)


def _thanks(row, accepts):
    if accepts:
        return _("받아들이셨습니다. 자문위원이나 군이 곧 연락드려 날을 잡습니다.")
    return _("사양하신 뜻을 적어 두었습니다. 알려 주셔서 고맙습니다.")


@login_required
def prescription_withdraw(request, pk):
    row = _load(request, pk)
    require(permissions.may_withdraw(request.user, row, clock.today()))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(prescription=row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("거두었습니다. 조직에 까닭을 알립니다."))
            return redirect(row)
    return render(request, "prescription/prescription_withdraw.html", {"row": row, "form": form})


@login_required
@require_safe
def prescription_letter(request, pk):
    """To be printed and brought to those who read no e-mail; the answer is written on it by hand."""
    row, on = _load(request, pk), clock.today()
    return render(request, "prescription/prescription_letter.html", _context(request, row, Told(row), on))


@login_required
@require_safe
def prescription_letters(request):
    """Of all who wait and have no account to be told by, to be printed at once."""
    on = clock.today()
    require(permissions.may_see_prescriptions(request.user, on))
    seen = queries.visible(request.user, on)
    year = _year(request, queries.years(seen))
    rows = queries.found(seen.filter(year=year), queries.Asked(), on=on).filter(
        can_be_told=False, state__in=mine.WAITING
    )
    letters = told_of(list(rows.filter(answer_by__gte=on).select_related("round__laid")[:MOST_LETTERS]))
    return render(request, "prescription/prescription_letters.html", {"letters": letters, "year": year})
