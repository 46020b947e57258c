"""Zip containers (docx, xlsx, archives of documents), opened within bounds and never unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from loaders.formats import limits
from ontology.errors import UnreadableError


class Archive:
    """A zip container's members by name; `name` is what messages call it.

    Raises UnreadableError for a broken or encrypted container and for one beyond loaders/formats/limits.py.
    """

    def __init__(self, file: bytes | Path, name: str) -> None:
        self.name = name
        try:
            # Names without the UTF-8 flag were packed on Chinese Windows: 任务分工表.docx is GBK there.
            self._zip = zipfile.ZipFile(
                io.BytesIO(file) if isinstance(file, bytes) else file, metadata_encoding="gb18030"
            )
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise UnreadableError(f"{name}: broken zip container ({error}); fetch the file again") from error
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        if len(infos) > limits.MEMBERS:
            raise UnreadableError(f"{name}: holds {len(infos)} files, more than {limits.MEMBERS}; split the archive")
        self._members = {_safe(info.filename, name): info for info in infos}
        for info in infos:
            bomb = info.file_size > limits.EXPANSION_FREE_BYTES + limits.EXPANSION * info.compress_size
            if bomb or info.file_size > limits.MEMBER_BYTES:
                size = f"{info.filename} unpacks to {info.file_size} bytes"
                raise UnreadableError(f"{name}: {size}, too large for a document; do not trust this file")

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names, sorted."""
        return tuple(sorted(self._members))

    def read(self, member: str) -> bytes:
        """A member's bytes. Raises UnreadableError where it is missing, broken or encrypted."""
        info = self._members.get(member)
        if info is None:
            raise UnreadableError(f"{self.name}: no {member} inside; the file is incomplete, fetch it again")
        if info.flag_bits & 1:
            raise UnreadableError(f"{self.name}: {member} is encrypted; unpack it with its password first")
        try:
            with self._zip.open(info) as stream:
                return stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise UnreadableError(f"{self.name}: {member} is broken ({error}); fetch the file again") from error


def xml_root(data: bytes, name: str) -> ElementTree.Element:
    """The root element of an XML member, which messages call `name`.

    Raises UnreadableError where it is no XML, or declares entities, as a bomb does and no office program.
    """
    if b"<!DOCTYPE" in data:
        raise UnreadableError(f"{name} declares entities, which no office file does; do not trust it")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise UnreadableError(
            f"{name} is broken ({error}); open it in the program that made it and save it again"
        ) from error


def _safe(member: str, name: str) -> str:
    path = PurePosixPath(member.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1]):
        raise UnreadableError(f"{name}: holds {member!r}, a name that leaves the archive; do not trust this file")
    return str(path)
