"""Role × state × page for offers, budgets, rounds and the committee; what each page changes or shows; queries counted."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import NOON, CaseloadFactory, RepresentationFactory, UserFactory, user_as
from prescription.county import YEAR
from socialgoods.people.models import Role
from socialgoods.prescription.actions import catalogue, committee
from socialgoods.prescription.actions import round as actions
from socialgoods.prescription.models import Amendment, Offer, Round, RoundState, Sitting, Variant, YearBudget
from socialgoods.prescription.queries import lines
from socialgoods.prescription.urls.round import urlpatterns
from socialgoods.registry.models import Organization

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OFFICERS = {"coordinator", "officer"}
INSIDERS = OFFICERS | {"auditor"}
EVERYONE = INSIDERS | {"advisor", "network", "partner", "helper", "representative", "resident"}
PUBLIC = {"offers", "offer", "rounds"}
OF_NOTHING = {"offers_load", "offer_new", "budgets"}

# name: who may, while the round is laid
READ = {
    "offer_new": OFFICERS,
    "offer_edit": OFFICERS,
    "budgets": INSIDERS,
    "budgets_year": INSIDERS,
    "round": INSIDERS,
    "round_lay": OFFICERS,
    "round_drop": OFFICERS,
    "round_take_back": OFFICERS,
    "round_compare": INSIDERS,
    "round_committee": INSIDERS,
    "round_decide": OFFICERS,
    "variant_new": OFFICERS,
    "variant": INSIDERS,
    "variant_edit": OFFICERS,
    "variant_limits": INSIDERS,
    "variant_organizations": INSIDERS | {"advisor"},
    "variant_pin": OFFICERS,
    "variant_sheet": INSIDERS,
    "variant_download": INSIDERS,
}
WRITE = {
    "offer_retire": OFFICERS,
    "offers_load": OFFICERS,
    "round_check": INSIDERS,
    "round_amend": OFFICERS,
    "round_amend_remove": OFFICERS,
    "variant_compute": OFFICERS,
    "variant_copy": OFFICERS,
    "variant_remove": OFFICERS,
    "variant_unpin": OFFICERS,
}


@pytest.fixture
def people(organizations):
    case = CaseloadFactory(organization=organizations[0])
    return {
        "anonymous": None,
        "coordinator": user_as(Role.COORDINATOR),
        "officer": user_as(Role.OFFICER),
        "auditor": user_as(Role.AUDITOR),
        "network": user_as(Role.NETWORK),
        "partner": user_as(Role.PARTNER),
        "helper": user_as(Role.HELPER),
        "advisor": case.advisor,
        "representative": RepresentationFactory(organization=organizations[0]).user,
        "resident": UserFactory(),
    }


def address(name, round):
    kwargs = {
        "offer": {"code": "design"}, "offer_edit": {"code": "design"}, "offer_retire": {"code": "design"}, "budgets_year": {"year": YEAR},
    }  # fmt: skip
    if name in kwargs or name in OF_NOTHING | PUBLIC:
        return reverse(name, kwargs=kwargs.get(name, {}))
    own = {"pk": round.pk} | ({"number": 1} if name.startswith("variant") and name != "variant_new" else {})
    own |= {"variant_pin": {"code": "T000"}, "variant_download": {"form": "csv"}}.get(name, {})
    return reverse(name, kwargs=own) + ("?variant=1" if name == "round_lay" else "")


def answers(client, people, where, method):
    found = {}
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        with transaction.atomic():
            found[role] = getattr(client, method)(where)
            transaction.set_rollback(True)
    return found


def test_every_page_of_this_half_is_asked_about():
    assert {pattern.name for pattern in urlpatterns} == set(READ) | set(WRITE) | PUBLIC


def test_a_page_opens_for_those_who_may_and_for_nobody_else(client, people, laid):
    for name, allowed in READ.items():
        found = answers(client, people, address(name, laid), "get")

        refused = {role for role, response in found.items() if response.status_code == 403}
        opened = {role for role, response in found.items() if response.status_code == 200}
        expected = (allowed, EVERYONE - allowed)
        assert (opened, refused - {"anonymous"}) == expected, name
        assert found["anonymous"].status_code in {302, 403}, name


def test_an_action_is_taken_from_those_who_may_and_from_nobody_else(client, people, laid):
    for name, allowed in WRITE.items():
        found = answers(client, people, address(name, laid), "post")

        refused = {role for role, response in found.items() if response.status_code == 403}
        assert refused == EVERYONE - allowed, name
        assert {found[role].status_code for role in allowed} <= {302, 404}, name
        assert found["anonymous"]["Location"].startswith(reverse("account_login")), name


@pytest.mark.parametrize("state", ["draft", "dropped", "decided"])
def test_a_round_is_public_only_when_it_is_decided(client, people, laid, state):
    more = {"laid": None, "laid_at": None} if state == "draft" else {}
    Round.objects.filter(pk=laid.pk).update(state=state, decided_at=NOON, **more)

    found = answers(client, people, address("round", laid), "get")
    listed = answers(client, people, reverse("rounds"), "get")

    allowed = EVERYONE | {"anonymous"} if state == "decided" else INSIDERS
    assert {role for role, response in found.items() if response.status_code == 200} == allowed
    assert {role for role, response in listed.items() if str(laid) in response.content.decode()} == allowed


def test_everyone_reads_what_is_on_offer(client, people, organizations):
    for where in (reverse("offers"), reverse("offer", args=["design"])):
        found = answers(client, people, where, "get")
        assert {response.status_code for response in found.values()} == {200}
        assert all("design 지원" in response.content.decode() for response in found.values())


def test_an_advisor_sees_the_lines_of_those_assigned_only(client, people, laid, organizations):
    client.force_login(people["advisor"])

    page = client.get(address("variant_organizations", laid)).content.decode()

    assert organizations[0].name in page
    assert organizations[1].code not in page


def test_an_advisor_sees_no_line_of_a_draft(client, people, round, computed):
    client.force_login(people["advisor"])

    assert client.get(address("variant_organizations", round)).status_code == 403


# What the pages change


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def test_an_offer_is_added_changed_and_retired_by_years(desk, organizations):
    form = {
        "code": "pricing", "name": "값 매기기", "summary": "원가를 셈합니다.", "dimension": "finance", "mode": "service",
        "unit_cost": "2,000,000", "sources": "county", "effect_mean": "3", "effect_sd": "3", "from_year": "2018",
    }  # fmt: skip
    desk.post(reverse("offer_new"), form)
    added = Offer.objects.get(measure__code="pricing")
    assert (added.unit_cost, added.effect_mean, added.until_year) == (2_000_000, 0.03, None)

    desk.post(reverse("offer_edit", args=["pricing"]), form | {"unit_cost": "2,500,000", "from_year": "2020"})
    years = list(added.measure.offers.values_list("from_year", "until_year", "unit_cost"))
    assert years == [(2018, 2019, 2_000_000), (2020, None, 2_500_000)]

    desk.post(reverse("offer_retire", args=["pricing"]), {"until_year": "2021"})
    assert not Offer.objects.in_year(2022).filter(measure__code="pricing").exists()
    assert "앞서 하던 내용" in desk.get(reverse("offer", args=["pricing"])).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"sources": "county:0.5+national:0.2"}, "몫의 합이 1"),
        ({"sources": ""}, "필수"),
        ({"unit_cost": "-5"}, "음수"),
        ({"unit_cost": "1" + "0" * 18}, "0을 더 적지"),
        ({"unit_cost": "많이"}, "‘많이’"),
        ({"effect_sd": "0"}, "0.01"),
        ({"code": "한글 코드"}, "슬러그"),
        ({"slope_mean": "3"}, "함께 적거나"),
        ({"code": "design"}, "이미 목록에"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_beside_its_field(desk, organizations, more, said):
    form = {
        "code": "pricing", "name": "값 매기기", "summary": "원가를 셈합니다.", "dimension": "finance", "mode": "service",
        "unit_cost": "2,000,000", "sources": "county", "effect_mean": "3", "effect_sd": "3", "from_year": "2018",
    }  # fmt: skip
    page = desk.post(reverse("offer_new"), form | more).content.decode()

    assert not Offer.objects.filter(measure__code="pricing").exists()
    assert said in page or "error" in page


def test_a_year_that_was_laid_keeps_what_it_offered(laid, officer):
    offer = Offer.objects.get(measure__code="design")
    content = {name: getattr(offer, name) for name in catalogue.CONTENT}

    with pytest.raises(catalogue.Refused, match="2019년부터"):
        catalogue.change(offer=offer, from_year=YEAR, content=content, by=officer, at=NOON)
    with pytest.raises(catalogue.Refused, match="2018년의 배정에 쓰였습니다"):
        catalogue.retire(offer=offer, until_year=YEAR - 1, by=officer, at=NOON)
    assert catalogue.change(offer=offer, from_year=YEAR + 1, content=content, by=officer, at=NOON).from_year == YEAR + 1


def test_the_slower_of_two_who_change_an_offer_is_told(organizations, officer):
    offer = Offer.objects.get(measure__code="design")
    content = {name: getattr(offer, name) for name in catalogue.CONTENT}
    catalogue.change(offer=offer, from_year=YEAR + 1, content=content, by=officer, at=NOON)

    with pytest.raises(catalogue.Refused, match="그사이 다른 분이"):
        catalogue.change(offer=offer, from_year=YEAR + 2, content=content, by=officer, at=NOON)


def test_budgets_are_saved_and_nonsense_is_refused(desk, organizations):
    desk.post(
        reverse("budgets_year", args=[2019]), {"budget_county": "1,000,000", "other": "씨앗돈", "other_amount": "5"}
    )
    assert dict(YearBudget.objects.filter(year=2019).values_list("source", "amount")) == {
        "county": 1_000_000,
        "씨앗돈": 5,
    }

    page = desk.post(reverse("budgets_year", args=[2019]), {"budget_county": "-1"}).content.decode()
    assert YearBudget.objects.get(year=2019, source="county").amount == 1_000_000
    assert "form-errors" in page or "error" in page
    assert desk.get("/budgets/9999/").status_code == 404


def test_what_was_shipped_is_loaded_with_one_press_and_said_to_be_an_example(client):
    client.force_login(user_as(Role.OFFICER))

    said = [client.post(reverse("offers_load"), follow=True).content.decode() for _ in range(2)]

    assert ["예시입니다" in page for page in said] == [True, False]
    assert Offer.objects.exists()


def test_a_year_without_money_is_said_before_anything_is_computed(desk, round):
    new, said = reverse("variant_new", args=[round.pk]), "이 해의 예산을 아직 적지 않았습니다"
    assert said not in desk.get(new).content.decode()

    YearBudget.objects.filter(year=round.year).delete()

    page = desk.get(new).content.decode()
    assert said in page
    assert reverse("budgets_year", args=[round.year]) in page


def test_from_opening_to_the_decision_in_the_browser(desk, organizations, django_capture_on_commit_callbacks):
    """Open, set up, compute in the background, lay, record, amend, decide: every page leads to the next."""
    opened = desk.post(reverse("rounds"), {"year": YEAR, "until": 2020, "note": ""}, follow=True)
    round = Round.objects.get()
    assert opened.redirect_chain[-1][0] == round.get_absolute_url()

    new = reverse("variant_new", args=[round.pk])
    form = {field.html_name: field.value() for field in desk.get(new).context["form"] if field.value() is not None}
    with django_capture_on_commit_callbacks(execute=True):
        waiting = desk.post(new, form | {"key": "once", "area_" + organizations[0].district.code: "1"})
        desk.post(new, form | {"key": "once"})
    variant = Variant.objects.get()
    assert waiting["Location"].startswith("/jobs/")
    assert variant.computed_at is not None
    assert variant.setup["floors"] == [{"field": "area", "value": "가면", "count": 1}]
    for name in (
        "round",
        "variant",
        "variant_limits",
        "variant_organizations",
        "round_compare",
        "variant_sheet",
        "variant_download",
    ):
        assert desk.get(address(name, round)).status_code == 200, name

    pinned = desk.post(
        reverse("variant_pin", args=[round.pk, 1, "T003"]),
        {"choice": "pinned", "measure": "mentor", "why": "이웃이 기다림"},
    )
    assert pinned.status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address("variant_compute", round))
    assert variant.choices.get(organization__code="T003").measure.code == "mentor"

    desk.post(address("round_lay", round), {"variant": "1"})
    assert Round.objects.get().state == RoundState.LAID
    desk.post(address("round_committee", round), sitting_form())
    assert Sitting.objects.get().members.count() == 3
    desk.post(
        reverse("round_amend", args=[round.pk]),
        {"organization": "T003", "way": "-", "amount": "", "reason": "스스로 사양함"},
    )
    assert Amendment.objects.get().organization.code == "T003"
    assert "찬성했습니다" in desk.get(address("round_committee", round)).content.decode()
    desk.post(address("round_decide", round), {"answer_by": ""})

    decided = Round.objects.get()
    assert decided.state == RoundState.DECIDED
    assert decided.outcome["count"] == len(lines.amended(decided))
    assert desk.get(address("round_committee", round)).status_code == 200
    desk.logout()
    public = desk.get(address("round", round)).content.decode()
    assert "나타내지 않음" in public
    assert "두레" not in public


def sitting_form():
    form = {
        "committee": "사회적경제위원회", "held_on": "2018-03-02", "basis": "", "place": "", "minutes": "", "members-TOTAL_FORMS": "4",
        "members-INITIAL_FORMS": "0", "members-MIN_NUM_FORMS": "0", "members-MAX_NUM_FORMS": "60",
    }  # fmt: skip
    for index, vote in enumerate(("yes", "yes", "no")):
        form |= {
            f"members-{index}-name": f"위원 {index}",
            f"members-{index}-vote": vote,
            f"members-{index}-conflicts": "",
        }
    return form | {"members-0-conflicts": "T001, T002", "members-3-name": ""}


def test_hostile_settings_are_refused_beside_their_fields(desk, round):
    new = reverse("variant_new", args=[round.pk])
    form = {field.html_name: field.value() for field in desk.get(new).context["form"] if field.value() is not None}
    for bad in (
        {"budget_county": "-1"},
        {"budget_county": "9" * 19},
        {"places_design": "x"},
        {"reports_until": "3000"},
        {"curiosity": "nan"},
    ):
        page = desk.post(new, form | bad)
        assert page.status_code == 200, bad
        assert page.context["form"].errors, bad
    assert not Variant.objects.exists()


def test_opening_with_words_for_a_year_is_refused_on_the_page(desk, organizations):
    for bad in ({"year": "올해"}, {"year": "2016"}, {"until": "2010"}):
        page = desk.post(reverse("rounds"), {"year": YEAR, "until": 2020} | bad)
        assert page.context["form"].errors, bad
    assert not Round.objects.exists()


def test_an_auditor_sees_whether_a_round_comes_out_the_same(
    client, people, round, computed, django_capture_on_commit_callbacks
):
    client.force_login(people["auditor"])
    with django_capture_on_commit_callbacks(execute=True):
        waiting = client.post(address("round_check", round))
    assert client.get(waiting["Location"]).status_code == 200
    assert "같음" in client.get(address("round", round)).content.decode()

    line = computed.choices.exclude(measure=None).first()
    computed.choices.filter(pk=line.pk).update(amount=line.amount + 1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("round_check", round))
    page = client.get(address("round", round)).content.decode()
    assert "다름" in page
    assert "저장된 배정안의 줄이 셈한 때와 다릅니다" in page


def test_a_page_that_comes_too_late_says_so_politely(desk, laid):
    page = desk.post(address("variant_remove", laid), follow=True)

    assert "위원회에 올림" in page.content.decode()
    assert Variant.objects.exists()


def queries(desk, where):
    """How many a page asks; the county's clock is read anew every few seconds."""
    desk.get(where)
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(where).status_code == 200
    return len([query for query in seen if "kernel_clock" not in query["sql"]])


