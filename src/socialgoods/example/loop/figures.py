"""All figures of the house, computed here and now, as `socialgoods follow` does."""

from datetime import datetime

from socialgoods.diagnosis.actions import follow as diagnosis
from socialgoods.plan.actions import follow as plan
from socialgoods.prescription.actions import follow as prescription


def diagnose(*, at: datetime) -> None:
    diagnosis.follow(at=at)


def compute(*, at: datetime) -> None:
    """Lower rooms first: what a room computes, the next may read."""
    for room in (diagnosis, prescription, plan):
        room.follow(at=at)
