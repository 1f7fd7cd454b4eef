"""An organisation assesses itself as one goes; an advisor sees it, the two talk, and it becomes final."""

from datetime import timedelta

import pytest
from django.urls import reverse

from diagnosis.answers import MOMENT, TODAY, answered
from factories import AnnualReportFactory, AssessmentFactory, OrganizationFactory
from socialgoods.diagnosis.actions import assessment as actions
from socialgoods.diagnosis.actions import bulk
from socialgoods.diagnosis.models import Assessment, AssessmentState
from socialgoods.kernel.models import Event
from socialgoods.kernel.states import IllegalTransition

HTMX = {"HX-Request": "true"}
SITTING = "a" * 32


@pytest.fixture
def desk(client, representative, organization):
    """Types into the page of an open assessment, as the page would send it."""
    row = AssessmentFactory(organization=organization, saved_at=None)
    client.force_login(representative)

    def type_(values, *, seen=None, htmx=True, sitting=SITTING, **more):
        row.refresh_from_db()
        version = seen if seen is not None else row.saved_at.isoformat() if row.saved_at else ""
        data = {f"item:{code}": value for code, value in values.items()} | {"seen": version, "sitting": sitting, **more}
        return client.post(row.get_absolute_url(), data, headers=HTMX if htmx else {})

    type_.row = row
    return type_


def started(client, organization, **data):
    client.post(reverse("assessment_start", args=[organization.code]), {"year": 2017, **data})
    return Assessment.objects.order_by("-pk").first()


# Starting


def test_an_organisation_starts_its_own_with_one_press(client, organization, representative):
    client.force_login(representative)
    assert "아직 시작하지 않았습니다" in client.get(reverse("assessments", args=[organization.code])).content.decode()

    row = started(client, organization)

    assert (row.year, row.purpose, row.view, row.way, row.version, row.form, row.state) == (
        2017, "county", "own", "online", "wanju-2018", "long", "open",
    )  # fmt: skip
    assert Event.objects.filter(name="diagnosis.assessment.started").count() == 1
    assert "이어서 적기" in client.get(reverse("assessments", args=[organization.code])).content.decode()


def test_starting_twice_finds_what_was_started(client, organization, representative):
    client.force_login(representative)

    first, second = started(client, organization), started(client, organization)

    assert first == second
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "workers", "form"),
    [("village_community", 0, "short"), ("village_community", 20, "long"), ("cooperative", 0, "long"), ("local_community", None, "short")],
)  # fmt: skip
def test_small_communities_are_asked_the_short_form(client, representative, organization, kind, workers, form):
    type(organization).objects.filter(pk=organization.pk).update(kind=kind)
    if workers is not None:
        AnnualReportFactory(organization=organization, fiscal_year=2016, workers_paid=workers)
    client.force_login(representative)

    assert started(client, organization).form == form


def test_a_small_one_may_ask_for_all_questions(client, representative, organization):
    type(organization).objects.filter(pk=organization.pk).update(kind="village_community")
    client.force_login(representative)
    assert "45문항 모두 적기" in client.get(reverse("assessments", args=[organization.code])).content.decode()

    assert started(client, organization, form="long").form == "long"


@pytest.mark.parametrize("year", ["2011", "2019", "", "x", "-1", "9" * 400, "²"])
def test_only_this_year_and_the_six_before_can_be_assessed(client, representative, organization, year):
    client.force_login(representative)

    answer = client.post(reverse("assessment_start", args=[organization.code]), {"year": year}, follow=True)

    assert answer.status_code == 200
    assert not Assessment.objects.exists()


def test_an_advisor_starts_on_behalf_from_paper_or_on_a_visit(client, advisor, organization):
    client.force_login(advisor)

    ways = [
        started(client, organization, way="assisted", year=2016),
        started(client, organization, way="paper", year=2015),
    ]
    visit = started(client, organization, way="visit", visited_on="2018-02-20")

    assert [(row.view, row.way) for row in (*ways, visit)] == [
        ("own", "assisted"),
        ("own", "paper"),
        ("visit", "visit"),
    ]
    assert visit.visited_on.isoformat() == "2018-02-20"


@pytest.mark.parametrize("day", ["", "2018-03-03", "gestern"])
def test_a_visit_needs_its_day(client, advisor, organization, day):
    client.force_login(advisor)

    client.post(
        reverse("assessment_start", args=[organization.code]), {"year": 2017, "way": "visit", "visited_on": day}
    )

    assert not Assessment.objects.exists()


def test_a_visit_asks_what_the_own_view_asked(organization, advisor):
    AssessmentFactory(organization=organization, form="short")

    visit = actions.start(
        organization=organization, year=2017, view="visit", way="visit", visited_on=TODAY, by=advisor, at=MOMENT
    )

    assert visit.form == "short"


