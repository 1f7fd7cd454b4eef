"""One line from report to outcome: what every room knows of an organisation, in the order in which it happened, newest first."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.diagnosis.models import Assessment, AssessmentState, Diagnosis, Purpose
from socialgoods.kernel.formats import percent, won_words
from socialgoods.kernel.periods import seoul_day
from socialgoods.prescription.models import Outcome, PrescriptionState
from socialgoods.prescription.queries import mine
from socialgoods.registry.models import AnnualReport, Organization, ReportState
from socialgoods.support.queries import case

Entry = dict[str, Any]


def timeline(organization: Organization, *, is_staff: bool) -> list[Entry]:
    """`is_staff`: also what advisors noted for themselves."""
    found = [
        *_reports(organization),
        *_assessments(organization),
        *_prescriptions(organization),
        *_outcomes(organization),
        *case.timeline(organization, is_staff=is_staff),
    ]
    return sorted(found, key=lambda entry: entry["at"], reverse=True)


def by_year(entries: list[Entry]) -> list[tuple[int, list[Entry]]]:
    years: dict[int, list[Entry]] = {}
    for entry in entries:
        years.setdefault(_day(entry["at"]).year, []).append(entry)
    return list(years.items())


def _day(at: Any) -> date:
    return seoul_day(at)


def _reports(organization: Organization) -> Iterator[Entry]:
    ratios = dict(Diagnosis.objects.filter(organization=organization).values_list("year", "self_reliance_ratio"))
    rows = AnnualReport.objects.filter(organization=organization).select_related("submitted_by", "decided_by")
    for row in rows:
        url = reverse("report", args=[organization.code, row.fiscal_year])
        if row.submitted_at:
            title = _("%(year)s년 연간 보고를 냈습니다") % {"year": row.fiscal_year}
            yield {"at": row.submitted_at, "title": title, "url": url, "who": row.submitted_by}
        if row.state == ReportState.CONFIRMED and row.decided_at:
            ratio = ratios.get(row.fiscal_year)
            said = _("자립도 %(ratio)s") % {"ratio": percent(ratio)} if ratio is not None else ""
            title = _("%(year)s년 연간 보고를 확정했습니다") % {"year": row.fiscal_year}
            yield {
                "at": row.decided_at,
                "title": title,
                "text": said,
                "url": url,
                "who": row.decided_by,
                "tone": "info",
            }


def _assessments(organization: Organization) -> Iterator[Entry]:
    rows = Assessment.objects.filter(
        organization=organization, purpose=Purpose.COUNTY, state=AssessmentState.FINAL
    ).select_related("finalised_by")
    for row in rows:
        yield {
            "at": row.finalised_at,
            "title": _("%(year)s년 %(view)s을 확정했습니다") % {"year": row.year, "view": row.get_view_display()},
            "url": reverse("diagnosis_year", args=[organization.code, row.year]),
            "who": row.finalised_by,
            "tone": "info",
        }


SAID = {
    PrescriptionState.ACCEPTED: gettext_lazy("처방을 받아들였습니다"),
    PrescriptionState.DECLINED: gettext_lazy("처방을 사양했습니다"),
    PrescriptionState.LAPSED: gettext_lazy("처방에 답할 날이 지났습니다"),
    PrescriptionState.WITHDRAWN: gettext_lazy("처방을 거두었습니다"),
}
ANSWERED = {PrescriptionState.ACCEPTED, PrescriptionState.DECLINED}


def _prescriptions(organization: Organization) -> Iterator[Entry]:
    for row in mine.of_organization(organization).select_related("helped_by", "ended_by"):
        url = row.get_absolute_url()
        what = _("%(measure)s, %(amount)s") % {"measure": row.measure.name, "amount": won_words(row.amount)}
        title = _("%(year)s년 처방을 알렸습니다") % {"year": row.year}
        yield {"at": row.sent_at, "title": title, "text": what, "url": url, "tone": "accent"}
        state = PrescriptionState(row.state)
        if row.answered_at:
            answer = state if state in ANSWERED else PrescriptionState.ACCEPTED
            yield {
                "at": row.answered_at, "title": SAID[answer], "text": row.answer_reason or what, "url": url,
                "who": row.answered_by, "helper": row.helped_by,
            }  # fmt: skip
        if row.ended_at and state in SAID:
            yield {"at": row.ended_at, "title": SAID[state], "text": row.end_reason, "url": url, "who": row.ended_by}


def _outcomes(organization: Organization) -> Iterator[Entry]:
    rows = Outcome.objects.filter(prescription__organization=organization).select_related("prescription__measure")
    for row in rows:
        before, after = percent(row.ratio_before), percent(row.ratio_after)
        yield {
            "at": row.matched_at,
            "title": _("%(measure)s 뒤의 결과를 보았습니다") % {"measure": row.prescription.measure.name},
            "text": _("자립도 %(before)s → %(after)s") % {"before": before, "after": after} + _alike(row),
            "url": row.prescription.get_absolute_url(),
            "tone": "success" if row.self_reliant else "neutral",
        }


def _alike(row: Outcome) -> str:
    """Beside organisations like it that got nothing; of fewer than five nothing is known."""
    if row.rise_alike is None:
        return ""
    return ". " + _("지원받지 않은 비슷한 %(n)s곳은 평균 %(rise)s포인트") % {
        "n": row.alike,
        "rise": percent(row.rise_alike),
    }
