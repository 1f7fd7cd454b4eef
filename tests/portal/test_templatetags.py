from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.utils import translation


@pytest.fixture(autouse=True)
def in_korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def draw(rf):
    """`draw(template, path="/?page=2", **values)`: what the template shows, blanks squeezed."""

    def draw_(source, path="/", **values):
        context = RequestContext(rf.get(path), values)
        return " ".join(Template("{% load socialgoods %}" + source).render(context).split())

    return draw_


class ReportForm(forms.Form):
    name = forms.CharField(label="이름", help_text="지정서에 적힌 그대로")
    sales = forms.CharField(label="판매", required=False)
    wages = forms.ChoiceField(label="임금", widget=forms.RadioSelect, choices=[("gross", "모두"), ("net", "뺀 금액")])
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("sales") == "1":
            raise forms.ValidationError("판매가 너무 적습니다.")


def test_figures_not_known_say_so_in_every_filter(draw):
    filters = (
        "won",
        "won_words",
        "won_about",
        "percent",
        "number",
        "known",
        "seoul_date",
        "seoul_short",
        "seoul_moment",
    )

    assert [draw(f"{{{{ value|{name} }}}}", value=value) for name in filters for value in (None, "")] == [
        "자료 없음"
    ] * 18


def test_a_field_ties_label_help_and_error_to_its_control(draw):
    html = draw("{% field form.name %}", form=ReportForm({"name": ""}))

    assert '<label class="field__label" for="id_name">이름 <span class="field__must">필수</span>' in html
    assert 'aria-describedby="id_name-help id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name-help">지정서에 적힌 그대로' in html
    assert 'id="id_name-error"' in html


def test_a_choice_of_several_is_a_group_with_a_legend(draw):
    html = draw("{% field form.wages %}", form=ReportForm())

    assert html.startswith('<fieldset class="field field--group" id="id_wages"')
    assert '<legend class="field__label">임금' in html


def test_a_money_field_shows_its_amount_in_words(draw):
    html = draw("{% money_field form.sales last='2016년 98,700,000원' %}", form=ReportForm({"sales": "123,400,000"}))

    assert "data-money-words>1억 2,340만 원</output>" in html
    assert 'inputmode="numeric"' in html
    assert 'id="id_sales-last">2016년 98,700,000원' in html


def test_an_amount_that_cannot_be_read_has_no_words(draw):
    html = draw("{% money_field form.sales %}", form=ReportForm({"sales": "많이"}))

    assert "data-money-words></output>" in html


def test_errors_stand_on_top_and_lead_to_their_fields(draw):
    form = ReportForm({"name": "", "sales": "1"})

    html = draw("{% form_errors form %}", form=form)

    assert "고칠 것이 3가지 있습니다" in html
    assert "<li>판매가 너무 적습니다.</li>" in html
    assert '<a href="#id_name">이름</a>' in html
    assert '<a href="#id_wages_0">임금</a>' in html


def test_errors_of_formsets_are_gathered_too(draw):
    formset = forms.formset_factory(ReportForm)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "x"}
    )

    html = draw("{% form_errors form formset %}", form=ReportForm(), formset=formset)

    assert '<a href="#id_form-0-wages_0">임금</a>' in html


def test_a_form_without_errors_shows_no_summary(draw):
    assert draw("{% form_errors form %}", form=ReportForm()) == ""


def test_all_fields_include_the_hidden_ones(draw):
    html = draw("{% fields form %}", form=ReportForm())

    assert html.startswith('<input type="hidden" name="token"')
    assert html.count('class="field ') == 3


def test_values_are_escaped_wherever_they_are_shown(draw):
    evil = "<script>alert(1)</script>"
    sources = [
        "{% badge 'info' evil %}",
        "{% fact evil evil %}",
        "{% verdict 'error' evil evil %}",
        "{% key_figure label=evil value=evil %}",
        "{% breadcrumb evil '/' evil %}",
        "{% page_head title=evil lede=evil %}{{ evil }}{% endpage_head %}",
        "{% notice 'info' title=evil %}{{ evil }}{% endnotice %}",
        "{% table title=evil source=evil %}{{ evil }}{% endtable %}",
        "{% post_button evil evil next=evil %}",
        "{% search_box value=evil label=evil %}",
        "{% stepper 1 evil %}",
    ]

    assert [source for source in sources if "<script>" in draw(source, evil=evil)] == []


def test_a_state_is_never_shown_by_colour_alone(draw):
    html = draw("{% badge 'warning' '돌려보냄' %}")

    assert html.startswith('<span class="badge badge--warning"><svg class="icon" aria-hidden="true">')
    assert html.endswith("돌려보냄</span>")


def test_an_unknown_key_figure_says_so_and_drops_its_unit(draw):
    html = draw("{% key_figure label='일자리' value=None unit='명' source='연간 보고' %}")

    assert "자료 없음" in html
    assert "figure__unit" not in html
    assert "연간 보고" in html


def test_a_table_names_definition_date_source_and_coverage(draw):
    html = draw(
        "{% table title='자립도' definition='E/C' date='2017' source='보고' coverage='310곳' id='t' %}x{% endtable %}"
    )

    assert 'role="region" tabindex="0" aria-labelledby="t"' in html
    assert [part in html for part in ("E/C", "2017", "보고", "310곳")] == [True] * 4


@pytest.mark.parametrize(
    ("path", "target", "direction"),
    [
        ("/?q=두부&page=3", "?q=%EB%91%90%EB%B6%80&amp;sort=name", ""),
        ("/?sort=name", "?sort=-name", 'aria-sort="ascending"'),
        ("/?sort=-name", "?sort=name", 'aria-sort="descending"'),
    ],
)
def test_a_heading_sorts_and_keeps_the_other_filters(draw, path, target, direction):
    html = draw("{% sort_heading 'name' '이름' %}", path=path)

    assert f'href="{target}"' in html
    assert direction in html


def test_pages_keep_the_query(draw):
    page = Paginator(range(50), 10).page(2)

    html = draw("{% pagination page %}", path="/?kind=cooperative&page=2", page=page)

    assert 'href="?kind=cooperative&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_a_single_page_needs_no_numbers(draw):
    assert draw("{% pagination page %}", page=Paginator(range(5), 10).page(1)) == ""


def test_the_stepper_says_where_we_are(draw):
    html = draw("{% stepper 2 '파일' '열' '끝' %}")

    assert html.count("is-done") == 1
    assert '<li class="stepper__step is-here" aria-current="step"><span class="stepper__n">2</span>' in html


def test_a_button_that_posts_carries_the_token(rf):
    request = rf.get("/")
    template = Template("{% load socialgoods %}{% post_button '/undo/' '되돌리기' tone='danger' %}")

    html = template.render(RequestContext(request))

    assert '<form class="post-button" method="post" action="/undo/">' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert "button--danger" in html


def test_a_running_job_asks_again_and_can_be_cancelled(draw):
    job = SimpleNamespace(
        pk=3, is_over=False, state="running", get_state_display="하는 중", done=42, total=100, percent=42, message="",
        cancel_requested=False, next_url="",
    )  # fmt: skip

    html = draw('{% include "components/progress.html" %}', job=job)

    assert 'hx-trigger="every 1s"' in html
    assert 'max="100" value="42"' in html
    assert "취소" in html


def test_a_finished_job_stops_asking_and_leads_on(draw):
    job = SimpleNamespace(
        pk=3, is_over=True, state="done", get_state_display="끝남", message="", next_url="/imports/3/"
    )

    html = draw('{% include "components/progress.html" %}', job=job)

    assert "hx-trigger" not in html
    assert 'href="/imports/3/"' in html
