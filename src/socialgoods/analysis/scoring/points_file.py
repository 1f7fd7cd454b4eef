"""An instrument that gives points of its own, such as the SVI: items with rules of their own, as a versioned data file (TOML).

version = "svi-2017"
kind = "points"
ko, en, source                    # its name, and where it stands
[[grade]]                         # from the lowest: from = 0, ko, en
[[item]]
code, max, ko, en, area, area_en, rule and what the rule needs:
  yes_no        yes = 5, no = 1
  count         elements = [{code, ko, en}, …], or number = {code, ko, en}; bands = [{from = 0, points = 1}, …]
  steps         parts = [{code, ko, en, points = [0.8, 1.6, …]}, …]: from the least to the best answer
  share         part = {…}, whole = {…}: per cent of the whole, pooled; bands
  per_person    part = {…}, whole = {…}: so many for each; bands
  unpublished   not asked and never scored: how points are given was not published
A band begins `from` a value, or just `over` it; points = [2, 3] says that what was published leaves both open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from typing import Any

from socialgoods.analysis.scoring import source
from socialgoods.analysis.scoring.instrument import Form
from socialgoods.analysis.scoring.source import Row, shown
from socialgoods.analysis.scoring.wrong import InstrumentError

MOST = 200
RULES = ("yes_no", "count", "steps", "share", "per_person", "unpublished")
FORM = "all"


@dataclass(frozen=True)
class Question:
    """What is asked. `kind`: yes_no (1, 0), steps (1 … as many as points) or number (0, 1, 2 …)."""

    code: str
    kind: str
    ko: str
    en: str
    points: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Band:
    start: Decimal
    is_over: bool
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class PointsItem:
    code: str
    maximum: Decimal
    rule: str
    ko: str
    en: str
    area: str
    area_en: str
    help: str
    help_en: str
    questions: tuple[Question, ...] = ()
    bands: tuple[Band, ...] = ()
    yes: Decimal = Decimal(0)
    no: Decimal = Decimal(0)

    @property
    def is_published(self) -> bool:
        return self.rule != "unpublished"


@dataclass(frozen=True)
class Grade:
    start: Decimal
    ko: str
    en: str


@dataclass(frozen=True)
class PointsInstrument:
    version: str
    ko: str
    en: str
    source: str
    items: tuple[PointsItem, ...]
    grades: tuple[Grade, ...] = ()
    """From the lowest; none where there are no grades."""

    forms = (Form(FORM),)
    indicators = ()

    @property
    def maximum(self) -> Decimal:
        return sum((item.maximum for item in self.items), Decimal(0))

    def form_for(self, kind: str, size: str) -> str:
        """All are asked the same."""
        return FORM

    def questions(self) -> tuple[Question, ...]:
        return tuple(question for item in self.items for question in item.questions)


def load(text: str | bytes) -> PointsInstrument:
    """The instrument a file holds. `InstrumentError` says in a sentence what is wrong with it, and on which line."""
    written, data = source.read(text)
    try:
        return _read(data)
    except InstrumentError as error:
        raise source.located(written, error) from None


def shipped() -> tuple[str, ...]:
    """Names of the instruments with points of their own that come with the program."""
    folder = files("socialgoods.analysis") / "instruments"
    names = (path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(name for name in names if name.startswith("svi-")))


def named(name: str) -> PointsInstrument:
    if name not in shipped():
        raise InstrumentError(f"There is no instrument {name}. There are: {', '.join(shipped())}.")
    return load((files("socialgoods.analysis") / "instruments" / f"{name}.toml").read_bytes())


def _read(data: Mapping[str, Any]) -> PointsInstrument:
    if (kind := data.get("kind", "scores")) != "points":
        key = "gives_scores" if kind == "scores" else "kind"
        raise InstrumentError(key, where=("", 1, "kind"), value=shown(kind))
    version, top = source.version_of(data), Row({key: data[key] for key in ("ko", "en", "source") if key in data}, "")
    rows = source.rows_of(data, "item", most=MOST)
    items = tuple(_item(row) for row in rows)
    asked = dict(zip(map(id, rows), items, strict=True))
    source.once_each(rows)
    source.once_each(rows, lambda row: [question.code for question in asked[id(row)].questions])
    if not any(item.questions for item in items):
        raise InstrumentError("version", where=("", 1, "version"))
    korean = top.text("ko", version)
    return PointsInstrument(
        version, korean, top.text("en", korean) or korean, top.text("source", ""), items, _grades(data)
    )


def _grades(data: Mapping[str, Any]) -> tuple[Grade, ...]:
    found = []
    for row in source.rows_of(data, "grade", most=20):
        row.code = f"grade {row.number}"
        korean = row.text("ko")
        found.append(Grade(row.number_of("from"), korean, row.text("en", korean) or korean))
        if found[0].start != 0 or (len(found) > 1 and found[-1].start <= found[-2].start):
            raise row.wrong("grades", "from")
    return tuple(found)


def _item(row: Row) -> PointsItem:
    row.name("code")
    maximum, rule = row.number_of("max"), row.text("rule")
    if not 0 < maximum <= 1000:
        raise row.wrong("maximum", "max")
    if rule not in RULES:
        raise row.wrong("rule", "rule", value=shown(rule), known=", ".join(RULES))
    korean, area, help_ = row.text("ko"), row.text("area"), row.text("help", "")
    item = PointsItem(
        row.code, maximum, rule, korean, row.text("en", korean) or korean, area, row.text("area_en", area) or area,
        help_, row.text("help_en", help_) or help_, _questions(row, rule, maximum),
    )  # fmt: skip
    if rule == "yes_no":
        yes, no = _points(row, "yes", maximum), _points(row, "no", maximum)
        if no > yes:
            raise row.wrong("points", "no", name="no", most=yes)
        return _with(item, yes=yes, no=no)
    return _with(item, bands=_bands(row, maximum)) if rule in {"count", "share", "per_person"} else item


def _with(item: PointsItem, **more: Any) -> PointsItem:
    return PointsItem(**{**item.__dict__, **more})


def _points(row: Row, name: str, maximum: Decimal) -> Decimal:
    value = row.number_of(name)
    if not 0 <= value <= maximum:
        raise row.wrong("points", name, name=name, most=maximum)
    return value


def _questions(row: Row, rule: str, maximum: Decimal) -> tuple[Question, ...]:
    if rule == "yes_no":
        asked = row.text("ask", row.text("ko"))
        return (Question(row.code, "yes_no", asked, row.text("ask_en", row.text("en", asked)) or asked),)
    if rule == "count":
        if "number" in row.values:
            return (_question(row, "number", row.get("number"), "number"),)
        return tuple(_question(row, "elements", each, "yes_no") for each in _list(row, "elements"))
    if rule == "steps":
        found = tuple(_question(row, "parts", each, "steps") for each in _list(row, "parts"))
        total = sum((question.points[-1] for question in found), Decimal(0))
        if total > maximum:
            raise row.wrong("steps_sum", "parts", sum=total, most=maximum)
        return found
    if rule in {"share", "per_person"}:
        return tuple(_question(row, name, row.needed(name), "number") for name in ("whole", "part"))
    return ()


def _list(row: Row, name: str) -> list[Any]:
    values = row.needed(name)
    if not isinstance(values, list) or not 1 <= len(values) <= 20:
        raise row.wrong("part", name, name=name)
    return values


def _question(row: Row, name: str, values: Any, kind: str) -> Question:
    if not isinstance(values, dict):
        raise row.wrong("part", name, name=name)
    code, korean, english = (values.get(key, "") for key in ("code", "ko", "en"))
    texts_fit = all(isinstance(text, str) and source.proper(text) for text in (korean, english))
    if not isinstance(code, str) or not source.NAME.fullmatch(code) or not texts_fit or not korean.strip():
        raise row.wrong("part", name, name=name)
    return Question(code, kind, korean, english or korean, _steps(row, values, name) if kind == "steps" else ())


def _steps(row: Row, values: Mapping[str, Any], name: str) -> tuple[Decimal, ...]:
    written = values.get("points")
    points = [source.number(each) for each in written] if isinstance(written, list) else []
    if not 2 <= len(points) <= 10 or any(each is None or each < 0 for each in points):
        raise row.wrong("steps", name)
    if any(a >= b for a, b in pairwise(points)):  # type: ignore[operator]
        raise row.wrong("steps", name)
    return tuple(points)  # type: ignore[arg-type]


def _bands(row: Row, maximum: Decimal) -> tuple[Band, ...]:
    found = [_band(row, each, maximum) for each in _list(row, "bands")]
    starts = [(band.start, band.is_over) for band in found]
    rise = all(a < b for a, b in pairwise(starts))
    points_rise = all(a.low <= b.low and a.high <= b.high for a, b in pairwise(found))
    if starts[0] != (0, False) or not rise or not points_rise:
        raise row.wrong("steps_from", "bands")
    return tuple(found)


def _band(row: Row, values: Any, maximum: Decimal) -> Band:
    if not isinstance(values, dict) or ("from" in values) == ("over" in values):
        raise row.wrong("steps_from", "bands")
    start = source.number(values.get("from", values.get("over")))
    written = values.get("points")
    points = [source.number(each) for each in (written if isinstance(written, list) else [written])]
    if start is None or len(points) not in {1, 2} or any(each is None for each in points):
        raise row.wrong("steps_from", "bands")
    low, high = points[0], points[-1]
    if not 0 <= low <= high <= maximum:  # type: ignore[operator]
        raise row.wrong("points", "bands", name="points", most=maximum)
    return Band(start, "over" in values, low, high)  # type: ignore[arg-type]
