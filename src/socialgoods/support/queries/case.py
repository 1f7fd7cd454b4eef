"""The case file of an organisation, and what became of what was decided elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from socialgoods.kernel.formats import won_words
from socialgoods.kernel.periods import SEOUL
from socialgoods.registry.models import Organization
from socialgoods.support.models import (
    Application,
    ApplicationState,
    Commitment,
    CommitmentState,
    Contact,
    Delivery,
    Document,
    Invitation,
    Task,
)
from socialgoods.support.queries.commitment import of, with_delivered

Row = dict[str, Any]


@dataclass(frozen=True)
class CaseState:
    """What became of something promised, or of an invitation."""

    origin: str
    state: str
    """invited, applied, withdrawn, refused, promised, in_delivery, delivered, closed, cancelled."""
    label: str
    on: date | datetime | None
    """Since when it stands so."""
    amount: int
    """Invited to, promised, or asked for."""
    delivered: int = 0
    due_on: date | None = None
    reason: str = ""
    url: str = ""
    call: int | None = None
    commitment: int | None = None


def commitments(organization: Organization) -> QuerySet[Commitment]:
    """With `delivered`, what stands delivered of each."""
    rows = Commitment.objects.filter(of(organization)).select_related("measure", "advisor", "organization")
    return with_delivered(rows).order_by("-year", "pk")


def of_origins(origins: Iterable[str]) -> dict[str, CaseState]:
    """Three queries, however many."""
    asked = list(origins)
    found: dict[str, CaseState] = {}
    invitations = list(Invitation.objects.filter(origin__in=asked).select_related("call"))
    applied = _applications(invitations)
    for invitation in invitations:
        application = applied.get((invitation.call_id, invitation.organization_id))
        found[invitation.origin] = _of_invitation(invitation, application)
    for commitment in with_delivered(Commitment.objects.filter(origin__in=asked)):
        call = found[commitment.origin].call if commitment.origin in found else None
        found[commitment.origin] = _of_commitment(commitment, call)
    return found


def _applications(invitations: list[Invitation]) -> dict[tuple[int, int], Application]:
    rows = Application.objects.filter(
        call__in={row.call_id for row in invitations}, organization__in={row.organization_id for row in invitations}
    ).exclude(state=ApplicationState.DRAFT)
    return {(row.call_id, row.organization_id): row for row in rows}


APPLIED = {
    ApplicationState.SUBMITTED: "applied",
    ApplicationState.SELECTED: "promised",
    ApplicationState.REFUSED: "refused",
    ApplicationState.WITHDRAWN: "withdrawn",
}


def _of_invitation(row: Invitation, application: Application | None) -> CaseState:
    url = row.call.get_absolute_url()
    if application is None:
        return CaseState(
            row.origin, "invited", _("공모에 초대됨"), row.invited_at, row.amount, due_on=row.call.closes_on, url=url,
            call=row.call_id,
        )  # fmt: skip
    state = ApplicationState(application.state)
    is_decided = state in {ApplicationState.SELECTED, ApplicationState.REFUSED}
    return CaseState(
        row.origin,
        APPLIED[state],
        str(state.label),
        application.decided_at if is_decided else application.submitted_at,
        application.amount or 0,
        reason=application.reason if is_decided else "",
        url=url,
        call=row.call_id,
    )


def _of_commitment(row: Commitment, call: int | None) -> CaseState:
    return CaseState(
        row.origin,
        row.state,
        row.get_state_display(),
        row.finished_at or row.promised_at,
        row.amount,
        delivered=row.delivered,  # type: ignore[attr-defined]
        due_on=row.due_on,
        reason=row.reason,
        url=row.get_absolute_url(),
        call=call,
        commitment=row.pk,
    )


def timeline(organization: Organization, *, is_staff: bool) -> list[Row]:
    """Newest first. `is_staff`: also what advisors and officers noted for themselves. Six queries, however long."""
    entries = [
        *_calls(organization),
        *_commitments(organization),
        *_deliveries(organization),
        *_contacts(organization, is_staff),
        *_tasks(organization, is_staff),
        *_documents(organization, is_staff),
    ]
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def noon(day: date) -> datetime:
    """A day's place among moments."""
    return datetime.combine(day, time(12), tzinfo=SEOUL)


