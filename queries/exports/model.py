"""The graph as sheets: one row a node, one column a property (sheets.toml), and a codebook that explains each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from graph.store.index import Index
from ontology.terms import DCTERMS, ORG, PK, PROV, RDF, RDFS, SKOS
from ontology.vocabulary import vocabulary
from queries.select import plain, table_cell
from queries.tables import Cell, Column, Table, Words, words

MANY = "\n"  # between the values of a cell that holds several; no name holds a line break
OTHERS: dict[str, tuple[NamedNode, Words, Words]] = {  # columns that are no terms of ours
    "id": (RDF.type, Words("Id", "编号"), Words("What `policykg why` takes.", "可供 policykg why 查询的编号。")),
    "class": (RDF.type, Words("Kind", "类别"), Words("The kind of bearer.", "责任主体的类别。")),
    "identifier": (DCTERMS.identifier, Words("Name", "文件名"), Words("The document's id in policykg.", "文件编号。")),
    "label": (RDFS.label, Words("Called", "称谓"), Words("What answers call it.", "答案中的称谓。")),
    "title": (DCTERMS.title, Words("Title", "标题"), Words("Title, without 《》.", "标题，不含书名号。")),
    "prefLabel": (SKOS.prefLabel, Words("Name", "名称"), Words("Full Chinese name.", "中文全称。")),
    "prefLabel_en": (SKOS.prefLabel, Words("English name", "英文名称"), Words("English name.", "英文名称。")),
    "altLabel": (SKOS.altLabel, Words("Other names", "其他名称"), Words("Other names in use.", "其他称谓。")),
    "hadPrimarySource": (
        PROV.hadPrimarySource,
        Words("Source file", "源文件"),
        Words("The file it was read from.", "所读取的文件。"),
    ),
    "reference": (DCTERMS.source, Words("Source", "出处"), Words("Where it is told.", "出处。")),
    "wasGeneratedBy": (PROV.wasGeneratedBy, Words("Run", "运行"), Words("The run that made it.", "生成它的运行。")),
    "originalOrganization": (
        ORG.originalOrganization,
        Words("Before", "原机构"),
        Words("What was there before the event.", "变化之前的机构或地区。"),
    ),
    "resultingOrganization": (
        ORG.resultingOrganization,
        Words("After", "新机构"),
        Words("What is there since the event.", "变化之后的机构或地区。"),
    ),
}
NAMED = frozenset({"leadAgency", "jointAgency", "supportAgency", "overseeAgency", "firstAgency", "principal", "bearer"})
SEVERAL = NAMED | frozenset(
    "region inRegion issuer inferred applies cites replaces repeals refersTo altLabel succeededBy hasMember"
    " originalOrganization resultingOrganization number".split()
)
CODES = {"role": "role", "class": "kind", "level": "level", "layout": "layout", "deadlineType": "type"} | {
    name: name for name in ("relation", "fate", "match")
}
NUMBERS = re.compile(r"(\d+)")
Values = Mapping[NamedNode, list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A class of nodes and the columns that tell of them."""

    name: str
    of: NamedNode
    columns: tuple[str, ...]


@cache
def sheets() -> tuple[Sheet, ...]:
    """The sheets, in the order of sheets.toml."""
    data = tomllib.loads(Path(__file__).with_name("sheets.toml").read_text(encoding="utf-8"))
    return tuple(
        Sheet(name, getattr(PK, entry["class"]), ("id", *entry["columns"].split())) for name, entry in data.items()
    )


def term(column: str) -> NamedNode:
    """The property that a column holds."""
    return OTHERS[column][0] if column in OTHERS else getattr(PK, column)


def tables(index: Index) -> dict[str, Table]:
    """Each sheet's table, and the codebook; rows as the documents have them."""
    model = _Model(index)
    return {sheet.name: model.table(sheet) for sheet in sheets()} | {"codebook": codebook()}


