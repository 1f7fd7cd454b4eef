"""What must never be, cannot be stored."""

import pytest
from django.db import IntegrityError, transaction

from diagnosis.answers import MOMENT
from factories import AssessmentFactory, OrganizationFactory
from socialgoods.diagnosis.models import Diagnosis, GroupFigure, InstrumentFile, InstrumentUse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "submitted", "submitted_at": None},
        {"state": "reviewed", "reviewed_at": None},
        {"state": "final", "finalised_at": None},
        {"state": "final", "reviewed_at": None},
        {"view": "visit", "visited_on": None},
    ],
)
def test_a_state_has_its_moment_and_a_visit_its_day(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentFactory(**fields)


def test_one_assessment_for_each_view_of_a_year():
    row = AssessmentFactory()
    AssessmentFactory(organization=row.organization, view="visit")
    AssessmentFactory(organization=row.organization, purpose="svi")
    AssessmentFactory(organization=row.organization, year=2016)

    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentFactory(organization=row.organization)


def twice(model, **fields):
    model.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields)


def test_a_year_is_diagnosed_once():
    twice(Diagnosis, organization=OrganizationFactory(), year=2017, definitions="a", computed_at=MOMENT)


def test_a_group_has_one_figure_a_year():
    twice(GroupFigure, year=2017, by="kind", value="cooperative", computed_at=MOMENT)


def test_a_version_is_one_file():
    twice(InstrumentFile, version="a", purpose="county", text="", added_at=MOMENT)


def test_a_year_begins_with_one_version():
    twice(InstrumentUse, purpose="county", version="a", from_year=2018, decided_at=MOMENT)
