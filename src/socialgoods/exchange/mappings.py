"""Which column is which field: proposed with how sure it is and why, corrected by a person, remembered as JSON."""

from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from socialgoods.exchange import cells
from socialgoods.exchange.cells import key
from socialgoods.exchange.files import Field, FileSpec
from socialgoods.exchange.headings import Column, Table, heading_key
from socialgoods.exchange.presets import IGNORED, IN_PRESET, PERSONAL, PRESETS, ROW_NUMBER, Preset
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _

__all__ = ["IGNORED", "Mapping", "Match", "missing", "propose", "recognise"]

ROW_NUMBERS = frozenset(map(key, ("연번", "순번", "번호", "일련번호", "No", "No.", "#", "seq")))
PERSONS = frozenset(
    map(
        key,
        (
            "대표자", "대표자명", "대표", "대표명", "대표자 성명", "대표이사", "이사장", "이사장명", "담당자",
            "담당자명", "실무자", "성명", "생년월일", "주민등록번호", "휴대전화", "휴대폰", "핸드폰",
            "대표자 연락처", "대표자 휴대전화", "담당자 연락처", "co_ceo",
        ),
    )
)  # fmt: skip
LIKELY, POSSIBLE = 0.78, 0.5
SNIFFED_VALUES = 60
SNIFFED_SHARE = 0.8

SAME_HEADING = say(_("열 이름이 같습니다."))
SAME_MEANING = say(_("같은 뜻으로 쓰는 열 이름입니다."))
BY_CONTENT = say(_("열의 내용을 보고 짐작했습니다."))
BY_HAND = say(_("직접 골랐습니다."))
UNKNOWN = say(_("아는 항목이 아닙니다."))


@dataclass(frozen=True)
class Match:
    column: int
    letter: str
    heading: str
    field: str = ""
    """"" for an unknown column, `IGNORED` for one left out on purpose."""
    confidence: float = 0.0
    why: str = UNKNOWN

    @property
    def is_used(self) -> bool:
        return self.field not in {"", IGNORED}


