"""Everybody in the register, by what a foreign sheet may call them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from socialgoods.exchange.context import Context
from socialgoods.kernel.hangul import normalise_name
from socialgoods.places.models import District
from socialgoods.registry.models import Measure, Organization
from socialgoods.registry.rules.imports.matching import Identity, Index

IDENTITY = ("id", "code", "business_no", "name_key", "district_id", "address_index", "residence", "merged_into_id")
PIECE = 10_000


def context(today: date, *, measures: bool = True) -> Context:
    """What the checks must know of this county. Without `measures` any text is a measure."""
    county = settings.COUNTY
    choices: dict[str, Any] = {"kinds": county.kinds, "sectors": county.sectors}
    if measures:
        choices["measures"] = {code: (name,) for code, name in Measure.objects.values_list("code", "name")}
    return Context(
        today=today,
        county=county.name,
        districts={row.name: (row.name_en, row.code, row.code_before) for row in District.objects.all()},
        provinces=(county.province, *county.province_also),
        choices=choices,
    )


def districts() -> dict[str, int]:
    return dict(District.objects.values_list("name", "id"))


def identities() -> list[tuple[int, Identity]]:
    """Every organisation; those merged into another speak for the other, and come last."""
    rows = list(Organization.objects.order_by("id").values_list(*IDENTITY))
    into = {row[0]: row[7] for row in rows if row[7]}
    live = [(row[0], Identity(*row[1:7])) for row in rows if not row[7]]
    return live + [(_kept(row[0], into), Identity(*row[1:7])) for row in rows if row[7]]


def _kept(pk: int, into: dict[int, int]) -> int:
    while pk in into:
        pk = into[pk]
    return pk


def index() -> Index:
    found = Index()
    for ref, identity in identities():
        found.add(ref, identity)
    return found


class Finder:
    """The organisation that a row of accounts, support or membership names: by number, business number or name."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.business_nos: dict[str, int] = {}
        self.names: dict[str, set[int]] = defaultdict(set)
        for ref, known in identities():
            self.codes.setdefault(known.code, ref)
            if known.business_no:
                self.business_nos.setdefault(known.business_no, ref)
            self.names[known.name_key].add(ref)

    def find(self, code: str | None, business_no: str | None, name: str | None) -> int | set[int] | None:
        """Its number, None where nobody is called so, several where it is not clear who is meant."""
        if code and (ref := self.codes.get(code)):
            return ref
        if business_no and (ref := self.business_nos.get(business_no)):
            return ref
        if name and (several := self.names.get(normalise_name(name))):
            return next(iter(several)) if len(several) == 1 else several
        return None


def values_of(model: type[Any], fields: Iterable[str], ids: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """The fields of these rows, by row number; in pieces, for a database takes only so many numbers at once."""
    wanted, names = sorted(set(ids)), list(fields)
    found: dict[int, tuple[Any, ...]] = {}
    for start in range(0, len(wanted), PIECE):
        rows = model._default_manager.filter(pk__in=wanted[start : start + PIECE]).values_list("pk", *names)
        found.update((row[0], row[1:]) for row in rows.iterator(chunk_size=PIECE))
    return found
