"""Run all benchmarks, or those that are named; print the machine and the ratios, and keep them in results/ by the day.

python -m benchmarks [NAME...]
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.timing import Ratio, machine, report

NAMES = "startup extraction names corpus rebuild index questions gallery align mirror pages".split()
RESULTS = Path(__file__).with_name("results")


def keep(facts: dict[str, str], measured: list[Ratio], path: Path) -> None:
    """Put the figures into the day's file; those of the same thing take the older ones' place."""
    older: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["measured"] if path.exists() else []
    found = [asdict(one) | {"times": round(one.times, 3), "load": facts["load"]} for one in measured]
    again = {(one["what"], one["against"]) for one in found}
    kept = [one for one in older if (one["what"], one["against"]) not in again]
    text = json.dumps({"machine": facts, "measured": [*kept, *found]}, ensure_ascii=False, indent=1)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    facts = machine()  # before the load that the benchmarks are
    path = RESULTS / f"{date.today().isoformat()}.json"
    for name in sys.argv[1:] or NAMES:
        print(f"{name} …", flush=True)
        measured = import_module(f"benchmarks.{name}").measure()
        report(facts, measured)
        keep(facts, measured, path)
    print(f"kept in {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")
