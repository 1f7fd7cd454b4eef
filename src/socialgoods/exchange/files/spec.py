"""How a file is described: fields with their headings, what each cell is read as, and what must hold between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Need(Enum):
    VALUE = "value"
    """Every row has it."""
    COLUMN = "column"
    """A file of DESIGN part 7 has the column; a cell may be empty, which means not known."""
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Field:
    name: str
    ko: str
    en: str
    reads: str
    """Which parser of `cells` reads it; see `tables.parser_for`."""
    need: Need = Need.OPTIONAL
    also: str | tuple[str, ...] = ()
    """Other headings under which offices write it: a tuple, or one text with `|` between them."""
    help: str = ""
    codes: str = ""
    """The table of codes, a key of `Context.choices`."""
    marks: str = ";"
    """What stands between several codes in one cell."""
    signed: bool = False
    longest: int = 200
    lowest: float | None = None
    highest: float | None = None
    several: str = ""
    """Several columns may feed it: "join" puts their texts in a row, "first" takes the first that is filled."""
    foreign: bool = False
    """Not a column of DESIGN part 7: foreign sheets bring it, to find or place an organisation."""
    on_import: Need = Need.OPTIONAL
    """What an import asks for, where a file of part 7 asks for `need`."""

    @property
    def synonyms(self) -> tuple[str, ...]:
        return tuple(self.also.split("|")) if isinstance(self.also, str) else self.also


@dataclass(frozen=True)
class AtMost:
    """A part is not larger than what it is a part of."""

    part: str
    whole: str
    is_error: bool = False


@dataclass(frozen=True)
class InOrder:
    """A day does not come before another."""

    first: str
    second: str


@dataclass(frozen=True)
class Together:
    """Fields that are filled together or not at all."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class OneOf:
    """At least one of several ways (each a set of fields) is filled."""

    ways: tuple[tuple[str, ...], ...]
    only_on_import: bool = False


@dataclass(frozen=True)
class Once:
    """No two rows say the same in all these fields; rows that leave one empty are not compared."""

    fields: tuple[str, ...]


Rule = AtMost | InOrder | Together | OneOf | Once


@dataclass(frozen=True)
class FileSpec:
    name: str
    ko: str
    en: str
    help: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __contains__(self, name: object) -> bool:
        return any(field.name == name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field of that name. `KeyError` for a name the file does not have."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def needed(self, *, strict: bool = False) -> tuple[Field, ...]:
        """Fields whose column must be there: for a file of part 7 (`strict`), or for an import."""
        if strict:
            return tuple(field for field in self.fields if field.need is not Need.OPTIONAL)
        return tuple(field for field in self.fields if field.on_import is Need.VALUE)

    def must_fill(self, field: Field, *, strict: bool = False) -> bool:
        return (field.need if strict else field.on_import) is Need.VALUE
