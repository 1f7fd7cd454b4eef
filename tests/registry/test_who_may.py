"""Role × object for every page of the registry and the portal: who gets in, who is refused, who is asked to log in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factories import (
    AnnualReportFactory,
    CaseloadFactory,
    DesignationFactory,
    MarkFactory,
    OrganizationFactory,
    RepresentationFactory,
    SupportGivenFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.kernel.models import Job
from socialgoods.people.models import Assistance, Role
from socialgoods.registry import permissions
from socialgoods.registry.models import ReportState

pytestmark = pytest.mark.django_db

OFFICERS = {"coordinator", "officer"}
INSIDERS = OFFICERS | {"auditor", "representative", "advisor"}
EVERYONE = INSIDERS | {"other_representative", "other_advisor", "network", "partner", "helper", "resident"}
OWN = {"representative"}
CARING = OWN | {"advisor"}

# name: (what it is asked about, who may)
READ = {
    "desk": (None, EVERYONE),
    "reports": ("organization", INSIDERS),
    "report": ("draft", INSIDERS),
    "report_paper": ("draft", INSIDERS),
    "report_submit": ("draft", CARING),
    "report_queue": (None, OFFICERS | {"auditor", "advisor", "other_advisor"}),
    "dues": ("organization", INSIDERS),
    "organization_new": (None, OFFICERS),
    "organization_edit": ("organization", OFFICERS | OWN),
    "organization_status": ("organization", OFFICERS),
    "history": ("organization", INSIDERS),
    "designations": ("organization", INSIDERS),
    "designation": ("designation", OFFICERS),
    "supports": ("organization", INSIDERS),
    "measures": (None, OFFICERS),
    "representations": ("organization", OFFICERS | OWN),
    "caseload": (None, OFFICERS | {"advisor", "other_advisor"}),
    "desk_hand_over": ("person", {"coordinator"}),
    "memberships": ("organization", OFFICERS | OWN),
    "marks": (None, EVERYONE),
    "mark_apply": ("organization", OWN),
    "organization_books": ("organization", OWN),
    "mark_decide": ("mark", OFFICERS),
    "duplicates": (None, OFFICERS),
    "merge": ("pair", OFFICERS),
    "job": ("job", OFFICERS),
}
WRITE = {
    "report_start": ("organization", CARING),
    "report_paste": ("draft", CARING),
    "report_withdraw": ("submitted", CARING),
    "report_confirm": ("submitted", OFFICERS | {"advisor"}),
    "report_return": ("submitted", OFFICERS | {"advisor"}),
    "report_reopen": ("confirmed", OFFICERS),
    "due_done": ("organization", OFFICERS | CARING),
    "dues_renew": ("organization", OFFICERS | CARING),
    "support_remove": ("support", OFFICERS),
    "representation_end": ("representation", OFFICERS),
    "case_end": ("case", OFFICERS),
    "merge_undo": ("nothing", OFFICERS),
    "job_cancel": ("job", OFFICERS),
}
PUBLIC = {
    "home", "organizations", "organizations_download", "organization_map", "organization_points", "organization",
    "districts", "district_shapes", "health", "offline", "service_worker", "county_style", "contrast", "robots",
    "manifest", "security", "mark_verify", "dues_calendar",
}  # fmt: skip
OF_THE_PORTAL = {"desk_face", "timeline"}
"""Pages of several rooms have their table in tests/portal."""


@pytest.fixture
def county():
    """One organisation with all that can be asked about, and one person in every role."""
    row = OrganizationFactory()
    case = CaseloadFactory(organization=row)
    representation = RepresentationFactory(organization=row)
    people = {
        "anonymous": None,
        "coordinator": user_as(Role.COORDINATOR),
        "officer": user_as(Role.OFFICER),
        "auditor": user_as(Role.AUDITOR),
        "network": user_as(Role.NETWORK),
        "partner": user_as(Role.PARTNER),
        "helper": user_as(Role.HELPER),
        "advisor": case.advisor,
        "other_advisor": CaseloadFactory().advisor,
        "representative": representation.user,
        "other_representative": RepresentationFactory().user,
        "resident": UserFactory(),
    }
    kwargs = {
        None: {},
        "organization": {"code": row.code},
        "draft": {"code": row.code, "year": AnnualReportFactory(organization=row, state=ReportState.DRAFT).fiscal_year},
        "submitted": {
            "code": row.code,
            "year": AnnualReportFactory(organization=row, fiscal_year=2016, state=ReportState.SUBMITTED).fiscal_year,
        },
        "confirmed": {"code": row.code, "year": AnnualReportFactory(organization=row, fiscal_year=2015).fiscal_year},
        "designation": {"code": row.code, "pk": DesignationFactory(organization=row).pk},
        "support": {"pk": SupportGivenFactory(organization=row).pk},
        "representation": {"pk": representation.pk},
        "case": {"pk": case.pk},
        "person": {"pk": people["officer"].pk},
        "mark": {"pk": MarkFactory(organization=row).pk},
        "pair": {"kept": row.code, "gone": OrganizationFactory().code},
        "job": {"pk": Job.objects.create(kind="test", created_at=clock.now(), by=people["officer"]).pk},
        "nothing": {"pk": 10**9},
    }
    return people, kwargs


def answers(client, county, name, about, method):
    """What everyone gets; what was changed on the way is taken back by the caller's transaction."""
    people, kwargs = county
    found = {}
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            response = getattr(client, method)(reverse(name, kwargs=kwargs[about]))
            transaction.set_rollback(True)
        found[role] = response
    return found


