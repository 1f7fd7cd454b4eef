"""The figures that the rooms below give, by the name under which measurements, targets and forecasts speak of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    unit: str
    room: str
    """Where it is computed from: reports, diagnosis, membership, support, or entered by hand."""
    is_foreseen: bool = False
    """The forecast has a law for it."""
    groups: bool = False
    """It opens down to districts, sectors and kinds."""


SERIES = {
    "self_reliant": Series("count", "diagnosis", is_foreseen=True, groups=True),
    "self_sustaining": Series("count", "diagnosis", groups=True),
    "organisations": Series("count", "diagnosis", groups=True),
    "self_reliance_rate": Series("share", "diagnosis", is_foreseen=True, groups=True),
    "pooled_ratio": Series("share", "diagnosis", is_foreseen=True, groups=True),
    "median_ratio": Series("share", "diagnosis", groups=True),
    "labour_cover": Series("share", "reports", groups=True),
    "jobs": Series("count", "reports", is_foreseen=True, groups=True),
    "jobs_increase": Series("count", "reports", is_foreseen=True, groups=True),
    "jobs_fte": Series("count", "reports"),
    "jobs_subsidised": Series("count", "reports"),
    "jobs_vulnerable": Series("count", "reports"),
    "income": Series("won", "reports", is_foreseen=True, groups=True),
    "income_sum": Series("won", "reports", is_foreseen=True),
    "new_income": Series("won", "reports", is_foreseen=True, groups=True),
    "new_income_sum": Series("won", "reports", is_foreseen=True),
    "participation": Series("share", "membership", is_foreseen=True, groups=True),
    "participation_of_150000": Series("share", "membership", is_foreseen=True),
    "participation_of_2018": Series("share", "membership", is_foreseen=True),
    "buyers": Series("count", "membership"),
    "social_finance": Series("won", "entered", is_foreseen=True),
    "social_finance_outstanding": Series("won", "entered", is_foreseen=True),
    "money": Series("won", "support"),
    "money_sum": Series("won", "support"),
}

IN_THE_FILE = (
    "self_reliance_rate", "self_reliant", "jobs", "jobs_increase", "new_income", "new_income_sum", "participation", "social_finance",
)  # fmt: skip
"""Indicators of the plan's `forecast` file; the other series are readings beside them."""


def is_entered(series: str) -> bool:
    """Nothing computes it: its owner enters it."""
    return series not in SERIES or SERIES[series].room == "entered"
