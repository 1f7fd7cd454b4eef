"""An instrument file as TOML: read, its values asked for by kind, and the line on which something stands."""

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from socialgoods.analysis.scoring.wrong import InstrumentError

NAME = re.compile(r"[^\W_][\w.-]{0,59}")
LONGEST = 1_000
HEADER = re.compile(r"""\s*\[\[?\s*([\w."' -]+?)\s*\]\]?\s*(#.*)?""")

Where = tuple[str, int, str]


def read(text: str | bytes) -> tuple[str, dict[str, Any]]:
    """The file as text and as TOML, decimals exact. `InstrumentError` with its line where it is none."""
    try:
        written = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    except UnicodeDecodeError as error:
        wrong = InstrumentError("encoding", why=error.reason)
        wrong.line = error.object[: error.start].count(b"\n") + 1
        raise wrong from None
    try:
        return written, tomllib.loads(written, parse_float=_decimal)
    except RecursionError:
        raise InstrumentError("deep") from None
    except ValueError as error:  # also an integer of more digits than Python reads
        wrong = InstrumentError("syntax", why=str(error))
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        wrong.line = int(found[1]) if found else len(written.splitlines()) if "end of document" in str(error) else None
        raise wrong from None


def _decimal(text: str) -> Decimal:
    """Exact as written; a thousand digits or an exponent out of the world are no number that anybody means."""
    value = Decimal(text)
    return value if value.is_nan() or value.is_infinite() or abs(value.adjusted()) < 50 else Decimal("nan")


def located(written: str, error: InstrumentError) -> InstrumentError:
    """With the line on which what is wrong stands."""
    if error.line is None and error.where is not None:
        error.line = line_of(written, *error.where)
    return error


def line_of(written: str, table: str, number: int, key: str = "") -> int | None:
    """Of the key in the number-th `[[table]]` or `[table]` (from 1), or of its heading; "" is what stands before any table."""
    heading: int | None = None
    count, inside, within_text = 0, not table, False
    wanted, written_short = _bare(table), rf"""\s*["']?{re.escape(table.split(".")[0])}["']?\s*="""
    for place, line in enumerate(written.splitlines(), start=1):
        if not within_text and (found := HEADER.fullmatch(line)):
            if inside:
                break
            if _bare(found[1]) == wanted:
                count += 1
                heading, inside = (place, True) if count == number else (heading, False)
        elif not within_text and inside and key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            return place
        elif heading is None and not within_text and table and re.match(written_short, line):
            heading = place
        if (line.count('"""') + line.count("'''")) % 2:
            within_text = not within_text
    return heading or (None if table else 1)


def _bare(name: str) -> str:
    return re.sub(r"[\"' ]", "", name)


class Row:
    """A table of the file, asked for what it must hold."""

    def __init__(self, values: Any, table: str, number: int = 1) -> None:
        self.table, self.number = table, number
        if not isinstance(values, dict):
            raise InstrumentError("tables", where=(table, number, ""))
        self.values: Mapping[str, Any] = values
        self.code = f"{table} {number}"
        if "code" in values:
            self.code = self.name("code")

    def at(self, key: str = "") -> Where:
        return self.table, self.number, key

    def wrong(self, key: str, at: str = "", /, **values: Any) -> InstrumentError:
        return InstrumentError(key, where=self.at(at), code=self.code, **values)

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def needed(self, name: str) -> Any:
        if name not in self.values:
            raise self.wrong("lacks", name=name)
        return self.values[name]

    def name(self, name: str) -> str:
        value = self.needed(name)
        if not isinstance(value, str) or not NAME.fullmatch(value):
            self.code = shown(value)
            raise self.wrong("code", name)
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self.needed(name) if default is None else self.values.get(name, default)
        if not isinstance(value, str) or (not value.strip() and default is None) or not proper(value):
            raise self.wrong("text", name, name=name, most=LONGEST)
        return value.strip()

    def number_of(self, name: str, default: Any = None) -> Decimal:
        value = self.needed(name) if default is None else self.values.get(name, default)
        found = number(value)
        if found is None:
            raise self.wrong("number", name, name=name)
        return found

    def whole(self, name: str, default: int | None = None) -> int:
        value = self.needed(name) if default is None else self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong("whole", name, name=name)
        return value


def number(value: Any) -> Decimal | None:
    """A finite number as it stands in the file; a truth value is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not math.isfinite(value):
        return None
    found = Decimal(value) if isinstance(value, int | Decimal) else Decimal(repr(value))
    return found if abs(found) < 10**15 else None


def proper(value: str) -> bool:
    """No longer than a question may be, and nothing that a database or a page cannot hold."""
    return len(value) <= LONGEST and all(sign.isprintable() or sign == "\n" for sign in value)


def shown(value: Any) -> str:
    """A value of any kind in a sentence."""
    text = "".join(sign if sign.isprintable() else "?" for sign in str(value)[:60])
    return text or "?"


def rows_of(data: Mapping[str, Any], table: str, *, most: int) -> list[Row]:
    """The `[[table]]`s of the file, none where there are none."""
    values = data.get(table, [])
    if not isinstance(values, list):
        raise InstrumentError("tables", where=(table, 1, ""))
    if len(values) > most:
        raise InstrumentError("many", count=len(values), most=most, where=(table, most + 1, ""))
    return [Row(each, table, place) for place, each in enumerate(values, start=1)]


def once_each(rows: list[Row], codes: Callable[[Row], list[str]] = lambda row: [row.code]) -> None:
    """Refuses a code that stands twice, at its second place."""
    seen: set[str] = set()
    for row in rows:
        for code in codes(row):
            if code in seen:
                raise InstrumentError("twice", where=row.at("code"), code=code)
            seen.add(code)


def version_of(data: Mapping[str, Any]) -> str:
    version = data.get("version")
    if version is None or version == "":
        raise InstrumentError("version", where=("", 1, "version"))
    if not isinstance(version, str) or not NAME.fullmatch(version):
        raise InstrumentError("version_name", value=shown(version), where=("", 1, "version"))
    return version
