"""A thousand documents, and one of them changed: the rebuild against the full build, in one run.

python -m benchmarks.rebuild [documents]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.texts import sample
from benchmarks.timing import Ratio, machine, report, seconds
from policykg import build

DOCUMENTS = 1_000
MOST = 0.03  # of the full build's time
CORPUS = '[documents."{name}"]\njurisdiction = "{place}"\nissued = "{issued}"\n'


def measure(documents: int = DOCUMENTS) -> list[Ratio]:
    """Builds the sample's texts over and over under new names, changes one, and builds again."""
    with TemporaryDirectory() as place:
        sources, kg = Path(place) / "sources", Path(place) / "kg"
        sources.mkdir()
        said = []
        for n, text in enumerate(islice(cycle(sample()), documents)):
            path = sources / f"plan-{n:04}.txt"
            path.write_text(text.path.read_text("utf-8").replace("。", f"（{n}）。", 1), encoding="utf-8")
            context = text.context
            said.append(
                CORPUS.format(name=path.stem, place=context.jurisdiction or "中国", issued=context.issued or "2015")
            )
        (sources / "corpus.toml").write_text("\n".join(said), encoding="utf-8")
        full = seconds(_builds(sources, kg))
        changed = sources / f"plan-{documents // 2:04}.txt"
        changed.write_text(changed.read_text("utf-8").replace("（", "（改", 1), encoding="utf-8")
        before = _times(kg)
        again = seconds(_builds(sources, kg))
        touched = [name for name, time in _times(kg).items() if before[name] != time]
        assert touched == [f"{changed.stem}.nq"], f"{len(touched)} files were touched"
    return [Ratio(f"rebuild of {documents:,} documents, one changed", again, "full build", full)]


def _builds(sources: Path, kg: Path) -> Callable[[], object]:
    return lambda: build([sources], kg)


def _times(kg: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in sorted((kg / "documents").glob("*.nq"))}


if __name__ == "__main__":
    facts = machine()
    measured = measure(*map(int, sys.argv[1:]))
    report(facts, measured)
    for ratio in measured:
        share = ratio.seconds / ratio.other_seconds
        print(f"the rebuild takes {share:.1%} of the full build (at most {MOST:.0%} is the aim)")
        sys.exit(share > MOST)
