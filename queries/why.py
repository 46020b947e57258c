"""Why the graph says so: the words behind a node, the file and place they stand in, and the rule that read them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pyoxigraph import NamedNode

from graph.alignment.align import Pair
from graph.alignment.verdicts import Alignment
from graph.store.index import Index
from graph.store.views import unprinted
from ontology import iri
from ontology.errors import QuestionError
from queries.parameters import node
from queries.questions.reach import document_of
from queries.select import Record, records, short
from queries.tables import Language, words

# The node itself, or all that was read of it: a task's parts, a bearer's assignments, those of a region's bearers or of
# a line's (or of what became of the line), a policy's citations …
FACTS = """
SELECT DISTINCT ?id ?what ?document ?key ?text ?words ?start ?end ?rule ?match ?role ?agency ?order ?scope ?type ?date
       ?indicator ?comparator ?value ?least ?most ?unit ?place ?relation ?code ?message ?fate ?reason
       ?act ?was ?became ?who ?when ?why
       ?quote ?source ?from ?to ?page ?table ?row ?column {
  { $given_node a ?any BIND($given_node AS ?id) } UNION { ?id pk:task $given_node } UNION { ?id pk:agency $given_node }
  UNION { ?id pk:agency/pk:function $given_node } UNION { ?id pk:agency/pk:region $given_node }
  UNION { ?id pk:agency/^org:originalOrganization/org:resultingOrganization/pk:function $given_node }
  UNION { ?id pk:agency/pk:today $given_node } UNION { ?id pk:roster/pk:hasMember $given_node }
  UNION { ?id pk:corrects $given_node }
  UNION { ?id a pk:RegionMention ; pk:region $given_node } UNION { ?id a pk:Citation ; pk:policy $given_node }
  VALUES ?what {
    pk:Task pk:Assignment pk:Deadline pk:Target pk:RegionMention pk:Citation pk:Finding pk:LedgerEntry pk:Evidence
    pk:Correction
  }
  ?id a ?what .
  OPTIONAL { ?id pk:task ?owner }
  BIND(COALESCE(?owner, ?id) AS ?task)
  OPTIONAL { ?task pk:document ?in . ?in dcterms:title ?document ; prov:hadPrimarySource/pk:fileName ?file }
  OPTIONAL { ?task pk:key ?key ; pk:position ?place_of_task }
  OPTIONAL { ?id pk:text ?text }
  OPTIONAL { ?id pk:surface ?words }
  OPTIONAL { ?id pk:start ?start ; pk:end ?end }
  OPTIONAL { ?id pk:rule ?rule }
  OPTIONAL { ?id pk:match ?match }
  OPTIONAL { ?id pk:role ?role ; pk:order ?order ; pk:agency/skos:prefLabel ?agency . FILTER(LANG(?agency) = "zh") }
  OPTIONAL { ?id pk:scope ?scope }
  OPTIONAL { ?id pk:deadlineType ?type }
  OPTIONAL { ?id pk:date ?date }
  OPTIONAL { ?id pk:indicator ?indicator ; pk:comparator ?comparator }
  OPTIONAL { ?id pk:value ?value }
  OPTIONAL { ?id pk:minValue ?least ; pk:maxValue ?most }
  OPTIONAL { ?id pk:unit ?unit }
  OPTIONAL { ?id a pk:RegionMention ; pk:region/pk:fullName ?place }
  OPTIONAL { ?id pk:relation ?relation }
  OPTIONAL { ?id pk:findingCode ?code ; pk:message ?message }
  OPTIONAL { ?id pk:fate ?fate ; pk:reason ?reason }
  OPTIONAL { ?id pk:act ?act ; pk:was ?was ; pk:became ?became ; pk:who ?who ; pk:when ?when ; pk:why ?why }
  OPTIONAL { ?id pk:evidence ?passage }
  BIND(COALESCE(?passage, ?id) AS ?place_of_words)
  OPTIONAL { ?place_of_words pk:quote ?quote ; pk:start ?from ; pk:end ?to }
  OPTIONAL { ?place_of_words pk:source ?printed }
  OPTIONAL { ?place_of_words pk:page ?page }
  OPTIONAL { ?place_of_words pk:table ?table }
  OPTIONAL { ?place_of_words pk:row ?row }
  OPTIONAL { ?place_of_words pk:column ?column }
  BIND(COALESCE(?printed, ?file) AS ?source)
} ORDER BY ?document ?place_of_task DESC(?what = pk:Task) ?what ?order ?start ?id
"""
DOCUMENT = """
SELECT ?id ?what ?document ?source ?sha256 ?rules ?inferred {
  $given_node a pk:Document ; dcterms:title ?document .
  BIND($given_node AS ?id)
  BIND("document" AS ?what)
  $given_node prov:hadPrimarySource [ pk:fileName ?source ; pk:sha256 ?sha256 ]
  OPTIONAL { $given_node pk:hasReading/pk:ruleSet ?rules }
  OPTIONAL { $given_node pk:inferred ?inferred }
} ORDER BY ?inferred
"""
# What people said of a task, or of two.
JUDGED = """
SELECT ?id ?what ?act ?became ?who ?when ?why {
  ?judgement a pk:Judgement ; pk:task $given_one , $given_other . ?id pk:corrects ?judgement
  BIND(pk:Correction AS ?what)
  ?id pk:act ?act ; pk:who ?who ; pk:when ?when ; pk:why ?why ; pk:position ?n
  OPTIONAL { ?id pk:became ?became }
} ORDER BY ?judgement ?n
"""
READ = (
    *("agency", "role", "order", "scope", "type", "date", "indicator", "comparator", "value", "least", "most", "unit"),
    *("place", "relation", "code", "message", "fate", "reason", "inferred"),
    *("counterpart", "score", "method"),
    *("act", "was", "became", "who", "when", "why"),
)


def why(index: Index, id: str) -> list[Record]:
    """Each fact that speaks for the node, with its words (`words`), the passage (`quote`), file and place, and rule.

    `start` and `end` are those of the words, `from` and `to` those of the passage, in characters of the source's text;
    absent fields are left out. Of two tasks (`correspondence/…`) it gives what they have in common and what people said
    of them. Raises QuestionError for an id that the graph does not have or that has no words.
    """
    if tasks := iri.corresponding(iri.BASE + id.removeprefix(iri.BASE)):
        found = _correspondence(index, *(node(task, index) for task in tasks))
    else:
        given = node(unprinted(id), index)
        found = records(index, FACTS, {"node": given}) or records(index, DOCUMENT, {"node": given})
        found += records(index, JUDGED, {"one": given, "other": given})
    if not found:
        raise QuestionError(f"“{id}” comes from the registries, not from a document; no words stand behind it.")
    return [{name: value for name, value in record.items() if value is not None} for record in found]


def _correspondence(index: Index, one: NamedNode, other: NamedNode) -> list[Record]:
    """What holds of two tasks, what people said of them and what the method had found, and the two themselves."""
    alignment, documents = Alignment(index), (document_of(index, one), document_of(index, other))
    above, below = (alignment.tasks(document) for document in documents)

    def told(pairs: Iterable[Pair]) -> Record:
        for pair in pairs:
            if (above[pair.a_position - 1].id, below[pair.b_position - 1].id) == (one.value, other.value):
                words = "；".join(pair.words) or None
                return {"words": words, "counterpart": pair.relation, "score": pair.score, "method": pair.method}
        return {"counterpart": "different"}

    found = told(alignment.found(*documents))
    was = " ".join(str(found[name]) for name in ("counterpart", "score") if name in found)
    judged = [{**row, "was": was} for row in records(index, JUDGED, {"one": one, "other": other})]
    tasks = [fact for task in (one, other) for fact in records(index, FACTS, {"node": task}) if fact["what"] == "task"]
    id = short(iri.correspondence(one.value, other.value))
    return [{"id": id, "what": "correspondence", **told(alignment.pairs(*documents))}, *judged, *tasks]


def as_json(facts: list[Record]) -> str:
    """The facts as a JSON list."""
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def as_text(facts: list[Record], language: Language = "en") -> str:
    """The facts for people: one paragraph each."""
    return "\n".join(_paragraph(fact, language) for fact in facts)


def _paragraph(fact: Record, language: Language) -> str:
    said = {name: entry.of(language) for name, entry in words()["why"].items()}
    lines = [f"{fact['id']}  ({said.get(str(fact['what']), fact['what'])})"]
    told = {
        "document": _document(fact, language),
        "words": fact.get("words") or fact.get("text"),
        "meaning": _meaning(fact, language),
        "rule": " · ".join(str(fact[name]) for name in ("rule", "match", "rules") if name in fact),
        "place": _place(fact, language),
        "passage": fact.get("quote"),
    }
    for name, value in told.items():
        if value:
            first, *more = str(value).splitlines()
            lines += [f"  {said[name]}: {first}", *(f"    {line}" for line in more)]
    return "\n".join(lines) + "\n"


def _document(fact: Record, language: Language) -> str:
    number = words()["page"]["number"].of(language)
    return " · ".join([str(fact.get("document", "")), *([f"{number} {fact['key']}"] if "key" in fact else [])])


def _meaning(fact: Record, language: Language) -> str:
    """What was read: 山西省教育厅 · lead · 1."""
    codes = {name: words()[name] for name in ("role", "type", "relation", "fate", "counterpart")}
    parts = []
    for name in READ:
        if name in fact:
            code = codes.get(name, {}).get(str(fact[name]))
            parts.append(code.of(language) if code else str(fact[name]))
    return " · ".join(parts)


def _place(fact: Record, language: Language) -> str:
    said = {name: entry.of(language) for name, entry in words()["page"].items()}
    parts = [str(fact["source"])] if "source" in fact else []
    parts += [f"{said[name]} {fact[name]}" for name in ("page", "table", "row", "column") if name in fact]
    start, end = fact.get("start", fact.get("from")), fact.get("end", fact.get("to"))
    return ", ".join([*parts, *([f"{said['characters']} {start}–{end}"] if start is not None else [])])