@dataclass(frozen=True)
class Mapping:
    columns: tuple[Match, ...]
    constants: MappingType[str, str] = field(default_factory=dict)
    """What holds for every row, as a cell would say it."""
    values: MappingType[str, MappingType[str, str]] = field(default_factory=dict)
    """Per field, the sheet's own words for our codes."""
    preset: str = ""

    @property
    def unknown(self) -> tuple[Match, ...]:
        return tuple(match for match in self.columns if match.field == "")

    def by_field(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {}
        for match in self.columns:
            if match.is_used:
                found.setdefault(match.field, []).append(match)
        return found

    def assign(
        self,
        fields: MappingType[int, str],
        *,
        spec: FileSpec,
        constants: MappingType[str, str] | None = None,
        values: MappingType[str, MappingType[str, str]] | None = None,
    ) -> "Mapping":
        """A person's correction: column index → field, "" or `IGNORED`. A field moves from the column that had it."""
        for name in fields.values():
            if name not in {"", IGNORED} and name not in spec:
                raise KeyError(name)
        single = {name for name in fields.values() if name in spec and not spec.field(name).several}
        columns = []
        for match in self.columns:
            if match.column in fields and fields[match.column] != match.field:
                columns.append(replace(match, field=fields[match.column], confidence=1.0, why=BY_HAND))
            elif match.column not in fields and match.field in single:
                columns.append(replace(match, field="", confidence=0.0, why=UNKNOWN))
            else:
                columns.append(match)
        return replace(
            self,
            columns=tuple(columns),
            constants=self.constants if constants is None else dict(constants),
            values=self.values if values is None else dict(values),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "columns": [
                [match.column, match.letter, match.heading, match.field, match.confidence, str(match.why)]
                for match in self.columns
            ],
            "constants": dict(self.constants),
            "values": {name: dict(words) for name, words in self.values.items()},
            "preset": self.preset,
        }

    @classmethod
    def from_json(cls, data: MappingType[str, Any]) -> "Mapping":
        columns = tuple(
            Match(column, letter, heading, name, confidence, say(why.replace("{", "{{").replace("}", "}}")))
            for column, letter, heading, name, confidence, why in data["columns"]
        )
        return cls(columns, data.get("constants", {}), data.get("values", {}), data.get("preset", ""))


def missing(mapping: Mapping, spec: FileSpec, *, strict: bool = False) -> tuple[Field, ...]:
    """The fields that are needed and have neither a column nor a value for all rows."""
    have = {*mapping.by_field(), *(name for name, value in mapping.constants.items() if value)}
    return tuple(needed for needed in spec.needed(strict=strict) if needed.name not in have)


def recognise(table: Table, spec: FileSpec) -> Preset | None:
    present = {heading_key(column.heading) for column in table.columns}
    fitting = [
        preset for preset in PRESETS if preset.spec == spec.name and present >= set(map(heading_key, preset.known_by))
    ]
    known = [len(present & set(map(heading_key, preset.columns))) for preset in fitting]
    # A short public list and an office's own long sheet share headings; the preset must know nearly all of them.
    return next((p for p, count in zip(fitting, known, strict=True) if count >= len(present) - 1), None)


def propose(table: Table, spec: FileSpec) -> Mapping:
    preset = recognise(table, spec)
    if preset:
        return _by_preset(table, spec, preset)
    fixed, candidates = [], []
    for column in table.columns:
        if is_left_out := _left_out(column, spec):
            fixed.append(is_left_out)
        else:
            candidates += [
                (confidence, column, name, why) for confidence, name, why in _candidates(column, table, spec)
            ]
    chosen = _chosen(candidates, spec)
    for column in table.columns:
        if not any(match.column == column.index for match in fixed):
            fixed.append(chosen.get(column.index, Match(column.index, column.letter, column.heading)))
    return Mapping(tuple(sorted(fixed, key=lambda match: match.column)))


def _by_preset(table: Table, spec: FileSpec, preset: Preset) -> Mapping:
    known = {heading_key(heading): target for heading, target in preset.columns.items()}
    columns = []
    for column in table.columns:
        target = known.get(heading_key(column.heading), "")
        base = Match(column.index, column.letter, column.heading)
        if isinstance(target, Sentence):
            columns.append(replace(base, field=IGNORED, confidence=1.0, why=target))
        else:
            columns.append(replace(base, field=target, confidence=1.0, why=IN_PRESET) if target else base)
    return Mapping(tuple(columns), preset.constants, preset.values, preset.key)


def _left_out(column: Column, spec: FileSpec) -> Match | None:
    heading = heading_key(column.heading)
    if any(heading in map(heading_key, (each.name, each.ko, *each.synonyms)) for each in spec):
        return None
    if heading not in ROW_NUMBERS | PERSONS:
        return None
    reason = ROW_NUMBER if heading in ROW_NUMBERS else PERSONAL
    return Match(column.index, column.letter, column.heading, IGNORED, 1.0, reason)


def _candidates(column: Column, table: Table, spec: FileSpec) -> Iterable[tuple[float, str, Sentence]]:
    heading = heading_key(column.heading)
    if heading:
        named = list(_by_heading(heading, key(column.heading), spec))
        if named:
            yield from named
            return
    yield from _by_content(column, table, spec)


def _by_heading(heading: str, whole: str, spec: FileSpec) -> Iterable[tuple[float, str, Sentence]]:
    for each in spec:
        if {heading, whole} & {key(each.name), key(each.ko), key(each.en)}:
            yield 1.0, each.name, SAME_HEADING
        elif {heading, whole} & {key(label) for label in each.synonyms}:
            yield 0.95, each.name, SAME_MEANING
        else:
            near, label = max((_likeness(heading, key(label)), label) for label in (each.ko, each.en, *each.synonyms))
            if near >= LIKELY:
                yield round(0.9 * near, 2), each.name, say(_("‘{label}’ 열과 이름이 비슷합니다."), label=label)


def _likeness(heading: str, label: str) -> float:
    if len(label) >= 3 and (heading.endswith(label) or heading.startswith(label)):
        return max(0.8, len(label) / len(heading))
    matcher = SequenceMatcher(None, heading, label, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKELY else 0.0


RECOGNISABLE = {
    "business_no": cells.business_no,
    "corporate_no": cells.corporate_no,
    "phone": cells.phone,
    "homepage": cells.homepage,
    "email": cells.email,
    "lon": cells.longitude,
    "lat": cells.latitude,
}


def _by_content(column: Column, table: Table, spec: FileSpec) -> Iterable[tuple[float, str, Sentence]]:
    sample = [row[column.index] for row in table.rows[: SNIFFED_VALUES * 4] if row[column.index] != ""][:SNIFFED_VALUES]
    if len(sample) < 2:
        return
    for name, parse in RECOGNISABLE.items():
        if name in spec and _reads(parse, sample):
            yield POSSIBLE, name, BY_CONTENT
            return
    if "founded_on" in spec and not column.heading and _reads(cells.day(date(2030, 1, 1)), sample):
        yield POSSIBLE - 0.1, "founded_on", BY_CONTENT


def _reads(parse: cells.Parser, sample: list[Any]) -> bool:
    read = sum(verdict.value is not None and verdict.error is None for verdict in map(parse, sample))
    return read >= SNIFFED_SHARE * len(sample)


def _chosen(candidates: Iterable[tuple[float, Column, str, Sentence]], spec: FileSpec) -> dict[int, Match]:
    """The surest first; a field goes to one column unless several may feed it."""
    chosen: dict[int, Match] = {}
    taken: set[str] = set()
    for confidence, column, name, why in sorted(candidates, key=lambda each: (-each[0], each[1].index)):
        if column.index in chosen or (name in taken and not spec.field(name).several):
            continue
        chosen[column.index] = Match(column.index, column.letter, column.heading, name, confidence, why)
        taken.add(name)
    return chosen
