"""The year is told to the public, once, as it stands."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.cooperative.actions.refusal import NotLawful, require_lawful
from socialgoods.cooperative.actions.shared import locked
from socialgoods.cooperative.models import Disclosure, YearEnd, YearEndState
from socialgoods.cooperative.queries import disclosure as queries
from socialgoods.cooperative.rules import disclosure as rules
from socialgoods.cooperative.rules.law import Reason
from socialgoods.kernel import events
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User


@transaction.atomic
def disclose(*, year_end: YearEnd, by: User | None, at: datetime) -> Disclosure:
    """After the assembly approved the accounts and the books were closed on them."""
    cooperative = locked(year_end.cooperative)
    row = YearEnd.objects.select_related("cooperative__entity").get(pk=year_end.pk)
    there = Disclosure.objects.filter(year_end=row).first()
    if there is not None:
        return there
    reasons = []
    if row.state != YearEndState.BOOKED:
        text = _("총회가 승인하고 처분을 장부에 적은 결산만 공개할 수 있습니다. 결산을 먼저 마쳐 주세요.")
        reasons.append(Reason(text, rules.article(is_social=cooperative.is_social)))
    if not row.report:
        text = _("사업보고가 비어 있습니다. 한 해 동안 한 일을 적은 뒤에 공개해 주세요.")
        reasons.append(Reason(text, rules.article(is_social=cooperative.is_social)))
    if reasons:
        raise NotLawful(reasons)
    day = seoul_day(at)
    found = Disclosure.objects.create(year_end=row, disclosed_on=day, content=queries.content(row, day), by=by, at=at)
    events.record("cooperative.year.disclosed", row, by=by, at=at, on=day.isoformat())
    return found


@transaction.atomic
def correct(*, year_end: YearEnd, reason: str, report: str = "", by: User | None, at: datetime) -> Disclosure:
    """A new version, put together anew as of the day of the first; the one before stays readable. It says why, and what changed.

    Officers and articles stay those of the first day: a correction mends what was wrong, it does not bring the year up to date.
    """
    cooperative = locked(year_end.cooperative)
    row = YearEnd.objects.select_related("cooperative__entity").get(pk=year_end.pk)
    before = row.disclosures.first()
    if before is None:
        text = _("아직 공개하지 않은 해입니다. 먼저 경영공시를 해 주세요.")
        raise NotLawful([Reason(text, rules.article(is_social=cooperative.is_social))])
    if report.strip():
        row.report = report.strip()
    content = draft(row)
    found = rules.changes(before.content, content)
    require_lawful(rules.reasons_against_correcting(reason=reason, changes=found, is_social=cooperative.is_social))
    row.save(update_fields=["report"])
    made = Disclosure.objects.create(
        year_end=row, version=before.version + 1, reason=reason.strip()[:500], changes=found, disclosed_on=seoul_day(at),
        content=content, by=by, at=at,
    )  # fmt: skip
    events.record(
        "cooperative.year.disclosure_corrected",
        row,
        by=by,
        at=at,
        version=made.version,
        reason=made.reason,
        changes=len(found),
    )
    return made


def draft(row: YearEnd) -> dict[str, Any]:
    """What a correction would say now."""
    first = row.disclosures.last()
    if first is None:
        raise Disclosure.DoesNotExist(f"{row} was not disclosed")
    return queries.content(row, first.disclosed_on)


@transaction.atomic
def write_report(*, year_end: YearEnd, report: str, by: User | None, at: datetime) -> YearEnd:
    """What was done in the year, until it is disclosed."""
    locked(year_end.cooperative)
    row = YearEnd.objects.select_for_update().get(pk=year_end.pk)
    if Disclosure.objects.filter(year_end=row).exists():
        text = _("이미 공개한 사업보고는 여기에서 고칠 수 없습니다. 경영공시를 고쳐 주세요.")
        raise NotLawful([Reason(text, rules.article(is_social=row.cooperative.is_social))])
    row.report = report.strip()
    row.save(update_fields=["report"])
    events.record("cooperative.year.report_written", row, by=by, at=at)
    return row