def test_lines_cost_the_same_queries_for_one_row_and_for_many(desk, laid):
    where = address("variant_organizations", laid)

    assert queries(desk, f"{where}?q=T001") == queries(desk, f"{where}?q=두레 1") == queries(desk, where) <= 9


def test_rounds_and_offers_cost_the_same_queries_however_many(desk, laid, officer):
    before = queries(desk, reverse("rounds")), queries(desk, reverse("offers"))
    Round.objects.filter(pk=laid.pk).update(state=RoundState.DECIDED, decided_at=NOON)
    actions.open_round(year=YEAR, until=2020, by=officer, at=NOON)
    catalogue.load(at=NOON)

    assert (queries(desk, reverse("rounds")), queries(desk, reverse("offers"))) == before


def test_a_round_costs_the_same_queries_for_one_variant_and_for_three(desk, round, computed, officer):
    before = queries(desk, address("round", round)), queries(desk, address("variant", round))
    for _ in range(2):
        Variant.objects.create(
            round=round, number=Variant.objects.count() + 1, title="본뜬 안", setup=computed.setup, result=computed.result,
            computed_at=NOON, created_at=NOON,
        )  # fmt: skip

    assert (queries(desk, address("round", round)), queries(desk, address("variant", round))) == before


def test_the_committees_page_costs_the_same_queries_for_one_member_and_for_three(desk, laid):
    where, counted = address("round_committee", laid), []
    for members in (1, 3):
        said = [{"name": f"위원 {index}", "vote": "yes", "conflicts": ["T001"]} for index in range(members)]
        committee.record_sitting(
            round=laid, committee="위원회", held_on=date(2018, 3, 1), members=said, by=None, at=NOON
        )
        counted.append(queries(desk, where))
    assert counted[0] == counted[1]


