"""What a planner is handed, and small pieces that all planners share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from socialgoods.exchange.sentences import Sentence
from socialgoods.exchange.tables import CheckedTable, Problem
from socialgoods.kernel.periods import seoul_day
from socialgoods.registry.queries.imports import known
from socialgoods.registry.rules.imports import text
from socialgoods.registry.rules.imports.fate import Fate, Fates
from socialgoods.registry.rules.imports.plan import Plan


@dataclass(frozen=True)
class Asked:
    """A checked sheet and the officer's choices. `matches`: sheet row → "new", or the number of a record."""

    checked: CheckedTable
    at: datetime
    by_id: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return seoul_day(self.at)

    @property
    def explicit(self) -> frozenset[str]:
        """Fields that a column of the sheet says, not a value for all rows."""
        return frozenset(self.checked.mapping.by_field())

    def column(self, name: str) -> list[Any]:
        found = self.checked.columns.get(name)
        return found if found is not None else [None] * len(self.checked.numbers)


def begin(asked: Asked) -> Plan:
    """A plan in which the cells have had their say, and nothing is decided yet."""
    checked = asked.checked
    fates = Fates([0]) * len(checked.numbers)
    plan = Plan(checked.numbers, Fates(fates))
    for position, number in enumerate(checked.numbers):
        if number in checked.refused:
            plan.fates[position] |= Fate.ERROR
        if number in checked.noted:
            plan.fates[position] |= Fate.WARNING
    return plan


def problem(
    asked: Asked, number: int, name: str, value: Any, rule: Sentence, remedy: Sentence, *, is_error: bool = True
) -> Problem:
    """A problem that only shows beside the register."""
    checked = asked.checked
    match = next(iter(checked.mapping.by_field().get(name, [])), None)
    letter, heading = (match.letter, match.heading) if match else ("", "")
    written = "" if value is None else str(value)[:200]
    severity: Literal["error", "warning"] = "error" if is_error else "warning"
    return Problem(checked.file, checked.sheet, number, letter, heading, name, written, rule, remedy, severity)


def refuse(plan: Plan, position: int, found: Problem) -> None:
    plan.fates[position] |= Fate.ERROR if found.is_error else Fate.WARNING
    plan.problems.append(found)


def find_organizations(asked: Asked, plan: Plan) -> list[int | None]:
    """For each row the organisation it names; a row that names nobody we know is refused."""
    finder = known.Finder()
    columns = [asked.column(name) for name in ("org_id", "business_no", "organisation")]
    answers: dict[tuple[Any, ...], int | set[int] | None] = {}
    found: list[int | None] = []
    for position, said in enumerate(zip(*columns, strict=True)):
        if plan.fates[position] & Fate.ERROR:
            found.append(None)
            continue
        if said not in answers:
            answers[said] = finder.find(*said)
        answer = answers[said]
        found.append(answer if isinstance(answer, int) else None)
        if not isinstance(answer, int):
            name = next(f for f, v in zip(("org_id", "business_no", "organisation"), said, strict=True) if v)
            value = next(value for value in said if value)
            rule = text.NO_ORGANIZATION if answer is None else text.SEVERAL_ORGANIZATIONS
            remedy = text.IMPORT_IT_FIRST if answer is None else text.SAY_WHICH
            refuse(plan, position, problem(asked, plan.numbers[position], name, value, rule, remedy))
    return found


def take(column: list[Any], positions: Sequence[int]) -> list[Any]:
    """The values at these positions, which rise; often they are all there are."""
    return column if len(positions) == len(column) else [column[position] for position in positions]
