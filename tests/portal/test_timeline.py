"""One line from report to outcome."""

from datetime import date

import pytest
from django.urls import reverse

from factories import (
    NOON,
    AnnualReportFactory,
    CaseloadFactory,
    ContactFactory,
    DiagnosisFactory,
    OrganizationFactory,
    PrescriptionFactory,
    RepresentationFactory,
    user_as,
)
from socialgoods.kernel import clock
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.portal.queries.timeline import by_year, timeline
from socialgoods.prescription.models import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    row = OrganizationFactory(name="햇살두레")
    AnnualReportFactory(organization=row, fiscal_year=2016, state="confirmed")
    DiagnosisFactory(organization=row, year=2016, self_reliance_ratio=0.834)
    prescription = PrescriptionFactory(
        organization=row, year=2017, measure__name="디자인 지원", state="accepted", answered_at=NOON
    )
    Outcome.objects.create(
        prescription=prescription, year=2017, ratio_before=0.834, ratio_after=0.91, self_reliant=False, matched_at=NOON
    )
    ContactFactory(organization=row, held_on=date(2017, 5, 2), agreed="간판을 바꿉니다.")
    ContactFactory(organization=row, held_on=date(2017, 6, 2), agreed="혼자 적은 것", is_private=True)
    return row


def test_it_tells_the_way_from_report_to_outcome_newest_first(organization):
    entries = timeline(organization, is_staff=False)

    titles = [entry["title"] for entry in entries]
    assert {
        "2016년 연간 보고를 냈습니다",
        "2016년 연간 보고를 확정했습니다",
        "2017년 처방을 알렸습니다",
        "처방을 받아들였습니다",
        "디자인 지원 뒤의 결과를 보았습니다",
        "방문",
    } == set(titles)
    assert [entry["at"] for entry in entries] == sorted((entry["at"] for entry in entries), reverse=True)
    assert "자립도 83.4% → 91.0%" in [entry.get("text") for entry in entries]


def test_years_hold_their_own_entries(organization):
    assert [(year, len(rows)) for year, rows in by_year(timeline(organization, is_staff=False))] == [
        (2018, 5),
        (2017, 1),
    ]


@pytest.mark.parametrize(("who", "sees"), [("representative", False), ("advisor", True), ("officer", True)])
def test_what_staff_noted_for_themselves_is_theirs(client, organization, who, sees):
    reader = {
        "representative": lambda: RepresentationFactory(organization=organization).user,
        "advisor": lambda: CaseloadFactory(organization=organization).advisor,
        "officer": lambda: user_as(Role.OFFICER),
    }[who]()
    client.force_login(reader)

    page = client.get(reverse("timeline", args=[organization.code])).content.decode()

    assert "간판을 바꿉니다." in page
    assert ("혼자 적은 것" in page) == sees


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 302), ("resident", 403), (Role.AUDITOR, 200), (Role.ADVISOR, 403), (Role.NETWORK, 403)],
)
def test_it_is_read_by_those_who_may_see_the_record(client, organization, who, status):
    from factories import UserFactory

    if who != "nobody":
        client.force_login(UserFactory() if who == "resident" else user_as(who))

    assert client.get(reverse("timeline", args=[organization.code])).status_code == status


def test_of_a_merged_record_it_leads_to_the_one_that_stayed(client, organization):
    gone = OrganizationFactory(merged_into=organization)
    client.force_login(user_as(Role.OFFICER))

    answer = client.get(reverse("timeline", args=[gone.code]))

    assert answer["Location"] == reverse("timeline", args=[organization.code])


def test_a_long_way_asks_the_database_as_often_as_a_short_one(client, organization, count_queries):
    clock.set_today(date(2018, 3, 20))
    client.force_login(user_as(Role.OFFICER))
    url = reverse("timeline", args=[organization.code])
    client.get(url)
    few = count_queries(lambda: client.get(url))
    for year in (2014, 2015):
        AnnualReportFactory(organization=organization, fiscal_year=year, state="confirmed")
        PrescriptionFactory(organization=organization, year=year)
        ContactFactory(organization=organization)

    assert count_queries(lambda: client.get(url)) == few


def test_a_look_at_anothers_line_leaves_its_trace(client, organization):
    officer = user_as(Role.OFFICER)
    client.force_login(officer)
    client.get(reverse("timeline", args=[organization.code]))
    client.force_login(RepresentationFactory(organization=organization).user)
    client.get(reverse("timeline", args=[organization.code]))

    assert list(Event.objects.filter(name="support.case.seen").values_list("by", flat=True)) == [officer.pk]