def test_an_unknown_variant_or_organisation_is_not_found(desk, laid):
    assert desk.get(reverse("variant", args=[laid.pk, 9])).status_code == 404
    assert desk.get(reverse("variant_pin", args=[laid.pk, 1, "NOBODY"])).status_code == 404
    assert desk.get(address("round_lay", laid).replace("=1", "=99999999999")).status_code == 404
    assert Organization.objects.exists()


def test_an_officer_changes_nothing_by_hand_for_an_organisation_that_he_stands_for(laid, officer, client):
    code = next(iter(lines.amended(laid)))
    RepresentationFactory(user=officer, organization=Organization.objects.get(code=code))
    client.force_login(officer)

    amended = client.post(
        reverse("round_amend", args=[laid.pk]),
        {"organization": code, "way": "-", "reason": "까닭"},
    )
    back = client.post(reverse("round_amend_remove", args=[laid.pk]), {"organization": code})
    pinned = client.post(reverse("variant_pin", args=[laid.pk, laid.laid.number, code]), {})
    unpinned = client.post(reverse("variant_unpin", args=[laid.pk, laid.laid.number]), {"org_id": code})

    assert {page.status_code for page in (amended, back, pinned, unpinned)} == {403}
    assert not Amendment.objects.exists()


def test_a_round_is_checked_by_one_job_at_a_time(laid, officer, client):
    from socialgoods.kernel.models import Job

    client.force_login(officer)
    client.post(reverse("round_check", args=[laid.pk]))
    first = Job.objects.order_by("pk").last()
    Job.objects.filter(pk=first.pk).update(state="running", ended_at=None)

    answer = client.post(reverse("round_check", args=[laid.pk]))

    assert answer["Location"] == reverse("job", args=[first.pk])
    assert Job.objects.filter(next_url=reverse("round", args=[laid.pk])).count() == 1


@pytest.mark.parametrize("name", ["offers", "evidence"])
def test_a_year_of_five_thousand_digits_is_no_year(client, name):
    assert client.get(reverse(name), {"year": "9" * 5000}).status_code == 200
