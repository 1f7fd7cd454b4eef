"""What a year says: of an organisation on its page, in an opened score and on one sheet; of the county in public."""

import subprocess
from shutil import which

import pytest
from django.urls import reverse

from diagnosis.answers import MOMENT, answered
from factories import AnnualReportFactory, AssessmentFactory, OrganizationFactory, SupportGivenFactory
from socialgoods.diagnosis import paper, sheet
from socialgoods.diagnosis.actions.compute import compute
from socialgoods.diagnosis.models import Diagnosis, GroupFigure
from socialgoods.diagnosis.queries import result
from socialgoods.diagnosis.queries.page import Page, peers_words
from socialgoods.diagnosis.views import county as county_views
from socialgoods.kernel import freshness

pytestmark = pytest.mark.slow


@pytest.fixture
def years(county, organization):
    """Two years of the county computed, with support that ends and a scanty 2016."""
    report = organization.reports.get(fiscal_year=2017)
    report.evidence, report.subsidy_county, report.labour_cost = "B", 20_000_000, 90_000_000
    report.save()
    SupportGivenFactory(
        organization=organization, year=2017, amount=12_000_000, ends_on=MOMENT.date().replace(year=2019)
    )
    recall(county, organization.district.name)
    return organization


KEPT = {}


def recall(county, district):
    """The two years computed: the first time in truth, later as they were, since the county is always the same."""
    codes = [row.pk for row in county]
    if not KEPT:
        compute(2016, at=MOMENT)
        compute(2017, at=MOMENT)
        KEPT["rows"] = [(codes.index(row.pop("organization_id")), row) for row in Diagnosis.objects.values()]
        KEPT["groups"] = [
            dict(row, value="" if row["by"] == "area" else row["value"]) for row in GroupFigure.objects.values()
        ]
        return
    Diagnosis.objects.bulk_create(
        Diagnosis(**row | {"id": None, "organization_id": codes[place]}) for place, row in KEPT["rows"]
    )
    GroupFigure.objects.bulk_create(
        GroupFigure(**row | {"id": None, "value": district if row["by"] == "area" else row["value"]})
        for row in KEPT["groups"]
    )


@pytest.fixture
def shown(client, years, representative):
    client.force_login(representative)

    def get(name="diagnosis", *args):
        return client.get(reverse(name, args=[years.code, *args]))

    return get


def text(response):
    return response.content.decode()


def test_the_page_answers_with_the_figures_of_the_newest_year(shown, years):
    """E = 80 + 20 + 5 + 1 = 106m; C = 60 + 90 + 20 = 170m."""
    said = text(shown())

    assert "2017년 진단 결과" in said
    assert "자립도는 <b>62.4%</b>입니다. 자립까지 한 해에 <b>6,400만 원</b>이 모자랍니다." in said
    # m = 1 − 60 / 106; 64m / m; S / (E + S) = 20 / 126.
    assert "1억 4,748만 원" in said
    assert "15.9%" in said
    assert "2019년" in said
    assert "한 해 1,200만 원이 끝납니다. 지원까지 더한 충당률이 74.1%에서 67.1%로 바뀝니다." in said
    assert "증빙 나 — 세무 신고" in said
    assert "정의 wanju-2017" in said


def test_every_year_stands_beside_the_threshold(shown, years):
    response = shown()

    chart = response.context["page"].ratio_chart
    assert chart["target"] == {"value": 1.0, "label": "자립 기준"}
    assert [(year, round(value, 3)) for year, value in chart["series"][0]["points"]] == [(2016, 1.05), (2017, 0.624)]
    assert "2016년 진단 결과" in text(shown("diagnosis_year", 2016))
    assert shown("diagnosis_year", 2015).status_code == 404


def test_seven_scores_stand_against_peers(shown):
    response = shown()

    scores = response.context["page"].scores
    assert [score.name for score in scores] == ["재무", "시장", "상품·서비스", "사람", "운영", "협업", "사회적 가치"]
    assert {(score.peers, score.count) for score in scores} == {("유급 근로자 1-4명인 협동조합", 6)}
    # Every answer was 1, of six organisations with 1 … 5 and 1.
    product = scores[2]
    assert (product.value, product.middle, round(product.percentile)) == (0.0, 37.5, 17)


