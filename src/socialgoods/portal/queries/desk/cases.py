"""An advisor's organisations: how each stands, whose support ends, who slips. Stored figures only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from socialgoods.diagnosis.models import Diagnosis
from socialgoods.diagnosis.queries import assessment, result
from socialgoods.people import permissions as people
from socialgoods.portal import parameters
from socialgoods.portal.queries.desk.county import late, waiting_reports
from socialgoods.portal.queries.desk.tasks import Desk, Task, Way
from socialgoods.portal.queries.kept import until_change
from socialgoods.portal.rules.slipping import Slip, slip
from socialgoods.prescription.models import Prescription, PrescriptionState
from socialgoods.registry.models import Caseload, Organization
from socialgoods.support.models import Commitment
from socialgoods.support.models import Task as CaseTask
from socialgoods.support.queries import contact, tasks

YEARS_OF_A_TREND = 5


class Standing(NamedTuple):
    """A year's figures of an organisation; the cliff as `analysis.selfreliance.cliff` says it."""

    ratio: float | None
    gap: int | None
    cliff: int | None
    cliff_amount: int | None
    cover_after_cliff: float | None


@dataclass(frozen=True)
class Case:
    organization: Organization
    years: Mapping[int, Standing]
    year: int | None
    """The county's latest diagnosed year; the case's own figures of it may be missing."""
    this_year: int
    slips: Slip | None
    prescription: Prescription | None
    met_on: date | None
    """The last contact that was written down."""
    task: CaseTask | None
    """The next open one of the case file."""

    @property
    def now(self) -> Standing | None:
        return self.years.get(self.year) if self.year else None

    @property
    def ratio(self) -> float | None:
        return self.now.ratio if self.now else None

    @property
    def before(self) -> float | None:
        found = self.years.get(self.year - 1) if self.year else None
        return found.ratio if found else None

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.ratio is None else self.ratio - self.before

    @property
    def trend(self) -> list[float | None]:
        if self.year is None:
            return []
        years = range(self.year - YEARS_OF_A_TREND + 1, self.year + 1)
        return [self.years[year].ratio if year in self.years else None for year in years]

    @property
    def cliff(self) -> int | None:
        """What ended already is no cliff ahead."""
        year = self.now.cliff if self.now and self.now.cliff_amount else None
        return year if year and year >= self.this_year else None

    @property
    def cliff_amount(self) -> int:
        return (self.now.cliff_amount if self.now else None) or 0

    @property
    def url(self) -> str:
        return reverse("case", args=[self.organization.code])

    @property
    def diagnosis_url(self) -> str:
        return reverse("diagnosis", args=[self.organization.code])


@dataclass
class CasesDesk(Desk):
    cases: "Cases | None" = None
    late: list[Commitment] = field(default_factory=list)
    """Promised to a case, and not delivered by its day."""

    @property
    def waiting(self) -> int:
        return super().waiting + bool(self.late)


@dataclass(frozen=True)
class Cases:
    rows: list[Case]
    year: int | None
    slip_by: float
    slip_source: str
    tasks: list[CaseTask] = field(default_factory=list)
    """What waits for the advisor in the case files, the earliest day first."""

    @cached_property
    def cliffs(self) -> list[Case]:
        return sorted((case for case in self.rows if case.cliff), key=lambda case: (case.cliff, -case.cliff_amount))

    @cached_property
    def slipping(self) -> list[Case]:
        return sorted((case for case in self.rows if case.slips), key=lambda case: case.change or 0)

    @property
    def reliant(self) -> int:
        return sum(case.ratio is not None and case.ratio >= 1 for case in self.rows)

    @property
    def unknown(self) -> int:
        return sum(case.ratio is None for case in self.rows)


def lay(user: Any, on: date, _of: str = "") -> CasesDesk:
    """Kept for the advisor until something changes."""
    kept: CasesDesk = until_change(f"desk.cases.{user.pk}.{get_language()}", lambda: _laid(user, on), on=on)
    return kept


