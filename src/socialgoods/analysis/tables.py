"""The plan's tables as they are handed in: which columns there are, of which type, and what may be missing."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from socialgoods.analysis.definitions import COST, EARNED, SUPPORT

MONEY = (*EARNED, *SUPPORT, *COST)
NEEDED: dict[str, dict[str, pa.DataType]] = {
    "organisations": {
        "org_id": pa.string(), "kind": pa.string(), "sector": pa.string(), "area": pa.string(), "founded_on": pa.date32(),
        "status": pa.string(),
    },
    "annual_reports": {
        "org_id": pa.string(), "fiscal_year": pa.int64(), **dict.fromkeys(MONEY, pa.int64()), "workers_paid": pa.int64(),
    },
    "assessments": {
        "org_id": pa.string(), "year": pa.int64(), "dimension": pa.string(), "item": pa.string(), "score": pa.float64(),
        "max_score": pa.float64(),
    },
    "supports": {"org_id": pa.string(), "year": pa.int64(), "measure": pa.string(), "source": pa.string(), "amount": pa.int64()},
}  # fmt: skip
OPTIONAL: dict[str, dict[str, pa.DataType]] = {
    "organisations": {"closed_on": pa.date32()},
    "annual_reports": {
        "workers_vulnerable": pa.int64(), "members": pa.int64(), "local_purchases": pa.int64(), "local_wages": pa.int64(),
        "sales_commissioned": pa.int64(), "workers_fte": pa.float64(), "workers_subsidised": pa.int64(), "volunteer_hours": pa.int64(),
        "wages_booked": pa.string(), "evidence": pa.string(),
    },
    "assessments": {},
    "supports": {"ends_on": pa.date32()},
}  # fmt: skip
MAY_BE_MISSING = ("assessments", "supports")


def completed(tables: Mapping[str, pa.Table], name: str) -> pa.Table:
    """The table's columns that analysis reads, in their types; an optional one, or an optional table, that is missing is empty.

    `ValueError` names a needed table or column that is missing.
    """
    types = {**NEEDED[name], **OPTIONAL[name]}
    rows = tables.get(name)
    if rows is None:
        if name not in MAY_BE_MISSING:
            raise ValueError(f"The table {name} is missing.")
        rows = pa.table({column: pa.array([], kind) for column, kind in types.items()})
    missing = [column for column in NEEDED[name] if column not in rows.column_names]
    if missing:
        raise ValueError(f"{name} lacks the column {', '.join(missing)}.")
    columns = [
        rows[column].cast(kind) if column in rows.column_names else pa.chunked_array([pa.nulls(len(rows), kind)])
        for column, kind in types.items()
    ]
    return pa.table(columns, names=list(types))


def of_interest(name: str, columns: Sequence[str]) -> list[str]:
    """Those of a file's columns that a diagnosis reads: what a reader of a large file may leave out need not be read."""
    types = {**NEEDED[name], **OPTIONAL[name]}
    return [column for column in columns if column in types]


def refuse_unknown(ids: pa.ChunkedArray, number: pa.ChunkedArray, name: str) -> None:
    """`ValueError` where an organisation of the table is not in the list of organisations."""
    if number.null_count:
        stranger = ids.filter(pc.is_null(number))[0].as_py()
        raise ValueError(f"{name} names the organisation {stranger}, which is not among the organisations.")
