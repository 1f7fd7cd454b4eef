"""Which questions there are, from which year on they are asked, and a county's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from socialgoods.analysis.scoring import instrument as files
from socialgoods.diagnosis import permissions
from socialgoods.diagnosis.actions import instrument as actions
from socialgoods.diagnosis.forms.assessment import InstrumentForm, UseForm, sections
from socialgoods.diagnosis.models import InstrumentFile, InstrumentUse, Purpose
from socialgoods.diagnosis.queries import instrument as queries
from socialgoods.kernel import clock
from socialgoods.kernel.permissions import require


def _versions() -> list[str]:
    return [*files.shipped(), *InstrumentFile.objects.values_list("version", flat=True)]


@login_required
def instruments(request: HttpRequest) -> HttpResponse:
    on = clock.today()
    require(permissions.may_see_instruments(request.user, on))
    may_keep = permissions.may_keep_instruments(request.user, on)
    versions = _versions()
    asked = request.POST.get("do")
    upload = InstrumentForm(request.POST if asked == "add" else None, request.FILES if asked == "add" else None)
    use = UseForm(request.POST if asked == "use" else None, versions=versions, initial={"from_year": on.year})
    if request.method == "POST":
        require(may_keep)
        try:
            if asked == "add" and upload.is_valid():
                row = actions.add(
                    content=upload.cleaned_data["file"].read(actions.LARGEST + 1), by=request.user, at=clock.now()
                )
                messages.success(request, _("새 문항 ‘%(version)s’을 받았습니다.") % {"version": row.version})
                return redirect("instrument", row.version)
            if asked == "use" and use.is_valid():
                actions.choose(**use.cleaned_data, by=request.user, at=clock.now())
                messages.success(request, _("정했습니다."))
                return redirect("instruments")
        except actions.Refused as refusal:
            messages.error(request, str(refusal))
    context = {
        "rows": [(version, queries.instrument_of(version)) for version in versions],
        "uses": InstrumentUse.objects.filter(purpose=Purpose.COUNTY),
        "now": queries.in_use(on.year),
        "year": on.year,
        "upload": upload,
        "use": use,
        "may_keep": may_keep,
    }
    return render(request, "diagnosis/instruments.html", context)


@login_required
def instrument(request: HttpRequest, version: str) -> HttpResponse:
    require(permissions.may_see_instruments(request.user, clock.today()))
    if version not in _versions():
        raise Http404
    found = queries.instrument_of(version)
    before = [name for name in _versions() if name < version]
    old = {item.code for item in queries.instrument_of(before[-1]).items} if before else None
    codes = {item.code for item in found.items}
    context = {
        "version": version,
        "instrument": found,
        "forms": [(form.name, len(found.items_of(form.name))) for form in found.forms],
        "sections": sections(queries.asked(found, found.forms[0].name), {}, {}),
        "before": before[-1] if before else "",
        "kept": len(codes & old) if old is not None else 0,
        "new": sorted(codes - old) if old is not None else [],
    }
    return render(request, "diagnosis/instrument.html", context)
