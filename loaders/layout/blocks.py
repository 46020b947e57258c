"""A source's blocks as items: its tables' rows and its prose, with a ledger line for every row and paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.finders.setting import Setting
from loaders.layout.items import Item, Line
from loaders.layout.ordinals import ordinal
from loaders.layout.prose import read_prose
from loaders.layout.repair import clean, labelled, paragraphs, unwrapped
from loaders.layout.rows import RowReader
from loaders.layout.table import Columns, Table, columns
from loaders.layout.witness import Witness
from loaders.letterhead.heading import Heading
from loaders.source import Grid, Paragraph, Source
from loaders.view import View
from ontology.records import Fate, Finding, Layout

_FURNITURE = re.compile(
    r"[（(]此件|抄\s*送[:：]|主\s*送[:：]|.*印发\s*$|附件\s*\d*\s*[:：]?.{0,40}$|[—－-]+\s*\d+\s*[—－-]+$|第?\s*\d+\s*页?$"
)
_ATTACHMENT = re.compile(r"附\s*[件表]")
_LEADERS = re.compile(r"[.．·…—-]*\d*$")  # ……3, behind an entry of the table of contents
_TITLE_LEAST = 6  # characters of a title that a line repeats
_HEADING_MOST = 40  # characters of a heading that stands above a table

_UNREADABLE = {  # styles that readers of formats give
    "scanned-page": "a page that is an image; recognise its characters (OCR) first",
    "unruled-table": "of a table without ruling lines, whose rows cannot be told; get the .docx, or draw the lines",
}

_Heading = tuple[int, View, int]  # rank, as printed, number


@dataclass(frozen=True, slots=True)
class Blocks:
    """What a source's blocks hold before finders read it, in the order of the source."""

    items: tuple[Item, ...]
    lines: tuple[Line, ...]
    layout: Layout
    findings: tuple[Finding, ...]


def read_blocks(source: Source, script: str, heading: Heading, setting: Setting) -> Blocks:
    """The items of a source; `script` is its text in simplified characters, with the same offsets.

    Tables come first, as they decide whether prose without notes holds tasks.
    """
    witness = Witness(source)
    tables = _Tables(source, script, setting, witness)
    tables.read()
    lines, items = tables.lines, tables.items
    layout: Layout = ("breakdown-table" if tables.grouped else "task-table") if items else "prose-plan"
    body, aside = _body(source, script, heading)
    lines += aside
    told, prose = read_prose(paragraphs(body), setting, witness, whole_items=not items)
    lines += [line.shifted(len(items)) for line in prose]
    items += told
    order = sorted(range(len(items)), key=lambda i: items[i].evidence.start)
    place = {old: new for new, old in enumerate(order)}
    lines = [line if line.item is None else replace(line, item=place[line.item]) for line in lines]
    return Blocks(
        tuple(items[i] for i in order),
        tuple(sorted(lines, key=lambda line: line.start)),
        layout,
        tuple(tables.findings),
    )


class _Tables:
    """Reads a source's tables one after the other, under the headings of the text between them."""

    def __init__(self, source: Source, script: str, setting: Setting, witness: Witness) -> None:
        self.source, self.script, self.setting, self.witness = source, script, setting, witness
        self.explicit = source.file.encoding is None or source.file.media != "text/plain"
        self.items: list[Item] = []
        self.lines: list[Line] = []
        self.findings: list[Finding] = []
        self.grouped = False  # whether tasks stand grouped under larger ones
        self._known: Columns | None = None  # of the table before

    def read(self) -> None:
        """Read all tables into `items`, `lines` and `findings`."""
        stack: list[_Heading] = []
        before: list[View] = []
        for block in self.source.blocks:
            if isinstance(block, Paragraph):
                before.append(clean(View.of(self.script, block.piece.start, block.piece.end)))
                continue
            stack = _headings_above(stack, before)
            before = []
            self._table(block, stack)

    def _table(self, grid: Grid, stack: Sequence[_Heading]) -> None:
        table = Table(grid, self.script, self.explicit)
        cols = columns(table) or _continued(self._known, table)
        if cols is None:
            missed = _no_columns(grid, table)
            self.lines += _left_alone(grid, table, "unread" if missed else "note")
            self.findings += missed
            return
        self._known = cols
        section = tuple(title for _, title, _ in stack)
        path = tuple((rank, number) for rank, _, number in stack)
        reader = RowReader(table, cols, self.setting, self.witness, section, path)
        reader.read()
        self.grouped = self.grouped or any(cols.meanings[c] == "task" for c in cols.groups)
        self.lines += [line.shifted(len(self.items)) for line in reader.lines]
        self.items += reader.items


