"""The example's network: founded by fifty, and a year later with its books closed and disclosed."""

import pytest
from django.core.management import call_command

from socialgoods.cooperative.models import Assembly, Cooperative, Departure, Disclosure, Officer
from socialgoods.cooperative.queries.register import members_on, paid_in_on
from socialgoods.example import advance
from socialgoods.example.load import load
from socialgoods.example.network.founding import CODE, HELD
from socialgoods.kernel import clock
from socialgoods.kernel.periods import seoul_day
from socialgoods.ledger.actions.verify import differences
from socialgoods.ledger.queries.balances import role_balance

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def county(db):
    call_command("load_county", verbosity=0)
    load(factor=0.4)


def test_the_network_is_founded_and_lives_through_a_year(county):
    row = Cooperative.objects.select_related("entity").get(code=CODE)
    founding = Assembly.objects.get(cooperative=row, kind="founding")

    assert row.state == "registered"
    assert members_on(row, clock.today()).count() == 50
    assert paid_in_on(row, clock.today()) == 50_000_000
    assert (founding.state, seoul_day(founding.held_at)) == ("signed", HELD)
    assert sorted(Officer.objects.filter(cooperative=row).values_list("office", flat=True)) == [
        "auditor", "auditor", "chair", "director", "director", "director", "director",
    ]  # fmt: skip
    assert Assembly.objects.filter(cooperative=row, state="called").count() == 1

    advance.advance(figured="none")

    row.refresh_from_db()
    today = clock.today()
    assert Disclosure.objects.filter(year_end__cooperative=row, year_end__year=2018).exists()
    assert list(differences(row.entity)) == []
    assert -role_balance(row.entity, "share_capital", until=today) == paid_in_on(row, today)
    left = Departure.objects.filter(member__cooperative=row)
    assert left.exists()
    assert all(each.refunds.exists() for each in left)
    assert 60 <= members_on(row, today).count() <= 70
