"""People and roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from socialgoods.kernel import clock, events
from socialgoods.kernel.permissions import require
from socialgoods.people import permissions, queries
from socialgoods.people.actions import accounts
from socialgoods.people.forms.people import FilterForm, OpenAccountForm
from socialgoods.people.models import User

PER_PAGE = 50


@login_required
def people(request):
    today = clock.today()
    require(permissions.may_see_staff(request.user, today))
    sees_everyone = permissions.may_see_all_accounts(request.user, today)
    form = FilterForm(request.GET, may_see_everyone=sees_everyone)
    wanted = form.cleaned_data if form.is_valid() else {}
    everyone = bool(wanted.get("everyone"))
    rows = queries.people(
        on=today,
        words=wanted.get("q", ""),
        role=wanted.get("role", ""),
        department=wanted.get("department"),
        everyone=everyone,
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if everyone:
        events.record("people.list.viewed", None, by=request.user, at=clock.now(), shown=len(page))
    return render(
        request,
        "people/people.html",
        {
            "form": form,
            "page_obj": page,
            "today": today,
            "may_manage": permissions.may_manage_roles(request.user, today),
            "may_open": permissions.may_open_account(request.user, today),
        },
    )


@login_required
def person(request, pk):
    today, at = clock.today(), clock.now()
    seen = get_object_or_404(User.objects.select_related("district"), pk=pk)
    require(permissions.may_see_person(request.user, seen, today))
    if seen != request.user:
        events.record("people.person.viewed", seen, by=request.user, at=at)
    return render(
        request,
        "people/person.html",
        {
            "person": seen,
            "history": queries.role_history(seen),
            "today": today,
            "sees_contact": permissions.may_see_all_accounts(request.user, today),
            "may_manage": permissions.may_manage_roles(request.user, today),
            "may_hand_over": permissions.may_hand_over(request.user, today)
            and queries.holds_or_will_hold_role(seen, at=at),
            "may_issue": permissions.may_issue_code_sheet(request.user, seen, today),
            "sheet": queries.sheet_in_use(seen),
        },
    )


@login_required
def person_new(request):
    require(permissions.may_open_account(request.user, clock.today()))
    form = OpenAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        opened = accounts.open_account(
            username=data["username"],
            name=data["name"],
            phone=data["phone"],
            district=data["district"],
            by=request.user,
            at=clock.now(),
        )
        messages.success(
            request, _("%(name)s 님의 계정을 만들었습니다. 이제 코드표를 내줄 수 있습니다.") % {"name": opened}
        )
        return redirect("code_sheet", pk=opened.pk)
    return render(request, "people/person_new.html", {"form": form})
