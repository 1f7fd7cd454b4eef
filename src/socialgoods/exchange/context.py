"""What the checks must know about the county; plain data, handed in from above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from socialgoods.exchange.synonyms import SYNONYMS
from socialgoods.kernel import codes

Choices = Mapping[str, tuple[str, ...]]

SHIPPED: Mapping[str, Choices] = {
    "kinds": codes.KINDS,
    "sectors": codes.SECTORS,
    "statuses": codes.STATUSES,
    "legal_forms": codes.LEGAL_FORMS,
    "designations": codes.DESIGNATIONS,
    "roles": codes.MEMBER_PARTS,
    "evidence": codes.EVIDENCE,
    "wages_booked": codes.WAGES_BOOKED,
    "dimensions": codes.DIMENSIONS,
    "modes": codes.MODES,
    "floor_fields": {"area": ("읍·면", "District"), "sector": ("분야", "Sector")},
    "pin_choices": {"pinned": ("반드시 줌", "Pinned"), "forbidden": ("주지 않음", "Forbidden")},
}


@dataclass(frozen=True)
class Context:
    today: date
    county: str = ""
    districts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Name → other names (English, codes)."""
    provinces: tuple[str, ...] = ()
    choices: Mapping[str, Choices] = field(default_factory=dict)
    """Codes beside the shipped ones, by table: a county's own kinds and sectors, its measures."""

    def options(self, table: str) -> dict[str, tuple[str, ...]]:
        """Code → labels. Empty for a table that is free (measures, until some are named)."""
        return {**SHIPPED.get(table, {}), **self.choices.get(table, {})}

    def words(self, table: str) -> Mapping[str, str]:
        return SYNONYMS.get(table, {})

    def areas(self) -> dict[str, tuple[str, ...]]:
        """A district goes by its name, the name without 읍·면·동, and its other names."""
        return {name: (name, name[:-1], *also) for name, also in self.districts.items()}
