from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from factories import NOON, DistrictFactory, MembershipFactory, OrganizationFactory, RepresentationFactory, UserFactory
from socialgoods.registry.actions import membership as actions
from socialgoods.registry.models import Membership
from socialgoods.registry.queries.participation import participation
from socialgoods.registry.rules.token import person_token

BORN = date(1950, 5, 1)
DAY = date(2018, 3, 2)


@pytest.mark.parametrize("name", ["김가람", " 김 가람 ", "김가람.", "\u1100\u1175\u11b7가람"])
def test_a_person_is_the_same_however_the_name_is_written(name):
    assert person_token(name=name, birth_date=BORN, phone4="010-0000-1234") == person_token(
        name="김가람", birth_date=BORN, phone4="1234"
    )


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.from_regex(r"\A\d{4}\Z"))
def test_any_part_that_differs_makes_another_person(born, phone4):
    token = person_token(name="김가람", birth_date=born, phone4=phone4)

    assert len(token) == 64
    assert token != person_token(name="김가온", birth_date=born, phone4=phone4)
    assert token != person_token(name="김가람", birth_date=born.replace(year=born.year - 1, day=1), phone4=phone4)
    assert token != person_token(name="김가람", birth_date=born, phone4=f"{(int(phone4) + 1) % 10000:04d}")


@pytest.mark.parametrize(
    ("name", "born", "phone4"),
    [("", BORN, "1234"), ("김가람", None, "1234"), ("김가람", BORN, "12"), ("1", BORN, "1234")],
)
def test_a_missing_part_makes_no_token(name, born, phone4):
    assert person_token(name=name, birth_date=born, phone4=phone4) == ""


def test_another_county_key_makes_other_persons(settings):
    one = person_token(name="김가람", birth_date=BORN, phone4="1234")
    settings.COUNTY_KEY = "another county"

    assert person_token(name="김가람", birth_date=BORN, phone4="1234") != one


def join(organization, by, **change):
    fields = {
        "name": "김가람",
        "birth_date": BORN,
        "phone4": "1234",
        "part": "member",
        "district": None,
        "starts_on": DAY,
        "consented_on": DAY,
    }
    return actions.join(organization=organization, by=by, at=NOON, **fields | change)


@pytest.mark.django_db
def test_one_person_in_two_organisations_counts_once_and_an_unlinked_one_makes_a_range():
    by, (one, two, three) = UserFactory(), OrganizationFactory.create_batch(3)
    join(one, by)
    join(two, by, part="volunteer")
    join(two, by, name="박누리", consented_on=None)
    join(two, by, name="이솔", part="buyer")

    found = participation(on=DAY)

    assert (found.least, found.most, found.buyers) == (1, 2, 1)
    assert (found.reporting, found.organizations) == (2, 3)
    assert three.pk


@pytest.mark.django_db
def test_by_district_and_day():
    here = DistrictFactory()
    MembershipFactory(district=here, starts_on=date(2018, 1, 1), ends_on=date(2018, 3, 1))
    MembershipFactory(district=here, starts_on=date(2018, 2, 1))

    assert participation(on=date(2018, 2, 15), district=here).linked == 2
    assert participation(on=date(2018, 3, 1), district=here).linked == 1
    assert participation(on=date(2018, 2, 15), district=DistrictFactory()).linked == 0


@pytest.mark.django_db
def test_the_page_keeps_a_token_and_forgets_the_person(client):
    standing = RepresentationFactory()
    client.force_login(standing.user)
    url = reverse("memberships", args=[standing.organization.code])
    data = {"name": "김가람", "birth_date": "1950-05-01", "phone4": "1234"}

    client.post(url, {**data, "part": "member", "starts_on": "2018-01-01", "consented_on": "2018-01-01"})
    row = Membership.objects.get()
    again = client.post(url, {**data, "part": "member", "starts_on": "2018-01-01", "consented_on": "2018-01-01"})
    page = client.get(url).content.decode()
    client.post(url, {**data, "on": "2018-03-01", "leave": "1"})

    assert row.token == person_token(name="김가람", birth_date=BORN, phone4="1234")
    assert "이미 명단에" in again.content.decode()
    assert "김가람" not in page
    assert Membership.objects.get().ends_on == date(2018, 3, 1)


def test_the_tokens_are_made_at_the_organisation_without_a_database(tmp_path):
    source, target = tmp_path / "people.csv", tmp_path / "tokens.csv"
    source.write_text(
        "org_id,name,birth_date,phone4,role,area\nSG1,김가람,1950.5.1.,1234,member,고산면\nSG1,박누리,,1234,member,\n",
        encoding="utf-8-sig",
    )
    said = StringIO()

    call_command("tokens", source, target, stdout=said)

    rows = target.read_text().splitlines()
    assert rows[0] == "org_id,token,role,area,from,to"
    assert rows[1].split(",")[1] == person_token(name="김가람", birth_date=BORN, phone4="1234")
    assert rows[2].split(",")[1] == ""
    assert "김가람" not in target.read_text()
    assert said.getvalue().startswith("2 persons, 1 of them without a token")


def test_a_list_without_a_needed_column_is_refused_by_name(tmp_path):
    (tmp_path / "people.csv").write_text("name,phone4\n")

    with pytest.raises(CommandError, match="org_id, birth_date, role"):
        call_command("tokens", tmp_path / "people.csv", tmp_path / "out.csv")


@pytest.mark.django_db
@pytest.mark.parametrize("starts_on", [DAY, None])
def test_nobody_leaves_before_they_came(starts_on):
    row, day = OrganizationFactory(), date(2017, 1, 1)
    person = {"name": "김가람", "birth_date": BORN, "phone4": "1234"}
    MembershipFactory(organization=row, token=person_token(**person), starts_on=starts_on)

    ended = actions.leave(organization=row, **person, on=day, by=UserFactory(), at=NOON)

    assert (ended, Membership.objects.get().ends_on) == (1, starts_on or day)
