"""A variant's lines as they stand in the database, and as they would be decided."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from socialgoods.analysis.sentences import UNSERVED
from socialgoods.prescription.computing import Line
from socialgoods.prescription.models import Amendment, Choice, Member, Round, Variant
from socialgoods.prescription.rules.amending import Given
from socialgoods.prescription.rules.voting import Seat
from socialgoods.registry import codes

FIELDS = (
    "organization__code", "measure__code", "source", "amount", "gain", "gain_low", "gain_high", "runner_up__code", "why", "reason",
)  # fmt: skip


COLUMNS = ("organization__code", "measure__code", "source", "amount")


def lines_of(variant: Variant) -> list[Line]:
    rows = variant.choices.order_by("organization__code").values_list(*FIELDS)
    return [
        Line(code, measure or "", source, amount, gain, low, high, runner_up or "", why, reason)
        for code, measure, source, amount, gain, low, high, runner_up, why, reason in rows.iterator(5_000)
    ]


def amended(round: Round) -> dict[str, Given]:
    """What each organisation would get, by code: the laid variant with what the committee decided otherwise."""
    found: dict[str, Given] = {}
    if round.laid is not None:
        proposed = round.laid.choices.exclude(measure=None)
        for code, measure, source, amount in proposed.values_list(*COLUMNS):
            found[code] = Given(code, measure or "", source, amount)
    changed = Amendment.objects.filter(sitting__round=round).order_by("organization__code")
    for code, measure, source, amount in changed.values_list(*COLUMNS):
        if measure is None:
            found.pop(code, None)
        else:
            found[code] = Given(code, measure, source, amount)
    return found


def seats_of(round: Round) -> list[Seat]:
    rows = Member.objects.filter(sitting__round=round).prefetch_related("conflicts")
    return [Seat(row.name, row.vote, frozenset(one.code for one in row.conflicts.all())) for row in rows]


SHOWS = ("", "given", "none", "pinned")
SORTS = {"name": "organization__name", "gain": "gain", "amount": "amount"}


@dataclass(frozen=True)
class Asked:
    """What of the lines somebody wants to see."""

    q: str = ""
    show: str = ""
    measure: str = ""
    sector: str = ""
    area: str = ""
    why: str = ""
    sort: str = "-gain"

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asked":
        read = {name: str(given.get(name, ""))[:80].replace("\x00", "") for name in cls.__dataclass_fields__}
        read["sort"] = read["sort"] if read["sort"].removeprefix("-") in SORTS else "-gain"
        read["show"] = read["show"] if read["show"] in SHOWS else ""
        return cls(**read)

    @property
    def active(self) -> int:
        return sum(bool(getattr(self, name)) for name in ("q", "show", "measure", "sector", "area", "why"))


def found(variant: Variant, asked: Asked, *, only: Collection[int] | None = None) -> QuerySet[Choice]:
    rows = variant.choices.select_related("organization__district", "measure", "runner_up")
    if only is not None:
        rows = rows.filter(organization__in=only)
    if asked.q:
        rows = rows.filter(Q(organization__name__icontains=asked.q) | Q(organization__code__iexact=asked.q))
    if asked.show == "pinned":
        rows = rows.filter(organization__code__in=[pin["org_id"] for pin in variant.setup["pins"]])
    elif asked.show:
        rows = rows.filter(measure__isnull=asked.show == "none")
    by_field = {
        "measure__code": asked.measure, "organization__sector": asked.sector, "organization__district__name": asked.area,
        "why": asked.why,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in by_field.items() if value})
    down = asked.sort.startswith("-")
    field = F(SORTS[asked.sort.removeprefix("-")])
    order = field.desc(nulls_last=True) if down else field.asc(nulls_last=True)
    return rows.order_by(order, "organization__code")


def options(variant: Variant) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen from, as far as it occurs."""
    result = variant.result
    sectors = codes.sectors()
    return {
        "measure": [(row["code"], row["name"]) for row in result.get("measures", []) if row["count"]],
        "sector": [
            (row["value"], sectors.get(row["value"], row["value"]))
            for row in result.get("groups", {}).get("sector", [])
        ],
        "area": [(row["value"], row["value"]) for row in result.get("groups", {}).get("area", []) if row["value"]],
        "why": [(code, unserved(code)) for code in sorted(result.get("unserved", {}))],
    }


def unserved(code: str) -> str:
    """Why nothing, in the reader's language."""
    language = "en" if (get_language() or "ko").startswith("en") else "ko"
    return UNSERVED[language].get(code, code)
