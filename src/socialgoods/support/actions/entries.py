"""Lines of the case file: visits and calls with their tasks and photos, tasks, documents. Sent twice, kept once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from socialgoods.kernel import events, kept
from socialgoods.kernel.files import Fit
from socialgoods.kernel.periods import seoul_day
from socialgoods.people.models import User
from socialgoods.registry.models import Organization
from socialgoods.support.actions.keeping import fill
from socialgoods.support.actions.refusals import NotPossible
from socialgoods.support.models import Commitment, Contact, Delivery, Document, Task, Whose
from socialgoods.support.models.base import Entry


@dataclass(frozen=True)
class NewTask:
    what: str
    whose: str
    due_on: date | None = None
    person: User | None = None
    is_private: bool = False


@dataclass(frozen=True)
class NewDocument:
    title: str
    fit: Fit
    subject: str = ""
    moment: str = ""
    taken_on: date | None = None
    is_private: bool = False
    commitment: Commitment | None = None
    delivery: Delivery | None = None


@transaction.atomic
def record_contact(
    *,
    organization: Organization,
    kind: str,
    held_on: date,
    said: str,
    with_whom: str = "",
    agreed: str = "",
    is_private: bool = False,
    tasks: Sequence[NewTask] = (),
    documents: Sequence[NewDocument] = (),
    key: str,
    by: User | None,
    at: datetime,
) -> Contact:
    """With all that came of it, in one go. What was sent before under the same key is what is there."""
    if held_on > seoul_day(at):
        raise NotPossible(_("만난 날이 오늘보다 뒤입니다."))
    row, is_new = Contact.objects.get_or_create(
        key=key,
        defaults={
            "organization": organization,
            "kind": kind,
            "held_on": held_on,
            "with_whom": with_whom,
            "said": said,
            "agreed": agreed,
            "is_private": is_private,
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    _same(row, organization, by)
    if not is_new:
        return row
    events.record(
        "support.contact.recorded", row, by=by, at=at, organization=organization.code, kind=kind, on=str(held_on)
    )
    for number, task in enumerate(tasks):
        hidden = is_private and task.whose != Whose.ORGANIZATION
        each = replace(task, is_private=task.is_private or hidden)
        add_task(organization=organization, task=each, contact=row, key=f"{key}:t{number}"[:64], by=by, at=at)
    with kept.kept_or_gone() as written:
        for number, document in enumerate(documents):
            each_one = replace(document, is_private=document.is_private or is_private)
            _document(organization, each_one, written, contact=row, key=f"{key}:d{number}"[:64], by=by, at=at)
    return row


@transaction.atomic
def add_task(
    *,
    organization: Organization,
    task: NewTask,
    contact: Contact | None = None,
    commitment: Commitment | None = None,
    key: str | None = None,
    by: User | None,
    at: datetime,
) -> Task:
    fields: dict[str, Any] = {
        "organization": organization,
        "what": task.what,
        "whose": task.whose,
        "due_on": task.due_on,
        "person": task.person,
        "is_private": task.is_private,
        "contact": contact,
        "commitment": commitment,
        "recorded_by": by,
        "recorded_at": at,
    }
    row, is_new = (Task.objects.create(**fields), True) if key is None else _once(Task, key, fields)
    _same(row, organization, by)
    if is_new:
        events.record(
            "support.task.added", row, by=by, at=at, organization=organization.code, whose=task.whose,
            due_on=str(task.due_on or ""),
        )  # fmt: skip
    return row


def _once(model: type[Task], key: str, fields: dict[str, Any]) -> tuple[Task, bool]:
    return model.objects.get_or_create(key=key, defaults=fields)


@transaction.atomic
def do_task(*, task: Task, on: date, by: User, at: datetime) -> None:
    """Done twice is done once."""
    if Task.objects.standing().filter(pk=task.pk, done_on=None).update(done_on=on, done_by=by):
        events.record("support.task.done", task, by=by, at=at, on=str(on))
    task.refresh_from_db()


@transaction.atomic
def undo_task(*, task: Task, by: User, at: datetime) -> None:
    if Task.objects.standing().filter(pk=task.pk, done_on__isnull=False).update(done_on=None, done_by=None):
        events.record("support.task.undone", task, by=by, at=at)
    task.refresh_from_db()


@transaction.atomic
def add_document(
    *, organization: Organization, document: NewDocument, key: str, by: User | None, at: datetime
) -> Document:
    known = Document.objects.filter(key=key).first()
    if known is not None:
        _same(known, organization, by)
        return known
    with kept.kept_or_gone() as written:
        return _document(organization, document, written, key=key, by=by, at=at)


def _document(
    organization: Organization,
    new: NewDocument,
    written: list[str],
    *,
    contact: Contact | None = None,
    key: str,
    by: User | None,
    at: datetime,
) -> Document:
    row = Document(
        organization=organization, key=key, title=new.title, subject=new.subject, moment=new.moment, taken_on=new.taken_on,
        is_private=new.is_private, contact=contact, commitment=new.commitment, delivery=new.delivery, recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    fill(row, new.fit, written)
    row.save()
    events.record(
        "support.document.added", row, by=by, at=at, organization=organization.code, kind=row.kind, digest=row.digest
    )
    return row


@transaction.atomic
def withdraw(*, entry: Entry, reason: str, by: User, at: datetime) -> None:
    """Out of the file with a reason; the row stays."""
    if not reason.strip():
        raise NotPossible(_("거두는 까닭을 적어 주세요."))
    rows = type(entry).objects.standing().filter(pk=entry.pk)
    if rows.update(withdrawn_at=at, withdrawn_by=by, withdrawn_why=reason.strip()[:300]):
        events.record(f"support.{entry._meta.model_name}.withdrawn", entry, by=by, at=at, reason=reason.strip()[:300])
    entry.refresh_from_db()


def _same(row: Entry, organization: Organization, by: User | None) -> None:
    """A key belongs to the one who made it, and to one organisation."""
    if row.organization_id != organization.pk or row.recorded_by_id != (by.pk if by else None):
        raise NotPossible(_("이 기록의 번호는 다른 기록에 쓰였습니다. 새로 적어 주세요."))
