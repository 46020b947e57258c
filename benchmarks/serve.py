"""`policykg serve` under a load of mixed questions: is a request lost, does memory grow, does a signal end it in time?

    python -m benchmarks.serve [SECONDS] [CLIENTS] [SEED]

Clients ask the bundled sample's graph, one request after the other: the gallery's questions with their examples, in all
forms of answers, pages, and what must be refused. A request is lost where there is no answer, or another status than
the one that is due. Memory is that of the server and of the Oxigraph processes that it starts. In the end, a signal
comes while all clients ask: whoever is being answered must get the whole answer, and the server end within a second.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from urllib.parse import quote

from benchmarks.timing import machine
from graph.store.index import open_index
from policykg import HERE, build
from queries.serving.engines import LOOPBACK
from queries.serving.examples import examples
from queries.serving.front import LONGEST

FORMS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
SPARQL = {"Content-Type": "application/sparql-query"}
Request = tuple[str, str, bytes | None, dict[str, str], int]  # method, path, body, headers, the status that is due


@dataclass(slots=True)
class Load:
    """What came of it; seconds, and MiB of memory."""

    requests: int = 0
    answered: int = 0  # with the status that is due, and a whole body
    lost: dict[str, int] = field(default_factory=dict)  # by what was amiss
    cut_by_the_signal: int = 0  # those who were not yet being answered when it came
    median_seconds: float = 0.0
    longest_1_in_100: float = 0.0
    memory_first_half: float = 0.0  # at most, after the first tenth
    memory_second_half: float = 0.0
    seconds_to_stop: float = 0.0


def requests(kg: Path) -> list[Request]:
    """The mix: nine questions in ten are of the gallery."""
    asked: list[Request] = []
    for query in examples(open_index(kg)).values():
        for form in FORMS:
            asked.append(("POST", "/query", query.encode(), SPARQL | {"Accept": form}, 200))
        asked.append(("GET", f"/query?query={quote(query)}", None, {}, 200))
    others: list[Request] = [
        ("GET", "/", None, {}, 200),
        ("GET", "/explorer", None, {}, 200),
        ("GET", "/yasgui.min.css", None, {}, 200),
        ("GET", "/nowhere", None, {}, 404),
        ("POST", "/query", b"SELECT nonsense", SPARQL, 400),
        ("POST", "/query", b"SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", SPARQL, 403),
        ("POST", "/query", b" " * (LONGEST + 1), SPARQL, 413),
        ("POST", "/update", b"CLEAR ALL", SPARQL, 405),
    ]
    return asked + others * (len(asked) // (9 * len(others)) + 1)


def ask(port: int, request: Request) -> str | None:
    """What is amiss with the answer."""
    method, path, body, headers, due = request
    link = HTTPConnection(LOOPBACK, port, timeout=120)
    try:
        link.request(method, path, body, headers)
        answer = link.getresponse()
        answer.read()
        return None if answer.status == due else f"{answer.status} where {due} is due"
    except (HTTPException, OSError) as error:
        return type(error).__name__
    finally:
        link.close()


def memory(process: int) -> float:
    """MiB that the process and its children hold, by Linux's /proc."""
    held = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if str(process) in (path.parent.name, fields[1]):
            held += int(fields[21])
    return held * os.sysconf("SC_PAGE_SIZE") / 1024**2


def run(seconds: float, clients: int, seed: int) -> Load:
    """The load, on a server of its own."""
    load, took, amiss, stopping = Load(), [], Counter[str](), []
    with tempfile.TemporaryDirectory(prefix="policykg-load-") as place:
        kg = Path(place) / "kg"
        build([HERE / "loaders" / "sample"], kg)
        mix = requests(kg)
        with socket.socket() as one:
            one.bind((LOOPBACK, 0))
            port = one.getsockname()[1]
        command = [sys.executable, "-m", "policykg", "serve", "--kg", str(kg), "--port", str(port)]
        with subprocess.Popen(command, cwd=HERE, stderr=subprocess.PIPE) as server:
            while b"stop with" not in server.stderr.readline():
                assert server.poll() is None

            def client(number: int) -> None:
                dice = random.Random(f"{seed} {number}")
                while not stopping:
                    start = time.monotonic()
                    wrong = ask(port, dice.choice(mix))
                    if wrong and stopping:
                        load.cut_by_the_signal += 1
                        return
                    took.append(time.monotonic() - start)
                    amiss.update([wrong] if wrong else [])

            threads = [Thread(target=client, args=(n,), daemon=True) for n in range(clients)]
            for thread in threads:
                thread.start()
            begun, held = time.monotonic(), []
            while (now := time.monotonic() - begun) < seconds:
                held.append((now, memory(server.pid)))
                time.sleep(0.5)
            stopping.append(True)
            start = time.monotonic()
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0
            load.seconds_to_stop = round(time.monotonic() - start, 2)
            for thread in threads:
                thread.join()
    load.requests, load.lost = len(took), dict(amiss)
    load.answered = load.requests - sum(amiss.values())
    load.median_seconds, load.longest_1_in_100 = round(median(took), 3), round(quantiles(took, n=100)[-1], 3)
    load.memory_first_half = round(max(mib for at, mib in held if seconds / 10 < at < seconds / 2))
    load.memory_second_half = round(max(mib for at, mib in held if at >= seconds / 2))
    return load


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    seconds, clients, seed = float(given.get(1, 120)), int(given.get(2, 50)), int(given.get(3, 9))
    facts, found = machine(), run(seconds, clients, seed)
    kept = {"machine": facts, "seed": seed, "seconds": seconds, "clients": clients, "load": asdict(found)}
    print(found)
    path = Path(__file__).with_name("results") / f"serve-{date.today().isoformat()}.json"
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(bool(found.lost) or found.seconds_to_stop >= 1)
