"""What an action says when it may not be done. Carries the reasons, ready to show."""

from collections.abc import Iterable


class NotPossible(Exception):
    def __init__(self, reasons: Iterable[str] | str) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


def refuse(reasons: Iterable[str]) -> None:
    """Raises if there is a reason."""
    found = list(reasons)
    if found:
        raise NotPossible(found)
