"""Checks a whole table, column by column: equal cells are judged once, so 100,000 rows take less than a second."""

from collections.abc import Collection, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from socialgoods.exchange import rules
from socialgoods.exchange.bulk import at_once
from socialgoods.exchange.cells import Parser, Remark, Verdict, as_text
from socialgoods.exchange.context import Context
from socialgoods.exchange.files import Field, FileSpec
from socialgoods.exchange.headings import Table
from socialgoods.exchange.mappings import Mapping, Match, missing
from socialgoods.exchange.parsers import parser_for
from socialgoods.exchange.placing import place
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _

__all__ = ["CheckedTable", "Context", "Problem", "check"]

Severity = Literal["error", "warning"]
SHOWN_PROBLEMS = 2_000
RUN = 5_000
NUMBERS = {bool, int, float}

BY_A_PERSON = say(_("직접 골라 건너뜁니다."))
LEFT_EMPTY = say(_("꼭 있어야 하는 값이 비어 있습니다."))
FILL_IN = say(_("값을 적거나, 조직이 아닌 행이면 건너뛸 행으로 골라 주세요."))


class Problem(NamedTuple):
    """What is wrong, where, by which rule, and what to do. Without a row it concerns the whole table."""

    file: str
    sheet: str
    row: int | None
    column: str
    """The letter, or "" where it concerns no single column."""
    heading: str
    field: str
    value: str
    rule: Sentence
    remedy: Sentence
    severity: Severity

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    @property
    def sentence(self) -> str:
        return f"{self.rule} {self.remedy}".strip()

    @property
    def where(self) -> str:
        """`마을기업.xlsx, ‘현황’ 시트, 12행 C열(설립일)`, as far as known."""
        cell = "".join(
            (
                f"{self.row}행" if self.row else "",
                f" {self.column}열" if self.column else "",
                f"({self.heading})" if self.heading else "",
            )
        )
        return ", ".join(
            part for part in (self.file, f"‘{self.sheet}’ 시트" if self.sheet else "", cell.strip()) if part
        )


