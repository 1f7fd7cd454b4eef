"""Who waits to be confirmed, and who has not reported."""

from datetime import date

import pytest
from django.urls import reverse

from factories import (
    AnnualReportFactory,
    CaseloadFactory,
    DistrictFactory,
    OrganizationFactory,
    RepresentationFactory,
    UserFactory,
    user_as,
)
from registry.reports.conftest import TODAY
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.registry.queries import report as queries


def look(client, user, **query):
    client.force_login(user)
    return client.get(reverse("report_queue"), query).content.decode()


def test_one_s_own_cases_come_first_and_then_the_longest_wait(officer):
    rows = [AnnualReportFactory(state="submitted") for _ in range(3)]
    CaseloadFactory(organization=rows[2].organization, advisor=officer)

    assert [row.pk for row in queries.queue(officer, TODAY)] == [rows[2].pk, rows[0].pk, rows[1].pk]


def test_an_advisor_sees_the_organisations_assigned_and_no_others(client):
    mine, other = AnnualReportFactory(state="submitted"), AnnualReportFactory(state="submitted")
    advisor = CaseloadFactory(organization=mine.organization).advisor

    text = look(client, advisor)

    assert (mine.organization.name in text, other.organization.name in text) == (True, False)


@pytest.mark.parametrize("field", ["kind", "district", "year"])
def test_the_queue_is_narrowed_by_kind_district_and_year(client, officer, field):
    wanted = OrganizationFactory(kind="village_enterprise", district=DistrictFactory(name="삼례읍"))
    AnnualReportFactory(organization=wanted, fiscal_year=2016, state="submitted")
    other = AnnualReportFactory(state="submitted").organization
    asked = {"kind": "village_enterprise", "district": wanted.district.code, "year": "2016"}

    text = look(client, officer, **{field: asked[field]})

    assert (wanted.name in text, other.name in text) == (True, False)


def test_who_has_not_reported_is_active_old_enough_and_has_handed_nothing_in(officer):
    silent = OrganizationFactory(name="가 조용한 곳")
    draft = AnnualReportFactory(state="draft").organization
    returned = AnnualReportFactory(state="returned").organization
    AnnualReportFactory(state="submitted")
    AnnualReportFactory(state="confirmed")
    OrganizationFactory(founded_on=date(2018, 1, 1))
    OrganizationFactory(status="closed")
    OrganizationFactory(residence="outside", district=None)

    found = {row.pk: row.report_state for row in queries.outstanding(officer, TODAY, 2017)}

    assert found == {silent.pk: None, draft.pk: "draft", returned.pk: "returned"}


def test_telephone_numbers_are_for_reminding_and_the_look_is_recorded(client, officer):
    row = OrganizationFactory(phone="063-000-1234")
    RepresentationFactory(organization=row, user=UserFactory(phone="010-9999-8888"))

    text = look(client, officer, show="outstanding", year="2017")
    audited = look(client, user_as(Role.AUDITOR), show="outstanding", year="2017")

    assert ("063-000-1234" in text, "010-9999-8888" in text) == (True, True)
    assert ("063-000-1234" in audited, "010-9999-8888" in audited) == (False, False)
    event = Event.objects.get(name="registry.phones.seen")
    assert (event.by_id, event.data) == (officer.pk, {"organizations": [row.code]})


def test_what_was_decided_can_be_looked_up(client, officer):
    confirmed = AnnualReportFactory(decided_by=officer)

    assert confirmed.organization.name in look(client, officer, show="decided")


def test_filters_that_make_no_sense_are_as_if_not_asked(client, officer):
    row = AnnualReportFactory(state="submitted").organization

    assert row.name in look(client, officer, kind="nonsense", district="x", year="soon", page="9", show="?")


@pytest.mark.parametrize("show", ["waiting", "outstanding", "decided"])
def test_three_rows_cost_as_many_queries_as_one(client, officer, show, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        for _ in range(1 + 2 * bool(counts)):
            AnnualReportFactory(state="submitted")
            AnnualReportFactory(state="confirmed", decided_by=UserFactory())
            RepresentationFactory(organization=OrganizationFactory(phone="063-000-1234"))
        look(client, officer, show=show)
        with django_assert_max_num_queries(40) as asked:
            client.get(reverse("report_queue"), {"show": show})
        counts.append(len(asked))

    assert counts[0] == counts[1]
