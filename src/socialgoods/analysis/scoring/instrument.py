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

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

from socialgoods.analysis.definitions import DEFAULT, DIMENSIONS
from socialgoods.analysis.scoring import source
from socialgoods.analysis.scoring.source import Row, shown
from socialgoods.analysis.scoring.wrong import InstrumentError

__all__ = ["Form", "Indicator", "Instrument", "InstrumentError", "Item", "load", "named", "shipped"]

MOST = 500
READINGS = (
    "self_reliance_ratio", "support_dependence", "cover", "labour_cover", "value_added_ratio", "ratio_without_commissions",
    "ratio_with_unpaid_work", "income_per_fte", "public_share", "vulnerable_share", "subsidised_share", "local_share",
)  # fmt: skip


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
    """The instrument a file holds. `InstrumentError` says in a sentence what is wrong with it, and on which line."""
    written, data = source.read(text)
    try:
        return _read(data)
    except InstrumentError as error:
        raise source.located(written, error) from None


def _read(data: Mapping[str, Any]) -> Instrument:
    if (kind := data.get("kind", "scores")) != "scores":
        key = "gives_points" if kind == "points" else "kind"
        raise InstrumentError(key, where=("", 1, "kind"), value=shown(kind))
    version, forms = source.version_of(data), _forms_of(data)
    asked, measured = (source.rows_of(data, name, most=MOST) for name in ("item", "indicator"))
    names = tuple(form.name for form in forms)
    items = tuple(_item(row, names) for row in asked)
    indicators = tuple(_indicator(row, names) for row in measured)
    source.once_each([*asked, *measured])
    if not items and not indicators:
        raise InstrumentError("version", where=("", 1, "version"))
    asked_in = {name for item in items for name in item.forms} | {name for each in indicators for name in each.forms}
    for form in forms:
        if form.name not in asked_in:
            raise InstrumentError("form_empty", where=(f"form.{form.name}", 1, ""), code=form.name)
    return Instrument(version, forms, items, indicators)


def _forms_of(data: Mapping[str, Any]) -> tuple[Form, ...]:
    forms = data.get("form", {"long": {}})
    if not isinstance(forms, dict) or not forms:
        raise InstrumentError("forms", where=("form", 1, ""))
    found = []
    for name, rule in forms.items():
        where = (f"form.{name}", 1, "")
        if len(name) > 30 or not source.NAME.fullmatch(name):
            raise InstrumentError("form_name", where=where, value=shown(name))
        if not isinstance(rule, dict):
            raise InstrumentError("forms", where=("form", 1, name))
        kinds, sizes = (_texts(rule, name, which) for which in ("kinds", "sizes"))
        known = (*DEFAULT.size_names(), "")
        for size in sizes:
            if size not in known:
                said = ", ".join(f'"{each}"' for each in known)
                raise InstrumentError(
                    "form_size", where=(where[0], 1, "sizes"), code=name, value=shown(size), known=said
                )
        found.append(Form(name, kinds, sizes))
    return tuple(found)


def _texts(rule: Mapping[str, Any], form: str, name: str) -> tuple[str, ...]:
    values = rule.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and source.proper(value) for value in values):
        raise InstrumentError("form_list", where=(f"form.{form}", 1, name), code=form, name=name)
    return tuple(values)


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


def _item(row: Row, forms: tuple[str, ...]) -> Item:
    code, dimension, weight = _common(row)
    scale = row.whole("scale", 5)
    if not 2 <= scale <= 10:
        raise row.wrong("scale", "scale")
    return Item(code, dimension, weight, scale, *_texts_of(row), _asked_in(row, forms))


def _texts_of(row: Row) -> tuple[str, str]:
    """Korean, and English or else the Korean again."""
    korean = row.text("ko")
    return korean, row.text("en", "") or korean


def _indicator(row: Row, forms: tuple[str, ...]) -> Indicator:
    code, dimension, weight = _common(row)
    reading = row.text("reading")
    if reading not in READINGS:
        raise row.wrong("reading", "reading", value=shown(reading), known=", ".join(READINGS))
    return Indicator(code, dimension, weight, reading, _bands(row), *_texts_of(row), _asked_in(row, forms))


def _bands(row: Row) -> tuple[tuple[float, float], ...]:
    written = row.needed("bands")
    if not isinstance(written, list) or not all(isinstance(each, list) and len(each) == 2 for each in written):
        raise row.wrong("bands", "bands")
    pairs = [(source.number(value), source.number(points)) for value, points in written]
    if any(each is None for pair in pairs for each in pair):
        raise row.wrong("bands", "bands")
    bands = tuple((float(value), float(points)) for value, points in pairs)  # type: ignore[arg-type]
    values, points = [band[0] for band in bands], [band[1] for band in bands]
    if len(bands) < 2 or any(a >= b for a, b in pairwise(values)):
        raise row.wrong("bands_rise", "bands")
    if points not in (sorted(points), sorted(points, reverse=True)) or min(points) < 0 or max(points) > 100:
        raise row.wrong("bands_points", "bands")
    return bands


def _common(row: Row) -> tuple[str, str, float]:
    code, dimension, weight = row.name("code"), row.text("dimension"), row.number_of("weight", 1)
    if dimension not in DIMENSIONS:
        raise row.wrong("dimension", "dimension", value=shown(dimension), known=", ".join(DIMENSIONS))
    if not 0.001 <= float(weight) <= 1000 or round(weight, 3) != weight:
        raise row.wrong("weight", "weight")
    return code, dimension, float(weight)


def _asked_in(row: Row, forms: tuple[str, ...]) -> tuple[str, ...]:
    names = row.get("forms", list(forms))
    if not isinstance(names, list) or not names:
        raise row.wrong("form_names", "forms")
    for name in names:
        if not isinstance(name, str) or name not in forms:
            raise row.wrong("form_unknown", "forms", value=shown(name), known=", ".join(forms))
    return tuple(dict.fromkeys(names))
