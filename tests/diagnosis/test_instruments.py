"""Instruments on screen: the list, one shown whole, a county's own taken or refused, and from which year on it asks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from diagnosis.answers import MOMENT
from diagnosis.test_instrument_files import GOOD, POINTS
from factories import AssessmentFactory
from socialgoods.diagnosis.actions import assessment as assessments
from socialgoods.diagnosis.actions import instrument as actions
from socialgoods.diagnosis.models import InstrumentFile, InstrumentUse, Purpose
from socialgoods.diagnosis.queries import instrument as queries
from socialgoods.kernel.models import Event


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)

    def post(what, **data):
        return client.post(reverse("instruments"), {"do": what, **data}, follow=True)

    def upload(content, name="mine.toml"):
        return post("add", file=SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode()))

    post.upload = upload
    return post


def text(response):
    return response.content.decode()


def test_the_list_names_both_that_come_with_the_program(client, officer):
    client.force_login(officer)

    response = client.get(reverse("instruments"))

    assert [(row["version"], row["items"], row["indicators"]) for row in response.context["rows"]] == [
        ("wanju-2018", 45, 6), ("svi-2017", 14, 0),
    ]  # fmt: skip
    assert "2018년은 <b>wanju-2018</b> 판으로 묻습니다." in text(response)


def test_a_score_instrument_is_shown_whole(client, officer):
    client.force_login(officer)

    response = client.get(reverse("instrument", args=["wanju-2018"]))

    said = text(response)
    assert "<b>문항 45개</b>와 연간 보고에서 셈하는 지표 6개" in said
    assert [(form["name"], form["count"]) for form in response.context["forms"]] == [("긴 양식", 45), ("짧은 양식", 14)]
    assert [len(section["questions"]) for section in response.context["sections"]] == [7, 7, 6, 7, 6, 6, 6]
    assert response.context["indicators"][0]["bands"][3] == ("100.0%", 80.0)
    assert "해마다 어떻게 견주나" in said


def test_a_points_instrument_says_what_was_not_published(client, officer):
    client.force_login(officer)

    said = text(client.get(reverse("instrument", args=["svi-2017"])))

    assert "14개 지표, 모두 100점입니다. 그 가운데 채점 방법이 공개된 것은 <b>8개, 50점</b>입니다." in said
    assert said.count("구간이 공개되지 않음") == 6
    assert "탁월" in said


def test_an_instrument_that_is_not_is_not_found(client, officer):
    client.force_login(officer)

    assert client.get(reverse("instrument", args=["nothing"])).status_code == 404
    assert client.get(reverse("instrument_file", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("version", ["wanju-2018", "svi-2017"])
def test_the_file_can_be_taken_changed_and_brought_back(client, desk, version):
    content = client.get(reverse("instrument_file", args=[version])).content.decode()

    response = desk.upload(content.replace(f'version = "{version}"', 'version = "ours-2019"'))

    assert "새 문항 ‘ours-2019’을 받았습니다." in text(response)
    assert queries.instrument_of("ours-2019").items == queries.instrument_of(version).items


def test_a_countys_own_is_taken_in_and_shown(client, desk, officer):
    response = desk.upload(b"\xef\xbb\xbf" + GOOD.encode())

    row = InstrumentFile.objects.get()
    assert (row.version, row.purpose, row.added_by, row.text) == ("mine-1", Purpose.COUNTY, officer, GOOD)
    assert response.redirect_chain == [(reverse("instrument", args=["mine-1"]), 302)]
    assert "가입니까?" in text(response)
    assert "wanju-2018 판과 견주면 그대로인 문항 0개, 새 문항 2개, 빠진 문항 45개" in text(response)
    assert Event.objects.filter(name="diagnosis.instrument.added").count() == 1
    assert client.get(reverse("instrument_file", args=["mine-1"])).content.decode() == GOOD


def test_points_of_its_own_are_for_the_second_purpose(desk):
    desk.upload(POINTS)

    assert InstrumentFile.objects.get().purpose == Purpose.SVI


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (GOOD.replace("weight = 2", "weight = -2"), "9번째 줄: a의 무게(weight)"),
        (GOOD.replace("mine-1", "wanju-2018"), "이미 들어 있는 판"),
        ("판".encode("cp949"), "UTF-8"),
        (b"", "1번째 줄"),
        (b"#" * 300_000, "너무 큽니다"),
    ],
)
def test_a_wrong_file_is_refused_on_the_page(desk, content, why):
    response = desk.upload(content)

    assert response.status_code == 200
    assert "문항 파일을 받지 않았습니다" in text(response)
    assert why in text(response)
    assert not InstrumentFile.objects.exists()


def test_a_version_is_taken_once(desk):
    desk.upload(GOOD)

    assert "‘mine-1’ 판이 이미 있습니다" in text(desk.upload(GOOD))
    assert InstrumentFile.objects.count() == 1


def test_no_file_at_all_is_said(desk):
    assert desk("add").status_code == 200
    assert desk("nonsense").status_code == 200


# From which year on


def test_it_asks_from_the_year_that_was_chosen(desk, officer, organization):
    desk.upload(GOOD)

    response = desk("use", version="mine-1", from_year=2018)

    assert "2018년부터 ‘mine-1’ 판으로 묻습니다." in text(response)
    assert [queries.in_use(year) for year in (2017, 2018, 2019)] == ["wanju-2018", "mine-1", "mine-1"]
    assert [queries.in_use(year, Purpose.SVI) for year in (2018,)] == ["svi-2017"]
    row = assessments.start(organization=organization, year=2018, view="own", way="online", by=officer, at=MOMENT)
    assert (row.version, row.form) == ("mine-1", "long")


def test_a_year_already_begun_keeps_its_own(desk):
    desk.upload(GOOD)
    AssessmentFactory(year=2018)

    refused = desk("use", version="mine-1", from_year=2018)
    taken = desk("use", version="mine-1", from_year=2019)

    assert "2018년은 이미 다른 판으로 묻기 시작하여 그 판을 그대로 씁니다. 2019년이나 그 뒤부터" in text(refused)
    assert "2019년부터 ‘mine-1’ 판으로 묻습니다." in text(taken)
    assert InstrumentUse.objects.get().from_year == 2019


def test_the_year_that_began_with_it_keeps_it_when_another_is_chosen_later(desk, officer):
    desk.upload(GOOD)
    desk("use", version="mine-1", from_year=2018)
    AssessmentFactory(year=2018, version="mine-1")

    desk("use", version="wanju-2018", from_year=2019)

    assert [queries.in_use(year) for year in (2018, 2019)] == ["mine-1", "wanju-2018"]


def test_a_year_that_came_from_a_file_keeps_its_own_too(desk):
    """Its answers would count for nothing by other questions."""
    desk.upload(GOOD)
    AssessmentFactory(year=2018, way="imported", state="final")

    desk("use", version="mine-1", from_year=2018)

    assert queries.in_use(2018) == "wanju-2018"


@pytest.mark.parametrize(
    "data", [{"version": "nothing", "from_year": 2018}, {"version": "wanju-2018", "from_year": "x"}, {}]
)
def test_a_choice_that_is_none_is_said(desk, data):
    assert desk("use", **data).status_code == 200
    assert not InstrumentUse.objects.exists()


def test_the_list_asks_as_often_for_three_of_our_own_as_for_one(client, desk, officer, count_queries):
    def look():
        client.get(reverse("instruments"))

    actions.add(content=GOOD.encode(), by=officer, at=MOMENT)
    look()
    one = count_queries(look)
    for name in ("mine-2", "mine-3"):
        actions.add(content=GOOD.replace("mine-1", name).encode(), by=officer, at=MOMENT)

    assert count_queries(look) == one
