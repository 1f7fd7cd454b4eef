"""Which posting each line of the bank stands for: the best assignment over all lines, each posting once. Pure and exact."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from socialgoods.kernel.hangul import normalise_name

WINDOW_DAYS = 5
"""A transfer made on the eve of a long weekend arrives so much later."""
EACH = 1_000
"""What a line matched is worth before its nearness: two lines matched beat one matched better."""
NEAR, ALIKE = 50, 50
SURE_DAYS = 3


@dataclass(frozen=True)
class Open:
    """A line of the bank, or a posting on its account."""

    pk: int
    day: date
    amount: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    line: int
    posting: int
    score: int
    """0 … 100: nearness of the days and likeness of the words."""
    days: int
    is_certain: bool
    """The only posting that fits this line, which fits no other line."""


def matches(lines: Sequence[Open], postings: Sequence[Open], *, window: int = WINDOW_DAYS) -> dict[int, Match]:
    """Line → its match. As many lines as can be have one; among such assignments the one with the highest sum of scores."""
    by_amount: dict[int, tuple[list[Open], list[Open]]] = {}
    for line in lines:
        by_amount.setdefault(line.amount, ([], []))[0].append(line)
    for posting in postings:
        if posting.amount in by_amount:
            by_amount[posting.amount][1].append(posting)
    found: dict[int, Match] = {}
    for some, others in by_amount.values():
        if others:
            found.update(_of_one_amount(some, others, window))
    return found


def _of_one_amount(lines: list[Open], postings: list[Open], window: int) -> dict[int, Match]:
    scores = {
        (row, column): score_of(line, posting, window)
        for row, line in enumerate(lines)
        for column, posting in enumerate(postings)
        if abs((line.day - posting.day).days) <= window
    }
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for row, column in scores:
        rows[row] = rows.get(row, 0) + 1
        columns[column] = columns.get(column, 0) + 1
    found = {}
    for row, column in assign(len(lines), len(postings), {pair: EACH + score for pair, score in scores.items()}):
        line, posting, score = lines[row], postings[column], scores[row, column]
        days = abs((line.day - posting.day).days)
        is_single = rows[row] == 1 and columns[column] == 1
        found[line.pk] = Match(line.pk, posting.pk, score, days, is_single and days <= SURE_DAYS)
    return found


def score_of(line: Open, posting: Open, window: int = WINDOW_DAYS) -> int:
    days = abs((line.day - posting.day).days)
    return NEAR * (window + 1 - days) // (window + 1) + round(ALIKE * likeness(line.words, posting.words))


def likeness(some: Sequence[str], others: Sequence[str]) -> float:
    """0 … 1: the most alike of any two of their words, by pairs of letters in common; one within the other is the same."""
    best = 0.0
    for one in some:
        for other in others:
            first, second = bare(one), bare(other)
            if not first or not second:
                continue
            shorter, longer = sorted((first, second), key=len)
            if len(shorter) >= 2 and shorter in longer:
                return 1.0
            mine, theirs = _pairs(first), _pairs(second)
            if mine and theirs:
                best = max(best, 2 * len(mine & theirs) / (len(mine) + len(theirs)))
    return best


@cache
def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[start : start + 2] for start in range(len(word) - 1))


@cache
def bare(words: str) -> str:
    """How counterparts are compared: without legal form, brackets, spaces and figures of dates."""
    return re.sub(r"[\W_]|\d{2,}", "", normalise_name(words)).casefold()


def adding_up(won: int, amounts: Sequence[int]) -> tuple[int, ...]:
    """Which two, else which three of the amounts, the first ones before later ones, make the sum; none where none do."""
    for count in (2, 3):
        for found in combinations(range(len(amounts)), count):
            if sum(amounts[index] for index in found) == won:
                return found
    return ()


def assign(rows: int, columns: int, weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The pairs with the highest sum of weights, each row and column at most once. Weights are above zero; other pairs may not be.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957) on a square of costs, in which a pair that may not be costs as much as
    no pair; exact, in whole numbers. Each row beside its neighbours only: a line without candidates costs nothing.
    """
    used = sorted({row for row, _column in weights})
    taken = sorted({column for _row, column in weights})
    if not used:
        return []
    place = {column: index for index, column in enumerate(taken)}
    top = max(weights.values())
    width = len(taken) + len(used)
    """Beside the postings stands one empty place for each line: to stay without."""
    costs = [[top] * width for _row in used]
    for index, row in enumerate(used):
        for column in taken:
            if (weight := weights.get((row, column))) is not None:
                costs[index][place[column]] = top - weight
    found = _cheapest(costs, width)
    return [
        (used[index], taken[column])
        for index, column in enumerate(found)
        if column < len(taken) and (used[index], taken[column]) in weights
    ]


def _cheapest(costs: list[list[int]], width: int) -> list[int]:
    """Row → column with the lowest sum of costs; there are at least as many columns as rows."""
    height = len(costs)
    of_row, of_column = [0] * (height + 1), [0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, height + 1):
        owner[0], at = row, 0
        way = [0] * (width + 1)
        least: list[float] = [float("inf")] * (width + 1)
        seen = [False] * (width + 1)
        while owner[at]:
            seen[at] = True
            current, step, nearest = owner[at], float("inf"), 0
            line = costs[current - 1]
            for column in range(1, width + 1):
                if seen[column]:
                    continue
                cost = line[column - 1] - of_row[current] - of_column[column]
                if cost < least[column]:
                    least[column], way[column] = cost, at
                if least[column] < step or (least[column] == step and owner[nearest] and not owner[column]):
                    step, nearest = least[column], column
            for column in range(width + 1):
                if seen[column]:
                    of_row[owner[column]] += int(step)
                    of_column[column] -= int(step)
                else:
                    least[column] -= step
            at = nearest
        while at:
            owner[at], at = owner[way[at]], way[at]
    found = [0] * height
    for column in range(1, width + 1):
        if owner[column]:
            found[owner[column] - 1] = column - 1
    return found
