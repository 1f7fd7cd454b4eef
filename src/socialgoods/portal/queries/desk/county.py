"""The county's own desks: officers of the departments, and the one who co-ordinates them and their roles."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.diagnosis.queries import assessment
from socialgoods.kernel.formats import seoul_date
from socialgoods.people import permissions as people
from socialgoods.people.models import RoleAssignment
from socialgoods.portal.queries.desk.division import Division, division
from socialgoods.portal.queries.desk.outstanding import Outstanding, outstanding
from socialgoods.portal.queries.desk.tasks import Desk, Task, Way
from socialgoods.portal.queries.kept import until_change
from socialgoods.portal.queries.plan import CountyPlan, county_plan
from socialgoods.prescription.models import Prescription, PrescriptionState
from socialgoods.registry.models import ImportBatch, ImportState, Mark, MarkState, Organization
from socialgoods.registry.queries import report as reports
from socialgoods.registry.queries.merge import candidates
from socialgoods.registry.queries.organization import SOON, ending_designations, to_ask, valid_marks
from socialgoods.support.models import Commitment
from socialgoods.support.models import Task as CaseTask
from socialgoods.support.queries import call as calls
from socialgoods.support.queries import commitment
from socialgoods.support.queries import tasks as case_tasks


@dataclass
class CountyDesk(Desk):
    first_steps: list[Way] = field(default_factory=list)
    """Of a county without organisations: the only thing to show."""
    outstanding: Outstanding | None = None
    division: Division | None = None
    case_tasks: list[CaseTask] = field(default_factory=list)
    """Named for this officer in the case files."""
    late: list[Commitment] = field(default_factory=list)
    """Promised, and not delivered by its day."""

    @property
    def waiting(self) -> int:
        return super().waiting + bool(self.late)


@dataclass(frozen=True)
class County:
    """What is the same on every officer's desk, in one language."""

    tasks: list[Task]
    outstanding: Outstanding
    division: Division
    plan: CountyPlan | None


def lay(user: Any, on: date, _of: str = "") -> CountyDesk:
    """What every officer sees alike is kept until something changes; what is a person's own is asked for."""
    desk = CountyDesk(_("우리 군"), nothing=_("지금 기다리는 일이 없습니다."))
    county: County | None = until_change(f"desk.{get_language()}", lambda: _county(user, on), on=on)
    if county:
        desk.tasks = list(county.tasks)
        desk.ways = _ways()
        desk.outstanding, desk.division, desk.plan = county.outstanding, county.division, county.plan
        desk.case_tasks = list(case_tasks.open_for(user, on))
        desk.late = late(on)
    else:
        desk.first_steps = _first_steps()
    if people.is_coordinator(user, on):
        desk.tasks += _people(on)
        desk.ways += _people_ways()
    return desk


def _ways() -> list[Way]:
    return [
        Way(_("진단 결과"), reverse("county_diagnosis"), "search"),
        Way(_("연간 보고"), reverse("report_queue"), "file-text"),
        Way(_("배정"), reverse("rounds"), "scale"),
        Way(_("처방"), reverse("prescriptions"), "pill"),
        Way(_("지원의 효과"), reverse("evidence"), "trending-up"),
        Way(_("공모"), reverse("calls"), "send"),
        Way(_("약속과 전달"), reverse("commitments"), "handshake"),
        Way(_("센터의 달마다 활동"), reverse("activity"), "calendar-days"),
        Way(_("엑셀 파일 가져오기"), reverse("import_upload"), "upload"),
        Way(_("조직 새로 등록하기"), reverse("organization_new"), "plus"),
        Way(_("자문위원에게 조직 맡기기"), reverse("caseload"), "handshake"),
        Way(_("소셜굿즈 마크"), reverse("marks"), "award"),
        Way(_("지원 수단"), reverse("offers"), "list"),
        Way(_("한 해의 예산"), reverse("budgets"), "coins"),
        Way(_("군의 장부"), reverse("ledger"), "book-open"),
    ]


