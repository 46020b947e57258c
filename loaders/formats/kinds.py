"""What kind of file some bytes are: by their signature, and among plain texts by the file's ending."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from loaders.formats.archive import Archive
from ontology.errors import UnreadableError

Kind = Literal["docx", "doc", "xlsx", "xls", "pdf", "html", "csv", "markdown", "text"]

MEDIA: dict[Kind, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "markdown": "text/markdown",
    "text": "text/plain",
}

# Members of a zip container that tell what it is.
_MEMBERS: tuple[tuple[str, Kind], ...] = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsx"),
    ("[Content_Types].xml", "docx"),
)
# Names of streams in an OLE container, in the encoding of its directory.
_STREAMS: tuple[tuple[str, Kind], ...] = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_SUFFIXES: dict[str, Kind] = {".csv": "csv", ".tsv": "csv", ".md": "markdown", ".markdown": "markdown"}
_WEB_ARCHIVE = re.compile(rb"^MIME-Version:.*^Content-Type:\s*multipart/related", re.DOTALL | re.MULTILINE | re.I)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PAGE = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(!doctype html|html|head|body|meta|title|div|p|table)\b", re.DOTALL | re.I
)
_WORD_XML = re.compile(rb"\s*<\?xml.{0,400}(progid=\"Word\.Document\"|schemas\.microsoft\.com/office/word)", re.DOTALL)
_PAGE_XML = re.compile(rb"\s*<\?xml[^>]*\?>\s*(<!doctype html|<html)", re.IGNORECASE)


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of file that `data` is; `name` gives its ending and is what messages call it.

    Raises UnreadableError, with the way out, for what no reader reads: images, OFD, encrypted files, archives.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _container(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data, name)
    if data.startswith(b"{\\rtf") or _WORD_XML.match(data[:2048]):
        return "doc"
    if _WEB_ARCHIVE.search(data[:2048]):
        raise UnreadableError(f"{name}: a web archive (.mht); open it in a browser and save it as .html")
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(_IMAGES) and not (data.startswith(b"BM") and suffix == ".txt"):
        raise UnreadableError(f"{name}: an image; recognise its characters (OCR) and give the text or a searchable PDF")
    if suffix in (".html", ".htm", ".xhtml", ".shtml") or _looks_like_page(data):
        return "html"
    return _SUFFIXES.get(suffix, "text")


def _looks_like_page(data: bytes) -> bool:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    return bool(_PAGE.match(head) or _PAGE_XML.match(head))


def _container(data: bytes, name: str) -> Kind:
    members = Archive(data, name).names
    if any(member.endswith("OFD.xml") for member in members):
        raise UnreadableError(f"{name}: an OFD file; save it as PDF or .docx in its reader (数科, 福昕, WPS)")
    if "content.xml" in members:
        return "xlsx" if _is_calc(data, name) else "doc"
    for member, kind in _MEMBERS:
        if member in members:
            return kind
    raise UnreadableError(f"{name}: an archive and not a document; build it as a source, or unpack it")


def _is_calc(data: bytes, name: str) -> bool:
    archive = Archive(data, name)
    return "mimetype" in archive.names and b"spreadsheet" in archive.read("mimetype")


def _ole(data: bytes, name: str) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError(f"{name}: protected by a password; open it with the password and save it without one")
    for stream, kind in _STREAMS:
        if f"{stream}\0".encode("utf-16-le") in data:
            return kind
    raise UnreadableError(f"{name}: an Office file of another kind; open it and save it as .docx or .xlsx")
