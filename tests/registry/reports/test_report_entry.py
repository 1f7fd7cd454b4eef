"""The desk of the report: ways, saving as typed, two editors, pasting."""

import pytest
from django.urls import reverse

from factories import AnnualReportFactory, OrganizationFactory, RepresentationFactory
from registry.reports.typed import CASH, FULL, STATEMENT
from socialgoods.kernel.models import Event
from socialgoods.registry.models import AnnualReport, EntryWay

HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client, representative, report):
    """Types into the form of a way, as the page would send it."""
    client.force_login(representative)

    def type_(values, *, way="full", seen=None, htmx=True, sitting="a" * 32, **more):
        row = AnnualReport.objects.get(pk=report.pk)
        version = seen if seen is not None else row.saved_at.isoformat() if row.saved_at else ""
        data = {**values, "seen": version, "sitting": sitting, **more}
        return client.post(f"{row.get_absolute_url()}?way={way}", data, headers=HTMX if htmx else {})

    return type_


def test_a_new_report_asks_first_how_it_is_to_be_entered(client, representative, report):
    client.force_login(representative)

    page = client.get(report.get_absolute_url())

    assert "어떻게 적을까요?" in page.content.decode()
    assert [f"?way={way}" in page.content.decode() for way in ("cash", "statement", "full")] == [True] * 3


def test_what_is_typed_is_saved_and_the_time_shown(desk, report):
    answer = desk({"sales_private": "1억 2,000만원", "workers_paid": "3명"})

    report.refresh_from_db()
    assert (report.sales_private, report.workers_paid, report.entry_way) == (120_000_000, 3, EntryWay.FULL)
    assert "에 저장했습니다" in answer.content.decode()
    assert f'value="{report.saved_at.isoformat()}" hx-swap-oob="true"' in answer.content.decode()


def test_a_cell_that_cannot_be_read_keeps_what_was_saved_and_is_named(desk, report):
    desk({"sales_private": "5,000", "labour_cost": "100"})

    answer = desk({"sales_private": "오천쯤", "labour_cost": "200"})

    report.refresh_from_db()
    assert (report.sales_private, report.labour_cost) == (5000, 200)
    assert "아직 저장하지 못한 칸:" in answer.content.decode()
    assert report.entry_lines["open"] == ["sales_private"]


def test_commissioned_above_public_is_told_and_not_stored(desk, report):
    desk({"sales_public": "100", "sales_commissioned": "50"})

    answer = desk({"sales_public": "40", "sales_commissioned": "50"}, htmx=False)

    report.refresh_from_db()
    assert answer.status_code == 422
    assert "공공 판매보다 클 수 없습니다" in answer.content.decode()
    assert (report.sales_public, report.sales_commissioned) == (100, 50)


def test_costs_are_never_below_nothing(desk, report):
    answer = desk({"cost_of_goods": "△500"}, htmx=False)

    report.refresh_from_db()
    assert (answer.status_code, report.cost_of_goods) == (422, None)


def test_a_second_editor_is_told_and_overrules_nobody(desk, report, representative):
    desk({"sales_private": "100"}, sitting="a" * 32)
    first_version = AnnualReport.objects.get(pk=report.pk).saved_at.isoformat()
    desk({"sales_private": "200"}, sitting="b" * 32)

    answer = desk({"sales_private": "300"}, sitting="c" * 32, seen=first_version)

    report.refresh_from_db()
    text = answer.content.decode()
    assert report.sales_private == 200
    assert f"{representative.name} 님이" in text
    assert ("지금 저장된 것" in text, ">200<" in text, ">300<" in text) == (True, True, True)


def test_without_javascript_the_second_editor_keeps_what_was_typed_and_may_decide(desk, report):
    desk({"sales_private": "200"}, sitting="b" * 32)

    told = desk({"sales_private": "300"}, sitting="c" * 32, seen="2018-03-02T00:00:00+00:00", htmx=False)
    decided = desk({"sales_private": "300"}, sitting="c" * 32, seen="nonsense", htmx=False, overwrite="1")

    report.refresh_from_db()
    assert (told.status_code, 'value="300"' in told.content.decode()) == (409, True)
    assert (decided.status_code, report.sales_private) == (302, 300)


