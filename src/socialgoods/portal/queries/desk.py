"""What is waiting on somebody's desk, by role. One list of tasks: what, how many, since or until when, and where to go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.people import permissions as people
from socialgoods.people.models import RoleAssignment
from socialgoods.portal.forms import SOON
from socialgoods.registry.models import (
    AnnualReport,
    Caseload,
    Designation,
    ImportBatch,
    ImportState,
    Mark,
    MarkState,
    Organization,
    ReportState,
    Representation,
)
from socialgoods.registry.queries.due import DueItem, due_items
from socialgoods.registry.queries.merge import candidates
from socialgoods.registry.queries.organization import to_ask



@dataclass(frozen=True)
class Task:
    title: str
    url: str
    tone: str = "info"
    count: int | None = None
    due: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    tasks: list[Task]
    nothing: str = ""


@dataclass(frozen=True)
class MyOrganization:
    organization: Organization
    report: AnnualReport | None
    dues: list[DueItem]
    mark: Mark | None


def sections(user: Any, on: date) -> list[Section]:
    found = []
    if people.is_officer(user, on):
        found.append(Section(_("우리 군"), list(_county(on)), _("지금 기다리는 일이 없습니다.")))
    if people.is_coordinator(user, on):
        found.append(Section(_("사람과 역할"), list(_roles(on))))
    if people.is_advisor(user, on):
        found.append(Section(_("내가 맡은 조직"), list(_advising(user, on)), _("맡은 조직이 없습니다. 담당관에게 배정을 요청하세요.")))
    if people.is_helper(user, on):
        found.append(Section(_("창구"), [Task(_("주민을 도와 대신 입력하기"), reverse("assist_start"), "accent")]))
    if people.is_auditor(user, on):
        found.append(Section(_("감사"), list(_auditing())))
    return found


def _county(on: date) -> Iterator[Task]:
    year = on.year - 1
    active = Organization.objects.active()
    submitted = AnnualReport.objects.filter(state=ReportState.SUBMITTED).count()
    if submitted:
        yield Task(_("확인을 기다리는 연간 보고"), reverse("report_queue"), "warning", submitted)
    if missing := outstanding(active, year).count():
        title = _("%(year)s년 보고를 아직 내지 않은 조직") % {"year": year}
        yield Task(title, reverse("report_queue") + "?show=outstanding", "info", missing)
    if applied := Mark.objects.filter(state=MarkState.APPLIED).count():
        yield Task(_("소셜굿즈 마크 신청"), reverse("marks"), "warning", applied)
    if open_imports := ImportBatch.objects.filter(state__in=[ImportState.UPLOADED, ImportState.CHECKED]).count():
        yield Task(_("마치지 않은 가져오기"), reverse("imports"), "info", open_imports)
    if asking := to_ask().count():
        yield Task(_("읍·면을 물어볼 조직"), reverse("organizations") + "?district=unknown&status=any", "info", asking)
    if pairs := len(candidates()):
        yield Task(_("같은 조직일지 모르는 기록"), reverse("duplicates"), "info", pairs)
    if ending := Designation.objects.filter(ends_on__gt=on, ends_on__lte=on + SOON, organization__in=active).count():
        yield Task(_("석 달 안에 끝나는 인증·지정"), reverse("organizations") + "?ending=1", "info", ending)
    yield Task(_("엑셀 파일 가져오기"), reverse("import_upload"), "neutral")
    yield Task(_("조직 새로 등록하기"), reverse("organization_new"), "neutral")
    yield Task(_("자문위원에게 조직 맡기기"), reverse("caseload"), "neutral")


def outstanding(rows: QuerySet[Organization], year: int) -> QuerySet[Organization]:
    """Active and founded by the end of the year, and nothing handed in for it."""
    handed_in = AnnualReport.objects.filter(fiscal_year=year, state__in=[ReportState.SUBMITTED, ReportState.CONFIRMED])
    return rows.filter(Q(founded_on=None) | Q(founded_on__lte=date(year, 12, 31))).exclude(
        pk__in=handed_in.values("organization")
    )


def _roles(on: date) -> Iterator[Task]:
    ending = RoleAssignment.objects.running_on(on).filter(ends_on__lte=on + SOON, successor=None).count()
    if ending:
        yield Task(_("석 달 안에 끝나고 뒤를 이을 사람이 없는 역할"), reverse("people"), "warning", ending)
    yield Task(_("사람과 역할 보기"), reverse("people"), "neutral")


def _advising(user: Any, on: date) -> Iterator[Task]:
    mine = Organization.objects.active().filter(
        pk__in=Caseload.objects.running_on(on).filter(advisor=user).values("organization")
    )
    count = mine.count()
    if not count:
        return
    submitted = AnnualReport.objects.filter(state=ReportState.SUBMITTED, organization__in=mine).count()
    if submitted:
        yield Task(_("확인을 기다리는 연간 보고"), reverse("report_queue"), "warning", submitted)
    if missing := outstanding(mine, on.year - 1).count():
        yield Task(
            _("%(year)s년 보고를 아직 내지 않은 조직") % {"year": on.year - 1},
            reverse("report_queue") + "?show=outstanding",
            "info",
            missing,
        )
    yield Task(_("맡은 조직 보기"), reverse("caseload"), "neutral", count)


def _auditing() -> Iterator[Task]:
    yield Task(_("등록부"), reverse("organizations"), "neutral")
    yield Task(_("가져오기 기록"), reverse("imports"), "neutral")
    yield Task(_("연간 보고"), reverse("report_queue"), "neutral")


def my_organizations(user: Any, on: date) -> list[MyOrganization]:
    rows = list(
        Organization.objects.listed()
        .filter(pk__in=Representation.objects.running_on(on).filter(user=user).values("organization"))
        .select_related("district")
    )
    reports = {row.organization_id: row for row in AnnualReport.objects.filter(organization__in=rows, fiscal_year=on.year - 1)}
    marks = {row.organization_id: row for row in Mark.objects.filter(organization__in=rows).order_by("applied_at")}
    dues: dict[int, list[DueItem]] = {}
    for item in due_items(rows, on=on):
        if item.done_on is None and item.days_left >= -180:
            dues.setdefault(item.organization.pk, []).append(item)
    return [MyOrganization(row, reports.get(row.pk), dues.get(row.pk, [])[:4], marks.get(row.pk)) for row in rows]

