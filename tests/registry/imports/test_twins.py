"""The same organisation, or another: what is taken for one, and what an officer says to it."""

import pytest
from django.urls import reverse

from factories import DistrictFactory, OrganizationFactory
from registry.imports.conftest import HEADINGS, committed, counts, csv_of, previewed
from socialgoods.places.models import District
from socialgoods.registry.models import Organization
from socialgoods.registry.queries.imports.preview import Preview

pytestmark = pytest.mark.django_db


def row(name, area="봉동읍", address="", business_no="", phone=""):
    return (name, "협동조합", "먹거리", area, address, business_no, phone)


def known(name="콩사랑", district="봉동읍", **fields):
    return OrganizationFactory(
        name=name, district=District.objects.get(name=district), kind="cooperative", sector="food", **fields
    )


def states(batch):
    preview = Preview(batch)
    shown = [str(each.state) for each in preview.rows(range(len(preview.fates)))]
    preview.close()
    return shown


def choose(client, batch, **choices):
    client.post(reverse("import_match", args=[batch.pk]), choices)
    batch.refresh_from_db()


def test_the_same_name_in_the_same_district_is_the_same_unless_somebody_says_otherwise(working):
    record = known(phone="")
    batch = previewed(working, csv_of(HEADINGS, row("㈜콩사랑", phone="063-555-0001")))
    assert (states(batch), counts(batch)["twins"]) == (["바뀜"], 1)

    choose(working, batch, twin_2="new")
    assert states(batch) == ["새로 씀"]
    choose(working, batch, twin_2=str(record.pk))
    assert states(batch) == ["바뀜"]

    working.post(reverse("import_commit", args=[batch.pk]))
    assert Organization.objects.get().phone == "063-555-0001"


def test_both_are_shown_side_by_side(working):
    known(phone="063-555-9999")
    batch = previewed(working, csv_of(HEADINGS, row("콩사랑", phone="063-555-0001")))

    page = working.get(reverse("import_preview", args=[batch.pk]) + "?show=twins").content.decode()

    assert "이름과 읍·면이 같습니다." in page
    assert "063-555-9999" in page
    assert "063-555-0001" in page


def test_the_same_name_alone_is_too_little_but_is_shown(working):
    record = known()
    batch = previewed(working, csv_of(HEADINGS, row("콩사랑", area="")))
    assert (states(batch), counts(batch)["twins"]) == (["새로 씀"], 1)

    choose(working, batch, twin_2=str(record.pk))

    assert states(batch) == ["그대로"]


def test_a_row_twice_in_a_sheet_is_written_once_unless_somebody_says_otherwise(working):
    content = csv_of(HEADINGS, row("콩사랑"), row("콩사랑 협동조합"))
    batch = previewed(working, content)
    assert states(batch) == ["새로 씀", "겹쳐서 뺌"]

    choose(working, batch, twin_3="new")
    assert states(batch) == ["새로 씀", "새로 씀"]
    working.post(reverse("import_commit", args=[batch.pk]))

    again = previewed(working, content)
    assert states(again) == ["그대로", "그대로"]
    assert Organization.objects.count() == 2


def test_two_business_numbers_are_two_organisations_whatever_the_name(working):
    known(business_no="2048208589")

    batch = previewed(working, csv_of(HEADINGS, row("콩사랑", business_no="107-81-53660")))

    assert (states(batch), "twins" in counts(batch)) == (["새로 씀"], False)


def test_a_number_that_another_organisation_has_is_an_error_beside_the_register(working):
    record = known(business_no="1078153660")
    known("두레", "용진읍", business_no="2048208589")
    headings = ("등록번호", *HEADINGS)

    batch = previewed(working, csv_of(headings, (record.code, *row("콩사랑", business_no="204-82-08589"))))

    page = working.get(reverse("import_preview", args=[batch.pk])).content.decode()
    assert counts(batch)["errors"] == 1
    assert "이 사업자등록번호는 등록부의 다른 조직이 쓰고 있습니다" in page


def test_a_merged_record_is_known_as_the_one_that_stayed(working):
    kept = known()
    gone = OrganizationFactory(name="콩사랑방", merged_into=kept, district=kept.district)

    batch = committed(working, csv_of(("등록번호", *HEADINGS), (gone.code, *row("콩사랑", phone="063-555-0001"))))

    kept.refresh_from_db()
    assert (counts(batch)["changed"], kept.phone, Organization.objects.count()) == (1, "063-555-0001", 2)


def test_an_empty_cell_erases_nothing_and_filling_only_leaves_what_is_there(working):
    record = known(phone="063-555-9999", activity="두부", address="완주군 봉동읍 추동로 1")
    headings, cells = (*HEADINGS, "하는 일"), (*row("콩사랑", phone="063-555-0001"), "")

    filled = committed(working, csv_of(headings, cells), option_only_fill="yes")
    record.refresh_from_db()
    assert (filled.state, record.phone, record.activity) == ("checked", "063-555-9999", "두부")

    committed(working, csv_of(headings, cells, ("다른 곳", *cells[1:6], "", "")), "b.csv", option_only_fill="")
    record.refresh_from_db()
    assert (record.phone, record.activity) == ("063-555-0001", "두부")


def test_an_organisation_that_moved_away_leaves_its_district(working):
    record = known(business_no="1078153660")

    committed(
        working, csv_of(HEADINGS, row("콩사랑", area="", address="전북 전주시 덕진구 1", business_no="107-81-53660"))
    )

    record.refresh_from_db()
    assert (record.residence, record.district) == ("outside", None)


def test_a_district_of_another_county_is_open_not_wrong(working):
    DistrictFactory(name="봉동읍")

    batch = committed(working, csv_of(HEADINGS, row("콩사랑", area="칠보면")))

    assert counts(batch) == {"rows": 1, "new": 1, "warnings": 1, "ask": 1}
