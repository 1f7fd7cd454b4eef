"""An organisation's events as sentences. What an event does not say in words is shown by its name."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel import events
from socialgoods.kernel.models import Event
from socialgoods.registry.models import Organization

SAID: dict[str, str | Promise] = {
    "registry.organization.registered": _("등록했습니다"),
    "registry.organization.changed": _("등록 사항을 고쳤습니다"),
    "registry.organization.status_changed": _("상태를 바꾸었습니다"),
    "registry.organization.merged": _("다른 기록을 합쳤습니다"),
    "registry.organization.unmerged": _("합친 기록을 되돌렸습니다"),
    "registry.contact.seen": _("연락처를 보았습니다"),
    "registry.designation.recorded": _("인증·지정을 적었습니다"),
    "registry.designation.changed": _("인증·지정을 고쳤습니다"),
    "registry.support.recorded": _("받은 지원을 적었습니다"),
    "registry.support.changed": _("받은 지원의 금액을 고쳤습니다"),
    "registry.support.removed": _("받은 지원을 지웠습니다"),
    "registry.representation.begun": _("대표·실무자를 정했습니다"),
    "registry.representation.ended": _("대표·실무자를 끝냈습니다"),
    "registry.case.assigned": _("자문위원에게 맡겼습니다"),
    "registry.case.released": _("자문위원의 담당을 끝냈습니다"),
    "registry.membership.begun": _("참여자를 더했습니다"),
    "registry.membership.ended": _("참여자를 뺐습니다"),
    "registry.mark.applied": _("소셜굿즈 마크를 신청했습니다"),
    "registry.mark.granted": _("소셜굿즈 마크를 주었습니다"),
    "registry.mark.refused": _("소셜굿즈 마크 신청을 받아들이지 않았습니다"),
    "registry.mark.revoked": _("소셜굿즈 마크를 거두었습니다"),
    "registry.mark.expired": _("소셜굿즈 마크 기간이 끝났습니다"),
    "registry.due.done": _("할 일을 마쳤습니다"),
    "registry.due.undone": _("마친 일을 되돌렸습니다"),
    "registry.due.reminded": _("할 일을 알렸습니다"),
    "registry.calendar.renewed": _("달력 주소를 새로 만들었습니다"),
    "registry.report.started": _("연간 보고를 시작했습니다"),
    "registry.report.edited": _("연간 보고를 적었습니다"),
    "registry.report.read_back": _("적은 내용을 읽어 드렸습니다"),
    "registry.report.submitted": _("연간 보고를 제출했습니다"),
    "registry.report.withdrawn": _("제출을 거두었습니다"),
    "registry.report.confirmed": _("연간 보고를 확정했습니다"),
    "registry.report.returned": _("연간 보고를 돌려보냈습니다"),
    "registry.report.reopened": _("확정한 보고를 다시 열었습니다"),
    "registry.report.changed": _("파일의 값으로 연간 보고를 고쳤습니다"),
    "registry.report.seen": _("연간 보고를 보았습니다"),
    "support.case.seen": _("사례철을 보았습니다"),
}
SHOWN = ("status", "fields", "reason", "number", "year", "on", "kind", "part", "standing")


def entries(organization: Organization, limit: int = 200) -> list[dict[str, Any]]:
    """Newest first: the organisation's own events and those of its reports."""
    reports = {str(report.pk): report for report in organization.reports.all()}
    own = events.of(organization)
    of_reports = Event.objects.filter(subject_type="registry.annualreport", subject_id__in=list(reports))
    rows = (own | of_reports).select_related("by", "helper").order_by("-pk")[:limit]
    shown = [
        _entry(row, reports.get(row.subject_id) if row.subject_type == "registry.annualreport" else None)
        for row in rows
    ]
    return [*shown, *_brought_by(organization)] if len(shown) < limit else shown


def _brought_by(organization: Organization) -> Iterable[dict[str, Any]]:
    """One event stands for all that an import made; each of them shows it as its first."""
    batch = organization.imported_by
    if batch is not None:
        yield {
            "at": batch.committed_at,
            "title": _("파일에서 가져왔습니다"),
            "who": batch.committed_by,
            "helper": None,
            "text": batch.filename,
            "url": batch.get_absolute_url(),
        }


def _entry(event: Event, report: Any) -> dict[str, Any]:
    said = SAID.get(event.name, event.name)
    return {
        "at": event.at,
        "title": f"{said} — {report.fiscal_year}" if report else said,
        "who": event.by,
        "helper": event.helper,
        "text": " · ".join(_words(event.data)),
        "url": report.get_absolute_url() if report else "",
    }


def _words(data: dict[str, Any]) -> Iterable[str]:
    for name in SHOWN:
        value = data.get(name)
        if value not in (None, "", []):
            yield ", ".join(map(str, value)) if isinstance(value, list) else str(value)
