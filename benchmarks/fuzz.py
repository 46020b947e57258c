"""Mutated files through each reader and all finders, at random and alike each time: what raises what is not ours?

    python -m benchmarks.fuzz [SECONDS] [SEED] [INPUTS] [KIND …]

Each kind of file gets so many inputs, or an equal share of the time that is left. An input is a small file of its kind
(benchmarks/seeds.py) with bytes flipped, cut out, doubled and replaced by what parsers dislike; of zip containers, the
members are mutated, dropped, doubled and exchanged before they are packed again. All are read, and one in ten goes
through the finders too. Faults are exceptions outside of ontology/errors.py, messages without the file's name, and
facts that are not where their offsets say. The n-th input of a kind depends on the seed, the kind and n alone:
`mutant(kind, seed, n)` makes it again. Inputs are read in forks, which an alarm ends when one takes too long; the next
fork goes on after that one. LibreOffice gets its mutants (doc, rtf, odt) two hundred at a time, since it starts for
longer than it reads: what makes it end or hang is found by halving, and counts as refused, as it would be in a build.
"""

from __future__ import annotations

import gc
import json
import mmap
import os
import pickle
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

from benchmarks.seeds import seeds, zipped
from benchmarks.timing import machine
from loaders.extract import extract
from loaders.formats import read as reading
from loaders.formats import word
from loaders.formats.kinds import kind_of
from loaders.source import Source
from ontology.errors import PolicyKGError, UnreadableError
from ontology.records import Document

SEEDS = seeds()
TEXTS = {"txt": "utf-8", "md": "utf-8", "csv": "gb18030", "html": "utf-8"}
CONVERTED = ("rtf", "odt", "doc")  # by LibreOffice; what it makes of them is read as docx
CONTAINERS = ("xls", "doc")  # of Microsoft's older kind
MOST_SECONDS = 1.5  # for one mutant
CONVERSION_SECONDS = 20.0, 0.2  # for a run of LibreOffice, and for each mutant in it
ROOM = 1 << 20  # bytes of what a fork leaves behind
BATCH = 200  # inputs a fork, and a run of LibreOffice, which passes by what exceeds 246
FINDERS = 10  # one input in so many goes through them
DISLIKED = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1b[2J",
        b"\xe2\x80\xae",
        b"<!DOCTYPE x [",
        b"&#0;",
        b"]]>",
        b"-1",
        b"1e999",
    ),
    *(
        b"9" * 30,
        b"99999999",
        b"\t" * 20,
        b'"',
        b"(" * 50,
        "（".encode() * 20,
        "〔".encode(),
        "、".encode() * 10,
        b"|" * 9,
    ),
    *(
        "省".encode(),
        "至".encode(),
        "负责".encode(),
        "9999年13月32日".encode(),
        "00000年".encode(),
        "百千万亿".encode(),
    ),
    *(
        "²".encode(),
        "٣".encode(),
        "\ud7ff".encode(),
        "𠀀".encode(),
        "\u2028".encode(),
        "\x85".encode(),
        b"\r",
        b"\n\n\n",
    ),
]


