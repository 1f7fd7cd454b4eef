"""What a folder is told: problems kept up to a bound, counted without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.tables import Problem, Severity

KEPT = 2_000
LISTED = 20
NOTHING = say("")


class Refused(Exception):
    """Nothing is handed out. `problems` are errors, the first 2,000 of each file; `count` is exact."""

    def __init__(self, problems: Sequence[Problem], count: int = 0) -> None:
        self.problems = list(problems)
        self.count = max(count, len(self.problems))
        super().__init__(problems, count)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self, gettext: Callable[[str], str] = lambda text: text, listed: int = LISTED) -> list[str]:
        """The first problems and how many more there are, in the language of `gettext`."""
        lines = [_line(problem, gettext) for problem in self.problems[:listed]]
        more = self.count - len(lines)
        return (
            [*lines, say(_("그 밖에 {count}건이 더 있습니다."), count=f"{more:,}").through(gettext)] if more else lines
        )


def _line(problem: Problem, gettext: Callable[[str], str]) -> str:
    said = " ".join(part.through(gettext) for part in (problem.rule, problem.remedy) if part)
    names_itself = not problem.row and f"‘{problem.file}’" in said
    return said if names_itself or not problem.where else f"{problem.where}: {said}"


class Notes:
    """The problems of one file: the first errors and the first warnings, and how many there are of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.error_count = self.warning_count = 0

    def add(self, problems: Iterable[Problem], error_count: int, warning_count: int) -> None:
        """Problems of which there may be more than are handed in."""
        for problem in problems:
            kept = self.errors if problem.is_error else self.warnings
            if len(kept) < KEPT:
                kept.append(problem)
        self.error_count += error_count
        self.warning_count += warning_count

    def say(
        self, severity: Severity, rule: Sentence, remedy: Sentence = NOTHING, *, row: int | None = None,
        field: str = "", heading: str = "", value: str = "", sheet: str = "",
    ) -> None:  # fmt: skip
        problem = Problem(self.file, sheet, row, "", heading, field, value[:200], rule, remedy, severity)
        self.add([problem], int(problem.is_error), int(not problem.is_error))
