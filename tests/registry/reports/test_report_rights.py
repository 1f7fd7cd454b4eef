"""Role × state for every deed on a report; what a helper at a counter may and may not do; the pages in English."""

import pytest
from django.urls import reverse

from factories import AnnualReportFactory, CaseloadFactory, RepresentationFactory, UserFactory, user_as
from registry.reports.conftest import NOON
from registry.reports.typed import FULL
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people.models import Assistance, Role
from socialgoods.registry.actions import report as actions
from socialgoods.registry.models import AnnualReport, ReportState

STATES = ("draft", "submitted", "returned", "confirmed")
ROLES = (
    "coordinator",
    "officer",
    "advisor",
    "representative",
    "auditor",
    "other_advisor",
    "other_representative",
    "network",
    "partner",
    "helper",
    "resident",
)
ENTERING, DECIDING = {"representative", "advisor"}, {"coordinator", "officer", "advisor"}
SEEING = {"coordinator", "officer", "advisor", "representative", "auditor"}

# deed → (who has the right in any state, in which states it does something; elsewhere the page says what happened)
DEEDS = {
    "report": (ENTERING, {"draft", "returned"}),
    "report_paste": (ENTERING, {"draft", "returned"}),
    "report_submit": (ENTERING, {"draft", "returned"}),
    "report_withdraw": (ENTERING, {"submitted"}),
    "report_confirm": (DECIDING, {"submitted"}),
    "report_return": (DECIDING, {"submitted"}),
    "report_reopen": ({"coordinator", "officer"}, {"confirmed"}),
}
ENDS = {200: "done", 302: "done", 409: "told", 403: "refused"}
TYPED = {
    "report": {**FULL, "sitting": "a" * 32},
    "report_paste": {"table": "급여\t1,000,000"},
    "report_submit": {"read_back_on": "2018-03-01"},
    "report_return": {"reason": "다시 봐 주세요."},
    "report_reopen": {"reason": "다시 봐 주세요."},
}


@pytest.fixture
def people(organization):
    return {
        **{role.value: user_as(role) for role in Role},
        "representative": RepresentationFactory(organization=organization).user,
        "other_representative": RepresentationFactory().user,
        "advisor": CaseloadFactory(organization=organization).advisor,
        "other_advisor": CaseloadFactory().advisor,
        "resident": UserFactory(),
    }


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_is_for_its_people_in_its_states(client, people, organization, deed, state):
    allowed, states = DEEDS[deed]
    ends = {"done": set(), "told": set(), "refused": set()}
    for role in ROLES:
        AnnualReport.objects.all().delete()
        row = AnnualReportFactory(
            organization=organization, state=state, evidence="B", wages_booked="gross", decided_by=people["network"]
        )
        version = (
            row.submitted_at.isoformat() if deed in {"report_confirm", "report_return"} and row.submitted_at else ""
        )
        client.force_login(people[role])
        address = reverse(deed, args=[organization.code, 2017]) + ("?way=full" if deed == "report" else "")
        answer = client.post(address, {**TYPED.get(deed, {}), "seen": version})
        row.refresh_from_db()
        has_moved = row.state != state or row.saved_at is not None
        ends[ENDS[answer.status_code]].add(role)
        assert has_moved == (ENDS[answer.status_code] == "done") or (deed, state) == ("report_withdraw", "draft")

    does = allowed if state in states or (deed, state) == ("report_withdraw", "draft") else set()
    assert ends == {"done": does, "told": allowed - does, "refused": set(ROLES) - allowed}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report", "report_paper", "reports", "dues"])
@pytest.mark.parametrize("state", STATES)
def test_each_page_opens_for_its_people_in_every_state(client, people, organization, name, state):
    AnnualReportFactory(organization=organization, state=state)
    args = [organization.code] if name in {"reports", "dues"} else [organization.code, 2017]

    opened = set()
    for role in ROLES:
        client.force_login(people[role])
        if client.get(reverse(name, args=args)).status_code == 200:
            opened.add(role)

    assert opened == SEEING


def help_(client, helper, person):
    row = Assistance.objects.create(
        helper=helper,
        person=person,
        way="counter",
        checked_by="id_card",
        reason="보고",
        started_at=clock.now(),
        last_used_at=clock.now(),
    )
    client.force_login(helper)
    session = client.session
    session["assistance"] = row.pk
    session.save()


def test_a_helper_at_a_counter_enters_for_a_representative_and_may_not_decide_on_it(client, representative, report):
    officer = user_as(Role.OFFICER)
    help_(client, officer, representative)
    client.post(f"{report.get_absolute_url()}?way=full", {**FULL, "sitting": "a" * 32})
    report.refresh_from_db()
    client.post(
        reverse("report_submit", args=[report.organization.code, 2017]),
        {"seen": report.saved_at.isoformat(), "sitting": report.sitting},
    )

    report.refresh_from_db()
    event = Event.objects.get(name="registry.report.submitted")
    assert (report.state, report.submitted_by) == (ReportState.SUBMITTED, representative)
    assert (event.by_id, event.helper_id) == (representative.pk, officer.pk)

    client.force_login(officer)
    confirm = reverse("report_confirm", args=[report.organization.code, 2017])
    assert client.post(confirm, {"seen": report.submitted_at.isoformat()}).status_code == 403


def test_who_handed_it_in_does_not_confirm_it(client, advisor, report):
    AnnualReport.objects.filter(pk=report.pk).update(state="submitted", submitted_by=advisor, submitted_at=NOON)
    client.force_login(advisor)

    answer = client.post(reverse("report_confirm", args=[report.organization.code, 2017]), {"seen": NOON.isoformat()})

    assert answer.status_code == 403


def test_a_statement_can_be_read_in_english(client, representative, report):
    client.force_login(representative)
    client.cookies.load({"django_language": "en"})

    text = client.get(f"{report.get_absolute_url()}?way=statement").content.decode()

    assert ("Total sales" in text, "IV. Selling and administrative expenses" in text) == (True, True)


def test_starting_twice_finds_what_was_started(organization, representative):
    first = actions.start(organization=organization, year=2016, by=representative, at=NOON)
    second = actions.start(organization=organization, year=2016, by=representative, at=NOON)

    assert (first, Event.objects.filter(name="registry.report.started").count()) == (second, 1)
