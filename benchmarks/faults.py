"""Build, review and publish, killed (SIGKILL) at random moments: what is left can be read, another run mends it.

    python -m benchmarks.faults [KILLS] [SEED]

Each operation is run undisturbed once, for its bytes and its time; then it is begun anew so many times, each in a fork
that is killed at a moment of that time, drawn by the seed. What is left must be read without a complaint: a
graph of the old or the new state, corrections of the old or the new file, a store whose marked graphs are whole. Then
the same command runs to its end and must give the bytes of the undisturbed run. The clock draws the line between
killed and done, so the counts vary a little between runs; the two that count faults must stay at 0.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.timing import machine
from graph.folder.manifest import manifest
from graph.store.endpoint import Endpoint
from graph.store.index import open_index
from graph.store.publish import Store, publish
from loaders.corrections import read_corrections
from ontology.terms import PK
from policykg import build, main

DOCUMENTS = 12
ROW = "重点任务分工表\n\n序号\t工作任务\t牵头单位\t完成时限\n1\t建设基地{}个。\t省教育厅\t2016年底前\n"
HEADING = "id,action,value,was,who,when,why\n"
LINE = "省甲{}中心,alias,山西省审计厅,,李,2026-11-22,核对原件\n"
TEXTS = "SELECT ?text { ?task a pk:Task ; pk:text ?text }"
MARKED = f"SELECT ?digest (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?g {PK.sha256} ?digest . ?s ?p ?o }} }} GROUP BY ?g ?digest"
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Operation:
    """What is killed. `ready` brings about the state before, `read` raises AssertionError where what is left is not
    whole and says whether it is old, new or between, `result` is what the operation made.
    """

    ready: Callable[[], object]
    work: Callable[[], object]
    read: Callable[[], str]
    result: Callable[[], object]


@dataclass(slots=True)
class Counts:
    """What came of the kills: how many fell before the end, what they left, and what must not be."""

    kills: int = 0
    before_the_end: int = 0
    left_old: int = 0
    left_between: int = 0
    left_new: int = 0
    unreadable: int = 0
    rerun_differs: int = 0


def forked(work: Callable[[], object], after: float | None = None) -> bool:
    """Run the work in a fork that dies by SIGKILL after so many seconds; whether it had not ended by then."""
    child = os.fork()
    if child == 0:
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            work()
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def killed(operation: Operation, kills: int, dice: random.Random) -> Counts:
    """The operation, killed so many times."""
    counts = Counts()
    operation.ready()
    start = time.monotonic()
    forked(operation.work)
    whole, undisturbed = time.monotonic() - start, operation.result()
    for _ in range(kills):
        operation.ready()
        counts.kills += 1
        counts.before_the_end += forked(operation.work, dice.uniform(0, whole))
        try:
            left = operation.read()
        except Exception as error:
            print(f"not readable: {type(error).__name__}: {error}", file=sys.stderr)
            counts.unreadable += 1
        else:
            setattr(counts, f"left_{left}", getattr(counts, f"left_{left}") + 1)
        forked(operation.work)
        counts.rerun_differs += operation.result() != undisturbed
    return counts


def _state(found: object, old: object, new: object, between: bool = False) -> str:
    assert between or found in (old, new), "neither the old nor the new state"
    return "old" if found == old else "new" if found == new else "between"


def files(folder: Path) -> dict[str, bytes]:
    """The folder's files, without the lock and those that wait for their turn."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def graphs(place: Path) -> tuple[Path, Path]:
    """The sources of two states, and a graph of each beside them."""
    for state in (0, 1):
        sources = place / f"sources-{state}"
        sources.mkdir(parents=True)
        for n in range(DOCUMENTS):
            (sources / f"plan{n}.txt").write_text(ROW.format(n + 100 * state), encoding="utf-8")
        build([sources], place / f"kg-{state}")
    return place / "kg-0", place / "kg-1"


def building(place: Path) -> Operation:
    """The second build, over the first."""
    old, _ = graphs(place)
    kg, texts = place / "kg", [{f"建设基地{n + 100 * state}个。" for n in range(DOCUMENTS)} for state in (0, 1)]

    def ready() -> None:
        shutil.rmtree(kg, ignore_errors=True)
        shutil.copytree(old, kg)

    def read() -> str:
        return _state({text for (text,) in open_index(kg).select(TEXTS)}, *texts)

    return Operation(ready, lambda: build([place / "sources-1"], kg), read, lambda: files(kg))


def reviewing(place: Path) -> Operation:
    """A reviewed queue into a file of corrections that has some."""
    place.mkdir(parents=True)
    path, queue, lines = place / "corrections.csv", place / "queue" / "queue.csv", [LINE.format(n) for n in range(300)]
    queue.parent.mkdir()
    queue.write_text(HEADING + "".join(lines[150:]), encoding="utf-8")

    def read() -> str:
        found = read_corrections(path)
        assert found.refused == ()
        return _state(len(found.lines), 150, 300)

    return Operation(
        lambda: path.write_text(HEADING + "".join(lines[:150]), encoding="utf-8-sig"),
        lambda: main(["review", "apply", str(queue), "-o", str(path)], standalone_mode=False),
        read,
        lambda: files(place),
    )


def publishing(place: Path, store: Store) -> Operation:
    """A graph to a store that has an older one."""
    old, new = (manifest(kg) for kg in graphs(place))
    sizes = {
        digest: (one.folder / name).read_bytes().count(b"\n")
        for one in (old, new)
        for name, digest in one.files.items()
    }

    def read() -> str:
        marks = {row["digest"].value: int(row["n"].value) for row in store.endpoint.rows(MARKED)}
        assert all(marks[digest] == sizes[digest] + 1 for digest in marks), "a graph is marked as whole, and is not"
        return _state(set(marks), set(old.files.values()), set(new.files.values()), between=True)

    return Operation(
        lambda: publish(old, store),
        lambda: publish(new, store),
        read,
        lambda: sorted(map(str, store.endpoint.quads_for_pattern(None, None, None))),
    )


@contextmanager
def oxigraph(place: Path) -> Iterator[Store]:
    """A server that takes graphs."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        home = f"{HOST}:{one.getsockname()[1]}"
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    command = [program, "serve", "--location", str(place), "--bind", home, "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                try:
                    urlopen(f"http://{home}/", timeout=1).close()
                    break
                except (URLError, OSError):
                    time.sleep(0.05)
            yield Store(f"http://{home}/store", Endpoint(f"http://{home}/query"))
        finally:
            process.kill()


def run(kills: int, seed: int) -> dict[str, Counts]:
    """Each operation in turn."""
    with tempfile.TemporaryDirectory(prefix="policykg-faults-") as folder, ExitStack() as open_:
        place, counts = Path(folder), {}
        store = open_.enter_context(oxigraph(place / "db"))
        operations = {
            "build": building(place / "build"),
            "review apply": reviewing(place / "review"),
            "publish": publishing(place / "publish", store),
        }
        for name, operation in operations.items():
            counts[name] = killed(operation, kills, random.Random(f"{seed} {name}"))
            print(name, counts[name], flush=True)
    return counts


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    kills, seed = int(given.get(1, 100)), int(given.get(2, 9))
    facts, found = machine(), run(kills, seed)
    kept = {"machine": facts, "seed": seed, "operations": {name: asdict(one) for name, one in found.items()}}
    path = Path(__file__).with_name("results") / f"faults-{date.today().isoformat()}.json"
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(any(one.unreadable or one.rerun_differs for one in found.values()))