def _continued(known: Columns | None, table: Table) -> Columns | None:
    """The columns of the table before, for one that goes on without headings of its own on the next page."""
    if known is None or len(known.meanings) != table.grid.columns:
        return None
    return replace(known, header=frozenset())


def _headings_above(stack: list[_Heading], before: Iterable[View]) -> list[_Heading]:
    """The numbered headings that a table stands under, after these paragraphs."""
    for view in before:
        line = unwrapped(view)
        number = ordinal(line.text)
        if number and len(line) <= _HEADING_MOST and "。" not in line.text:
            printed = line[: len(line.text.rstrip("：:"))]
            stack = [*(h for h in stack if h[0] < number.rank), (number.rank, printed, number.value)]
        elif number or _ATTACHMENT.match(line.text):
            stack = []
    return stack


def _left_alone(grid: Grid, table: Table, fate: Fate) -> list[Line]:
    reason = f"a row of table {grid.number}, which has no column that says who is bound"
    return [Line(*table.place(row), fate, reason) for row in range(grid.rows) if table.own(row)]


def _no_columns(grid: Grid, table: Table) -> list[Finding]:
    """A finding for a table that looks like one of tasks but has no column that says who is bound."""
    if grid.rows < 3 or grid.columns < 2 or not table.own(0):
        return []
    message = (
        f"table {grid.number}: no column says who is bound (责任单位, 牵头部门 …); its rows are not read. "
        "Head the column with such a word, or add the word to loaders/layout/columns.csv"
    )
    return [Finding("no-responsibility-column", message, *table.place(0), 1)]


def _body(source: Source, script: str, heading: Heading) -> tuple[list[View], list[Line]]:
    """The paragraphs that may hold tasks, and ledger lines for those that are the document's frame or unreadable."""
    printed = [(field.start, field.end) for field in heading.printed]
    body: list[View] = []
    aside: list[Line] = []
    contents = _contents([script[b.piece.start : b.piece.end] for b in source.blocks if isinstance(b, Paragraph)])
    for n, block in enumerate(block for block in source.blocks if isinstance(block, Paragraph)):
        view = clean(View.of(script, block.piece.start, block.piece.end)).strip()
        covered = sum(max(0, min(block.piece.end, end) - max(block.piece.start, start)) for start, end in printed)
        if not view.text:
            continue
        place = view.place(0, len(view))
        if block.style in _UNREADABLE:
            aside.append(Line(*place, "unread", _UNREADABLE[block.style]))
        elif n in contents:
            aside.append(Line(*place, "note", "the table of contents"))
        elif block.style == "page-furniture" or _FURNITURE.match(view.text):
            aside.append(Line(*place, "note", "page furniture"))
        elif (covered * 2 > len(view) or _repeats(heading, view.text)) and not ordinal(view.text):
            aside.append(Line(*place, "note", "a part of the document's heading"))
        else:
            body.append(labelled(unwrapped(view)))
    return body, aside


def _repeats(heading: Heading, line: str) -> bool:
    """Whether a line is an issuer's signature, or the title of the plan that the document's own title hands out."""
    words = "".join(line.split())
    return words in heading.issuers or (len(words) >= _TITLE_LEAST and words in heading.title)


def _contents(lines: Sequence[str]) -> range:
    """The lines of the table of contents: 目录, and what follows as long as it comes again further down."""
    words = [_LEADERS.sub("", "".join(line.split())) for line in lines]
    start = next((n for n, line in enumerate(words) if line == "目录"), len(words))
    last = {line: n for n, line in enumerate(words)}
    end = start
    while end < len(words) and (end == start or not words[end] or last[words[end]] > end):
        end += 1
    return range(start, end)
