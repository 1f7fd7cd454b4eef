"""From the books to the assembly and back, on real books."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from cooperative.made_year import AT, AUDIT_ON, approved, audited, booked, books, decided, earned, house, prepared
from socialgoods.cooperative.actions import disclosure, year_end
from socialgoods.cooperative.actions.refusal import NotLawful
from socialgoods.cooperative.models import YearEnd
from socialgoods.cooperative.queries import disclosure as disclosures
from socialgoods.cooperative.queries import year_end as queries
from socialgoods.kernel.models import Event
from socialgoods.kernel.states import IllegalTransition
from socialgoods.ledger.actions.post import PeriodClosed
from socialgoods.ledger.models import Entry
from socialgoods.ledger.queries.balances import role_balance

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = date(2020, 1, 1)


def held(row, role, until=LATER):
    return -role_balance(row.entity, role, until=until)


def test_year_is_computed_from_the_books():
    row = house()
    earned(row, 5_000_000, 2_000_001)

    found = prepared(row)

    assert (found.result_won, found.carried_won) == (2_999_999, 0)
    assert found.proposal["disposition"] == {
        "legal": 900_000,
        "voluntary": 2_099_999,
        "usage": 0,
        "capital": 0,
        "carried": 0,
    }
    assert found.proposal["surplus"]["paid_in"] == 400_000


def test_articles_may_ask_for_a_larger_reserve():
    """§97①."""
    row = house()
    row.articles.update(reserve_percent=50)
    earned(row, 1_000_000)

    assert prepared(row).proposal["disposition"]["legal"] == 500_000


def test_year_that_is_not_over_is_not_closed():
    row = house()

    with pytest.raises(NotLawful, match="2019"):
        prepared(row, year=2019)


def test_assembly_decides_only_on_what_the_auditor_had_seven_days_before():
    """§52, §100: the assembly is on 20 March, so 13 March is the last day."""
    row = house()
    earned(row, 1_000_000)

    with pytest.raises(NotLawful, match="제100조"):
        year_end.approve(year_end=audited(row, on=date(2019, 3, 14)), item=decided(row, "accounts"), by=None, at=AT)
    year_end.take_back(year_end=YearEnd.objects.get(), by=None, at=AT)
    found = year_end.approve(year_end=audited(row, on=date(2019, 3, 13)), item=decided(row, "accounts"), by=None, at=AT)

    assert (found.state, found.resolved_on) == ("approved", date(2019, 3, 20))


def test_accounts_without_an_opinion_are_not_approved():
    """§100."""
    row = house()
    earned(row, 1_000_000)
    found = year_end.submit_to_audit(year_end=prepared(row), on=AUDIT_ON, by=None, at=AT)

    with pytest.raises(NotLawful, match="의견"):
        year_end.approve(year_end=found, item=decided(row, "accounts"), by=None, at=AT)


@pytest.mark.parametrize(("subject", "is_passed"), [("accounts", False), ("budget", True)])
def test_only_a_passed_item_on_the_accounts_approves_them(subject, is_passed):
    row = house()
    earned(row, 1_000_000)

    with pytest.raises(NotLawful):
        year_end.approve(year_end=audited(row), item=decided(row, subject, is_passed=is_passed), by=None, at=AT)


def test_item_of_another_cooperative_approves_nothing():
    row = house()
    earned(row, 1_000_000)

    with pytest.raises(NotLawful):
        year_end.approve(year_end=audited(row), item=decided(house(), "accounts"), by=None, at=AT)


def test_entry_after_the_audit_stops_the_approval():
    row = house()
    earned(row, 1_000_000)
    found = audited(row)
    books(row, "@bank", "@sales", 1)

    with pytest.raises(NotLawful, match="장부가 바뀌었습니다"):
        year_end.approve(year_end=found, item=decided(row, "accounts"), by=None, at=AT)


def test_disposition_is_booked_and_the_year_closed_once():
    """§97①, §98②."""
    row = house()
    earned(row, 3_000_000)
    found = booked(row)

    again = year_end.book(year_end=found, by=None, at=AT)

    assert again.entry_id == found.entry_id
    assert Entry.objects.filter(origin__startswith="cooperative.disposition").count() == 1
    assert found.entry.day == date(2019, 3, 20)
    row.refresh_from_db()
    assert row.entity.closed_until == date(2019, 1, 1)
    assert (held(row, "legal_reserve"), held(row, "voluntary_reserve"), held(row, "retained")) == (
        900_000,
        2_100_000,
        0,
    )
    with pytest.raises(PeriodClosed):
        books(row, "@bank", "@sales", 7)
    assert queries.is_as_the_books_say(found, queries.figures(row, 2018))


def test_year_that_was_not_approved_is_not_booked():
    row = house()
    earned(row, 1_000_000)

    with pytest.raises(IllegalTransition):
        year_end.book(year_end=audited(row), by=None, at=AT)
    row.entity.refresh_from_db()

    assert row.entity.closed_until < date(2019, 1, 1)


def test_prepared_year_cannot_be_prepared_again_once_the_auditor_has_it():
    row = house()
    earned(row, 1_000_000)
    audited(row)

    with pytest.raises(NotLawful, match="감사에게"):
        prepared(row)


def test_years_are_booked_in_their_order():
    row = house()
    earned(row, 1_000_000)
    approved(row)
    later = datetime(2020, 3, 28, 3, 0, tzinfo=UTC)
    second = YearEnd.objects.create(
        cooperative=row,
        year=2019,
        result_won=0,
        state="approved",
        resolved_on=date(2020, 3, 20),
        item=decided(row, "accounts"),
    )

    with pytest.raises(NotLawful, match="2018"):
        year_end.book(year_end=second, by=None, at=later)


def test_loss_is_met_by_voluntary_then_legal_reserve():
    """§98①. By hand: a loss of 1,000,000; 100,000 carried, 300,000 voluntary, 500,000 legal; 100,000 is carried over."""
    row = house()
    day = date(2018, 1, 8)
    for role, amount in (("retained", 100_000), ("voluntary_reserve", 300_000), ("legal_reserve", 500_000)):
        books(row, "@bank", f"@{role}", amount, day=day)
    earned(row, 1_000_000, 2_000_000)

    found = booked(row)

    assert found.proposal["loss"] == {
        "from_carried": 100_000,
        "from_voluntary": 300_000,
        "from_legal": 500_000,
        "carried_on": 100_000,
    }
    assert (held(row, "legal_reserve"), held(row, "voluntary_reserve"), held(row, "retained")) == (0, 0, -100_000)


def test_general_cooperative_pays_for_use_before_capital():
    """§51③. By hand: 1,000,000; reserve 100,000; 80,000 in dividends, of which 40,000 (a tenth of 400,000) on capital at most."""
    row = house(kind="general")
    row.articles.update(reserve_percent=10)
    earned(row, 1_000_000)
    members = list(row.members.order_by("number").values_list("pk", flat=True))

    found = booked(row, dividends=80_001, capital=50_000, used={members[0]: 2, members[1]: 1})

    assert found.proposal["disposition"] == {
        "legal": 100_000, "voluntary": 0, "usage": 40_001, "capital": 40_000, "carried": 819_999,
    }  # fmt: skip
    assert queries.shares_of_members(found) == {
        members[0]: (26_667, 10_000), members[1]: (13_334, 10_000), members[2]: (0, 10_000), members[3]: (0, 10_000),
    }  # fmt: skip
    owed = dict(found.entry.postings.filter(account__role="dividends_due").values_list("party", "amount"))
    assert owed["조합원 1"] == -36_667
    assert sum(owed.values()) == -80_001
    assert held(row, "retained") == 819_999


def test_dividend_by_use_without_figures_of_use_is_refused():
    """§51③."""
    row = house(kind="general")
    earned(row, 1_000_000)

    with pytest.raises(NotLawful, match="이용실적"):
        prepared(row, dividends=80_000)


def test_main_business_is_measured_by_programme_from_the_books():
    """§93②. By hand: income 3m + cost 1m of 5m + 1m in all."""
    row = house()
    books(row, "@bank", "@sales", 3_000_000, programme="돌봄")
    books(row, "@other_cost", "@bank", 1_000_000, programme="돌봄")
    books(row, "@bank", "@sales", 2_000_000)
    found = prepared(row)

    found = year_end.measure_main_business(year_end=found, measure="won", programmes=["돌봄"], by=None, at=AT)

    assert (found.main_business_won, found.total_business_won) == (4_000_000, 6_000_000)


def test_main_business_without_a_source_is_refused():
    row = house()
    earned(row, 1_000_000)

    with pytest.raises(NotLawful, match="출처"):
        year_end.measure_main_business(year_end=prepared(row), measure="won", main=1, total=2, by=None, at=AT)


def test_disclosure_stands_as_it_stood():
    """§96의2."""
    row = house()
    earned(row, 1_000_000)
    found = disclosure.disclose(year_end=booked(row), by=None, at=AT)
    row.members.update(name="바뀐 이름")
    row.name = "바뀐 조합"
    row.save()

    again = disclosure.disclose(year_end=found.year_end, by=None, at=AT)

    assert again.pk == found.pk
    assert again.content["result"] == 1_000_000
    assert again.content["name"] != "바뀐 조합"
    assert again.content["assets"]["total"][1] == 1_400_000
    assert again.content["equity"]["total"][1] == 1_400_000


def test_a_correction_is_a_new_version_and_the_old_one_stays_as_it_was():
    """§96의2."""
    row = house()
    earned(row, 1_000_000)
    first = disclosure.disclose(year_end=booked(row), by=None, at=AT)
    row.phone = "063-000-1111"
    row.save()

    found = disclosure.correct(
        year_end=first.year_end, reason="전화번호와 보고를 바로잡음", report="고친 보고", by=None, at=AT
    )

    first.refresh_from_db()
    assert (found.version, first.version, first.reason) == (2, 1, "")
    assert found.year_end.disclosure == found
    assert first.content["report"] != found.content["report"] == "고친 보고"
    assert [label for label, _before, _after in found.changes] == ["전화", "한 해 동안 한 일"]
    assert [event.data["version"] for event in Event.objects.filter(name="cooperative.year.disclosure_corrected")] == [
        2
    ]


def test_a_correction_says_why_and_changes_something():
    """§96의2."""
    row = house()
    earned(row, 1_000_000)
    year = booked(row)
    with pytest.raises(NotLawful, match="먼저 경영공시"):
        disclosure.correct(year_end=year, reason="까닭", by=None, at=AT)
    first = disclosure.disclose(year_end=year, by=None, at=AT)

    with pytest.raises(NotLawful) as refusal:
        disclosure.correct(year_end=first.year_end, reason=" ", by=None, at=AT)

    assert len(refusal.value.reasons) == 2
    assert first.year_end.disclosures.count() == 1


def test_only_a_booked_year_with_a_report_is_disclosed():
    """§96의2."""
    row = house()
    earned(row, 1_000_000)
    found = prepared(row)
    found.report = ""
    found.save()

    with pytest.raises(NotLawful) as refusal:
        disclosure.disclose(year_end=found, by=None, at=AT)

    assert len(refusal.value.reasons) == 2


def test_the_years_begin_with_the_registration_or_the_first_entry():
    """Books are opened when the founding begins: that year waits for no year end as long as nothing is in it."""
    row = house()
    assert row.entity.opened_on.year == 2017

    assert [each.year for each in queries.years(row, date(2019, 4, 2))] == [2019, 2018, 2017]
    row.registered_on = date(2018, 3, 1)
    assert [each.year for each in queries.years(row, date(2019, 4, 2))] == [2019, 2018]
    earned(row, 1_000, day=date(2017, 12, 1))
    assert [each.year for each in queries.years(row, date(2019, 4, 2))] == [2019, 2018, 2017]


def test_a_medical_cooperative_says_what_it_gave_to_others_in_the_year_decree_24():
    row = house(kind="medical")
    earned(row, 1_000_000)
    year = prepared(row)
    day = date(2018, 12, 31)

    assert queries.supply_reasons(year, day) == []
    year = year_end.measure_supply(year_end=year, to_all=1_000, to_others=500, source="진료 건수", by=None, at=AT)
    assert (queries.supply_share(year), queries.supply_reasons(year, day)) == (Fraction(1, 2), [])
    year = year_end.measure_supply(year_end=year, to_all=1_000, to_others=501, source="진료 건수", by=None, at=AT)
    assert [reason.article for reason in queries.supply_reasons(year, day)] == ["협동조합기본법 시행령 제24조"]
    assert any("50.1%" in figure["value"] for figure in disclosures.content(year, day)["key"])


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        ("social", {"to_all": 10, "to_others": 1, "source": "건수"}),
        ("medical", {"to_all": 10, "to_others": None, "source": "건수"}),
        ("medical", {"to_all": 10, "to_others": 1, "source": " "}),
        ("medical", {"to_all": 10, "to_others": 11, "source": "건수"}),
    ],
)
def test_what_was_given_to_others_is_told_whole_with_its_source_by_medical_ones_decree_24(kind, figures):
    row = house(kind=kind)
    earned(row, 1_000_000)

    with pytest.raises(NotLawful, match="제24조"):
        year_end.measure_supply(year_end=prepared(row), **figures, by=None, at=AT)


def test_the_database_keeps_what_was_given_to_others_below_all():
    row = house()
    earned(row, 1_000_000)
    prepared(row)

    for wrong in ({"supply_all": 1}, {"supply_all": 1, "supply_others": 2}, {"supply_all": 1, "supply_others": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            YearEnd.objects.update(**wrong)
