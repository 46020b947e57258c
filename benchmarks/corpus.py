"""Made-up corpora of any size with their truth: is a build as right, as quick and as small in memory at scale?

    python -m benchmarks.corpus [DOCUMENTS...]        default: 200 2000

Documents are task tables and plans of real provinces and prefectures, their tasks handed to real departments by their
official names. Roles, dates and numbers are drawn; what was drawn is the truth that the graph is compared with.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

import ontology
from benchmarks.texts import ROOT
from benchmarks.timing import Ratio, machine, memory, seconds
from graph.store.index import open_index
from loaders.workers import Worker
from ontology.agency_table import read_functions, read_names
from ontology.regions import Region, regions
from policykg import build

SIZES = (200, 2000)
KEPT = (100, 400)  # what all benchmarks run
YEAR = 2020
TASKS = 20
TIERS = {"province": "省", "prefecture": "市"}
VERBS, ENDS = ("完善", "推进", "加强", "建立健全"), ("专业建设", "管理机制", "服务体系", "实训条件", "安全生产")
WHOSE = "{region}"
OFFICE = re.compile(rf"{re.escape(WHOSE)}[^{{]+[厅局]")
TABLE = "{place}重点任务分工表\n\n序号\t重点任务\t牵头单位\t配合单位\t完成时限\n"
ROW = "{n}\t{work}\t{lead}\t{support}\t{due}\n"
PLAN = "{place}人民政府关于印发重点工作行动计划的通知\n\n一、主要任务\n"
ITEM = "{n}.{work}。{due}完成。（{lead}牵头，{support}配合）\n"
LAYOUTS = (TABLE, ROW), (PLAN, ITEM)
FACTS = """
SELECT ?id ?position ?role ?name ?date {
  ?document a pk:Document ; dcterms:identifier ?id .
  ?task pk:document ?document ; pk:position ?position ; pk:hasAssignment [ pk:role ?in ; pk:agency ?bearer ] ;
    pk:hasDeadline/pk:date ?date .
  ?bearer skos:prefLabel ?name . FILTER(lang(?name) = "zh" || lang(?name) = "")
  BIND(REPLACE(STR(?in), "^.*[/#]", "") AS ?role)
}
"""

Fact = tuple[str, int, str, str, str]


class Made(NamedTuple):
    """A document's text and what it says: (document, task, role, bearer, date)."""

    name: str
    place: Region
    text: str
    facts: list[Fact]


def corpus(documents: int) -> Iterator[Made]:
    """So many documents, the first of a larger corpus being those of a smaller one."""
    own = {level: _departments(sign) for level, sign in TIERS.items()}
    places = [r for r in regions().lines if r.holds_in(YEAR) and r.name.endswith(TIERS.get(r.level, "-"))]
    for n in range(documents):
        random = Random(n)
        place = random.choice(places)
        layout = random.choice(LAYOUTS)
        yield _made(f"made-{n:06}", place, layout, own[place.level], random)


def long(layout: tuple[str, str], tasks: int) -> Made:
    """One document of so many tasks, of eight duties each: ten megabytes are within the bounds of a document."""
    random = Random(0)
    place = random.choice([r for r in regions().lines if r.holds_in(YEAR) and r.level == "province"])
    return _made("long", place, layout, _departments(TIERS["province"]), random, tasks, duties=8)


def _departments(tier: str) -> list[str]:
    """The official names of that tier's departments, without their regions; none that is some province's short form."""
    folder = Path(ontology.__file__).parent
    names = read_names(folder / "agencies.csv", read_functions(folder / "functions.csv"))
    usual = [name for name in names if name.holds_in(YEAR) and name.kind == "agency" and not name.regions]
    elsewhere = {short for name in names if name.regions for short in name.short}
    official = [name.name for name in usual if tier in name.tiers and OFFICE.fullmatch(name.name)]
    return [own for own in (name.removeprefix(WHOSE) for name in official) if own not in elsewhere]


