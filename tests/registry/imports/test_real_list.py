"""The ministry's list of village enterprises as it is published, and the same list as offices pass it on."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from registry.imports.conftest import xlsx_of
from socialgoods.places.models import District
from socialgoods.registry.models import Designation, ImportBatch, Organization

pytestmark = pytest.mark.django_db
NAME = "mois_village_enterprises_2025_jeonbuk_part"


def run(path, **options):
    out = io.StringIO()
    call_command("import_organizations", str(path), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def files(shared, tmp_path):
    """CP949, UTF-8, and an XLSX with title rows made from it."""
    utf8 = shared / "data" / f"{NAME}_utf8.csv"
    rows = list(csv.reader(io.StringIO(utf8.read_text(encoding="utf-8"), newline="")))
    book = tmp_path / "마을기업 현황.xlsx"
    book.write_bytes(xlsx_of(("2025년 전국 마을기업 현황",), ("(기준일: 2025. 12. 31.)",), (), *rows, name="현황"))
    return {"cp949": shared / "data" / f"{NAME}_cp949.csv", "utf8": utf8, "xlsx": book}


@pytest.mark.parametrize("form", ["cp949", "utf8", "xlsx"])
def test_all_are_imported_and_those_without_a_district_are_asked_about(files, form, settings):
    said = run(files[form], commit=True)

    inside = Organization.objects.filter(residence="inside")
    assert Organization.objects.count() == 68
    assert Organization.objects.filter(residence="outside", district=None).count() == 55
    assert (inside.count(), inside.exclude(district=None).count()) == (13, 10)
    assert sorted(inside.filter(district=None).values_list("name", flat=True)) == [
        "비봉우리콩두부",
        "싱그랭이",
        "즐거운",
    ]
    assert "읍·면을 물어볼 조직 3곳" in said
    assert "완주군 천호로 539-1" in said
    assert Designation.objects.filter(kind="village_enterprise").count() == 68


def test_none_is_doubled_in_whatever_form_the_list_comes_again(files):
    run(files["cp949"], commit=True)

    again = [run(files[form], commit=True) for form in ("cp949", "utf8", "xlsx")]

    assert Organization.objects.count() == 68
    assert ImportBatch.objects.count() == 1
    assert all("새로 쓸 것 0건, 바뀌는 것 0건, 그대로인 것 68건" in said for said in again)


def test_without_commit_nothing_is_written_and_the_same_is_said(files):
    looked = run(files["cp949"])
    done = run(files["cp949"], commit=True)

    sentence = next(line for line in done.splitlines() if line.startswith("68행"))
    assert sentence in looked
    assert "확인만 했습니다" in looked


def test_districts_are_loaded_where_there_are_none(files, settings):
    assert not District.objects.exists()

    run(files["cp949"])

    assert District.objects.filter(name="봉동읍").exists()


def test_what_was_found_out_later_stays_when_the_list_comes_again(files):
    run(files["cp949"], commit=True)
    row = Organization.objects.get(name="싱그랭이")
    row.district = District.objects.get(name="경천면")
    row.save()

    run(files["utf8"], commit=True)

    row.refresh_from_db()
    assert row.district.name == "경천면"
    assert Organization.objects.count() == 68


def test_the_whole_list_is_taken_back(files):
    run(files["cp949"], commit=True)
    batch = ImportBatch.objects.get()

    looked = io.StringIO()
    call_command("import_organizations", undo=batch.pk, stdout=looked, stderr=io.StringIO())
    assert Organization.objects.count() == 68
    call_command("import_organizations", undo=batch.pk, commit=True, stdout=io.StringIO(), stderr=io.StringIO())

    assert "지우는 기록 136건" in looked.getvalue()
    assert Organization.objects.count() == Designation.objects.count() == 0
    with pytest.raises(CommandError, match="이미 되돌렸거나"):
        call_command("import_organizations", undo=batch.pk, commit=True, stdout=io.StringIO(), stderr=io.StringIO())
