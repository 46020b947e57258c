"""Documents, regions or years side by side: by theme or by task, who leads, who else is bound, by when, to reach what.

A cell says what is stated. Where nothing is, it says why: *not stated* (read, and nothing there), *not extracted* (no
task was read, or rows were left unread that may state it), *document absent* (no document of that region or year, or
a policy that is only cited).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import NamedNode

from graph.chains.cascade import Cascade
from graph.chains.shifts import principals
from graph.chains.transmission import Placed, placed
from graph.codes.coder import Coder, coder
from ontology import iri
from ontology.codebook import Codebook
from ontology.errors import QuestionError
from ontology.iri import policy_name
from ontology.records import Document, Task
from ontology.regions import regions
from queries.parameters import named
from queries.questions.cascade import document_id
from queries.select import plain
from queries.tables import Cell, Column, Language, Table, Words, words

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
ASPECTS = ("tasks", "lead", "others", "deadline", "target")
DOCUMENTS = "SELECT ?document { ?document a pk:Document ; pk:region $given_region } ORDER BY ?document"
UNCODED = "uncoded"


@dataclass(frozen=True, slots=True)
class Subject:
    """One side of a comparison: as it was named, and its documents; none where the graph has none of them."""

    name: str
    documents: tuple[Document, ...]

    @property
    def tasks(self) -> tuple[Placed, ...]:
        """All its tasks, in the order of the documents."""
        return tuple(one for document in self.documents for one in placed(document))

    @property
    def silence(self) -> str:
        """What it means that the subject says nothing: a code of queries/words.toml, section `silence`."""
        if not self.documents:
            return "document-absent"
        unread = any(entry.fate == "unread" for document in self.documents for entry in document.ledger)
        return "not-extracted" if unread or not self.tasks else "not-stated"


def subjects(found: Cascade, given: Sequence[str]) -> list[Subject]:
    """Each name as a year (2015: documents issued then), a document, a region (documents that it issued), or a policy.

    Raises QuestionError where fewer than two are given, one twice, or a name means nothing or several things.
    """
    if len(given) < 2 or len(set(given)) < len(given):
        raise QuestionError("Name two or more documents, regions or years, each once: compare 山西省 河南省")
    return [Subject(name, tuple(map(found.document, _documents(found, name)))) for name in given]


def by_theme(found: Cascade, compared: Sequence[Subject], book: Codebook, language: Language) -> Table:
    """A row for each code of the codebook that any subject has, and aspect; a task stands under each of its codes."""
    by = coder(found.index, book)
    groups = [_coded(subject, by) for subject in compared]
    rows = []
    for name in (*(one.code for one in book.codes), UNCODED):
        if any(name in group for group in groups):
            label = _label(book, name, language)
            rows += _rows(label, [group.get(name, []) for group in groups], compared, language)
    return _table("theme", words()["compare"]["theme"], compared, rows, language)


def by_task(found: Cascade, compared: Sequence[Subject], language: Language) -> Table:
    """A row for each task of the first subject with its counterparts in the others, then for each task that is left."""
    first, *others = compared
    passed = [_counterparts(found, first, other) for other in others]
    rows = []
    for one in first.tasks:
        rows += _rows(one.task.text, [[one], *(pairs.get(one.id, []) for pairs in passed)], compared, language)
    for place, (other, pairs) in enumerate(zip(others, passed, strict=True), start=1):
        met = {task.id for tasks in pairs.values() for task in tasks}
        for one in (task for task in other.tasks if task.id not in met):
            alone = [[one] if n == place else [] for n in range(len(compared))]
            rows += _rows(one.task.text, alone, compared, language)
    return _table("task", words()["compare"]["task"], compared, rows, language)


def _documents(found: Cascade, name: str) -> Iterable[str]:
    if YEAR.fullmatch(name):
        return found.ids(issued=name)
    region = regions().parse(name)  # before documents: a title that begins with 山西省 must not stand for the province
    if region:
        answer = found.index.select(DOCUMENTS, {"given_region": NamedNode(iri.region(region.id))})
        return [document_id(found.index, NamedNode(str(row[0]))) for row in answer]
    cited = {policy_name(policy.title) for policy in found.chain.policies.values() if policy.document is None}
    return [] if policy_name(name) in cited else [document_id(found.index, named("document", name, found.index))]


def _coded(subject: Subject, by: Coder) -> dict[str, list[Placed]]:
    groups: dict[str, list[Placed]] = {}
    for one in subject.tasks:
        codes = by.code(one.id, one.task.text, one.task.section).codes
        for name in [coded.code for coded in codes] or [UNCODED]:
            groups.setdefault(name, []).append(one)
    return groups


def _counterparts(found: Cascade, first: Subject, other: Subject) -> dict[str, list[Placed]]:
    """The other's tasks by those of the first whose counterparts they are."""
    pairs: dict[str, list[Placed]] = {}
    for one, two in product(first.documents, other.documents):
        if one.id != two.id:
            for passed in found.transmission(one.id, two.id).passed:
                pairs.setdefault(passed.upper.id, []).append(passed.lower)
    return pairs


