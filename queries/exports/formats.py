"""The formats that `policykg export` writes, and what of the model each cannot hold (tested)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graph.store.index import Index
from ontology.errors import QuestionError
from queries.exports import jsonld, neo4j, networks, qdpx, spreadsheet, triples
from queries.exports.model import tables
from queries.tables import Words

Files = dict[str, bytes]  # of a folder, by name


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say of an export; each format reads what concerns it."""

    standards: bool = False  # RDF: add the aligned terms
    network: str = "tasks"  # networks: `tasks` or `bearers`
    texts: Mapping[str, str] | None = None  # QDPX: the sources' texts by the document's id


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it makes of the graph, bytes or a folder of files."""

    ending: str  # of the file; "" for a folder
    about: Words
    made: Callable[[Index, Options], bytes | Files]
    takes: frozenset[str] = field(default=frozenset())  # options that concern it


def export(index: Index, name: str, options: Options | None = None) -> bytes | Files:
    """The graph in a format of FORMATS: a file's bytes, or a folder's files by name. The same graph, the same bytes.

    Raises QuestionError for an unknown format.
    """
    if name not in FORMATS:
        raise QuestionError(f"There is no format “{name}”; there are {', '.join(FORMATS)}.")
    return FORMATS[name].made(index, options or Options())


def _network(write: Callable[..., bytes]) -> Callable[[Index, Options], bytes]:
    return lambda index, options: write(networks.network(index, options.network))


def _rdf(write: Callable[..., bytes]) -> Callable[[Index, Options], bytes]:
    return lambda index, options: write(triples.quads_of(index, options.standards))


RDF, NETWORK = frozenset({"standards"}), frozenset({"network"})
FORMATS = {
    "turtle": Format("ttl", Words("RDF, all graphs in one", "RDF，各图合一"), _rdf(triples.as_turtle), RDF),
    "trig": Format("trig", Words("RDF, a graph a document", "RDF，一文件一图"), _rdf(triples.as_trig), RDF),
    "nquads": Format("nq", Words("RDF, a quad a line", "RDF，一行一条"), _rdf(triples.as_nquads), RDF),
    "jsonld": Format("jsonld", Words("RDF as JSON", "JSON 形式的 RDF"), _rdf(jsonld.as_jsonld), RDF),
    "csv": Format(
        "",
        Words("a folder of tables, with CSVW metadata", "表格文件夹，含 CSVW 元数据"),
        lambda index, _: spreadsheet.as_csv_folder(tables(index)),
    ),
    "xlsx": Format(
        "xlsx",
        Words("a workbook of tables, with a codebook", "工作簿，含编码手册"),
        lambda index, _: spreadsheet.as_workbook(tables(index)),
    ),
    "gexf": Format("gexf", Words("network for Gephi", "Gephi 网络"), _network(networks.as_gexf), NETWORK),
    "graphml": Format("graphml", Words("network for Gephi, igraph, R", "网络"), _network(networks.as_graphml), NETWORK),
    "pajek": Format("net", Words("network for Pajek", "Pajek 网络"), _network(networks.as_pajek), NETWORK),
    "dl": Format("dl", Words("network for UCINET", "UCINET 网络"), _network(networks.as_dl), NETWORK),
    "neo4j": Format(
        "",
        Words("a folder for neo4j-admin database import", "Neo4j 导入文件夹"),
        lambda index, _: neo4j.as_neo4j(index, tables(index)),
    ),
    "qdpx": Format(
        "qdpx",
        Words("coded texts for NVivo, MAXQDA, ATLAS.ti", "质性编码项目（NVivo、MAXQDA、ATLAS.ti）"),
        lambda index, options: qdpx.as_qdpx(tables(index), options.texts),
        frozenset({"texts"}),
    ),
}
