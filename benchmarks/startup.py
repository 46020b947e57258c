"""How long the command takes before it does anything, against what it cannot do without.

python -m benchmarks.startup
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.texts import SAMPLE
from benchmarks.timing import AS_INSTALLED, Ratio, machine, report
from policykg import build

REPEATS = 9
COMMAND = [sys.executable, "-c", "from policykg import main; main()"]  # as the installed script does
CLICK = [sys.executable, "-c", "import click"]
PYTHON = [sys.executable, "-c", ""]


def measure() -> list[Ratio]:
    """CPU seconds of `--help` against `import click`, and of a question against Python itself."""
    with TemporaryDirectory() as folder:
        kg = Path(folder) / "kg"
        build([SAMPLE], kg)
        question = [*COMMAND, "ask", "co-leads", "--kg", str(kg)]
        asked, bare = _cpu(question), _cpu(PYTHON)
    return [
        Ratio("policykg --help, CPU", _cpu([*COMMAND, "--help"]), "import click", _cpu(CLICK)),
        Ratio("ask co-leads of five documents, CPU", asked, "python alone", bare),
    ]


def _cpu(command: list[str]) -> float:
    """The least CPU time of some runs: what else the machine does can only add to it."""
    return min(_once(command) for _ in range(REPEATS))


def _once(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=AS_INSTALLED)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    report(machine(), measure())
