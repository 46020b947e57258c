"""Mutated files through each reader and all finders, at random and alike each time: what raises what is not ours?

    python -m benchmarks.fuzz [SECONDS] [SEED] [INPUTS]

Each kind of file gets so many inputs, or an equal share of the time that is left. An input is a small file of its kind
(benchmarks/seeds.py) with bytes flipped, cut out, doubled and replaced by what parsers dislike; of zip containers, the
members are mutated, dropped, doubled and exchanged before they are packed again. All are read, and one in ten goes
through the finders too. Faults are exceptions outside of ontology/errors.py, messages without the file's name, and
facts that are not where their offsets say. The n-th input of a kind depends on the seed, the kind and n alone:
`mutant(kind, seed, n)` makes it again. Inputs are read in forks, which an alarm ends when one takes too long; the next
fork goes on after that one.
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
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

from benchmarks.seeds import seeds, zipped
from benchmarks.timing import machine
from loaders.extract import extract
from loaders.formats import read as reading
from loaders.formats.kinds import kind_of
from loaders.source import Source
from ontology.errors import PolicyKGError
from ontology.records import Document

SEEDS = seeds()
TEXTS = {"txt": "utf-8", "md": "utf-8", "csv": "gb18030", "html": "utf-8"}
CONVERTED = ("rtf", "odt", "doc")  # by LibreOffice, a second each; what it makes of them is read as docx
SHARE_CONVERTED = 2000  # for so many inputs of another kind, one of these
CONTAINERS = ("xls", "doc")  # of Microsoft's older kind
MOST_SECONDS, MOST_CONVERTED = 1.5, 60.0  # for one mutant
ROOM = 1 << 20  # bytes of what a fork leaves behind
BATCH = 500  # inputs a fork
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
    most, first = MOST_CONVERTED if kind in CONVERTED else MOST_SECONDS, numbers.start
    while first < numbers.stop:
        shared = mmap.mmap(-1, ROOM)  # what is being read, and the counts before it, for whoever outlives the fork
        child = os.fork()
        if child == 0:
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                for number in range(first, numbers.stop):
                    _leave(shared, number, tally)
                    signal.setitimer(signal.ITIMER_REAL, most)
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


def _leave(shared: mmap.mmap, number: int, tally: Tally) -> None:
    shared.seek(0)
    pickle.dump((number, tally), shared)


def run(seconds: float, seed: int, inputs: int) -> dict[str, Tally]:
    """All kinds, each for its share of the time that is left."""
    tallies, end = {}, time.monotonic() + seconds
    for kind, origin in SEEDS.items():  # what is imported and kept here, the forks need not
        attempt(zipped(origin) if isinstance(origin, dict) else origin, f"seed.{kind}", 0, whole := Tally())
        assert whole.read == 1 and not whole.faults, kind
    gc.freeze()  # so that no fork copies it to collect it
    for done, kind in enumerate(sorted(SEEDS, key=lambda kind: kind not in CONVERTED)):
        tally, size, most = Tally(), BATCH, inputs
        if kind in CONVERTED:
            size, most = BATCH // 50, inputs // SHARE_CONVERTED
        share = time.monotonic() + (end - time.monotonic()) / (len(SEEDS) - done)
        while time.monotonic() < share and tally.inputs < most:
            first = tally.inputs + 1
            tally = batch(kind, seed, range(first, min(first + size, most + 1)), tally)
        tallies[kind] = tally
        print(kind, tally, flush=True)
    return tallies


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    seconds, seed, inputs = float(given.get(1, 300)), int(given.get(2, 9)), int(given.get(3, 200_000))
    facts, found = machine(), run(seconds, seed, inputs)
    readers = {kind: asdict(one) for kind, one in found.items()}
    kept = {"machine": facts, "seed": seed, "seconds": seconds, "readers": readers}
    path = Path(__file__).with_name("results") / f"fuzz-{date.today().isoformat()}.json"
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(any(tally.faults for tally in found.values()))
