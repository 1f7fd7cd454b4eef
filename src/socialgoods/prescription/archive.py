"""The tables and settings that a variant was computed from, as one file named by its own hash: a zip of Parquet and JSON.

The same tables give the same bytes: no times, no order of chance, nothing compressed twice.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

SETTINGS = "settings.json"
NO_TIME = (1980, 1, 1, 0, 0, 0)
COMPUTES = ("socialgoods", "numpy", "scipy", "highspy", "pyarrow", "duckdb", "ibis-framework")


class Damaged(Exception):
    """The file is not there, or is not what was stored."""


def pack(tables: Mapping[str, pa.Table], settings: Mapping[str, Any]) -> bytes:
    import pyarrow.parquet as pq

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(tables):
            content = io.BytesIO()
            pq.write_table(tables[name], content, compression="zstd")
            archive.writestr(zipfile.ZipInfo(f"{name}.parquet", NO_TIME), content.getvalue())
        archive.writestr(zipfile.ZipInfo(SETTINGS, NO_TIME), canonical(settings))
    return target.getvalue()


def unpack(content: bytes) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.endswith(".parquet")]
            tables = {
                name.removesuffix(".parquet"): pq.read_table(io.BytesIO(archive.read(name)), use_threads=False)
                for name in names
            }
            return tables, json.loads(archive.read(SETTINGS))
    except (zipfile.BadZipFile, KeyError, ValueError, pa.ArrowException) as wrong:
        raise Damaged(str(wrong)) from None


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def program() -> dict[str, str]:
    """Versions of what computes: another one may differ in the last digit."""
    found = {"python": platform.python_version()}
    for name in COMPUTES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
