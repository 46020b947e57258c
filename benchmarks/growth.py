"""What a document costs as their number grows: time, memory, disk; and the index of their graph. With curves.

    python -m benchmarks.growth [DOCUMENTS...]        default: 100 300 1000 3000

Keeps the figures in results/growth-DATE.json, and draws docs/pictures/scale.png from them. More sizes may be added to a
day's file by further runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import matplotlib.pyplot as plt

from benchmarks.corpus import TASKS, write_sources
from benchmarks.texts import ROOT
from benchmarks.timing import machine, memory
from graph.store.index import open_index

SIZES = (100, 300, 1000, 3000)
INDEXED = 5000  # documents whose graph is opened in memory as well
RESULTS = Path(__file__).with_name("results")
PICTURE = ROOT / "docs" / "pictures" / "scale.png"
CURVES = (  # a title; figures with their names, and what they are divided by
    ("CPU seconds a document", {"reading": "read", "writing": "write"}, "documents"),
    ("MiB at most in a build", {"writer": "the process that writes", "reader": "one that reads"}, None),
    ("CPU seconds a million triples", {"open": "to open the index"}, "millions"),
    ("bytes a triple", {"disk": "on disk", "index_memory": "of the index in memory"}, "mebitriples"),
)


def point(documents: int) -> dict[str, Any]:
    """One size: each step in a process of its own, so that one's memory is not counted with the other's."""
    with TemporaryDirectory() as place:
        sources, kg = Path(place) / "sources", Path(place) / "kg"
        write_sources(documents, sources)
        taken, writer, reader, writing, reading = _told("benchmarks.corpus", sources, kg, 1)
        files = [path for path in kg.rglob("*") if path.is_file()]
        found = {
            "documents": documents,
            "tasks": documents * TASKS,
            "seconds": taken,
            "writer": writer,
            "reader": reader,
            "writing": writing,
            "reading": reading,
            "disk": sum(path.stat().st_size for path in files) / 2**20,
            "triples": sum(path.read_bytes().count(b"\n") for path in files if path.suffix == ".nq"),
        }
        if documents <= INDEXED:
            found |= dict(zip(("open", "index_memory"), _told("benchmarks.growth", kg), strict=True))
        return found


def _told(module: str, *arguments: object) -> list[float]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return list(json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout))


def _opened(kg: Path) -> None:
    """What a process of its own does: CPU seconds to open the index, and MiB that it takes."""
    before = memory("VmRSS")
    holder = []
    start = process_time()
    holder.append(open_index(kg))
    print(json.dumps([process_time() - start, memory("VmRSS") - before]))


def draw(points: list[dict[str, Any]], path: Path) -> None:
    """The curves, over the number of documents."""
    figure, axes = plt.subplots(2, 2, figsize=(9, 6), layout="constrained")
    for axis, (title, names, by) in zip(axes.flat, CURVES, strict=True):
        for name, label in names.items():
            shown = [(one["documents"], one[name] / _divisor(one, by)) for one in points if name in one]
            axis.plot(*zip(*shown, strict=True), marker="o", label=label)
        axis.set(title=title, xscale="log", xlabel="documents", ylim=(0, None))
        axis.legend()
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _divisor(one: dict[str, Any], by: str | None) -> float:
    units = {"millions": one["triples"] / 1e6, "mebitriples": one["triples"] / 2**20, None: 1}
    return float(units.get(by) or one[str(by)])


def _main(sizes: list[int]) -> None:
    path = RESULTS / f"growth-{date.today().isoformat()}.json"
    facts = machine()
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {"machine": facts, "measured": []}
    for size in sizes:
        found = point(size)
        print(json.dumps(found), flush=True)
        others = [one for one in kept["measured"] if one["documents"] != size]
        kept["measured"] = sorted([*others, found], key=lambda one: one["documents"])
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    draw(kept["measured"], PICTURE)


if __name__ == "__main__":
    folder = sys.argv[1:] and not sys.argv[1].isdecimal()
    _opened(Path(sys.argv[1])) if folder else _main([int(size) for size in sys.argv[1:]] or list(SIZES))
