"""The lines that the manifest of a build under way will have: a build that was killed goes on from them.

A line is added when its document's file has been written beside the old one. The next build keeps those whose sources
are as they were; the rest is read again. In the end the manifest is made from the lines, and the journal goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from graph.folder.manifest import (
    NAME,
    Listed,
    Manifest,
    document_lines,
    entry_line,
    holds,
    is_untouched,
    manifest,
    read_line,
)
from graph.folder.uses import Shared, Uses
from graph.folder.whole import STAGED
from ontology.errors import GraphError

JOURNAL = "journal" + STAGED


class Known(NamedTuple):
    """What need not be read again if it is current, by the names of the sources."""

    folder: Path
    whole: Mapping[str, Listed]  # what the graph has
    begun: Mapping[str, Listed]  # what a killed build has; it counts where both have a source

    def is_current(self, source: str, sha256: str, context: str) -> bool:
        """Whether the source was built with that content and context, and its file is sound.

        Ask before extracting; hand the name to `write` as kept where the answer is yes.
        """
        listed = self.begun.get(source) or self.whole.get(source)
        if listed is None or (listed.sha256, listed.context) != (sha256, context):
            return False
        untouched = source not in self.begun and is_untouched(self.folder, listed.file)
        return untouched or holds(self.folder, listed.file, listed.nq)


def known(folder: Path, rules: str) -> Known:
    """What the graph and a killed build have by these rules."""
    whole = manifest(folder) if (folder / NAME).exists() else Manifest(folder)
    documents = whole.documents.values() if whole.rules == rules else ()
    begun = (listed for listed, _ in _begun(folder, rules).values())
    return Known(folder, {one.source: one for one in documents}, {one.source: one for one in begun})


def _begun(folder: Path, rules: str) -> dict[str, tuple[Listed, int]]:
    """The documents in the journal of a build by these rules, with the places of their lines; a torn line is none."""
    found: dict[str, tuple[Listed, int]] = {}
    if _is_begun(folder, rules):
        with (folder / JOURNAL).open("rb") as file:
            place = len(file.readline())
            for line in file:
                with suppress(ValueError):
                    name, listed, _ = read_line(line)
                    found[name] = listed, place
                place += len(line)
    return found


def _is_begun(folder: Path, rules: str) -> bool:
    """Whether there is a journal of a build by these rules."""
    path = folder / JOURNAL
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.readline() == _head(rules)


def _head(rules: str) -> bytes:
    return f"rules {rules}\n".encode()


class Journal:
    """The documents that a build has written or keeps, their lines on disk; and what they share."""

    def __init__(self, folder: Path, rules: str) -> None:
        self.folder = folder
        self.rules = rules
        self.done: dict[str, int] = {}  # documents that are written or kept: the places of their lines
        self.shared = Shared()
        self._files: tuple[IO[bytes], IO[bytes]] | tuple[()] = ()

    def keep(self, sources: Collection[str]) -> Iterator[tuple[str, Listed]]:
        """Take over the lines of the documents of these sources, as `known` gives them.

        Raises GraphError where one is not known: another build has changed the folder since.
        """
        wanted = set(sources)
        found = _begun(self.folder, self.rules)
        begun = {listed.source: (name, place) for name, (listed, place) in found.items()}
        for source, (_, place) in begun.items():
            if source in wanted:
                yield self._take(read_line(self._line(place)), place)
        wanted -= begun.keys()
        for line in document_lines(self.folder) if wanted else ():
            entry = read_line(line)
            if entry[1].source in wanted:
                wanted.remove(entry[1].source)
                yield self._take(entry, self._write(line))
        if wanted:
            raise GraphError(f"{self.folder}: another build has changed what is here of {min(wanted)}; build again")

    def add(self, name: str, listed: Listed, uses: Uses) -> None:
        """One more document, whose file is written."""
        self.done[name] = self._write(entry_line(name, listed, uses))
        self.shared.add(uses)

    def lines(self) -> Iterator[bytes]:
        """The documents' lines, sorted by id."""
        for name in sorted(self.done):
            yield self._line(self.done[name])

    def entries(self) -> Iterator[tuple[str, Listed]]:
        """The documents, sorted by id."""
        for line in self.lines():
            yield read_line(line)[:2]

    def entry(self, name: str) -> Listed | None:
        """What is written or kept of that document."""
        place = self.done.get(name)
        return None if place is None else read_line(self._line(place))[1]

    def close(self) -> None:
        """Let go of the file; it stays for the build that goes on from it."""
        for file in self._files:
            file.close()

    def end(self) -> None:
        """The manifest has all lines now."""
        self.close()
        (self.folder / JOURNAL).unlink(missing_ok=True)

    def _take(self, entry: tuple[str, Listed, dict[str, Any]], place: int) -> tuple[str, Listed]:
        name, listed, uses = entry
        self.done[name] = place
        self.shared.add(Uses.from_lists(uses))
        return name, listed

    def _line(self, place: int) -> bytes:
        _, reader = self._opened()
        reader.seek(place)
        return reader.readline().rstrip(b"\n")

    def _write(self, line: bytes) -> int:
        writer, _ = self._opened()
        place = writer.tell()
        writer.write(line + b"\n")
        writer.flush()  # so that it is there though this process is killed
        return place

    def _opened(self) -> tuple[IO[bytes], IO[bytes]]:
        """The journal to add to and to read: as a killed build left it, its torn line ended, or a new one."""
        if not self._files:
            path, begun = self.folder / JOURNAL, _is_begun(self.folder, self.rules)
            writer = path.open("ab" if begun else "wb")
            writer.write(b"\n" if begun else _head(self.rules))
            writer.flush()
            self._files = (writer, path.open("rb"))
        return self._files
