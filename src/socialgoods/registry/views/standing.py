"""Representatives, caseloads, and handing over a desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.people import permissions as people
from socialgoods.people.actions.roles import RoleRefused
from socialgoods.people.forms.people import HandOverForm
from socialgoods.people.models import User
from socialgoods.registry import permissions
from socialgoods.registry.actions import standing as actions
from socialgoods.registry.forms.record import AppointForm, CaseForm
from socialgoods.registry.models import Caseload, Organization, Representation


@login_required
def representations(request: HttpRequest, code: str) -> HttpResponse:
    row, on = get_object_or_404(Organization, code=code, merged_into=None), clock.today()
    require(permissions.may_appoint(request.user, row, on))
    form = AppointForm(request.POST or None, initial={"starts_on": on})
    if not people.is_officer(request.user, on):
        form.fields["standing"].choices = [(Representation.Standing.STAFF, Representation.Standing.STAFF.label)]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.appoint(
                organization=row,
                user=data["person"],
                standing=data["standing"],
                starts_on=data["starts_on"],
                by=request.user,
                at=clock.now(),
            )
        except actions.NotPossible as refusal:
            form.add_error("person", str(refusal))
        else:
            messages.success(request, _("정했습니다."))
            return redirect("representations", code)
    rows = row.representations.select_related("user")
    return render(request, "registry/representations.html", {"organization": row, "rows": rows, "form": form, "on": on})


@login_required
@require_POST
def representation_end(request: HttpRequest, pk: int) -> HttpResponse:
    row, on = get_object_or_404(Representation.objects.select_related("organization"), pk=pk), clock.today()
    may = permissions.may_appoint(request.user, row.organization, on)
    require(may and (people.is_officer(request.user, on) or row.standing == Representation.Standing.STAFF))
    actions.dismiss(representation=row, on=on, by=request.user, at=clock.now())
    messages.success(request, _("오늘까지로 끝냈습니다."))
    return redirect("representations", row.organization.code)


@login_required
def caseload(request: HttpRequest) -> HttpResponse:
    """An officer sees and assigns every advisor's cases; an advisor sees their own."""
    on = clock.today()
    is_officer = permissions.may_assign_caseload(request.user, on)
    require(is_officer or people.is_advisor(request.user, on))
    form = CaseForm(request.POST or None, on=on) if is_officer else None
    if request.method == "POST":
        require(is_officer)
        if form and form.is_valid():
            return _assign(request, form)
    rows = Caseload.objects.running_on(on).select_related("organization", "organization__district", "advisor")
    rows = rows if is_officer else rows.filter(advisor=request.user)
    rows = rows.order_by("advisor__name", "organization__district__code", "organization__name")
    return render(request, "registry/caseload.html", {"rows": rows, "form": form, "is_officer": is_officer})


def _assign(request: HttpRequest, form: CaseForm) -> HttpResponse:
    asked = {name: form.cleaned_data[name] for name in ("district", "kind") if form.cleaned_data.get(name)}
    organizations = Organization.objects.active().filter(**asked)
    count = actions.assign(
        organizations=organizations,
        advisor=form.cleaned_data["advisor"],
        on=clock.today(),
        by=request.user,
        at=clock.now(),
    )
    said = ngettext("%(n)s곳을 맡겼습니다.", "%(n)s곳을 맡겼습니다.", count) % {"n": count}
    messages.success(request, said)
    return redirect("caseload")


@login_required
@require_POST
def case_end(request: HttpRequest, pk: int) -> HttpResponse:
    on = clock.today()
    require(permissions.may_assign_caseload(request.user, on))
    case = get_object_or_404(Caseload.objects.select_related("organization"), pk=pk)
    actions.release(case=case, on=on, by=request.user, at=clock.now())
    messages.success(request, _("담당을 끝냈습니다."))
    return redirect("caseload")


@login_required
def desk_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything on a desk passes at once: county roles and the organisations looked after."""
    on = clock.today()
    giver = get_object_or_404(User, pk=pk)
    require(people.may_hand_over(request.user, on))
    form = HandOverForm(request.POST or None, initial={"on": on})
    if request.method == "POST" and form.is_valid():
        receiver = form.cleaned_data["successor"]
        try:
            roles, cases = actions.hand_over_desk(
                from_user=giver, to_user=receiver, on=form.cleaned_data["on"], by=request.user, at=clock.now()
            )
        except RoleRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("%(giver)s 님의 역할 %(roles)s가지와 담당 조직 %(cases)s곳을 %(receiver)s 님에게 넘겼습니다.")
            messages.success(request, said % {"giver": giver, "receiver": receiver, "roles": roles, "cases": cases})
            return redirect("home" if giver == request.user else "people")
    context = {
        "giver": giver,
        "form": form,
        "roles": giver.roles.running_or_coming(on).select_related("department"),
        "cases": giver.caseload.running_on(on).select_related("organization"),
    }
    return render(request, "registry/desk_hand_over.html", context)
