"""Word files made by python-docx, with the XML that it has no words for put in by hand."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.formats.compose import compose
from loaders.formats.docx import drafts
from loaders.source import Grid
from ontology.errors import UnreadableError


def read(document):
    stream = io.BytesIO()
    document.save(stream)
    text, blocks = compose(drafts(stream.getvalue(), "plan.docx"))
    return [cells(text, block) if isinstance(block, Grid) else words(text, block) for block in blocks]


def words(text, paragraph):
    piece = text[paragraph.piece.start : paragraph.piece.end]
    return (paragraph.style, piece) if paragraph.style else piece


def cells(text, grid):
    return {
        (cell.row, cell.column, cell.row_span, cell.column_span): "|".join(text[p.start : p.end] for p in cell.pieces)
        for cell in grid.cells
    }


def add(document, inner):
    document.element.body.insert(
        len(document.element.body) - 1,
        parse_xml(
            f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            f"{inner}</w:p>"
        ),
    )


def test_paragraphs_and_tables_come_in_the_order_of_the_body():
    document = docx.Document()
    document.add_heading("物流发展方案", 0)
    document.add_heading("总体要求", 1)
    document.add_paragraph("降低物流成本。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("任务", "责任单位", "建设\n枢纽", "市商务局"), strict=True):
        cell.text = text
    document.add_paragraph("  ")
    document.add_paragraph("附则")
    second = document.add_table(1, 1)
    second.cell(0, 0).text = "完"
    assert read(document) == [
        ("Title", "物流发展方案"),
        ("Heading 1", "总体要求"),
        "降低物流成本。",
        {(0, 0, 1, 1): "任务", (0, 1, 1, 1): "责任单位", (1, 0, 1, 1): "建设\n枢纽", (1, 1, 1, 1): "市商务局"},
        "附则",
        {(0, 0, 1, 1): "完"},
    ]


def test_a_merged_cell_stands_once_with_its_spans():
    document = docx.Document()
    table = document.add_table(4, 3)
    for y in range(4):
        for x in range(3):
            table.cell(y, x).text = f"{y}{x}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "责任单位"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "任务"
    table.cell(2, 1).merge(table.cell(3, 2)).text = "市教育局"
    assert read(document) == [
        {
            (0, 0, 2, 1): "任务",
            (0, 1, 1, 2): "责任单位",
            (1, 1, 1, 1): "11",
            (1, 2, 1, 1): "12",
            (2, 0, 1, 1): "20",
            (2, 1, 2, 2): "市教育局",
            (3, 0, 1, 1): "30",
        }
    ]


def test_a_nested_table_follows_its_outer_table():
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "措施"
    outer.cell(0, 1).text = "市农业局"
    inner = outer.cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text = "甲"
    inner.cell(0, 1).text = "乙"
    assert read(document) == [
        {(0, 0, 1, 1): "措施", (0, 1, 1, 1): "市农业局"},
        {(0, 0, 1, 1): "甲", (0, 1, 1, 1): "乙"},
    ]


def test_a_row_that_was_deleted_is_gone_and_one_that_begins_late_keeps_its_column():
    document = docx.Document()
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, "甲乙丙丁戊己", strict=True):
        cell.text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:author="x"/>'))
    last = table.rows[2]._tr
    last.remove(last.tc_lst[0])
    last.get_or_add_trPr().insert(0, parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))
    assert read(document) == [{(0, 0, 1, 1): "甲", (0, 1, 1, 1): "乙", (1, 1, 1, 1): "己"}]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<w:r><w:t>省</w:t></w:r><w:ins><w:r><w:t>教育</w:t></w:r></w:ins><w:r><w:t>厅</w:t></w:r>", "省教育厅"),
        (
            "<w:r><w:t>省</w:t></w:r><w:del><w:r><w:delText>财政</w:delText></w:r></w:del><w:r><w:t>厅</w:t></w:r>",
            "省厅",
        ),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>", "甲\n乙\t丙"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r>", "见"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>第3页</w:t></w:r>", "第3页"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>lì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>励</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "励",
        ),
        ("<w:r><w:t>达到</w:t></w:r><m:oMath><m:r><m:t>90%</m:t></m:r></m:oMath>", "达到90%"),
    ],
)
def test_a_paragraph_says_what_a_reader_sees(inner, expected):
    document = docx.Document()
    add(document, inner)
    assert read(document) == [expected]


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next():
    document = docx.Document()
    add(document, "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>责任单位：</w:t></w:r>")
    add(document, "<w:r><w:t>市水利局</w:t></w:r>")
    assert read(document) == ["责任单位：市水利局"]


def test_a_text_box_follows_its_paragraph_once():
    box = "<w:txbxContent><w:p><w:r><w:t>机密</w:t></w:r></w:p></w:txbxContent>"
    choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    document = docx.Document()
    add(document, f"<w:r><w:t>正文</w:t><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>")
    assert read(document) == ["正文", "机密"]


NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
    <w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:isLgl/>
    <w:lvlText w:val="%1.%3.%4"/></w:lvl>
  <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>"""


def numbered(*paragraphs):
    """What a document shows whose paragraphs are (list, level, text)."""
    document = docx.Document()
    root = document.part.numbering_part.element
    ns = nsdecls("w")
    root.insert(0, parse_xml(NUMBERING.format(ns=ns)))
    root.append(parse_xml(f'<w:num {ns} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {ns} w:numId="92"><w:abstractNumId w:val="90"/>{restart}</w:num>'))
    for number, level, text in paragraphs:
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        add(document, f"{properties}<w:r><w:t>{text}</w:t></w:r>")
    return read(document)


def test_numbers_that_word_prints_stand_before_the_text():
    assert numbered(
        (91, 0, "构建体系"),
        (91, 1, "健全网络。"),
        (91, 2, "新建站点。"),
        (91, 2, "改造站点。"),
        (91, 3, "县城"),
        (91, 4, "要点"),
        (91, 1, "完善政策。"),
        (91, 2, "落实补贴。"),
        (0, 0, "不编号"),
        (91, 0, "保障措施"),
        (91, 1, "加强领导。"),
        (92, 0, "附件从头编号"),
        (92, 0, "再编"),
    ) == [
        "一、构建体系",
        "（一）健全网络。",
        "1.新建站点。",
        "2.改造站点。",
        "1.2.1 县城",
        "要点",
        "（二）完善政策。",
        "1.落实补贴。",
        "不编号",
        "二、保障措施",
        "（一）加强领导。",
        "一、附件从头编号",
        "二、再编",
    ]


def test_a_cell_with_nothing_but_its_number_shows_the_number():
    document = docx.Document()
    table = document.add_table(2, 2)
    for row in table.rows:
        row.cells[0].paragraphs[0].style = "List Number"
        row.cells[1].text = "任务"
    assert [list(block.values()) for block in read(document)] == [["1.", "任务", "2.", "任务"]]


def test_a_style_numbers_its_paragraphs():
    document = docx.Document()
    document.add_paragraph("甲", "List Number")
    document.add_paragraph("乙", "List Number")
    assert read(document) == [("List Number", "1.甲"), ("List Number", "2.乙")]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (b"PK\x03\x04 not a zip", "plan.docx: broken zip container"),
        (None, "plan.docx: word/document.xml has no body"),
    ],
)
def test_what_cannot_be_read_says_so(damage, message):
    if damage is None:
        import zipfile

        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        damage = stream.getvalue()
    with pytest.raises(UnreadableError, match=message):
        drafts(damage, "plan.docx")
