"""Draw the vocabulary's page, docs/ontology.html, from its Turtle: python docs/make_vocabulary.py.

By pyLODE (its OntPub profile), which takes one label a term; so the English and the Chinese are put into one.
"""

from __future__ import annotations

import re
from pathlib import Path

from pylode import OntPub
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "ontology.html"
PK = Namespace("https://w3id.org/policykg/ontology#")


def page() -> str:
    """The page, in HTML that needs no network."""
    graph = Graph()
    for name in ("policykg.ttl", "alignments.ttl"):
        graph.parse(ROOT / "ontology" / name)
    graph.remove((URIRef("https://w3id.org/policykg/alignments"), None, None))
    for term in (RDFS.label, DCTERMS.title):
        for subject in sorted(set(graph.subjects(term))):
            said = {one.language: str(one) for one in graph.objects(subject, term) if isinstance(one, Literal)}
            graph.remove((subject, term, None))
            graph.add((subject, term, Literal(" · ".join(said[language] for language in ("en", "zh")))))
    for role in list(graph.subjects(SKOS.inScheme, PK.roles)):  # the profile has no place for concepts
        graph.add((role, RDF.type, OWL.Class))
        graph.add((role, RDFS.subClassOf, PK.Role))
    graph.remove((PK.roles, None, None))
    made = OntPub(graph, sort_subjects=True).make_html()
    return re.sub(r"(?s)<script.*?</script>", "", made) + "\n"  # a copy of the titles for search engines, in no order


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