def _made(
    name: str,
    place: Region,
    layout: tuple[str, str],
    departments: list[str],
    random: Random,
    tasks: int = TASKS,
    duties: int = 1,
) -> Made:
    head, line = layout
    text, facts = [head.format(place=place.full_name)], []
    for n in range(1, tasks + 1):
        lead, support = random.sample(departments, 2)
        year = YEAR + random.randrange(1, 6)
        work = "，".join(random.choice(VERBS) + random.choice(ENDS) for _ in range(duties))
        sign = TIERS[place.level]
        text.append(line.format(n=n, work=work, lead=sign + lead, support=sign + support, due=f"{year}年底前"))
        facts += [(name, n, role, place.name + who, f"{year}") for role, who in (("lead", lead), ("support", support))]
    return Made(name, place, "".join(text), facts)


class Measured(NamedTuple):
    """A build: seconds; peak memory (MiB) and CPU seconds of the process that writes and of those that read."""

    documents: int
    seconds: float
    writer: int
    reader: int
    writing: float
    reading: float
    right: float  # share of the facts


def built(documents: int, jobs: int = 1) -> Measured:
    """Make the corpus, build it in a process of its own, and compare the graph with what was made."""
    with TemporaryDirectory() as place:
        sources, kg = Path(place) / "sources", Path(place) / "kg"
        write_sources(documents, sources)
        command = [sys.executable, "-m", "benchmarks.corpus", str(sources), str(kg), str(jobs)]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return Measured(documents, *json.loads(told), _right(kg, documents))


def measure() -> list[Ratio]:
    """How time and memory grow with the documents, and what a second process gains. Raises where a fact is wrong."""
    (few, small), (many, large) = ((size, built(size)) for size in KEPT)
    by_two = built(many, jobs=2)
    assert small.right == large.right == by_two.right == 1, "the graph is not what was made"
    return [
        Ratio(f"build a document of {many}, CPU", _cpu(large), f"of {few}", _cpu(small)),
        Ratio(f"memory of the writer at {many} documents", large.writer, f"at {few}", small.writer, unit="MiB"),
        Ratio(f"build {many} documents by two processes", by_two.seconds, "by one", large.seconds),
    ]


def _cpu(one: Measured) -> float:
    return (one.writing + one.reading) / one.documents


def _right(kg: Path, documents: int) -> float:
    """Facts that the graph and the truth share, among all that either has (Jaccard)."""
    found = {tuple(row) for row in open_index(kg).select(FACTS)}
    truth = {fact for made in corpus(documents) for fact in made.facts}
    return len(found & truth) / len(found | truth)


def write_sources(documents: int, folder: Path) -> None:
    """The corpus as files, with its corpus.toml."""
    folder.mkdir(parents=True)
    said = []
    for made in corpus(documents):
        (folder / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
        said.append(f'[documents.{made.name}]\njurisdiction = "{made.place.full_name}"\nissued = "{YEAR}"\n')
    (folder / "corpus.toml").write_text("\n".join(said), encoding="utf-8")


def _build(sources: Path, kg: Path, jobs: int) -> None:
    """What the process of its own does."""
    peaks, end = [], Worker.end  # ru_maxrss would count the process that started one, as large as that was then

    def watched(worker: Worker) -> None:
        if worker.process is not None:
            peaks.append(memory("VmHWM", worker.process.pid))
        end(worker)

    with patch.object(Worker, "end", watched):
        taken = seconds(lambda: build([sources], kg, jobs=jobs))
    own, readers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = [one.ru_utime + one.ru_stime for one in (own, readers)]
    print(json.dumps([taken, memory("VmHWM"), max(peaks, default=0), *cpu]))


def _report(sizes: list[int]) -> None:
    print(", ".join(f"{name} {fact}" for name, fact in machine().items()))
    for one in map(built, sizes):
        each = f"{1000 * _cpu(one):.0f} ms of CPU a document ({one.writing / (one.writing + one.reading):.0%} to write)"
        memory = f"writer {one.writer} MiB, reader {one.reader} MiB at most"
        print(f"{one.documents:6,} documents: {one.seconds:.1f} s, {each}, {memory}, {one.right:.1%} of facts right")


if __name__ == "__main__":
    if sys.argv[1:] and not sys.argv[1].isdecimal():
        _build(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    else:
        _report([int(size) for size in sys.argv[1:]] or list(SIZES))
