"""The worker, which loads what computing needs while nobody waits for it: a round asked for by a click then starts at once."""

import importlib
import os
import sys
import threading
from typing import Any

from django.db import connections
from django_tasks_db.management.commands.db_worker import Command as Worker

SETTLED_AFTER_SECONDS = 6.0
"""The site comes up first."""
LOOKS_EVERY_SECONDS = 0.2
COMPUTES = (
    "numpy", "pyarrow.parquet", "pyarrow.compute", "scipy.optimize", "scipy.special", "scipy.linalg", "duckdb", "ibis", "highspy",
    "threadpoolctl", "socialgoods.analysis.prescription", "socialgoods.analysis.practice", "socialgoods.analysis.expected",
)  # fmt: skip


def load() -> None:
    for name in COMPUTES:
        importlib.import_module(name)
    import ibis

    ibis.duckdb.connect().sql("SELECT 1").to_pyarrow()


class Command(Worker):
    help = "Run the background worker."

    def handle(self, *args: Any, **options: Any) -> None:
        timer = threading.Timer(SETTLED_AFTER_SECONDS, load)
        timer.daemon = True
        timer.start()
        options["interval"] = min(options["interval"], LOOKS_EVERY_SECONDS)
        try:
            super().handle(*args, **options)
        except SystemExit as stopped:
            # Told to stop while idle: taking the libraries apart would only keep whoever waits for the port.
            connections.close_all()
            sys.stdout.flush()
            os._exit(stopped.code if isinstance(stopped.code, int) else 0)
