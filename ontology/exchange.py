"""Documents as JSON: the annotation guide's schema, and beside it all that the records hold more.

`as_json` and `from_json` are inverse to each other. A gold file, which has the guide's fields only, loads as well:
what it does not say is filled neutrally, and its offsets count in its tasks' texts, one a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontology.records import (
    Assignment,
    Citation,
    Correction,
    Deadline,
    Document,
    Entry,
    Evidence,
    Finding,
    Mention,
    SourceFile,
    Target,
    Task,
)

GIVEN = "given"  # the rule and match of a fact that a person wrote down
CONTEXT = ("jurisdiction", "issued", "level", "number", "title")  # what a user may say of a document
_EVIDENCE = ("start", "end", "quote", "page", "table", "row", "column")
_CORRECTION = ("about", "given", "action", "was", "became", "who", "when", "why")
_WORDS = ("rule", "start", "end")


def as_json(document: Document) -> dict[str, Any]:
    """The document in the guide's schema and order of fields, followed by the records' further fields.

    `cites` are the policies that it applies; `context` what an option or an inference gave of the document's fields.
    """
    inferred = dict(document.inferred)
    return {
        **_fields(document, ("id", "title", "number", "issued", "jurisdiction", "level", "layout")),
        "cites": [citation.title for citation in document.citations if citation.relation == "applies"],
        "context": {name: getattr(document, name) for name in CONTEXT if name in inferred},
        "tasks": [_task_json(task) for task in document.tasks],
        "issuers": list(document.issuers),
        "addressees": document.addressees,
        "citations": [_fields(c, ("title", "number", "relation", "start", "end")) for c in document.citations],
        "inferred": [list(pair) for pair in document.inferred],
        "source": _fields(document.source, ("name", "sha256", "media", "encoding", "characters")),
        "ledger": [_fields(e, ("start", "end", "fate", "reason")) for e in document.ledger],
        "corrections": [_fields(c, _CORRECTION) for c in document.corrections],
        "findings": [_fields(f, ("code", "message", "start", "end", "row")) for f in document.findings],
    }


def _fields(record: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _evidence_json(evidence: Evidence | None) -> dict[str, Any] | None:
    return {k: v for k, v in _fields(evidence, _EVIDENCE).items() if v is not None} if evidence else None


def _fact_json(fact: Assignment | Deadline | Target | Mention, *names: str) -> dict[str, Any]:
    return {**_fields(fact, (*names, *_WORDS)), "evidence": _evidence_json(fact.evidence)}


def _number(value: float) -> float:
    """100000 rather than 100000.0."""
    return int(value) if float(value).is_integer() else value


def _target_json(target: Target) -> dict[str, Any]:
    names = ("surface", "indicator", "value", "unit", "comparator", "date", "optional")
    value = target.value
    plain = [_number(v) for v in value] if isinstance(value, tuple) else _number(value)
    return {**_fact_json(target, *names), "value": plain}


def _task_json(task: Task) -> dict[str, Any]:
    who = ("surface", "agency", "kind", "role", "scope", "order", "agency_id", "function", "level", "region", "match")
    return {
        "key": task.key,
        "section": list(task.section),
        "text": task.text,
        "assignments": [_fact_json(a, *who) for a in task.assignments],
        "deadlines": [_fact_json(d, "surface", "type", "date", "action") for d in task.deadlines],
        "targets": [_target_json(t) for t in task.targets],
        "regions": [mention.name for mention in task.regions],
        "mentions": [_fact_json(m, "surface", "name", "region") for m in task.regions],
        "evidence": _evidence_json(task.evidence),
    }


def from_json(data: Mapping[str, Any]) -> Document:
    """The document that `as_json` wrote, or that a gold file describes.

    Raises KeyError where a field of the guide's schema is missing.
    """
    context: Mapping[str, Any] = data.get("context") or {}
    given: dict[str, Any] = {
        name: data.get(name) if data.get(name) is not None else context.get(name) for name in CONTEXT
    }
    starts, length = _layout(data["tasks"])
    return Document(
        id=data["id"],
        layout=data["layout"],
        issuers=tuple(data.get("issuers", ())),
        addressees=data.get("addressees"),
        citations=_citations(data),
        inferred=tuple((n, r) for n, r in data.get("inferred", [[name, GIVEN] for name in CONTEXT if name in context])),
        source=SourceFile(**data.get("source", _no_source(data["id"], length))),
        tasks=tuple(_task(task, start) for task, start in zip(data["tasks"], starts, strict=True)),
        ledger=tuple(Entry(**entry) for entry in data.get("ledger", ())),
        findings=tuple(Finding(**finding) for finding in data.get("findings", ())),
        corrections=tuple(Correction(**correction) for correction in data.get("corrections", ())),
        **given,
    )


def _layout(tasks: list[Mapping[str, Any]]) -> tuple[list[int], int]:
    """Where each task's text begins if they stand one a line, and how long that is."""
    starts, at = [], 0
    for task in tasks:
        starts.append(at)
        at += len(task["text"]) + 1
    return starts, at


def _no_source(document_id: str, length: int) -> dict[str, Any]:
    return {
        "name": f"{document_id}.json",
        "sha256": "",
        "media": "application/json",
        "encoding": None,
        "characters": length,
    }


def _citations(data: Mapping[str, Any]) -> tuple[Citation, ...]:
    cited = [{"title": t, "number": None, "relation": "applies", "start": 0, "end": 0} for t in data["cites"]]
    return tuple(Citation(**citation) for citation in data.get("citations", cited))


def _evidence(data: Mapping[str, Any] | None) -> Evidence | None:
    return Evidence(**data) if data else None


def _words(data: Mapping[str, Any], start: int) -> dict[str, Any]:
    return {
        "rule": data.get("rule", GIVEN),
        "start": data.get("start", start),
        "end": data.get("end", start),
        "evidence": _evidence(data.get("evidence")),
    }


def _task(data: Mapping[str, Any], start: int) -> Task:
    text = data["text"]
    whole = Evidence(start, start + len(text), text)
    mentions = data.get("mentions", [{"surface": n, "name": n, "region": n} for n in data["regions"]])
    return Task(
        key=data["key"],
        section=tuple(data["section"]),
        text=text,
        assignments=tuple(_assignment(a, n, start) for n, a in enumerate(data["assignments"], 1)),
        deadlines=tuple(
            Deadline(**_pick(d, "surface", "type", "date", "action"), **_words(d, start)) for d in data["deadlines"]
        ),
        targets=tuple(_target(t, start) for t in data["targets"]),
        regions=tuple(Mention(**_pick(m, "surface", "name", "region"), **_words(m, start)) for m in mentions),
        evidence=_evidence(data.get("evidence")) or whole,
    )


def _pick(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _assignment(data: Mapping[str, Any], place: int, start: int) -> Assignment:
    return Assignment(
        **_pick(data, "surface", "agency", "kind", "role"),
        order=data.get("order", place),
        scope=data.get("scope"),
        agency_id=data.get("agency_id"),
        function=data.get("function"),
        level=data.get("level"),
        region=data.get("region"),
        match=data.get("match", GIVEN),
        **_words(data, start),
    )


def _target(data: Mapping[str, Any], start: int) -> Target:
    value = data["value"]
    return Target(
        **_pick(data, "surface", "indicator", "unit", "comparator"),
        value=(value[0], value[1]) if isinstance(value, list) else value,
        date=data.get("date"),
        optional=data.get("optional", False),
        **_words(data, start),
    )
