"""The list of organisations: what is found, in which order, by whom, at what cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from factories import DesignationFactory, DistrictFactory, MarkFactory, OrganizationFactory, user_as
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.registry.actions import organization as actions
from socialgoods.registry.models import MarkState, Organization

pytestmark = pytest.mark.django_db


def found(client, **query):
    page = client.get(reverse("organizations"), query).context["page"]
    return [row.name for row in page.object_list]


def granted(organization, ends_on):
    return MarkFactory(
        organization=organization, state=MarkState.GRANTED, number=f"SG-{organization.code}", starts_on=date(2018, 1, 1),
        ends_on=ends_on, decided_at=clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "햇살", "살두", "ㅎㅅㄷㄹ", "ㅅㄷ", "두레 햇살", "(주)햇살 두레", "햇살두레협동조합", "들기름", "기름을짭", "햇살 ㄷㄹ",
        "고산 햇살", "Gosan", "먹거리", "먹거리 들기름",
    ],
)  # fmt: skip
def test_an_organisation_is_found_by_name_initials_what_it_does_its_field_or_its_place(client, words):
    place = DistrictFactory(name="고산면", name_en="Gosan-myeon")
    OrganizationFactory(name="햇살두레", activity="들기름을 짭니다", district=place, sector="food")
    OrganizationFactory(name="달빛마을", activity="밤길을 밝힙니다", sector="energy")

    assert found(client, q=words) == ["햇살두레"]


@pytest.mark.parametrize("words", ["없는말", "햇살 없는말", "%", "_", "'", "\\", "ㅎㅎㅎ", "면", "a" * 100, "가 " * 40])
def test_words_that_nobody_says_find_nobody(client, words):
    OrganizationFactory(name="햇살두레", district=DistrictFactory(name="고산면"))

    assert found(client, q=words) == []


def test_a_name_that_changes_is_found_by_the_new_one(client):
    row = OrganizationFactory(name="햇살두레")
    row.name = "Moonlight 두레"
    row.save()

    assert found(client, q="햇살") == []
    assert found(client, q="MOON") == found(client, q="ㄷㄹ") == ["Moonlight 두레"]


def test_who_says_the_word_in_the_name_comes_first(client):
    OrganizationFactory(name="가마솥", activity="빵을 굽습니다")
    OrganizationFactory(name="하늘빵집")

    assert found(client, q="빵") == ["하늘빵집", "가마솥"]
    assert found(client, q="빵", sort="name") == ["가마솥", "하늘빵집"]


def test_filters_narrow_and_what_is_not_understood_is_as_if_not_asked(client):
    here = DistrictFactory(name="여기면")
    OrganizationFactory(name="가", district=here, kind="cooperative", sector="food")
    OrganizationFactory(name="나", district=here, kind="nonprofit", sector="food")
    OrganizationFactory(name="다", kind="cooperative", sector="energy")
    OrganizationFactory(name="라", district=None, residence="unknown", kind="nonprofit", sector="health")

    assert found(client, district=here.code) == ["가", "나"]
    assert found(client, district="unknown") == ["라"]
    assert found(client, kind="cooperative") == ["가", "다"]
    assert found(client, kind="cooperative", sector="energy") == ["다"]
    assert found(client, kind="nonsense", page="x", sort="?") == ["가", "나", "다", "라"]


def test_sorting_by_founding_puts_what_is_not_known_last(client):
    OrganizationFactory(name="가", founded_on=date(2015, 1, 1))
    OrganizationFactory(name="나", founded_on=None)
    OrganizationFactory(name="다", founded_on=date(2010, 1, 1))

    assert found(client, sort="founded") == ["다", "가", "나"]
    assert found(client, sort="-founded") == ["가", "다", "나"]
    assert found(client, sort="-name") == ["다", "나", "가"]


def test_closed_merged_and_outside_organisations_are_not_listed_unasked(client):
    kept = OrganizationFactory(name="가")
    OrganizationFactory(name="나", status="closed")
    OrganizationFactory(name="다", residence="outside", district=None)
    Organization.objects.filter(pk=OrganizationFactory(name="라").pk).update(merged_into=kept)

    assert found(client) == ["가"]
    assert found(client, status="closed") == ["나"]
    assert found(client, status="any") == ["가", "나"]
    assert found(client, residence="outside") == ["가"]


@pytest.mark.parametrize(
    ("role", "listed"),
    [
        (None, ["가"]),
        (Role.COORDINATOR, ["다"]),
        (Role.OFFICER, ["다"]),
        (Role.AUDITOR, ["다"]),
        (Role.ADVISOR, ["가"]),
        (Role.NETWORK, ["가"]),
        (Role.PARTNER, ["가"]),
        (Role.HELPER, ["가"]),
    ],
)
def test_who_may_list_what_lies_outside_the_county(client, role, listed):
    OrganizationFactory(name="가")
    OrganizationFactory(name="다", residence="outside", district=None)
    if role:
        client.force_login(user_as(role))

    assert found(client, residence="outside") == listed


def test_only_a_mark_that_is_valid_today_counts(client):
    today = clock.today()
    granted(OrganizationFactory(name="가"), today + timedelta(days=1))
    granted(OrganizationFactory(name="나"), today)
    OrganizationFactory(name="다")

    assert found(client, mark="on") == ["가"]
    page = client.get(reverse("organizations")).context["page"]
    assert [(row.name, row.has_mark) for row in page.object_list] == [("가", True), ("나", False), ("다", False)]


def test_only_a_designation_that_is_valid_today_counts(client):
    today = clock.today()
    for name, starts_on, ends_on in [
        ("가", None, None),
        ("나", today - timedelta(days=9), today + timedelta(days=1)),
        ("다", today - timedelta(days=9), today),
        ("라", today + timedelta(days=1), None),
    ]:
        DesignationFactory(organization=OrganizationFactory(name=name), starts_on=starts_on, ends_on=ends_on)

    assert found(client, designation="village_enterprise") == ["가", "나"]
    assert found(client, designation="self_support_enterprise") == []


def test_a_designation_about_to_end_can_be_asked_for(client):
    today = clock.today()
    for name, days in [("가", 0), ("나", 1), ("다", 90), ("라", 91)]:
        organization = OrganizationFactory(name=name)
        DesignationFactory(organization=organization, starts_on=None, ends_on=today + timedelta(days=days))

    assert found(client, ending="on") == ["나", "다"]


def test_the_first_sentence_says_how_many_of_how_many(client):
    OrganizationFactory(name="햇살두레")
    OrganizationFactory(name="달빛두레")
    OrganizationFactory(name="별빛두레", status="closed")

    everyone = client.get(reverse("organizations")).content.decode()
    asked = client.get(reverse("organizations"), {"q": "달빛"}).content.decode()

    assert "등록된 3곳 가운데 <b>2곳</b>이 활동하고 있습니다." in everyone
    assert "등록된 3곳 가운데 찾으시는 조직은 <b>1곳</b>입니다." in asked


def test_pages_follow_one_another_and_one_past_the_end_is_the_last(client):
    for number in range(35):
        OrganizationFactory(name=f"두레{number:02}")

    assert found(client)[-1] == "두레29"
    assert found(client, page="2") == [f"두레{number}" for number in range(30, 35)]
    assert found(client, page="99") == found(client, page="2")
    assert found(client, q="두레", page="2") == found(client, page="2")


def test_what_was_not_found_says_what_to_do(client):
    OrganizationFactory()

    page = client.get(reverse("organizations"), {"q": "없는말"}).content.decode()

    assert "찾는 말을 줄이거나" in page
    assert f'href="{reverse("organizations")}"' in page


@pytest.mark.parametrize(
    ("role", "link"), [(None, "account_login"), (Role.OFFICER, "import_upload"), (Role.PARTNER, "home")]
)
def test_an_empty_register_teaches_the_first_step(client, role, link):
    if role:
        client.force_login(user_as(role))

    page = client.get(reverse("organizations")).content.decode()

    assert "첫걸음: 조직 목록 가져오기" in page
    assert f'href="{reverse(link)}' in page
    assert (reverse("import_upload") in page) == (role == Role.OFFICER)


def test_names_cannot_write_html(client):
    OrganizationFactory(name="<script>두레</script>", activity="<b>굵게</b>")

    page = client.get(reverse("organizations")).content.decode()

    assert "&lt;script&gt;두레" in page
    assert "<b>굵게" not in page


@pytest.mark.parametrize("query", [{}, {"q": "두레"}, {"mark": "on", "designation": "village_enterprise"}])
def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, query, count_queries):
    def ask():
        client.get(reverse("organizations"), query)

    OrganizationFactory()
    ask()
    few = count_queries(ask)
    OrganizationFactory.create_batch(3)
    ask()

    assert count_queries(ask) == few <= 7


def test_counts_follow_every_change_of_the_register(client):
    def said():
        return client.get(reverse("organizations")).context["found"]

    row = OrganizationFactory()
    assert (said().registered, said().count) == (1, 1)

    OrganizationFactory()
    assert (said().registered, said().count) == (2, 2)

    today, now, officer = clock.today(), clock.now(), user_as(Role.OFFICER)
    actions.change_status(organization=row, status="closed", on=today, reason="해산", by=officer, at=now)
    assert (said().registered, said().count) == (2, 1)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_public_columns_can_be_taken_away_and_carry_no_formula(client, form):
    OrganizationFactory(name="=HYPERLINK(1)", phone="063-000-1111", address="비밀길 1", email="secret@example.org")
    OrganizationFactory(name="나", status="closed")

    response = client.get(reverse("organizations_download", args=[form]), {"status": "active"})

    assert response["Content-Disposition"].endswith(f'.{form}"')
    if form == "csv":
        rows = response.content.decode("utf-8-sig").splitlines()
        assert rows[0] == "등록번호,이름,유형,법적 형태,분야,읍·면,상태,설립일,하는 일,홈페이지"
        assert len(rows) == 2
        assert "'=HYPERLINK(1)" in rows[1]
        assert not any(secret in rows[1] for secret in ("063-000-1111", "비밀길", "secret@"))


def test_other_kinds_of_files_are_not_offered(client):
    assert client.get("/organizations.pdf").status_code == 404


def test_reading_pages_take_no_posts(client):
    for name in ("organizations", "organization_map", "organization_points", "home", "districts"):
        assert client.post(reverse(name)).status_code == 405
