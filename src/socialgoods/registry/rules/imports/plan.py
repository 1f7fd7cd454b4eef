"""What an import would write, said before anything is written. Nobody here knows a table; whoever writes does."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from socialgoods.exchange.tables import Problem
from socialgoods.registry.rules.imports.differences import Difference
from socialgoods.registry.rules.imports.fate import Counts, Fate, Fates


@dataclass
class Insert:
    """New rows of one table, column by column: attribute → a value for each, or one value for all."""

    table: str
    """`registry.organization`, as models are called."""
    numbers: list[int]
    """The sheet row that each comes from."""
    columns: dict[str, Any]
    parent: tuple[str, list[int]] | None = None
    """Attribute and, for each row, the parent's row number; negative for the insert's own: -1 - position in `of`."""
    of: "Insert | None" = None
    repeats: dict[str, str] = field(default_factory=dict)
    """Attributes that say what the new parent says in one of its own: the database copies them."""
    where: dict[str, str] = field(default_factory=dict)
    """Of which new parents: those that say this. Only beside `repeats`."""

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass
class Update:
    table: str
    id: int
    number: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class Twin:
    """A row taken for a record or for an earlier row of the sheet; the officer may say otherwise."""

    number: int
    because: str
    other: int
    """A record's number, or the earlier row's number in the sheet."""
    is_record: bool
    is_one: bool
    """What holds now: the same organisation, or another."""
    chosen: bool = False


@dataclass
class Plan:
    numbers: Sequence[int]
    fates: Fates
    inserts: list[Insert] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    twins: dict[int, Twin] = field(default_factory=dict)
    shown: dict[int, list[Difference]] = field(default_factory=dict)
    """Per sheet row, what changes, as people read it."""
    records: dict[int, int] = field(default_factory=dict)
    """Per sheet row, the record it speaks of."""

    @property
    def counts(self) -> Counts:
        return Counts.of(self.fates)

    @property
    def is_clean(self) -> bool:
        return not self.fates.has(Fate.ERROR)

    def fingerprint(self, promised: str) -> str:
        """The same while the same rows would become the same records. `promised`: file, mapping and options."""
        digest = hashlib.sha256(promised.encode())
        digest.update(self.fates.tobytes())
        digest.update(json.dumps(sorted(self.records.items())).encode())
        changed = [[update.table, update.id, update.before, update.after] for update in self.updates]
        digest.update(json.dumps(changed, cls=DjangoJSONEncoder, sort_keys=True).encode())
        return digest.hexdigest()