@dataclass
class CheckedTable:
    file: str
    sheet: str
    spec: FileSpec
    mapping: Mapping
    numbers: list[int]
    """The sheet's row number of each checked row."""
    columns: dict[str, list[Any]]
    """Per field, values aligned with `numbers`. None where empty or refused."""
    skipped: dict[int, Sentence]
    refused: set[int] = field(default_factory=set)
    """Row numbers with an error."""
    noted: set[int] = field(default_factory=set)
    """Row numbers with a warning."""
    problems: list[Problem] = field(default_factory=list)
    """In the order of rows; the first `shown`, while the counts and sets of rows tell of all."""
    error_count: int = 0
    warning_count: int = 0

    @property
    def ok(self) -> bool:
        return self.error_count == 0

    def at(self, number: int) -> dict[str, Any]:
        """The record in a row of the sheet."""
        index = self.numbers.index(number)
        return {name: values[index] for name, values in self.columns.items()}

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Row number and record, without the refused rows."""
        names = list(self.columns)
        for number, *values in zip(self.numbers, *self.columns.values(), strict=True):
            if number not in self.refused:
                yield number, dict(zip(names, values, strict=True))

    def by_cell(self) -> dict[tuple[int | None, str], list[Problem]]:
        """Problems by row number and column letter."""
        found: dict[tuple[int | None, str], list[Problem]] = {}
        for problem in self.problems:
            found.setdefault((problem.row, problem.column), []).append(problem)
        return found


class Finding(NamedTuple):
    """A problem before it is put into words."""

    row: int
    """Counted from 0 among the checked rows; -1 is the table as a whole."""
    position: int
    match: Match | None
    field: str
    value: Any
    remark: Remark
    severity: Severity


def check(
    table: Table,
    mapping: Mapping,
    spec: FileSpec,
    context: Context,
    *,
    skip: Collection[int] = (),
    keep: Collection[int] = (),
    strict: bool = False,
    shown: int = SHOWN_PROBLEMS,
) -> CheckedTable:
    """Judges every cell, then what must hold between cells and rows.

    `skip` are rows that a person leaves out, `keep` rows to check although they look like totals. `strict` is for the
    files of DESIGN part 7, where every column that is not optional must be there.
    """
    skipped = {number: reason for number, reason in table.skips.items() if number not in keep}
    skipped |= dict.fromkeys((number for number in skip if number in table.numbers), BY_A_PERSON)
    rows, numbers = table.rows, list(table.numbers)
    if skipped:
        kept = [index for index, number in enumerate(numbers) if number not in skipped]
        rows, numbers = [rows[index] for index in kept], [numbers[index] for index in kept]
    columns: dict[str, list[Any]] = {}
    findings = _about_the_table(mapping, spec, strict=strict)
    raw: dict[str, list[Any]] = {}
    units = {column.index: column.unit for column in table.columns}
    for name, matches in mapping.by_field().items():
        if name in spec:
            each = spec.field(name)
            raw[name] = _cells(rows, matches, each)
            unit = units.get(matches[0].column, 0)
            parser = parser_for(each, context, unit=unit, words=mapping.values.get(name), strict=strict)
            columns |= _judged(raw[name], parser, each, matches[0], unit, findings)
    for name, value in mapping.constants.items():
        if name in spec and name not in columns and value:
            verdict = parser_for(spec.field(name), context, strict=strict)(value)
            columns[name] = [verdict.value] * len(rows)
            if verdict.error:
                findings.append(Finding(-1, -1, None, name, value, verdict.error, "error"))
    if spec.name == "organisations" and not strict:
        findings += [_located(finding, mapping) for finding in place(columns, context, len(rows))]
    findings += _left_empty(columns, spec, mapping, findings, len(rows), strict=strict)
    findings += [_located(finding, mapping) for finding in rules.broken(spec, columns, len(rows), strict=strict)]
    checked = CheckedTable(table.file, table.sheet, spec, mapping, numbers, columns, skipped)
    _tell(checked, findings, raw, shown)
    return checked


def _cells(rows: list[list[Any]], matches: list[Match], field: Field) -> list[Any]:
    if len(matches) == 1:
        column = matches[0].column
        return [row[column] for row in rows]
    several = [match.column for match in matches]
    if field.several == "join":
        return [" / ".join(dict.fromkeys(text for index in several if (text := as_text(row[index])))) for row in rows]
    return [next((row[index] for index in several if as_text(row[index])), "") for row in rows]


def _judged(
    raw: list[Any], parse: Parser, field: Field, match: Match, unit: int, findings: list[Finding]
) -> dict[str, list[Any]]:
    """The values of a column. `findings` grows by what is amiss in it."""
    values: list[Any] = []
    precisions: list[str] = []
    verdicts: dict[Any, Verdict] = {}
    for start in range(0, len(raw), RUN):
        run = raw[start : start + RUN]
        plain = at_once(run, field, unit)
        if plain is not None:
            values += plain
            continue
        judged = _one_by_one(run, parse, verdicts)
        values += [verdict.value for verdict in judged]
        if field.reads == "day":
            precisions += [verdict.precision for verdict in judged]
        if any(verdict.error or verdict.notes for verdict in set(judged)):
            findings += _remarks(run, judged, start, field, match)
    return {field.name: values, f"{field.name}_precision": precisions} if precisions else {field.name: values}


def _one_by_one(run: list[Any], parse: Parser, verdicts: dict[Any, Verdict]) -> list[Verdict]:
    """A verdict for each cell; equal cells share one. 1, 1.0 and True are equal as keys, but not as cells."""
    keys: list[Any] = run
    if {cell.__class__ for cell in run} & NUMBERS:
        keys = [(cell.__class__, cell) for cell in run]
    for one, cell in zip(keys, run, strict=True):
        if one not in verdicts:
            verdicts[one] = parse(cell)
    return [verdicts[one] for one in keys]


def _remarks(run: list[Any], judged: list[Verdict], start: int, field: Field, match: Match) -> Iterator[Finding]:
    for index, verdict in enumerate(judged, start):
        if verdict.error:
            yield Finding(index, match.column, match, field.name, run[index - start], verdict.error, "error")
        for note in verdict.notes:
            yield Finding(index, match.column, match, field.name, run[index - start], note, "warning")


def _about_the_table(mapping: Mapping, spec: FileSpec, *, strict: bool) -> list[Finding]:
    findings = []
    for needed in missing(mapping, spec, strict=strict):
        rule = say(_("‘{field}’({name}) 열이 없습니다."), field=needed.ko, name=needed.name)
        remedy = say(_("어느 열이 ‘{field}’인지 고르거나 그 열을 더해 주세요."), field=needed.ko)
        findings.append(Finding(-1, -1, None, needed.name, "", Remark(rule, remedy), "error"))
    for match in mapping.unknown:
        rule = say(_("‘{heading}’ 열은 아는 항목이 아니어서 읽지 않았습니다."), heading=match.heading or match.letter)
        remedy = say(_("필요한 열이면 어느 항목인지 골라 주세요."))
        findings.append(Finding(-1, match.column, match, "", "", Remark(rule, remedy), "warning"))
    return findings


def _left_empty(
    columns: MappingType[str, list[Any]],
    spec: FileSpec,
    mapping: Mapping,
    findings: list[Finding],
    count: int,
    *,
    strict: bool,
) -> list[Finding]:
    """Cells that must be filled and are not. A cell that was refused has had its say already."""
    found = []
    by_field = mapping.by_field()
    for each in spec:
        if each.name in columns and spec.must_fill(each, strict=strict) and None in columns[each.name]:
            told = {finding.row for finding in findings if finding.field == each.name and finding.severity == "error"}
            match = by_field[each.name][0] if each.name in by_field else None
            position = match.column if match else -1
            found += [
                Finding(index, position, match, each.name, "", Remark(LEFT_EMPTY, FILL_IN), "error")
                for index, value in enumerate(columns[each.name])
                if value is None and index not in told
            ]
    return found


def _located(broken: rules.Broken, mapping: Mapping) -> Finding:
    match = next((match for match in mapping.columns if match.field == broken.field), None)
    severity: Severity = "error" if broken.is_error else "warning"
    return Finding(
        broken.row, match.column if match else -1, match, broken.field, broken.value, broken.remark, severity
    )


def _tell(checked: CheckedTable, findings: list[Finding], raw: MappingType[str, list[Any]], shown: int) -> None:
    findings.sort(key=lambda finding: (finding.row, finding.position))
    checked.error_count = sum(finding.severity == "error" for finding in findings)
    checked.warning_count = len(findings) - checked.error_count
    numbers = checked.numbers
    checked.refused = {numbers[finding.row] for finding in findings if finding.severity == "error" and finding.row >= 0}
    checked.noted = {numbers[finding.row] for finding in findings if finding.severity == "warning" and finding.row >= 0}
    for finding in findings[:shown]:
        value = finding.value
        if value == "" and finding.row >= 0 and finding.field in raw:
            value = raw[finding.field][finding.row]
        checked.problems.append(
            Problem(
                checked.file,
                checked.sheet,
                numbers[finding.row] if finding.row >= 0 else None,
                finding.match.letter if finding.match else "",
                finding.match.heading if finding.match else "",
                finding.field,
                as_text(value)[:200],
                finding.remark.rule,
                finding.remark.remedy,
                finding.severity,
            )
        )
