"""What an action raises where law or articles say no."""

from collections.abc import Sequence

from socialgoods.cooperative.rules.law import Reason


class NotLawful(Exception):
    """Carries the reasons, ready to show."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(str(reason) for reason in reasons))


def require_lawful(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise NotLawful(reasons)
