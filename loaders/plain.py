"""Plain text: its encoding found out, its lines and tables as they stand."""

from __future__ import annotations

import codecs

from loaders import flattened
from loaders.source import Block
from ontology.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = {chr(code) for code in range(32)} - set("\t\n\r\v\f\x1a\x1e")  # no text holds them


def decode(data: bytes, name: str) -> tuple[str, str]:
    """A file's text and its encoding: by its mark, else UTF-8, else GB18030. Line ends become "\\n".

    `name` is what messages call the file. Raises UnreadableError for an empty file, a binary one and other encodings:
    a wrong guess would make wrong names of agencies.
    """
    if not data.strip():
        raise UnreadableError(f"{name}: the file is empty; fetch it again")
    text, encoding = _decoded(data, name)
    if _CONTROL & set(text):
        raise UnreadableError(f"{name}: not a text file but binary data; give it the ending of its format")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def blocks(text: str) -> tuple[Block, ...]:
    """A text's paragraphs and the tables that its lines draw."""
    return flattened.blocks(text)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise UnreadableError(f"{name}: broken {encoding} at byte {error.start}; fetch it again") from error
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableError(f"{name}: neither UTF-8 nor GB18030; open it in an editor and save it as UTF-8")
