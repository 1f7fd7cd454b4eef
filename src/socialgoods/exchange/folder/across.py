"""What must hold between the files of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.exchange.cells import Remark, choice
from socialgoods.exchange.context import Context
from socialgoods.exchange.folder.checking import File, Words
from socialgoods.exchange.sentences import Sentence, say
from socialgoods.exchange.sentences import mark as _
from socialgoods.exchange.tables import Severity

Files = Mapping[str, File]

NAMES_ORGANISATIONS = ("annual_reports", "assessments", "supports", "pins")
YEARS = {"annual_reports": "fiscal_year", "assessments": "year", "observations": "year"}

ADD_THE_ORGANISATION = _("등록번호를 고치거나 그 조직을 {file} 파일에 더해 주세요.")
ADD_THE_MEASURE = _("코드를 고치거나 그 수단을 {file} 파일에 더해 주세요.")
NO_LONGER_OFFERED = _("이제 하지 않는 지난 지원이면 그대로 두셔도 됩니다.")


def check(files: Files, today: date) -> None:
    """Adds to the notes of each file. A file that could not be read is no reason to doubt the others."""
    for name in NAMES_ORGANISATIONS:
        _known_organisations(files, name)
    _founded_before(files)
    for name, field in YEARS.items():
        _not_in_the_future(files, name, field, today.year)
    _known_measures(files, "pins", "error", ADD_THE_MEASURE)
    _known_measures(files, "supports", "warning", NO_LONGER_OFFERED)
    _paid_by_a_budget(files)
    _floors_that_exist(files, today)
    _pinned_once(files)


def _has(files: Files, name: str, *fields: str) -> bool:
    return name in files and files[name].has(*fields)


def _rows(mask: Any) -> list[int]:
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False)).tolist()


def _outside(values: pa.ChunkedArray, known: pa.ChunkedArray) -> list[int]:
    return _rows(pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=known.combine_chunks()))))


def _unknown(files: Files, name: str, field: str, other: str, key: str) -> list[int]:
    """Rows of a file whose code the other file does not have; none where that file's codes are themselves in doubt."""
    if not (_has(files, name, field) and _has(files, other, key)) or files[other].table[key].null_count:
        return []
    return _outside(files[name].table[field], files[other].table[key])


def _known_organisations(files: Files, name: str) -> None:
    rows = _unknown(files, name, "org_id", "organisations", "org_id")
    if rows:
        values, other = files[name].table["org_id"], files["organisations"].name
        remedy = say(ADD_THE_ORGANISATION, file=other)

        def words(index: int) -> tuple[str, Remark]:
            value = values[index].as_py()
            return value, Remark(say(_("‘{value}’ 조직이 {file} 파일에 없습니다."), value=value, file=other), remedy)

        files[name].tell_all(rows, "org_id", words, "error")


def _founded_before(files: Files) -> None:
    if not (_has(files, "annual_reports", "org_id", "fiscal_year") and _has(files, "organisations", "org_id")):
        return
    organisations, reports = files["organisations"].table, files["annual_reports"].table
    if not _has(files, "organisations", "founded_on"):
        return
    place = pc.index_in(reports["org_id"], value_set=organisations["org_id"].combine_chunks())
    founded = pc.year(organisations["founded_on"]).combine_chunks().take(place)
    rows = _rows(pc.less(reports["fiscal_year"], founded))

    def words(index: int) -> tuple[int, Remark]:
        rule = say(_("설립한 해({founded}년)보다 앞선 보고입니다."), founded=founded[index].as_py())
        return reports["fiscal_year"][index].as_py(), Remark(rule, say(_("설립일이나 회계연도를 확인해 주세요.")))

    files["annual_reports"].tell_all(rows, "fiscal_year", words, "warning")


def _not_in_the_future(files: Files, name: str, field: str, this_year: int) -> None:
    if not _has(files, name, field):
        return
    years = files[name].table[field]
    remark = Remark(say(_("아직 오지 않은 해입니다.")), say(_("연도를 확인해 주세요.")))
    rows = _rows(pc.greater(years, this_year))
    files[name].tell_all(rows, field, lambda index: (years[index].as_py(), remark), "warning")


