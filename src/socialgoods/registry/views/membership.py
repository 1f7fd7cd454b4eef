"""An organisation's people: counts on screen, tokens in the table, never names."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.registry import permissions
from socialgoods.registry.actions import membership as actions
from socialgoods.registry.forms.record import JoinForm, LeaveForm
from socialgoods.registry.models import Membership, Organization
from socialgoods.registry.queries.participation import by_part


@login_required
def memberships(request: HttpRequest, code: str) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_manage_memberships(request.user, row, on))
    leaving = "leave" in request.POST
    join = JoinForm(
        request.POST if request.method == "POST" and not leaving else None,
        initial={"starts_on": on, "consented_on": on},
    )
    leave = LeaveForm(request.POST if leaving else None, initial={"on": on}, auto_id="leave_%s")
    if leaving and leave.is_valid():
        ended = actions.leave(organization=row, **leave.cleaned_data, by=request.user, at=clock.now())
        if ended:
            messages.success(request, _("명단에서 뺐습니다."))
            return redirect("memberships", code)
        leave.add_error(None, _("명단에서 찾지 못했습니다. 이름, 생년월일, 전화번호 끝 네 자리를 확인해 주세요."))
    elif join.is_bound and join.is_valid():
        try:
            actions.join(organization=row, **join.cleaned_data, by=request.user, at=clock.now())
        except actions.NotPossible as refusal:
            join.add_error(None, str(refusal))
        else:
            messages.success(request, _("명단에 더했습니다. 적은 이름과 생년월일은 저장하지 않았습니다."))
            return redirect("memberships", code)
    counts = by_part(row, on=on)
    context = {
        "organization": row,
        "counts": [(label, counts.get(part, 0)) for part, label in Membership.Part.choices],
        "join": join,
        "leave": leave,
    }
    return render(request, "registry/memberships.html", context)
