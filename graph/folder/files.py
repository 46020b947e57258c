"""A knowledge graph on disk: one sorted N-Quads file a document, one for registries, one for links, and a manifest.

New files are written beside the old ones and take their places together when the last is done, the manifest at the
end. A build that is killed leaves the graph as it was, and beside it what it has written, from which the next goes on
(journal.py). A file whose content stays the same is not touched.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, fields
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.folder.journal import Journal
from graph.folder.judgements import judgement_quads
from graph.folder.links import Titled, link_quads
from graph.folder.lock import only_writer
from graph.folder.manifest import NAME, Listed, content, listed_documents, manifest_bytes, sha256_of
from graph.folder.rdf import document_quads
from graph.folder.registries import registry_quads
from graph.folder.uses import uses
from graph.folder.whole import STAGED, place, waiting
from ontology import iri
from ontology.corrections import TASK, Line
from ontology.errors import GraphError
from ontology.records import Document
from ontology.terms import PK

DOCUMENTS = "documents"
SHARED = ("registries.nq", "links.nq")
RUN = 50_000  # lines that are sorted in memory
SYNCING = 8  # files at a time: the disk takes longer for one than it takes to read a document


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the documents that a build added, changed, left as they were, and removed."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(
    folder: Path,
    documents: Iterable[tuple[Document, str]],
    *,
    kept: Iterable[str] = (),
    rules: str = "",
    judged: Sequence[Line] = (),
) -> Changes:
    """Bring the folder to hold the documents, each with the hash of its context, and those of the `kept` sources.

    `judged` are the corrections that judge whole tasks; those whose tasks are not there are left out. Documents are
    taken one by one and not held. What the folder held of other sources is removed. `kept` are sources that are current
    by `journal.known`. Raises GraphError where another process writes there, the folder holds something else, or
    two sources make the same document.
    """
    _usable(folder)
    (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    with only_writer(folder), closing(Journal(folder, rules)) as journal:
        stage = _Stage(folder)
        for _, listed in journal.keep(set(kept)):
            stage.keep(listed)
        stage.drop_others()
        for document, context in documents:
            _refuse_twins(document, journal)
            journal.add(document.id, _put(stage, document, context, rules), uses(document))
        shared = {name: stage.put(name, lines) for name, lines in _shared(journal, judged)}
        stage.put(NAME, manifest_bytes(rules, shared, journal.lines()))
        changes = _changes(listed_documents(folder) if (folder / NAME).exists() else (), journal.entries())
        stage.commit()
        _drop_unlisted(folder, {iri.slug(name) for name in journal.done})
        journal.end()
    return changes


def _usable(folder: Path) -> None:
    """A folder with files of other kinds is a slip of the user's, such as the folder of sources."""
    ours = {DOCUMENTS, NAME, ".lock", ".gitattributes", *SHARED}
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder}: is a file; name a folder for the knowledge graph")
    if folder.is_dir() and not (folder / NAME).exists():
        others = sorted(path.name for path in folder.iterdir() if path.name not in ours and path.suffix != STAGED)
        if others:
            raise GraphError(f"{folder}: holds other files ({others[0]}) and no knowledge graph; name an empty folder")


def _refuse_twins(document: Document, journal: Journal) -> None:
    if twin := journal.entry(document.id):
        both = f"{document.source.name} and {twin.source}"
        raise GraphError(f"{both} both make the document {document.id!r}; rename one of the files")


def _file(document_id: str) -> str:
    return f"{DOCUMENTS}/{iri.slug(document_id)}.nq"


def nquads(quads: Iterable[object]) -> Iterable[bytes]:
    """Sorted N-Quads, a line each, each once: the same quads are the same bytes. Of many, most wait in files."""
    lines = (f"{quad} .\n".encode() for quad in quads)
    run, more = _run(lines), next(lines, None)
    return run if more is None else _merged(run, chain([more], lines))


def _run(lines: Iterator[bytes]) -> list[bytes]:
    return sorted(set(islice(lines, RUN)))


def _merged(run: list[bytes], lines: Iterator[bytes]) -> Iterator[bytes]:
    with ExitStack() as files:
        runs = []
        while run:
            runs.append(files.enter_context(TemporaryFile()))
            runs[-1].writelines(run)
            runs[-1].seek(0)
            run.clear()  # before the next is made: one at a time is in memory
            run = _run(lines)
        yield from (line for line, _ in groupby(merge(*runs)))