def test_the_same_page_goes_on_when_an_answer_was_lost_on_the_way(desk, report):
    desk({"sales_private": "100"}, seen="")

    answer = desk({"sales_private": "200"}, seen="")

    report.refresh_from_db()
    assert "다른 분이 먼저" not in answer.content.decode()
    assert report.sales_private == 200


def test_typing_into_a_report_that_was_handed_in_is_told(desk, report):
    AnnualReport.objects.filter(pk=report.pk).update(state="submitted", submitted_at=report.organization.created_at)

    by_machine, by_hand = desk({"sales_private": "100"}), desk({"sales_private": "100"}, htmx=False)

    report.refresh_from_db()
    assert report.sales_private is None
    assert ("더 고칠 수 없습니다" in by_machine.content.decode(), by_hand.status_code) == (True, 409)


def test_one_event_a_sitting_not_one_a_keystroke(desk, report):
    for amount in ("1", "12", "123"):
        desk({"sales_private": amount})

    assert Event.objects.filter(name="registry.report.edited").count() == 1


def test_five_lines_fill_five_columns_and_the_rest_is_not_known(desk, report):
    desk(CASH, way="cash")

    report.refresh_from_db()
    assert (report.sales_private, report.subsidy_county, report.cost_of_goods) == (10_000_000, 0, 4_000_000)
    assert (report.labour_cost, report.other_cost, report.sales_public) == (0, 1_500_000, None)
    assert (report.evidence, report.wages_booked) == ("C", "gross")
    assert report.entry_lines["cash"]["sold"] == 10_000_000


def test_changing_the_way_loses_nothing_that_was_typed_before(desk, client, report):
    desk({**FULL, "sales_public": "7,000,000"})
    desk(CASH, way="cash")
    report.refresh_from_db()
    assert (report.entry_way, report.sales_public) == (EntryWay.CASH, None)

    page = client.get(f"{report.get_absolute_url()}?way=full").content.decode()

    assert ('value="7,000,000"' in page, "적는 방법이 바뀝니다" in page) == (True, True)


def test_a_statement_is_shared_out_and_its_lines_are_kept(desk, report):
    desk(STATEMENT, way="statement")

    report.refresh_from_db()
    assert (report.sales_private, report.sales_public) == (250_000_000, 50_000_000)
    assert (report.subsidy_national, report.subsidy_province, report.subsidy_county) == (15_000_000, None, 5_000_000)
    assert (report.cost_of_goods, report.labour_cost, report.other_cost) == (120_000_000, 90_000_000, 60_000_000)
    assert report.entry_lines["statement"]["wages"] == 90_000_000
    assert report.entry_lines["version"]


def test_net_wages_are_asked_when_there_are_subsidies_and_grossed_up_with_the_arithmetic(desk, report):
    first = desk(STATEMENT, way="statement").content.decode()
    second = desk(
        {**STATEMENT, "wages_booked": "net", "wages_netted": "12,000,000", "wages_shown": "1"}, way="statement"
    ).content.decode()

    report.refresh_from_db()
    assert "지원금으로 준 임금을 어떻게 적었나요" in first
    assert (report.labour_cost, report.subsidy_national) == (102_000_000, 27_000_000)
    assert "90,000,000 + 지원금으로 주어 인건비에서 뺀 임금 12,000,000 = 인건비 <b>102,000,000</b>" in second


def test_no_subsidies_no_question_about_wages(desk):
    assert "어떻게 적었나요" not in desk(FULL).content.decode()


def test_labour_shown_as_booked_is_not_added_twice(desk, report):
    net = {
        **FULL,
        "subsidy_county": "5,000,000",
        "wages_booked": "net",
        "wages_netted": "5,000,000",
        "wages_shown": "1",
    }
    desk(net)
    desk(net)

    report.refresh_from_db()
    assert report.labour_cost == 35_000_000


