"""Answers to the shipped instruments, and assessments made of them."""

from datetime import UTC, date, datetime

from factories import AssessmentFactory
from socialgoods.diagnosis.queries import instrument as instruments

TODAY = date(2018, 3, 2)
MOMENT = datetime(2018, 3, 2, 5, 0, tzinfo=UTC)


def questions(version="wanju-2018", form="long"):
    return instruments.asked(instruments.instrument_of(version), form)


def answered(score=3, **others):
    """Every question of the long form with the same answer, but for those named."""
    return {item.code: score for item in questions()} | others


def final(organization, year=2017, score=3, **others):
    return AssessmentFactory(organization=organization, year=year, state="final", answers=answered(score, **others))
