"""Word's own format: paragraphs with the numbers that Word prints, tables with their merged cells, in body order.

ECMA-376 Part 1 (WordprocessingML), read from the XML: insertions are kept and deletions dropped, text boxes follow the
paragraph that anchors them, a table inside a cell follows its outer table, footnotes come last. Pages are unknown: Word
lays them out anew on each machine.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from loaders.formats.archive import Archive, xml_root
from loaders.formats.compose import Draft, DraftCell, DraftGrid, DraftParagraph, DraftPiece
from loaders.formats.numbering import VAL, Numbering, W
from ontology.errors import UnreadableError

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO 29500 Strict has other names for the same things

DIGITS = 9  # of a number that can be meant
TEXTS = {f"{W}t", f"{M}t"}
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
UNSEEN = {
    f"{W}{tag}"
    for tag in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "tblPr", "tcPr")
} | {f"{MC}Fallback"}


@dataclass(frozen=True, slots=True)
class _Style:
    name: str | None  # None for what paragraphs are by default: Normal, 正文
    parent: str | None
    properties: Element | None


def drafts(data: bytes, name: str) -> list[Draft]:
    """A docx file's paragraphs and tables. `name` is what messages call it; raises UnreadableError."""
    try:
        return _drafts(Archive(data, name), name)
    except ValueError as error:  # a number of a list or a table that is none
        raise UnreadableError(f"{name}: broken ({error}); open it in Word and save it again") from error


def _drafts(archive: Archive, name: str) -> list[Draft]:
    main = _main_part(archive)
    folder = posixpath.dirname(main)
    reader = _Reader(
        _styles(_part(archive, f"{folder}/styles.xml")), Numbering(_part(archive, f"{folder}/numbering.xml"))
    )
    document = _part(archive, main)
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise UnreadableError(f"{name}: {main} has no body; open it in Word or WPS and save it again as .docx")
    found = list(reader.blocks(body))
    notes = _part(archive, f"{folder}/footnotes.xml")
    for note in [] if notes is None else notes.findall(f"{W}footnote"):
        if note.get(f"{W}type", "normal") == "normal":
            words = "\n".join(block.text for block in reader.blocks(note) if isinstance(block, DraftParagraph))
            found.append(DraftParagraph(words, "footnote"))
    return found


def _part(archive: Archive, member: str) -> Element | None:
    if member not in archive.names:
        return None
    return xml_root(archive.read(member).replace(STRICT, W[1:-1].encode()), f"{archive.name}: {member}")


def _main_part(archive: Archive) -> str:
    """The body's part: word/document.xml as a rule, word/document2.xml from some writers."""
    links = _part(archive, "_rels/.rels")
    for link in [] if links is None else links.findall(f"{PACKAGE}Relationship"):
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", "").lstrip("/")
    return "word/document.xml"


def _styles(root: Element | None) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for element in [] if root is None else root.findall(f"{W}style"):
        name = _value(element, "name") or element.get(f"{W}styleId") or ""
        # Built-in names are stored small and shown large: heading 1 is Heading 1 in Word's list.
        shown = name[0].upper() + name[1:] if name.startswith("heading ") else name
        default = element.get(f"{W}default") in ("1", "true")
        parent = _value(element, "basedOn")
        styles[element.get(f"{W}styleId", "")] = _Style(None if default else shown, parent, element.find(f"{W}pPr"))
    return styles


def _find(element: Element | None, path: str) -> Element | None:
    return None if element is None else element.find("/".join(f"{W}{tag}" for tag in path.split("/")))


def _value(element: Element | None, path: str) -> str | None:
    found = _find(element, path)
    return None if found is None else found.get(VAL)


def _number(element: Element, path: str, default: int) -> int:
    value = _value(element, path)
    return int(value) if value and value.isdecimal() and len(value) <= DIGITS else default


def _on(element: Element | None, path: str) -> bool:
    """Is a switch (w:vanish, w:del) present and not turned off?"""
    found = _find(element, path)
    return found is not None and found.get(VAL, "true") not in ("0", "false", "off")


class _Reader:
    def __init__(self, styles: dict[str, _Style], numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(self, container: Element) -> Iterator[Draft]:
        """Paragraphs and tables of a body, cell, text box or note, through the wrappers of revisions and controls."""
        carried = ""  # a paragraph whose mark was deleted runs on into the next
        for element in _unwrapped(container):
            if element.tag == f"{W}tbl":
                yield from self._table(element)
                continue
            boxes: list[Element] = []
            words = carried + "".join(_words(element, boxes))
            properties = element.find(f"{W}pPr")
            carried = words if _on(properties, "rPr/del") else ""
            if not carried:
                style = _value(properties, "pStyle")
                shown = self._styles[style].name if style in self._styles else style
                yield DraftParagraph(self._label(properties, style) + words, shown)
            for box in boxes:
                yield from self.blocks(box)
        if carried:
            yield DraftParagraph(carried)

    def _label(self, properties: Element | None, style: str | None) -> str:
        number, level = _value(properties, "numPr/numId"), _value(properties, "numPr/ilvl")
        seen: set[str] = set()
        above = style
        while number is None and above in self._styles and above not in seen:
            seen.add(above)
            number = _value(self._styles[above].properties, "numPr/numId")
            level = level or _value(self._styles[above].properties, "numPr/ilvl")
            style, above = (above if number else style), self._styles[above].parent
        if number is None:
            return ""
        depth = int(level) if level and level.isdecimal() else self._numbering.level_of(number, style)
        return self._numbering.label(number, depth)

    def _table(self, table: Element) -> Iterator[Draft]:
        cells: list[DraftCell] = []
        open_cells: dict[int, int] = {}  # column → index in `cells` of the cell that a vertical merge runs on from
        inner: list[Draft] = []
        width = y = 0
        for row in _unwrapped(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            x = _number(row, "trPr/gridBefore", 0)
            still_open: dict[int, int] = {}
            for cell in _unwrapped(row, f"{W}tc"):
                across = max(1, _number(cell, "tcPr/gridSpan", 1))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                found = list(self.blocks(cell))
                if merge is not None and merge.get(VAL, "continue") == "continue" and x in open_cells:
                    index = open_cells[x]
                    above = cells[index]
                    cells[index] = DraftCell(above.pieces, above.row, x, y - above.row + 1, above.column_span)
                else:
                    index = len(cells)
                    words = "\n".join(block.text for block in found if isinstance(block, DraftParagraph))
                    cells.append(DraftCell((DraftPiece(words),), y, x, 1, across))
                    inner.extend(block for block in found if isinstance(block, DraftGrid))
                if merge is not None:
                    still_open[x] = index
                x += across
            open_cells = still_open
            width, y = max(width, x), y + 1
        yield DraftGrid(tuple(cells), y, width)
        yield from inner


def _unwrapped(container: Element, *tags: str) -> Iterator[Element]:
    """The elements of these kinds (paragraphs and tables by default) in a container, deleted ones left out."""
    wanted = tags or (f"{W}p", f"{W}tbl")
    for element in container:
        if element.tag in wanted:
            yield element
        elif element.tag not in UNSEEN:
            yield from _unwrapped(element, *wanted)


def _words(element: Element, boxes: list[Element]) -> Iterator[str]:
    """What is seen of a paragraph; its text boxes are put aside into `boxes`."""
    for child in element:
        if child.tag in TEXTS:
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag not in UNSEEN and not _on(child, "rPr/vanish"):
            yield from _words(child, boxes)
