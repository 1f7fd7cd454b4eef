"""A county is a folder. What is wrong with it is said with file and line."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from socialgoods.places import actions, queries
from socialgoods.places.county import SHIPPED, BadCounty, load_county
from socialgoods.places.models import District, PopulationObservation

TOML = """code = "5172000000"
name = "홍천군"
name_en = "Hongcheon-gun"
province = "강원특별자치도"
contact = "사회적경제 담당"
phone = "033-000-0000"
email = "hongcheon@example.org"
"""
DISTRICTS = """code,name,name_en,lon,lat,area_km2,source
5172025000,홍천읍,Hongcheon-eup,127.885,37.69,107.0,시험
"""
POPULATION = """code,observed_on,people,status,note,source
5172000000,2017-12-31,70000,published,,군청
5172025000,2017-12-31,35000,published,,군청
"""


@pytest.fixture
def folder(tmp_path, settings):
    (tmp_path / "county.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "districts.csv").write_text(DISTRICTS, encoding="utf-8")
    (tmp_path / "population.csv").write_text(POPULATION, encoding="utf-8")
    settings.COUNTY = load_county(str(tmp_path))
    return tmp_path


@pytest.mark.django_db
def test_the_shipped_county_loads_twice_without_doubling():
    said = StringIO()
    call_command("load_county", stdout=said)
    before = (District.objects.count(), PopulationObservation.objects.count())
    call_command("load_county", stdout=said)

    assert before == (13, 26) == (District.objects.count(), PopulationObservation.objects.count())
    assert said.getvalue() == 2 * "완주군: 13개 읍·면·동을 읽었습니다.\n"


@pytest.mark.django_db
def test_another_county_is_another_folder(folder):
    actions.load_county()

    assert District.objects.get().name == "홍천읍"
    assert queries.county_population(on=date(2018, 1, 1)).people == 70_000
    assert queries.populations(on=date(2018, 1, 1))[District.objects.get().pk].observation.people == 35_000


@pytest.mark.django_db
def test_a_figure_taken_out_of_the_file_goes(folder):
    actions.load_county()
    (folder / "population.csv").write_text(POPULATION.replace("군청", "통계청"), encoding="utf-8")

    actions.load_county()

    assert {row.source for row in PopulationObservation.objects.all()} == {"통계청"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("population.csv", "5172025000", "5172099000", "population.csv 3행: 5172099000을(를) 찾을 수 없습니다"),
        ("population.csv", "35000", "많음", "population.csv 3행: 읽을 수 없는 값"),
        ("population.csv", "2017-12-31,35000", "2017.12.31,35000", "population.csv 3행: 읽을 수 없는 값"),
        ("population.csv", ",published,,군청\n5172025000", ",official,,군청\n5172025000", "population.csv 2행"),
        ("districts.csv", "127.885", "동경", "districts.csv 2행: 읽을 수 없는 값"),
        ("districts.csv", "107.0", "넓음", "districts.csv 2행: 읽을 수 없는 값"),
        ("districts.csv", "area_km2", "area", "districts.csv 2행: area_km2을(를) 찾을 수 없습니다"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(folder, file, old, new, said):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(BadCounty) as refusal:
        actions.load_county()

    assert said in str(refusal.value)
    assert not District.objects.exists()


@pytest.mark.django_db
def test_what_is_not_a_count_of_registered_residents_is_left_out(folder):
    (folder / "population.csv").write_text(
        "code,observed_on,people,measure,status,note,source\n5172025000,2017-12-31,1,electors,published,,x\n",
        encoding="utf-8",
    )

    actions.load_county()

    assert not PopulationObservation.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "is missing"), ("code = ", "Invalid value"), (TOML.replace("phone", "fax"), "lacks phone")],
)
def test_a_county_that_cannot_be_used_says_what_to_mend(tmp_path, content, said):
    if content is not None:
        (tmp_path / "county.toml").write_text(content, encoding="utf-8")

    with pytest.raises(BadCounty) as refusal:
        load_county(str(tmp_path))

    assert said in str(refusal.value)
    assert "county.toml" in str(refusal.value)


def test_the_shipped_county_knows_its_code_before():
    county = load_county()

    assert (county.folder, county.code, county.code_before) == (SHIPPED, "5271000000", "4571000000")


def test_tiles_come_only_from_where_the_county_says():
    county = load_county()

    assert county.tile_origin == ""
    assert (
        replace(county, tile_url="https://{s}.tiles.example.org/{z}/{x}/{y}.png").tile_origin
        == "https://*.tiles.example.org"
    )