def test_two_changes_and_the_causes_are_named(shown):
    response = shown()

    best = response.context["page"].best_advice
    assert len(best) == 2
    assert best[0].rise >= best[1].rise > 0
    causes = response.context["page"].causes
    # The wages rose by 50m, the sales fell by 20m: the larger share comes first.
    assert [label for label, _share in causes[:2]] == ["인건비", "민간 판매"]
    assert "지난해와 달라진 까닭" in text(response)


def test_a_score_opens_down_to_answers_and_accounts(shown, years):
    response = shown("diagnosis_score", 2017, "finance")

    said, items, indicators = text(response), response.context["items"], response.context["indicators"]
    assert sum(part.contribution for part in (*items, *indicators)) == pytest.approx(response.context["score"].value)
    assert {(part.answer, part.scale) for part in items} == {(1, 5)}
    assert f'href="{years.assessments.get(year=2017).get_absolute_url()}">1 / 5' in said
    ratio = next(part for part in indicators if part.code == "finance_ratio")
    assert (ratio.value, str(ratio.reading.formula)) == ("62.4%", "자체 수입 ÷ 운영비")
    assert "민간 판매" in said
    assert f'href="{reverse("report", args=[years.code, 2017])}">2017년 연간 보고' in said


def test_a_dimension_that_is_not_is_not_found(shown):
    assert shown("diagnosis_score", 2017, "luck").status_code == 404


def test_an_answer_that_was_settled_counts(client, years, representative):
    row = years.assessments.get(year=2017)
    row.agreed = {"product_quality": 5}
    row.save()
    compute(2017, at=MOMENT)
    client.force_login(representative)

    response = client.get(reverse("diagnosis_score", args=[years.code, 2017, "product"]))

    part = next(part for part in response.context["items"] if part.code == "product_quality")
    assert (part.answer, part.points) == (5, 100.0)


def test_what_is_not_known_says_so_and_is_never_nought(client, officer, county):
    silent = OrganizationFactory(kind="village_community")
    AnnualReportFactory(organization=silent, cost_of_goods=None, labour_cost=None, other_cost=None)
    compute(2017, at=MOMENT)
    client.force_login(officer)

    response = client.get(reverse("diagnosis", args=[silent.code]))

    said = text(response)
    assert "확정된 보고가 없어 자립도를 알 수 없습니다" in said
    assert said.count("자료 없음") > 15
    assert "답한 문항이 모자라 아직 말씀드릴 수 없습니다" in said
    assert all(score.count is None for score in response.context["page"].scores)


def test_before_anything_is_computed_the_page_teaches_the_first_step(client, officer, organization):
    client.force_login(officer)

    assert "첫걸음: 연간 보고와 15분 진단" in text(client.get(reverse("diagnosis", args=[organization.code])))


def test_years_asked_by_other_questions_are_marked(shown, years):
    Diagnosis.objects.filter(year=2016).update(instrument="older-1")
    AssessmentFactory(organization=years, year=2016, state="final", answers=answered(2))
    Diagnosis.objects.filter(organization=years, year=2016).update(market=25.0)

    response = shown()

    assert [(row.year, differs) for row, _values, differs in response.context["page"].score_years] == [
        (2016, False), (2017, True),
    ]  # fmt: skip
    assert "문항이 바뀐 탓이 섞여 있으니" in text(response)


def test_a_stale_year_is_marked(shown):
    freshness.mark("diagnosis:2017", at=MOMENT)

    assert "바뀐 자료로 다시 셈하는 중" in text(shown())


@pytest.mark.parametrize(
    ("said", "readings", "words"),
    [
        ({}, {}, ""),
        ({"peers": "all"}, {}, "모든 조직"),
        ({"peers": "sector"}, {"sector": "food"}, "먹거리 분야"),
        ({"peers": "kind and size"}, {"kind": "cooperative", "size": ""}, "근로자 수를 모르는 협동조합"),
    ],
)
def test_peers_are_named(said, readings, words):
    assert peers_words(said, readings) == words


