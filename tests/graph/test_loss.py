"""No field of the records is lost on the way: change any one of them, anywhere, and the graph changes."""

from dataclasses import fields, is_dataclass, replace
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from graph.folder.files import nquads
from graph.folder.rdf import document_quads
from graph.folder.registries import registry_quads
from graph.folder.uses import Shared, uses
from ontology.records import Evidence

DATES = ("issued", "date")
EDUCATION = (("tasks", 0, "assignments", 0), ("tasks", 1, "assignments", 1))


def changed(record, name, hint):
    """The record's field with another value of its type, None where the sample says nothing there."""
    value = getattr(record, name)
    literal = next((one for one in (hint, *get_args(hint)) if get_origin(one) is Literal), None)
    if literal:
        return next(other for other in get_args(literal) if other not in (value, "ongoing"))
    if name in DATES:
        return value and "2011"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return value + "x" if isinstance(value, str) else None


def variants(record, path=()):
    """Every record that differs from this one in one leaf, with the path to it."""
    for field in fields(record):
        value, at = getattr(record, field.name), (*path, field.name)
        if is_dataclass(value):
            for where, other in variants(value, at):
                yield where, replace(record, **{field.name: other})
        elif isinstance(value, tuple):
            for n, item in enumerate(value):
                for where, other in leaves(item, (*at, n)):
                    yield where, replace(record, **{field.name: (*value[:n], other, *value[n + 1 :])})
        else:
            other = changed(record, field.name, get_type_hints(type(record))[field.name])
            if other is not None:
                yield at, replace(record, **{field.name: other})


def leaves(item, path):
    if is_dataclass(item):
        yield from variants(item, path)
    elif isinstance(item, tuple):
        yield path, (*item[:-1], item[-1] + "x")
    else:
        yield path, item + ("x" if isinstance(item, str) else 1)


def graph(document):
    return b"".join(nquads([*document_quads(document), *registry_quads(Shared([uses(document)]))]))


def test_every_field_reaches_the_graph(document):
    whole = graph(document)
    tried = dict(variants(document))
    lost = [path for path, other in tried.items() if path[0] != "id" and graph(other) == whole]
    # Of a bearer that is named twice, what most assignments say holds: 省教育厅 stands in both tasks.
    twice = {(*place, name) for place in EDUCATION for name in ("kind", "level", "function", "region")}
    assert set(lost) <= twice
    named = {path[-1] for path in tried}
    for record in (
        document,
        *document.tasks,
        *document.tasks[0].assignments,
        document.tasks[1].regions[0],
        document.source,
    ):
        assert {field.name for field in fields(record)} - named <= {
            *("issuers", "citations", "inferred", "source", "tasks", "ledger", "findings", "corrections"),
            *("section", "assignments", "deadlines", "targets", "regions", "evidence"),
        }


@pytest.mark.parametrize("field", [field.name for field in fields(Evidence)])
def test_the_sample_says_something_in_every_field_of_a_passage(document, field):
    assert any(path[-2:] == ("evidence", field) for path, _ in variants(document))
