"""A PostgreSQL server of one's own for the length of a bench, with the durability that a county runs with."""

import glob
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty database, without its name. Commits are synchronous, as PostgreSQL comes."""
    programs = max(glob.glob("/usr/lib/postgresql/*/bin"), default="")
    if not programs:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    folder = tempfile.mkdtemp(prefix="socialgoods-bench-pg.")
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run(
        f"{programs}/initdb",
        "--pgdata",
        f"{folder}/data",
        "--username",
        "bench",
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--locale",
        "C.UTF-8",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    run(
        f"{programs}/pg_ctl",
        "--pgdata",
        f"{folder}/data",
        "--wait",
        "--log",
        f"{folder}/log",
        "--options",
        options,
        "start",
    )
    try:
        yield f"postgresql://bench@127.0.0.1:{port}"
    finally:
        run(f"{programs}/pg_ctl", "--pgdata", f"{folder}/data", "--mode", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
