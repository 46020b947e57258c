"""What a knowledge-graph folder holds: the list of its documents, and what each was made from.

The manifest is written last, so it always describes a whole build. Readers trust only the files that it lists, with the
very bits that it lists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.uses import Uses
from graph.whole import waiting
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
    uses: Uses  # what registries.nq must describe and links.nq may find here


@dataclass(frozen=True)
class Manifest:
    """A folder's documents by id, the hashes of the files that they share, and the version of the rules."""

    folder: Path
    rules: str = ""
    documents: Mapping[str, Listed] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_source(self) -> Mapping[str, Listed]:
        """The documents by the name of their source."""
        return {listed.source: listed for listed in self.documents.values()}

    @property
    def files(self) -> dict[str, str]:
        """Every file of the graph and its SHA-256, in a fixed order."""
        own = {listed.file: listed.nq for _, listed in sorted(self.documents.items())}
        return own | dict(sorted(self.shared.items()))

    def as_bytes(self) -> bytes:
        """The manifest file: JSON, a document a line, so that `git diff` shows which have changed."""
        head = {"format": FORMAT, "rules": self.rules, "shared": dict(self.shared)}
        lines = [f"  {_json(name)}: {_json(_entry(listed))}" for name, listed in sorted(self.documents.items())]
        text = _json(head)[:-1] + ', "documents": {\n' + ",\n".join(lines) + "\n}}\n"
        return text.encode()


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _entry(listed: Listed) -> dict[str, Any]:
    plain = {one.name: getattr(listed, one.name) for one in fields(listed)}
    return plain | {"uses": listed.uses.as_lists()}


def manifest(folder: Path, *, next: bool = False) -> Manifest:
    """The folder's manifest, or the one that waits for its turn: `next`.

    Raises GraphError where there is none, or one of another version or broken.
    """
    path = waiting(folder / NAME) if next else folder / NAME
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise GraphError(
            f"{folder}: no knowledge graph here ({NAME} is missing); make one with `policykg build`"
        ) from error
    except ValueError as error:
        raise GraphError(f"{path}: broken, not JSON ({error}); build into a new folder") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise GraphError(f"{path}: not of format {FORMAT}, made by another version; build into a new folder")
    try:
        documents = {name: _listed(entry) for name, entry in data["documents"].items()}
        return Manifest(folder, data["rules"], documents, data["shared"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GraphError(f"{path}: an entry is malformed ({error}); build into a new folder") from error


def _listed(entry: dict[str, Any]) -> Listed:
    return Listed(**entry | {"uses": Uses.from_lists(entry["uses"])})


def is_current(known: Manifest, name: str, sha256: str, context: str, rules: str) -> bool:
    """Whether the source of that name and content was built with that context and those rules, and its file is sound.

    Ask before extracting; hand the name to `write` as kept where the answer is yes.
    """
    listed = known.by_source.get(name)
    if listed is None or known.rules != rules or (listed.sha256, listed.context) != (sha256, context):
        return False
    return sha256_of(known.folder / listed.file) == listed.nq


def sha256_of(path: Path) -> str | None:
    """SHA-256 of the file, hexadecimal; None where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def content(folder: Path, name: str, expected: str) -> bytes | None:
    """The bytes of that SHA-256, of the file or of the one that waits for its turn; None where neither has them."""
    for path in (folder / name, waiting(folder / name)):
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
        if content(listed.folder, name, expected) is None:
            wrong = "changed since it was built" if (listed.folder / name).exists() else "missing"
            told.append(f"{listed.folder / name}: {wrong}; build again from {makers.get(name, 'any of the sources')}")
    return tuple(told)
