"""Every kind of chart is drawn, named, and needs no style or script of its own in the page."""

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from factories import DistrictFactory
from socialgoods.config.urls import urlpatterns as addresses

YEARS = range(2018, 2026)
CHARTS = {
    "lines": {
        "unit": "share",
        "series": [
            {"name": "자립도", "points": [[2015, 0.7], [2016, None], [2017, 0.83]]},
            {"name": "비슷한 곳", "points": [[2015, 0.6], [2016, 0.65], [2017, 0.7]]},
        ],
        "target": {"value": 1.0, "label": "자립 기준"},
    },
    "fan": {
        "unit": "won",
        "observed": [[2014, 0], [2017, 2_300_000_000]],
        "planned": [[year, 1e9, 2e9, 3e9] for year in YEARS],
        "none": [[year, 1.5e9] for year in YEARS],
        "target": [[2025, 5e9]],
    },
    "bars": {"unit": "points", "max": 100, "rows": [{"label": "재무", "value": 61.2, "mark": 55}, {"label": "<b>시장", "value": None}]},
    "dots": {"unit": "points", "left": "조직", "right": "자문위원", "rows": [{"label": "재무", "left": 60, "right": 45}]},
    "intervals": {
        "unit": "share",
        "rows": [{"label": "디자인", "marks": [{"name": "전문가", "value": 0.05, "low": 0, "high": 0.1}]}],
    },
    "districts": {"unit": "count", "values": {"5271025000": 12, "5271025300": None}},
}  # fmt: skip
SHAPES = {"lines": "path", "fan": "path", "bars": "rect", "dots": "circle", "intervals": "circle", "districts": "path"}


def page(request):
    text = """{% extends 'base.html' %}{% load socialgoods %}{% block content %}
    {% for kind, data in charts.items %}{% chart kind data caption=kind %}{% endfor %}{% endblock %}"""
    return HttpResponse(engines["django"].from_string(text).render({"charts": CHARTS}, request))


urlpatterns = [*addresses, path("charts/", page)]


@pytest.fixture
def charts(open_as, screen, settings):
    settings.ROOT_URLCONF = __name__
    for code, name, lon in (("5271025000", "삼례읍", 127.07), ("5271025300", "봉동읍", 127.16)):
        DistrictFactory(code=code, name=name, lon=lon)
    shown = open_as(None, screen)
    shown.goto("/charts/")
    shown.locator(".chart--districts svg").wait_for()
    return shown


def test_every_kind_is_drawn_inside_the_page_and_has_a_name(charts, accessible):
    accessible(charts)

    for kind, shape in SHAPES.items():
        assert charts.locator(f".chart--{kind} svg {shape}").count() > 0, kind
        assert charts.get_by_role("img", name=kind, exact=True).count() == 1
    assert charts.locator(".chart style").count() == 0


def test_what_is_not_known_is_said_and_a_word_is_never_markup(charts):
    assert "자료 없음" in charts.locator(".chart--bars").inner_text()
    assert charts.locator(".chart b").count() == 0


def test_a_year_without_a_figure_is_a_gap_in_its_line(charts):
    drawn = charts.locator(".chart--lines svg g[stroke-width='2.5'] path").first.get_attribute("d")

    assert drawn.count("M") == 2
