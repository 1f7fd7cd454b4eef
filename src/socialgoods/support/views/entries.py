"""Visits and calls, tasks, documents: written once, even when sent twice; withdrawn with a reason."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock, kept
from socialgoods.kernel.permissions import require
from socialgoods.support import permissions
from socialgoods.support.actions import entries as actions
from socialgoods.support.actions import keeping
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.device import device_word, new_key
from socialgoods.support.forms.entries import ContactForm, DocumentForm, ReasonForm, TaskForm
from socialgoods.support.models import Contact, Document, Task
from socialgoods.support.queries import case as cases
from socialgoods.support.views.shared import is_from_device, load, login_or_word, note_look


@login_or_word
def contact_new(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = load(code), clock.today()
    require(permissions.may_keep_case(request.user, organization, on))
    if request.method == "POST":
        return _keep_contact(request, organization)
    form = ContactForm(today=on, initial={"kind": "visit", "held_on": on, "key": new_key()})
    return _contact_page(request, organization, form)


def _contact_page(request: HttpRequest, organization: Any, form: ContactForm, status: int = 200) -> HttpResponse:
    context = {
        "organization": organization,
        "form": form,
        "device": device_word(request.user),
        "days_ahead": clock.days_ahead(),
    }
    response = render(request, "support/contact_form.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _keep_contact(request: HttpRequest, organization: Any) -> HttpResponse:
    form = ContactForm(request.POST, request.FILES, today=clock.today())
    if request.POST.get("device", "") != device_word(request.user):
        said = _("다른 분이 이 기기에 적어 둔 기록입니다. 그분이 로그인하면 보냅니다.")
        if is_from_device(request):
            return JsonResponse({"other": said}, status=409)
        form.add_error(None, said)
    row = None
    if form.is_valid():
        read = form.cleaned_data
        try:
            row = actions.record_contact(
                organization=organization, kind=read["kind"], held_on=read["held_on"], with_whom=read["with_whom"], said=read["said"],
                agreed=read["agreed"], is_private=read["is_private"], tasks=form.tasks, documents=form.documents, key=read["key"],
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    if row is None:
        if is_from_device(request):
            errors = [str(text) for texts in form.errors.values() for text in texts]
            return JsonResponse({"errors": errors}, status=422)
        return _contact_page(request, organization, form)
    if is_from_device(request):
        return JsonResponse({"saved": row.get_absolute_url()})
    messages.success(request, _("만남을 적었습니다."))
    return redirect("case", organization.code)


@login_required
@require_safe
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    row = _entry(Contact, pk, "recorded_by", "withdrawn_by")
    on = clock.today()
    require(permissions.may_see_entry(request.user, row, on))
    is_staff = permissions.may_see_private(request.user, row.organization, on)
    context = {
        "contact": row,
        "organization": row.organization,
        "tasks": row.tasks.standing().for_staff(is_staff).select_related("person"),
        "documents": row.documents.standing().for_staff(is_staff),
        "may_withdraw": permissions.may_withdraw_entry(request.user, row, on),
        "reason_form": ReasonForm(),
    }
    note_look(request, row.organization, contact=row.pk)
    return render(request, "support/contact.html", context)


@login_required
def task_new(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = load(code), clock.today()
    require(permissions.may_keep_case(request.user, organization, on))
    form = TaskForm(request.POST or None, on=on, initial={"whose": "advisor", "key": new_key()})
    if request.method == "POST" and form.is_valid():
        read = dict(form.cleaned_data)
        key = read.pop("key")
        try:
            actions.add_task(
                organization=organization, task=actions.NewTask(**read), key=key, by=request.user, at=clock.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("할 일을 더했습니다."))
            return redirect("case", code)
    context = {"organization": organization, "form": form, "title": _("할 일 더하기")}
    return render(request, "support/entry_form.html", context)


@login_required
@require_POST
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    row = _entry(Task, pk)
    require(permissions.may_tick_task(request.user, row, clock.today()))
    actions.do_task(task=row, on=clock.today(), by=request.user, at=clock.now())
    messages.success(request, _("마친 일로 적었습니다."))
    return _back(request, row)


@login_required
@require_POST
def task_undone(request: HttpRequest, pk: int) -> HttpResponse:
    row = _entry(Task, pk)
    require(permissions.may_tick_task(request.user, row, clock.today()))
    actions.undo_task(task=row, by=request.user, at=clock.now())
    messages.success(request, _("다시 할 일로 돌렸습니다."))
    return _back(request, row)


def _back(request: HttpRequest, row: Any) -> HttpResponse:
    may_see = permissions.may_see_case(request.user, row.organization, clock.today())
    return redirect("case", row.organization.code) if may_see else redirect("desk")


@login_required
def document_new(request: HttpRequest, code: str) -> HttpResponse:
    organization, on = load(code), clock.today()
    require(permissions.may_add_document(request.user, organization, on))
    asked = {
        "today": on,
        "commitments": cases.commitments(organization),
        "is_staff": permissions.may_keep_case(request.user, organization, on),
    }
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DocumentForm(*posted, **asked, initial={"taken_on": on, "key": new_key()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_document(
                organization=organization, document=form.document, key=form.cleaned_data["key"], by=request.user,
                at=clock.now(),
            )  # fmt: skip
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("자료를 더했습니다."))
            return redirect("case", code)
    context = {"organization": organization, "form": form, "title": _("문서·사진 더하기"), "is_files": True}
    return render(request, "support/entry_form.html", context)


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    row, on = _entry(Document, pk, "recorded_by", "withdrawn_by", "commitment__measure", "contact"), clock.today()
    require(permissions.may_see_entry(request.user, row, on))
    context = {
        "document": row,
        "organization": row.organization,
        "may_withdraw": permissions.may_withdraw_entry(request.user, row, on),
        "reason_form": ReasonForm(),
    }
    return render(request, "support/document.html", context)


@login_required
@require_safe
def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo is shown, everything else is to be saved."""
    row = _entry(Document, pk)
    require(permissions.may_see_entry(request.user, row, clock.today()))
    is_small = "small" in request.GET
    try:
        content = keeping.content(row, small=is_small)
    except kept.Gone:
        raise Http404 from None
    if not is_small:
        note_look(request, row.organization, document=row.pk)
    return kept.handed_over(content, row.filename, row.content_type, is_shown=row.kind == "photo")


def _withdraw(model: Any) -> Any:
    @login_required
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        row = _entry(model, pk)
        require(permissions.may_withdraw_entry(request.user, row, clock.today()))
        form = ReasonForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("거두는 까닭을 적어 주세요."))
            return redirect(row) if hasattr(row, "get_absolute_url") else redirect("case", row.organization.code)
        actions.withdraw(entry=row, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        messages.success(request, _("거두었습니다. 거둔 기록은 까닭과 함께 남습니다."))
        return redirect("case", row.organization.code)

    return view


contact_withdraw, task_withdraw, document_withdraw = _withdraw(Contact), _withdraw(Task), _withdraw(Document)


def _entry(model: Any, pk: int, *more: str) -> Any:
    return get_object_or_404(model.objects.select_related("organization", *more), pk=pk)
