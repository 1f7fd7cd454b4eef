"""Figures from law or policy: each with the day from which it holds, and where it stands written."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Since(Generic[T]):
    from_on: date
    value: T
    source: str
    verified: bool = True


class NotInForce(LookupError):
    """No value of the parameter holds on that day."""


class Dated(Generic[T]):
    def __init__(self, *values: Since[T]) -> None:
        starts = [value.from_on for value in values]
        if not values or starts != sorted(set(starts)):
            raise ValueError("dated values must be given once each, oldest first")
        self.values = values

    def is_in_force(self, day: date) -> bool:
        return self.values[0].from_on <= day

    def since(self, day: date) -> Since[T]:
        for value in reversed(self.values):
            if value.from_on <= day:
                return value
        raise NotInForce(f"no value is in force on {day}")

    def on(self, day: date) -> T:
        return self.since(day).value
