"""Which record a row speaks of: by number, by business number, else by name and place. A person may say otherwise."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Because(Enum):
    CODE = "code"
    BUSINESS_NO = "business_no"
    ADDRESS = "address"
    DISTRICT = "district"
    NOTHING_ELSE = "nothing_else"
    """The same name, and neither says where it is."""
    NAME = "name"
    """The same name, and nothing against it: too little to take them for one."""

    @property
    def is_certain(self) -> bool:
        return self in {Because.CODE, Because.BUSINESS_NO}

    @property
    def is_enough(self) -> bool:
        return self is not Because.NAME


class Identity(NamedTuple):
    """What an organisation is known by; empty where it is not known. `residence`: inside, outside, unknown."""

    code: str = ""
    business_no: str = ""
    name_key: str = ""
    district: int | None = None
    address: str = ""
    residence: str = "unknown"


@dataclass(frozen=True)
class Found:
    ref: int
    """A record's row number, or -1 - position for an earlier row of the same sheet."""
    because: Because


class Index:
    """Everybody known, by what they may be recognised by. What has been `taken` by a row is not offered to the next."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.business_nos: dict[str, int] = {}
        self.names: dict[str, list[tuple[int, Identity]]] = defaultdict(list)
        self.taken: set[int] = set()
        self.known: dict[int, Identity] = {}

    def add(self, ref: int, identity: Identity) -> None:
        self.known.setdefault(ref, identity)
        if identity.code:
            self.codes.setdefault(identity.code, ref)
        if identity.business_no:
            self.business_nos.setdefault(identity.business_no, ref)
        if identity.name_key:
            self.names[identity.name_key].append((ref, identity))

    def add_row(self, ref: int, identity: Identity) -> None:
        """A row of the sheet: only by its name, for numbers that stand in a sheet twice have been refused."""
        self.names[identity.name_key].append((ref, identity))

    def take(self, ref: int, row: Identity, *, only_fill: bool) -> None:
        """The rows after it are matched with what the row makes of the record: as they will be when the same sheet comes again."""
        self.taken.add(ref)
        before = self.known[ref]
        after = self.known[ref] = becomes(before, row, only_fill=only_fill)
        if before.name_key == after.name_key:
            rows = self.names[before.name_key]
            rows[rows.index((ref, before))] = (ref, after)
            return
        self.names[before.name_key].remove((ref, before))
        self.names[after.name_key].append((ref, after))

    def find(self, row: Identity) -> Found | None:
        code, business_no, name_key, *_ = row
        if code and code in self.codes:
            return Found(self.codes[code], Because.CODE)
        if business_no and business_no in self.business_nos:
            return Found(self.business_nos[business_no], Because.BUSINESS_NO)
        if name_key not in self.names:
            return None
        candidates = [
            (RANK[because], ref in self.taken, position, ref, because)
            for position, (ref, known) in enumerate(self.names[row.name_key])
            if (because := why_one(row, known)) is not None
        ]
        if not candidates:
            return None
        *_, ref, because = min(candidates)
        return Found(ref, because)


def becomes(known: Identity, row: Identity, *, only_fill: bool) -> Identity:
    """What a record is known by once the row is written."""

    def said(new: str, old: str) -> str:
        return old if not new or (only_fill and old) else new

    residence, district = place_after(known, row.residence, row.district, only_fill=only_fill)
    return Identity(
        known.code, said(row.business_no, known.business_no), said(row.name_key, known.name_key), district,
        said(row.address, known.address), residence,
    )  # fmt: skip


def place_after(known: Identity, residence: str, district: int | None, *, only_fill: bool) -> tuple[str, int | None]:
    """Residence and district. Outside the county there is no district; what is not known is left as it is."""
    is_open = known.residence == "unknown" or not only_fill
    if residence == "outside" and is_open:
        return ("outside", None) if known.residence != "outside" else (known.residence, known.district)
    if residence != "inside" or (known.residence != "inside" and not is_open):
        return known.residence, known.district
    return "inside", district if district and not (only_fill and known.district) else known.district


RANK = {Because.ADDRESS: 0, Because.DISTRICT: 1, Because.NOTHING_ELSE: 2, Because.NAME: 3}


def why_one(row: Identity, known: Identity) -> Because | None:
    """Why two of one name may be one organisation; None where something speaks against it."""
    if row.business_no and known.business_no and row.business_no != known.business_no:
        return None
    if row.address and row.address == known.address:
        return Because.ADDRESS
    if row.district and known.district:
        return Because.DISTRICT if row.district == known.district else None
    if {row.residence, known.residence} == {"inside", "outside"}:
        return None
    if row.address and known.address and "outside" in (row.residence, known.residence):
        return None
    says_nothing = not (row.address or row.district) and not (known.address or known.district)
    return Because.NOTHING_ELSE if says_nothing else Because.NAME