def mutated(data: bytes, dice: random.Random, in_place: bool = False) -> bytes:
    """The bytes with one to four changes, which leave all others where they are: `in_place`."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        place, length = dice.randrange(len(changed) + 1), dice.choice((0, 1, 3, 9, 30))
        kind = dice.randrange(5)
        if in_place:
            other = dice.choice((dice.randbytes(length), dice.choice(DISLIKED), bytes(length)))
            changed[place : place + len(other)] = other[: len(changed) - place]
        elif kind == 0:
            changed[place : place + length] = dice.choice(DISLIKED)
        elif kind == 1:
            changed[place : place + length] = dice.randbytes(length)
        elif kind == 2:
            del changed[place : place + length]
        elif kind == 3:
            changed[place:place] = changed[place : place + 40] * dice.choice((1, 2, 20))
        else:
            other = dice.randrange(len(changed) + 1)
            changed[place:place] = changed[other : other + 60]
    return bytes(changed)


def packed(members: dict[str, bytes], dice: random.Random) -> bytes:
    """A container whose members are mutated, dropped, doubled or exchanged, packed again; one in ten is itself."""
    kind, changed = dice.randrange(20), dict(members)
    one, other = dice.choice(sorted(members)), dice.choice(sorted(members))
    if kind < 2:
        return mutated(zipped(members), dice)
    if kind == 2:
        del changed[one]
    elif kind == 3:
        changed[one], changed[other] = changed[other], changed[one]
    elif kind == 4:
        changed[dice.choice((f"{one}/x", one.upper(), f"x{one}", "word/header1.xml"))] = changed.pop(other)
    else:
        for name in {one, other} if kind == 5 else {one}:
            changed[name] = mutated(changed[name], dice)
    return zipped(changed)


def mutant(kind: str, seed: int, number: int) -> bytes:
    """The mutant of that number, of the seed file of that kind."""
    dice, origin = random.Random(f"{seed} {kind} {number}"), SEEDS[kind]
    if isinstance(origin, dict):
        return packed(origin, dice)
    data = mutated(origin, dice, kind in CONTAINERS and dice.random() < 0.8)  # a container's numbers count its bytes
    # Most broken encodings are refused at once: three in four are mended, so that what follows is tried too.
    if kind not in TEXTS or dice.random() < 0.25:
        return data
    return data.replace(b"\0", b"").decode(TEXTS[kind], "ignore").encode(TEXTS[kind])


def mutants(kind: str, seed: int) -> Iterator[bytes]:
    """Endless mutants of that kind, the same for the same seed."""
    return (mutant(kind, seed, number) for number in count(1))


@dataclass
class Tally:
    """What came of a reader's mutants."""

    inputs: int = 0
    read: int = 0
    through_finders: int = 0
    refused: int = 0
    converted: int = 0  # has become a file for LibreOffice, whose mutants are counted apart
    slow: int = 0  # given up after MOST_SECONDS
    ended: int = 0  # by a library that ended its process, which costs one worker of a build and one document
    faults: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)  # the number of the first mutant with that fault
    longest: float = 0.0  # seconds that one took

    def note(self, number: int, fault: str) -> None:
        """Take note of a fault."""
        self.faults[fault] = self.faults.get(fault, 0) + 1
        self.first.setdefault(fault, number)


def misplaced(document: Document, text: str) -> bool:
    """Whether a fact's offsets leave the text, or its evidence's do not slice back to the quote."""
    facts = [fact for task in document.tasks for fact in (*task.assignments, *task.deadlines, *task.targets)]
    places = [*facts, *document.ledger, *document.findings, *document.citations]
    passages = [one.evidence for one in (*document.tasks, *facts) if one.evidence]
    return not (
        all(0 <= one.start <= one.end <= len(text) for one in places)
        and all(text[one.start : one.end] == one.quote for one in passages)
    )


def attempt(data: bytes, name: str, number: int, tally: Tally, finders: bool = True) -> None:
    """Read one mutant, let the finders have it, and count what comes of it."""
    reading.content = lambda path, most: data
    start, tally.inputs = time.perf_counter(), tally.inputs + 1
    try:
        if Path(name).suffix[1:] not in CONVERTED and kind_of(data, name) == "doc":
            tally.converted += 1
            return
        source: Source = reading.read(Path(name), name)
        if finders:
            tally.through_finders += 1
            if misplaced(extract(source), source.text):
                tally.note(number, "a fact is not where its offsets say")
        tally.read += 1
    except PolicyKGError as error:
        tally.refused += 1
        if not str(error).startswith(name):
            tally.note(number, f"no file in: {str(error)[:80]}")
    except (MemoryError, RecursionError):  # what loaders/serve.py makes a message of
        tally.refused += 1
    except Exception as error:
        tally.note(number, f"{type(error).__name__}: {error}"[:120])
    tally.longest = max(tally.longest, round(time.perf_counter() - start, 2))


