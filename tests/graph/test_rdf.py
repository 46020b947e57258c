"""Every field of the records reaches the graph, by the vocabulary, in one graph only."""

from dataclasses import replace

import pytest
from pyoxigraph import BlankNode

from graph.folder.rdf import document_quads
from ontology import iri
from ontology.terms import PK

DOC = iri.BASE + "document/sample-plan"
TASK = iri.BASE + "task/sample-plan/1"
PROVINCE = iri.BASE + "region/140000"
EDUCATION = iri.BASE + "bearer/education-140000"
FINANCE = iri.BASE + "bearer/finance-140000"
CITIES = iri.bearer("山西省各市人民政府")


def about(document, subject):
    """What is said of a subject: sorted (local name, value) pairs."""
    return sorted(
        (quad.predicate.value.rpartition("#")[2].rpartition("/")[2], quad.object.value)
        for quad in document_quads(document, "7")
        if quad.subject.value == subject
    )


def pk(name):
    return getattr(PK, name).value


def test_task_says_who_in_which_role_with_shortcuts(document):
    assert about(document, TASK) == sorted(
        [
            ("type", pk("Task")),
            ("document", DOC),
            ("key", "1"),
            ("position", "1"),
            ("section", "一、总体要求 / （一）目标"),
            ("text", "建设实训中心30所。"),
            ("evidence", iri.BASE + "evidence/sample-plan/0-10-p2t1r3"),
            *(("hasAssignment", f"{TASK}/assignment/{n}") for n in (1, 2, 3)),
            ("leadAssignment", f"{TASK}/assignment/1"),
            ("supportAssignment", f"{TASK}/assignment/2"),
            ("supportAssignment", f"{TASK}/assignment/3"),
            *(("bearer", bearer) for bearer in (EDUCATION, FINANCE, CITIES)),
            ("leadAgency", EDUCATION),
            ("firstAgency", EDUCATION),
            ("principal", EDUCATION),
            ("supportAgency", FINANCE),
            ("supportAgency", CITIES),
            ("hasDeadline", f"{TASK}/deadline/1"),
            ("hasTarget", f"{TASK}/target/1"),
        ]
    )


def test_second_task_of_a_key_and_joint_bearers_as_principals(document):
    said = about(document, f"{TASK}~2")
    assert [value for name, value in said if name == "principal"] == sorted([EDUCATION, iri.bearer("某局")])
    assert ("firstAgency", iri.bearer("某局")) in said
    assert ("region", iri.BASE + "region/140100") in said
    assert [value for name, value in said if name == "section"] == []


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (
            "/assignment/1",
            [
                ("agency", EDUCATION),
                ("order", "1"),
                ("role", pk("lead")),
                ("surface", "省教育厅"),
                ("match", "registry"),
            ],
        ),
        ("~2/assignment/1", [("scope", "试点"), ("match", "unknown"), ("rule", "list"), ("role", pk("joint"))]),
        (
            "/deadline/1",
            [
                ("date", "2017"),
                ("earliest", "2017-01-01"),
                ("latest", "2017-12-31"),
                ("deadlineType", "by"),
                ("action", "建成"),
            ],
        ),
        ("~2/deadline/1", [("deadlineType", "ongoing"), ("surface", "某局")]),
        ("/target/1", [("value", "30"), ("unit", "所"), ("comparator", ">="), ("optional", "false"), ("date", "2017")]),
        ("~2/target/1", [("minValue", "5000000"), ("maxValue", "8000000"), ("optional", "true")]),
        ("~2/region/1", [("fullName", "山西省太原市"), ("surface", "太原市"), ("region", iri.BASE + "region/140100")]),
    ],
)
def test_facts(document, node, expected):
    assert set(expected) <= set(about(document, TASK + node))


def test_ongoing_has_no_date_and_a_range_no_single_value(document):
    assert not {"date", "earliest", "latest"} & {name for name, _ in about(document, f"{TASK}~2/deadline/1")}
    assert "value" not in {name for name, _ in about(document, f"{TASK}~2/target/1")}


