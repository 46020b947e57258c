"""The IRIs of the data: a function of what they name and nothing else, so that two builds of one document agree.

ASCII only, because percent-encoded and raw Chinese are different IRIs to RDF tools; Chinese stands in labels. A name
that is not plain ASCII is hashed after NFC normalisation, with a separator between parts: (1, 23) is not (12, 3).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ontology.policies import bare, known

BASE = "https://w3id.org/policykg/id/"
REGISTRIES = BASE + "registries"  # the graph of what documents share: bearers, regions, functions, cited policies
LINKS = BASE + "links"  # the graph of what holds between documents
SOFTWARE = BASE + "software/policykg"

_TASK = BASE + "task/"
_CORRESPONDENCE = re.compile(rf"{BASE}correspondence/([^/]+/[^/]+)/([^/]+/[^/]+)")
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,78}[A-Za-z0-9])?")
_PLAIN_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,78}[a-z0-9])?")  # lower case: some file systems fold A and a
_ISSUING = re.compile(r".*关于(?:印发|转发|发布)(.+?)的(?:通知|公告|通告)")


def digest(*parts: str) -> str:
    """80 bits of SHA-256 over the parts, as 20 hexadecimal digits."""
    joined = "\x1f".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:20]


def slug(document_id: str) -> str:
    """The document's name in IRIs and file names: its id where that is plain lower-case ASCII, else a hash."""
    return document_id if _PLAIN_SLUG.fullmatch(document_id) else digest("document", document_id)


def _name(kind: str, name: str) -> str:
    return f"{BASE}{kind}/{name if _PLAIN.fullmatch(name) else digest(kind, name)}"


def document(document_id: str) -> str:
    """A document, and the named graph of what it says."""
    return f"{BASE}document/{slug(document_id)}"


def task(document_id: str, key: str, ordinal: int = 1) -> str:
    """A task by its key; `ordinal` counts from 1 the tasks of the document that have the same key."""
    place = key if _PLAIN.fullmatch(key) else digest("key", key)
    return f"{BASE}task/{slug(document_id)}/{place}" + (f"~{ordinal}" if ordinal > 1 else "")


def part(owner: str, kind: str, ordinal: int) -> str:
    """The owner's n-th assignment, deadline, target … from 1: `<task>/assignment/2`."""
    return f"{owner}/{kind}/{ordinal}"


def owner(part: str) -> str:
    """The node that a part, given by its IRI, is of: the task of one of its assignments."""
    return part.rsplit("/", 2)[0]


def evidence(document_id: str, start: int, end: int, cell: str = "") -> str:
    """A passage by its offsets; `cell` tells apart the rows that one merged cell holds for: `t1r2c3`."""
    return f"{BASE}evidence/{slug(document_id)}/{start}-{end}" + (f"-{cell}" if cell else "")


def correspondence(one: str, other: str) -> str:
    """Two tasks, given by their IRIs, as counterparts, the upper document's first: `correspondence/plan/1/table/3`."""
    return f"{BASE}correspondence/{one.removeprefix(_TASK)}/{other.removeprefix(_TASK)}"


def corresponding(node: str) -> tuple[str, str] | None:
    """The IRIs of the two tasks of a correspondence, in the order in which it names them; None where it is none."""
    match = _CORRESPONDENCE.fullmatch(node)
    return (_TASK + match[1], _TASK + match[2]) if match else None


def coding(task: str, scheme: str) -> str:
    """The codes that a task, given by its IRI, has of the codebook of that name: `coding/plan/1/themes`."""
    return _name(f"coding/{task.removeprefix(_TASK)}", scheme)


def bearer(name: str, registered: str | None = None, home: str = "") -> str:
    """A bearer by its id in the registry, else by its canonical name; `home` tells apart the 教务处 of two colleges."""
    if registered:
        return _name("bearer", registered)
    return f"{BASE}bearer/{digest('bearer name', name, *([home] if home else []))}"


def roster(collective: str, year: int) -> str:
    """Who belongs to a collective, given by its IRI, in that year."""
    return f"{collective}/in/{year}"


def change(registered: str, date: str) -> str:
    """The event that ended a body or a region, given by its id in the registry, on that date."""
    return f"{BASE}change/{digest('change', registered, date)}"


def region(region_id: str) -> str:
    """A region by its id in the registry."""
    return _name("region", region_id)


def function(code: str) -> str:
    """A line of work by its code in the registry."""
    return _name("function", code)


def scheme(name: str) -> str:
    """A codebook by its name."""
    return _name("scheme", name)


def concept(name: str, code: str) -> str:
    """A code of a codebook."""
    place = code if _PLAIN.fullmatch(code) else digest("concept", code)
    return f"{scheme(name)}/{place}"


def policy(title: str) -> str:
    """A policy by its title as `policy_name` reads it."""
    return f"{BASE}policy/{digest('policy', policy_name(title))}"


def policy_name(title: str) -> str:
    """What a title names, width folded, without quotation marks, white space and the notice that carries it.

    国务院关于印发《国家职业教育改革实施方案》的通知 is 国家职业教育改革实施方案, and so is its nickname 职教20条.
    """
    carried = _ISSUING.fullmatch(bare(title))
    name = carried[1] if carried else bare(title)
    policy = known(name)
    return bare(policy.title) if policy else name
