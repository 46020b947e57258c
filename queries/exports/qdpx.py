"""A REFI-QDA project (QDPX, version 1.5 of the standard) for NVivo, MAXQDA, ATLAS.ti: our coding on the source text.

Codes are the kinds of fact, with roles and types below them, and the bearers by kind; a case is a task, with the
selections that belong to it. The graph holds the passages that are evidence and not the whole text: without the source
texts, a document is those passages at their places and blanks between, so that all offsets hold.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from ontology.errors import QuestionError
from ontology.iri import BASE
from queries.exports.networks import UNWRITABLE
from queries.sheets import EPOCH
from queries.tables import Cell, Table, words

NAMESPACE = "urn:QDA-XML:project:1.0"
Row = dict[str, Cell]
FACTS = {  # sheet: the code of its rows, the column of codes below it, their section in words.toml
    "tasks": ("任务 Task", None, None),
    "assignments": ("责任 Responsibility", "role", "role"),
    "deadlines": ("时限 Deadline", "deadlineType", "type"),
    "targets": ("指标 Target", None, None),
    "places": ("地区 Region", None, None),
}
OF_DOCUMENT = ("title", "number", "issued", "jurisdiction", "level", "layout")
OF_TASK = ("key", "section")
HIDDEN = ("id", "task", "start", "end", "evidence")


def as_qdpx(tables: Mapping[str, Table], texts: Mapping[str, str] | None = None) -> bytes:
    """The project; `texts` are the sources' texts by the document's id, as `policykg build` reads them.

    Raises QuestionError where a given text is not as long as the one that was built.
    """
    rows = {name: table.records() for name, table in tables.items()}
    project = Element("Project", {"xmlns": NAMESPACE, "name": "policykg", "origin": "policykg"})
    _codebook(SubElement(SubElement(project, "CodeBook"), "Codes"), rows)
    variables = SubElement(project, "Variables")
    for name in (*OF_DOCUMENT, *OF_TASK):
        SubElement(variables, "Variable", {"guid": _guid("variable", name), "name": name, "typeOfVariable": "Text"})
    _cases(SubElement(project, "Cases"), rows)
    sources, files = SubElement(project, "Sources"), {}
    for document in rows["documents"]:
        text = _text(document, rows, texts)
        guid = _guid("source", document["id"])
        files[f"sources/{guid}.txt"] = text.encode()
        _source(sources, document, guid, rows)
    xml = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(project, encoding="utf-8") + b"\n"
    return _zipped({"project.qde": xml, **files})


def _guid(*name: Cell) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, BASE + "/".join(map(str, name))))


def _codebook(codes: Element, rows: Mapping[str, list[Row]]) -> None:
    for sheet, (name, _, section) in FACTS.items():
        code = _code(codes, sheet, name)
        for value, said in words().get(section or "", {}).items():
            _code(code, f"{sheet}/{value}", f"{said.zh} {said.en}")
    bearers = _code(codes, "bearers", "责任主体 Bearers")
    for kind, said in words()["kind"].items():
        members = [row for row in rows["bearers"] if row["class"] == kind]
        if members:
            group = _code(bearers, f"bearers/{kind}", f"{said.zh} {said.en}")
            for row in members:
                _code(group, str(row["id"]), str(row["prefLabel"]), description=str(row["id"]))


def _code(above: Element, key: str, name: str, description: str | None = None) -> Element:
    code = SubElement(above, "Code", {"guid": _guid("code", key), "name": _clean(name), "isCodable": "true"})
    if description:
        SubElement(code, "Description").text = description
    return code


def _cases(cases: Element, rows: Mapping[str, list[Row]]) -> None:
    members: dict[Cell, list[Cell]] = {row["id"]: [row["id"]] for row in rows["tasks"]}
    for sheet in FACTS:
        for row in rows[sheet] if sheet != "tasks" else ():
            members[row["task"]].append(row["id"])
    for task in rows["tasks"]:
        case = SubElement(cases, "Case", {"guid": _guid("case", task["id"]), "name": str(task["id"])})
        SubElement(case, "Description").text = _clean(str(task["text"]))
        _values(case, task, OF_TASK)
        SubElement(case, "SourceRef", {"targetGUID": _guid("source", task["document"])})
        for one in members[task["id"]]:
            SubElement(case, "SelectionRef", {"targetGUID": _guid("selection", one)})


def _values(owner: Element, row: Row, names: tuple[str, ...]) -> None:
    for name in names:
        if row[name] is not None:
            value = SubElement(owner, "VariableValue")
            SubElement(value, "VariableRef", {"targetGUID": _guid("variable", name)})
            SubElement(value, "TextValue").text = _clean(str(row[name]))


def _source(sources: Element, document: Row, guid: str, rows: Mapping[str, list[Row]]) -> None:
    about = {"guid": guid, "name": _clean(str(document["title"])), "plainTextPath": f"internal://{guid}.txt"}
    source = SubElement(sources, "TextSource", about)
    tasks = {row["id"] for row in rows["tasks"] if row["document"] == document["id"]}
    passages = {row["id"]: row for row in rows["evidence"]}
    for task in rows["tasks"]:
        if task["id"] in tasks:
            _selection(source, task, passages[task["evidence"]], "tasks")
    for sheet in FACTS:
        for row in rows[sheet] if sheet != "tasks" else ():
            if row["task"] in tasks:
                _selection(source, row, row, sheet)
    _values(source, document, OF_DOCUMENT)


def _selection(source: Element, row: Row, place: Row, sheet: str) -> None:
    """A run of characters with its codes; what REFI-QDA has no field for stands in the description."""
    at = {"startPosition": str(place["start"]), "endPosition": str(place["end"])}
    selection = SubElement(
        source, "PlainTextSelection", {"guid": _guid("selection", row["id"]), "name": str(row["id"]), **at}
    )
    said = [f"{name}: {value}" for name, value in row.items() if value is not None and name not in HIDDEN]
    if sheet != "tasks":
        SubElement(selection, "Description").text = _clean("\n".join(said))
    _, column, _ = FACTS[sheet]
    codes = [f"{sheet}/{row[column]}" if column else sheet]
    codes += [str(row["agency"])] if sheet == "assignments" else []
    for code in codes:
        coding = SubElement(selection, "Coding", {"guid": _guid("coding", row["id"], code)})
        SubElement(coding, "CodeRef", {"targetGUID": _guid("code", code)})


def _text(document: Row, rows: Mapping[str, list[Row]], texts: Mapping[str, str] | None) -> str:
    file = next(row for row in rows["sources"] if row["id"] == document["hadPrimarySource"])
    length = int(file["characters"] or 0)
    if texts is not None and str(document["id"]) in texts:
        text = texts[str(document["id"])]
        if len(text) != length:
            raise QuestionError(f"{file['fileName']}: not the text that was built; build again, then export")
        return text
    blank = [" "] * length
    for passage in rows["evidence"]:
        if passage["document"] == document["id"]:
            start, end = int(passage["start"] or 0), int(passage["end"] or 0)
            blank[start:end] = str(passage["quote"])
            if end < length and blank[end] == " ":
                blank[end] = "\n"
    return "".join(blank)


def _clean(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
