"""Taking an import back, days later, when others have worked with what it brought."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import AnnualReportFactory, ContactFactory, MembershipFactory, OrganizationFactory, RepresentationFactory
from registry.imports.conftest import HEADINGS, ROWS, committed, csv_of
from socialgoods.kernel import clock, events
from socialgoods.kernel.models import Event
from socialgoods.registry.actions import organization as actions
from socialgoods.registry.models import Designation, ImportState, Organization, RowChange, StatusPeriod
from socialgoods.registry.queries.imports.undo import consequences

pytestmark = pytest.mark.django_db
WIDER = (*HEADINGS, "상태", "문 닫은 날", "인증·지정")


def undo(client, batch, **choices):
    page = client.get(reverse("import_undo", args=[batch.pk]))
    said = {"promised": page.context["found"].fingerprint, **choices}
    return client.post(reverse("import_undo", args=[batch.pk]), said, follow=True)


def everything():
    """All that an import of organisations may touch, as the tables have it."""
    tables = (Organization, StatusPeriod, Designation)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_what_an_import_brought_is_gone_and_what_it_changed_is_as_it_was(working):
    known = OrganizationFactory(
        name="두레 하나", business_no="1078153660", phone="063-555-9999", sector="craft", district=None
    )
    before = everything()
    rows = [(*ROWS[0], "문 닫음", "2017-06-30", "마을기업 지정"), (*ROWS[1], "", "", "마을기업 지정")]
    batch = committed(working, csv_of(WIDER, *rows))
    known.refresh_from_db()
    assert (known.phone, known.sector, known.status, known.district.name) == (
        "063-555-0001",
        "food",
        "closed",
        "봉동읍",
    )
    assert [period.status for period in known.status_periods.all()] == ["active", "closed"]

    undo(working, batch)

    assert everything() == before
    batch.refresh_from_db()
    assert (batch.state, batch.summary["undone"]["kept"]) == (ImportState.UNDONE, 0)
    assert Event.objects.filter(name="registry.import.undone").count() == 1


def test_what_has_been_built_upon_is_named_and_stays(working):
    batch = committed(working, csv_of(HEADINGS, *ROWS))
    one, other, _ = Organization.objects.order_by("pk")
    AnnualReportFactory(organization=one)
    MembershipFactory(organization=one)
    ContactFactory(organization=one)
    RepresentationFactory(organization=other)

    page = working.get(reverse("import_undo", args=[batch.pk])).content.decode()
    refused = undo(working, batch).content.decode()
    assert Organization.objects.filter(imported_by=batch).count() == 3
    done = undo(working, batch, keep="1").content.decode()

    assert "두레 하나" in page
    assert "연간 보고 1, 참여 1" in page
    assert "대표·실무자 1" in page
    assert "남기고 되돌릴지 먼저 골라 주세요" in refused
    assert set(Organization.objects.filter(imported_by=batch)) == {one, other}
    assert "지운 기록 1건, 이전 값으로 돌린 기록 0건, 남긴 기록 2건입니다." in done


def test_what_somebody_has_corrected_since_is_not_overwritten(working, officer):
    """Of a record that was there: the value changed again stays, the others go back."""
    known = OrganizationFactory(
        name="두레 하나", business_no="1078153660", phone="063-555-9999", sector="craft", district=None
    )
    batch = committed(working, csv_of(HEADINGS, ROWS[0]))
    actions.change(
        organization=Organization.objects.get(pk=known.pk), fields={"phone": "063-777-0000"}, by=officer, at=clock.now()
    )

    undo(working, batch, keep="1")

    known.refresh_from_db()
    assert (known.phone, known.sector, known.district) == ("063-777-0000", "craft", None)
    batch.refresh_from_db()
    assert batch.summary["undone"]["names"] == [["두레 하나", ["‘전화’ 값을 그 뒤에 다시 고쳤습니다"]]]


def test_a_record_corrected_by_hand_stays_but_a_mere_look_does_not_keep_it(working, officer):
    batch = committed(working, csv_of(HEADINGS, *ROWS[:2]))
    corrected, looked_at = Organization.objects.order_by("pk")
    actions.change(organization=corrected, fields={"activity": "두부"}, by=officer, at=clock.now())
    events.record("registry.contact.seen", looked_at, by=officer, at=clock.now())

    undo(working, batch, keep="1")

    assert list(Organization.objects.values_list("name", flat=True)) == ["두레 하나"]


def test_a_status_changed_again_stays_with_its_periods(working, officer):
    known = OrganizationFactory(name="두레 하나", business_no="1078153660", founded_on=date(2012, 5, 1))
    batch = committed(working, csv_of(WIDER, (*ROWS[0], "쉬는 중", "", "")))
    row = Organization.objects.get(pk=known.pk)
    actions.change_status(
        organization=row, status="closed", on=clock.today(), reason="해산", by=officer, at=clock.now()
    )
    periods = list(known.status_periods.values_list("status", "ends_on"))

    undo(working, batch, keep="1")

    known.refresh_from_db()
    assert known.status == "closed"
    assert list(known.status_periods.values_list("status", "ends_on")) == periods


def test_a_later_import_that_changed_the_same_record_keeps_it(working):
    first = committed(working, csv_of(HEADINGS, *ROWS[:1]))
    second = committed(working, csv_of(HEADINGS, (*ROWS[0][:6], "063-555-7777")), "later.csv")
    assert RowChange.objects.filter(batch=second).count() == 1

    undo(working, first, keep="1")
    assert Organization.objects.count() == 1
    undo(working, second)

    assert Organization.objects.get().phone == "063-555-0001"


def test_what_the_page_showed_is_what_is_done(working):
    """Somebody reports between the look and the button."""
    batch = committed(working, csv_of(HEADINGS, *ROWS))
    page = working.get(reverse("import_undo", args=[batch.pk]))
    AnnualReportFactory(organization=Organization.objects.first())

    answer = working.post(
        reverse("import_undo", args=[batch.pk]),
        {"promised": page.context["found"].fingerprint, "keep": "1"},
        follow=True,
    )

    assert "확인한 뒤에 기록이 바뀌었습니다" in answer.content.decode()
    assert Organization.objects.filter(imported_by=batch).count() == 3


def test_a_business_number_given_to_another_since_is_not_taken_back(working):
    known = OrganizationFactory(name="두레 하나", business_no="1078153660")
    batch = committed(working, csv_of(("등록번호", *HEADINGS), (known.code, *ROWS[0][:5], "204-82-08589", "")))
    OrganizationFactory(business_no="1078153660")

    undo(working, batch, keep="1")

    known.refresh_from_db()
    batch.refresh_from_db()
    assert known.business_no == "2048208589"
    assert "‘사업자등록번호’" in batch.summary["undone"]["names"][0][1][0]


def test_undoing_twice_is_refused(working):
    batch = committed(working, csv_of(HEADINGS, *ROWS))
    undo(working, batch)

    answer = working.get(reverse("import_undo", args=[batch.pk]), follow=True)

    assert "이미 되돌렸거나" in answer.content.decode()


def test_after_undoing_the_same_file_can_be_imported_anew(working):
    batch = committed(working, csv_of(HEADINGS, *ROWS))
    undo(working, batch)

    committed(working, csv_of(HEADINGS, *ROWS))

    assert Organization.objects.count() == 3


def test_what_was_changed_lies_sealed(working):
    OrganizationFactory(name="두레 하나", business_no="1078153660", phone="063-555-9999")
    committed(working, csv_of(HEADINGS, ROWS[0]))

    with connection.cursor() as cursor:
        cursor.execute("SELECT before, after FROM registry_rowchange")
        stored = cursor.fetchall()

    assert len(stored) == 1
    assert not any("555" in text for row in stored for text in row)
    assert RowChange.objects.get().before["phone"] == "063-555-9999"


def test_looking_at_the_consequences_takes_as_many_questions_for_three_records_as_for_one(working):
    one = committed(working, csv_of(HEADINGS, *ROWS[:1]))
    three = committed(working, csv_of(HEADINGS, *((f"모임 {number}", *ROWS[1][1:]) for number in range(3))), "b.csv")

    counted = []
    for batch in (one, three):
        with CaptureQueriesContext(connection) as queries:
            consequences(batch)
        counted.append(len(queries))

    assert counted[0] == counted[1]
