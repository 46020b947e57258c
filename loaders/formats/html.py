"""Web pages: the document that a saved page shows, its paragraphs, headings, lists and tables.

Paragraphs end where a browser begins a new line (p, div, br …) and carry their element's name as style. What stands
outside the document and is no navigation (date, source, imprint) is kept with the style `page-furniture`; sentences,
headings and the page's title stay what they are wherever they stand. Nothing is fetched and no script runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.formats import limits, plain, webpage
from loaders.formats.compose import Draft, DraftGrid, DraftParagraph, spread
from loaders.formats.numbering import FORMATS
from ontology.errors import UnreadableError

FURNITURE = "page-furniture"
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "label"),
    *("kbd", "mark", "o:p", "q", "s", "samp", "small", "span", "st1:chsdate", "strike", "strong", "sub", "sup", "tt"),
    *("u", "var", "wbr", "input"),
}
DIGITS = 9  # of a number that can be meant
_BIG5 = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*big5""", re.IGNORECASE)
# A line break of the page's source between two Chinese characters is no space on the screen.
_WRAP = re.compile(r"(?<=[\u2e80-\uffef])[ \t\f]*[\r\n]\s*(?=[\u2e80-\uffef])")
_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")
_MARKERS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def decode(data: bytes, name: str) -> tuple[str, str]:
    """A page's text and encoding: by its bytes, and by its own declaration where it says Big5, which bytes cannot tell.

    A page that says gb2312 is UTF-8 where it was saved so, and GB18030 otherwise: gb2312 lacks 镕 and is never meant.
    """
    if _BIG5.search(data[:4096]):
        try:
            return data.decode("big5hkscs"), "big5hkscs"
        except UnicodeDecodeError:
            pass  # it says so and is something else
    return plain.decode(data, name)


def drafts(text: str, name: str) -> list[Draft]:
    """A page's paragraphs and tables; `name` is what messages call it. Raises UnreadableError where it shows none."""
    tree = LexborHTMLParser(text)
    if tree.body is None:
        raise UnreadableError(f"{name}: an HTML page without a body; save it again from the browser")
    if webpage.is_deeper(tree.body, limits.DEPTH):
        raise UnreadableError(f"{name}: nested deeper than any document, over {limits.DEPTH} elements; do not trust it")
    document = webpage.document(tree.body)
    found = list(_Walk(document, _titles(tree), name).page(tree.body))
    if not found:
        raise UnreadableError(f"{name}: the page shows no text; it may be drawn by scripts: save it as PDF instead")
    return found


def _titles(tree: LexborHTMLParser) -> set[str]:
    metas = (node for node in tree.css("meta") if (node.attributes.get("name") or "").lower() == "articletitle")
    titles = [node.attributes.get("content") or "" for node in metas] + [node.text() for node in tree.css("title")]
    return {tidy(title) for title in titles if tidy(title)}


def tidy(text: str) -> str:
    """White space as a browser shows it: runs are one space, none between Chinese characters at a source line's end."""
    return _BLANK.sub(" ", _WRAP.sub("", text)).strip()


class _Walk:
    def __init__(self, document: LexborNode, titles: set[str], name: str) -> None:
        self._document = document
        self._titles = titles
        self._name = name

    def page(self, node: LexborNode) -> Iterator[Draft]:
        """The document's blocks, with what stands around it on the page."""
        if node == self._document:
            yield from self._blocks(node)
        elif any(parent == node for parent in _ancestors(self._document)):
            for child in webpage.children(node):
                yield from self.page(child)
        elif node.tag in HEADINGS or not webpage.is_navigation(node):
            for block in self._blocks(node):
                yield from self._outside(block)

    def _outside(self, block: Draft) -> Iterator[Draft]:
        """A block from outside the document: sentences and headings stay what they are, labels become furniture."""
        if isinstance(block, DraftParagraph):
            kept = block.style if block.style in HEADINGS or "。" in block.text else FURNITURE
            yield DraftParagraph(block.text, "title" if block.text in self._titles else kept)
        elif any("。" in piece.text for cell in block.cells for piece in cell.pieces):
            yield block
        else:  # a table of labels (文号, 成文日期) is read line by line
            for y in range(block.rows):
                row = (cell.pieces[0].text for cell in block.cells if cell.row == y)
                yield DraftParagraph(" ".join(row), FURNITURE)

    def _blocks(self, node: LexborNode) -> Iterator[Draft]:
        line: list[str] = []
        yield from self._walk(node, node.tag or "", line)
        yield from _flush(line, node.tag)

    def _walk(self, node: LexborNode, style: str, line: list[str]) -> Iterator[Draft]:
        """The blocks that begin and end inside a node; `line` gathers the words of the one that is open."""
        if node.tag == "-text":
            text = node.text_content or ""
            line.append(text.replace("\n", "\0") if style == "pre" else text)
            return
        if node.tag == "br":
            yield from _flush(line, style)
            return
        if node.tag == "table" and not webpage.is_layout(node):
            yield from _flush(line, style)
            yield from self._table(node)
            return
        if node.tag in INLINE:
            for child in webpage.children(node):
                yield from self._walk(child, style, line)
            return
        yield from _flush(line, style)
        line.append(_marker(node))
        for child in webpage.children(node):
            yield from self._walk(child, node.tag or style, line)
        yield from _flush(line, node.tag)

    def _table(self, table: LexborNode) -> Iterator[Draft]:
        inner: list[Draft] = []
        rows: list[list[tuple[str, int, int]]] = []
        for row in webpage.rows(table):
            cells = []
            for cell in row:
                found = list(self._blocks(cell))
                words = "\n".join(block.text for block in found if isinstance(block, DraftParagraph))
                inner.extend(block for block in found if isinstance(block, DraftGrid))
                cells.append((words, _span(cell, "rowspan", 65_534), max(1, _span(cell, "colspan", 1_000))))
            rows.append(cells)
        yield spread(rows, self._name)
        yield from inner


def _flush(line: list[str], style: str | None) -> Iterator[Draft]:
    for text in "".join(line).split("\0"):
        if words := tidy(text):
            yield DraftParagraph(words, style)
    line.clear()


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _span(cell: LexborNode, attribute: str, most: int) -> int:
    value = (cell.attributes.get(attribute) or "").strip()
    return min(int(value[:DIGITS]), most) if value.isdecimal() else 1


def _marker(item: LexborNode) -> str:
    """The number that a browser prints before an item of an ordered list."""
    parent = item.parent
    if item.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    number = _span(parent, "start", 10_000)
    for child in webpage.children(parent):
        if child == item:
            break
        number += child.tag == "li"
    return FORMATS[_MARKERS.get(parent.attributes.get("type") or "1", "decimal")](number) + "."
