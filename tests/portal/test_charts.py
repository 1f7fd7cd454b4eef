import pytest
from django.template import engines


def shown(rf, **charts):
    text = "{% load socialgoods %}{% for kind, data in charts.items %}{% chart kind data caption='그림' %}{% endfor %}"
    return engines["django"].from_string(text).render({"charts": charts}, rf.get("/"))


def test_the_scripts_come_once_a_page(rf):
    page = shown(rf, bars={"unit": "count", "rows": []}, dots={"unit": "count", "rows": []})

    assert page.count("plot.umd.min.js") == 1
    assert page.count("data-chart=") == 2


def test_no_text_can_end_the_element_that_holds_the_figures(rf):
    page = shown(rf, bars={"unit": "count", "rows": [{"label": "</script><b>", "value": 1}]})

    assert page.count("</script>") == 4
    assert "<b>" not in page


def test_a_figure_that_is_no_number_is_a_mistake_of_ours(rf):
    with pytest.raises(ValueError, match="JSON"):
        shown(rf, bars={"unit": "count", "rows": [{"label": "", "value": float("nan")}]})


def test_an_unknown_kind_is_a_mistake_of_ours(rf):
    with pytest.raises(ValueError, match="pie"):
        shown(rf, pie={})
