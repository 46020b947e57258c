"""What is amiss in a graph is named; a sound graph has nothing but its readers' findings."""

from dataclasses import replace

import pytest

from graph.checks.check import problems
from graph.checks.shapes import violations
from graph.folder.files import write
from graph.store.index import open_index
from ontology import iri
from ontology.records import Entry

TASK = iri.BASE + "task/sample-plan/1"
DOC = iri.BASE + "document/sample-plan"


def change(document, field, number, **values):
    """The document with one fact of its first task changed."""
    first = document.tasks[0]
    facts = list(getattr(first, field))
    facts[number] = replace(facts[number], **values)
    return replace(document, tasks=(replace(first, **{field: tuple(facts)}), *document.tasks[1:]))


def problems_of(tmp_path, *documents):
    write(tmp_path / "kg", [(one, "") for one in documents])
    return problems(open_index(tmp_path / "kg"))


def test_findings_come_first_then_the_unread(index):
    assert [tuple(problem) for problem in problems(index)] == [
        ("unknown-agency", f"{DOC}/finding/1", "某局 is in no registry; add it to agencies.csv"),
        ("unread", f"{DOC}/ledger/2", "characters 9 to 20 were not read: no responsible cell"),
    ]


@pytest.mark.parametrize(
    ("code", "node", "spoil"),
    [
        ("task-without-ledger", TASK, lambda d: replace(d, ledger=(Entry(0, 9, "task", "2"),))),
        ("ledger-without-task", f"{DOC}/ledger/1", lambda d: replace(d, ledger=(Entry(0, 9, "task", "2"),))),
        ("order-gap", TASK, lambda d: change(d, "assignments", 1, order=4)),
        ("order-gap", TASK, lambda d: change(d, "assignments", 1, order=3)),
        ("impossible-date", f"{TASK}/deadline/1", lambda d: change(d, "deadlines", 0, date="2017-13")),
        ("impossible-date", DOC, lambda d: replace(d, issued="2016-02-30")),
        ("due-before-issue", f"{TASK}/deadline/1", lambda d: change(d, "deadlines", 0, date="2015-12")),
        ("outside-evidence", f"{TASK}/assignment/1", lambda d: change(d, "assignments", 0, start=0)),
        (
            "outside-source",
            iri.BASE + "evidence/sample-plan/0-10-p2t1r3",
            lambda d: replace(d, tasks=(replace(d.tasks[0], evidence=replace(d.tasks[0].evidence, quote="短")),)),
        ),
    ],
)
def test_what_does_not_agree(tmp_path, document, code, node, spoil):
    found = {(problem.code, problem.node) for problem in problems_of(tmp_path, spoil(document))}
    assert (code, node) in found
    assert (code, node) not in {(problem.code, problem.node) for problem in problems_of(tmp_path / "sound", document)}


def test_a_sound_graph_keeps_to_the_shapes(index):
    assert violations(index) == ()


@pytest.mark.parametrize(
    ("node", "spoil"),
    [
        (f"{TASK}/assignment/1", lambda d: change(d, "assignments", 0, order=0)),
        (f"{TASK}/assignment/1", lambda d: change(d, "assignments", 0, rule="")),
        (f"{TASK}/deadline/1", lambda d: change(d, "deadlines", 0, date=None)),
        (f"{TASK}/deadline/1", lambda d: change(d, "deadlines", 0, type="ongoing")),
        (f"{TASK}/target/1", lambda d: change(d, "targets", 0, value=(9.0, 3.0))),
        (f"{TASK}/target/1", lambda d: change(d, "targets", 0, comparator="about")),
    ],
)
def test_what_breaks_a_shape(tmp_path, document, node, spoil):
    write(tmp_path / "kg", [(spoil(document), "")])
    assert node in {problem.node for problem in violations(open_index(tmp_path / "kg"))}