def test_parts_above_their_whole_are_told_and_the_columns_wait(desk, report):
    desk(STATEMENT, way="statement")

    answer = desk({**STATEMENT, "sales_public": "400,000,000"}, way="statement", htmx=False)

    report.refresh_from_db()
    assert (answer.status_code, "매출보다 큽니다" in answer.content.decode()) == (422, True)
    assert (report.sales_private, report.sales_public) == (250_000_000, 50_000_000)


def test_a_pasted_table_fills_its_lines_and_names_what_it_does_not_know(client, desk, report):
    desk({"sales_public": "1,000,000"}, way="statement")
    report.refresh_from_db()
    table = "Ⅰ.매출액\t1\t300,000,000\n1.급여\t68\t90,000,000\n고양이 사료비\t500,000"

    page = client.post(
        reverse("report_paste", args=[report.organization.code, 2017]),
        {"table": table, "seen": report.saved_at.isoformat(), "sitting": "a" * 32, "sales_public": "1,000,000"},
    )

    report.refresh_from_db()
    assert (report.sales_private, report.labour_cost) == (299_000_000, 90_000_000)
    assert ("2줄을 알아보고" in page.content.decode(), "고양이 사료비" in page.content.decode()) == (True, True)


def test_a_table_without_a_line_we_know_changes_nothing(client, representative, report):
    client.force_login(representative)

    page = client.post(
        reverse("report_paste", args=[report.organization.code, 2017]), {"table": "안녕하세요 1,000", "seen": ""}
    )

    report.refresh_from_db()
    assert (page.status_code, report.saved_at) == (422, None)


def test_last_year_stands_beside_each_field(client, representative, report):
    client.force_login(representative)
    AnnualReportFactory(organization=report.organization, fiscal_year=2016, sales_private=87_000_000)

    assert "2016년 8,700만 원" in client.get(f"{report.get_absolute_url()}?way=full").content.decode()
    assert "2016년 8,700만 원" in client.get(f"{report.get_absolute_url()}?way=cash").content.decode()


def test_years_can_be_started_up_to_the_one_that_runs(client, representative, organization):
    client.force_login(representative)

    for year in ("2018", "2015", "2019", "abc"):
        client.post(reverse("report_start", args=[organization.code]), {"year": year})

    assert sorted(organization.reports.values_list("fiscal_year", flat=True)) == [2015, 2018]


def test_a_fiscal_year_that_ends_in_june_belongs_to_the_year_it_ends_in(client, representative, organization):
    client.force_login(representative)
    organization.fiscal_year_end_month = 6
    organization.save()

    client.post(reverse("report_start", args=[organization.code]), {"year": "2018"})

    report = organization.reports.get()
    assert (report.fiscal_year, report.fiscal_year_ends_on.isoformat()) == (2018, "2018-06-30")


def test_the_page_of_years_costs_the_same_for_one_and_three(client, django_assert_max_num_queries):
    counts = []
    for years in (1, 3):
        row = OrganizationFactory()
        user = RepresentationFactory(organization=row).user
        for year in range(years):
            AnnualReportFactory(organization=row, fiscal_year=2017 - year)
        client.force_login(user)
        client.get(reverse("reports", args=[row.code]))
        with django_assert_max_num_queries(40) as asked:
            client.get(reverse("reports", args=[row.code]))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_full_time_equivalents_keep_two_places(desk, report):
    desk({"workers_fte": "1.23456"})

    report.refresh_from_db()
    assert str(report.workers_fte) == "1.23"


@pytest.mark.parametrize("amount", ["999999999999999999999", "1e400", "NaN", "9" * 39, "１２３", "-0"])
def test_odd_amounts_are_read_or_named_and_never_break_the_page(desk, amount):
    answer = desk({"sales_private": amount, "workers_paid": amount, "workers_fte": amount, "note": amount})

    assert answer.status_code == 200
