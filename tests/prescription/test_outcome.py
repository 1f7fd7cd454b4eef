"""What the next report says of an organisation that a measure reached, beside those alike."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decided import offer, round_of
from factories import NOON, OrganizationFactory, SupportGivenFactory, UserFactory
from socialgoods.diagnosis.models import Diagnosis
from socialgoods.prescription.actions import answer
from socialgoods.prescription.actions.outcome import match
from socialgoods.prescription.actions.send import send
from socialgoods.prescription.models import Outcome, Prescription
from socialgoods.prescription.queries.told import Told
from socialgoods.prescription.rules.outcome import Alike, alike
from socialgoods.registry.models import Organization

pytestmark = pytest.mark.django_db
RATIOS = st.lists(st.tuples(st.integers(0, 40), st.integers(-20, 20)), max_size=40)


@given(RATIOS, st.integers(0, 40))
def test_the_nearest_are_those_that_a_plain_sort_finds(rows, ratio):
    ordered = sorted((before / 20, rise / 20) for before, rise in rows)
    found = alike(ordered, ratio / 20)

    assert found.count == min(10, len(rows))
    if found.count < 5:
        assert found.rise is None
        return
    distances = sorted(abs(before - ratio / 20) for before, _ in ordered)[:10]
    near = [rise for before, rise in ordered if abs(before - ratio / 20) < distances[-1] - 1e-12]
    edge = [rise for before, rise in ordered if abs(abs(before - ratio / 20) - distances[-1]) <= 1e-12]
    least = (sum(near) + sum(sorted(edge)[: found.count - len(near)])) / found.count
    most = (sum(near) + sum(sorted(edge, reverse=True)[: found.count - len(near)])) / found.count
    assert least - 1e-9 <= found.rise <= most + 1e-9


def test_of_two_equally_near_the_lower_comes_first():
    ordered = [(0.4, 0.1), (0.6, 0.3)]

    assert alike(ordered, 0.5, nearest=1, least=1) == Alike(0.1, 1)


def test_fewer_than_five_say_nothing():
    assert alike([(0.1 * n, 0.0) for n in range(4)], 0.2) == Alike(None, 4)


def _diagnosed(organization, year, ratio, **more):
    Diagnosis.objects.create(
        organization=organization,
        year=year,
        self_reliance_ratio=ratio,
        definitions="wanju-2017",
        computed_at=NOON,
        **more,
    )


@pytest.fixture
def reached():
    """An accepted and delivered prescription of 2018, with 12 unsupported organisations of other ratios."""
    organization = OrganizationFactory(residence="inside")
    design = offer()
    send(round=round_of((organization, design, 6_000_000)), by=None, at=NOON)
    row = Prescription.objects.select_related("organization").get()
    answer.accept(prescription=row, by=UserFactory(), at=NOON)
    SupportGivenFactory(organization=organization, year=2018, measure=design.measure)
    draw = random.Random(7)
    for _ in range(12):
        other = OrganizationFactory(residence="inside")
        before = draw.uniform(0.3, 0.9)
        _diagnosed(other, 2017, before)
        _diagnosed(other, 2018, before + draw.uniform(-0.1, 0.2))
    _diagnosed(organization, 2017, 0.6)
    _diagnosed(organization, 2018, 0.75, self_reliant=False)
    return row


def naive(row):
    """Recomputed by hand: every unsupported organisation with both years, the ten nearest, their mean rise."""
    ratios = {}
    for diagnosis in Diagnosis.objects.exclude(organization=row.organization_id):
        ratios.setdefault(diagnosis.organization_id, {})[diagnosis.year] = diagnosis.self_reliance_ratio
    own = Diagnosis.objects.get(organization=row.organization_id, year=2017).self_reliance_ratio
    both = [(abs(each[2017] - own), each[2018] - each[2017]) for each in ratios.values() if {2017, 2018} <= set(each)]
    nearest = [rise for _, rise in sorted(both)[:10]]
    return sum(nearest) / len(nearest)


@pytest.mark.slow
def test_an_outcome_is_what_a_plain_recomputation_gives(reached):
    count = match(2018, at=NOON)

    found = Outcome.objects.get()
    assert (count, found.prescription, found.year, found.ratio_before, found.ratio_after, found.alike, found.self_reliant) == (
        1, reached, 2018, 0.6, 0.75, 10, False,
    )  # fmt: skip
    assert found.rise_alike == pytest.approx(naive(reached), abs=1e-12)
    assert match(2018, at=NOON) == 0


def test_supported_organisations_are_not_among_those_alike(reached):
    others = (
        Diagnosis.objects.filter(year=2017)
        .exclude(organization=reached.organization_id)
        .values_list("organization", flat=True)
    )
    for pk in list(others)[:8]:
        SupportGivenFactory(organization=Organization.objects.get(pk=pk), year=2018)

    match(2018, at=NOON)

    assert Outcome.objects.values_list("rise_alike", "alike").get() == (None, 4)


def test_what_was_never_delivered_has_no_outcome(reached):
    reached.organization.supports.all().delete()

    assert match(2018, at=NOON) == 0
    assert not Outcome.objects.exists()


def test_an_outcome_goes_when_its_report_is_reopened(reached):
    match(2018, at=NOON)
    Diagnosis.objects.filter(year=2018, organization=reached.organization_id).delete()

    assert match(2018, at=NOON) == 1
    assert not Outcome.objects.exists()


def test_the_words_claim_no_more_than_was_seen(reached):
    match(2018, at=NOON)

    first, second, third = Told(Prescription.objects.select_related("round__laid").get()).outcome_words

    assert "75.0%" in first
    assert "60.0%" in first
    assert "+15.0%p" in second
    assert "10곳" in second
    assert "말할 수는 없습니다" in third
