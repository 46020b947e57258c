"""What changed: between two knowledge graphs, or between two editions of one plan (新旧对照).

Tasks of two editions are paired by their words: those that stay the same first, then those of the same number that are
still alike, then the most alike of the rest. What a pair does not share is told field by field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from graph.store.index import Index
from graph.store.recall import recall
from ontology import iri
from ontology.records import Document, Task
from queries.tables import Cell, Column, Table, Words

SAME_NUMBER, ALIKE = 0.4, 0.6  # least likeness of two texts, of 1, to be one task: with the same key, and without
COLUMNS = (
    Column("what", Words("What", "对象")),
    Column("change", Words("Change", "变化")),
    Column("document", Words("Document", "文件")),
    Column("key", Words("No.", "序号")),
    Column("field", Words("Field", "字段")),
    Column("before", Words("Before", "原")),
    Column("after", Words("After", "新")),
    Column("id", Words("Id", "编号")),
)
HEAD = ("title", "number", "issued", "jurisdiction", "level")


class Change(NamedTuple):
    """One difference. `what` is document, task or bearer; `change` is added, changed or removed."""

    what: str
    change: str
    document: str  # its title; empty for a bearer, who is counted over all documents
    key: str
    field: str
    before: Cell
    after: Cell
    id: str


def between_graphs(old: Index, new: Index) -> Table:
    """Documents, tasks and bearers that the new graph has more, less or otherwise than the old one."""
    before, after = old.documents(), new.documents()
    pairs = [
        (recall(old, name) if name in before else None, recall(new, name) if name in after else None)
        for name in sorted({*before, *after})
        if not _untouched(old, new, name)
    ]
    return _table(pairs)


def between_editions(index: Index, old: str, new: str) -> Table:
    """What the edition `new` of a plan changes against `old`, both by the ids of their documents.

    Raises QuestionError where the graph has no such document.
    """
    return _table([(recall(index, old), recall(index, new))])


def _untouched(old: Index, new: Index, name: str) -> bool:
    one, other = old.manifest.documents.get(name), new.manifest.documents.get(name)
    return one is not None and other is not None and one.nq == other.nq


def _table(pairs: list[tuple[Document | None, Document | None]]) -> Table:
    changes = [change for old, new in pairs for change in _of_document(old, new)]
    bearers = _of_bearers([old for old, _ in pairs if old], [new for _, new in pairs if new])
    return Table(COLUMNS, tuple(tuple(change) for change in (*changes, *bearers)))


def _of_document(old: Document | None, new: Document | None) -> Iterator[Change]:
    one = new or old
    assert one is not None
    node = _short(iri.document(one.id))
    if old is None or new is None:
        was, now = (old.title if old else None), (new.title if new else None)
        yield Change("document", "added" if new else "removed", one.title, "", "", was, now, node)
    else:
        for field in HEAD:
            was, now = getattr(old, field), getattr(new, field)
            if was != now:
                yield Change("document", "changed", one.title, "", field, was, now, node)
    ids = {id(task): node for document in (old, new) if document for task, node in _nodes(document)}
    for was_task, now_task in paired(old.tasks if old else (), new.tasks if new else ()):
        task = now_task or was_task
        assert task is not None
        for change, field, before, after in _of_task(was_task, now_task):
            yield Change("task", change, one.title, task.key, field, before, after, ids[id(task)])


def _nodes(document: Document) -> Iterator[tuple[Task, str]]:
    seen: Counter[str] = Counter()
    for task in document.tasks:
        seen[task.key] += 1
        yield task, _short(iri.task(document.id, task.key, seen[task.key]))


def _of_task(old: Task | None, new: Task | None) -> Iterator[tuple[str, str, Cell, Cell]]:
    if old is None or new is None:
        yield "added" if new else "removed", "text", old.text if old else None, new.text if new else None
        return
    was, now = _told(old), _told(new)
    yield from (("changed", field, was[field], now[field]) for field in was if was[field] != now[field])


def _told(task: Task) -> dict[str, Cell]:
    """What a task says, field by field, in words that people compare."""
    roles = ("lead", "joint", "support", "oversee")
    bearers = {
        role: [a.agency + (f"（{a.scope}）" if a.scope else "") for a in task.assignments if a.role == role]
        for role in roles
    }
    return {
        "key": task.key,
        "section": " / ".join(task.section) or None,
        "text": task.text,
        **{role: "、".join(names) or None for role, names in bearers.items()},
        "deadlines": "；".join(f"{d.type} {d.date or ''}".strip() for d in task.deadlines) or None,
        "targets": "；".join(f"{t.indicator} {t.comparator} {_number(t.value)}{t.unit}" for t in task.targets) or None,
        "regions": "、".join(mention.name for mention in task.regions) or None,
    }


def _number(value: float | tuple[float, float]) -> str:
    return "–".join(f"{one:.15g}" for one in value) if isinstance(value, tuple) else f"{value:.15g}"


def paired(old: Iterable[Task], new: Iterable[Task]) -> list[tuple[Task | None, Task | None]]:
    """The tasks of two editions side by side, in the order of the new one, what was removed last; each task once."""
    was, now = list(old), list(new)
    partner: dict[int, int] = {}
    free = set(range(len(was)))
    for least, fits in ((1.0, False), (SAME_NUMBER, True), (ALIKE, False)):
        scored = [
            (-score, abs(i - j), j, i)
            for j in range(len(now))
            if j not in partner
            for i in sorted(free)
            if (not fits or was[i].key == now[j].key) and (score := _likeness(was[i].text, now[j].text, least)) >= least
        ]
        for _, _, j, i in sorted(scored):
            if j not in partner and i in free:
                partner[j] = i
                free.discard(i)
    side = [(was[partner[j]] if j in partner else None, task) for j, task in enumerate(now)]
    return [*side, *((was[i], None) for i in sorted(free))]


def _likeness(one: str, other: str, least: float) -> float:
    return fuzz.ratio(one, other, score_cutoff=100 * least) / 100


def _of_bearers(old: list[Document], new: list[Document]) -> Iterator[Change]:
    was, now = _duties(old), _duties(new)
    for bearer in sorted(was.keys() | now.keys()):
        before, after = was.get(bearer), now.get(bearer)
        if before != after:
            change = "added" if before is None else "removed" if after is None else "changed"
            yield Change("bearer", change, "", "", "tasks", _counted(before), _counted(after), bearer)


def _duties(documents: list[Document]) -> dict[str, Counter[str]]:
    duties: dict[str, Counter[str]] = {}
    for document in documents:
        for task in document.tasks:
            for one in task.assignments:
                duties.setdefault(one.agency, Counter())[one.role] += 1
    return duties


def _counted(duties: Counter[str] | None) -> Cell:
    return ", ".join(f"{role} {n}" for role, n in sorted(duties.items())) if duties else None


def _short(node: str) -> str:
    return node.removeprefix(iri.BASE)
