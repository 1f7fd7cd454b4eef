"""What a person's own organisation has to do next, how it stands, and what it was prescribed.

Whoever stands for several organisations looks at one at a time, so that the page stays one page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from socialgoods.cooperative.queries import desk as cooperatives
from socialgoods.diagnosis import permissions as diagnosis
from socialgoods.diagnosis.models import Assessment, AssessmentState, Purpose, View
from socialgoods.kernel.periods import seoul_day
from socialgoods.ledger import permissions as ledger
from socialgoods.portal.queries.desk.record import Record, record
from socialgoods.portal.queries.desk.tasks import Desk, Way
from socialgoods.portal.rules.next_step import Step, in_order
from socialgoods.prescription.models import Prescription, PrescriptionState
from socialgoods.registry import permissions
from socialgoods.registry.models import AnnualReport, Mark, MarkState, Organization
from socialgoods.registry.queries.report import last_closed_year, report_of
from socialgoods.support.queries.case import CaseState

DUES_SHOWN = 4


@dataclass
class OwnDesk(Desk):
    organizations: list[Organization] = field(default_factory=list)
    organization: Organization | None = None
    year: int = 0
    """The fiscal year that ended last: the one to report."""
    report: AnnualReport | None = None
    assessment: Assessment | None = None
    record: Record | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return len(self.steps)

    @property
    def first(self) -> Step | None:
        return self.steps[0] if self.steps else None

    @property
    def rest(self) -> list[Step]:
        return self.steps[1:]

    @property
    def prescribed(self) -> list[tuple[Prescription, CaseState | None]]:
        return [(row, self.record.became.get(row.origin)) for row in self.record.prescriptions] if self.record else []

    @property
    def mark(self) -> Mark | None:
        return self.record.mark if self.record else None

    @property
    def report_url(self) -> str:
        return self.report.get_absolute_url() if self.report else reverse("reports", args=[self.code])

    @property
    def code(self) -> str:
        return self.organization.code if self.organization else ""

    @property
    def report_waits(self) -> bool:
        return self.report is None or self.report.state in {"draft", "returned"}

    @property
    def may_apply_for_mark(self) -> bool:
        return self.mark is None or self.mark.state not in {MarkState.APPLIED, MarkState.GRANTED}

    @property
    def tabs(self) -> list[dict[str, Any]]:
        if len(self.organizations) < 2:
            return []
        here = reverse("desk_face", args=["own"])
        return [
            {"label": row.name, "url": f"{here}?of={row.code}", "active": row == self.organization}
            for row in self.organizations
        ]


def lay(user: Any, on: date, of: str = "") -> OwnDesk:
    desk = OwnDesk(_("내 조직"))
    own = permissions.represented(user, on)
    desk.organizations = list(Organization.objects.listed().filter(pk__in=own).select_related("district"))
    if not desk.organizations:
        return desk
    row = next((each for each in desk.organizations if each.code == of), desk.organizations[0])
    desk.organization, desk.year = row, last_closed_year(row, on)
    desk.report = report_of(row, desk.year)
    desk.assessment = (
        Assessment.objects.filter(organization=row, year=desk.year, purpose=Purpose.COUNTY, view=View.OWN)
        .defer("answers", "notes", "agreed")
        .first()
    )
    desk.record = record(row, on)
    desk.steps = in_order(_steps(desk, desk.record, user, on), on=on)
    desk.ways = [*_ways(desk), *_books(row, user, on)]
    return desk


def _steps(desk: OwnDesk, found: Record, user: Any, on: date) -> Iterator[Step]:
    yield from _report_steps(desk, found)
    yield from _assessment_steps(desk, user, on)
    for row, became in desk.prescribed:
        yield from _prescription_steps(row, became, on)
    yield from _assembly_steps(desk, on)
    code = desk.code
    for task in found.tasks:
        left = (task.due_on - on).days if task.due_on else None
        why = _("자문위원과 함께 정한 일입니다.")
        yield Step(task.what, why, reverse("case", args=[code]), _("사례철 보기"), task.due_on, days_left=left)
    others = [each for each in found.dues if not each.duty.rule.startswith("county_report")]
    for item in others[:DUES_SHOWN]:
        yield Step(
            item.duty.title, item.duty.source, reverse("dues", args=[code]), _("마쳤다고 적기"), item.duty.due_on,
            days_left=item.days_left,
        )  # fmt: skip


def _report_steps(desk: OwnDesk, found: Record) -> Iterator[Step]:
    if not desk.report_waits:
        return
    asked = next((each for each in found.dues if each.duty.rule == f"county_report_{desk.year}"), None)
    due_on, left = (asked.duty.due_on, asked.days_left) if asked else (None, None)
    if desk.report and desk.report.state == "returned":
        title = _("%(year)s년 보고를 고쳐서 다시 내세요") % {"year": desk.year}
        yield Step(title, desk.report.return_reason, desk.report_url, _("고치러 가기"), due_on, True, left)
    elif desk.report:
        title = _("%(year)s년 보고를 마저 적어 내세요") % {"year": desk.year}
        why = _("적던 것은 저장되어 있습니다. 보고가 확정되어야 진단과 처방이 나옵니다.")
        yield Step(title, why, desk.report_url, _("이어서 적기"), due_on, days_left=left)
    else:
        title = _("%(year)s년 살림을 보고해 주세요") % {"year": desk.year}
        why = _("한 해에 한 번, 30분이면 됩니다. 보고가 확정되어야 진단과 처방이 나옵니다.")
        yield Step(title, why, desk.report_url, _("보고 시작하기"), due_on, days_left=left)


def _assessment_steps(desk: OwnDesk, user: Any, on: date) -> Iterator[Step]:
    row = desk.assessment
    if row is None and desk.report_waits:
        return  # one thing at a time: the report comes first
    if row is None and desk.organization and diagnosis.may_assess(user, desk.organization, on):
        title = _("%(year)s년 진단 문항에 답해 주세요") % {"year": desk.year}
        why = _("휴대전화로 15분이면 됩니다. 무엇부터 바꾸면 좋은지 알려 드립니다.")
        yield Step(title, why, reverse("assessments", args=[desk.code]), _("진단 시작하기"))
    elif row and row.state == AssessmentState.OPEN:
        title = _("%(year)s년 진단 문항을 마저 답해 주세요") % {"year": desk.year}
        why = row.return_reason or _("적던 것은 저장되어 있습니다.")
        yield Step(title, why, row.get_absolute_url(), _("이어서 답하기"), was_returned=bool(row.return_reason))


def _prescription_steps(row: Prescription, became: CaseState | None, on: date) -> Iterator[Step]:
    left = (row.answer_by - on).days if row.answer_by else None
    said = {"year": row.year, "measure": row.measure.name}
    if row.state == PrescriptionState.SENT:
        title = _("%(year)s년 처방 ‘%(measure)s’에 답해 주세요") % said
        why = row.reason or _("받아들이거나 사양하실 수 있습니다.")
        yield Step(title, why, row.get_absolute_url(), _("처방 보고 답하기"), row.answer_by, days_left=left)
    elif row.state == PrescriptionState.INVITED and became and became.state == "invited":
        title = _("‘%(measure)s’ 공모에 초대받으셨습니다") % said
        why = row.reason or _("초대받은 공모에 신청하면 심사를 거쳐 지원을 받습니다.")
        left = (became.due_on - on).days if became.due_on else None
        yield Step(title, why, became.url, _("공모 보고 신청하기"), became.due_on, days_left=left)


def _assembly_steps(desk: OwnDesk, on: date) -> Iterator[Step]:
    """A co-operative of which the organisation is a member calls."""
    for row in cooperatives.coming_for([desk.organization.pk] if desk.organization else [], on):
        held_on = seoul_day(row.held_at)
        title = _("%(cooperative)s %(title)s에 나와 주세요") % {"cooperative": row.cooperative.name, "title": row.title}
        why = _("%(place)s에서 엽니다. 나오지 못하시면 위임장으로 맡기실 수 있습니다.") % {"place": row.place}
        yield Step(title, why, row.get_absolute_url(), _("안건 보기"), held_on, days_left=(held_on - on).days)


def _books(row: Organization, user: Any, on: date) -> Iterator[Way]:
    if permissions.may_open_books(user, row, on):
        yield Way(_("장부"), reverse("organization_books", args=[row.code]), "book-open")
    elif ledger.books_of(user, on):
        yield Way(_("장부"), reverse("ledger"), "book-open")


def _ways(desk: OwnDesk) -> Iterator[Way]:
    code = desk.code
    yield Way(_("협동조합"), reverse("cooperatives"), "building-2")
    yield Way(_("걸어온 길"), reverse("timeline", args=[code]), "history")
    yield Way(_("사례철"), reverse("case", args=[code]), "clipboard-list")
    yield Way(_("받은 처방"), reverse("prescriptions"), "pill")
    yield Way(_("해마다 낸 보고"), reverse("reports", args=[code]), "file-text")
    yield Way(_("할 일과 기한"), reverse("dues", args=[code]), "calendar")
    if desk.may_apply_for_mark:
        yield Way(_("소셜굿즈 마크 신청"), reverse("mark_apply", args=[code]), "award")
    yield Way(_("소개와 연락처 고치기"), reverse("organization_edit", args=[code]), "pencil")
    yield Way(_("참여하는 사람들"), reverse("memberships", args=[code]), "users")
