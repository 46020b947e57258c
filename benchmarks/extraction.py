"""Reading the six documents whole, against only cutting their text into words; long documents against short ones."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import jieba

from benchmarks.corpus import LAYOUTS, PLAN, YEAR, long, write_sources
from benchmarks.texts import ROOT, Text, vocational
from benchmarks.timing import AS_INSTALLED, Ratio, in_turn, machine, report, seconds
from loaders.context import Context
from loaders.formats.sources import sources
from loaders.job import Job
from loaders.workers import outcomes
from ontology.agencies import identify
from policykg import document

OURS = "from benchmarks.texts import vocational; from policykg import document\n"
OURS += "for text in vocational(): document(text.path, context=text.context)"
THEIRS = "import jieba; from benchmarks.texts import vocational\n"
THEIRS += "for text in vocational(): jieba.lcut(text.path.read_text('utf-8'))"
SIZES = 10**3, 10**5, 10**7  # bytes of a document
READ_BY_TWO = 600  # documents, so that it is not the processes' start that is measured


def measure() -> list[Ratio]:
    """Reading against `jieba.lcut`, long documents against short ones, two processes against one."""
    return [*_against_jieba(), *_by_length(), _by_two()]


def _against_jieba() -> list[Ratio]:
    """The time from the files to their records, against that of `jieba.lcut` over the same text.

    First with all lists loaded, as for the next of many documents; then in new processes, with what each has to load.
    """
    jieba.setLogLevel(logging.WARNING)
    texts = vocational()
    contents = [text.path.read_text("utf-8") for text in texts]
    size = f"{len(texts)} documents of {texts[0].path.parent.name}/ ({sum(map(len, contents)):,} characters)"
    warm = in_turn(lambda: _extract(texts), lambda: [jieba.lcut(content) for content in contents])
    cold = in_turn(lambda: _in_new_process(OURS), lambda: _in_new_process(THEIRS), repeats=3)
    return [
        Ratio(f"extract {size}", warm[0], "jieba.lcut over the same text", warm[1]),
        Ratio("the same in a new process", cold[0], "jieba.lcut in a new process", cold[1]),
    ]


def _by_length() -> list[Ratio]:
    """The CPU time a character of documents of all sizes and layouts against those of the first size."""
    found = []
    with TemporaryDirectory() as folder:
        for layout in LAYOUTS:
            name = "plan" if layout[0] == PLAN else "table"
            (_, least), *longer = ((size, _a_character(layout, size, Path(folder))) for size in SIZES)
            found += [
                Ratio(f"a character of a {name} of {size:,} bytes", taken, f"of {SIZES[0]:,}", least, unit="µs")
                for size, taken in longer
            ]
    return found


def _a_character(layout: tuple[str, str], size: int, folder: Path) -> float:
    """Microseconds; small documents are read again and again."""
    task = (len(long(layout, 101).text.encode()) - len(long(layout, 1).text.encode())) / 100
    made = long(layout, max(1, round(size / task)))
    path, context = folder / "long.txt", Context(jurisdiction=made.place.full_name, issued=str(YEAR))
    path.write_text(made.text, encoding="utf-8")
    rounds = max(1, SIZES[1] // size)
    if rounds > 1:
        document(path, context=context)  # loads the lists
    taken = seconds(lambda: [document(path, context=context) for _ in range(rounds)], process_time)
    return 1e6 * taken / rounds / len(made.text)


def _by_two() -> Ratio:
    """The same documents read by two processes and by one, on the clock."""
    with TemporaryDirectory() as folder:
        write_sources(READ_BY_TWO, Path(folder) / "made")
        work = [Job(path, name, context=Context(issued=str(YEAR))) for path, name in sources([Path(folder)])]
        two, one = in_turn(lambda: list(outcomes(work, 2)), lambda: list(outcomes(work, 1)), repeats=1)
    return Ratio(f"read {READ_BY_TWO} documents by two processes", two, "by one", one)


def _in_new_process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, env=AS_INSTALLED)


def _extract(texts: list[Text]) -> None:
    identify.cache_clear()  # names that the last round looked up would come for nothing
    for text in texts:
        document(text.path, context=text.context)


if __name__ == "__main__":
    report(machine(), measure())
