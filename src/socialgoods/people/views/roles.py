"""Giving and ending county roles, and the departments. A whole desk passes on in the registry, with its cases."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require
from socialgoods.people import permissions
from socialgoods.people.actions import departments as department_actions
from socialgoods.people.actions import roles as actions
from socialgoods.people.forms.people import AssignForm, DepartmentForm, EndForm
from socialgoods.people.models import Department, RoleAssignment


@login_required
def role_assign(request):
    today = clock.today()
    require(permissions.may_manage_roles(request.user, today))
    initial = {"person": request.GET.get("person", ""), "starts_on": today}
    form = AssignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.assign_role(
                user=data["person"],
                role=data["role"],
                department=data["department"],
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                by=request.user,
                at=clock.now(),
            )
        except actions.RoleRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("역할을 맡겼습니다: %(role)s") % {"role": row})
            return redirect("person", pk=row.user_id)
    return render(request, "people/role_assign.html", {"form": form})


@login_required
def role_end(request, pk):
    today = clock.today()
    require(permissions.may_manage_roles(request.user, today))
    row = get_object_or_404(RoleAssignment.objects.select_related("user", "department"), pk=pk)
    form = EndForm(request.POST or None, initial={"ends_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(assignment=row, ends_on=form.cleaned_data["ends_on"], by=request.user, at=clock.now())
        except actions.RoleRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("역할을 끝냈습니다: %(role)s") % {"role": row})
            # Who has ended their own last role may not see that page any more.
            return redirect("home") if row.user == request.user else redirect("person", pk=row.user_id)
    return render(request, "people/role_end.html", {"form": form, "row": row})


@login_required
def departments(request, pk=None):
    today = clock.today()
    require(permissions.may_manage_roles(request.user, today))
    department = get_object_or_404(Department, pk=pk) if pk else Department()
    form = DepartmentForm(request.POST or None, instance=department)
    if request.method == "POST" and form.is_valid():
        department_actions.save_department(department=form.save(commit=False), by=request.user, at=clock.now())
        messages.success(request, _("부서를 저장했습니다."))
        return redirect("departments")
    running = Q(roleassignment__starts_on__lte=today) & (
        Q(roleassignment__ends_on=None) | Q(roleassignment__ends_on__gt=today)
    )
    rows = Department.objects.annotate(people=Count("roleassignment__user", filter=running, distinct=True))
    return render(request, "people/departments.html", {"form": form, "department": department, "rows": rows})