def test_the_page_asks_as_often_with_many_years_as_with_few(shown, years, count_queries):
    shown()
    two = count_queries(shown)
    for year in (2013, 2014, 2015):
        Diagnosis.objects.create(organization=years, year=year, definitions="wanju-2017", computed_at=MOMENT)

    assert count_queries(shown) == two


# The sheet


def glyphs(content, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(content)
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.mark.skipif(not which("pdftotext"), reason="poppler is not here")
def test_the_sheet_is_one_page_of_real_letters(shown, years, tmp_path):
    response = shown("diagnosis_pdf", 2017)

    said = glyphs(response.content, tmp_path)
    assert response["Content-Type"] == "application/pdf"
    assert said.count("\f") == 1
    for words in (
        "한솔두레",
        "2017년 진단 결과",
        "자립도는 62.4%입니다",
        "사회적 가치",
        "점수를 가장 많이 올릴 두 가지",
        "지난해와 달라진 까닭",
        "인건비: 자립도를",
    ):
        assert words in said
    assert "\N{REPLACEMENT CHARACTER}" not in said
    assert b"PretendardGOV" in response.content


@pytest.mark.skipif(not which("pdftotext"), reason="poppler is not here")
def test_the_longest_words_still_fit_on_one_sheet(shown, years, tmp_path):
    years.name = "완주군로컬푸드와마을공동체를함께꾸리는주민의사회적협동조합연합회" * 2
    years.save()
    row = Diagnosis.objects.get(organization=years, year=2017)
    row.detail["advice"] = [
        ["market", "긴 문항입니다 " * 20, 0, 25, 4.5],
        ["people", "긴 문항입니다 " * 20, 0, 25, 4.0],
    ]
    row.save()

    said = glyphs(shown("diagnosis_pdf", 2017).content, tmp_path)

    assert said.count("\f") == 1


def test_the_sheet_says_what_is_not_known(organization):
    row = Diagnosis.objects.create(organization=organization, year=2017, definitions="wanju-2017", computed_at=MOMENT)

    words = sheet.words(Page(organization, row, [row]))

    assert words["lede"] == "확정된 보고가 없어 자립도를 알 수 없습니다. 연간 보고를 내 주세요."
    assert [value for _label, value in words["facts"]] == [
        "자료 없음",
        "자료 없음",
        "자료 없음",
        "알려진 것 없음",
        "자료 없음",
        "적지 않음",
    ]
    assert {said for *_rest, said in words["scores"]} == {"자료 없음"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"self_reliance_ratio": 1.2, "self_reliant": True}, "두 해 이어서 기준을 넘어 자립했습니다"),
        ({"self_reliance_ratio": 1.2, "self_reliant": False, "self_sustaining": True, "gap": 0}, "활동형 자립"),
        ({"self_reliance_ratio": 1.2, "self_reliant": False, "gap": 0}, "올해 기준을 넘었습니다"),
    ],
)
def test_the_answer_in_a_sentence(organization, fields, said):
    row = Diagnosis(organization=organization, year=2017, **fields)

    assert said in sheet.lede(Page(organization, row, [row]))


@pytest.mark.skipif(not which("pdftotext"), reason="poppler is not here")
@pytest.mark.parametrize(("purpose", "words"), [("county", "전혀 아니다"), ("svi", "아니요")])
def test_the_paper_form_has_every_question_in_real_letters(
    client, representative, organization, tmp_path, purpose, words
):
    client.force_login(representative)

    response = client.get(reverse("assessment_paper", args=[organization.code, 2017]) + f"?purpose={purpose}")

    said = " ".join(glyphs(response.content, tmp_path).split())
    assert words in said
    assert "45." in said if purpose == "county" else "19." in said
    assert organization.code in said


def test_the_form_asks_what_the_organisation_would_be_asked(organization):
    type(organization).objects.filter(pk=organization.pk).update(kind="village_community")
    organization.refresh_from_db()
    from socialgoods.diagnosis.queries import instrument

    book = instrument.instrument_of("wanju-2018")
    items = instrument.asked(book, instrument.form_of(book, organization, 2017))

    words = paper.words(organization, year=2017, title="종합진단", version="wanju-2018", items=items)

    assert [len(section["items"]) for section in words["sections"]] == [2] * 7