def _laid(user: Any, on: date) -> CasesDesk:
    found = cases(user, on)
    desk = CasesDesk(_("맡은 조직"), cases=found, nothing=_("맡은 조직에서 기다리는 일이 없습니다."))
    if not found.rows:
        desk.nothing = _("맡은 조직이 아직 없습니다. 군 담당자가 조직을 맡기면 여기에 나옵니다.")
        return desk
    desk.tasks = list(_tasks(user, on, found))
    desk.late = late(on, organization__in=[case.organization.pk for case in found.rows])
    desk.ways = [
        Way(_("맡은 조직 보기"), reverse("caseload"), "handshake"),
        Way(_("처방 보기"), reverse("prescriptions"), "pill"),
        Way(_("연간 보고 보기"), reverse("report_queue"), "file-text"),
        Way(_("진단 살펴보기"), reverse("assessment_queue"), "clipboard-check"),
        Way(_("약속과 전달"), reverse("commitments"), "handshake"),
        Way(_("달마다 활동"), reverse("activity"), "calendar-days"),
    ]
    return desk


def _tasks(user: Any, on: date, found: "Cases") -> Iterator[Task]:
    """An officer who also advises has the county's reports on the other desk already."""
    if not people.is_officer(user, on):
        yield from waiting_reports(user, on)
    if count := assessment.waiting(user, on):
        yield Task(_("살펴볼 진단"), reverse("assessment_queue"), count, "warning")
    if late := [task for task in found.tasks if task.due_on and task.due_on < on]:
        yield Task(_("날이 지난 할 일"), "#next", len(late), "danger")


def cases(user: Any, on: date) -> Cases:
    """As many queries for many as for few; those furthest below the line first, the unknown last."""
    since = parameters.SLIP.since(on)
    running = Caseload.objects.running_on(on).filter(advisor=user).values("organization")
    organizations = list(Organization.objects.listed().filter(pk__in=running).only("code", "name", "status"))
    if not organizations:
        return Cases([], None, since.value, since.source)
    year = result.latest_year()
    standings, prescriptions = _standings(organizations, year), _prescriptions(organizations)
    met, waiting = contact.last_contacts(row.pk for row in organizations), list(tasks.open_for(user, on))
    next_tasks = _first_of_each(waiting)
    rows = []
    for organization in organizations:
        years = standings.get(organization.pk, {})
        now, before = years.get(year or 0), years.get((year or 0) - 1)
        slips = slip(before.ratio if before else None, now.ratio if now else None, by=since.value)
        pk = organization.pk
        rows.append(
            Case(organization, years, year, on.year, slips, prescriptions.get(pk), met.get(pk), next_tasks.get(pk))
        )
    rows.sort(key=lambda case: (case.ratio is None, case.ratio or 0, case.organization.name))
    return Cases(rows, year, since.value, since.source, waiting)


def _standings(organizations: Iterable[Organization], year: int | None) -> Mapping[int, dict[int, Standing]]:
    if year is None:
        return {}
    rows = Diagnosis.objects.filter(organization__in=organizations, year__gt=year - YEARS_OF_A_TREND, year__lte=year)
    reading = "detail__readings__"
    found: dict[int, dict[int, Standing]] = {}
    for pk, of_year, *figures in rows.values_list(
        "organization", "year", "self_reliance_ratio", "gap",
        f"{reading}cliff", f"{reading}cliff_amount", f"{reading}cover_after_cliff",
    ):  # fmt: skip
        found.setdefault(pk, {})[of_year] = Standing(*figures)
    return found


def _prescriptions(organizations: Iterable[Organization]) -> Mapping[int, Prescription]:
    """The latest of each that was not taken back."""
    rows = Prescription.objects.filter(organization__in=organizations).exclude(state=PrescriptionState.WITHDRAWN)
    rows = rows.select_related("measure").order_by("year", "pk")
    return {row.organization_id: row for row in rows.defer("reason", "answer_reason")}


def _first_of_each(waiting: Iterable[CaseTask]) -> Mapping[int, CaseTask]:
    """They come in the order of their days."""
    found: dict[int, CaseTask] = {}
    for task in waiting:
        found.setdefault(task.organization_id, task)
    return found
