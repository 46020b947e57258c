"""Plain text: its encoding found out, its lines and tables as they stand."""

from __future__ import annotations

import codecs
import re

from loaders.formats import flattened
from loaders.script import simplified
from loaders.source import Block
from loaders.view import View
from ontology.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# All characters of running Chinese are GB 2312's signs and first level, two thirds in traditional script; of Big5 and
# others read as GB18030, three in ten at most (measured on policy documents).
_COMMON_SHARE = 0.45
_ENOUGH = 30  # characters to judge by
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.01  # of a text's characters; a few are what Word leaves in copied text (\x07 ends its cells)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """A file's text and its encoding: by its mark, else UTF-8, else GB18030. Line ends become "\\n".

    `name` is what messages call the file. Raises UnreadableError for an empty file, a binary one and other encodings:
    a wrong guess would make wrong names of agencies.
    """
    if not data.strip():
        raise UnreadableError(f"{name}: the file is empty; fetch it again")
    text, encoding = _decoded(data, name)
    if encoding == "gb18030" and _is_garbled(text):
        raise UnreadableError(
            f"{name}: not UTF-8, and garbled as GB18030 (Big5?); open it in an editor, save it as UTF-8"
        )
    if "\0" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnreadableError(f"{name}: not a text file but binary data; give it the ending of its format")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def blocks(text: str) -> tuple[Block, ...]:
    """A text's paragraphs and the tables that its lines draw, whose headings may be in traditional script (序號)."""
    return flattened.blocks(simplified(View.of(text)).text)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise UnreadableError(f"{name}: broken {encoding} at byte {error.start}; fetch it again") from error
    broken = 0
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            broken = max(broken, error.start)
    mend = "open it in an editor and save it as UTF-8"
    raise UnreadableError(f"{name}: neither UTF-8 nor GB18030 from byte {broken} on; {mend}")


def _is_garbled(text: str) -> bool:
    """Is a text that could be decoded as GB18030 no Chinese? Most bytes of other encodings are some character there."""
    signs = [char.encode("gb18030") for char in text if not char.isascii()]
    return len(signs) >= _ENOUGH and sum(map(_is_common, signs)) < _COMMON_SHARE * len(signs)


def _is_common(sign: bytes) -> bool:
    in_gb2312 = len(sign) == 2 and sign[1] >= 0xA1
    return in_gb2312 and (0xA1 <= sign[0] <= 0xA3 or 0xB0 <= sign[0] <= 0xD7)
