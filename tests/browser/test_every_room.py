"""The pages of the core loop in a real browser, with real figures: nothing serious by axe, nothing wider than a phone, no broken script.

A page that is not in the list is not looked at: a new one needs its line here.
"""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Error

from browser.conftest import DESKTOP, PHONE, session_of
from factories import (
    NOON,
    AssessmentFactory,
    CaseloadFactory,
    CommitmentFactory,
    ContactFactory,
    RepresentationFactory,
    TaskFactory,
    UserFactory,
    user_as,
)
from prescription import county as small
from socialgoods.diagnosis.actions import compute as diagnosis
from socialgoods.kernel import clock
from socialgoods.people.models import Role
from socialgoods.plan.actions import follow as plan
from socialgoods.plan.actions.setup import write_plan
from socialgoods.prescription.actions import committee, evidence
from socialgoods.prescription.actions import round as rounds
from socialgoods.prescription.models import Mode, Offer, Prescription
from socialgoods.registry.models import Organization
from socialgoods.support.models import Call

TODAY = date(2018, 3, 20)
VOTES = [{"name": f"위원 {n}", "is_chair": n == 1, "vote": "yes"} for n in range(1, 6)]


@pytest.fixture
def county(db):
    """A county in the middle of its year: diagnosed, one round decided, another in preparation, figures computed."""
    clock.set_today(TODAY)
    at = clock.now()
    small.make()
    Offer.objects.filter(measure__code="sales_channel").update(mode=Mode.CALL)
    write_plan(at=NOON)
    for year in range(small.FIRST, small.YEAR):
        diagnosis.compute(year, at=at)
    officer = user_as(Role.COORDINATOR)
    decided = rounds.open_round(year=small.YEAR, until=small.UNTIL, by=officer, at=at)
    variant = rounds.add_variant(round=decided, by=officer, at=at)
    rounds.compute_variant(variant=variant, by=officer, at=at)
    rounds.lay(round=decided, variant=variant, by=officer, at=at)
    committee.record_sitting(
        round=decided, committee="사회적경제위원회", held_on=TODAY, members=VOTES, by=officer, at=at
    )
    committee.decide(round=decided, answer_by=date(2018, 4, 3), by=officer, at=at)
    evidence.compute(small.YEAR - 1, at=at)
    plan.follow(at=at)
    return officer


@pytest.fixture
def people(county):
    prescription = Prescription.objects.filter(state="sent").first()
    organization = prescription.organization
    advisor = CaseloadFactory(organization=organization).advisor
    ContactFactory(organization=organization, recorded_by=advisor)
    TaskFactory(organization=organization, whose="advisor")
    CommitmentFactory(organization=organization)
    AssessmentFactory(organization=organization, state="submitted")
    return {
        None: None,
        "officer": county,
        "advisor": advisor,
        "organization": RepresentationFactory(organization=organization).user,
        "auditor": user_as(Role.AUDITOR),
        "resident": UserFactory(district=organization.district),
    }


def pages():
    prescription = Prescription.objects.filter(state="sent").first()
    code, round_pk = prescription.organization.code, prescription.round_id
    call, assessment = Call.objects.first(), prescription.organization.assessments.first()
    other = Organization.objects.exclude(pk=prescription.organization_id).first().code
    return [
        (None, "home", []), (None, "plan", []), (None, "indicator", ["self_reliant"]), (None, "forecast", []), (None, "participation", []),
        (None, "calls", []), (None, "call", [call.pk]), (None, "offers", []), (None, "offer", ["design"]), (None, "evidence", []),
        (None, "evidence_measure", ["design"]), (None, "round", [round_pk]),
        ("resident", "desk_face", ["resident"]),
        ("organization", "desk_face", ["own"]), ("organization", "timeline", [code]), ("organization", "diagnosis", [code]),
        ("organization", "assessments", [code]), ("organization", "available", [code]), ("organization", "prescription", [prescription.pk]),
        ("organization", "call_apply", [code, call.pk]), ("organization", "case", [code]),
        ("advisor", "desk_face", ["cases"]), ("advisor", "case", [code]), ("advisor", "case_contact_new", [code]),
        ("advisor", "case_task_new", [code]), ("advisor", "case_document_new", [code]), ("advisor", "assessment_queue", []),
        ("advisor", "assessment", [code, assessment.pk]), ("advisor", "prescription", [prescription.pk]), ("advisor", "activity", []),
        ("officer", "desk_face", ["county"]), ("officer", "organization", [other]), ("officer", "county_diagnosis", []),
        ("officer", "instruments", []), ("officer", "diagnosis_score", [code, 2017, "finance"]), ("officer", "rounds", []),
        ("officer", "round", [round_pk]), ("officer", "round_committee", [round_pk]), ("officer", "variant", [round_pk, 1]),
        ("officer", "variant_organizations", [round_pk, 1]), ("officer", "round_compare", [round_pk]), ("officer", "budgets", []),
        ("officer", "prescriptions", []), ("officer", "prescription_letters", []),
        ("officer", "prescription_letter", [prescription.pk]), ("officer", "prescription_withdraw", [prescription.pk]),
        ("officer", "evidence_measure", ["design"]), ("advisor", "prescription_answer", [prescription.pk]),
        ("officer", "offer_new", []), ("officer", "call_new", []),
        ("officer", "call_selection", [call.pk]),
        ("officer", "commitment", [prescription.organization.commitments.first().pk]), ("officer", "indicator", ["jobs"]),
        ("auditor", "desk_face", ["audit"]),
    ]  # fmt: skip


@pytest.mark.slow
def test_every_page_of_the_loop_can_be_read_on_a_phone_and_by_everybody(open_as, people, accessible):
    wrong = []
    for who, person in people.items():
        page = open_as(person, PHONE)
        for name, args in [(name, args) for asked, name, args in pages() if asked == who]:
            answer = page.goto(reverse(name, args=args))
            try:
                accessible(page)
            except (AssertionError, Error) as problem:
                wrong.append(f"{who} {name}: {problem}")
            if answer.status != 200:
                wrong.append(f"{who} {name}: {answer.status}")

    assert wrong == []


@pytest.mark.slow
def test_desks_are_whole_on_a_wide_screen_and_without_a_script(
    open_as, people, accessible, browser, browser_context_args, live_server
):
    for who in ("officer", "advisor", "organization", "resident"):
        page = open_as(people[who], DESKTOP)
        page.goto(reverse("desk"))
        accessible(page)
        for chart in page.locator(".chart").all():
            assert chart.locator(".chart__picture svg").count() == 1
            assert chart.locator("figcaption").inner_text()
        if who == "officer":
            assert page.locator(".beside table").first.is_visible()

    plain = {**browser_context_args, "java_script_enabled": False, "base_url": live_server.url}
    context = browser.new_context(**plain)
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(people["officer"]), "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(reverse("desk"))
    assert page.locator("figcaption").count() == 2
    assert page.get_by_text("읍·면별 보고").first.is_visible()
    context.close()
