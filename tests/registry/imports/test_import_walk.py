"""The way of a file on the web, from upload to undo."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from factories import OrganizationFactory
from registry.imports.conftest import HEADINGS, ROWS, committed, counts, csv_of, map_columns, previewed, send, xlsx_of
from socialgoods.kernel import clock
from socialgoods.kernel.jobs import Refused
from socialgoods.kernel.models import Event
from socialgoods.registry.actions.imports import checking, committing
from socialgoods.registry.models import ImportBatch, ImportState, Organization, RememberedMapping, StatusPeriod
from socialgoods.registry.queries.imports import known

pytestmark = pytest.mark.django_db


def test_a_list_goes_from_upload_to_the_register(working, officer):
    sent = send(working, xlsx_of(HEADINGS, *ROWS), "조직.xlsx")
    batch = ImportBatch.objects.get()
    checked = map_columns(working, batch)
    preview = working.get(checked["Location"])
    done = working.post(reverse("import_commit", args=[batch.pk]), follow=True)

    batch.refresh_from_db()
    assert sent["Location"] == reverse("import_mapping", args=[batch.pk])
    assert "3행을 읽었습니다. 새로 쓸 것 3건, 바뀌는 것 0건, 그대로인 것 0건입니다." in preview.content.decode()
    assert (batch.state, batch.committed_by, batch.summary["counts"]["new"]) == (ImportState.COMMITTED, officer, 3)
    assert list(Organization.objects.order_by("pk").values_list("code", "name", "kind", "district__name", "phone")) == [
        ("SG00001", "두레 하나", "cooperative", "봉동읍", "063-555-0001"),
        ("SG00002", "두레 둘", "village_enterprise", "용진읍", "063-555-0002"),
        ("SG00003", "두레 셋", "social_enterprise", None, ""),
    ]
    assert "두레 셋" in done.content.decode()
    assert reverse("organization_map") in done.content.decode()


def test_what_is_written_is_whole(working):
    committed(working, csv_of(HEADINGS, *ROWS))

    row = Organization.objects.get(name="두레 하나")
    as_saved = (row.name_key, row.initials, row.address_index)
    row.fill_keys()
    assert as_saved == (row.name_key, row.initials, row.address_index)
    assert list(StatusPeriod.objects.values_list("organization__name", "status", "ends_on")) == [
        (name, "active", None) for name, *_ in ROWS
    ]


def test_the_same_file_again_writes_nothing(working):
    committed(working, csv_of(HEADINGS, *ROWS))

    again = previewed(working, csv_of(HEADINGS, *ROWS))
    answer = working.post(reverse("import_commit", args=[again.pk]), follow=True)

    assert counts(again) == {"rows": 3, "same": 3, "ask": 1, "warnings": 1}
    assert "새로 쓰거나 바꿀 것이 없습니다" in answer.content.decode()
    assert Organization.objects.count() == 3


def test_a_second_press_of_the_button_writes_nothing_twice(working):
    batch = committed(working, csv_of(HEADINGS, *ROWS))

    answer = working.post(reverse("import_commit", args=[batch.pk]), follow=True)

    assert "같은 파일을 두 번 가져오지 않습니다" in answer.content.decode()
    assert (Organization.objects.count(), Event.objects.filter(name="registry.import.committed").count()) == (3, 1)


def test_sending_the_same_file_twice_leads_to_the_import_that_is_open(working):
    first = send(working, csv_of(HEADINGS, *ROWS))
    second = send(working, csv_of(HEADINGS, *ROWS))

    assert first["Location"] == second["Location"]
    assert ImportBatch.objects.count() == 1


def test_the_slower_of_two_officers_is_told(working):
    """Both looked at the same list; the register has changed between the second one's look and the button."""
    one = previewed(working, csv_of(HEADINGS, *ROWS))
    other = previewed(working, csv_of(HEADINGS, *ROWS[:2]), "other.csv")
    working.post(reverse("import_commit", args=[one.pk]))

    answer = working.post(reverse("import_commit", args=[other.pk]), follow=True)

    other.refresh_from_db()
    assert "확인한 뒤에 등록부가 바뀌어" in answer.content.decode()
    assert (other.state, Organization.objects.count()) == (ImportState.CHECKED, 3)


def test_the_original_lies_sealed_on_the_disk(working):
    content = csv_of(HEADINGS, *ROWS)

    batch = previewed(working, content)

    for field in (batch.file, batch.preview):
        with default_storage.open(field.name) as stream:
            stored = stream.read()
        assert "두레".encode() not in stored
        assert b"063-555" not in stored
    assert "두레" not in batch.file.name


def test_what_was_chosen_for_a_sheet_is_remembered_for_the_next_of_its_shape(working):
    headings = ("단체", "종류", "하는 분야", "비고")
    rows = [("두레 하나", "협동조합", "먹거리", "메모")]
    send(working, csv_of(headings, *rows))
    batch = ImportBatch.objects.get()
    map_columns(working, batch, column_0="name", column_1="kind", column_2="sector", column_3="-")

    send(working, csv_of(headings, ("두레 둘", "마을기업", "공예", "")), "next.csv")
    page = working.get(reverse("import_mapping", args=[ImportBatch.objects.latest("pk").pk]))

    form = page.context["form"]
    assert [form[f"column_{index}"].value() for index in range(4)] == ["name", "kind", "sector", "-"]


def test_a_remembered_field_that_no_longer_exists_is_forgotten(working):
    send(working, csv_of(HEADINGS, *ROWS))
    batch = ImportBatch.objects.get()
    map_columns(working, batch)
    memory = RememberedMapping.objects.get()
    memory.mapping["columns"][0][3] = "former_name"
    memory.save()

    send(working, csv_of(HEADINGS, *ROWS[:2]), "next.csv")

    page = working.get(reverse("import_mapping", args=[ImportBatch.objects.latest("pk").pk]))
    assert page.context["form"]["column_0"].value() == "name"


def test_a_number_registered_by_hand_in_the_same_moment_refuses_the_whole(working, officer, monkeypatch):
    """The register is read, then somebody is quicker; the table's own constraint has the last word."""
    batch = previewed(working, csv_of(HEADINGS, *ROWS))
    identities = known.identities

    def read_then_overtaken():
        read = identities()
        OrganizationFactory(code="SG00002")
        return read

    monkeypatch.setattr(known, "identities", read_then_overtaken)

    with pytest.raises(Refused, match="다시 확인한 뒤 가져오세요"):
        committing.commit(batch=batch, by=officer, at=clock.now(), progress=checking.in_silence)

    assert not Organization.objects.filter(imported_by=batch).exists()


def test_giving_up_erases_the_file(working):
    batch = previewed(working, csv_of(HEADINGS, *ROWS))
    name = batch.file.name

    working.post(reverse("import_discard", args=[batch.pk]))

    batch.refresh_from_db()
    assert (batch.state, batch.file.name, batch.sketch) == (ImportState.DISCARDED, "", None)
    assert batch.erased_at is not None
    assert name
