"""What the pages of a founding and of the co-operative itself change and show."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cooperative.sharing import JOINED, founded, passed
from factories import OrganizationFactory, RepresentationFactory, UserFactory
from socialgoods.cooperative.actions import assembly, founding
from socialgoods.cooperative.models import Consent, Cooperative, Officer, Promoter, Steward, Subscription
from socialgoods.cooperative.queries import demand
from socialgoods.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return UserFactory()


@pytest.fixture
def begun(client, steward):
    client.force_login(steward)
    return founding.begin(
        code="begun", name="새 사회적협동조합", kind="social", main_business="local", purpose="함께 삽니다", steward=steward,
        begun_on=clock.today() - timedelta(days=30), by=steward, at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def registered(client, steward):
    client.force_login(steward)
    row = founded(members=5)[0]
    Steward.objects.create(cooperative=row, user=steward, starts_on=JOINED)
    return row


def posted(client, page, /, *args, **data):
    return client.post(reverse(page, args=args), data)


def shown(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


BEGINNING = {
    "name": "고산 사회적협동조합",
    "kind": "social",
    "main_business": "local",
    "purpose": "함께 삽니다",
    "in_gun": "on",
}


def test_a_resident_begins_a_founding_and_runs_it(client):
    person = UserFactory()
    client.force_login(person)

    response = posted(client, "founding_begin", **BEGINNING)

    row = Cooperative.objects.get()
    assert response["Location"] == reverse("founding", args=[row.code])
    assert (row.name, row.organization, row.stewards.get().user) == ("고산 사회적협동조합", None, person)


def test_a_representative_begins_it_for_the_organisation_and_for_no_other(client):
    mine, other = RepresentationFactory(), OrganizationFactory()
    client.force_login(mine.user)

    posted(client, "founding_begin", **BEGINNING, organization=other.pk)
    assert not Cooperative.objects.exists()
    posted(client, "founding_begin", **BEGINNING, organization=mine.organization.pk)
    assert Cooperative.objects.get().organization == mine.organization


def test_a_name_that_the_law_refuses_is_explained_and_what_was_typed_stays(client):
    client.force_login(UserFactory())

    page = posted(client, "founding_begin", **{**BEGINNING, "name": "고산 모임"}).content.decode()

    assert "제3조제1항" in page
    assert "고산 모임" in page


def test_the_path_names_what_is_missing_and_the_button_that_does_it(client, begun):
    page = shown(client, "founding", "begun")

    assert "발기인이 5명 이상 있어야 합니다" in page
    assert "제85조제1항" in page
    assert reverse("promoter_new", args=["begun"]) in page


def test_the_path_is_shown_as_of_a_day(client, begun):
    Promoter.objects.create(cooperative=begun, name="가", stakeholder="worker", joined_on=clock.today())
    yesterday = clock.today() - timedelta(days=1)

    assert "지금은 1명입니다" in shown(client, "founding", "begun")
    assert "지금은 0명입니다" in client.get(reverse("founding", args=["begun"]), {"on": yesterday}).content.decode()


def test_a_promoter_and_a_consent_on_paper_are_written_down_and_taken_out(client, begun):
    today = clock.today()
    posted(client, "promoter_new", "begun", name="김발기", stakeholder="worker", joined_on=today)
    posted(client, "consent_new", "begun", name="이동의", stakeholder="consumer", shares=3, filed_on=today)

    page = shown(client, "founding", "begun")
    assert [name for name in ("김발기", "이동의") if name not in page] == []
    posted(client, "promoter_remove", Promoter.objects.get().pk)
    posted(client, "consent_withdraw", Consent.objects.get().pk)
    assert not Promoter.objects.exists()
    assert Consent.objects.get().withdrawn_on == today


def test_a_person_consents_on_the_page_and_takes_it_back(client, begun):
    person = UserFactory()
    client.force_login(person)

    posted(client, "consent_own", "begun", in_whose_name="me", stakeholder="consumer", shares=2, agrees="on")
    consent = Consent.objects.get()
    assert (consent.user, consent.shares) == (person, 2)
    posted(client, "consent_withdraw", consent.pk)
    assert Consent.objects.get().withdrawn_on is not None


def test_nobody_consents_for_an_organisation_of_others(client, begun):
    client.force_login(UserFactory())

    page = posted(
        client,
        "consent_own",
        "begun",
        in_whose_name=OrganizationFactory().pk,
        stakeholder="consumer",
        shares=2,
        agrees="on",
    )

    assert page.status_code == 200
    assert not Consent.objects.exists()


def test_in_a_medical_cooperative_the_form_asks_who_is_related(client, begun):
    Cooperative.objects.update(kind="medical")
    first = Consent.objects.create(cooperative=begun, name="가", stakeholder="worker", shares=1, filed_on=clock.today())

    posted(
        client,
        "consent_new",
        "begun",
        name="나",
        stakeholder="worker",
        shares=1,
        filed_on=clock.today(),
        related_to=first.pk,
    )

    assert Consent.objects.get(name="나").related_to == first


def test_the_notice_of_the_founding_assembly_stands_on_the_page_for_everybody(client, begun):
    Consent.objects.create(cooperative=begun, name="가", stakeholder="worker", shares=1, filed_on=clock.today())
    row = assembly.draft(
        cooperative=begun,
        kind="founding",
        held_at=clock.now() + timedelta(days=9),
        place="고산 회관",
        by=None,
        at=clock.now(),
    )
    assembly.add_item(assembly=row, title="설립과 정관", subject="founding", by=None, at=clock.now())
    client.logout()

    assert "고산 회관" not in shown(client, "cooperative", "begun")
    assembly.call(assembly=row, by=None, at=clock.now())
    assert "고산 회관" in shown(client, "cooperative", "begun")


def test_tabs_lead_only_where_one_may_go(client, begun):
    labels = (">조합원 명부<", ">총회<", "임원·이사회", ">설립<")

    assert [label in shown(client, "cooperative", "begun") for label in labels] == [False, True, False, True]
    client.logout()
    assert [label in shown(client, "cooperative", "begun") for label in labels] == [False, False, False, False]


def test_what_the_description_says_is_changed(client, begun):
    posted(
        client,
        "founding_describe",
        "begun",
        name="더 새 사회적협동조합",
        main_business="jobs",
        purpose="일자리",
        office="삼례읍 1",
        in_gun="on",
    )

    begun.refresh_from_db()
    assert (begun.name, begun.main_business, begun.office) == ("더 새 사회적협동조합", "jobs", "삼례읍 1")


ARTICLES = {
    "share_price_won": "5만 원", "least_shares": 2, "end_month": 12, "notice_days": 10, "reserve_percent": 40, "withdrawal_notice_days": 90,
    "directors_least": 5, "auditors_least": 1, "term_years": 2, "loan_limit_won": "", "loan_late_rate": 0,
}  # fmt: skip


def test_a_draft_of_the_articles_is_set_and_read(client, begun):
    posted(client, "articles_edit", "begun", **ARTICLES, business="꾸러미 판매\n돌봄")

    page = shown(client, "articles", "begun")
    assert "5만 원" in page
    assert "꾸러미 판매, 돌봄" in page


def test_articles_of_a_registered_cooperative_change_by_a_resolution(client, registered):
    item = passed(registered, "articles")
    itself = {"name": registered.name, "purpose": "새 목적", "office": ""}
    today = clock.today()

    refused = posted(client, "articles_edit", registered.code, **ARTICLES, **itself, starts_on=today)
    assert "제29조" in refused.content.decode()
    posted(client, "articles_edit", registered.code, **ARTICLES, **itself, starts_on=today, item=item.pk)

    registered.refresh_from_db()
    assert registered.purpose == "새 목적"
    assert registered.articles.first().item == item


def test_a_federation_says_in_its_articles_how_votes_are_weighed_and_when_an_assembly_is_asked_for(client, begun):
    """§75, §115②, §28."""
    Cooperative.objects.update(is_federation=True)
    wrong = posted(client, "articles_edit", "begun", **ARTICLES, votes="100좌 2표\n3번 5표").content.decode()
    twice = posted(client, "articles_edit", "begun", **ARTICLES, votes="100좌 2표\n100좌 3표").content.decode()
    said = {"votes": "500좌 이상 3표\n100좌 2표", "demanded_by": 10, "demand_days": 7}
    posted(client, "articles_edit", "begun", **ARTICLES, **said)

    page = shown(client, "articles", "begun")
    again = shown(client, "articles_edit", "begun")

    assert "한 가지 방식으로만" in wrong
    assert "같은 줄이 두 번" in twice
    assert begun.articles.get().more["votes"] == {"by_shares": [[100, 2], [500, 3]]}
    assert demand.part_on(begun, clock.today()).value == 10
    assert demand.days_on(begun, clock.today()).value == 7
    assert "100좌 이상 2표, 500좌 이상 3표" in page
    assert "조합원 10분의 1 이상이 까닭을 적어 요구하면 이사장은 7일 안에" in page
    assert "500좌 3표" in again
    posted(client, "articles_edit", "begun", **ARTICLES, votes="3번 5표")
    assert begun.articles.get().more == {"business": [], "votes": {"by_member": {"3": 5}}}
    assert "3번 5표" in shown(client, "articles", "begun")


def test_where_the_articles_are_silent_a_fifth_asks_and_a_plain_cooperative_weighs_no_votes(client, begun):
    """§28."""
    posted(client, "articles_edit", "begun", **ARTICLES, votes="3번 5표", related_together="on")

    assert begun.articles.get().more == {"business": [], "related_together": True}
    assert not demand.part_on(begun, clock.today()).verified
    page = shown(client, "articles", "begun")
    assert "조합원 5분의 1 이상이" in page
    assert "특수관계인의 출자좌는 함께 센다." in page


def test_filing_answer_and_registration_are_written_down(client, begun):
    today = clock.today()
    Consent.objects.create(cooperative=begun, name="가", stakeholder="worker", shares=1, filed_on=today)
    Cooperative.objects.update(state="assembled")

    posted(client, "founding_file", "begun", on=today, note="보건복지부")
    posted(client, "founding_accept", "begun", on=today, number="제1호")
    page = posted(client, "founding_register", "begun", on=today, sector="food").content.decode()

    begun.refresh_from_db()
    assert (begun.state, begun.accepted_number, Subscription.objects.get().shares) == ("accepted", "제1호", 1)
    assert "제18조" in page


def test_the_registration_makes_a_record_among_the_organisations(client, registered, steward):
    Cooperative.objects.update(state="accepted", registered_on=None)

    posted(client, "founding_register", registered.code, on=clock.today(), sector="food")

    registered.refresh_from_db()
    assert (registered.state, registered.organization.kind) == ("registered", "social_cooperative")
    assert registered.organization.name == registered.name


def test_the_assembly_is_finished_when_nothing_is_missing(client, begun):
    response = posted(client, "founding_finish", "begun")

    assert "제85조제1항" in client.get(response["Location"]).content.decode()
    begun.refresh_from_db()
    assert begun.state == "founding"


def test_a_founding_is_given_up(client, begun):
    posted(client, "founding_abandon", "begun", reason="사람이 모이지 않음")

    begun.refresh_from_db()
    assert begun.state == "abandoned"
    assert begun.name not in shown(client, "cooperatives")


def test_stewards_come_and_go(client, begun, steward):
    other = UserFactory()
    posted(client, "steward_new", "begun", person=other.username, starts_on=clock.today())

    assert other.name in shown(client, "stewards", "begun")
    posted(client, "steward_dismiss", begun.stewards.get(user=steward).pk)
    assert list(begun.stewards.filter(ends_on=None).values_list("user", flat=True)) == [other.pk]


def test_a_change_in_the_courts_register_is_reminded_of_until_it_is_noted(client, registered):
    day = clock.today() - timedelta(days=5)
    Officer.objects.create(
        cooperative=registered, office="chair", name="새 이사장", starts_on=day, term_ends_on=date(2100, 1, 1)
    )

    assert "새 이사장" in shown(client, "cooperative", registered.code)
    assert "등기할 것" in shown(client, "changes", registered.code)
    posted(client, "change_note", registered.code, f"officers:{day}", registered_on=clock.today())
    assert "새 이사장" not in shown(client, "cooperative", registered.code)


def test_what_it_keeps_to_is_said_with_its_articles(client, registered):
    page = shown(client, "duties", registered.code)

    assert [word for word in ("제96조", "제45조", "제104조", "제93조", "시행령 제24조") if word not in page] == []


@pytest.mark.parametrize("name", ["founding", "cooperative", "cooperatives", "changes", "stewards", "articles"])
def test_a_page_asks_as_often_for_three_rows_as_for_one(
    client, begun, registered, steward, name, django_assert_num_queries
):
    row = registered if name == "changes" else begun
    url = reverse(name, args=[] if name == "cooperatives" else [row.code])

    def grow(number):
        user = UserFactory()
        Promoter.objects.create(cooperative=begun, name=f"가{number}", stakeholder="worker", joined_on=JOINED)
        Consent.objects.create(
            cooperative=begun,
            organization=OrganizationFactory(),
            name="나",
            stakeholder="worker",
            shares=1,
            filed_on=JOINED,
        )
        Steward.objects.create(cooperative=begun, user=user, starts_on=JOINED)
        Officer.objects.create(
            cooperative=row, office="director", name="다", user=user, starts_on=clock.today() - timedelta(days=number),
            term_ends_on=date(2100, 1, 1),
        )  # fmt: skip
        founded(members=1)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    grow(1)
    client.get(url)
    with CaptureQueriesContext(connection) as once:
        client.get(url)
    grow(2)
    grow(3)
    with django_assert_num_queries(len(once)):
        client.get(url)
    assert len(once) < 45
