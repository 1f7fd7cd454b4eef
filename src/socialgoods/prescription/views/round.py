"""The rounds, one round, and its way: opened, laid, taken back, dropped, checked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock, events
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.permissions import require
from socialgoods.kernel.states import IllegalTransition
from socialgoods.prescription import permissions
from socialgoods.prescription.actions import checking
from socialgoods.prescription.actions import round as actions
from socialgoods.prescription.forms.round import OpenForm, ReasonForm
from socialgoods.prescription.models import Round, RoundState, VariantKind
from socialgoods.prescription.queries import inputs
from socialgoods.prescription.queries.page import public_of, summary_of

PAGE = 30
LAST_YEAR_OF_PLAN = 2025


def found(pk):
    return get_object_or_404(Round.objects.select_related("laid", "follows", "opened_by"), pk=pk)


def tried(request, action, said="", **how):
    """Do it, or say why not."""
    try:
        result = action(by=request.user, at=clock.now(), **how)
    except (Refused, IllegalTransition) as refusal:
        messages.error(request, str(refusal))
        return None
    if said:
        messages.success(request, said)
    return result or True


def rounds(request):
    on = clock.today()
    sees_all, may_prepare = (
        permissions.sees_every_round(request.user, on),
        permissions.may_prepare_rounds(request.user, on),
    )
    if request.method == "POST":
        require(may_prepare)
    last = inputs.last_reports()
    year = (last or on.year - 1) + 1
    form = OpenForm(request.POST or None, initial={"year": year, "until": max(year, LAST_YEAR_OF_PLAN)})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.open_round(**form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(row)
    rows = Round.objects.select_related("laid")
    rows = rows if sees_all else rows.filter(state=RoundState.DECIDED)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form if may_prepare else None, "sees_all": sees_all, "last_reports": last}
    return render(request, "prescription/rounds.html", context)


@require_safe
def round(request, pk):
    row, on = found(pk), clock.today()
    require(
        permissions.may_see_round(request.user, row, on),
        _("아직 결정되지 않은 배정입니다. 결정되면 누구나 볼 수 있습니다."),
    )
    context = {"round": row, "may_see_lines": permissions.may_see_lines(request.user, row, on)}
    if not permissions.sees_every_round(request.user, on):
        return render(request, "prescription/round_public.html", context | public_of(row))
    variants = [summary_of(variant, row) for variant in row.variants.select_related("job").order_by("number")]
    context |= {
        "variants": variants,
        "computed": [one for one in variants if one["is_computed"]],
        "may_prepare": permissions.may_prepare_rounds(request.user, on),
        "may_add": row.state == RoundState.DRAFT and len(variants) < actions_most(),
        "has_practice": any(one["variant"].kind == VariantKind.PRACTICE for one in variants),
        "history": events.of(row).select_related("by", "helper"),
        "last_check": events.of(row).filter(name="prescription.round.checked").last(),
        "public": public_of(row) if row.state == RoundState.DECIDED else None,
    }
    return render(request, "prescription/round.html", context)


def actions_most():
    from socialgoods.prescription.actions.variant import MOST

    return MOST


@login_required
def round_lay(request, pk):
    """Which variant goes to the committee; says what it would decide on."""
    row = found(pk)
    require(permissions.may_lay_rounds(request.user, clock.today()))
    asked = request.POST.get("variant") or request.GET.get("variant", "")
    variant = row.variants.filter(number=int(asked)).first() if asked.isdecimal() and len(asked) < 3 else None
    if variant is None:
        raise Http404
    if request.method == "POST":
        tried(request, actions.lay, _("위원회에 올렸습니다."), round=row, variant=variant)
        return redirect("round_committee" if row.state == RoundState.LAID else "round", pk)
    return render(request, "prescription/round_lay.html", {"round": row, "one": summary_of(variant, row)})


def _with_reason(request, pk, action, said, template):
    row = found(pk)
    require(permissions.may_prepare_rounds(request.user, clock.today()))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried(request, action, said, round=row, reason=form.cleaned_data["reason"])
        return redirect("round", pk)
    return render(request, template, {"round": row, "form": form})


@login_required
def round_drop(request, pk):
    return _with_reason(request, pk, actions.drop, _("배정을 그만두었습니다."), "prescription/round_drop.html")


@login_required
def round_take_back(request, pk):
    said = _("배정을 되돌렸습니다. 안을 고쳐 다시 올릴 수 있습니다.")
    return _with_reason(request, pk, actions.take_back, said, "prescription/round_take_back.html")


@require_POST
@login_required
def round_check(request, pk):
    """Compute again from what was stored; the job says whether it is equal."""
    row = found(pk)
    require(permissions.may_check_rounds(request.user, clock.today()))
    job = checking.start(round=row, by=request.user, at=clock.now())
    return redirect("job", job.pk)
