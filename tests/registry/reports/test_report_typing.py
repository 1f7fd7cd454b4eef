"""Whatever is typed, in whatever order and way: no page breaks, no invariant of the table is asked to break."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.reports.conftest import NOON
from socialgoods.registry.actions import report as actions
from socialgoods.registry.forms.report import CashForm
from socialgoods.registry.forms.report_full import FullForm
from socialgoods.registry.forms.report_statement import StatementForm
from socialgoods.registry.models import AnnualReport
from socialgoods.registry.rules.accounts import accounts

pytestmark = pytest.mark.slow

typed = st.sampled_from(
    ["", "0", "5", "1,000", "△700", "3천만원", "12억", "-1", "모름", "1.5", "(20)", "999999999999999", "net", "gross"]
)
FORMS = [FullForm, StatementForm, CashForm]


@st.composite
def sittings(draw):
    """Up to three pages, each of any way, each with some cells typed."""
    pages = []
    for _ in range(draw(st.integers(1, 3))):
        form = draw(st.sampled_from(FORMS))
        names = list(form(report=AnnualReport()).fields)
        cells = draw(st.dictionaries(st.sampled_from(names), typed, max_size=12))
        pages.append((form, cells | ({"wages_shown": "1"} if draw(st.booleans()) else {})))
    return pages


@given(sittings())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_typing_can_be_saved_and_read_again(report, representative, pages):
    AnnualReport.objects.filter(fiscal_year=2017).delete()
    report = AnnualReport.objects.create(organization=report.organization, fiscal_year=2017)
    for form_class, cells in pages:
        form = form_class(cells, report=report)
        form.is_valid()

        actions.save(
            report=report, changes=form.changes(), seen=report.saved_at, sitting="", by=representative, at=NOON
        )

        report.refresh_from_db()
        assert form_class(report=report).initial is not None
        sums = accounts(report.__dict__)
        assert sums.cost is None or report.cost_of_goods is None or report.cost_of_goods >= 0
    for form_class in FORMS:
        assert list(form_class(report=report).laid_out(report))


@given(st.dictionaries(st.sampled_from(list(FullForm.base_fields)), typed, max_size=10))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_saving_what_the_page_shows_changes_nothing(report, representative, cells):
    """A page opened and saved again is the same report: labour is not grossed up twice, nothing is lost."""
    first = FullForm({**cells, "wages_shown": "1"}, report=report)
    first.is_valid()
    actions.save(report=report, changes=first.changes(), seen=report.saved_at, sitting="", by=representative, at=NOON)
    report.refresh_from_db()
    before = actions.values(report)

    page = FullForm(report=report)
    shown = {name: page[name].value() for name in page.fields}
    again = FullForm(
        {**{name: value for name, value in shown.items() if value is not None}, "wages_shown": "1"}, report=report
    )
    again.is_valid()
    actions.save(report=report, changes=again.changes(), seen=report.saved_at, sitting="", by=representative, at=NOON)

    report.refresh_from_db()
    assert actions.values(report) == before
