"""Handed in, withdrawn, confirmed, returned, reopened: by whom, with what trace, and the slower of two told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from factories import AnnualReportFactory, user_as
from registry.reports.conftest import NOON
from registry.reports.typed import FULL
from socialgoods.kernel.models import Event
from socialgoods.kernel.states import IllegalTransition
from socialgoods.people.models import Role
from socialgoods.registry.actions import report as actions
from socialgoods.registry.forms.report_full import FullForm
from socialgoods.registry.models import AnnualReport, ReportState
from socialgoods.registry.rules.report import Handing

LATER = NOON + timedelta(hours=1)
HANDING = Handing(names={})


def fill(report, by, **typed):
    form = FullForm({**FULL, **typed}, report=report)
    assert form.is_valid(), form.errors
    actions.save(report=report, changes=form.changes(), seen=report.saved_at, sitting="", by=by, at=NOON)


@pytest.fixture
def submitted(report, representative):
    fill(report, representative)
    actions.submit(report=report, seen=report.saved_at, handing=HANDING, answers={}, by=representative, at=NOON)
    return report


def address(name, report):
    return reverse(name, args=[report.organization.code, report.fiscal_year])


def post(client, name, report, user, **data):
    client.force_login(user)
    return client.post(address(name, report), data)


def events_of(report):
    return [event.name.rpartition(".")[2] for event in Event.objects.filter(subject_id=str(report.pk)).order_by("pk")]


def test_what_is_missing_is_named_with_the_way_to_its_cell(client, representative, report):
    fill(report, representative, labour_cost="", evidence="")

    page = post(client, "report_submit", report, representative, seen=report.saved_at.isoformat())

    report.refresh_from_db()
    assert (page.status_code, report.state) == (422, ReportState.DRAFT)
    assert f'href="{report.get_absolute_url()}#id_labour_cost"' in page.content.decode()
    assert "‘인건비’ 칸이 비어 있습니다" in page.content.decode()


def test_questions_do_not_block_and_their_answers_stay_with_the_report(client, representative, officer, report):
    fill(report, representative, workers_paid="0")

    page = post(
        client,
        "report_submit",
        report,
        representative,
        seen=report.saved_at.isoformat(),
        answer_labour_without_workers="품삯만 주었습니다",
    )

    report.refresh_from_db()
    assert (page.status_code, report.state, report.submitted_by) == (302, ReportState.SUBMITTED, representative)
    assert report.entry_lines["answers"] == {"labour_without_workers": "품삯만 주었습니다"}
    client.force_login(officer)
    assert "품삯만 주었습니다" in client.get(report.get_absolute_url()).content.decode()


def test_answers_survive_a_refusal(client, representative, report):
    fill(report, representative, workers_paid="0", evidence="")

    page = post(
        client,
        "report_submit",
        report,
        representative,
        seen=report.saved_at.isoformat(),
        answer_labour_without_workers="품삯",
    )

    assert 'value="품삯"' in page.content.decode()


def test_what_is_handed_in_is_what_was_seen(client, representative, report):
    fill(report, representative)
    seen = report.saved_at.isoformat()
    actions.save(
        report=report, changes={"labour_cost": 1}, seen=report.saved_at, sitting="", by=representative, at=LATER
    )

    page = post(client, "report_submit", report, representative, seen=seen)

    report.refresh_from_db()
    assert (page.status_code, report.state) == (302, ReportState.DRAFT)


def test_a_cell_that_could_not_be_read_must_be_mended_first(report, representative):
    fill(report, representative)
    broken = FullForm({**FULL, "other_cost": "많이"}, report=report)
    broken.is_valid()
    actions.save(report=report, changes=broken.changes(), seen=report.saved_at, sitting="", by=representative, at=NOON)

    with pytest.raises(actions.NotSubmittable, match="읽을 수 없거나"):
        actions.submit(report=report, seen=report.saved_at, handing=HANDING, answers={}, by=representative, at=NOON)


def test_a_year_that_still_runs_is_kept_but_not_handed_in(client, representative, organization):
    running = actions.start(organization=organization, year=2018, by=representative, at=NOON)
    fill(running, representative)

    page = post(client, "report_submit", running, representative, seen=running.saved_at.isoformat())

    assert "아직 끝나지 않았습니다" in page.content.decode()


def test_an_advisor_must_have_read_it_back_and_both_are_recorded(client, advisor, report):
    fill(report, advisor)
    seen = report.saved_at.isoformat()

    without = post(client, "report_submit", report, advisor, seen=seen)
    tomorrow = post(client, "report_submit", report, advisor, seen=seen, read_back_on="2018-03-03")
    done = post(client, "report_submit", report, advisor, seen=seen, read_back_on="2018-03-02")

    report.refresh_from_db()
    assert [without.status_code, tomorrow.status_code, done.status_code] == [422, 422, 302]
    assert (report.submitted_by, report.read_back_on.isoformat()) == (advisor, "2018-03-02")
    assert events_of(report)[-2:] == ["read_back", "submitted"]


def test_a_change_after_reading_back_must_be_read_back_again(advisor, report):
    fill(report, advisor)
    AnnualReport.objects.filter(pk=report.pk).update(read_back_on="2018-03-01")

    fill(report, advisor)

    report.refresh_from_db()
    assert report.read_back_on is None


def test_pressing_twice_hands_in_once(client, representative, submitted):
    page = post(client, "report_submit", submitted, representative, seen="")

    assert page.status_code == 302
    assert events_of(submitted).count("submitted") == 1


def test_withdrawn_before_a_decision_and_not_after(client, representative, officer, submitted):
    assert post(client, "report_withdraw", submitted, representative).status_code == 302
    submitted.refresh_from_db()
    assert submitted.state == ReportState.DRAFT

    AnnualReport.objects.filter(pk=submitted.pk).update(state="confirmed", decided_at=NOON, decided_by=officer)
    page = post(client, "report_withdraw", submitted, representative)

    assert (page.status_code, f"{officer.name} 님이" in page.content.decode()) == (409, True)


def test_confirmed_counts_and_the_representative_is_told(
    client, officer, submitted, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = post(client, "report_confirm", submitted, officer, seen=submitted.submitted_at.isoformat())

    submitted.refresh_from_db()
    assert (page["Location"], submitted.state, submitted.decided_by) == (reverse("report_queue"), "confirmed", officer)
    assert "2017년 보고가 확정되었습니다" in mail.outbox[0].subject


def test_returned_with_its_reason_corrected_and_handed_in_again(
    client, advisor, representative, submitted, django_capture_on_commit_callbacks
):
    seen = submitted.submitted_at.isoformat()
    empty = post(client, "report_return", submitted, advisor, seen=seen, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        post(client, "report_return", submitted, advisor, seen=seen, reason="인건비를 급여대장과 맞춰 주세요.")

    submitted.refresh_from_db()
    assert (empty.status_code, submitted.state) == (422, ReportState.RETURNED)
    assert "인건비를 급여대장과 맞춰 주세요." in mail.outbox[0].body
    client.force_login(representative)
    assert "인건비를 급여대장과 맞춰 주세요." in client.get(submitted.get_absolute_url()).content.decode()
    fill(submitted, representative, labour_cost="31,000,000")
    actions.submit(report=submitted, seen=submitted.saved_at, handing=HANDING, answers={}, by=representative, at=LATER)
    assert submitted.state == ReportState.SUBMITTED
    assert submitted.entry_lines["returns"] == [{"on": "2018-03-02", "reason": "인건비를 급여대장과 맞춰 주세요."}]


def test_the_slower_of_two_officers_is_told_who_was_first(client, officer, submitted):
    first, seen = user_as(Role.OFFICER, name="한결"), submitted.submitted_at.isoformat()
    post(client, "report_confirm", submitted, first, seen=seen)

    again = post(client, "report_confirm", submitted, first, seen=seen)
    confirms = post(client, "report_confirm", submitted, officer, seen=seen)
    returns = post(client, "report_return", submitted, officer, seen=seen, reason="다시 봐 주세요")

    submitted.refresh_from_db()
    assert [again.status_code, confirms.status_code, returns.status_code] == [302, 409, 409]
    assert "한결 님이" in confirms.content.decode()
    assert (submitted.state, submitted.decided_by) == ("confirmed", first)
    assert events_of(submitted).count("confirmed") == 1


def test_a_report_taken_back_and_handed_in_anew_is_not_decided_on_the_old_sight(
    client, officer, representative, submitted
):
    seen = submitted.submitted_at.isoformat()
    actions.withdraw(report=submitted, by=representative, at=LATER)
    fill(submitted, representative, sales_private="1")
    actions.submit(report=submitted, seen=submitted.saved_at, handing=HANDING, answers={}, by=representative, at=LATER)

    page = post(client, "report_confirm", submitted, officer, seen=seen)

    submitted.refresh_from_db()
    assert (page.status_code, submitted.state) == (409, ReportState.SUBMITTED)
    assert "고쳐서 다시 제출했습니다" in page.content.decode()


def test_reopening_leaves_a_trace_of_what_had_been_confirmed(client, officer, representative, submitted):
    actions.confirm(report=submitted, seen=submitted.submitted_at, by=officer, at=NOON)

    post(client, "report_reopen", submitted, officer, reason="공공 판매가 빠졌습니다.")

    submitted.refresh_from_db()
    event = Event.objects.get(name="registry.report.reopened")
    assert (submitted.state, event.by_id) == (ReportState.RETURNED, officer.pk)
    assert event.data["figures"]["sales_private"] == "100000000"
    with pytest.raises(IllegalTransition):
        actions.reopen(report=submitted, reason="또", by=officer, at=LATER)


def test_nobody_decides_on_the_organisation_they_stand_for(client, submitted):
    both = user_as(Role.OFFICER)
    submitted.organization.representations.update(user=both)

    assert post(client, "report_confirm", submitted, both, seen="").status_code == 403


def test_a_look_by_an_outsider_leaves_an_event_and_by_the_organisation_none(client, representative, officer, submitted):
    for user in (representative, officer):
        client.force_login(user)
        client.get(submitted.get_absolute_url())
        client.get(address("report_paper", submitted))

    assert [event.by_id for event in Event.objects.filter(name="registry.report.seen")] == [officer.pk] * 2


def test_the_paper_says_the_amounts_in_words_under_the_county_s_head(client, representative, submitted):
    client.force_login(representative)

    text = client.get(address("report_paper", submitted)).content.decode()

    assert ("letterhead" in text, "1억 원" in text, "서명" in text) == (True, True, True)


def test_the_way_from_lines_to_columns_is_shown_to_an_auditor(client, submitted):
    AnnualReport.objects.filter(pk=submitted.pk).update(
        entry_way="statement",
        entry_lines={"statement": {"total_sales": 300, "wages": 90}, "split": {"sales_public": 50}},
    )
    client.force_login(user_as(Role.AUDITOR))

    text = client.get(submitted.get_absolute_url()).content.decode()

    assert ("적은 줄에서 어떻게 셌나" in text, "매출 합계" in text, "−50" in text) == (True, True, True)


def test_only_confirmed_years_stand_behind_self_reliance(client, representative, submitted):
    for state in ("submitted", "confirmed"):
        AnnualReport.objects.filter(fiscal_year=2016).delete()
        AnnualReportFactory(organization=submitted.organization, fiscal_year=2016, state=state)
        client.force_login(representative)
        text = client.get(submitted.get_absolute_url()).content.decode()
        assert ("두 해 이어" in text, "자립: 자료 없음" in text) == (state == "confirmed", state == "submitted")


def test_what_is_missing_is_already_named_on_the_last_look(client, representative, report):
    fill(report, representative, evidence="")
    client.force_login(representative)

    page = client.get(address("report_submit", report))

    assert (page.status_code, "무엇을 보고 적었는지 골라 주세요." in page.content.decode()) == (200, True)


def test_answers_with_stray_characters_are_kept_clean(client, representative, report):
    fill(report, representative, workers_paid="0")

    post(
        client,
        "report_submit",
        report,
        representative,
        seen=report.saved_at.isoformat(),
        answer_x="가\x00나" + "다" * 600,
    )

    report.refresh_from_db()
    assert report.entry_lines["answers"]["x"] == "가나" + "다" * 498
