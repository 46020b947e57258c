"""What holds for every document: facts stand where they are said to, nothing is lost, layout changes no fact."""

from __future__ import annotations

import hashlib
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.context import Context
from loaders.extract import extract
from loaders.formats.flattened import blocks
from loaders.source import Grid, Source
from ontology.records import Document, SourceFile

CITY = Context(jurisdiction="四川省广元市", issued="2020")
NUMBERED = [
    "1.修建校舍3所，2020年底前完成。（责任单位：市教育局、市财政局）",
    "2.改造医院。（市卫生健康委牵头，市财政局、各县区人民政府配合）",
    "3.改善食堂。责任单位：市教育局；各县区人民政府。",
    "4.发展夜市，培育商户200家。",
    "（一）建设公园（市城管执法局会同市自然资源局）。",
    "一、强化保障（市财政局牵头）",
    "（二）安排资金500万元。",
    "牵头单位：市商务局",
    "配合单位：市公安局",
    "完成时限：2021年6月底前",
    "各县区要加强领导。",
    "",
]
TABLE = "\t序号\n\t工作任务\n\t责任单位\n\n\t1\n\t修建公路\n\t市交通运输局\n\n\t2\n\t架设桥梁\n\t市交通运输局\n"


def source(text: str) -> Source:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(SourceFile("件.txt", digest, "text/plain", "utf-8", len(text)), text, blocks(text))


def read(text: str) -> Document:
    return extract(source(text), CITY)


def facts(document: Document) -> list[tuple[object, ...]]:
    """All that the tasks say, without places."""
    return [
        (
            normalize("NFKC", "".join(task.text.split())),
            [(a.role, a.agency, a.kind, a.scope) for a in task.assignments],
            [(d.type, d.date) for d in task.deadlines],
            [(normalize("NFKC", t.indicator), t.value, t.unit, t.comparator) for t in task.targets],
            [m.region for m in task.regions],
        )
        for task in document.tasks
    ]


texts = st.lists(st.sampled_from([*NUMBERED, TABLE]), max_size=9).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_evidence_quotes_the_source_and_holds_its_facts(text: str) -> None:
    for task in read(text).tasks:
        found = [*task.assignments, *task.deadlines, *task.targets, *task.regions]
        for evidence in [task.evidence, *(fact.evidence for fact in found)]:
            assert evidence is not None
            assert text[evidence.start : evidence.end] == evidence.quote
        for fact in found:
            assert fact.evidence is not None
            assert fact.evidence.start <= fact.start < fact.end <= fact.evidence.end


@settings(max_examples=60, deadline=None)
@given(texts | st.text(max_size=80))
def test_every_line_is_in_the_ledger_once(text: str) -> None:
    document = read(text)
    entries = [(entry.start, entry.end) for entry in document.ledger]
    assert entries == sorted(entries)
    for block in source(text).blocks:
        if isinstance(block, Grid):
            pieces = [cell.pieces[0] for cell in block.cells if cell.column == 0]
        else:
            pieces = [block.piece]
        for piece in pieces:
            words = text[piece.start : piece.end].strip("\u200b\u200e\ufeff\u00ad\x00 \t")
            if words and not set(words) <= {*map(chr, range(32)), "\x7f"}:
                inside = [e for e in entries if e[0] < piece.end and piece.start < e[1]]
                assert inside, text[piece.start : piece.end]


@settings(max_examples=40, deadline=None)
@given(texts, st.data())
def test_full_width_and_white_space_change_no_fact(text: str, data: st.DataObject) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    narrow = str.maketrans("（）：；", "():;")
    changed = text.translate(data.draw(st.sampled_from([wide, narrow, {}])))
    changed = "\n".join("　　" + line if line and line[0] != "\t" else line for line in changed.split("\n"))
    assert facts(read(changed)) == facts(read(text))


