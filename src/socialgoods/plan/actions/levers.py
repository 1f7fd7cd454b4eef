"""What closes the gap to a target: placeholder until computed."""

from datetime import datetime
from typing import Any

from socialgoods.plan.models import ForecastRun, Plan


def run(*, plan: Plan, row: ForecastRun, done: Any, at: datetime) -> None:
    return None
