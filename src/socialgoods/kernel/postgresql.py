"""PostgreSQL's own programs, which copy a database out and in."""

import os
import subprocess
import tempfile
from pathlib import Path

from django.db import connection

# What the software made since the backup goes as well; what belongs to an extension stays.
EMPTY = """
SET lock_timeout = '15s';
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT c.oid::regclass::text AS name,
               CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
        FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.relkind = 'S'  -- most go with their tables
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', found.kind, found.name);
    END LOOP;
    FOR found IN
        SELECT p.oid::regprocedure::text AS name
        FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', found.name);
    END LOOP;
END $$;
"""


class ToolFailed(Exception):
    """The text says which program, and why."""


def dump(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target), "--dbname", _address())


def load(source: Path) -> None:
    """In place of all that is there, in one transaction."""
    address = _address()
    connection.close()
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        empty, script = Path(folder) / "empty.sql", Path(folder) / "script.sql"
        empty.write_text(EMPTY, encoding="utf-8")
        _run("pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(source))
        _run(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
            "--dbname", address, "--file", str(empty), "--file", str(script),
        )  # fmt: skip


def _address() -> str:
    values = connection.settings_dict
    parts = {"host": values["HOST"], "port": values["PORT"], "user": values["USER"], "dbname": values["NAME"]}
    quoted = {name: str(value).replace("\\", "\\\\").replace("'", "\\'") for name, value in parts.items() if value}
    return " ".join(f"{name}='{value}'" for name, value in quoted.items())


def _run(*command: str) -> None:
    environment = {**os.environ, "PGPASSWORD": str(connection.settings_dict.get("PASSWORD") or "")}
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603
    except FileNotFoundError:
        raise ToolFailed(f"{command[0]} is not installed here. Install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if "ERROR" in line or "FATAL" in line or "error:" in line]
        reason = (said or error.stderr.splitlines() or [str(error)])[0]
        hint = " Stop the site, then try again." if "lock timeout" in reason else ""
        raise ToolFailed(f"{command[0]} failed: {reason.strip()}.{hint} Nothing was changed.") from None