def test_a_concatenation_has_the_facts_of_both() -> None:
    prose = "\n".join(NUMBERED[:3])
    assert facts(read(prose + "\n\n" + TABLE)) == facts(read(prose)) + facts(read(TABLE))
    between = "\n".join(NUMBERED[:2])  # no cell of the table above swallows what stands before the next
    assert facts(read("\n".join([TABLE, between, "", TABLE]))) == facts(read(TABLE)) + facts(read(between)) + facts(
        read(TABLE)
    )


def test_same_input_same_records() -> None:
    text = "\n".join([*NUMBERED, TABLE])
    assert read(text) == read(text)


PROSE: list[tuple[str, str, list[str]]] = [
    (
        "a note governs the text before it",
        "1.甲事。（责任单位：市教育局）乙事。（责任单位：市财政局）",
        ["1 甲事。 市教育局", "1+1 乙事。 市财政局"],
    ),
    ("labels below", "1.甲事。\n牵头单位：市教育局\n配合单位：市财政局", ["1 甲事。 市教育局 市财政局"]),
    (
        "a heading's note",
        "一、总则（市教育局牵头）\n1.甲事。\n2.乙事。（市财政局负责）",
        ["1 甲事。 市教育局", "2 乙事。 市财政局"],
    ),
    (
        "a last sub-point's note",
        "1.甲事：\n（1）乙；\n（2）丙。（市教育局负责）\n2.丁事。（市财政局负责）",
        ["1 甲事：（1）乙；（2）丙。 市教育局", "2 丁事。 市财政局"],
    ),
    (
        "measures with notes",
        "1.甲事：（1）乙。（市教育局负责）（2）丙。（市财政局负责）\n2.丁事。（市财政局负责）",
        ["1.1 乙。 市教育局", "1.2 丙。 市财政局", "2 丁事。 市财政局"],
    ),
    (
        "numbering restarts",
        "一、教育\n1.甲事。（市教育局负责）\n二、财政\n1.乙事。（市财政局负责）",
        ["1.1 甲事。 市教育局", "2.1 乙事。 市财政局"],
    ),
    (
        "notes without numbers",
        "甲事。（市教育局负责）\n乙事。（市财政局负责）",
        ["1 甲事。 市教育局", "2 乙事。 市财政局"],
    ),
    (
        "a preface before notes without numbers",
        "为推进工作，现作如下分工。有关事项，一起来看——\n教育方面\n甲事。（市教育局负责）\n乙事。（市财政局负责）",
        ["1 甲事。 市教育局", "2 乙事。 市财政局"],
    ),
    ("no notes at all", "一、总则\n1.甲事。\n2.乙事。", ["1 甲事。", "2 乙事。"]),
    (
        "a sentence that says who leads, in a plan without notes",
        "一、总则\n1.甲事。\n2.乙事。市教育局牵头，市财政局配合。",
        ["1 甲事。", "2 乙事。 市教育局 市财政局"],
    ),
    ("a person is no bearer", "1.甲事。（责任人：张某）\n2.乙事。（市财政局负责）", ["2 乙事。 市财政局"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in PROSE], ids=[case[0] for case in PROSE])
def test_prose(text: str, expected: list[str]) -> None:
    said = [" ".join([task.key, task.text, *(a.surface for a in task.assignments)]) for task in read(text).tasks]
    assert said == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("（责任单位：市教育局；完成时限：2022年6月）", [("in", "2022-06")]),
        ("（牵头单位：市教育局；配合单位：市财政局；完成时限：长期坚持）", [("ongoing", None)]),
        ("\n责任单位：市教育局\n完成时限：2022年10月底前", [("by", "2022-10")]),
        ("（责任单位：市教育局、2022年项目办）", []),
    ],
)
def test_a_label_of_time_says_what_its_date_is(note: str, expected: list[tuple[str, str | None]]) -> None:
    (task,) = read(f"1.修校舍。{note}").tasks
    assert [(due.type, due.date) for due in task.deadlines] == expected
