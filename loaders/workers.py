"""Reading in processes of their own, within bounds of time and memory: a crash or a hang of one costs one document.

    outcomes(work, processes=2) ──job──▶ worker ──document or exception──▶ in the order of the work

A worker is this Python with nothing but this package on its path. It ends itself when a document takes too long, by a
clock that also runs while a parser in C holds the interpreter; its successor goes on with the next document. What
passes through the pipes is pickled by our own code on both sides; nothing from a document is ever unpickled.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import IO, NamedTuple, cast

from loaders.formats import limits
from loaders.job import Job, Outcome
from ontology.errors import UnreadableError

ROOT = Path(__file__).resolve().parents[1]
# -P: nothing in the working folder, which may be one of downloads, is imported.
COMMAND = "import sys; sys.path.insert(0, sys.argv[1]); from loaders.serve import serve; serve(*sys.argv[2:])"


class Bounds(NamedTuple):
    """What a document may take; the memory is bounded on Linux alone, where the system can do so."""

    seconds: float = limits.DOCUMENT_SECONDS
    memory: int = limits.DOCUMENT_BYTES
    size: int = limits.FILE_BYTES  # of its file


BOUNDS = Bounds()
AHEAD = 4  # documents a worker that may wait for whoever takes them, so that memory does not grow with the work


def outcomes(work: Sequence[Job], processes: int = 1, bounds: Bounds = BOUNDS) -> Generator[Outcome, None, None]:
    """What comes of each job, in the order of the work, by so many processes, each started when it is needed."""
    workers = [Worker(bounds) for _ in range(min(processes, len(work)))]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def ask(job: Job) -> Outcome:
        worker = idle.get()
        try:
            return worker.outcome(job)
        finally:
            idle.put(worker)

    ahead: deque[Future[Outcome]] = deque()
    with ThreadPoolExecutor(max(1, len(workers))) as pool:
        try:
            for job in work:
                ahead.append(pool.submit(ask, job))
                if len(ahead) > AHEAD * len(workers):
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()
            for worker in workers:
                worker.end()


class Worker:
    """A process that reads one document after the other; started by the first, and anew after one that ended it."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.process: subprocess.Popen[bytes] | None = None

    def outcome(self, job: Job) -> Outcome:
        """What comes of the job; where the process ends over it, an UnreadableError that says why."""
        process = self.process = self.process or self._started()
        start = monotonic()
        try:
            pickle.dump(job, cast("IO[bytes]", process.stdin))
            cast("IO[bytes]", process.stdin).flush()
            return cast("Outcome", pickle.load(cast("IO[bytes]", process.stdout)))
        except (EOFError, OSError, pickle.UnpicklingError):
            taken = monotonic() - start
            self.end()
            return UnreadableError(f"{job.name}: {self._why(taken, process.returncode)}")

    def end(self) -> None:
        """End the process, whatever it does, and what it has started: LibreOffice outlives whoever asks it."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                _kill(self.process)
            self.process.communicate()
            self.process = None
            self._scratch.cleanup()

    def _why(self, taken: float, code: int) -> str:
        if taken >= self.bounds.seconds:
            return f"took over {self.bounds.seconds:g} s and was given up; split the file, or raise --seconds"
        return f"ended its reader (exit code {code}): broken, or too large for memory; save it anew or split it"

    def _started(self) -> subprocess.Popen[bytes]:
        said = [str(ROOT), str(self.bounds.seconds), str(self.bounds.memory)]
        self._scratch = tempfile.TemporaryDirectory(prefix="policykg-")  # what a process leaves that is killed
        return subprocess.Popen(
            [sys.executable, "-P", "-c", COMMAND, *said],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a dying parser prints helps nobody
            process_group=0,
            env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._scratch.name),
        )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
