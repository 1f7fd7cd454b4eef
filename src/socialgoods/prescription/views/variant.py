"""A variant: set up, computed, seen as a whole and by organisation, pinned, copied, compared."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.kernel import clock
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.permissions import require
from socialgoods.prescription import permissions
from socialgoods.prescription.actions import round as actions
from socialgoods.prescription.forms.round import PinForm, SettingsForm
from socialgoods.prescription.models import Variant, VariantKind
from socialgoods.prescription.queries import catalogue, compare, lines, page
from socialgoods.prescription.text import OWN
from socialgoods.prescription.views.round import found as found_round
from socialgoods.prescription.views.round import tried
from socialgoods.registry.codes import source_words
from socialgoods.registry.models import Organization
from socialgoods.registry.permissions import advised

PAGE = 50


def found(pk, number):
    row = get_object_or_404(
        Variant.objects.select_related("round", "round__laid", "job", "created_by"), round=pk, number=number
    )
    return row.round, row


def _officer(request):
    require(permissions.may_prepare_rounds(request.user, clock.today()))


@login_required
def variant_new(request, pk):
    """A GET shows the year's usual settings; the POST makes the variant and sends it to be computed."""
    _officer(request)
    round = found_round(pk)
    kind = VariantKind.PRACTICE if request.GET.get("kind") == VariantKind.PRACTICE else VariantKind.RECOMMENDED
    form = SettingsForm(request.POST or None, round=round, settings={"kind": kind})
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            variant = actions.add_variant(
                round=round, title=read["title"], kind=read["kind"], settings=form.asked(), key=request.POST.get("key", "")[:60],
                by=request.user, at=clock.now(),
            )  # fmt: skip
            job = actions.start_computing(variant=variant, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("job", job.pk)
    context = {"round": round, "form": form, "key": request.POST.get("key") or uuid.uuid4().hex}
    return render(request, "prescription/variant_form.html", context)


@login_required
def variant_edit(request, pk, number):
    _officer(request)
    round, variant = found(pk, number)
    settings = variant.setup | {"title": variant.title, "kind": variant.kind}
    form = SettingsForm(request.POST or None, round=round, settings=settings, fixed_kind=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_settings(
                variant=variant,
                settings=form.asked(),
                title=form.cleaned_data["title"],
                by=request.user,
                at=clock.now(),
            )
            job = actions.start_computing(variant=variant, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("job", job.pk)
    return render(request, "prescription/variant_form.html", {"round": round, "variant": variant, "form": form})


@require_safe
@login_required
def variant(request, pk, number):
    """The proposal as a whole."""
    round, row = found(pk, number)
    on = clock.today()
    require(permissions.sees_every_round(request.user, on))
    context = {
        "round": round,
        "variant": row,
        "one": page.summary_of(row, round),
        "may_prepare": permissions.may_prepare_rounds(request.user, on) and round.state == "draft",
        "pins": _pins(row),
    }
    if row.computed_at is not None:
        context |= page.proposal_of(row)
    return render(request, "prescription/variant.html", context)


def _pins(row):
    names = dict(
        Organization.objects.filter(code__in=[pin["org_id"] for pin in row.setup["pins"]]).values_list("code", "name")
    )
    unmet = set(row.result.get("report", {}).get("pins_unmet", []))
    measures = {one["code"]: one["name"] for one in row.result.get("measures", [])}
    return [
        pin | {"name": names.get(pin["org_id"], pin["org_id"]), "measure_name": measures.get(pin["measure"], pin["measure"]),
               "is_unmet": pin["choice"] == "pinned" and pin["org_id"] in unmet}
        for pin in row.setup["pins"]
    ]  # fmt: skip


@require_safe
@login_required
def variant_limits(request, pk, number):
    """What one more of anything is worth, and what each floor costs."""
    round, row = found(pk, number)
    require(permissions.sees_every_round(request.user, clock.today()))
    if row.computed_at is None:
        raise Http404
    report = row.result["report"]
    places = report["marginal_values"]["per_place"]
    names = page.names()
    context = {
        "round": round,
        "variant": row,
        "one": page.summary_of(row, round),
        "money": [
            (source_words(source), value) for source, value in report["marginal_values"]["per_10_million_won"].items()
        ],
        "places": sorted(
            ((one, places.get(one["code"], 0)) for one in row.result["measures"]), key=lambda pair: -pair[1]
        ),
        "floors": [floor | {"name": names.get(floor["value"], floor["value"])} for floor in report["floors"]],
        "report": report,
    }
    return render(request, "prescription/variant_limits.html", context)


@require_safe
@login_required
def variant_organizations(request, pk, number):
    """By organisation: what and why, or why not. An advisor sees the lines of those assigned."""
    round, row = found(pk, number)
    on = clock.today()
    require(permissions.may_see_lines(request.user, round, on))
    only = None if permissions.sees_every_round(request.user, on) else advised(request.user, on)
    if only is not None and round.laid_id != row.pk:
        raise Http404
    asked = lines.Asked.read(request.GET)
    rows = Paginator(lines.found(row, asked, only=only), PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round,
        "variant": row,
        "page": rows,
        "asked": asked,
        "options": lines.options(row),
        "may_pin": permissions.may_prepare_rounds(request.user, on)
        and round.state == "draft"
        and row.kind != "practice",
        "may_amend": permissions.may_record_decisions(request.user, on)
        and round.state == "laid"
        and round.laid_id == row.pk,
        "pinned": {pin["org_id"] for pin in row.setup["pins"]},
        "only_own": only is not None,
    }
    return render(request, "prescription/variant_organizations.html", context)


@login_required
def variant_pin(request, pk, number, code):
    _officer(request)
    round, row = found(pk, number)
    organization = get_object_or_404(Organization.objects.select_related("district"), code=code, merged_into=None)
    require(permissions.may_decide_for(request.user, organization, clock.today()), OWN)
    choice = row.choices.select_related("measure", "runner_up").filter(organization=organization).first()
    offers = list(catalogue.offers(round.year))
    usual = {"choice": "pinned", "measure": choice.measure.code if choice and choice.measure else ""}
    form = PinForm(request.POST or None, offers=offers, initial=usual)
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        measure = next(offer.measure for offer in offers if offer.measure.code == read["measure"])
        try:
            actions.pin(
                variant=row, organization=organization, measure=measure, choice=read["choice"], why=read["why"], by=request.user,
                at=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("정해 두었습니다. 다시 셈하면 안에 담깁니다."))
            return redirect(row)
    context = {"round": round, "variant": row, "organization": organization, "choice": choice, "form": form}
    return render(request, "prescription/variant_pin.html", context)


@require_POST
@login_required
def variant_unpin(request, pk, number):
    _officer(request)
    _round, row = found(pk, number)
    organization = Organization.objects.filter(code=request.POST.get("org_id", "")).first()
    require(organization is None or permissions.may_decide_for(request.user, organization, clock.today()), OWN)
    tried(
        request, actions.unpin, _("풀었습니다. 다시 셈하면 안에 담깁니다."), variant=row, org_id=request.POST.get("org_id", ""),
        measure=request.POST.get("measure", ""),
    )  # fmt: skip
    return redirect(row)


@require_POST
@login_required
def variant_compute(request, pk, number):
    _officer(request)
    _round, row = found(pk, number)
    job = tried(request, actions.start_computing, variant=row)
    return redirect("job", job.pk) if job else redirect(row)


@require_POST
@login_required
def variant_copy(request, pk, number):
    """Another variant with the same settings, opened to be changed."""
    _officer(request)
    _round, row = found(pk, number)
    copied = tried(
        request,
        actions.copy_variant,
        _("같은 설정으로 새 안을 만들었습니다."),
        variant=row,
        key=request.POST.get("key", "")[:60],
    )
    return redirect(reverse("variant_edit", args=[pk, copied.number]) if copied else row)


@require_POST
@login_required
def variant_remove(request, pk, number):
    _officer(request)
    _round, row = found(pk, number)
    tried(request, actions.remove_variant, _("안을 지웠습니다."), variant=row)
    return redirect("round", pk)


@require_safe
@login_required
def round_compare(request, pk):
    round = found_round(pk)
    require(permissions.sees_every_round(request.user, clock.today()))
    computed = [
        page.summary_of(row, round)
        for row in round.variants.exclude(computed_at=None).select_related("job").order_by("number")
    ]
    context = {"round": round, "computed": computed, **compare.of([one["variant"] for one in computed])}
    return render(request, "prescription/round_compare.html", context)
