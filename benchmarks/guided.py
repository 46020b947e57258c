"""Inputs that atheris steers by what code they reach, through one reader and all finders: the first fault ends it.

    pip install atheris
    python -m benchmarks.guided KIND -max_total_time=60 [other options of libFuzzer]

KIND is one of benchmarks/seeds.py. A fault is what benchmarks/fuzz.py says; its input is left in a file crash-….
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["loaders"]):
    from benchmarks.fuzz import SEEDS, Tally, attempt
    from benchmarks.seeds import zipped


def main(kind: str, options: list[str]) -> None:
    """Until the options end it, or a fault."""
    origin = SEEDS[kind]

    def tried(data: bytes) -> None:
        tally = Tally()
        attempt(data, f"input.{kind}", 1, tally)
        if tally.faults:
            raise AssertionError(f"{kind}: {tally.faults}")

    with tempfile.TemporaryDirectory() as corpus:
        (Path(corpus) / "seed").write_bytes(zipped(origin) if isinstance(origin, dict) else origin)
        atheris.Setup([sys.argv[0], corpus, *options], tried)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
