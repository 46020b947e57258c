"""What is given to a question, checked against its parameters before anything runs.

Types: text, integer, flag (yes, no), choice, id (as other questions print it); date and since, a day or the last or the
first one of a month or year (2016, 2016-06, 2016-06-30); and agency, region, document, function: named in full, by id,
or by a part of the name that fits no other; a document also by its number, short title or nickname (职教20条).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from graph.store.index import Index
from ontology import iri
from ontology.errors import QuestionError
from ontology.iri import BASE
from ontology.regions import regions
from queries.header import Parameter

Value = str | int | bool | date | NamedNode
FLAGS = {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
IRI = re.compile(r"[a-z]+:[^\x00-\x20<>\"{}|\\^`]+")
LANGUAGES = ("zh", "en")  # of names
SHOWN = 5  # as many of the names that a part fits are listed

# each type's names: the thing's IRI and a name of it
NAMES = {
    "agency": "SELECT ?node ?name { ?node a pk:Bearer ; skos:prefLabel ?name }",
    "region": "SELECT ?node ?name { ?node a pk:Region ; pk:fullName|skos:prefLabel ?name }",
    "function": "SELECT ?node ?name { ?node a pk:Function ; skos:prefLabel ?name }",
    "document": "SELECT ?node ?name { ?node a pk:Document ; dcterms:title|pk:number ?name }",
}


def check(question: str, parameters: Sequence[Parameter], given: Mapping[str, str], index: Index) -> dict[str, Value]:
    """A value of the right type for every parameter.

    Raises QuestionError, with the mend, for a parameter that the question does not have, that lacks, or that has a
    value of another type or of a name that is unknown or fits several.
    """
    known = {parameter.name for parameter in parameters}
    for name in given:
        if name not in known:
            offer = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
            raise QuestionError(f"{question} has no parameter “{name}”; {offer}.")
    values: dict[str, Value] = {}
    for parameter in parameters:
        text = given.get(parameter.name, parameter.default)
        if text is None:
            raise QuestionError(
                f"{question} needs {parameter.name} ({parameter.words.en}): write {parameter.name}={parameter.example}"
            )
        values[parameter.name] = _value(question, parameter, text.strip(), index)
    return values


def _value(question: str, parameter: Parameter, text: str, index: Index) -> Value:
    if text == "" and parameter.default == "":
        return ""
    if parameter.type in NAMES or parameter.type == "id":
        return named(parameter.type, text, index)
    try:
        return READERS[parameter.type](parameter, text)
    except ValueError as error:
        raise QuestionError(f"{question}: {parameter.name}={text} is not {error}") from error


def _integer(parameter: Parameter, text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError(f"a whole number; write {parameter.name}={parameter.example}")
    return int(text)


def _flag(parameter: Parameter, text: str) -> bool:
    if text.lower() not in FLAGS:
        raise ValueError(f"yes or no; write {parameter.name}={parameter.example}")
    return FLAGS[text.lower()]


def _choice(parameter: Parameter, text: str) -> str:
    if text not in parameter.choices:
        raise ValueError(f"one of {', '.join(parameter.choices)}; write {parameter.name}={parameter.example}")
    return text


def _date(parameter: Parameter, text: str) -> date:
    """The day; of a month or year the last, for what is due in 2016 is due by its end, or the first, for `since`."""
    match = DATE.fullmatch(text)
    mend = f"a date; write {parameter.name}={parameter.example}, or a month or a year"
    if match is None:
        raise ValueError(mend)
    first = parameter.type == "since"
    try:
        year, month = int(match[1]), int(match[2] or (1 if first else 12))
        return date(year, month, int(match[3] or (1 if first else calendar.monthrange(year, month)[1])))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(mend) from error


READERS: dict[str, Callable[[Parameter, str], Value]] = {
    "text": lambda parameter, text: text,
    "integer": _integer,
    "flag": _flag,
    "date": _date,
    "since": _date,
    "choice": _choice,
}


def node(text: str, index: Index) -> NamedNode:
    """The node of an id as it is printed, in full or without the base. Raises QuestionError where there is none."""
    full = text if text.startswith(("http://", "https://")) else BASE + text.strip().strip("<>/")
    try:
        found = NamedNode(full)
    except ValueError as error:
        raise QuestionError(f"“{text}” is no id; copy one from the id column of an answer.") from error
    if next(index.store.quads_for_pattern(found, None, None), None) is None:
        raise QuestionError(f"The graph has nothing with the id “{text}”; copy one from the id column of an answer.")
    return found


def named(kind: str, text: str, index: Index) -> NamedNode:
    """The agency, region or document (`kind`) of that name, id or telling part of a name; `kind` id takes any id.

    A region that the graph does not name is one all the same, where the registry knows it: a collective may bind it.
    Raises QuestionError where nothing or several things are meant, listing names that come near.
    """
    if kind == "id":
        return node(text, index)
    registered = regions().parse(text) if kind == "region" else None
    ids = {BASE + text, f"{BASE}{'bearer' if kind == 'agency' else kind}/{text}", text}
    ids |= {iri.region(registered.id)} if registered else set()
    short = iri.policy_name(text)
    ways: tuple[Callable[[], list[Named]], ...] = (
        lambda: _of_ids(kind, ids, index),
        lambda: _called(kind, text, index),
        lambda: [one for one in _all(kind, index) if kind == "document" and iri.policy_name(one[1]) == short],
        lambda: [one for one in _all(kind, index) if text in one[1] and registered is None],
    )
    for way in ways:
        fits = dict(sorted(way()))
        if len(fits) == 1:
            return NamedNode(next(iter(fits)))
        if fits:
            some = "、".join(sorted(fits.values())[:SHOWN]) + ("…" if len(fits) > SHOWN else "")
            raise QuestionError(f"“{text}” fits {len(fits)} names: {some}. Write one in full, or its id.")
    if registered:
        return NamedNode(iri.region(registered.id))
    like = "、".join(_nearest(text, {name for _, name in _all(kind, index)}))
    raise QuestionError(f"The graph knows no {kind} “{text}”." + (f" Did you mean {like}?" if like else ""))


Named = tuple[str, str]  # a node's IRI, and a name of it


def _of_ids(kind: str, ids: Iterable[str], index: Index) -> list[Named]:
    nodes = [NamedNode(one) for one in ids if IRI.fullmatch(one)]
    return [(node.value, name) for node in nodes for name in _told(kind, {"node": node}, index)]


def _called(kind: str, text: str, index: Index) -> list[Named]:
    """Those of exactly this name, looked up: to read all names of a large graph takes longer than its questions."""
    forms = (Literal(text), *(Literal(text, language=language) for language in LANGUAGES))
    return [(node, text) for form in forms for node in _told(kind, {"name": form}, index)]


def _told(kind: str, given: Mapping[str, NamedNode | Literal], index: Index) -> list[str]:
    return [str(found) for (found,) in index.select(NAMES[kind], given)]


def _all(kind: str, index: Index) -> list[Named]:
    return [(str(node), str(name)) for node, name in index.select(NAMES[kind])]


def _nearest(text: str, names: set[str]) -> list[str]:
    """Names that share the most characters with the text, at least half of them."""
    scored = sorted((-len(set(text) & set(name)) / len(set(text + name)), name) for name in names)
    return [name for score, name in scored[:3] if score <= -0.5]