def test_both_instruments_go_through_the_same_screens(client, representative, organization):
    client.force_login(representative)

    row = started(client, organization, purpose="svi")

    page = client.get(row.get_absolute_url()).content.decode()
    assert (row.purpose, row.version, row.form) == ("svi", "svi-2017", "all")
    assert "사회적 미션을 분명히 적은 문서" in page
    assert 'name="item:cooperation"' in page


# Saved as typed


def test_what_is_pressed_is_saved_and_the_rest_stays(desk):
    desk({"finance_books": "4", "finance_cash": "none"})

    answer = desk({"market_regulars": "2"})

    desk.row.refresh_from_db()
    assert desk.row.answers == {"finance_books": 4, "finance_cash": None, "market_regulars": 2}
    assert "45문항 가운데 3문항" in answer.content.decode()
    assert "에 저장했습니다" in answer.content.decode()


@pytest.mark.parametrize("value", ["0", "6", "-1", "3.5", "x", "٣", "9" * 400])
def test_what_the_scale_does_not_have_is_not_taken(desk, value):
    desk({"finance_books": value, "finance_cash": "3"})

    desk.row.refresh_from_db()
    assert desk.row.answers == {"finance_cash": 3}


def test_a_question_that_is_not_asked_is_not_taken(desk):
    desk({"nonsense": "3"})

    desk.row.refresh_from_db()
    assert desk.row.answers == {}


def test_words_beside_an_answer_are_kept_and_can_be_taken_out(desk):
    desk({}, **{"note:finance_books": "통장만 있습니다."})
    desk.row.refresh_from_db()
    assert desk.row.notes == {"finance_books": "통장만 있습니다."}

    desk({}, **{"note:finance_books": " "})

    desk.row.refresh_from_db()
    assert desk.row.notes == {}


def test_a_number_can_be_typed_with_commas_and_taken_out_again(client, representative, organization):
    row = AssessmentFactory(organization=organization, purpose="svi", saved_at=None)
    client.force_login(representative)
    client.post(row.get_absolute_url(), {"item:training_hours": "1,200", "item:cooperation": "3", "sitting": SITTING})
    row.refresh_from_db()
    assert row.answers == {"training_hours": 1200, "cooperation": 3}

    client.post(row.get_absolute_url(), {"item:training_hours": "", "sitting": SITTING})

    row.refresh_from_db()
    assert row.answers == {"cooperation": 3}


def test_going_on_later_finds_everything_as_it_was(client, desk):
    desk({"finance_books": "4"})

    page = client.get(desk.row.get_absolute_url()).content.decode()

    assert 'name="item:finance_books" value="4" checked' in page


def test_the_slower_of_two_editors_is_told(client, desk):
    desk({"finance_books": "4"}, sitting="b" * 32)

    answer = desk({"finance_books": "1"}, seen="", sitting="c" * 32)
    page = desk({"finance_books": "1"}, seen="", sitting="c" * 32, htmx=False)

    desk.row.refresh_from_db()
    assert desk.row.answers == {"finance_books": 4}
    assert "저장하지 않았습니다" in answer.content.decode()
    assert page.status_code == 409


def test_the_same_page_may_go_on_where_an_answer_was_lost(desk):
    desk({"finance_books": "4"})

    desk({"finance_books": "2"}, seen="")

    desk.row.refresh_from_db()
    assert desk.row.answers == {"finance_books": 2}


def test_what_was_handed_in_meanwhile_is_not_written_over(client, desk):
    desk({"finance_books": "4"})
    Assessment.objects.update(state="submitted", submitted_at=MOMENT)

    answer = desk({"finance_books": "1"})
    page = desk({"finance_books": "1"}, htmx=False)

    desk.row.refresh_from_db()
    assert desk.row.answers == {"finance_books": 4}
    assert "이미 제출되어" in answer.content.decode()
    assert page.status_code == 409


def test_an_event_a_sitting_not_a_keystroke(desk):
    for step in "123":
        desk({"finance_books": step})

    assert Event.objects.filter(name="diagnosis.assessment.edited").count() == 1


def test_another_half_hour_is_another_event(organization, representative):
    row = AssessmentFactory(organization=organization, saved_at=None)
    for moment in (MOMENT, MOMENT + timedelta(minutes=31)):
        actions.save(
            assessment=row, answers={"finance_books": 3}, notes={}, seen=row.saved_at, sitting="", by=representative, at=moment
        )  # fmt: skip

    assert Event.objects.filter(name="diagnosis.assessment.edited").count() == 2


# Handing in


def test_before_handing_in_what_would_not_be_known_is_said(client, desk):
    page = desk({"finance_books": "4"}, htmx=False, submit="1")

    said = client.get(page["Location"]).content.decode()
    assert "45문항 가운데 <b>1문항</b>" in said
    assert "재무, 시장" in said


