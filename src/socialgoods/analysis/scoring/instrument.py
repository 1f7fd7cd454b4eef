"""An instrument: questions, weights, forms and indicators, as a versioned data file (TOML).

version = "wanju-2018"
[form.long]                       # the first form is everybody's
[form.short]                      # another form, for those it names
kinds = ["village_community"]     # of these kinds, and
sizes = ["0", "1-4", ""]          # of these size classes; "" is not known
[[item]]
code, dimension, weight = 1, scale = 5, ko, en, forms = ["long", "short"]
[[indicator]]
code, dimension, weight, reading, bands = [[0.5, 0], [1.0, 60]], ko, en, forms
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

from socialgoods.analysis.definitions import DIMENSIONS

READINGS = (
    "self_reliance_ratio", "support_dependence", "cover", "labour_cover", "value_added_ratio", "ratio_without_commissions",
    "ratio_with_unpaid_work", "income_per_fte", "public_share", "vulnerable_share", "subsidised_share", "local_share",
)  # fmt: skip


class InstrumentError(ValueError):
    """Says what in the file is wrong and what to do; `line` where it stands in the file, from 1, if that is known."""

    line: int | None = None


@dataclass(frozen=True)
class Item:
    code: str
    dimension: str
    weight: float
    scale: int
    ko: str
    en: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    code: str
    dimension: str
    weight: float
    reading: str
    bands: tuple[tuple[float, float], ...]
    """(value of the reading, points), values rising, points only rising or only falling; level beyond both ends."""
    ko: str
    en: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    name: str
    kinds: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    version: str
    forms: tuple[Form, ...]
    """The first is everybody's for whom no other is meant; the others are tried in order."""
    items: tuple[Item, ...]
    indicators: tuple[Indicator, ...] = ()

    def weight_of(self, form: str, dimension: str) -> float:
        """Weight of all items and indicators that the form asks of the dimension."""
        parts: tuple[Item | Indicator, ...] = (*self.items, *self.indicators)
        return sum(part.weight for part in parts if part.dimension == dimension and form in part.forms)

    def form_for(self, kind: str, size: str) -> str:
        """The form an organisation is asked: the first special one meant for its kind and size class, else the first of all."""
        for form in self.forms[1:]:
            if (not form.kinds or kind in form.kinds) and (not form.sizes or size in form.sizes):
                return form.name
        return self.forms[0].name

    def items_of(self, form: str) -> tuple[Item, ...]:
        """The questions of a form, in the order of the file."""
        return tuple(item for item in self.items if form in item.forms)


def load(text: str | bytes) -> Instrument:
    """The instrument a file holds. `InstrumentError` says in a sentence what is wrong with it."""
    try:
        written = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        data = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        wrong = InstrumentError(f"The instrument is not a TOML file in UTF-8: {error}.")
        found = re.search(r"line (\d+)", str(error))
        wrong.line = int(found[1]) if found else None
        raise wrong from error
    try:
        return _read(data)
    except InstrumentError as error:
        error.line = _line_of(written, str(error).partition(":")[0])
        raise


def _line_of(text: str, code: str) -> int | None:
    """Where the code stands that an error begins with."""
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"""\s*code\s*=\s*["']{re.escape(code)}["']""", line):
            return number
    return None


def _read(data: Mapping[str, Any]) -> Instrument:
    if data.get("kind", "scores") != "scores":
        raise InstrumentError("This instrument gives points of its own and no scores of the seven dimensions.")
    if not all(isinstance(data.get(part, []), list) for part in ("item", "indicator")):
        raise InstrumentError("Items and indicators are written as [[item]] and [[indicator]].")
    if not isinstance(data.get("form", {}), dict) or not all(
        isinstance(rule, dict) for rule in data.get("form", {}).values()
    ):
        raise InstrumentError("Forms are written as [form.name].")
    forms = tuple(
        Form(name, tuple(rule.get("kinds", ())), tuple(rule.get("sizes", ())))
        for name, rule in data.get("form", {"long": {}}).items()
    )
    names = tuple(form.name for form in forms)
    try:
        items = tuple(_item(row, names) for row in data.get("item", ()))
        indicators = tuple(_indicator(row, names) for row in data.get("indicator", ()))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InstrumentError):
            raise
        raise InstrumentError(f"An item or indicator lacks something, or has it in another form: {error}.") from error
    codes = [*(item.code for item in items), *(indicator.code for indicator in indicators)]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        raise InstrumentError(f"The code {code} stands twice; give each item and indicator a code of its own.")
    if not codes or not data.get("version"):
        raise InstrumentError("The instrument needs a version and at least one [[item]].")
    return Instrument(str(data["version"]), forms, items, indicators)


def shipped() -> tuple[str, ...]:
    """Names of the instruments that come with the program and score the seven dimensions."""
    folder = files("socialgoods.analysis") / "instruments"
    names = (path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(name for name in names if not name.startswith("svi-")))


def named(name: str) -> Instrument:
    """A shipped instrument by name. `InstrumentError` names those there are."""
    if name not in shipped():
        raise InstrumentError(
            f"There is no instrument {name}. There are: {', '.join(shipped())}; or give the path of a file."
        )
    return load((files("socialgoods.analysis") / "instruments" / f"{name}.toml").read_bytes())


def _item(row: Mapping[str, Any], forms: tuple[str, ...]) -> Item:
    item = Item(*_common(row), int(row.get("scale", 5)), row["ko"], row["en"], _forms(row, forms))
    if item.scale < 2:
        raise InstrumentError(f"{item.code}: a scale runs from 1 to at least 2.")
    return item


def _indicator(row: Mapping[str, Any], forms: tuple[str, ...]) -> Indicator:
    bands = tuple((float(value), float(points)) for value, points in row["bands"])
    indicator = Indicator(*_common(row), row["reading"], bands, row["ko"], row["en"], _forms(row, forms))
    if indicator.reading not in READINGS:
        raise InstrumentError(
            f"{indicator.code}: there is no reading {indicator.reading}. There are: {', '.join(READINGS)}."
        )
    values, points = [band[0] for band in bands], [band[1] for band in bands]
    if len(bands) < 2 or any(a >= b for a, b in pairwise(values)):
        raise InstrumentError(f"{indicator.code}: bands need at least two values, each larger than the one before.")
    if points not in (sorted(points), sorted(points, reverse=True)) or min(points) < 0 or max(points) > 100:
        raise InstrumentError(f"{indicator.code}: points of bands lie in 0 … 100 and only rise or only fall.")
    return indicator


def _common(row: Mapping[str, Any]) -> tuple[str, str, float]:
    code, dimension, weight = str(row["code"]), row["dimension"], float(row.get("weight", 1))
    if dimension not in DIMENSIONS:
        raise InstrumentError(f"{code}: there is no dimension {dimension}. There are: {', '.join(DIMENSIONS)}.")
    if not 0.001 <= weight <= 1000 or round(weight, 3) != weight:
        raise InstrumentError(f"{code}: a weight lies in 0.001 … 1000 and has at most three decimals.")
    return code, dimension, weight


def _forms(row: Mapping[str, Any], forms: tuple[str, ...]) -> tuple[str, ...]:
    named_forms = tuple(row.get("forms", forms))
    for name in set(named_forms) - set(forms):
        raise InstrumentError(f"{row['code']}: there is no form {name}. There are: {', '.join(forms)}.")
    return named_forms
