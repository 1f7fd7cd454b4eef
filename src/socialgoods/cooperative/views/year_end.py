"""The year's end: where it stands, what comes next and by when; each step a form or a button."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from socialgoods.cooperative import year_paper, year_parameters
from socialgoods.cooperative import year_permissions as permissions
from socialgoods.cooperative.actions import disclosure as disclosure_actions
from socialgoods.cooperative.actions import year_end as actions
from socialgoods.cooperative.actions.papers import attach
from socialgoods.cooperative.forms.year import (
    ApproveForm,
    MainBusinessForm,
    OpinionForm,
    PapersForm,
    ReportForm,
    SubmitForm,
    SupplyForm,
    UsedForm,
    WishesForm,
)
from socialgoods.cooperative.models import Cooperative, CooperativeKind, YearEnd
from socialgoods.cooperative.queries import disclosure as disclosures
from socialgoods.cooperative.queries import register
from socialgoods.cooperative.queries import year_end as queries
from socialgoods.cooperative.queries.officers import officers_on
from socialgoods.cooperative.rules import disclosure, main_business, reserve
from socialgoods.cooperative.views.acting import act, at_once
from socialgoods.cooperative.views.register import load
from socialgoods.kernel import clock
from socialgoods.kernel.periods import day_before
from socialgoods.kernel.permissions import require


@require_safe
@login_required
def year_ends(request: HttpRequest, code: str) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_inside(request.user, cooperative, today))
    rows = [
        {
            "year": row.year,
            "row": row.row,
            "is_over": row.is_over,
            "last_day": disclosures.last_day(cooperative, row.year),
        }
        for row in queries.years(cooperative, today)
    ]
    return render(request, "cooperative/year_ends.html", {"cooperative": cooperative, "rows": rows, "on": today})


@require_safe
@login_required
def year_end(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_see_inside(request.user, cooperative, today))
    found = queries.figures(cooperative, year)
    if found is None:
        raise Http404
    row = _of(cooperative, year)
    day = day_before(found.when.ends_on)
    least = year_parameters.MAIN_BUSINESS_PERCENT.on(max(day, year_parameters.IN_FORCE))
    last_day = disclosures.last_day(cooperative, year)
    is_told = row is not None and row.disclosures.exists()
    context = {
        "cooperative": cooperative, "year": year, "found": found, "row": row, "on": today, "until": day,
        "is_over": found.when.ends_on <= today,
        "is_fresh": row is None or row.state == "booked" or queries.is_as_the_books_say(row, found),
        "lines": disclosures.disposition_lines(row) if row else [],
        "shares": _shares(row) if row else [], "last_day": last_day, "is_told": is_told,
        "late": [] if is_told else disclosure.reasons_late(
            last_day=last_day, on=today, is_due=disclosures.is_due(cooperative, year), is_social=cooperative.is_social
        ),
        "percent_reasons": reserve.reasons_against_percent(
            found.limits.reserve_percent, least_percent=queries.law_percent(cooperative, day), is_social=cooperative.is_social
        ),
        "share": main_business.share(row.main_business_won, row.total_business_won) if row else None,
        "share_reasons": main_business.reasons_against_share(
            row.main_business_won, row.total_business_won, least_percent=least
        ) if row and cooperative.is_social else [],
        "supply_share": queries.supply_share(row), "supply_reasons": queries.supply_reasons(row, day),
        "is_medical": cooperative.kind == CooperativeKind.MEDICAL,
        "least": least, "is_measured": year_parameters.MEASURES.values[0].verified, "penalty": disclosure.fine("settlement"),
        "measure": main_business.MEASURE_NAMES.get(row.main_business_measure, "") if row else "",
        "may_run": permissions.may_run(request.user, cooperative, today),
        "may_opine": permissions.may_give_opinion(request.user, cooperative, today),
    }  # fmt: skip
    return render(request, "cooperative/year_end.html", context)


def _of(cooperative: Cooperative, year: int) -> YearEnd | None:
    rows = YearEnd.objects.filter(cooperative=cooperative, year=year)
    return rows.select_related("cooperative__entity", "item__assembly", "entry__entity").first()


def _shares(row: YearEnd) -> list[tuple[str, int, int, int]]:
    names = dict(row.cooperative.members.values_list("pk", "name"))
    return [(names.get(pk, str(pk)), use, on, use + on) for pk, (use, on) in queries.shares_of_members(row).items()]


def _loaded(request: HttpRequest, code: str, year: int) -> tuple[Cooperative, YearEnd]:
    cooperative = load(code)
    require(permissions.may_run(request.user, cooperative, clock.today()))
    return cooperative, get_object_or_404(
        YearEnd.objects.select_related("cooperative__entity"), cooperative=cooperative, year=year
    )


@login_required
def year_prepare(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A social co-operative's is computed by a button; a general one says what it wishes to pay, and by which use."""
    cooperative, today = load(code), clock.today()
    require(permissions.may_run(request.user, cooperative, today))
    back = reverse("year_end", args=[code, year])
    if cooperative.is_social:
        if request.method != "POST":
            raise Http404
        return at_once(
            request, lambda: actions.prepare(cooperative=cooperative, year=year, by=request.user, at=clock.now()),
            _("장부에서 결산을 계산했습니다."), back,
        )  # fmt: skip
    row = _of(cooperative, year)
    members = list(
        register.members_on(cooperative, day_before(queries.fiscal_year(cooperative, year).ends_on)).order_by("number")
    )
    known = queries.disposition_of(row) if row else None
    initial = {"dividends": known.dividends, "capital": known.capital, "voluntary": known.voluntary} if known else {}
    form = _Prepare(
        WishesForm(request.POST or None, initial=initial),
        UsedForm(request.POST or None, members=members, used=queries.used_of(row) if row else {}),
    )

    def do(read: dict[str, Any]) -> YearEnd:
        wishes = {"dividends": read["dividends"] or 0, "capital": read["capital"] or 0, "voluntary": read["voluntary"]}
        return actions.prepare(
            cooperative=cooperative, year=year, **wishes, used=form.used.used(), by=request.user, at=clock.now()
        )

    return act(
        request, cooperative=cooperative, title=_("%(year)s년 결산 계산") % {"year": year}, form=form, do=do,
        done=_("장부에서 결산을 계산했습니다."), label=_("계산하기"), back=back, crumb=_("결산"), template="cooperative/year_prepare.html",
        lede=_("잉여금은 장부에서 옵니다. 어떻게 나눌지만 적으세요. 이용실적 배당이 전체 배당의 절반 이상이어야 합니다."),
    )  # fmt: skip


