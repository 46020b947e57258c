"""Codebooks in the formats of others: SKOS for the web of data, QDC for software of qualitative research.

QDC is the codebook file of the REFI-QDA standard 1.5 (www.qdasoftware.org), which NVivo, MAXQDA, ATLAS.ti and others
export. It has codes and descriptions but no cues: the lines of a description that begin with “cues:” (or 关键词：) give
them, else the code's own name is its only cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import iri
from ontology.codebook import Code, Codebook
from ontology.errors import RegistryError
from ontology.terms import DCTERMS, PK, RDF, SKOS

_QDC = "{urn:QDA-XML:codebook:1.0}"
_CUES = re.compile(r"^\s*(?:cues|关键词)\s*[:：]\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_SEPARATORS = re.compile(r"\s*[|、,，;；]\s*")
_PREFIXES = {"pk": PK.base, "skos": SKOS.base, "dcterms": DCTERMS.base}


def read_qdc(path: Path) -> Codebook:
    """The codebook of a QDC file, named after it. Raises RegistryError where it is none, or has no code."""
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except (OSError, ElementTree.ParseError) as error:
        raise RegistryError(f"{path}: cannot be read as QDC ({error}); export the codebook again") from error
    codes = tuple(_codes(root.find(f"{_QDC}Codes"), None))
    if root.tag != f"{_QDC}CodeBook" or not codes:
        raise RegistryError(f"{path.name}: no REFI-QDA codebook with codes; export it as QDC")
    return Codebook(path.stem, codes)


def _codes(parent: ElementTree.Element | None, broader: str | None) -> Iterator[Code]:
    for element in parent.iterfind(f"{_QDC}Code") if parent is not None else ():
        name = element.get("name", "")
        code = f"{broader}/{name}" if broader else name
        about = element.findtext(f"{_QDC}Description") or ""
        listed = _CUES.findall(about)
        given = [cue for line in listed for cue in _SEPARATORS.split(line.strip()) if cue] if listed else [name]
        cues = tuple(dict.fromkeys(given)) if element.get("isCodable", "true") == "true" else ()
        yield Code(code, broader, name, name, cues, "", "")
        yield from _codes(element, code)


def as_skos(book: Codebook) -> bytes:
    """The codebook as a SKOS concept scheme in Turtle; cues are hidden labels, by which a search finds a concept."""
    scheme = NamedNode(iri.scheme(book.name))
    triples = [Triple(scheme, RDF.type, SKOS.ConceptScheme), Triple(scheme, SKOS.prefLabel, Literal(book.name))]
    for one in book.codes:
        node = NamedNode(iri.concept(book.name, one.code))
        triples += [
            Triple(node, RDF.type, SKOS.Concept),
            Triple(node, SKOS.inScheme, scheme),
            Triple(node, SKOS.notation, Literal(one.code)),
            Triple(node, SKOS.prefLabel, Literal(one.zh, language="zh")),
            *([Triple(node, SKOS.prefLabel, Literal(one.en, language="en"))] if one.en != one.zh else []),
            *(Triple(node, SKOS.hiddenLabel, Literal(cue, language="zh")) for cue in one.cues),
            *([Triple(node, SKOS.example, Literal(one.example, language="zh"))] if one.example else []),
            *([Triple(node, DCTERMS.source, Literal(one.source))] if one.source else []),
        ]
        if one.broader:
            triples.append(Triple(node, SKOS.broader, NamedNode(iri.concept(book.name, one.broader))))
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""
