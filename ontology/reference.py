"""The vocabulary as a page for people: docs/ontology.md, which a test holds to the Turtle.

python -m ontology.reference docs/ontology.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from ontology.terms import PK
from ontology.vocabulary import Term, standard_terms, vocabulary

HEAD = """# The vocabulary of policykg · 词汇表

Made from `ontology/policykg.ttl` and `ontology/alignments.ttl` by `python -m ontology.reference docs/ontology.md`;
do not edit it. Prefix `pk:` is <https://w3id.org/policykg/ontology#>. “Also” are the terms of standard vocabularies
that `policykg export … --profile standards` adds.
"""
SECTIONS = (
    ("Classes · 类", "Class"),
    ("Roles · 角色", "Role"),
    ("Role scheme · 角色表", "ConceptScheme"),
    ("Properties between nodes · 对象属性", "ObjectProperty"),
    ("Properties with values · 数据属性", "DatatypeProperty"),
)
PREFIXES = {
    "http://data.europa.eu/eli/ontology#": "eli:",
    "http://id.loc.gov/datatypes/edtf/": "edtf:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://www.w3.org/ns/odrl/2/": "odrl:",
    "http://www.w3.org/ns/org#": "org:",
    "http://www.w3.org/ns/prov#": "prov:",
    "https://schema.org/": "schema:",
    PK.base: "pk:",
}


def page() -> str:
    """The page, in Markdown."""
    parts = [HEAD]
    for heading, kind in SECTIONS:
        terms = [term for term in vocabulary().values() if kind in term.types]
        parts += [f"## {heading}\n", *map(_entry, terms)]
    return "\n".join(parts)


def _entry(term: Term) -> str:
    above = standard_terms().get(getattr(PK, term.name), ())
    facts = {
        "Of": term.domain and _short(term.domain),
        "Value": term.range and _short(term.range),
        "Kind of": ", ".join(map(_short, term.broader)),
        "Example": term.example,
        "Source": ", ".join(map(_short, term.sources)),
        "Also": ", ".join(_short(one.value) for one in above),
    }
    lines = [f"- {name}: {value}" for name, value in facts.items() if value]
    words = f"{term.definition[0]}\n{term.definition[1]}\n"
    return "\n".join([f"### pk:{term.name} · {term.label[1]}\n", words, *lines, ""])


def _short(iri: str) -> str:
    base = next((base for base in PREFIXES if iri.startswith(base)), None)
    if base:
        return f"`{PREFIXES[base]}{iri.removeprefix(base)}`"
    return f"<{iri}>" if iri.startswith("http") else iri


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