def _entry(at: datetime, title: str, who: Any = None, **more: Any) -> Row:
    return {"at": at, "title": title, "who": who, "helper": None, "text": "", "url": "", "tone": "neutral", **more}


def _calls(organization: Organization) -> Iterator[Row]:
    for row in Invitation.objects.filter(of(organization)).select_related("call__measure", "invited_by"):
        yield _entry(
            row.invited_at, _("‘%(call)s’에 초대했습니다") % {"call": row.call}, row.invited_by, text=won_words(row.amount),
            url=row.call.get_absolute_url(), tone="accent",
        )  # fmt: skip
    rows = Application.objects.filter(of(organization)).exclude(state=ApplicationState.DRAFT)
    for each in rows.select_related("call__measure", "submitted_by", "decided_by"):
        url, names = each.call.get_absolute_url(), {"call": each.call}
        if each.submitted_at:
            yield _entry(each.submitted_at, _("‘%(call)s’에 신청했습니다") % names, each.submitted_by, url=url)
        if each.state in {ApplicationState.SELECTED, ApplicationState.REFUSED} and each.decided_at:
            is_selected = each.state == ApplicationState.SELECTED
            title = _("‘%(call)s’에 선정되었습니다") if is_selected else _("‘%(call)s’에 선정되지 않았습니다")
            tone = "success" if is_selected else "neutral"
            yield _entry(each.decided_at, title % names, each.decided_by, text=each.reason, url=url, tone=tone)


def _commitments(organization: Organization) -> Iterator[Row]:
    rows = Commitment.objects.filter(of(organization)).select_related("measure", "promised_by", "finished_by")
    for row in rows:
        names, url = {"measure": row.measure.name}, row.get_absolute_url()
        yield _entry(
            row.promised_at, _("%(measure)s 지원을 약속했습니다") % names, row.promised_by, text=won_words(row.amount), url=url,
            tone="accent",
        )  # fmt: skip
        if row.finished_at:
            said = {
                CommitmentState.DELIVERED: (_("%(measure)s 지원을 모두 전달했습니다"), "success"),
                CommitmentState.CLOSED: (_("%(measure)s 지원을 일부만 전달하고 마쳤습니다"), "warning"),
                CommitmentState.CANCELLED: (_("%(measure)s 지원을 취소했습니다"), "warning"),
            }
            title, tone = said[CommitmentState(row.state)]
            amount = won_words(row.given) if row.given is not None else ""
            text = " · ".join(part for part in (amount, row.reason) if part)
            yield _entry(row.finished_at, title % names, row.finished_by, text=text, url=url, tone=tone)


def _deliveries(organization: Organization) -> Iterator[Row]:
    rows = Delivery.objects.filter(of(organization, "commitment__"), reverses=None, reversed_by=None)
    for row in rows.select_related("recorded_by", "commitment"):
        text = " · ".join(part for part in (won_words(row.cost), row.provider) if part)
        url = row.commitment.get_absolute_url()
        yield _entry(
            noon(row.delivered_on), _("전달: %(what)s") % {"what": row.what}, row.recorded_by, text=text, url=url
        )


def _contacts(organization: Organization, is_staff: bool) -> Iterator[Row]:
    rows = Contact.objects.standing().for_staff(is_staff).filter(of(organization))
    for row in rows.select_related("recorded_by"):
        yield _entry(
            noon(row.held_on), row.get_kind_display(), row.recorded_by, text=row.agreed or row.said,
            url=row.get_absolute_url(), tone="info",
        )  # fmt: skip


def _tasks(organization: Organization, is_staff: bool) -> Iterator[Row]:
    rows = Task.objects.standing().for_staff(is_staff).filter(of(organization), done_on__isnull=False)
    for row in rows.select_related("done_by"):
        yield _entry(noon(row.done_on), _("할 일을 마쳤습니다: %(what)s") % {"what": row.what}, row.done_by)


def _documents(organization: Organization, is_staff: bool) -> Iterator[Row]:
    rows = Document.objects.standing().for_staff(is_staff).filter(of(organization))
    for row in rows.select_related("recorded_by"):
        title = _("%(kind)s: %(title)s") % {"kind": row.get_kind_display(), "title": row.title}
        yield _entry(row.recorded_at, title, row.recorded_by, url=row.get_absolute_url())
