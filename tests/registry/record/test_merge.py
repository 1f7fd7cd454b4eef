from datetime import date

import pytest
from django.core import serializers
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import (
    NOON,
    AnnualReportFactory,
    CaseloadFactory,
    CommitmentFactory,
    ContactFactory,
    DesignationFactory,
    DistrictFactory,
    MarkFactory,
    MeasureFactory,
    MembershipFactory,
    OrganizationFactory,
    RepresentationFactory,
    SupportGivenFactory,
    UserFactory,
    user_as,
)
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.registry.actions import merge as actions
from socialgoods.registry.actions.merge import MOVED
from socialgoods.registry.models import Merge, Organization
from socialgoods.registry.queries.merge import candidates

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory()


def snapshot():
    """Every record that a merge may touch, as it stands."""
    models = [Organization, *(model for model, _ in MOVED.values())]
    rows = [serializers.serialize("python", model.objects.order_by("pk")) for model in models]
    for organization in rows[0]:
        for sealed in ("address", "phone", "email"):
            organization["fields"][sealed] = getattr(Organization.objects.get(pk=organization["pk"]), sealed)
    return rows


def test_everything_of_the_gone_record_is_the_kept_ones(officer):
    kept, gone = OrganizationFactory(name="햇살두레"), OrganizationFactory(name="(주)햇살 두레", phone="063-000-1111")
    report = AnnualReportFactory(organization=gone, fiscal_year=2016)
    support = SupportGivenFactory(organization=gone)

    actions.merge(kept=kept, gone=gone, by=officer, at=NOON)

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (list(kept.reports.all()), list(kept.supports.all())) == ([report], [support])
    assert kept.phone == "063-000-1111"
    assert gone.merged_into == kept
    assert list(Organization.objects.listed()) == [kept]
    assert Event.objects.get().name == "registry.organization.merged"


def test_what_the_rooms_above_keep_moves_along_and_comes_back(officer):
    kept, gone = OrganizationFactory(), OrganizationFactory()
    own = [CommitmentFactory(organization=gone), ContactFactory(organization=gone)]

    def owners():
        return {row.__class__.objects.get(pk=row.pk).organization for row in own}

    merge = actions.merge(kept=kept, gone=gone, by=officer, at=NOON)
    merged = owners()
    actions.undo(record=merge, by=officer, at=NOON)

    assert (merged, owners()) == ({kept}, {gone})


def test_of_two_reports_for_one_year_the_officer_chooses_the_one_in_sight(officer):
    kept, gone = OrganizationFactory(), OrganizationFactory()
    mine, theirs = (
        AnnualReportFactory(organization=row, fiscal_year=2017, labour_cost=cost)
        for row, cost in ((kept, 1), (gone, 2))
    )

    record = actions.merge(kept=kept, gone=gone, by=officer, at=NOON, years_from_gone=[2017])
    seen = kept.reports.get()
    actions.undo(record=record, by=officer, at=NOON)

    assert seen == theirs
    assert (kept.reports.get(), gone.reports.get()) == (mine, theirs)


rows = st.fixed_dictionaries(
    {
        "years": st.sets(st.integers(2014, 2017)),
        "supports": st.sets(st.integers(2014, 2017)),
        "tokens": st.sets(st.sampled_from(["", "a" * 64, "b" * 64, "c" * 64])),
        "designations": st.sets(st.sampled_from([date(2015, 1, 1), date(2016, 1, 1), None])),
        "person": st.booleans(),
        "mark": st.booleans(),
        "phone": st.sampled_from(["", "063-000-0001", "063-000-0002"]),
        "has_district": st.booleans(),
        "business_no": st.booleans(),
    }
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, rows, st.sets(st.integers(2014, 2017)))
def test_undoing_a_merge_brings_back_every_record_as_it_was(officer, mine, theirs, years_from_gone):
    measure, person, advisor = MeasureFactory(), UserFactory(), CaseloadFactory().advisor
    pair = []
    for number, rows_of in (("1078153660", mine), ("2048208589", theirs)):
        organization = OrganizationFactory(
            phone=rows_of["phone"],
            district=DistrictFactory() if rows_of["has_district"] else None,
            business_no=number
            if rows_of["business_no"] and not Organization.objects.filter(business_no=number).exists()
            else "",
        )
        for year in rows_of["years"]:
            AnnualReportFactory(organization=organization, fiscal_year=year)
        for year in rows_of["supports"]:
            SupportGivenFactory(organization=organization, year=year, measure=measure)
        for token in rows_of["tokens"]:
            MembershipFactory(organization=organization, token=token)
        for day in rows_of["designations"]:
            DesignationFactory(organization=organization, starts_on=day, ends_on=None)
        if rows_of["person"]:
            RepresentationFactory(organization=organization, user=person)
            CaseloadFactory(organization=organization, advisor=advisor)
        if rows_of["mark"]:
            MarkFactory(organization=organization)
        pair.append(organization)
    before = snapshot()

    record = actions.merge(kept=pair[0], gone=pair[1], by=officer, at=NOON, years_from_gone=years_from_gone)
    merged = snapshot()
    actions.undo(record=record, by=officer, at=NOON)

    assert merged != before
    assert snapshot() == before
    Organization.objects.filter(pk__in=[row.pk for row in pair]).update(business_no="")