# The county


def test_the_county_shows_rates_by_all_and_by_group(client, years):
    response = client.get(reverse("county_diagnosis"))

    said = text(response)
    # 2016: all six above. 2017: the first at 62.4 %; E of the others 116, 126 … 156m over C of 120m.
    assert "2017년에 보고한 6곳 가운데 <b>4곳(66.7%)</b>이 자립했습니다." in said
    assert "활동하는 6곳 가운데 보고한 6곳(100.0%)" in said
    assert [title for title, _rows in response.context["groups"]] == ["유형별", "분야별", "규모별(유급 근로자)"]
    assert [(label, row.figures["active"]) for label, row in response.context["groups"][0][1]] == [("협동조합", 6)]
    assert list(response.context["chart"]["values"].values()) == [pytest.approx(4 / 6)]
    assert response.context["evidence"][-1] == ("나 — 세무 신고 · 적지 않음", 6, pytest.approx(1))
    assert all(count == 0 for _label, count, _share in response.context["evidence"][:-1])
    assert "내려받기" not in said and "진단 파일" not in said  # noqa: PT018


@pytest.mark.parametrize("asked", ["2016", "2099", "x", "-1", "²", "9" * 500])
def test_another_year_can_be_asked_for(client, years, asked):
    response = client.get(reverse("county_diagnosis") + f"?year={asked}")

    assert response.context["year"] == (2016 if asked == "2016" else 2017)


def test_a_group_under_five_is_never_shown(client, county):
    few = OrganizationFactory.create_batch(3, kind="nonprofit", sector="health")
    for row in few:
        AnnualReportFactory(organization=row, workers_paid=40)
    compute(2017, at=MOMENT)

    response = client.get(reverse("county_diagnosis"))

    hidden = {
        label: row.figures for title, rows in response.context["groups"] for label, row in rows if row.is_suppressed
    }
    assert hidden["비영리단체"] == hidden["건강·의료"] == hidden["30+명"] == {}
    assert "묶음이 작아 보이지 않습니다" in text(response)


def test_a_county_of_few_is_hidden_whole(client, organization):
    AnnualReportFactory(organization=organization)
    compute(2017, at=MOMENT)

    said = text(client.get(reverse("county_diagnosis")))

    assert "다섯 곳이 안 됩니다" in said
    assert "%)" not in said


def test_an_empty_county_teaches_the_first_step(client, db):
    assert "첫걸음: 연간 보고 확정" in text(client.get(reverse("county_diagnosis")))


def test_the_county_page_asks_as_often_with_many_groups_as_with_few(client, years, count_queries):
    def look():
        client.get(reverse("county_diagnosis"))

    look()
    few = count_queries(look)
    for place in range(5):
        GroupFigure.objects.create(
            year=2017, by="sector", value=f"s{place}", figures={}, is_suppressed=True, computed_at=MOMENT
        )
        GroupFigure.objects.create(
            year=2000 + place, by="total", value="all", figures={"reported": 9}, computed_at=MOMENT
        )

    assert count_queries(look) == few
    assert len(result.years()) == 7


@pytest.mark.parametrize("asked", ["", "x", "²", "9" * 500])
def test_a_download_without_a_year_is_not_found(client, officer, asked):
    client.force_login(officer)

    assert client.get(reverse("diagnoses_download") + f"?year={asked}").status_code == 404


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([3, 4, 50], [("c", 50), ("a · b", 7)]),
        ([9, 2, 20], [("c", 20), ("a · b", 11)]),
        ([9, 0, 20], [("a", 9), ("b", 0), ("c", 20)]),
        ([0, 3, 0], [("a", 0), ("c", 0), ("b", None)]),
    ],
)
def test_no_grade_of_fewer_than_five_reports_is_told_alone(counts, told):
    assert county_views._together(list(zip("abc", counts, strict=True))) == told