def _rows(
    label: str, tasks: Sequence[Sequence[Placed]], compared: Sequence[Subject], language: Language
) -> list[tuple[Cell, ...]]:
    said = words()["compare"]
    return [
        (
            label,
            said[aspect].of(language),
            *(_cell(aspect, some, who, language) for some, who in zip(tasks, compared, strict=True)),
        )
        for aspect in ASPECTS
    ]


def _cell(aspect: str, tasks: Sequence[Placed], subject: Subject, language: Language) -> str:
    silence = words()["silence"]
    if not tasks:
        return silence[subject.silence].of(language)
    return _SAID[aspect](tasks) or silence["not-stated"].of(language)


def _ids(tasks: Sequence[Placed]) -> str:
    return " ".join(str(plain(one.id)) for one in tasks)


def _leads(tasks: Sequence[Placed]) -> str:
    return _counted(bearer.agency for one in tasks for bearer in principals(one.task))


def _others(tasks: Sequence[Placed]) -> str:
    return _counted(
        bearer.agency for one in tasks for bearer in one.task.assignments if bearer not in principals(one.task)
    )


def _deadlines(tasks: Sequence[Placed]) -> str:
    return "；".join(dict.fromkeys(_dated(one.task) for one in tasks if one.task.deadlines))


def _dated(task: Task) -> str:
    return "、".join(f"{one.surface}（{one.date}）" if one.date else one.surface for one in task.deadlines)


def _targets(tasks: Sequence[Placed]) -> str:
    return "；".join(dict.fromkeys(one.surface for at in tasks for one in at.task.targets if not one.optional))


_SAID: dict[str, Callable[[Sequence[Placed]], str]] = {
    "tasks": _ids,
    "lead": _leads,
    "others": _others,
    "deadline": _deadlines,
    "target": _targets,
}


def _counted(names: Iterable[str]) -> str:
    """Names by how many of the tasks they bear: 山西省教育厅 5、山西省财政厅 2; without numbers where all have one."""
    counts = Counter(names)
    if set(counts.values()) <= {1}:
        return "、".join(counts)
    return "、".join(f"{name} {number}" for name, number in counts.most_common())


def _label(book: Codebook, name: str, language: Language) -> str:
    if name == UNCODED:
        return words()["compare"]["uncoded"].of(language)
    one = book.get(name)
    return one.zh if language == "zh" else one.en


def _table(
    name: str, heading: Words, compared: Sequence[Subject], rows: list[tuple[Cell, ...]], language: Language
) -> Table:
    columns = (Column(name, heading), Column("aspect", words()["compare"]["aspect"]))
    return Table((*columns, *(Column(one.name, Words(one.name, one.name)) for one in compared)), tuple(rows))