def test_an_organisation_merged_away_cannot_be_merged_again(officer):
    kept, gone, third = OrganizationFactory(), OrganizationFactory(), OrganizationFactory()
    actions.merge(kept=kept, gone=gone, by=officer, at=NOON)

    with pytest.raises(actions.NotMergeable, match="이미 다른 조직에"):
        actions.merge(kept=third, gone=gone, by=officer, at=NOON)
    with pytest.raises(actions.NotMergeable, match="같은 조직"):
        actions.merge(kept=kept, gone=kept, by=officer, at=NOON)


def test_merges_are_taken_back_the_last_first(officer):
    kept, one, two = OrganizationFactory(), OrganizationFactory(), OrganizationFactory()
    first = actions.merge(kept=kept, gone=one, by=officer, at=NOON)
    second = actions.merge(kept=kept, gone=two, by=officer, at=NOON)

    with pytest.raises(actions.NotUndoable, match="나중 것부터"):
        actions.undo(record=first, by=officer, at=NOON)
    actions.undo(record=second, by=officer, at=NOON)
    actions.undo(record=first, by=officer, at=NOON)

    with pytest.raises(actions.NotUndoable, match="이미 되돌렸"):
        actions.undo(record=first, by=officer, at=NOON)
    assert Merge.objects.filter(undone_at=None).count() == 0


def test_a_merge_whose_records_went_elsewhere_is_not_taken_back(officer):
    kept, gone = OrganizationFactory(), OrganizationFactory()
    support = SupportGivenFactory(organization=gone)
    record = actions.merge(kept=kept, gone=gone, by=officer, at=NOON)
    support.delete()

    with pytest.raises(actions.NotUndoable, match="그대로 되돌릴 수 없"):
        actions.undo(record=record, by=officer, at=NOON)


def test_candidates_share_a_name_and_nothing_speaks_against_it():
    here, there = DistrictFactory(name="여기면"), DistrictFactory(name="저기면")
    first = OrganizationFactory(name="햇살두레", district=here)
    same = OrganizationFactory(name="(주)햇살 두레", district=here)
    OrganizationFactory(name="햇살두레", district=there)
    OrganizationFactory(name="달빛두레", district=here)

    assert [(pair.first, pair.second) for pair in candidates()] == [(first, same)]


def test_two_business_numbers_are_two_organisations():
    district = DistrictFactory()
    OrganizationFactory(name="햇살두레", district=district, business_no="1078153660")
    OrganizationFactory(name="햇살두레", district=district, business_no="2048208589")

    assert candidates() == []


def test_who_still_stands_for_the_gone_record_stands_for_the_kept_one_though_they_once_left_it(officer):
    kept, gone, person = OrganizationFactory(), OrganizationFactory(), UserFactory()
    token = "d" * 64
    RepresentationFactory(organization=kept, user=person, ends_on=date(2015, 1, 1))
    MembershipFactory(organization=kept, token=token, ends_on=date(2015, 1, 1))
    running = [
        RepresentationFactory(organization=gone, user=person),
        MembershipFactory(organization=gone, token=token),
    ]

    actions.merge(kept=kept, gone=gone, by=officer, at=NOON)

    assert running == [kept.representations.get(ends_on=None), kept.memberships.get(ends_on=None)]


def test_undoing_a_merge_keeps_what_was_corrected_since(officer):
    kept = OrganizationFactory(phone="", homepage="", introduction="처음 소개")
    gone = OrganizationFactory(phone="063-000-1111", homepage="https://gone.example", introduction="다른 소개")
    record = actions.merge(kept=kept, gone=gone, by=officer, at=NOON)
    kept.refresh_from_db()
    kept.phone, kept.introduction = "063-000-2222", "고친 소개"
    kept.save()

    actions.undo(record=record, by=officer, at=NOON)

    kept.refresh_from_db()
    assert (kept.phone, kept.homepage, kept.introduction) == ("063-000-2222", "", "고친 소개")


def test_a_year_of_thousands_of_digits_is_no_year(client):
    pair = [OrganizationFactory().code, OrganizationFactory().code]
    client.force_login(user_as(Role.COORDINATOR))

    answer = client.post(reverse("merge", args=pair), {"from_gone": "1" * 5000})

    assert (answer.status_code, Merge.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    "name", ["designations", "supports", "representations", "memberships", "dues", "due_done", "dues_renew"]
)
def test_nothing_is_added_to_a_record_that_was_merged_away(client, officer, name):
    kept, gone = OrganizationFactory(), OrganizationFactory()
    actions.merge(kept=kept, gone=gone, by=officer, at=NOON)
    client.force_login(user_as(Role.COORDINATOR))

    assert client.post(reverse(name, args=[gone.code])).status_code == 404


def test_a_report_that_stayed_with_the_record_merged_away_is_not_edited(client, officer):
    kept, gone = OrganizationFactory(), OrganizationFactory()
    AnnualReportFactory(organization=kept, fiscal_year=2017)
    AnnualReportFactory(organization=gone, fiscal_year=2017, state="draft")
    standing = RepresentationFactory(organization=kept)
    RepresentationFactory(organization=gone, user=standing.user)
    actions.merge(kept=kept, gone=gone, by=officer, at=NOON)
    client.force_login(standing.user)

    assert client.post(reverse("report_start", args=[gone.code]), {"year": "2016"}).status_code == 404
    assert client.get(reverse("report_submit", args=[gone.code, 2017])).status_code == 403