def test_handed_in_it_is_read_back_and_closed(client, desk, organization):
    desk({"finance_books": "4"})

    answer = client.post(reverse("assessment_submit", args=[organization.code, desk.row.pk]), follow=True)

    desk.row.refresh_from_db()
    assert desk.row.state == AssessmentState.SUBMITTED
    assert "진단을 냈습니다" in answer.content.decode()
    assert "4 / 5" in client.get(desk.row.get_absolute_url()).content.decode()


def test_nothing_answered_is_not_handed_in(client, desk, organization):
    desk({"finance_books": "none"})

    answer = client.post(reverse("assessment_submit", args=[organization.code, desk.row.pk]), follow=True)

    desk.row.refresh_from_db()
    assert desk.row.state == AssessmentState.OPEN
    assert "답한 문항이 없습니다" in answer.content.decode()


def test_it_can_be_taken_back_until_somebody_has_looked(client, representative, organization):
    row = AssessmentFactory(organization=organization, state="submitted", answers=answered())
    url = reverse("assessment_withdraw", args=[organization.code, row.pk])
    client.force_login(representative)

    client.post(url)
    row.refresh_from_db()
    assert row.state == AssessmentState.OPEN

    Assessment.objects.update(state="reviewed", submitted_at=MOMENT, reviewed_at=MOMENT)
    assert client.post(url).status_code == 409
    row.refresh_from_db()
    assert row.state == AssessmentState.REVIEWED


# Looked at together


@pytest.fixture
def two_views(organization):
    own = AssessmentFactory(organization=organization, state="submitted", answers=answered(3, finance_books=5))
    visit = AssessmentFactory(
        organization=organization,
        view="visit",
        state="submitted",
        answers=answered(3, finance_books=2, market_regulars=4),
    )
    return own, visit


def test_the_two_views_stand_side_by_side_farthest_apart_first(client, advisor, two_views):
    client.force_login(advisor)

    page = client.get(reverse("assessment_compare", args=[two_views[0].organization.code, two_views[0].pk]))

    pairs = page.context["pairs"]
    assert [(pair.item.code, pair.apart) for pair in pairs[:3]] == [
        ("finance_books", 3), ("market_regulars", 1), ("finance_separate", 0),
    ]  # fmt: skip
    assert [pair.item.code for pair in page.context["far"]] == ["finance_books"]
    # Of seven: six 50 and one 100; six 50 and one 25.
    assert page.context["means"][0] == ("재무", pytest.approx(400 / 7), pytest.approx(325 / 7))


def test_without_a_visit_the_page_says_so(client, advisor, organization):
    own = AssessmentFactory(organization=organization, state="submitted", answers=answered())
    client.force_login(advisor)

    page = client.get(reverse("assessment_compare", args=[organization.code, own.pk])).content.decode()

    assert "방문 진단이 아직 없습니다" in page


def test_a_review_settles_what_shall_count(client, advisor, two_views):
    own, _visit = two_views
    client.force_login(advisor)

    client.post(
        reverse("assessment_review", args=[own.organization.code, own.pk]),
        {
            "agreed:finance_books": "2",
            "agreed:market_regulars": "",
            "agreed:finance_cash": "9",
            "words": "장부를 함께 보았습니다.",
        },
    )

    own.refresh_from_db()
    assert (own.state, own.agreed, own.review) == ("reviewed", {"finance_books": 2}, "장부를 함께 보았습니다.")
    assert own.scores()["finance_books"] == 2
    assert own.answers["finance_books"] == 5
    assert "장부를 함께 보았습니다." in client.get(own.get_absolute_url()).content.decode()


def test_points_of_their_own_are_compared_and_settled_too(client, advisor, organization):
    own = AssessmentFactory(
        organization=organization,
        purpose="svi",
        state="submitted",
        answers={"mission": 1, "cooperation": 4, "community": 2},
    )
    AssessmentFactory(
        organization=organization, purpose="svi", view="visit", state="submitted", answers={"mission": 0, "cooperation": 1, "community": 2}
    )  # fmt: skip
    client.force_login(advisor)

    page = client.get(reverse("assessment_compare", args=[organization.code, own.pk]))
    client.post(reverse("assessment_review", args=[organization.code, own.pk]), {"agreed:mission": "0"})

    own.refresh_from_db()
    assert [pair.item.code for pair in page.context["far"]] == ["cooperation", "mission"]
    assert own.agreed == {"mission": 0}
    # Settled, the mission gives 1 of 5; co-operation 5, community 3.
    assert "15점 몫을 셈하여 9점입니다" in client.get(own.get_absolute_url()).content.decode()


