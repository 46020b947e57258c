"""A knowledge graph on disk: one sorted N-Quads file a document, one for registries, one for links, and a manifest.

New files are written beside the old ones and take their places together when the last is done, the manifest at the
end; a build that is killed leaves the folder as it was. A file whose content stays the same is not touched.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from graph.links import link_quads
from graph.lock import only_writer
from graph.manifest import NAME, Listed, Manifest, manifest, sha256_of
from graph.rdf import document_quads
from graph.registries import registry_quads
from graph.uses import uses
from graph.whole import STAGED, place, stage
from ontology import iri
from ontology.errors import GraphError
from ontology.records import Document

DOCUMENTS = "documents"
SHARED = ("registries.nq", "links.nq")
BATCH = 10_000  # quads that are written at once, since they take more room than their lines


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the documents that a build added, changed, left as they were, and removed."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(
    folder: Path, documents: Iterable[tuple[Document, str]], *, kept: Iterable[str] = (), rules: str = ""
) -> Changes:
    """Bring the folder to hold the documents, each with the hash of its context, and those of the `kept` sources.

    Documents are taken one by one and not held. What the folder held of other sources is removed. Raises GraphError
    where another process writes there, the folder holds something else, or two sources make the same document.
    """
    _usable(folder)
    (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    with only_writer(folder):
        _drop_staged(folder)
        old = manifest(folder) if (folder / NAME).exists() else Manifest(folder)
        names = set(kept)
        listed = {name: entry for name, entry in old.documents.items() if entry.source in names}
        makers = {entry.file: entry.source for entry in listed.values()}
        stage = _Stage(folder)
        try:
            for document, context in documents:
                _refuse_twins(document, makers)
                listed[document.id] = _put(stage, document, context, rules)
            new = Manifest(folder, rules, listed, _put_shared(stage, listed))
        except BaseException:
            _drop_staged(folder)
            raise
        stage.commit(new)
        _drop_unlisted(new)
    return _changes(old, new)


def _usable(folder: Path) -> None:
    """A folder with files of other kinds is a slip of the user's, such as the folder of sources."""
    ours = {DOCUMENTS, NAME, ".lock", ".gitattributes", *SHARED}
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder}: is a file; name a folder for the knowledge graph")
    if folder.is_dir() and not (folder / NAME).exists():
        others = sorted(path.name for path in folder.iterdir() if path.name not in ours and path.suffix != STAGED)
        if others:
            raise GraphError(f"{folder}: holds other files ({others[0]}) and no knowledge graph; name an empty folder")


def _refuse_twins(document: Document, makers: dict[str, str]) -> None:
    """Take note of the source that makes the document's file."""
    place, source = _file(document.id), document.source.name
    if twin := makers.get(place):
        raise GraphError(f"{source} and {twin} both make the document {document.id!r}; rename one of the files")
    makers[place] = source


def _file(document_id: str) -> str:
    return f"{DOCUMENTS}/{iri.slug(document_id)}.nq"


def nquads(quads: Iterable[Quad]) -> bytes:
    """Sorted N-Quads, each once: the same quads are the same bytes."""
    lines: set[bytes] = set()
    left = iter(quads)
    while batch := list(islice(left, BATCH)):
        lines.update((serialize(batch, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    return b"".join(sorted(lines))


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
        uses=uses(document),
    )


def _put_shared(stage: _Stage, listed: dict[str, Listed]) -> dict[str, str]:
    contents = registry_quads([entry.uses for _, entry in sorted(listed.items())]), link_quads(listed)
    return {name: stage.put(name, nquads(quads)) for name, quads in zip(SHARED, contents, strict=True)}


class _Stage:
    """New files, written beside the old ones until all are there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: list[Path] = []

    def put(self, name: str, content: bytes) -> str:
        """Write the file's next content, unless it has it already; the content's SHA-256."""
        path = self.folder / name
        digest = hashlib.sha256(content).hexdigest()
        if sha256_of(path) != digest:
            self.waiting.append(path)
            stage(path, content)
        return digest

    def commit(self, new: Manifest) -> None:
        """Let all waiting files take their places, the manifest last."""
        self.put(NAME, new.as_bytes())
        for path in self.waiting:
            place(path)


def _drop_staged(folder: Path) -> None:
    for path in (*folder.glob("*" + STAGED), *(folder / DOCUMENTS).glob("*" + STAGED)):
        path.unlink()


def _drop_unlisted(new: Manifest) -> None:
    listed = new.files
    for path in (new.folder / DOCUMENTS).glob("*.nq"):
        if f"{DOCUMENTS}/{path.name}" not in listed:
            path.unlink()


def _changes(old: Manifest, new: Manifest) -> Changes:
    before, after = old.documents, new.documents
    both = sorted(before.keys() & after.keys())
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        updated=tuple(name for name in both if before[name].nq != after[name].nq),
        unchanged=tuple(name for name in both if before[name].nq == after[name].nq),
        removed=tuple(sorted(before.keys() - after.keys())),
    )
