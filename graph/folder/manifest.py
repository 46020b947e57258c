"""What a knowledge-graph folder holds: the list of its documents, and what each was made from.

The manifest is written last, so it always describes a whole build. Readers trust only the files that it lists, with the
very bits that it lists. It has a line a document: `git diff` shows what has changed, and a build need not hold all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from graph.folder.uses import Uses
from graph.folder.whole import waiting
from ontology.errors import GraphError

NAME = "manifest.json"
FORMAT = 2  # of the folder; another number means that files and manifest must be written anew


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of the folder."""

    source: str  # name of the file that it was read from
    sha256: str  # of that file
    context: str  # hash of what the user said about it: jurisdiction, date of issue …
    file: str  # its N-Quads, relative to the folder
    nq: str  # SHA-256 of those
    title: str
    number: str | None
    issued: str | None
    counts: Mapping[str, int]  # tasks, assignments, deadlines, targets, regions, findings
    ledger: Mapping[str, int]  # rows and paragraphs of the source by what became of them


@dataclass(frozen=True)
class Manifest:
    """A folder's documents by id, the hashes of the files that they share, and the version of the rules."""

    folder: Path
    rules: str = ""
    documents: Mapping[str, Listed] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """Every file of the graph and its SHA-256, in a fixed order."""
        own = {listed.file: listed.nq for _, listed in sorted(self.documents.items())}
        return own | dict(sorted(self.shared.items()))


def entry_line(name: str, listed: Listed, uses: Uses) -> bytes:
    """A document's line, without what joins it to the next; `uses` is what registries.nq must describe for it."""
    entry = {one.name: getattr(listed, one.name) for one in fields(listed)} | {"uses": uses.as_lists()}
    return f"  {_json(name)}: {_json(entry)}".encode()


def read_line(line: bytes) -> tuple[str, Listed, dict[str, Any]]:
    """A document's id, its entry, and what it uses, for `Uses.from_lists`. Raises ValueError where it is malformed."""
    ((name, entry),) = json.loads(b"{" + line.rstrip(b",\n") + b"}").items()
    try:
        return name, Listed(**{one.name: entry[one.name] for one in fields(Listed)}), entry["uses"]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{name}: {error} is missing") from error


def manifest_bytes(rules: str, shared: Mapping[str, str], lines: Iterable[bytes]) -> Iterator[bytes]:
    """The manifest file, JSON, piece by piece; the lines sorted by id."""
    yield f'{_json({"format": FORMAT, "rules": rules, "shared": dict(shared)})[:-1]}, "documents": {{\n'.encode()
    joint = b""
    for line in lines:
        yield joint + line
        joint = b",\n"
    yield b"\n}}\n"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def manifest(folder: Path, *, next: bool = False) -> Manifest:
    """The folder's manifest, or the one that waits for its turn: `next`.

    Raises GraphError where there is none, or one of another version or broken.
    """
    with _opened(waiting(folder / NAME) if next else folder / NAME) as (head, lines):
        documents = {name: listed for name, listed, _ in map(read_line, lines)}
        return Manifest(folder, head["rules"], documents, head["shared"])


def listed_documents(folder: Path) -> Iterator[tuple[str, Listed]]:
    """The folder's documents, one by one, sorted by id. Raises GraphError as `manifest` does."""
    with _opened(folder / NAME) as (_, lines):
        for line in lines:
            yield read_line(line)[:2]


@contextmanager
def _opened(path: Path) -> Iterator[tuple[dict[str, Any], Iterator[bytes]]]:
    """What the manifest says of the whole, and the lines of its documents."""
    try:
        with path.open("rb") as file:
            head = _head(file.readline())
            if head.get("format") != FORMAT:
                raise GraphError(f"{path}: not of format {FORMAT}, made by another version; build into a new folder")
            yield head, _lines(file)
    except OSError as error:
        raise GraphError(
            f"{path.parent}: no knowledge graph here ({NAME} is missing); make one with `policykg build`"
        ) from error
    except (ValueError, KeyError) as error:
        raise GraphError(
            f"{path}: broken, not JSON with a line a document ({error}); build into a new folder"
        ) from error


def states(folder: Path) -> tuple[str | None, str | None]:
    """What tells whether a build has changed the folder meanwhile: the hashes of its manifest and of the next one."""
    return sha256_of(folder / NAME), sha256_of(waiting(folder / NAME))


def document_lines(folder: Path) -> Iterator[bytes]:
    """The lines of the manifest's documents, one by one, sorted by id."""
    with (folder / NAME).open("rb") as file:
        file.readline()
        yield from _lines(file)


def _head(line: bytes) -> dict[str, Any]:
    opened = line.rstrip().endswith(b"{")
    head = json.loads(line + b"}}" if opened else line)
    if not isinstance(head, dict):
        raise ValueError("no object")
    return head


def _lines(file: Iterable[bytes]) -> Iterator[bytes]:
    """Those of the documents. Raises ValueError where the file ends before its end."""
    for line in file:
        if line == b"}}\n":
            return
        if line != b"\n":
            yield line.rstrip(b",\n")
    raise ValueError("it ends too early")


def sha256_of(path: Path) -> str | None:
    """SHA-256 of the file, hexadecimal; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def holds(folder: Path, name: str, expected: str) -> bool:
    """Whether `content` would find it."""
    return expected in (sha256_of(waiting(folder / name)), sha256_of(folder / name))


def is_untouched(folder: Path, name: str) -> bool:
    """Whether a file that the manifest lists was last changed before the manifest, so that it need not be read again.

    As make knows it, by the clock; of rot on the disk only `content` and `damaged` know.
    """
    try:
        return _changed(folder / name) < _changed(folder / NAME)
    except OSError:
        return False


def _changed(path: Path) -> int:
    """When it was changed, renamed or given other rights (on Windows: changed), in ns."""
    status = path.stat()
    return max(status.st_mtime_ns, status.st_ctime_ns)


def content(folder: Path, name: str, expected: str) -> bytes | None:
    """The bytes of that SHA-256, of the file or of the one that waits for its turn; None where neither has them.

    The one that waits comes first: if it takes its place meanwhile, it is found there.
    """
    for path in (waiting(folder / name), folder / name):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == expected:
            return data
    return None


def damaged(listed: Manifest) -> tuple[str, ...]:
    """Each file that is missing or not what the manifest lists: what is wrong, and the source that makes it anew."""
    makers = {one.file: one.source for one in listed.documents.values()}
    told = []
    for name, expected in listed.files.items():
        if not holds(listed.folder, name, expected):
            changed = (listed.folder / name).exists()
            wrong = "changed since it was built; delete it and build" if changed else "missing; build"
            told.append(f"{listed.folder / name}: {wrong} again from {makers.get(name, 'any of the sources')}")
    return tuple(told)
