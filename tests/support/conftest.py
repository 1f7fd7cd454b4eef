"""One organisation with a whole case file, and a person in every role."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factories import (
    CallFactory,
    CaseloadFactory,
    CommitmentFactory,
    ContactFactory,
    OrganizationFactory,
    RepresentationFactory,
    TaskFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.kernel.files import photo
from socialgoods.people.models import Role
from socialgoods.support.actions import application as applications
from socialgoods.support.actions import commitment as commitments
from socialgoods.support.actions import entries
from support.made import key, picture

NOON = datetime(2018, 3, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def at():
    return NOON


@pytest.fixture
def officer(db):
    return user_as(Role.OFFICER)


@pytest.fixture
def people_of(db):
    """`people_of(organization)`: role → person."""

    def made(organization):
        case = CaseloadFactory(organization=organization)
        return {
            "anonymous": None,
            "coordinator": user_as(Role.COORDINATOR),
            "officer": user_as(Role.OFFICER),
            "auditor": user_as(Role.AUDITOR),
            "network": user_as(Role.NETWORK),
            "partner": user_as(Role.PARTNER),
            "helper": user_as(Role.HELPER),
            "advisor": case.advisor,
            "other_advisor": CaseloadFactory().advisor,
            "representative": RepresentationFactory(organization=organization).user,
            "other_representative": RepresentationFactory().user,
            "resident": UserFactory(),
        }

    return made


@pytest.fixture
def case_file(db, people_of):
    """(people, kwargs by what it is asked about)."""
    now, today = clock.now(), clock.today()
    row = OrganizationFactory()
    people = people_of(row)
    by = people["advisor"]
    running = CommitmentFactory(organization=row, promised_at=now - timedelta(days=30))
    delivery = commitments.deliver(
        commitment=running, delivered_on=today, what="포장 디자인", cost=1_000_000, key=key(1), by=by, at=now
    )
    kept = CommitmentFactory(organization=row, promised_at=now - timedelta(days=30))
    commitments.deliver(
        commitment=kept, delivered_on=today, what="교육", cost=kept.amount, key=key(2), is_last=True, by=by, at=now
    )
    new = entries.NewDocument("포장", photo(picture(), "a.jpg", most_pixels=10**6))
    hidden = entries.NewDocument("메모", photo(picture(), "b.jpg", most_pixels=10**6), is_private=True)
    documents = {
        "document": entries.add_document(organization=row, document=new, key=key(3), by=by, at=now),
        "private_document": entries.add_document(organization=row, document=hidden, key=key(4), by=by, at=now),
    }
    call = CallFactory(closes_on=today + timedelta(days=10), opened_at=now)
    closed = CallFactory(closes_on=today - timedelta(days=1), opened_at=now)
    application = applications.begin(call=call, organization=row, by=people["representative"], at=now)
    changes = {"plan": "포장을 바꿉니다", "need": "낡았습니다", "amount": 1_000_000}
    applications.save(application=application, changes=changes, by=people["representative"], at=now)
    applications.submit(application=application, by=people["representative"], at=now)
    month = {"year": today.year, "month": today.month}
    kwargs = {
        None: {},
        "organization": {"code": row.code},
        "running": {"pk": running.pk},
        "kept": {"pk": kept.pk},
        "promised": {"pk": CommitmentFactory(organization=row).pk},
        "delivery": {"pk": delivery.pk},
        "contact": {"pk": ContactFactory(organization=row, recorded_by=by, held_on=today, recorded_at=now).pk},
        "private": {"pk": ContactFactory(organization=row, is_private=True, recorded_by=by, recorded_at=now).pk},
        "task": {"pk": TaskFactory(organization=row).pk},
        "advisor_task": {"pk": TaskFactory(organization=row, whose="advisor").pk},
        "done_task": {"pk": TaskFactory(organization=row, done_on=date(2018, 3, 1), done_by=by).pk},
        **{name: {"pk": found.pk} for name, found in documents.items()},
        "call": {"pk": call.pk},
        "closed": {"pk": closed.pk},
        "application": {"pk": application.pk},
        "apply": {"code": row.code, "pk": call.pk},
        "month": month,
        "pdf": {**month, "form": "pdf"},
        "xlsx": {**month, "form": "xlsx"},
        "rows": {**month, "figure": "contacts"},
    }
    return people, kwargs
