"""A promise: what was delivered of it, and how it ended."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.support import permissions
from socialgoods.support.actions import commitment as actions
from socialgoods.support.actions.delivery import deliver_with_evidence
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.device import new_key
from socialgoods.support.forms.commitment import DeliveryForm, PlanForm, PromiseForm
from socialgoods.support.forms.entries import ReasonForm
from socialgoods.support.models import Commitment, CommitmentState, Delivery
from socialgoods.support.queries import commitment as queries
from socialgoods.support.queries.page import of_commitment
from socialgoods.support.views.shared import load, note_look

PAGE = 30


def _load(pk: int) -> Commitment:
    rows = Commitment.objects.select_related("organization", "measure", "advisor", "promised_by", "finished_by")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """What was promised and is not yet done, across organisations, so that nothing is lost between acceptance and report."""
    on, user = clock.today(), request.user
    require(permissions.may_see_commitments(user, on))
    rows = queries.listed(user, on)
    running = queries.running(rows)
    late = running.filter(due_on__lt=on)
    untouched = running.filter(state=CommitmentState.PROMISED)
    ended = rows.filter(finished_at__isnull=False).order_by("-finished_at", "-pk")
    shows = {"running": running, "late": late, "untouched": untouched, "ended": ended}
    show = request.GET.get("show", "")
    show = show if show in shows else "running"
    names = [
        (_("진행 중"), "running"),
        (_("날이 지남"), "late"),
        (_("아직 시작하지 않음"), "untouched"),
        (_("마침"), "ended"),
    ]
    url = reverse("commitments")
    context = {
        "page": Paginator(shows[show], PAGE).get_page(request.GET.get("page")),
        "show": show,
        "on": on,
        "late": late.order_by().count(),
        "count": running.order_by().count(),
        "tabs": [{"label": label, "url": f"{url}?show={name}", "active": name == show} for label, name in names],
    }
    return render(request, "support/commitments.html", context)


@login_required
@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    row = _load(pk)
    require(permissions.may_see_case(request.user, row.organization, clock.today()))
    note_look(request, row.organization, commitment=row.pk)
    return _page(request, row)


def _page(request: HttpRequest, row: Commitment, form: DeliveryForm | None = None) -> HttpResponse:
    on, user = clock.today(), request.user
    is_staff = permissions.may_see_private(user, row.organization, on)
    documents, tasks = of_commitment(row, is_staff=is_staff)
    evidence: dict[int, list[Any]] = {}
    for document in documents:
        if document.delivery_id:
            evidence.setdefault(document.delivery_id, []).append(document)
    deliveries = list(queries.deliveries(row))
    for each in deliveries:
        each.evidence = evidence.get(each.pk, [])
    may_deliver = permissions.may_deliver(user, row, on)
    context = {
        "commitment": row,
        "organization": row.organization,
        "standing": queries.standing(row),
        "deliveries": deliveries,
        "documents": [each for each in documents if not each.delivery_id],
        "tasks": tasks,
        "may_deliver": may_deliver and row.is_running,
        "may_end": permissions.may_end_commitment(user, row, on),
        "form": form
        or DeliveryForm(today=on, initial={"delivered_on": on, "key": new_key(), "provider": row.carried_by}),
        "plan_form": PlanForm(
            on=on, initial={"due_on": row.due_on, "carried_by": row.carried_by, "advisor": row.advisor}
        ),
        "reason_form": ReasonForm(),
        "key": new_key(),
    }
    return render(request, "support/commitment.html", context)


@login_required
@require_POST
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    row, on = _load(pk), clock.today()
    require(permissions.may_deliver(request.user, row, on))
    form = DeliveryForm(request.POST, request.FILES, today=on)
    if form.is_valid():
        try:
            deliver_with_evidence(commitment=row, **form.cleaned_data, by=request.user, at=clock.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("전달을 적었습니다."))
            return redirect(row)
    return _page(request, row, form)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.select_related("commitment__organization"), pk=pk)
    require(permissions.may_deliver(request.user, delivery.commitment, clock.today()))
    reason, key = request.POST.get("reason", "")[:300], f"back:{delivery.pk}"
    return _do(
        request, delivery.commitment, _("전달을 되돌렸습니다."),
        lambda: actions.take_back(delivery=delivery, reason=reason, key=key, by=request.user, at=clock.now()),
    )  # fmt: skip


@login_required
@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    row, on = _load(pk), clock.today()
    require(permissions.may_deliver(request.user, row, on))
    form = PlanForm(request.POST, on=on)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect(row)
    return _do(
        request, row, _("저장했습니다."),
        lambda: actions.plan_delivery(commitment=row, **form.cleaned_data, by=request.user, at=clock.now()),
    )  # fmt: skip


@login_required
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    row = _load(pk)
    require(permissions.may_deliver(request.user, row, clock.today()))
    return _do(
        request, row, _("전달을 마쳤습니다. ‘받은 지원’으로 적었습니다."),
        lambda: actions.finish(commitment=row, reason=_reason(request), by=request.user, at=clock.now()),
    )  # fmt: skip


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = _load(pk)
    require(permissions.may_end_commitment(request.user, row, clock.today()))
    return _do(
        request, row, _("약속을 취소했습니다."),
        lambda: actions.cancel(commitment=row, reason=_reason(request), by=request.user, at=clock.now()),
    )  # fmt: skip


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    row = _load(pk)
    require(permissions.may_end_commitment(request.user, row, clock.today()))
    return _do(
        request, row, _("약속을 다시 열었습니다. ‘받은 지원’에서 뺐습니다."),
        lambda: actions.reopen(commitment=row, reason=_reason(request), by=request.user, at=clock.now()),
    )  # fmt: skip


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:300]


def _do(request: HttpRequest, row: Commitment, done: str, act: Any) -> HttpResponse:
    try:
        act()
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(row)


@login_required
def commitment_new(request: HttpRequest, code: str) -> HttpResponse:
    """By hand, what no round and no call brought."""
    organization, on = load(code), clock.today()
    require(permissions.may_promise(request.user, organization, on))
    form = PromiseForm(request.POST or None, initial={"year": on.year, "source": "county", "key": new_key()})
    if request.method == "POST" and form.is_valid():
        read = dict(form.cleaned_data)
        key = read.pop("key")
        try:
            row = actions.promise(
                organization=organization,
                **read,
                origin=f"hand:{organization.pk}:{key}",
                by=request.user,
                at=clock.now(),
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("약속을 적었습니다."))
            return redirect(row)
    context = {"organization": organization, "form": form, "title": _("약속 적기")}
    return render(request, "support/entry_form.html", context)
