"""What the committee said of a laid round: who sat, what they changed, how they voted; and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.permissions import require
from socialgoods.kernel.states import IllegalTransition
from socialgoods.prescription import permissions
from socialgoods.prescription.actions import committee as actions
from socialgoods.prescription.forms.committee import AmendForm, DecideForm, MemberFormSet, SittingForm, said
from socialgoods.prescription.models import Amendment, Round, RoundState, Sitting
from socialgoods.prescription.queries import money, page
from socialgoods.prescription.queries.lines import amended, seats_of
from socialgoods.prescription.rules import voting
from socialgoods.prescription.rules.amending import totals
from socialgoods.prescription.text import OWN
from socialgoods.prescription.views.round import found, tried
from socialgoods.registry.codes import source_words
from socialgoods.registry.models import Measure, Organization


@login_required
def round_committee(request, pk):
    row, on = found(pk), clock.today()
    may_record = permissions.may_record_decisions(request.user, on)
    require(may_record if request.method == "POST" else permissions.sees_every_round(request.user, on))
    if row.state not in {RoundState.LAID, RoundState.DECIDED}:
        messages.info(request, _("아직 위원회에 올리지 않은 배정입니다."))
        return redirect(row)
    sitting = Sitting.objects.filter(round=row).first()
    form = SittingForm(request.POST or None, instance=sitting or Sitting(), initial={"held_on": on})
    members = MemberFormSet(request.POST or None, initial=_members(sitting), prefix="members")
    if request.method == "POST" and form.is_valid() and members.is_valid() and _record(request, row, form, members):
        return redirect("round_committee", pk)
    amend = _amend_form(row, {"organization": request.GET.get("organization", "")[:120]})
    context = {
        "round": row,
        "sitting": sitting,
        "form": form,
        "members": members,
        "amend": amend,
        "may_record": may_record,
    }
    return render(request, "prescription/round_committee.html", context | _state(row, sitting))


def _members(sitting):
    if sitting is None:
        return []
    return [
        {
            "name": member.name, "belongs_to": member.belongs_to, "is_chair": member.is_chair, "vote": member.vote,
            "conflicts": ", ".join(one.code for one in member.conflicts.all()),
        }
        for member in sitting.members.prefetch_related("conflicts")
    ]  # fmt: skip


def _record(request, row, form, members):
    try:
        actions.record_sitting(round=row, **form.cleaned_data, members=said(members), by=request.user, at=clock.now())
    except (Refused, IllegalTransition) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("저장했습니다."))
    return True


def _amend_form(row, initial=None, data=None):
    return AmendForm(data, measures=list(actions.used(row).values()), initial=initial)


def _state(row: Round, sitting):
    """How it stands: the changes, the money they leave, the votes, and what keeps it from being decided."""
    lines = amended(row)
    free = (
        money.free_for(row)
        if row.state == RoundState.LAID
        else {one["source"]: one["free"] for one in row.outcome["money"]}
    )
    spent, _places = totals(lines.values())
    seats = seats_of(row)
    contested = sorted({code for seat in seats for code in seat.conflicts} & set(lines))
    names = dict(Organization.objects.filter(code__in=contested).values_list("code", "name"))
    amendments = Amendment.objects.filter(sitting=sitting).select_related("organization", "before", "measure")
    for one in amendments:
        one.way = source_words(one.source) if one.source else ""
    return {
        "one": page.summary_of(row.laid, row),
        "amendments": amendments,
        "count": len(lines),
        "money": [
            {"name": source_words(source), "free": won, "spent": spent.get(source, 0), "left": won - spent.get(source, 0)}
            for source, won in sorted(free.items())
        ],
        "votes": voting.count(seats) if seats else None,
        "contested": [(names[code], voting.count(seats, code)) for code in contested],
        "reasons": actions.reasons_against_deciding(row) if row.state == RoundState.LAID else [],
        "shown_members": sitting.members.prefetch_related("conflicts") if sitting else [],
    }  # fmt: skip


@require_POST
@login_required
def round_amend(request, pk):
    row = found(pk)
    require(permissions.may_record_decisions(request.user, clock.today()))
    form = _amend_form(row, data=request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect(f"{reverse('round_committee', args=[pk])}#amend")
    read = form.cleaned_data
    named = read["organization"].strip()
    organization = (
        Organization.objects.of_county().filter(code=named).first()
        or Organization.objects.of_county().filter(name=named).first()
    )
    if organization is None:
        messages.error(request, _("‘%(named)s’ 조직을 찾지 못했습니다. 번호를 적어 주세요.") % {"named": named})
    else:
        require(permissions.may_decide_for(request.user, organization, clock.today()), OWN)
        code, label = read["way"]
        tried(
            request, actions.amend, _("바꾼 것을 적었습니다."), round=row, organization=organization,
            measure=get_object_or_404(Measure, code=code) if code else None, source=label, amount=read["amount"],
            reason=read["reason"],
        )  # fmt: skip
    return redirect(f"{reverse('round_committee', args=[pk])}#amend")


@require_POST
@login_required
def round_amend_remove(request, pk):
    row = found(pk)
    require(permissions.may_record_decisions(request.user, clock.today()))
    organization = get_object_or_404(Organization, code=request.POST.get("organization", ""))
    require(permissions.may_decide_for(request.user, organization, clock.today()), OWN)
    tried(request, actions.take_back_amendment, _("올린 대로 되돌렸습니다."), round=row, organization=organization)
    return redirect(f"{reverse('round_committee', args=[pk])}#amend")


@login_required
def round_decide(request, pk):
    """Asks once more, since what is decided stays."""
    row = found(pk)
    require(permissions.may_record_decisions(request.user, clock.today()))
    if row.state != RoundState.LAID:
        messages.info(request, _("위원회에 올린 배정만 결정할 수 있습니다."))
        return redirect(row)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(round=row, answer_by=form.cleaned_data["answer_by"], by=request.user, at=clock.now())
        except (Refused, IllegalTransition) as refusal:
            messages.error(request, str(refusal))
            return redirect("round_committee", pk)
        messages.success(request, _("결정했습니다. 처방을 조직에 알렸습니다."))
        return redirect(row)
    sitting = Sitting.objects.filter(round=row).first()
    return render(request, "prescription/round_decide.html", {"round": row, "form": form, **_state(row, sitting)})
