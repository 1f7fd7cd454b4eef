"""What moves the evidence, and that it is learnt anew once."""

from datetime import UTC, date, datetime

import pytest

from decided import offer, sent
from factories import NOON, AnnualReportFactory, MeasureFactory, OrganizationFactory, UserFactory, user_as
from socialgoods.diagnosis.actions import compute as diagnosis
from socialgoods.kernel import events, freshness
from socialgoods.kernel.models import Event
from socialgoods.people.models import Role
from socialgoods.prescription.actions import answer
from socialgoods.prescription.actions.follow import Seen, first_year, follow, name_of
from socialgoods.prescription.models import Evidence, Outcome, Prescription
from socialgoods.registry.actions import designation as registry
from socialgoods.support.actions import commitment as commitments
from socialgoods.support.models import Commitment

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def county():
    offer()
    rows = [OrganizationFactory(residence="inside", founded_on=date(2012, 1, 1)) for _ in range(6)]
    for number, row in enumerate(rows):
        for year in (2016, 2017):
            AnnualReportFactory(
                organization=row, fiscal_year=year, sales_private=60_000_000 + 3_000_000 * number + year
            )
    return rows


def test_the_first_look_learns_every_year_and_the_second_none(county):
    assert (follow(at=NOON), follow(at=NOON)) == (2, 0)

    assert list(Evidence.objects.order_by("year").values_list("year", flat=True)) == [2017]
    assert not freshness.of(name_of(2017)).is_stale


def test_a_confirmed_report_touches_its_year_and_those_after(county):
    follow(at=NOON)
    report = county[0].reports.get(fiscal_year=2016)
    events.record("registry.report.confirmed", report, by=None, at=NOON)
    later = datetime(2018, 3, 3, tzinfo=UTC)

    assert follow(at=later) == 2

    assert Evidence.objects.get().computed_at == later


def test_a_support_that_is_recorded_touches_its_year(county):
    fields = {"year": 2017, "measure": MeasureFactory(), "source": "county", "amount": 1}
    support = registry.record_support(organization=county[0], fields=fields, by=user_as(Role.OFFICER), at=NOON)
    recorded = Event.objects.get(name="registry.support.recorded")

    assert (first_year(recorded), support.year) == (2017, 2017)


@pytest.mark.parametrize(
    ("name", "data", "year"),
    [
        ("registry.support.removed", {"year": 2016}, 2016),
        ("registry.import.committed", {}, 0),
        ("example.year.advanced", {}, 0),
        ("prescription.offer.changed", {}, 0),
        ("people.role.assigned", {}, None),
        ("prescription.evidence.computed", {}, None),
    ],
)
def test_which_years_an_event_touches(name, data, year):
    assert first_year(Event(name=name, data=data, at=NOON)) == year


def test_many_events_mark_a_year_once(county):
    seen = Seen(NOON)
    for _ in range(5):
        seen.take(Event(name="registry.import.committed", at=NOON))

    assert freshness.of(name_of(2017)).marks == 1


def test_from_a_promise_that_is_kept_to_the_outcome(county):
    organization = county[0]
    officer, row = user_as(Role.OFFICER), sent(organization)
    answer.accept(prescription=row, by=UserFactory(), at=NOON)
    commitments.deliver(
        commitment=Commitment.objects.get(), delivered_on=date(2018, 3, 2), what="포장 디자인", cost=6_000_000, key="one",
        is_last=True, by=officer, at=NOON,
    )  # fmt: skip
    for number, each in enumerate(county):
        report = AnnualReportFactory(organization=each, fiscal_year=2018, sales_private=70_000_000 + 4_000_000 * number)
        events.record("registry.report.confirmed", report, by=officer, at=NOON)

    diagnosis.compute(2017, at=NOON)
    diagnosis.compute(2018, at=NOON)
    follow(at=NOON)

    found = Outcome.objects.get()
    assert (found.prescription, found.year, found.alike) == (row, 2018, 5)
    assert found.rise_alike is not None
    assert Evidence.objects.get(year=2018).estimates["measures"]["design"]["cases"] == 1


def test_a_promise_that_is_cancelled_is_followed_back(county):
    row = sent(county[0])
    answer.accept(prescription=row, by=UserFactory(), at=NOON)
    commitments.cancel(commitment=Commitment.objects.get(), reason="문 닫음", by=user_as(Role.OFFICER), at=NOON)

    follow(at=NOON)

    assert Prescription.objects.get().state == "withdrawn"
