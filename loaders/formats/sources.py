"""Which files a command means: files, folders, patterns and zip archives, in one order on every machine."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath

from loaders.formats import limits
from loaders.formats.archive import Archive
from ontology.errors import UnreadableError

CORPUS = "corpus.toml"  # what a folder says about its documents; not one of them
CORRECTIONS = "corrections.csv"  # what people correct in their readings; not one of them either
_JUNK = ("__MACOSX", "Thumbs.db", "desktop.ini")  # what systems leave in folders and archives


def sources(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The documents that `paths` mean, as (path, name); sorted by name, each once.

    A folder gives all files below it, named relative to it; a zip archive its members, as `archive.zip/member`, a path
    that `read` understands; a pattern (*.docx) what it matches. Hidden files, corpus.toml and corrections.csv are left
    out; an archive that cannot be opened is one document, which cannot be read. Raises UnreadableError for a path that
    leads nowhere.
    """
    found: dict[Path, str] = {}
    for path in paths:
        for file, name in _below(path):
            found.setdefault(file, name)
    return sorted(found.items(), key=lambda pair: (pair[1], str(pair[0])))


def content(path: Path, most: int = limits.FILE_BYTES) -> bytes:
    """A file's bytes, so many at most; `path` may go on into a zip archive, which is bounded likewise.

    Raises UnreadableError where there is no such file, or a larger one.
    """
    file = file_of(path)
    with _bounded(file, most) as status:
        if file != path:
            return _archive(file, status.st_size, status.st_mtime_ns).read(path.relative_to(file).as_posix())
        return path.read_bytes()


def file_of(path: Path) -> Path:
    """The file on disk in which a document lies: its own, or the zip archive into which the path goes on."""
    return next((parent for parent in path.parents if parent.suffix.lower() == ".zip" and parent.is_file()), path)


@contextmanager
def _bounded(path: Path, most: int = limits.FILE_BYTES) -> Iterator[os.stat_result]:
    """The state of a file that is there, not empty and not too large, and can be read."""
    try:
        status = path.stat()
        if status.st_size > most:
            raise UnreadableError(f"{path}: larger than {most // 1024**2} MiB; split the file, or raise --size")
        if not status.st_size:
            raise UnreadableError(f"{path}: the file is empty; fetch it again")
        yield status
    except FileNotFoundError as error:
        raise UnreadableError(f"{path}: no such file; check the path") from error
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror}); check its rights") from error


@lru_cache(maxsize=1)
def _archive(file: Path, size: int, changed: int) -> Archive:
    """The zip archive of that size and date, opened once for all its members, which are read one after the other."""
    return Archive(file, file.name)


def _below(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            relative = file.relative_to(path)
            if file.is_file() and _is_document(relative.parts):
                yield from _file(file, relative.as_posix())
    elif path.is_file():
        yield from _file(path, path.name)
    elif matches := sorted(glob.glob(str(path), recursive=True)):
        for match in matches:
            if _is_document((Path(match).name,)):
                yield from _below(Path(match))
    else:
        raise UnreadableError(f"{path}: no such file or folder; check the path")


def _printed(name: str) -> str:
    """A file's name as it was meant: as UTF-8 whatever the locale, else as GB18030, which Chinese Windows packs."""
    if sys.platform == "win32":  # names are Unicode there
        return name
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _file(path: Path, name: str) -> Iterator[tuple[Path, str]]:
    name = _printed(name)
    if path.suffix.lower() != ".zip":
        yield path, name
        return
    try:
        with _bounded(path) as status:
            members = _archive(path, status.st_size, status.st_mtime_ns).names
    except UnreadableError:  # is told when it is read, as of any other file: the rest of the folder is built
        yield path, name
        return
    for member in members:
        if _is_document(PurePosixPath(member).parts):
            yield path / member, f"{name}/{member}"


def _is_document(parts: tuple[str, ...]) -> bool:
    # ~$任务分工表.docx is the lock that Word leaves beside an open file.
    hidden = any(part.startswith((".", "~$")) or part in _JUNK for part in parts)
    return not hidden and parts[-1] not in (CORPUS, CORRECTIONS)
