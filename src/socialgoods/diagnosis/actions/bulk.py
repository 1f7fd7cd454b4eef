"""Assessments that come from a file or from the example: final as they are."""

from collections.abc import Iterable
from datetime import datetime

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
    organizations = dict(Organization.objects.values_list("code", "pk"))
    there = set(Assessment.objects.filter(purpose=Purpose.COUNTY, view=View.OWN).values_list("organization", "year"))
    found: dict[tuple[str, int], dict[str, int | None]] = {}
    for code, year, item, score in answers:
        found.setdefault((code, year), {})[item] = score
    versions = {year: instruments.in_use(year) for year in {year for _code, year in found}}
    longest = {version: instruments.instrument_of(version).forms[0].name for version in set(versions.values())}
    rows = [
        _final(organizations[code], year, versions[year], longest[versions[year]], given, by, at)
        for (code, year), given in found.items()
        if (organizations[code], year) not in there
    ]
    Assessment.objects.bulk_create(rows, BATCH)
    if rows:
        events.record("diagnosis.assessments.loaded", None, by=by, at=at, assessments=len(rows), years=sorted(versions))
    return len(rows)


def _final(
    organization: int,
    year: int,
    version: str,
    form: str,
    answers: dict[str, int | None],
    by: User | None,
    at: datetime,
) -> Assessment:
    stamps = {f"{verb}_at": at for verb in ("saved", "submitted", "reviewed", "finalised")}
    people = {f"{verb}_by": by for verb in ("saved", "submitted", "reviewed", "finalised")}
    return Assessment(
        organization_id=organization,
        year=year,
        version=version,
        form=form,
        way=Way.IMPORTED,
        answers=answers,
        state=AssessmentState.FINAL,
        **stamps,
        **people,
    )
