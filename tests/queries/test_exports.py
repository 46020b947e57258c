"""Exports, read back by the software they are for: what each holds, what each cannot, the same bytes each time."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import networkx as nx
import pandas
import pytest
from openpyxl import load_workbook
from pyoxigraph import Literal
from rdflib import Dataset, Graph

from graph.store.index import cell
from ontology.terms import PK, RDF, SKOS
from queries.commands import export as command
from queries.exports.formats import FORMATS, Options, export
from queries.exports.jsonld import context_file
from queries.exports.model import MANY, sheets, tables, term
from queries.exports.triples import quads_of
from queries.select import plain, short

pyrefiqda = pytest.importorskip("pyrefiqda")
ROOT = Path(__file__).resolve().parents[2]

# The other direction of what a column or edge says: documents list tasks, which name their document.
INVERSES = {
    "hasTask", "hasCitation", "hasAssignment", "hasDeadline", "hasTarget", "regionMention", "hasLedgerEntry",
    "hasFinding", "leadAssignment", "jointAssignment", "supportAssignment", "overseeAssignment",
}  # fmt: skip
RUNS = {"used", "wasAssociatedWith"}  # PROV-O's account of the program's run: a file and a program
OF_TASKS = {"key", "text", "position", "section", "document", "title"}
LACKS = {
    "csv": INVERSES | RUNS,
    "xlsx": INVERSES | RUNS,
}


def value(text):
    return str(text).lower() if isinstance(text, bool) else f"{text:g}" if isinstance(text, float) else str(text)


def lacking(index, pairs):
    """The properties of which the graph has a value that is not among the pairs of column and value."""
    columns = {}
    for sheet in sheets():
        for column in sheet.columns:
            columns.setdefault(term(column), set()).add(column)
    labels = {q.subject: q.object.value for q in index.store if q.predicate == SKOS.prefLabel}
    found = set()
    for quad in index.store:
        own = local(quad.predicate)
        said = {value(plain(cell(quad.object))), labels.get(quad.object, "")}
        if quad.predicate != RDF.type and not any(
            (column, one) in pairs for column in {own, *columns.get(quad.predicate, ())} for one in said
        ):
            found.add(own)
    return found


def local(predicate):
    return predicate.value.replace("/", "#").rpartition("#")[2]


def pairs_of(rows):
    return {(name, part) for row in rows for name, text in row.items() for part in {text, *text.split("\n")} if text}


def read_csv(content):
    return pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False).to_dict("records")


def test_the_command_offers_every_format():
    assert tuple(FORMATS) == command.FORMATS


def test_the_same_graph_is_the_same_bytes_under_each_hash_seed(small_folder):
    code = """