@pytest.mark.parametrize("name", READ)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, county, name):
    about, allowed = READ[name]

    found = answers(client, county, name, about, "get")

    assert {role for role, response in found.items() if response.status_code == 200} == allowed
    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
    assert found["anonymous"]["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.parametrize("name", WRITE)
def test_a_change_is_taken_from_those_who_may_and_from_nobody_else(client, county, name):
    about, allowed = WRITE[name]

    found = answers(client, county, name, about, "post")

    assert {role for role, response in found.items() if response.status_code == 403} == EVERYONE - allowed
    assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", WRITE)
def test_a_change_cannot_be_made_by_a_link(client, county, name):
    people, kwargs = county
    client.force_login(people["coordinator"])

    assert client.get(reverse(name, kwargs=kwargs[WRITE[name][0]])).status_code == 405


@pytest.mark.parametrize(
    ("state", "may_edit", "may_decide", "may_withdraw", "may_reopen"),
    [
        (ReportState.DRAFT, CARING, set(), set(), set()),
        (ReportState.RETURNED, CARING, set(), set(), set()),
        (ReportState.SUBMITTED, set(), OFFICERS | {"advisor"}, CARING, set()),
        (ReportState.CONFIRMED, set(), set(), set(), OFFICERS),
    ],
)
def test_what_may_be_done_with_a_report_depends_on_its_state(
    county, state, may_edit, may_decide, may_withdraw, may_reopen
):
    people, _ = county
    report = AnnualReportFactory(
        organization=people["representative"].representations.get().organization, fiscal_year=2013, state=state
    )
    day = date(2018, 3, 2)

    def allowed(predicate):
        return {role for role, user in people.items() if user is not None and predicate(user, report, day)}

    assert allowed(permissions.may_edit_report) == may_edit
    assert allowed(permissions.may_decide_report) == may_decide
    assert allowed(permissions.may_withdraw_report) == may_withdraw
    assert allowed(permissions.may_reopen_report) == may_reopen


def test_nobody_confirms_what_they_submitted_themselves(county):
    people, _ = county
    row = people["representative"].representations.get().organization
    report = AnnualReportFactory(
        organization=row, fiscal_year=2013, state=ReportState.SUBMITTED, submitted_by=people["advisor"]
    )

    assert not permissions.may_decide_report(people["advisor"], report, date(2018, 3, 2))
    assert permissions.may_decide_report(people["officer"], report, date(2018, 3, 2))


def names_of(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, pattern.lookup_str


def test_every_page_of_the_registry_and_the_portal_stands_in_a_table():
    ours = {
        name
        for name, view in names_of(get_resolver().url_patterns)
        if view.startswith(("socialgoods.registry", "socialgoods.portal"))
        and ".imports." not in view
        and ".views.me." not in view
    }

    assert ours - OF_THE_PORTAL == {*READ, *WRITE, *PUBLIC}


def test_who_helped_to_submit_a_report_does_not_confirm_it(county):
    people, _ = county
    moment = datetime(2018, 3, 2, 3, 0, tzinfo=UTC)
    report = AnnualReportFactory(
        organization=people["representative"].representations.get().organization,
        fiscal_year=2013,
        state=ReportState.SUBMITTED,
        submitted_by=people["representative"],
        submitted_at=moment,
    )
    Assistance.objects.create(
        helper=people["officer"],
        person=people["representative"],
        way="counter",
        checked_by="id_card",
        reason="함께 적음",
        started_at=moment - timedelta(minutes=5),
        last_used_at=moment,
        ended_at=moment + timedelta(minutes=1),
    )

    assert not permissions.may_decide_report(people["officer"], report, date(2018, 3, 2))
    assert permissions.may_decide_report(people["coordinator"], report, date(2018, 3, 2))