def _first_steps() -> list[Way]:
    return [
        Way(_("엑셀 파일로 조직 목록 가져오기"), reverse("import_upload"), "upload"),
        Way(_("조직 하나씩 등록하기"), reverse("organization_new"), "plus"),
    ]


def _county(user: Any, on: date) -> County | None:
    if not Organization.objects.exists():
        return None
    return County(list(_tasks(user, on)), outstanding(on=on), division(on=on), county_plan(on=on))


def _tasks(user: Any, on: date) -> Iterator[Task]:
    yield from waiting_reports(user, on)
    if count := assessment.waiting(user, on):
        yield Task(_("살펴볼 진단"), reverse("assessment_queue"), count, "warning")
    yield from _support(user, on)
    if applied := Mark.objects.filter(state=MarkState.APPLIED).count():
        yield Task(_("정해야 할 소셜굿즈 마크 신청"), reverse("marks"), applied, "warning")
    open_imports = ImportBatch.objects.filter(state__in=[ImportState.UPLOADED, ImportState.CHECKED])
    if count := open_imports.count():
        yield Task(_("마치지 않은 가져오기"), reverse("imports"), count)
    if asking := to_ask().count():
        yield Task(_("읍·면을 물어볼 조직"), reverse("organizations") + "?district=unknown&status=any", asking)
    if pairs := len(candidates()):
        yield Task(_("같은 조직일지 모르는 기록"), reverse("duplicates"), pairs)
    ending = ending_designations(on).filter(organization__in=Organization.objects.active())
    if count := ending.values("organization").distinct().count():
        yield Task(_("인증·지정이 석 달 안에 끝나는 조직"), reverse("organizations") + "?ending=on", count)
    if count := valid_marks(on).filter(ends_on__lte=on + SOON).count():
        yield Task(_("석 달 안에 끝나는 소셜굿즈 마크"), reverse("marks"), count)


def _support(user: Any, on: date) -> Iterator[Task]:
    """What the centre and the county promised, and who asks for more."""
    if count := calls.running().filter(closes_on__lt=on).count():
        yield Task(_("마감되어 선정을 기다리는 공모"), reverse("calls"), count, "warning")
    late = Prescription.objects.filter(state=PrescriptionState.SENT, answer_by__lt=on)
    if count := late.count():
        yield Task(_("답할 날이 지난 처방"), reverse("prescriptions"), count, "warning")


def late(on: date, **of: Any) -> list[Commitment]:
    """The longest overdue first."""
    rows = commitment.overdue(on).filter(**of).select_related("organization", "measure")
    return list(rows.order_by("due_on", "pk"))


def waiting_reports(user: Any, on: date) -> Iterator[Task]:
    """Of everybody for an officer, of one's own cases for an advisor."""
    waiting = reports.queue(user, on)
    if count := waiting.count():
        longest = waiting.order_by("submitted_at").values_list("submitted_at", flat=True).first()
        yield Task(_("확인을 기다리는 연간 보고"), reverse("report_queue"), count, "warning", since(longest))
    year = on.year - 1
    if count := reports.outstanding(user, on, year).count():
        title = _("%(year)s년 보고를 아직 내지 않은 조직") % {"year": year}
        yield Task(title, reverse("report_queue") + "?show=outstanding", count)


def since(at: datetime | None) -> str:
    return _("%(day)s부터") % {"day": seoul_date(at)} if at else ""


def _people(on: date) -> list[Task]:
    ending = RoleAssignment.objects.running_on(on).filter(ends_on__lte=on + SOON, successor=None)
    if count := ending.count():
        return [Task(_("석 달 안에 끝나는데 이을 사람이 없는 역할"), reverse("people"), count, "warning")]
    return []


def _people_ways() -> list[Way]:
    return [
        Way(_("사람과 역할 보기"), reverse("people"), "users"),
        Way(_("역할 맡기기"), reverse("role_assign"), "key-round"),
        Way(_("부서"), reverse("departments"), "building-2"),
    ]