def test_document_head(document):
    assert about(document, DOC) == sorted(
        [
            ("type", pk("Document")),
            ("type", pk("Policy")),
            ("identifier", "sample-plan"),
            ("inRegion", iri.BASE + "region/140000"),
            ("inRegion", iri.BASE + "region/CN"),
            ("title", "山西省实训中心建设方案"),
            ("label", "山西省实训中心建设方案"),
            ("number", "晋政发〔2016〕1号"),
            ("issued", "2016-03"),
            ("earliest", "2016-03-01"),
            ("latest", "2016-03-31"),
            ("jurisdiction", "山西省"),
            ("region", PROVINCE),
            ("level", "province"),
            ("layout", "task-table"),
            ("issuer", "山西省人民政府"),
            ("addressees", "各市人民政府："),
            ("inferred", "jurisdiction: given by --jurisdiction"),
            ("hadPrimarySource", f"{DOC}/source"),
            ("hasReading", f"{DOC}/reading"),
            *(("hasCitation", f"{DOC}/citation/{n}") for n in (1, 2)),
            *(("refersTo", iri.policy(title)) for title in ("国家实训方案", "旧方案")),
            ("applies", iri.policy("国家实训方案")),
            ("repeals", iri.policy("旧方案")),
            ("hasTask", TASK),
            ("hasTask", f"{TASK}~2"),
            *(("hasLedgerEntry", f"{DOC}/ledger/{n}") for n in (1, 2)),
            ("hasFinding", f"{DOC}/finding/1"),
            ("hasCorrection", f"{DOC}/correction/1"),
        ]
    )


def test_evidence_is_one_node_a_cell_however_many_facts_stand_in_it(document):
    cell = iri.BASE + "evidence/sample-plan/10-31-p2t1r3c4"
    assert about(document, cell) == sorted(
        [
            ("type", pk("Evidence")),
            ("document", DOC),
            ("source", "plans/sample-plan.txt"),
            ("quote", "省教育厅牵头，省财政厅、各市人民政府配合。"),
            *(("start", "10"), ("end", "31"), ("page", "2"), ("table", "1"), ("row", "3"), ("column", "4")),
        ]
    )
    pointing = [quad for quad in document_quads(document) if quad.object.value == cell]
    assert len(pointing) == 3  # the bearers of task 1


def test_provenance_and_accounts(document):
    assert ("ruleSet", "7") in about(document, f"{DOC}/reading")
    assert {("sha256", "ab" * 32), ("encoding", "utf-8"), ("mediaType", "text/plain")} <= set(
        about(document, f"{DOC}/source")
    )
    assert {("fate", "unread"), ("reason", "no responsible cell"), ("start", "9")} <= set(
        about(document, f"{DOC}/ledger/2")
    )
    assert {("findingCode", "unknown-agency"), ("row", "4")} <= set(about(document, f"{DOC}/finding/1"))
    assert {("relation", "applies"), ("number", "国发〔2015〕9号")} <= set(about(document, f"{DOC}/citation/1"))


def test_no_node_is_blank_and_each_is_described_in_one_graph(index):
    home = {}
    for quad in index.store:
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        if quad.predicate != PK.readAs:  # a policy is described where it is cited, and linked in the graph of links
            assert home.setdefault(quad.subject, quad.graph_name) == quad.graph_name


def test_iris_are_ascii_and_terms_of_the_vocabulary(document, cited):
    for quad in [*document_quads(document), *document_quads(cited)]:
        assert quad.subject.value.isascii()
        assert quad.predicate.value.isascii()
        if quad.predicate.value.startswith(PK.base):
            assert quad.predicate.value.removeprefix(PK.base) in PK.names


def test_a_date_that_is_none_is_kept_without_days(document):
    deadline = replace(document.tasks[0].deadlines[0], date="2017-13")
    said = about(replace(document, tasks=(replace(document.tasks[0], deadlines=(deadline,)),)), f"{TASK}/deadline/1")
    assert ("date", "2017-13") in said
    assert not {"earliest", "latest"} & {name for name, _ in said}
