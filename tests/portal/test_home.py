"""The first page and the page of districts."""

import re
from datetime import date

import pytest
from django.urls import reverse

from factories import AnnualReportFactory, DistrictFactory, OrganizationFactory, UserFactory, user_as
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.places import actions
from socialgoods.places.models import PopulationObservation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring_2018(db):
    clock.set_today(date(2018, 3, 20))


def test_the_first_page_says_what_there_is(client):
    here = DistrictFactory(name="여기면")
    OrganizationFactory(kind="cooperative", sector="food", district=here)
    OrganizationFactory(kind="cooperative", sector="energy", district=here)
    OrganizationFactory(kind="nonprofit", sector="food", district=here, status="closed")
    OrganizationFactory(kind="nonprofit", sector="food", residence="outside", district=None)

    response = client.get(reverse("home"))

    overview = response.context["overview"]
    assert overview.organizations == 2
    assert [(row.code, row.count) for row in overview.kinds] == [("cooperative", 2)]
    assert [(row.code, row.count) for row in overview.sectors] == [("food", 1), ("energy", 1)]
    assert [(row.drawn.name, row.count, row.shade) for row in response.context["picture"].districts] == [
        ("여기면", 2, 3)
    ]
    assert "<b>2곳</b>이 활동하고 있습니다." in response.content.decode()


def test_the_share_that_reported_names_whom_it_counts(client):
    AnnualReportFactory(fiscal_year=2017, state="submitted")
    AnnualReportFactory(fiscal_year=2017, state="draft")
    AnnualReportFactory(fiscal_year=2016, state="confirmed")
    AnnualReportFactory(fiscal_year=2017, state="confirmed", organization__founded_on=date(2018, 2, 1))

    page = client.get(reverse("home"))

    assert (page.context["overview"].reported, page.context["overview"].due) == (1, 3)
    assert "33.3%" in page.content.decode()
    assert "3곳 가운데 1곳" in page.content.decode()


def test_where_nobody_was_to_report_the_share_is_not_known(client):
    OrganizationFactory(founded_on=date(2018, 2, 1))

    page = client.get(reverse("home")).content.decode()

    assert "자료 없음" in page


@pytest.mark.parametrize(("who", "may"), [(None, False), ("resident", False), (Role.OFFICER, True)])
def test_an_empty_county_teaches_the_first_step_to_whom_it_concerns(client, who, may):
    if who:
        client.force_login(UserFactory() if who == "resident" else user_as(who))

    page = client.get(reverse("home")).content.decode()

    assert "아직 등록된 조직이 없습니다." in page
    assert (reverse("import_upload") in page) == may


def test_every_link_of_the_first_page_leads_somewhere(client):
    actions.load_county()
    OrganizationFactory()

    main = re.search(r"<main.*?</main>", client.get(reverse("home")).content.decode(), re.S)[0]

    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', main)}
    assert len(links) > 10
    assert {client.get(link).status_code for link in links} == {200}


def test_the_page_of_districts_says_day_source_and_status_of_every_figure(client):
    here, there = DistrictFactory(name="여기면", area_km2=20), DistrictFactory(name="저기면", area_km2="30.5")
    OrganizationFactory(district=here)

    def observed(district, day, people, status, source, note=""):
        PopulationObservation.objects.create(
            district=district, observed_on=day, people=people, status=status, source=source, note=note
        )

    observed(here, date(2014, 10, 31), 5_000, "published", "군청")
    observed(here, date(2017, 6, 30), 5_100, "estimate", "추정", "나머지를 나눔")
    observed(None, date(2017, 4, 30), 95_838, "published", "신문")

    response = client.get(reverse("districts"))

    found = response.context["found"]
    assert found.sources == ["추정 — 나머지를 나눔", "군청", "신문"]
    first, second = found.rows
    assert (first.people.observation.people, first.people.source, first.published.source) == (5_100, 1, 2)
    assert (second.people, second.published) == (None, None)
    assert (found.organizations, str(found.area_km2), found.county.source) == (1, "50.50", 3)
    page = response.content.decode()
    assert "공표 5,000" in page
    assert page.count("자료 없음") == 1
    assert page.count("badge--warning") == 1
    assert "활동하는 조직이 가장 많은 곳은 여기면(<b>1곳</b>)입니다." in page
    assert there.name in page


def test_a_county_without_districts_says_how_they_come(client):
    assert "load_county" in client.get(reverse("districts")).content.decode()


def test_the_first_page_asks_the_database_as_often_for_many_as_for_few(client, count_queries):
    def ask():
        client.get(reverse("home"))
        client.get(reverse("districts"))

    OrganizationFactory()
    ask()
    few = count_queries(ask)
    OrganizationFactory.create_batch(3)
    AnnualReportFactory()
    ask()

    assert count_queries(ask) == few


@pytest.mark.parametrize("name", ["home", "districts", "organizations", "organization_map"])
def test_public_pages_speak_english_too(client, name):
    actions.load_county()
    OrganizationFactory(sector="food")

    page = client.get(reverse(name), headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="en">' in page
    assert "Samnye-eup" in page
