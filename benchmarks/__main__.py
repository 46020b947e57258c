"""Run all benchmarks, print the machine and the ratios, and keep them in results/ under the day's date."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from benchmarks import align, corpus, extraction, gallery, index, mirror, names, pages, questions, rebuild, startup
from benchmarks.timing import machine, report

MODULES = (startup, extraction, names, corpus, rebuild, index, questions, gallery, align, mirror, pages)
RESULTS = Path(__file__).with_name("results")

facts = machine()  # before the load that the benchmarks are
measured = []
for module in MODULES:
    print(f"{module.__name__} …", flush=True)
    measured += module.measure()
report(facts, measured)
RESULTS.mkdir(exist_ok=True)
kept = {"machine": facts, "measured": [asdict(ratio) | {"times": round(ratio.times, 3)} for ratio in measured]}
path = RESULTS / f"{date.today().isoformat()}.json"
path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
print(f"kept in {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")
