"""Two things timed in turn, and the machine that they ran on."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

LIBRARIES = ("policykg", "jieba", "pyoxigraph", "rdflib", "networkx", "rustworkx", "kglab")  # those that are there
AS_INSTALLED = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}  # modules are compiled once, as an installer does


@dataclass(frozen=True, slots=True)
class Ratio:
    """How long one thing took against another, in seconds; `stopped` where the other had not ended by then.

    Of another `unit` (MiB), both are amounts of that.
    """

    what: str
    seconds: float
    against: str
    other_seconds: float
    stopped: bool = False
    unit: str = "s"

    @property
    def times(self) -> float:
        """How many times as fast the one is; at least so, where the other was stopped."""
        return self.other_seconds / self.seconds

    def __str__(self) -> str:
        more, least = ("> ", "at least ") if self.stopped else ("", "")
        other = f"{self.against} {more}{self.other_seconds:.3g} {self.unit}"
        by = f"{least}{self.times:.3g} times as fast" if self.unit == "s" else f"{1 / self.times:.3g} times as much"
        return f"{self.what} {self.seconds:.3g} {self.unit}, {other}: {by}"


def seconds(run: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """How long it runs, by the clock on the wall; by `process_time`, the CPU time of this process."""
    start = clock()
    run()
    return clock() - start


def in_turn(
    one: Callable[[], object],
    other: Callable[[], object],
    repeats: int = 7,
    clock: Callable[[], float] = perf_counter,
) -> tuple[float, float]:
    """The medians of both, run in turn A B A B, so that what else the machine does weighs on both; once unmeasured."""
    one()
    other()
    pairs = [(seconds(one, clock), seconds(other, clock)) for _ in range(repeats)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def machine() -> dict[str, str]:
    """What the figures depend on, without names of the machine or its user."""
    facts = {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown",
    }
    return facts | {name: version(name) for name in LIBRARIES if find_spec(name)}


def _processor() -> str:
    """Linux says in /proc what `platform` leaves empty."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or "unknown"


def report(facts: Mapping[str, str], ratios: Iterable[Ratio]) -> None:
    """Print the facts about the machine, and the ratios."""
    print(", ".join(f"{name} {fact}" for name, fact in facts.items()))
    for ratio in ratios:
        print(ratio)


def memory(what: str, process: int | str = "self") -> int:
    """MiB that a process has now (`VmRSS`) or had at most (`VmHWM`); 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(what)), 0)