def batch(kind: str, seed: int, numbers: range, tally: Tally) -> Tally:
    """The tally with the mutants of these numbers, read in a fork that an alarm ends if one takes too long."""
    first = numbers.start
    made = _made([mutant(kind, seed, number) for number in numbers], tally) if kind in CONVERTED else {}
    while first < numbers.stop:
        shared = mmap.mmap(-1, ROOM)  # what is being read, and the counts before it, for whoever outlives the fork
        child = os.fork()
        if child == 0:
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                if kind in CONVERTED:
                    word.converted = lambda data, name: _given(made, data, name)
                for number in range(first, numbers.stop):
                    _leave(shared, number, tally)
                    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
                    attempt(mutant(kind, seed, number), f"mutant.{kind}", number, tally, number % FINDERS == 0)
                _leave(shared, numbers.stop, tally)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        first, tally = pickle.loads(shared)
        if first < numbers.stop:
            tally.inputs += 1
            if os.WIFSIGNALED(status):
                tally.slow += os.WTERMSIG(status) == signal.SIGALRM
                tally.ended += os.WTERMSIG(status) != signal.SIGALRM
            else:
                tally.note(first, f"an exit with status {status}")
        first += 1
    return tally


def _made(mutants: list[bytes], tally: Tally) -> dict[bytes, bytes]:
    """What LibreOffice makes of those that reach it; of those that it refuses, or that end it, nothing."""

    def run(sources: list[Path]) -> None:
        status = _status(sources)
        if len(sources) == 1:
            tally.slow += os.WIFSIGNALED(status)
            tally.ended += os.WIFEXITED(status) and status != 0
        elif status != 0:
            left = [source for source in sources if not source.with_suffix(".docx").exists()]
            for some in filter(None, (left[: len(left) // 2], left[len(left) // 2 :])):
                run(some)

    with tempfile.TemporaryDirectory(prefix="policykg-") as folder:
        paths = {data: Path(folder) / f"{number}.doc" for number, data in enumerate(mutants) if _reaches_office(data)}
        for data, path in paths.items():
            path.write_bytes(data)
        if paths:
            run(list(paths.values()))
        results = {data: path.with_suffix(".docx") for data, path in paths.items()}
        return {data: path.read_bytes() for data, path in results.items() if path.exists()}


def _status(sources: list[Path]) -> int:
    """How LibreOffice ended, as `os.waitpid` gives it; by a signal where it took too long."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        signal.setitimer(signal.ITIMER_REAL, CONVERSION_SECONDS[0] + CONVERSION_SECONDS[1] * len(sources))
        status = 1
        try:
            status = word.convert(sources).returncode
        finally:
            os._exit(status != 0)
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return status


def _reaches_office(data: bytes) -> bool:
    try:
        word.refuse_broken(data, "mutant")
        return kind_of(data, "mutant") == "doc"
    except PolicyKGError:
        return False


def _given(made: dict[bytes, bytes], data: bytes, name: str) -> bytes:
    if data not in made:
        raise UnreadableError(f"{name}: LibreOffice could not read it")
    return made[data]


def _leave(shared: mmap.mmap, number: int, tally: Tally) -> None:
    shared.seek(0)
    pickle.dump((number, tally), shared)


def run(seconds: float, seed: int, inputs: int, kinds: Sequence[str]) -> dict[str, Tally]:
    """These kinds, each for its share of the time that is left."""
    tallies, end = {}, time.monotonic() + seconds
    for kind in kinds:  # what is imported and kept here, the forks need not
        origin = SEEDS[kind]
        attempt(zipped(origin) if isinstance(origin, dict) else origin, f"seed.{kind}", 0, whole := Tally())
        assert whole.read == 1 and not whole.faults, kind
    gc.freeze()  # so that no fork copies it to collect it
    for done, kind in enumerate(kinds):
        tally = Tally()
        share = time.monotonic() + (end - time.monotonic()) / (len(kinds) - done)
        while time.monotonic() < share and tally.inputs < inputs:
            first = tally.inputs + 1
            tally = batch(kind, seed, range(first, min(first + BATCH, inputs + 1)), tally)
        tallies[kind] = tally
        print(kind, tally, flush=True)
    return tallies


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    seconds, seed, inputs = float(given.get(1, 300)), int(given.get(2, 9)), int(given.get(3, 200_000))
    kinds = sys.argv[4:] or list(SEEDS)
    facts, found = machine(), run(seconds, seed, inputs, kinds)
    readers = {kind: asdict(one) for kind, one in found.items()}
    kept = {"machine": facts, "seed": seed, "seconds": seconds, "readers": readers}
    path = Path(__file__).with_name("results") / f"{'-'.join(('fuzz', date.today().isoformat(), *sys.argv[4:]))}.json"
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(any(tally.faults for tally in found.values()))
