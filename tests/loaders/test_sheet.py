import datetime
import io
import zipfile

import openpyxl
import pytest
import xlwt

from loaders.formats.compose import compose
from loaders.formats.sheet import _trimmed, csv_drafts, drafts
from loaders.source import Grid
from ontology.errors import UnreadableError


def shown(found):
    text, blocks = compose(found)
    result = []
    for block in blocks:
        if isinstance(block, Grid):
            rows = [[None] * block.columns for _ in range(block.rows)]
            for cell in block.cells:
                words = text[cell.pieces[0].start : cell.pieces[0].end]
                spans = (cell.row_span, cell.column_span)
                rows[cell.row][cell.column] = words if spans == (1, 1) else (words, *spans)
            result.append(rows)
        else:
            result.append((block.style, text[block.piece.start : block.piece.end]))
    return result


def xlsx(fill):
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_merged_cells_span_and_the_title_above_the_head_is_a_paragraph():
    def fill(book):
        sheet = book.active
        sheet["B2"] = "物流任务分工表"
        sheet.merge_cells("B2:E2")
        for row in (["序号", "任务", "责任单位", None], [None, None, "牵头", "配合"], [1, "建站", "市商务局", None]):
            sheet.append([None, *row])
        sheet.append([None, 2, "建网", None, "市邮政局"])
        for merged in ("B3:B4", "C3:C4", "D3:E3", "D5:D6"):
            sheet.merge_cells(merged)

    assert shown(drafts(xlsx(fill), "t.xlsx")) == [
        (None, "物流任务分工表"),
        [
            [("序号", 2, 1), ("任务", 2, 1), ("责任单位", 1, 2), None],
            [None, None, "牵头", "配合"],
            ["1", "建站", ("市商务局", 2, 1), ""],
            ["2", "建网", None, "市邮政局"],
        ],
    ]


def test_each_of_several_sheets_has_its_title_and_hidden_ones_are_left_out():
    def fill(book):
        book.active.title = "任务"
        book.active.append(["甲", "乙"])
        book.create_sheet("空")
        book.create_sheet("措施").append(["丙", "丁"])
        hidden = book.create_sheet("选项")
        hidden.append(["是", "否"])
        hidden.sheet_state = "hidden"

    assert shown(drafts(xlsx(fill), "t.xlsx")) == [
        ("sheet", "任务"),
        [["甲", "乙"]],
        ("sheet", "措施"),
        [["丙", "丁"]],
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (1.1, "General", "1.1"),
        (1.1, "0.00", "1.10"),
        (0.3, "0%", "30%"),
        (0.305, "0.0%", "30.5%"),
        (12000, "#,##0", "12,000"),
        (1.5, "0.00_ ", "1.50"),
        (True, "General", "TRUE"),
        ("  2015年底前\n完成 ", "General", "2015年底前\n完成"),
        (datetime.date(2015, 12, 1), 'yyyy"年"m"月"', "2015年12月"),
        (datetime.date(2015, 6, 30), 'yyyy"年"m"月"d"日";@', "2015年6月30日"),
        (datetime.date(2015, 6, 1), "[$-804]yyyy/mm/dd", "2015/06/01"),
        (datetime.date(2015, 6, 3), "mmm-yy", "2015-06-03"),
        (datetime.datetime(2015, 6, 3, 8, 30), "yyyy-mm-dd hh:mm", "2015-06-03T08:30:00"),
    ],
)
def test_a_cell_holds_what_is_printed(value, number_format, printed):
    def fill(book):
        book.active.append(["时限", value])
        book.active["B1"].number_format = number_format

    assert shown(drafts(xlsx(fill), "t.xlsx")) == [[["时限", printed]]]


