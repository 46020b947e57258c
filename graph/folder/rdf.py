"""Records to RDF: a document's quads. duties.py writes its tasks, registries.py what the registries add."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.folder.duties import write_task
from graph.folder.quads import Quad, Writer, dates, part
from graph.folder.uses import region_of
from ontology import iri
from ontology.nodes import task_iris
from ontology.records import Citation, Correction, Document
from ontology.regions import regions
from ontology.terms import DCTERMS, PK, PROV, RDF, RDFS

NATIONAL = "中国"
RELATIONS = {"applies": PK.applies, "cites": PK.cites, "replaces": PK.replaces, "repeals": PK.repeals}


def document_quads(document: Document, rules: str = "") -> list[Quad]:
    """All that was read from a document, ledger and findings included; `rules` is the version of the rule set."""
    writer = Writer(document)
    _head(writer)
    _reading(writer, rules)
    for n, citation in enumerate(document.citations, 1):
        _citation(writer, citation, n)
    for position, (task, node) in enumerate(zip(document.tasks, task_iris(document), strict=True), 1):
        write_task(writer, task, NamedNode(node), position)
    _accounts(writer)
    return writer.quads


def _head(writer: Writer) -> None:
    document = writer.document
    region = region_of(document.jurisdiction, document.issued)
    writer.say(
        writer.own,
        (RDF.type, PK.Document),
        (RDF.type, PK.Policy),
        (DCTERMS.title, document.title),
        (DCTERMS.identifier, document.id),
        (RDFS.label, _label(document)),
        (PK.number, document.number),
        (PK.jurisdiction, document.jurisdiction),
        (PK.region, NamedNode(iri.region(region)) if region else None),
        *((PK.inRegion, NamedNode(iri.region(one))) for one in _with_those_above(region)),
        (PK.level, document.level),
        (PK.layout, document.layout),
        (PK.addressees, document.addressees),
        *((PK.issuer, name) for name in document.issuers),
        *((PK.inferred, f"{name}: {reason}") for name, reason in document.inferred),
        *dates(document.issued, PK.issued),
    )


def _with_those_above(region: str | None) -> tuple[str, ...]:
    """The region and all that it lies in: stated, because a path through pk:within is slow, and Virtuoso errs in it."""
    return (region, *(one.id for one in regions().ancestors(regions().get(region)))) if region else ()


def _label(document: Document) -> str:
    """What answers call it: its title, 山西省： before one that does not say whose it is; its id if untitled."""
    name, place = document.title or iri.slug(document.id), document.jurisdiction
    return name if place is None or place in name or place in NATIONAL else f"{place}：{name}"


def _reading(writer: Writer, rules: str) -> None:
    """PROV-O on the document's graph, without times: the same input gives the same graph."""
    own, file = writer.own, writer.document.source
    source, reading = NamedNode(f"{own.value}/source"), NamedNode(f"{own.value}/reading")
    run = NamedNode(f"{own.value}/run/{iri.digest('run', rules, file.sha256)}")
    writer.say(own, (PROV.hadPrimarySource, source), (PK.hasReading, reading))
    writer.say(
        source,
        (RDF.type, PK.SourceFile),
        (RDF.type, PROV.Entity),
        (PK.fileName, file.name),
        (PK.sha256, file.sha256),
        (PK.mediaType, file.media),
        (PK.encoding, file.encoding),
        (PK.characters, file.characters),
    )
    writer.say(
        reading,
        (RDF.type, PK.Reading),
        (RDF.type, PROV.Bundle),
        (PK.document, own),
        (PK.ruleSet, rules or None),
        (PROV.wasGeneratedBy, run),
    )
    software = NamedNode(iri.SOFTWARE)
    writer.say(run, (RDF.type, PROV.Activity), (PROV.used, source), (PROV.wasAssociatedWith, software))


def _citation(writer: Writer, citation: Citation, n: int) -> None:
    node, policy = part(writer.own, "citation", n), NamedNode(iri.policy(citation.title))
    writer.say(writer.own, (PK.hasCitation, node), (PK.refersTo, policy), (RELATIONS[citation.relation], policy))
    writer.say(
        node,
        (RDF.type, PK.Citation),
        (PK.document, writer.own),
        (PK.position, n),
        (PK.policy, policy),
        (PK.surface, citation.title),
        (PK.number, citation.number),
        (PK.relation, citation.relation),
        (PK.start, citation.start),
        (PK.end, citation.end),
    )


def _accounts(writer: Writer) -> None:
    for n, entry in enumerate(writer.document.ledger, 1):
        node = part(writer.own, "ledger", n)
        writer.say(writer.own, (PK.hasLedgerEntry, node))
        writer.say(
            node,
            (RDF.type, PK.LedgerEntry),
            (PK.document, writer.own),
            (PK.position, n),
            (PK.fate, entry.fate),
            (PK.reason, entry.reason),
            (PK.start, entry.start),
            (PK.end, entry.end),
        )
    for n, finding in enumerate(writer.document.findings, 1):
        node = part(writer.own, "finding", n)
        writer.say(writer.own, (PK.hasFinding, node))
        writer.say(
            node,
            (RDF.type, PK.Finding),
            (PK.document, writer.own),
            (PK.position, n),
            (PK.findingCode, finding.code),
            (PK.message, finding.message),
            (PK.start, finding.start),
            (PK.end, finding.end),
            (PK.row, finding.row),
        )
    for n, correction in enumerate(writer.document.corrections, 1):
        _correction(writer, correction, part(writer.own, "correction", n), n)


def _correction(writer: Writer, correction: Correction, node: NamedNode, n: int) -> None:
    fact = iri.BASE + correction.about
    writer.say(writer.own, (PK.hasCorrection, node))
    writer.say(
        node,
        (RDF.type, PK.Correction),
        (PK.document, writer.own),
        (PK.task, NamedNode(iri.owner(fact))),
        (PK.corrects, NamedNode(fact)),
        (PK.position, n),
        (PK.given, correction.given),
        (PK.act, correction.action),
        (PK.was, correction.was),
        (PK.became, correction.became),
        (PK.who, correction.who),
        (PK.when, correction.when),
        (PK.why, correction.why),
    )
