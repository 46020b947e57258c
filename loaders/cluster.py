"""Reading on a Dask cluster: batches of documents out, their records back in the order of the work. policykg[cluster].

    outcomes(work, "tcp://head:8786") ──batches──▶ Dask's scheduler ──▶ its workers, each with readers of its own

Who reads what, and once more where a worker is lost, is Dask's business. A worker hands each document to a reader in a
process of its own, as a single machine does (loaders/workers.py), within the same bounds and so with the same bytes.
Files are not sent: workers open them under the same path, on a file system that they share with this machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident

from distributed import Client, Future, KilledWorker

from loaders.formats.sources import file_of
from loaders.job import Job, Outcome
from loaders.rules import rule_set
from loaders.workers import AHEAD, BOUNDS, Bounds, Worker
from ontology.errors import ClusterError

BATCH = 50  # documents: a second's work, beside which Dask's milliseconds for a task do not count
_readers: dict[tuple[str, int], Worker] = {}  # of a worker's process, by the build that they read for and the thread


def outcomes(work: Sequence[Job], address: str, bounds: Bounds = BOUNDS) -> Generator[Outcome, None, None]:
    """What comes of each job, in the order of the work, by the workers of the cluster.

    `address` is the scheduler's (tcp://host:8786) or the path of its scheduler file. Workers may come and go meanwhile.
    Raises ClusterError where there is no scheduler, a worker differs from this machine, or a batch ends its workers.
    """
    jobs = [job._replace(path=job.path.absolute()) for job in work]
    batches, rules = (jobs[n : n + BATCH] for n in range(0, len(jobs), BATCH)), rule_set()
    ahead: deque[Future[list[Outcome]]] = deque()
    with _connected(address) as client:
        for batch in batches:
            ahead.append(client.submit(_read, batch, rules, bounds, client.id, pure=False))
            if len(ahead) > AHEAD * max(1, sum(client.nthreads().values())):
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the scheduler; in the end the readers go that its build has started, and what it has not taken."""
    with _client(address) as client:
        try:
            yield client
        except (KilledWorker, CancelledError) as error:
            lost = "ended worker after worker over one batch" if isinstance(error, KilledWorker) else "was lost"
            raise ClusterError(f"{address}: {lost} ({error}); build again, and it goes on from there") from error
        except ImportError as error:
            raise ClusterError(f"{address}: a worker lacks {error.name}; install policykg there as here") from error
        finally:
            client.run(_dismiss, client.id, on_error="ignore")


def _client(address: str) -> Client:
    said = {"scheduler_file": address} if Path(address).is_file() else {"address": address}
    try:
        return Client(**said, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers ({error}); start one: `dask scheduler`") from error


# What runs on the workers.


def _read(batch: list[Job], rules: str, bounds: Bounds, build: str) -> list[Outcome]:
    if rule_set() != rules:
        raise ClusterError("a worker has another version of policykg or of its word lists; install the same as here")
    for job in batch:
        if not (folder := file_of(job.path).parent).is_dir():
            raise ClusterError(f"a worker does not see {folder}; share the sources with it under the same path")
    reader = _readers.setdefault((build, get_ident()), Worker(bounds))
    return [reader.outcome(job) for job in batch]


def _dismiss(build: str) -> None:
    for key in [key for key in _readers if key[0] == build]:
        _readers.pop(key).end()