import hashlib, sys
from pathlib import Path
from graph.store.index import open_index
from queries.exports.formats import FORMATS, export
index = open_index(Path(sys.argv[1]))
print({name: hashlib.sha256(repr(export(index, name)).encode()).hexdigest() for name in FORMATS})
"""
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code, str(small_folder)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second


# RDF holds everything; Turtle does not say which graph a triple stands in.


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib warns of its own parsers
@pytest.mark.parametrize("standards", [False, True])
@pytest.mark.parametrize(("form", "known"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_each_quad_back(small, form, known, standards):
    def quads(content, form):
        dataset = Dataset()
        dataset.parse(data=content.decode(), format=form)
        return {(s, p, o, g) for s, p, o, g in dataset.quads()}

    lines = b"".join(str(quad).encode() + b" .\n" for quad in quads_of(small, standards))
    assert quads(export(small, form, Options(standards=standards)), known) == quads(lines, "nquads")


def test_rdflib_reads_each_triple_of_turtle_back(small):
    triples = Graph().parse(data=export(small, "turtle"), format="turtle")
    assert len(triples) == len({quad.triple for quad in small.store})
    assert b"@prefix pk: <https://w3id.org/policykg/ontology#> ." in export(small, "turtle")


def test_the_profile_adds_the_terms_of_standards(small):
    eli, prov = "http://data.europa.eu/eli/ontology#", "http://www.w3.org/ns/prov#"
    terms = {
        (short(quad.subject.value), quad.predicate.value, quad.object.value) for quad in quads_of(small, standards=True)
    }
    plan, task = "document/plan", "task/plan/1"
    policy = next(quad.object.value for quad in small.store if quad.predicate == PK.applies)
    assert {
        (plan, RDF.type.value, eli + "LegalResource"),
        (plan, eli + "applies", policy),
        (plan, eli + "id_local", "晋试〔2016〕1号"),
        (task, RDF.type.value, eli + "LegalResourceSubdivision"),
        ("task/plan/1/assignment/1", prov + "agent", "https://w3id.org/policykg/id/bearer/education-140000"),
        ("task/plan/1/target/1", "https://schema.org/value", "2000"),
    } <= terms
    plain_terms = {quad.predicate.value for quad in quads_of(small)}
    assert not any(term.startswith((eli, "https://schema.org/")) for term in plain_terms)


def test_the_published_context_is_that_of_the_export():
    assert (ROOT / "ontology" / "context.jsonld").read_bytes() == context_file()


def test_json_ld_is_read_with_its_names(small):
    graphs = json.loads(export(small, "jsonld"))["@graph"]
    nodes = {node["@id"]: node for graph in graphs for node in graph["@graph"]}
    assert nodes["task/plan/1/target/1"] | {"evidence": None} == {
        "@id": "task/plan/1/target/1", "@type": "pk:Target", "task": "task/plan/1", "position": 1,
        "indicator": "培训教师", "value": "2000", "unit": "人", "comparator": "=", "optional": False,
        "date": "2016", "earliest": "2016-01-01", "latest": "2016-12-31", "surface": "培训教师2000人",
        "rule": "figure", "start": 14, "end": 23, "evidence": None,
    }  # fmt: skip


# Tables


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_hold_every_field(small, form):
    if form == "csv":
        rows = [
            row for file, content in export(small, "csv").items() if file[-3:] == "csv" for row in read_csv(content)
        ]
    else:
        sheets = pandas.read_excel(
            io.BytesIO(export(small, "xlsx")), sheet_name=None, dtype=str, engine="openpyxl", keep_default_na=False
        )
        rows = [row for sheet in sheets.values() for row in sheet.to_dict("records")]
        rows = [{key: text.lower() if text in ("True", "False") else text for key, text in row.items()} for row in rows]
    said = {local(quad.predicate) for quad in small.store}
    assert lacking(small, pairs_of(rows)) == LACKS[form] & said


def test_a_row_of_each_sheet_is_as_the_plan_says(small):
    said = {
        name: {row["id"]: row for row in table.records()} for name, table in tables(small).items() if name != "codebook"
    }
    task = said["tasks"]["task/plan/1"]
    assert (task["document"], task["position"], task["section"]) == ("document/plan", 1, "一、队伍 / （一）培训")
    assert task["leadAgency"] == "山西省教育厅\n山西省财政厅"
    assert (task["firstAgency"], task["supportAgency"]) == ("山西省教育厅", "山西省各县（市、区）人民政府")
    assert [said["assignments"][f"task/plan/2/assignment/{n}"]["agencyName"] for n in (1, 2, 3)] == [
        "山西省财政厅", "山西省阳曲县人民政府", "某中心",
    ]  # fmt: skip
    deadline = said["deadlines"]["task/plan/3/deadline/1"]
    assert (deadline["date"], deadline["earliest"], deadline["latest"]) == ("2017-06", "2017-06-01", "2017-06-30")
    target = said["targets"]["task/plan/1/target/2"]
    assert (target["value"], target["minValue"], target["maxValue"], target["optional"]) == (None, 500, 800, True)


def test_each_property_of_a_class_has_its_column(small):
    """A property that a class of nodes comes to have is put into its sheet or is an inverse."""
    classes = {sheet.of: sheet for sheet in sheets()}
    kinds = {}
    for quad in small.store:
        if quad.predicate == RDF.type and quad.object in classes:
            kinds.setdefault(quad.subject, []).append(classes[quad.object])
    absent = {
        local(quad.predicate)
        for quad in small.store
        if quad.subject in kinds and quad.predicate != RDF.type
        if not any(quad.predicate == term(column) for sheet in kinds[quad.subject] for column in sheet.columns)
    }
    assert absent <= INVERSES


def test_the_codebook_explains_each_column_and_code(small):
    rows = tables(small)["codebook"].records()
    columns = {(row["sheet"], row["column"]): row for row in rows if row["column"] and not row["code"]}
    assert columns.keys() == {(sheet.name, column) for sheet in sheets() for column in sheet.columns}
    assert all(
        row["label_zh"] and row["label_en"] and row["meaning_zh"] and row["meaning_en"] for row in columns.values()
    )
    codes = {row["code"]: row["label_zh"] for row in rows if (row["sheet"], row["column"]) == ("assignments", "role")}
    assert codes == {None: "角色", "lead": "牵头", "joint": "共同负责", "support": "配合", "oversee": "指导督查"}


def test_csvw_describes_each_file(small):
    files = export(small, "csv")
    described = {table["url"]: table for table in json.loads(files["csv-metadata.json"])["tables"]}
    assert described.keys() == {name for name in files if name.endswith(".csv")}
    for url, table in described.items():
        head = next(csv.reader(io.StringIO(files[url].decode("utf-8-sig"))))
        assert [column["name"] for column in table["tableSchema"]["columns"]] == head
    value = next(one for one in described["targets.csv"]["tableSchema"]["columns"] if one["name"] == "value")
    assert (value["datatype"], value["propertyUrl"]) == ("decimal", PK.value.value)


def test_no_text_becomes_a_formula(hostile):
    rows = {row["prefLabel"] for row in read_csv(export(hostile, "csv")["bearers.csv"])}
    assert "'=乙&amp;“局”'" in rows  # CSV: an apostrophe before it
    book = load_workbook(io.BytesIO(export(hostile, "xlsx")))
    cells = {cell.value: cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert cells["=乙&amp;“局”'"] == "s"
    assert "f" not in cells.values()


# Networks


def read_network(small, form, kind, folder):
    path = folder / f"network.{FORMATS[form].ending}"
    path.write_bytes(export(small, form, Options(network=kind)))
    readers = {"gexf": nx.read_gexf, "graphml": nx.read_graphml, "pajek": nx.read_pajek}
    return readers[form](path)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_network_of_tasks_has_one_edge_a_pair(small, form, tmp_path):
    graph = read_network(small, form, "tasks", tmp_path)
    assert not graph.is_multigraph()
    assert max(Counter(frozenset(edge) for edge in graph.edges).values()) == 1
    edge = dict(graph.edges["task/plan/2", bearer(small, "某中心")])
    edge.pop("id", None)
    assert edge == {
        "weight": 1, "lead_n": 0, "joint_n": 1, "support_n": 0, "oversee_n": 0,
        "order": 3, "surface": "某中心", "scope": "试点",
    }  # fmt: skip
    assert graph.nodes["task/plan/1"]["label"].startswith("加强教师培训")
    assert set(graph.nodes["bearer/education-140000"]) >= {"label", "kind", "level", "function", "region"}


def bearer(small, name):
    return next(short(q.subject.value) for q in small.store if q.predicate == SKOS.prefLabel and q.object.value == name)


@pytest.mark.parametrize("form", ["gexf", "graphml", "pajek"])
def test_a_network_of_bearers_counts_shared_tasks(small, form, tmp_path):
    graph = read_network(small, form, "bearers", tmp_path)
    names = {node: node if form == "pajek" else about["label"] for node, about in graph.nodes(data=True)}
    weights = {frozenset((names[a], names[b])): weight for a, b, weight in graph.edges(data="weight")}
    county, counties = "山西省阳曲县人民政府", "山西省各县（市、区）人民政府"
    assert weights == {
        frozenset(pair): 1
        for pair in [
            ("山西省教育厅", "山西省财政厅"), ("山西省教育厅", counties), ("山西省财政厅", counties),
            ("山西省财政厅", county), ("山西省财政厅", "某中心"), (county, "某中心"),
        ]
    }  # fmt: skip
    if form != "pajek":
        told = {frozenset((names[a], names[b])): about for a, b, about in graph.edges(data=True)}
        leads = told[frozenset(("山西省教育厅", "山西省财政厅"))]
        assert (leads["lead_n"], leads["support_n"]) == (1, 0)
        assert told[frozenset(("山西省教育厅", counties))]["support_n"] == 1


def test_igraph_reads_dl(small, tmp_path):
    igraph = pytest.importorskip("igraph")
    path = tmp_path / "network.dl"
    path.write_bytes(export(small, "dl", Options(network="bearers")))
    graph = igraph.Graph.Read_DL(str(path), directed=True)
    assert set(graph.vs["name"]) == {
        "山西省教育厅", "山西省财政厅", "山西省各县（市、区）人民政府", "山西省阳曲县人民政府",
        "某中心", "晋试公司", "河南省教育厅",
    }  # fmt: skip
    assert (graph.ecount(), set(graph.es["weight"])) == (12, {1.0})


def test_hostile_text_is_written_and_read(hostile, tmp_path):
    for form in ("gexf", "graphml", "pajek"):
        assert len(read_network(hostile, form, "tasks", tmp_path)) == 3


NETWORK = {"prefLabel", "key", "text", "level", "function", "order", "surface", "scope"}
HOLDS = {"gexf": NETWORK, "graphml": NETWORK, "pajek": {"prefLabel"}}


@pytest.mark.parametrize("form", HOLDS)
def test_what_a_network_holds(small, form, tmp_path):
    """Who is bound to what, in which order and words: no deadlines, targets, places, passages or accounts."""
    graph = read_network(small, form, "tasks", tmp_path)
    pairs = {(name, value(text)) for _, about in graph.nodes(data=True) for name, text in about.items()}
    pairs |= {(name, value(text)) for _, _, about in graph.edges(data=True) for name, text in about.items()}
    pairs |= {("prefLabel", text) for name, text in pairs if name == "label"} | {("prefLabel", node) for node in graph}
    pairs |= {("key", text) for name, text in pairs if name == "number"}
    bound = {quad.object for quad in small.store if quad.predicate == PK.bearer}
    told = [
        quad
        for quad in small.store
        if quad.subject in bound or kinds(small, quad.subject) & {PK.Task, PK.Assignment}
        if quad.predicate != RDF.type and (isinstance(quad.object, Literal) or quad.predicate == PK.function)
    ]
    said = {local(quad.predicate) for quad in told}
    missing = {
        local(quad.predicate) for quad in told if (local(quad.predicate), value(plain(cell(quad.object)))) not in pairs
    }
    assert said - missing == HOLDS[form]


def kinds(small, node):
    return {quad.object for quad in small.store.quads_for_pattern(node, RDF.type, None)}


# Neo4j


def test_neo4j_nodes_and_relationships_hold_every_field(small):
    files = export(small, "neo4j")
    nodes = {
        row[":ID"]: row for name, content in files.items() if name.startswith("nodes-") for row in read_csv(content)
    }
    ties = [row for name, content in files.items() if name.startswith("relationships-") for row in read_csv(content)]
    assert {end for row in ties for end in (row[":START_ID"], row[":END_ID"])} <= nodes.keys()
    assert {"type": nodes["bearer/education-140000"][":LABEL"]} == {"type": "Bearer;Agency"}
    assert ("task/plan/1", "bearer/education-140000", "LEAD_AGENCY") in {tuple(row.values()) for row in ties}
    plain_rows = [
        {key.partition(":")[0]: f"{text}\n{text.replace('; ', MANY)}" for key, text in row.items()}
        for row in nodes.values()
    ]
    pairs = pairs_of(plain_rows) | {
        (name[14:-4], row[":END_ID"])
        for name, content in files.items()
        if name.startswith("relation")
        for row in read_csv(content)
    }
    assert lacking(small, pairs) == RUNS | {"wasGeneratedBy"}


# QDPX, read by pyrefiqda


@pytest.fixture
def project(small, tmp_path):
    path = tmp_path / "project.qdpx"
    path.write_bytes(export(small, "qdpx"))
    return pyrefiqda.RefiProject.load(path, str(tmp_path / "read")), tmp_path / "read"


def codes_of(codes):
    return {guid: name for code in codes for guid, name in [(code.guid, code.name), *codes_of(code.code).items()]}


def test_qdpx_codes_the_words_that_say_so(small, project):
    project, folder = project
    codes = codes_of(project.code_book.codes.code)
    source = next(one for one in project.sources.text_source if one.name == "山西省教师队伍建设任务分工表")
    text = pyrefiqda.RefiProject.resolve_source_path(source.plain_text_path, folder).read_text("utf-8")
    coded = {
        one.name: (text[one.start_position : one.end_position], [codes[c.code_ref.target_guid] for c in one.coding])
        for one in source.plain_text_selection
    }
    assert coded["task/plan/2/assignment/3"] == ("某中心", ["共同负责 joint", "某中心"])
    assert coded["task/plan/1/deadline/1"] == ("2016年底前", ["截至 by"])
    assert coded["task/plan/2/region/1"] == ("阳曲县", ["地区 Region"])
    facts = small.select("SELECT ?id ?surface { ?id pk:task/pk:document ?d ; pk:surface ?surface }")
    plan = {short(str(id)): surface for id, surface in facts if "/plan/" in str(id)}
    assert {id: words for id, (words, _) in coded.items() if id.count("/") == 4} == plan


def test_qdpx_keeps_a_tasks_facts_together_and_the_documents_fields(project):
    project, _ = project
    case = next(one for one in project.cases.case if one.name == "task/plan/1")
    names = {one.guid: one.name for source in project.sources.text_source for one in source.plain_text_selection}
    assert sorted(names[ref.target_guid] for ref in case.selection_ref) == [
        "task/plan/1", "task/plan/1/assignment/1", "task/plan/1/assignment/2", "task/plan/1/assignment/3",
        "task/plan/1/deadline/1", "task/plan/1/target/1", "task/plan/1/target/2",
    ]  # fmt: skip
    variables = {one.guid: one.name for one in project.variables.variable}
    source = next(one for one in project.sources.text_source if one.name.startswith("山西"))
    said = {variables[one.variable_ref.target_guid]: one.text_value for one in source.variable_value}
    assert said == {
        "title": "山西省教师队伍建设任务分工表", "number": "晋试〔2016〕1号", "issued": "2016-03",
        "jurisdiction": "山西省", "level": "province", "layout": "task-table",
    }  # fmt: skip


def test_qdpx_holds_every_field_of_the_facts(small, project):
    """What REFI-QDA has no field for stands in the description of a selection."""
    project, _ = project
    said = {}
    for source in project.sources.text_source:
        for one in source.plain_text_selection:
            lines = (one.description or "").splitlines()
            said[one.name] = dict(line.split(": ", 1) for line in lines) | {
                "start": str(one.start_position), "end": str(one.end_position)
            }  # fmt: skip
    for name in ("assignments", "deadlines", "targets", "places"):
        for row in tables(small)[name].records():
            kept = {
                key: str(text)
                for key, text in row.items()
                if text is not None and key not in ("id", "task", "evidence")
            }
            assert said[row["id"]] == kept


def test_qdpx_takes_the_whole_text_of_the_built_length_only(small, tmp_path):
    length = next(
        int(q.object.value) for q in small.store if q.predicate == PK.characters and "plan" in q.subject.value
    )
    content = export(small, "qdpx", Options(texts={"document/plan": "字" * length}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert ("字" * length).encode() in [archive.read(name) for name in archive.namelist()]
    with pytest.raises(Exception, match="build again"):
        export(small, "qdpx", Options(texts={"document/plan": "字"}))
