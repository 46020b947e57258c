"""A small made-up plan of 山西省 that uses every field of the records, and a graph of it and of what it cites."""

from dataclasses import replace

import pytest

from graph.folder.files import write
from graph.store.index import open_index
from ontology.records import (
    Assignment,
    Citation,
    Correction,
    Deadline,
    Document,
    Entry,
    Evidence,
    Finding,
    Mention,
    SourceFile,
    Target,
    Task,
)

TEXT = (
    "建设实训中心30所。省教育厅牵头，省财政厅、各市人民政府配合。2017年底前\n在太原市试点，投入500至800万元。某局负责"
)


def place(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def passage(words, **cell):
    return Evidence(**place(words), quote=words, **cell)


NOTE = passage("省教育厅牵头，省财政厅、各市人民政府配合。", page=2, table=1, row=3, column=4)
DUTY = passage("某局负责")
ROW = passage("2017年底前\n在太原市试点，投入500至800万元。", page=2, table=1, row=4)


def assignment(surface, agency, role, order, **more):
    known = {"kind": "agency", "agency_id": None, "function": None, "level": "province", "region": "140000"}
    told = {"scope": None, "match": "registry", "rule": "list", "evidence": NOTE}
    return Assignment(surface=surface, agency=agency, role=role, order=order, **place(surface), **known | told | more)


def make_document():
    education = assignment("省教育厅", "山西省教育厅", "lead", 1, agency_id="education-140000", function="education")
    finance = assignment("省财政厅", "山西省财政厅", "support", 2, agency_id="finance-140000", function="finance")
    cities = assignment("各市人民政府", "山西省各市人民政府", "support", 3, kind="collective", match="collective")
    unknown = assignment(
        "某局", "某局", "joint", 1, level=None, region=None, match="unknown", scope="试点", evidence=DUTY
    )
    other = replace(education, role="joint", order=2, evidence=None)
    first = Task(
        key="1",
        section=("一、总体要求", "（一）目标"),
        text="建设实训中心30所。",
        assignments=(education, finance, cities),
        deadlines=(Deadline("2017年底前", "by", "2017", "建成", "cell", **place("2017年底前"), evidence=ROW),),
        targets=(
            Target(
                "建设实训中心30所",
                "建设实训中心",
                30.0,
                "所",
                ">=",
                "2017",
                False,
                "count",
                **place("建设实训中心30所"),
            ),
        ),
        regions=(),
        evidence=passage("建设实训中心30所。", page=2, table=1, row=3),
    )
    second = Task(
        key="1",
        section=(),
        text="在太原市试点，投入500至800万元。",
        assignments=(unknown, other),
        deadlines=(Deadline("某局", "ongoing", None, None, "cell", **place("某局")),),
        targets=(
            Target(
                "投入500至800万元",
                "投入",
                (5e6, 8e6),
                "元",
                "range",
                None,
                True,
                "span",
                **place("投入500至800万元"),
                evidence=ROW,
            ),
        ),
        regions=(Mention("太原市", "山西省太原市", "140100", "place", **place("太原市"), evidence=ROW),),
        evidence=ROW,
    )
    return Document(
        id="sample-plan",
        title="山西省实训中心建设方案",
        number="晋政发〔2016〕1号",
        issued="2016-03",
        jurisdiction="山西省",
        level="province",
        layout="task-table",
        issuers=("山西省人民政府",),
        addressees="各市人民政府：",
        citations=(
            Citation("国务院关于印发《国家实训方案》的通知", "国发〔2015〕9号", "applies", 0, 4),
            Citation("旧方案", None, "repeals", 4, 6),
        ),
        inferred=(("jurisdiction", "given by --jurisdiction"),),
        source=SourceFile("plans/sample-plan.txt", "ab" * 32, "text/plain", "utf-8", len(TEXT)),
        tasks=(first, second),
        ledger=(Entry(0, 9, "task", "1"), Entry(9, 20, "unread", "no responsible cell")),
        findings=(Finding("unknown-agency", "某局 is in no registry; add it to agencies.csv", 50, 52, 4),),
        corrections=(
            Correction(
                *("task/sample-plan/1/assignment/2", "省财政厅", "alias", "山西省财政局", "山西省财政厅"),
                *("张三", "2016-05-01", "the province has a 厅"),
            ),
        ),
    )


def make_cited():
    return replace(
        make_document(),
        id="国家方案",
        title="国务院关于印发国家实训方案的通知",
        number=None,
        issued=None,
        jurisdiction="中国",
        level="national",
        citations=(),
        tasks=(),
        ledger=(),
        findings=(),
        source=SourceFile("国家方案.txt", "cd" * 32, "text/plain", None, 100),
    )


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def cited():
    return make_cited()


@pytest.fixture
def folder(tmp_path, document, cited):
    write(tmp_path / "kg", [(document, "context"), (cited, "")], rules="1")
    return tmp_path / "kg"


@pytest.fixture
def index(folder):
    return open_index(folder)