class _Prepare:
    """Two forms that are sent as one."""

    def __init__(self, wishes: WishesForm, used: UsedForm) -> None:
        self.wishes, self.used = wishes, used

    def is_valid(self) -> bool:
        return all([self.wishes.is_valid(), self.used.is_valid()])

    @property
    def cleaned_data(self) -> dict[str, Any]:
        return self.wishes.cleaned_data


@login_required
def year_report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, row = _loaded(request, code, year)
    form = ReportForm(request.POST or None, initial={"report": row.report})
    return _act(
        request, cooperative, year, _("사업보고"), form,
        lambda read: disclosure_actions.write_report(year_end=row, **read, by=request.user, at=clock.now()),
        _("사업보고를 저장했습니다."), _("저장"),
    )  # fmt: skip


@login_required
def year_measure(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, row = _loaded(request, code, year)
    day = day_before(queries.fiscal_year(cooperative, year).ends_on)
    measures = year_parameters.MEASURES.on(max(day, year_parameters.IN_FORCE)).get(cooperative.main_business, ("won",))
    initial = {
        "measure": row.main_business_measure, "main": row.main_business_won, "total": row.total_business_won,
        "source": row.main_business_source,
    }  # fmt: skip
    form = MainBusinessForm(
        request.POST or None,
        programmes=queries.programmes(cooperative, year),
        measures=measures,
        year_end=row,
        initial=initial,
    )
    return _act(
        request, cooperative, year, _("주사업 비율"), form,
        lambda read: actions.measure_main_business(year_end=row, **read, by=request.user, at=clock.now()),
        _("주사업 비율을 적었습니다."), _("저장"),
        lede=_("주사업이 전체 사업의 40% 이상이어야 합니다(협동조합기본법 제93조). 재는 기준의 세부는 총리령을 확인해 주세요."),
    )  # fmt: skip


@login_required
def year_supply(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, row = _loaded(request, code, year)
    initial = {"to_all": row.supply_all, "to_others": row.supply_others, "source": row.supply_source}
    return _act(
        request, cooperative, year, _("조합원이 아닌 사람에게 공급한 비율"), SupplyForm(request.POST or None, initial=initial),
        lambda read: actions.measure_supply(year_end=row, **read, by=request.user, at=clock.now()),
        _("공급한 비율을 적었습니다."), _("저장"),
        lede=_("의료복지사회적협동조합은 조합원이 아닌 사람에게 전체의 50%까지 공급할 수 있습니다(협동조합기본법 시행령 제24조)."),
    )  # fmt: skip


@login_required
def year_submit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, row = _loaded(request, code, year)
    form = SubmitForm(request.POST or None, initial={"on": clock.today()})
    return _act(
        request, cooperative, year, _("감사에게 내기"), form,
        lambda read: actions.submit_to_audit(year_end=row, **read, by=request.user, at=clock.now()),
        _("결산 서류를 감사에게 냈습니다."), _("내기"),
        lede=_("정기총회 7일 전까지 내야 합니다. 낸 뒤에 장부가 바뀌면 다시 계산해 다시 내야 합니다."),
    )  # fmt: skip


@require_POST
@login_required
def year_take_back(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = _loaded(request, code, year)[1]
    return at_once(
        request, lambda: actions.take_back(year_end=row, by=request.user, at=clock.now()),
        _("결산을 되돌려 받았습니다. 다시 계산할 수 있습니다."), row.get_absolute_url(),
    )  # fmt: skip


@login_required
def year_opinion(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, today = load(code), clock.today()
    require(permissions.may_give_opinion(request.user, cooperative, today))
    row = get_object_or_404(YearEnd, cooperative=cooperative, year=year)
    auditor = next((each.name for each in officers_on(cooperative, today) if each.office == "auditor"), "")
    initial = {"auditor_name": row.auditor_name or auditor, "opinion": row.audit_opinion, "on": row.opined_on or today}
    form = OpinionForm(request.POST or None, initial=initial)
    return _act(
        request, cooperative, year, _("감사 의견"), form,
        lambda read: actions.give_opinion(year_end=row, **read, by=request.user, at=clock.now()),
        _("감사 의견을 적었습니다."), _("의견 내기"),
        lede=_("결산 서류를 살펴본 뒤 의견을 적으세요. 총회 자료와 경영공시에 그대로 실립니다."),
    )  # fmt: skip


@login_required
def year_approve(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, row = _loaded(request, code, year)
    form = ApproveForm(request.POST or None, cooperative=cooperative)
    return _act(
        request, cooperative, year, _("총회 승인"), form,
        lambda read: actions.approve(year_end=row, **read, by=request.user, at=clock.now()),
        _("총회의 승인을 적었습니다."), _("승인 적기"),
        lede=_("결산이나 잉여금 처분을 가결한 총회 안건을 고르세요."),
    )  # fmt: skip


@require_POST
@login_required
def year_book(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = _loaded(request, code, year)[1]
    return at_once(
        request, lambda: actions.book(year_end=row, by=request.user, at=clock.now()),
        _("회계연도를 마감하고 처분을 장부에 적었습니다."), row.get_absolute_url(),
    )  # fmt: skip


@login_required
def year_attach(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative, row = _loaded(request, code, year)
    form = PapersForm(request.POST or None, cooperative=cooperative)
    return _act(
        request, cooperative, year, _("총회 자료로 붙이기"), form,
        lambda read: attach(year_end=row, assembly=read["assembly"], content=year_paper.year_papers(row), by=request.user, at=clock.now()),
        _("결산 서류를 총회 자료로 붙였습니다."), _("붙이기"),
    )  # fmt: skip


@require_safe
@login_required
def year_papers(request: HttpRequest, code: str, year: int) -> HttpResponse:
    cooperative = load(code)
    require(permissions.may_see_inside(request.user, cooperative, clock.today()))
    row = get_object_or_404(YearEnd.objects.select_related("cooperative__entity"), cooperative=cooperative, year=year)
    headers = {"Content-Disposition": f'inline; filename="accounts-{code}-{year}.pdf"'}
    return HttpResponse(year_paper.year_papers(row), content_type="application/pdf", headers=headers)


def _act(
    request: HttpRequest, cooperative: Cooperative, year: int, title: str, form: Any, do: Any, done: str, label: str,
    lede: str = "",
) -> HttpResponse:  # fmt: skip
    return act(
        request, cooperative=cooperative, title=title, form=form, do=do, done=done, label=label, lede=lede,
        back=reverse("year_end", args=[cooperative.code, year]), crumb=_("%(year)s년 결산") % {"year": year},
    )  # fmt: skip
