"""The front of all readers: a file in, a `Source` out, by what the file is and not by what it is called.

    data  = content(path)      bytes of a file, or of a member of a zip archive (archive.zip/folder/file.docx)
    kind  = kind_of(data)      docx, xls, pdf … by signature; a .doc that holds HTML is HTML
    text, blocks               by the format's reader

A file's ending only decides between kinds of text: csv, Markdown and plain.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from types import ModuleType

from loaders.bounds import check_blocks, check_text
from loaders.formats import markdown, plain
from loaders.formats.compose import compose
from loaders.formats.kinds import MEDIA, Kind, kind_of
from loaders.formats.limits import FILE_BYTES
from loaders.formats.sources import content
from loaders.source import Block, Source
from ontology.errors import UnreadableError
from ontology.records import SourceFile

Layout = tuple[str, tuple[Block, ...]]

_MODULES: dict[Kind, str] = {"docx": "docx", "doc": "word", "xlsx": "sheet", "xls": "sheet", "pdf": "pdf"}
"""The readers of binary formats. Their libraries load longer than a text is read, so each waits for its first file."""


def read(path: Path, name: str | None = None, most: int = FILE_BYTES) -> Source:
    """A file of so many bytes at most as its text and the blocks in it.

    `name` is its path inside the folder that is built (default: its own).

    Raises UnreadableError where the file is missing, empty, broken, encrypted, too large or of an unknown format.
    """
    name = name or path.name
    data = content(path, most)
    kind = kind_of(data, name)
    encoding = None
    try:
        if kind in _MODULES:
            text, blocks = compose(_reader(_MODULES[kind]).drafts(data, name))
        else:
            (text, blocks), encoding = _text(data, name, kind)
    except RecursionError as error:
        raise UnreadableError(f"{name}: nested deeper than any document; save it again as .docx") from error
    if not blocks:
        raise UnreadableError(f"{name}: holds no text; fetch the file again, or recognise its characters (OCR) first")
    check_blocks(blocks, name)
    file = SourceFile(name, hashlib.sha256(data).hexdigest(), MEDIA[kind], encoding, len(text))
    return Source(file, text, blocks)


def _text(data: bytes, name: str, kind: Kind) -> tuple[Layout, str]:
    if kind == "html":
        html = _reader("html")
        text, encoding = html.decode(data, name)
        return compose(html.drafts(text, name)), encoding
    text, encoding = plain.decode(data, name)
    if kind == "csv":
        return compose(_reader("sheet").csv_drafts(text, name)), encoding
    check_text(text, name)
    return (text, markdown.blocks(text) if kind == "markdown" else plain.blocks(text)), encoding


def _reader(module: str) -> ModuleType:
    return import_module(f"loaders.formats.{module}")
