"""command_start_s: `socialgoods prescribe --help`, a whole process."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

RUNS = 5


def measure() -> dict[str, Any]:
    command = [str(Path(sys.executable).with_name("socialgoods")), "prescribe", "--help"]
    runs = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
        runs.append(time.perf_counter() - start)
    return {"id": "command_start_s", "unit": "s", "goal": 1.5, "runs": runs}