@pytest.mark.parametrize(
    "area", [(3, 2, 0, 2), (1, 3, 2, 3), (0, 3, 0, 1)], ids=["upside down", "over another", "from a blank row"]
)
def test_an_area_that_cannot_be_merged_leaves_a_cell_in_each_slot(area):
    rows = [["", "", ""], ["", "任务", "单位"], ["1", "建站", "县教育局"], ["2", "修路", "县交通局"]]
    grid = _trimmed(rows, [(1, 2, 1, 3), area], "t.xls")
    slots = [
        (cell.row + y, cell.column + x)
        for cell in grid.cells
        for y in range(cell.row_span)
        for x in range(cell.column_span)
    ]
    assert sorted(slots) == [(y, x) for y in range(3) for x in range(3)]


def test_a_format_that_the_workbook_does_not_have_leaves_the_value_as_it_is():
    def fill(book):
        book.active.append(["投入", 3.5])
        book.active["B1"].number_format = '0.0"万元"'

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(fill))) as whole, zipfile.ZipFile(stream, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, whole.read(name).replace(b"<numFmt ", b"<nummt "))
    assert shown(drafts(stream.getvalue(), "t.xlsx")) == [[["投入", "3.5"]]]


def test_old_workbooks_have_their_merged_cells_too():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "任务")
    sheet.write(0, 1, "时限")
    sheet.write(1, 0, "建站")
    sheet.write(2, 0, 7)
    sheet.write_merge(1, 2, 1, 1, datetime.date(2015, 12, 31), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    stream = io.BytesIO()
    book.save(stream)
    assert shown(drafts(stream.getvalue(), "t.xls")) == [
        [["任务", "时限"], ["建站", ("2015-12-31", 2, 1)], ["7", None]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "任务,单位\n“建站,建网”,市商务局\n",
        "任务\t单位\n“建站,建网”\t市商务局\n",
        "任务;单位\n“建站,建网”;市商务局\n",
        '任务,单位\n"“建站,建网”",市商务局\n\n',
    ],
)
def test_a_csv_file_is_a_table_whatever_parts_its_cells(text):
    rows = [["任务", "单位"], ["“建站,建网”", "市商务局"]]
    if '"' not in text and "," in text.splitlines()[0]:
        rows = [["任务", "单位", ""], ["“建站", "建网”", "市商务局"]]  # an unquoted comma parts cells
    assert shown(csv_drafts(text, "t.csv")) == [rows]


def test_a_quoted_cell_keeps_its_line_break():
    assert shown(csv_drafts('任务,单位\n"建站\n建网",市商务局\n', "t.csv")) == [
        [["任务", "单位"], ["建站\n建网", "市商务局"]]
    ]


def test_an_open_quotation_mark_says_so():
    with pytest.raises(UnreadableError, match=r"t\.csv: not a csv file .*; look for a quotation mark"):
        csv_drafts('任务,"' + "建站" * 100_000, "t.csv")


@pytest.mark.parametrize(
    ("built_in", "printed"), [(14, "2015/12/1"), (31, "2015年12月1日"), (57, "2015年12月"), (58, "2015-12-01")]
)
def test_formats_that_excel_fills_in_by_the_country_are_the_chinese_ones(built_in, printed):
    def fill(book):
        book.active.append(["时限", datetime.date(2015, 12, 1)])
        book.active["B1"].number_format = "mm-dd-yy"  # 14, as openpyxl calls it

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(fill))) as made, zipfile.ZipFile(stream, "w") as patched:
        for name in made.namelist():
            data = made.read(name)
            patched.writestr(name, data.replace(b'numFmtId="14"', b'numFmtId="%d"' % built_in))
    assert shown(drafts(stream.getvalue(), "t.xlsx")) == [[["时限", printed]]]


def test_what_is_no_workbook_says_so():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    with pytest.raises(
        UnreadableError,
        match=r"t\.xlsx: not a workbook that can be read .*; fetch it again, or open it in Excel or WPS",
    ):
        drafts(stream.getvalue(), "t.xlsx")


def test_an_empty_workbook_says_so():
    with pytest.raises(UnreadableError, match=r"t\.xlsx: no sheet holds anything"):
        drafts(xlsx(lambda book: None), "t.xlsx")