def test_it_goes_back_with_a_reason(client, advisor, representative, two_views):
    own, _visit = two_views
    client.force_login(advisor)
    url = reverse("assessment_return", args=[own.organization.code, own.pk])

    assert client.post(url, {"reason": " "}, follow=True).status_code == 200
    own.refresh_from_db()
    assert own.state == "submitted"

    client.post(url, {"reason": "시장 문항을 다시 보아 주세요."})
    own.refresh_from_db()
    assert (own.state, own.return_reason) == ("open", "시장 문항을 다시 보아 주세요.")
    client.force_login(representative)
    assert "시장 문항을 다시 보아 주세요." in client.get(own.get_absolute_url()).content.decode()


def test_reviewed_it_becomes_final_and_stays(client, advisor, organization):
    row = AssessmentFactory(organization=organization, state="reviewed", answers=answered())
    client.force_login(advisor)

    client.post(reverse("assessment_finalise", args=[organization.code, row.pk]))

    row.refresh_from_db()
    assert (row.state, row.finalised_by) == ("final", advisor)
    with pytest.raises(IllegalTransition):
        actions.return_(assessment=row, reason="다시", by=advisor, at=MOMENT)
    assert Event.objects.filter(name="diagnosis.assessment.finalised").count() == 1


def test_the_slower_of_two_who_decide_is_told(client, advisor, officer, two_views):
    own, _visit = two_views
    slower = Assessment.objects.get(pk=own.pk)
    actions.return_(assessment=own, reason="다시", by=advisor, at=MOMENT)

    with pytest.raises(IllegalTransition, match="다른 분이 먼저"):
        actions.review(assessment=slower, agreed={}, words="", by=officer, at=MOMENT)
    client.force_login(officer)
    url = reverse("assessment_review", args=[own.organization.code, own.pk])
    assert client.post(url, {"words": ""}).status_code == 409
    assert not Event.objects.filter(name="diagnosis.assessment.reviewed").exists()


# The queue


def test_the_queue_shows_what_waits_longest_first_and_who_has_not_begun(client, officer, organization):
    late = AssessmentFactory(state="submitted", submitted_at=MOMENT)
    early = AssessmentFactory(state="submitted", submitted_at=MOMENT - timedelta(days=3))
    client.force_login(officer)

    page = client.get(reverse("assessment_queue"))
    none = client.get(reverse("assessment_queue") + "?show=none")
    odd = client.get(reverse("assessment_queue") + "?show=nonsense&page=x")

    assert [row.pk for row in page.context["page"]] == [early.pk, late.pk]
    assert [row.pk for row in none.context["page"]] == [organization.pk]
    assert odd.status_code == 200


def test_the_queue_of_an_advisor_has_the_own_cases_only(client, advisor, organization):
    AssessmentFactory(state="submitted")
    mine = AssessmentFactory(organization=organization, state="submitted")
    client.force_login(advisor)

    assert [row.pk for row in client.get(reverse("assessment_queue")).context["page"]] == [mine.pk]


@pytest.mark.parametrize("show", ["submitted", "none"])
def test_the_queue_asks_as_often_for_three_as_for_one(client, officer, show, count_queries):
    client.force_login(officer)

    def fill(count):
        for _ in range(count):
            AssessmentFactory(state="submitted") if show == "submitted" else OrganizationFactory()

    fill(1)
    url = reverse("assessment_queue") + f"?show={show}"
    client.get(url)
    one = count_queries(lambda: client.get(url))
    fill(2)
    assert count_queries(lambda: client.get(url)) == one


def test_the_list_asks_as_often_for_three_years_as_for_one(client, representative, organization, count_queries):
    client.force_login(representative)
    url = reverse("assessments", args=[organization.code])

    def fill(year):
        for view in ("own", "visit"):
            AssessmentFactory(organization=organization, year=year, view=view, state="submitted")

    fill(2014)
    client.get(url)
    one = count_queries(lambda: client.get(url))
    fill(2015)
    fill(2016)
    assert count_queries(lambda: client.get(url)) == one


# Together with what comes from files


def test_what_is_loaded_is_final_and_what_was_there_stays(organization):
    other = OrganizationFactory()
    mine = AssessmentFactory(organization=organization, answers={"finance_books": 5})

    count = bulk.load(
        [(organization.code, 2017, "finance_books", 1), (other.code, 2017, "finance_books", 2), (other.code, 2017, "finance_cash", None)],
        by=None, at=MOMENT,
    )  # fmt: skip

    assert count == 1
    mine.refresh_from_db()
    loaded = Assessment.objects.get(organization=other)
    assert mine.answers == {"finance_books": 5}
    assert (loaded.state, loaded.way, loaded.answers) == (
        "final",
        "imported",
        {"finance_books": 2, "finance_cash": None},
    )
