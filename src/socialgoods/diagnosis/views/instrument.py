"""Which questions there are, from which year on they are asked, and a county's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from socialgoods.diagnosis import permissions
from socialgoods.diagnosis.actions import instrument as actions
from socialgoods.diagnosis.forms.instrument import InstrumentForm, UseForm
from socialgoods.diagnosis.models import InstrumentUse
from socialgoods.diagnosis.queries import catalogue
from socialgoods.diagnosis.queries import instrument as queries
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


@login_required
def instruments(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_instruments(request.user, on))
    versions = catalogue.versions()
    asked = request.POST.get("do")
    upload = InstrumentForm(request.POST, request.FILES) if asked == "add" else InstrumentForm()
    use = UseForm(request.POST if asked == "use" else None, versions=versions, initial={"from_year": on.year})
    context: dict[str, Any] = {"upload": upload, "use": use}
    if request.method == "POST":
        require(permissions.may_keep_instruments(request.user, on))
        try:
            if asked == "add" and upload.is_valid():
                return _add(request, upload)
            if asked == "use" and use.is_valid():
                return _choose(request, use)
        except actions.Refused as refusal:
            context["refusal" if asked == "add" else "use_refusal"] = str(refusal)
    context |= {
        "rows": catalogue.rows(),
        "uses": InstrumentUse.objects.select_related("decided_by"),
        "now": queries.in_use(on.year),
        "year": on.year,
        "may_keep": permissions.may_keep_instruments(request.user, on),
    }
    return render(request, "diagnosis/instruments.html", context)


def _add(request: HttpRequest, form: InstrumentForm) -> HttpResponse:
    content = form.cleaned_data["file"].read(actions.LARGEST + 1)
    row = actions.add(content=content, by=request.user, at=clock.now())
    messages.success(request, _("새 문항 ‘%(version)s’을 받았습니다.") % {"version": row.version})
    return redirect("instrument", row.version)


def _choose(request: HttpRequest, form: UseForm) -> HttpResponse:
    actions.choose(**form.cleaned_data, by=request.user, at=clock.now())
    messages.success(
        request,
        _("%(year)s년부터 ‘%(version)s’ 판으로 묻습니다.")
        % {"year": form.cleaned_data["from_year"], "version": form.cleaned_data["version"]},
    )
    return redirect("instruments")


@login_required
@require_safe
def instrument(request: HttpRequest, version: str) -> HttpResponse:
    require(permissions.may_see_instruments(request.user, clock.today()))
    if version not in catalogue.versions():
        raise Http404
    return render(request, "diagnosis/instrument.html", catalogue.shown(version))


@login_required
@require_safe
def instrument_file(request: HttpRequest, version: str) -> HttpResponse:
    """The file itself: what a county changes to make its own."""
    require(permissions.may_see_instruments(request.user, clock.today()))
    if version not in catalogue.versions():
        raise Http404
    response = HttpResponse(queries.text_of(version), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{version}.toml"'
    return response
