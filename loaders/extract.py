"""A source in, a document out: the one entry point of the loaders, pure.

    Source ──blocks──▶ prose and tables ──items──▶ finders ──records──▶ Document

Views mend the layout, finders read views, and everything that they find is moved back to the source's offsets.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from loaders.context import Context
from loaders.facts import TaskReader
from loaders.finders.citations import citations
from loaders.finders.setting import Setting
from loaders.layout.blocks import read_blocks
from loaders.layout.keys import keys
from loaders.letterhead.heading import Heading, read_heading
from loaders.script import simplified
from loaders.source import Paragraph, Source
from loaders.view import View
from ontology.records import Document, Entry, Finding, Task


def extract(source: Source, context: Context | None = None, id: str | None = None) -> Document:
    """All that the source says, as records. `context` gives what its text does not say; `id` is else the file's stem.

    Whatever the rules do not read is in the document's ledger and findings; nothing is raised.
    """
    script = simplified(View.of(source.text)).text
    lines = [source.text[b.piece.start : b.piece.end] for b in source.blocks if isinstance(b, Paragraph)]
    heading = read_heading(lines, source.text, context or Context())
    setting = Setting.of(heading.jurisdiction, heading.region, heading.level, heading.year)
    found = read_blocks(source, script, heading, setting)
    reader = TaskReader(source, script, setting)
    tasks = tuple(reader.task(item, key) for item, key in zip(found.items, keys(found.items), strict=True))
    ledger = tuple(
        Entry(line.start, line.end, line.fate, line.reason if line.item is None else tasks[line.item].key)
        for line in found.lines
    )
    unread = tuple(
        Finding("unread", f"{line.reason}: {source.text[line.start : line.end][:60]!r}", line.start, line.end)
        for line in found.lines
        if line.fate == "unread"
    )
    return Document(
        id=id or PurePosixPath(source.file.name).stem,
        title=heading.title,
        number=heading.number,
        issued=heading.issued,
        jurisdiction=heading.jurisdiction,
        level=heading.level,
        layout=found.layout,
        issuers=heading.issuers,
        addressees=heading.addressees,
        citations=citations(source.text),
        inferred=heading.inferred,
        source=source.file,
        tasks=tasks,
        ledger=ledger,
        findings=(*heading.findings, *_placeless(heading, tasks), *found.findings, *unread, *reader.findings),
    )


def _placeless(heading: Heading, tasks: tuple[Task, ...]) -> tuple[Finding, ...]:
    """A finding where bearers are named (省教育厅) and neither the text nor its user says of which place."""
    if heading.jurisdiction or not any(task.assignments for task in tasks):
        return ()
    message = (
        "the text does not say whose document this is, so its bearers cannot be placed; "
        "give --jurisdiction, or a line in corpus.toml"
    )
    return (Finding("no-jurisdiction", message, 0, 0),)
