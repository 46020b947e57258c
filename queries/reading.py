"""One document's reading for people, before it is in any graph: its tasks as a table, its ledger as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ontology.records import Assignment, Deadline, Document, Target, Task
from queries.tables import Cell, Column, Table, Words

COLUMNS = (
    Column("document", Words("Document", "文件")),
    Column("key", Words("No.", "序号")),
    Column("section", Words("Section", "章节")),
    Column("task", Words("Task", "任务")),
    Column("lead", Words("Lead", "牵头")),
    Column("joint", Words("Joint", "共同负责")),
    Column("support", Words("Support", "配合")),
    Column("oversee", Words("Oversee", "指导督查")),
    Column("deadlines", Words("Deadlines", "时限")),
    Column("targets", Words("Targets", "指标")),
    Column("regions", Words("Places", "地点")),
)

SCORES = (
    Column("field", Words("Field", "字段")),
    Column("gold", Words("Gold", "标准答案数")),
    Column("precision", Words("Precision", "精确率")),
    Column("recall", Words("Recall", "召回率")),
    Column("f1", Words("F1", "F1")),
)

AGREEMENT = (
    Column("field", Words("Field", "字段")),
    Column("units", Words("Decisions", "判断数")),
    Column("percent", Words("Percent", "一致率%")),
    Column("kappa", Words("Cohen's kappa", "科恩κ")),
    Column("alpha", Words("Krippendorff's alpha", "克里彭多夫α")),
)


def tasks(documents: Iterable[Document]) -> Table:
    """The documents' tasks, one a row; bearers by role in the order printed. Columns that stay empty are left out."""
    rows = [_row(document.id, task) for document in documents for task in document.tasks]
    several = len({row[0] for row in rows}) > 1
    used = [any(row[i] for row in rows) for i in range(len(COLUMNS))]
    kept = [i for i in range(len(COLUMNS)) if (used[i] if i else several)]
    return Table(tuple(COLUMNS[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in rows))


def ledger(document: Document) -> str:
    """What became of the document, in one line: facts read, rows not read, findings."""
    whole = document.tasks
    counts = {
        "tasks": len(whole),
        "assignments": sum(len(task.assignments) for task in whole),
        "deadlines": sum(len(task.deadlines) for task in whole),
        "targets": sum(len(task.targets) for task in whole),
    }
    fates = Counter(entry.fate for entry in document.ledger)
    counts |= {"headings": fates["heading"], "notes": fates["note"], "unread": fates["unread"]}
    counts["findings"] = len(document.findings)
    return f"{document.id}: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def _row(document: str, task: Task) -> tuple[Cell, ...]:
    roles = ("lead", "joint", "support", "oversee")
    bearers = ("、".join(_who(a) for a in task.assignments if a.role == role) for role in roles)
    return (
        document,
        task.key,
        " / ".join(task.section),
        task.text,
        *bearers,
        "；".join(map(_due, task.deadlines)),
        "；".join(map(_aim, task.targets)),
        "、".join(mention.name for mention in task.regions),
    )


def _who(assignment: Assignment) -> str:
    return assignment.agency + (f"（{assignment.scope}）" if assignment.scope else "")


def _due(deadline: Deadline) -> str:
    return f"{deadline.surface}（{deadline.date}）" if deadline.date else deadline.surface


def _aim(target: Target) -> str:
    value = "–".join(f"{v:g}" for v in target.value) if isinstance(target.value, tuple) else f"{target.value:.10g}"
    sign = "" if target.comparator == "range" else target.comparator
    return f"{target.indicator} {sign} {value} {target.unit}"
