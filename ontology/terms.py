"""The vocabulary's terms as Python names, each once: `PK.hasTask` is an IRI, a misspelt `PK.hasTsk` an AttributeError.

`PK` equals ontology/policykg.ttl (tested). The other namespaces list only what the graph uses of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode


class Namespace:
    """A closed set of IRIs that begin alike."""

    def __init__(self, base: str, names: str) -> None:
        self.base = base
        self.names = frozenset(names.split())
        for name in self.names:
            setattr(self, name, NamedNode(base + name))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> NamedNode: ...


PK = Namespace(
    "https://w3id.org/policykg/ontology#",
    """
    Policy Document Citation Reading SourceFile Task Assignment Deadline Target RegionMention Evidence Bearer
    Agency Government Collective Enterprise Unit Body Region Function Role LedgerEntry Finding
    Roster ChangeEvent Correction Judgement

    roles lead joint support oversee

    number issued jurisdiction level layout issuer addressees inferred inRegion hasTask hasCitation refersTo applies
    cites replaces repeals policy relation readAs hasReading ruleSet fileName sha256 mediaType encoding
    characters document key position section text counterpart hasAssignment leadAssignment jointAssignment
    supportAssignment overseeAssignment bearer leadAgency jointAgency supportAgency overseeAgency firstAgency
    principal hasDeadline hasTarget regionMention region evidence task agency agencyName role order scope match surface
    rule start end quote page table row column source deadlineType date earliest latest action indicator value
    minValue maxValue unit comparator optional function code within fullName kind succeededBy validFrom validTo
    hasLedgerEntry hasFinding fate reason findingCode message
    roster collective year hasMember oneToOne today regionToday unmapped
    hasCorrection corrects given act was became who when why scheme verdict
    """,
)
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "domain label range subClassOf subPropertyOf")
OWL = Namespace("http://www.w3.org/2002/07/owl#", "Class DatatypeProperty ObjectProperty")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "boolean integer decimal double float date gYear")
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel hiddenLabel broader definition example inScheme notation",
)
DCTERMS = Namespace("http://purl.org/dc/terms/", "identifier source title")
ORG = Namespace("http://www.w3.org/ns/org#", "ChangeEvent originalOrganization resultingOrganization")
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "Activity Bundle Entity SoftwareAgent hadPrimarySource used wasAssociatedWith wasGeneratedBy",
)
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
