"""Assessments that come from a file or from the example: final as they are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from socialgoods.diagnosis.models import Assessment, AssessmentState, Purpose, View, Way
from socialgoods.diagnosis.queries import instrument as instruments
from socialgoods.kernel import events
from socialgoods.people.models import User
from socialgoods.registry.models import Organization

BATCH = 500
Answer = tuple[str, int, str, int | None]
"""Organisation, year, item, score."""


@transaction.atomic
def load(answers: Iterable[Answer], *, by: User | None, at: datetime) -> int:
    """How many assessments. An organisation's year that has one already keeps it."""
    organizations = {row.code: row for row in Organization.objects.only("pk", "code", "kind")}
    there = set(Assessment.objects.filter(purpose=Purpose.COUNTY, view=View.OWN).values_list("organization", "year"))
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for code, year, item, score in answers:
        found.setdefault((code, year), {})[item] = score
    versions = {year: instruments.in_use(year) for year in {year for _, year in found}}
    forms = {version: instruments.instrument_of(version) for version in versions.values()}
    rows = [
        Assessment(
            organization=organizations[code],
            year=year,
            version=versions[year],
            form=forms[versions[year]].forms[0].name,
            way=Way.IMPORTED,
            answers=given,
            state=AssessmentState.FINAL,
            saved_by=by,
            saved_at=at,
            submitted_by=by,
            submitted_at=at,
            reviewed_by=by,
            reviewed_at=at,
            finalised_by=by,
            finalised_at=at,
        )
        for (code, year), given in found.items()
        if (organizations[code].pk, year) not in there
    ]
    Assessment.objects.bulk_create(rows, BATCH)
    events.record("diagnosis.assessments.loaded", None, by=by, at=at, assessments=len(rows))
    return len(rows)