def _put(stage: _Stage, document: Document, context: str, rules: str) -> Listed:
    tasks = document.tasks
    name = _file(document.id)
    return Listed(
        source=document.source.name,
        sha256=document.source.sha256,
        context=context,
        file=name,
        nq=stage.put(name, nquads(document_quads(document, rules))),
        title=document.title,
        number=document.number,
        issued=document.issued,
        counts={
            "tasks": len(tasks),
            "assignments": sum(len(task.assignments) for task in tasks),
            "deadlines": sum(len(task.deadlines) for task in tasks),
            "targets": sum(len(task.targets) for task in tasks),
            "regions": sum(len(task.regions) for task in tasks),
            "findings": len(document.findings),
        },
        ledger=dict(Counter(entry.fate for entry in document.ledger)),
    )


def _shared(journal: Journal, judged: Sequence[Line]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files that documents share, by name."""
    titles = (Titled(name, listed.title, listed.number) for name, listed in journal.entries())
    yield "registries.nq", nquads(registry_quads(journal.shared))
    judgements = judgement_quads(judged, _texts(journal, judged))
    yield "links.nq", nquads(chain(link_quads(titles, journal.shared), judgements))


def _texts(journal: Journal, judged: Sequence[Line]) -> dict[str, str]:
    """The texts of documents of which tasks were judged, by the tasks' IRIs, read back from their files."""
    if not judged:
        return {}
    files = {match["document"] for line in judged for id in line.tasks if (match := TASK.fullmatch(id))}
    entries = [listed for name, listed in journal.entries() if iri.slug(name) in files]
    return {
        quad.subject.value: quad.object.value
        for entry in entries
        for quad in parse(content(journal.folder, entry.file, entry.nq) or b"", format=RdfFormat.N_QUADS)
        if quad.predicate == PK.text and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    }


class _Stage:
    """New files, written beside the old ones until all are there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: list[str] = []  # names of files

    def put(self, name: str, content: Iterable[bytes]) -> str:
        """Write the file's next content, unless it has it already; the content's SHA-256."""
        staged, digest, new = waiting(self.folder / name), hashlib.sha256(), False
        try:
            with staged.open("wb") as file:
                for piece in content:
                    digest.update(piece)
                    file.write(piece)
            new = sha256_of(self.folder / name) != digest.hexdigest()
        finally:
            self.waiting.append(name) if new else staged.unlink(missing_ok=True)
        return digest.hexdigest()

    def keep(self, listed: Listed) -> None:
        """Leave a document's file as it is, or let the one that waits take its place, if that is what is listed."""
        path = self.folder / listed.file
        if waiting(path).exists() and sha256_of(path) != listed.nq and sha256_of(waiting(path)) == listed.nq:
            self.waiting.append(listed.file)

    def drop_others(self) -> None:
        """Remove what waits of documents that are not kept."""
        kept = {waiting(self.folder / name) for name in self.waiting}
        for staged in (self.folder / DOCUMENTS).glob("*" + STAGED):
            if staged not in kept:
                staged.unlink()

    def commit(self) -> None:
        """Let all waiting files take their places, in the order in which they were put, once the disk has them."""
        with ThreadPoolExecutor(SYNCING) as pool:
            list(pool.map(self._sync, (self.waiting[n::SYNCING] for n in range(SYNCING))))
        for name in self.waiting:
            place(self.folder / name)

    def _sync(self, names: Iterable[str]) -> None:
        for name in names:
            with waiting(self.folder / name).open("r+b") as file:
                os.fsync(file.fileno())


def _drop_unlisted(folder: Path, listed: Collection[str]) -> None:
    for path in (folder / DOCUMENTS).glob("*.nq"):
        if path.stem not in listed:
            path.unlink()


def _changes(before: Iterable[tuple[str, Listed]], after: Iterable[tuple[str, Listed]]) -> Changes:
    """What a build changes of documents that come sorted by id."""
    told = merge(((name, 0, one.nq) for name, one in before), ((name, 1, one.nq) for name, one in after))
    changed: dict[str, list[str]] = {field.name: [] for field in fields(Changes)}
    for name, states in groupby(told, key=itemgetter(0)):
        files = {turn: nq for _, turn, nq in states}
        changed[_change(files.get(0), files.get(1))].append(name)
    return Changes(**{kind: tuple(names) for kind, names in changed.items()})


def _change(then: str | None, now: str | None) -> str:
    if then is None:
        return "added"
    if now is None:
        return "removed"
    return "unchanged" if then == now else "updated"