class _Model:
    """All nodes with their values, and what printing them needs: names, and places in a task's list."""

    def __init__(self, index: Index) -> None:
        self.nodes: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = {}
        for quad in index.store:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self.nodes.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
        self.order: dict[tuple[NamedNode, NamedNode], int] = {}
        for values in self.nodes.values():
            if PK.Assignment in values.get(RDF.type, ()):
                task, bearer, order = (values[name][0] for name in (PK.task, PK.agency, PK.order))
                assert isinstance(task, NamedNode) and isinstance(bearer, NamedNode)
                place = int(order.value)
                self.order[task, bearer] = min(place, self.order.get((task, bearer), place))

    def table(self, sheet: Sheet) -> Table:
        found = [(node, values) for node, values in self.nodes.items() if sheet.of in values.get(RDF.type, ())]
        found.sort(key=lambda pair: _place(*pair))
        rows = (tuple(self._cell(node, values, name) for name in sheet.columns) for node, values in found)
        return Table(tuple(Column(name, heading(name)) for name in sheet.columns), tuple(rows))

    def _cell(self, node: NamedNode, values: Values, column: str) -> Cell:
        if column == "id":
            return plain(node.value)
        objects = values.get(term(column), [])
        if column == "class":
            objects = [one for one in objects if one != PK.Bearer]
        if term(column) == SKOS.prefLabel:
            language = "en" if column.endswith("_en") else "zh"
            objects = [one for one in objects if isinstance(one, Literal) and one.language == language]
        if column in NAMED:
            bearers = [one for one in objects if isinstance(one, NamedNode)]
            bearers.sort(key=lambda one: (self.order.get((node, one), 0), one.value))
            return MANY.join(dict.fromkeys(map(self._name, bearers))) or None
        cells = list(map(table_cell, objects))
        return cells[0] if len(cells) == 1 else MANY.join(sorted(map(str, cells))) or None

    def _name(self, bearer: NamedNode) -> str:
        labels = self.nodes.get(bearer, {}).get(SKOS.prefLabel, ())
        return next((one.value for one in labels if isinstance(one, Literal) and one.language == "zh"), bearer.value)


def _place(node: NamedNode, values: Values) -> tuple[str, int, list[tuple[int, str]]]:
    """Tasks as the document has them, everything else by id, 2 before 10."""
    position = values.get(PK.position, [Literal(0)])[0].value if PK.Task in values[RDF.type] else "0"
    document = values[PK.document][0].value if position != "0" else ""
    parts = [(int(part), "") if part.isdecimal() else (0, part) for part in NUMBERS.split(node.value)]
    return document, int(position), parts


def heading(column: str) -> Words:
    """What people call a column."""
    return OTHERS[column][1] if column in OTHERS else Words(*vocabulary()[column].label)


def codebook() -> Table:
    """Each sheet, column and code: its property, type and meaning in both languages, from the vocabulary."""
    columns = (
        Column("sheet", Words("Sheet", "工作表")),
        Column("column", Words("Column", "列")),
        Column("code", Words("Code", "代码")),
        Column("label_en", Words("English", "英文")),
        Column("label_zh", Words("Chinese", "中文")),
        Column("meaning_en", Words("Meaning", "英文释义")),
        Column("meaning_zh", Words("Meaning (Chinese)", "释义")),
        Column("datatype", Words("Type", "类型")),
        Column("property", Words("Property", "属性")),
    )
    return Table(columns, tuple(row for sheet in sheets() for row in _explained(sheet)))


def _explained(sheet: Sheet) -> Iterable[tuple[Cell, ...]]:
    about = vocabulary()[sheet.of.value.removeprefix(PK.base)]
    yield sheet.name, None, None, *about.label, *about.definition, None, sheet.of.value
    for name in sheet.columns:
        label = heading(name)
        meaning = OTHERS[name][2] if name in OTHERS else Words(*vocabulary()[name].definition)
        yield sheet.name, name, None, label.en, label.zh, meaning.en, meaning.zh, datatype(name), term(name).value
        for code, said in words().get(CODES.get(name, ""), {}).items():
            yield sheet.name, name, code, said.en, said.zh, None, None, None, None


def datatype(column: str) -> str:
    """The XML Schema type of a column's values, or `id` where they are ids of nodes, `text` where they are names."""
    if column in OTHERS:
        return (
            "string"
            if column in ("identifier", "label", "title", "prefLabel", "prefLabel_en", "altLabel", "class", "reference")
            else "id"
        )
    about = vocabulary()[column]
    if column in NAMED or "DatatypeProperty" in about.types:
        kind = (about.range or "").rpartition("#")[2].rpartition("/")[2]
        return kind if column not in NAMED and kind in ("integer", "decimal", "boolean", "date", "gYear") else "string"
    return "id"
