"""`make bench`: every figure of the design, measured now, as a table and as bench/results.json.

A bench is a module beside this one with `measure()`, which returns one result or several:
{"id", "unit", "goal", "runs"} and, where a peer ran in the same run, {"peer", "peer_runs"}.
"""

import importlib
import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"


def benches(only: list[str]) -> Iterator[str]:
    for path in sorted(HERE.glob("*.py")):
        if "\ndef measure(" in path.read_text(encoding="utf-8") and (not only or path.stem in only):
            yield path.stem


def settled(result: dict[str, Any]) -> dict[str, Any]:
    """Medians of the runs; for a comparison, the peer's median over ours."""
    value = median(result["runs"])
    peer = median(result["peer_runs"]) if result.get("peer_runs") else None
    ratio = peer / value if peer is not None else None
    return {
        "id": result["id"],
        "value": ratio if "_vs_" in result["id"] else value,
        "unit": result["unit"],
        "goal": result["goal"],
        "peer": peer,
        "ratio": ratio,
        "runs": len(result["runs"]),
    }


def main(only: list[str]) -> str:
    """What failed, as a sentence; one that fails does not keep the others from being measured."""
    found: dict[str, dict[str, Any]] = {}
    if RESULTS.exists() and only:
        found = {row["id"]: row for row in json.loads(RESULTS.read_text(encoding="utf-8"))}
    print(f"{'figure':<28}{'value':>10}{'goal':>10}{'peer':>10}{'ratio':>8}  unit, runs")
    failed = []
    for name in benches(only):
        try:
            measured = importlib.import_module(f"bench.{name}").measure()
        except Exception:
            traceback.print_exc()
            failed.append(name)
            continue
        for result in measured if isinstance(measured, list) else [measured]:
            row = settled(result)
            found[row["id"]] = row
            print(line(row), flush=True)
        rows = sorted(found.values(), key=lambda row: row["id"])
        RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"Not measured: {', '.join(failed)}. The reason stands above." if failed else ""


def line(row: dict[str, Any]) -> str:
    peer, ratio = (f"{row[name]:.3g}" if row[name] is not None else "" for name in ("peer", "ratio"))
    return f"{row['id']:<28}{row['value']:>10.3g}{row['goal']:>10}{peer:>10}{ratio:>8}  {row['unit']}, median of {row['runs']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or None)
