"""What must hold between the cells of a row, and between rows."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from socialgoods.exchange.cells import Remark
from socialgoods.exchange.files import AtMost, FileSpec, InOrder, Once, OneOf, Rule, Together
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.sentences import say

Columns = Mapping[str, list[Any]]


class Broken(NamedTuple):
    row: int
    """Counted from 0 among the checked rows; -1 is the table as a whole."""
    field: str
    value: Any
    remark: Remark
    is_error: bool


def broken(spec: FileSpec, columns: Columns, count: int, *, strict: bool) -> list[Broken]:
    """Every row in which a rule of the file does not hold; `count` is the number of rows."""
    found: list[Broken] = []
    for rule in spec.rules:
        found += _broken(rule, spec, columns, count, strict)
    return found


def _broken(rule: Rule, spec: FileSpec, columns: Columns, count: int, strict: bool) -> Iterator[Broken]:
    match rule:
        case AtMost():
            return _larger(rule, spec, columns)
        case InOrder():
            return _out_of_order(rule, spec, columns)
        case Together():
            return _torn_apart(rule, spec, columns)
        case Once():
            return _repeated(rule, spec, columns)
        case OneOf():
            return iter(()) if strict and rule.only_on_import else _unnamed(rule, spec, columns, count)


def _larger(rule: AtMost, spec: FileSpec, columns: Columns) -> Iterator[Broken]:
    if rule.part in columns and rule.whole in columns:
        part, whole = spec.field(rule.part).ko, spec.field(rule.whole).ko
        remark = Remark(
            say(_("‘{part}’ 값이 ‘{whole}’ 값보다 큽니다."), part=part, whole=whole),
            say(_("두 칸을 확인해 주세요.")),
        )
        for index, (small, large) in enumerate(zip(columns[rule.part], columns[rule.whole], strict=True)):
            if small is not None and large is not None and small > large:
                yield Broken(index, rule.part, small, remark, rule.is_error)


def _out_of_order(rule: InOrder, spec: FileSpec, columns: Columns) -> Iterator[Broken]:
    if rule.first in columns and rule.second in columns:
        remark = Remark(
            say(
                _("‘{second}’ 날짜가 ‘{first}’ 날짜보다 빠릅니다."),
                first=spec.field(rule.first).ko,
                second=spec.field(rule.second).ko,
            ),
            say(_("두 날짜를 확인해 주세요.")),
        )
        for index, (first, second) in enumerate(zip(columns[rule.first], columns[rule.second], strict=True)):
            if first is not None and second is not None and second < first:
                yield Broken(index, rule.second, second, remark, True)


def _torn_apart(rule: Together, spec: FileSpec, columns: Columns) -> Iterator[Broken]:
    present = [columns[name] for name in rule.fields if name in columns]
    if not present:
        return
    names = ", ".join(f"‘{spec.field(name).ko}’" for name in rule.fields)
    remark = Remark(
        say(_("{fields} 가운데 일부만 적혀 있습니다."), fields=names), say(_("모두 적거나 모두 비워 주세요."))
    )
    lacks_column = len(present) < len(rule.fields)
    for index, values in enumerate(zip(*present, strict=True)):
        empty = values.count(None)
        if empty < len(values) and (empty or lacks_column):
            yield Broken(index, rule.fields[0], "", remark, True)


def _repeated(rule: Once, spec: FileSpec, columns: Columns) -> Iterator[Broken]:
    if not all(name in columns for name in rule.fields):
        return
    keys = columns[rule.fields[0]] if len(rule.fields) == 1 else list(zip(*map(columns.get, rule.fields), strict=True))
    if len(set(keys)) == len(keys):
        return
    remark = Remark(
        say(
            _("같은 {fields} 값이 앞의 행에도 있습니다."),
            fields=", ".join(f"‘{spec.field(n).ko}’" for n in rule.fields),
        ),
        say(_("한 행만 남기거나 값을 고쳐 주세요.")),
    )
    seen: set[Any] = set()
    for index, one in enumerate(keys):
        if one is None or (isinstance(one, tuple) and None in one):
            continue
        if one in seen:
            yield Broken(index, rule.fields[0], "", remark, True)
        seen.add(one)


def _unnamed(rule: OneOf, spec: FileSpec, columns: Columns, count: int) -> Iterator[Broken]:
    ways = [[columns[name] for name in way] for way in rule.ways if all(name in columns for name in way)]
    names = ", ".join("‘" + "’·‘".join(spec.field(name).ko for name in way) + "’" for way in rule.ways)
    remark = Remark(say(_("{fields} 가운데 하나는 적어야 합니다."), fields=names), say(_("하나를 적어 주세요.")))
    for index in range(count):
        if not any(all(column[index] is not None for column in way) for way in ways):
            yield Broken(index, rule.ways[0][0], "", remark, True)