def _known_measures(files: Files, name: str, severity: Severity, remedy: str) -> None:
    rows = _unknown(files, name, "measure", "measures", "code")
    if rows:
        values, other = files[name].table["measure"], files["measures"].name
        advice = say(remedy, file=other)

        def words(index: int) -> tuple[str, Remark]:
            value = values[index].as_py()
            return value, Remark(
                say(_("‘{value}’ 지원 수단이 {file} 파일에 없습니다."), value=value, file=other), advice
            )

        files[name].tell_all(rows, "measure", words, severity)


def _paid_by_a_budget(files: Files) -> None:
    if not (_has(files, "measures", "sources") and _has(files, "budgets", "source")):
        return
    measures, budgets = files["measures"], files["budgets"]
    funded = budgets.table["source"].to_pylist()
    used = [_sources_in(written) for written in measures.table["sources"].to_pylist()]
    seen, counts_as_none = set(funded), say(_("쓸 돈이 없는 것으로 셉니다."))
    for index, source in ((index, source) for index, sources in enumerate(used) for source in sources):
        if source not in seen:
            rule = say(_("‘{source}’ 재원의 예산이 {file} 파일에 없습니다."), source=source, file=budgets.name)
            measures.tell_all([index], "sources", _always(source, rule, counts_as_none), "warning")
    told = {None, *(source for sources in used for source in sources)}
    for index, source in enumerate(funded):
        if source not in told:
            rule = say(
                _("‘{source}’ 재원을 쓰는 지원 수단이 {file} 파일에 없습니다."), source=source, file=measures.name
            )
            remedy = say(_("재원의 이름이 같은지 확인해 주세요."))
            budgets.tell_all([index], "source", _always(source, rule, remedy), "warning")
            told.add(source)


def _always(value: Any, rule: Sentence, remedy: Sentence) -> Words:
    return lambda index: (value, Remark(rule, remedy))


def _sources_in(written: str | None) -> list[str]:
    mixes = (part for mix in (written or "").split(";") for part in mix.split("+"))
    return list(dict.fromkeys(name for part in mixes if (name := part.partition(":")[0].strip())))


def _floors_that_exist(files: Files, today: date) -> None:
    """A sector may go by its Korean name; the table gets the code."""
    if not _has(files, "floors", "field", "value"):
        return
    floors = files["floors"]
    sector = choice(Context(today).options("sectors"), Context(today).words("sectors"))
    areas = set(files["organisations"].table["area"].to_pylist()) if _has(files, "organisations", "area") else None
    fields, written = floors.table["field"].to_pylist(), floors.table["value"].to_pylist()
    codes = list(written)
    for index, (field, value) in enumerate(zip(fields, written, strict=True)):
        if field == "sector" and value is not None:
            verdict = sector(value)
            codes[index] = verdict.value
            if verdict.error:
                floors.tell_all([index], "value", _always(value, *verdict.error), "error")
        elif field == "area" and value is not None and areas is not None and value not in areas:
            other = files["organisations"].name
            rule = say(_("‘{value}’ 읍·면에 있는 조직이 {file} 파일에 없습니다."), value=value, file=other)
            remedy = say(_("읍·면의 이름을 {file} 파일에 적힌 대로 고쳐 주세요."), file=other)
            floors.tell_all([index], "value", _always(value, rule, remedy), "error")
        if codes[index] not in (None, value) and codes[index] in codes[:index]:
            rule = say(_("‘{value}’ 분야가 앞의 행에도 있습니다."), value=value)
            floors.tell_all([index], "value", _always(value, rule, say(_("한 행만 남겨 주세요."))), "error")
    place = floors.table.schema.get_field_index("value")
    floors.table = floors.table.set_column(place, "value", pa.array(codes, pa.string()))


def _pinned_once(files: Files) -> None:
    if not _has(files, "pins", "org_id", "choice"):
        return
    pins = files["pins"]
    seen: set[str] = set()
    rows = zip(pins.table["org_id"].to_pylist(), pins.table["choice"].to_pylist(), strict=True)
    for index, (org_id, chosen) in enumerate(rows):
        if chosen == "pinned" and org_id in seen:
            rule = say(_("‘{value}’ 조직에 반드시 줄 수단이 둘 이상입니다."), value=org_id)
            remedy = say(_("한 해에 한 조직은 하나만 받습니다. 하나만 남겨 주세요."))
            pins.tell_all([index], "org_id", _always(org_id, rule, remedy), "error")
        if chosen == "pinned":
            seen.add(org_id)
