"""Tables that lost their borders, in each way that word processors and web pages save them."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loaders.formats.plain import blocks
from loaders.source import Grid, Paragraph, Piece

Table = list[list[str]]


def read(text: str) -> list[str | Table]:
    """Paragraphs as words, tables as rows of cells, a merged one in each slot that it covers."""
    found: list[str | Table] = []
    for block in blocks(text):
        if isinstance(block, Paragraph):
            found.append(text[block.piece.start : block.piece.end])
            continue
        rows = [["?"] * block.columns for _ in range(block.rows)]
        for cell in block.cells:
            words = "".join(text[piece.start : piece.end] for piece in cell.pieces)
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    rows[row][column] = words
        found.append(rows)
    return found


HEAD = ["序号", "工作任务", "责任单位"]
ROWS = [HEAD, ["1", "修建校舍", "县教育局"], ["2", "改造卫生院", "县卫健委"]]


def tab_opened(rows: Table) -> str:
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"


def tab_joined(rows: Table) -> str:
    return "\n".join("\n\t".join(row) for row in rows) + "\n"


def one_line(rows: Table) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n"


def markdown(rows: Table) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "| --- | --- | --- |", *lines[1:]]) + "\n"


def stacked(rows: Table) -> str:
    return "\n".join(cell for row in rows for cell in row) + "\n"


def stroked(rows: Table) -> str:
    return "\n".join(f"{cell} |" for row in rows for cell in row) + "\n"


def barred(rows: Table) -> str:
    return "".join("|\n" + "".join(f"{cell}\n|\n" for cell in row) for row in rows)


def boxed(rows: Table) -> str:
    rule = "+" + "----+" * len(rows[0]) + "\n"
    return rule + "".join("|" + "".join(f" {cell} |" for cell in row) + "\n" + rule for row in rows)


WAYS = [tab_opened, tab_joined, one_line, markdown, stacked, stroked, barred, boxed]


@pytest.mark.parametrize("way", WAYS)
def test_a_table_between_paragraphs(way: object) -> None:
    text = "县分工表\n\n" + way(ROWS) + "\n附则如下。\n"  # type: ignore[operator]
    assert read(text) == ["县分工表", ROWS, "附则如下。"]


CASES: list[tuple[str, str, list[str | Table]]] = [
    ("running text", "修建校舍。\n\n改造卫生院。", ["修建校舍。", "改造卫生院。"]),
    (
        "a line break in a cell",
        tab_opened([HEAD, ["1", "修建\n校舍", "县教育局"], ["2", "修路", "县交通局"]]),
        [[HEAD, ["1", "修建\n校舍", "县教育局"], ["2", "修路", "县交通局"]]],
    ),
    (
        "a line break in a one-line row",
        one_line([HEAD, ["1", "修建\n校舍", "县教育局"], ["2", "修路", "县交通局"], ["3", "架桥", "县交通局"]]),
        [[HEAD, ["1", "修建\n校舍", "县教育局"], ["2", "修路", "县交通局"], ["3", "架桥", "县交通局"]]],
    ),
    (
        "a section row",
        one_line([HEAD, ["1", "修路", "县交通局"]]) + "二、教育\n" + one_line([["2", "修建校舍", "县教育局"]]),
        [[HEAD, ["1", "修路", "县交通局"], ["二、教育"] * 3, ["2", "修建校舍", "县教育局"]]],
    ),
    (
        "a blank cell",
        one_line([*ROWS, ["3", "修路", ""], ["4", "", "县交通局"]]),
        [[*ROWS, ["3", "修路", ""], ["4", "", "县交通局"]]],
    ),
    (
        "merged cells left out at the left",
        tab_opened([*ROWS, ["再建幼儿园", "县财政局"]]),
        [[*ROWS, ["2", "再建幼儿园", "县财政局"]]],
    ),
    (
        "most rows moved left, for their category is merged with that of the first",
        "类别 | 任务 | 责任单位 |\n一、教育 | 1.修校舍 | 县教育局 |\n2.建食堂 | 县住建局 | |\n3.修路 | 县交通局 | |\n",
        [
            [
                ["类别", "任务", "责任单位"],
                ["一、教育", "1.修校舍", "县教育局"],
                ["", "2.建食堂", "县住建局"],
                ["", "3.修路", "县交通局"],
            ]
        ],
    ),
    (
        "stacked, wrapped work",
        stacked([HEAD, ["1", "修建\n校舍", "县教育局"], ["2", "修路", "县交通局"]]),
        [[HEAD, ["1", "修建\n校舍", "县教育局"], ["2", "修路", "县交通局"]]],
    ),
    (
        "stacked, a category merged with that above",
        "序号\n类别\n工作任务\n责任单位\n1\n教育\n修校舍\n县教育局\n2\n建食堂\n县住建局\n3\n交通\n修路\n县交通局\n",
        [
            [
                ["序号", "类别", "工作任务", "责任单位"],
                ["1", "教育", "修校舍", "县教育局"],
                ["2", "", "建食堂", "县住建局"],
                ["3", "交通", "修路", "县交通局"],
            ]
        ],
    ),
    (
        "stacked, a column of remarks that are blank",
        "序号\n工作任务\n责任单位\n完成时限\n备注\n1\n修校舍\n县教育局\n5月底前\n2\n修路\n县交通局\n长期坚持\n说明文字。\n",
        [
            [
                ["序号", "工作任务", "责任单位", "完成时限", "备注"],
                ["1", "修校舍", "县教育局", "5月底前", ""],
                ["2", "修路", "县交通局", "长期坚持", ""],
            ],
            "说明文字。",
        ],
    ),
    (
        "stacked, a title that reads like a heading, a name over two lines, a leader",
        "重点任务分工表\n序号\n类别\n任务\n责任领导\n责任单位\n1\n教育\n修校舍\n张三\n县自然资源和\n规划局\n2\n建食堂\n李四\n县住建局\n",
        [
            "重点任务分工表",
            [
                ["序号", "类别", "任务", "责任领导", "责任单位"],
                ["1", "教育", "修校舍", "张三", "县自然资源和\n规划局"],
                ["2", "", "建食堂", "李四", "县住建局"],
            ],
        ],
    ),
    (
        "stacked, more bearers than columns of theirs: nobody knows whose they are",
        "任务\n牵头单位\n配合单位\n修三所校舍。\n县教育局\n县财政局\n县住建局\n修路。\n县交通局\n县财政局\n县住建局\n",
        [
            "任务",
            "牵头单位",
            "配合单位",
            "修三所校舍。",
            "县教育局",
            "县财政局",
            "县住建局",
            "修路。",
            "县交通局",
            "县财政局",
            "县住建局",
        ],
    ),
    (
        "stacked, without numbers, a line for each column",
        "重点任务\n牵头单位\n配合单位\n修校舍\n县教育局\n县财政局、县住建局\n修路\n县交通局\n县财政局\n说明文字。\n",
        [
            [
                ["重点任务", "牵头单位", "配合单位"],
                ["修校舍", "县教育局", "县财政局、县住建局"],
                ["修路", "县交通局", "县财政局"],
            ],
            "说明文字。",
        ],
    ),
    (
        "stacked, several bearers and a row below that names none",
        "序号\n任务\n责任单位\n时限\n1\n修三所校舍。\n县教育局\n县民政局\n5月底前\n2\n修路。\n县交通局\n6月底前\n修桥。\n7月底前\n",
        [
            [
                ["序号", "任务", "责任单位", "时限"],
                ["1", "修三所校舍。", "县教育局\n县民政局", "5月底前"],
                ["2", "修路。", "县交通局", "6月底前"],
                ["", "修桥。", "", "7月底前"],
            ]
        ],
    ),
    (
        "stacked, without numbers",
        "目标\n任务\n责任单位\n一、办学\n修建三所小学校舍\n市教育局牵头落实\n改造五所中学食堂。\n市教育局、市财政局等\n说明",
        [
            [
                ["目标\n任务", "责任单位"],
                ["一、办学", "一、办学"],
                ["修建三所小学校舍", "市教育局牵头落实"],
                ["改造五所中学食堂。", "市教育局、市财政局等"],
            ],
            "说明",
        ],
    ),
    (
        "stacked, without numbers, a name not told from work",
        "工作任务\n责任单位\n修建三所小学校舍\n市教育局\n市人口计生\n市财政局\n",
        ["工作任务", "责任单位", "修建三所小学校舍", "市教育局", "市人口计生", "市财政局"],
    ),
    (
        "barred, a merged cell left out",
        barred([["任务", "具体要求", "责任科室"], ["办学", "修校舍", "办公室"], ["建食堂", "后勤科"]]),
        [[["任务", "具体要求", "责任科室"], ["办学", "修校舍", "办公室"], ["办学", "建食堂", "后勤科"]]],
    ),
    (
        "barred, rows told by their numbers, which have no heading",
        "任务\n|\n要求\n|\n责任科室\n|\n办学\n|\n1\n|\n修校舍\n|\n办公室\n|\n2\n|\n建食堂\n|\n后勤科\n|\n",
        [[["任务", "", "要求", "责任科室"], ["办学", "1", "修校舍", "办公室"], ["办学", "2", "建食堂", "后勤科"]]],
    ),
    (
        "barred, a blank cell at the row's end for a merged one",
        "序号|任务|要求|责任单位|1|办学|修校舍|县教育局|2|建食堂|县住建局||".replace("|", "\n|\n"),
        [
            [
                ["序号", "任务", "要求", "责任单位"],
                ["1", "办学", "修校舍", "县教育局"],
                ["2", "", "建食堂", "县住建局"],
            ]
        ],
    ),
    (
        "cells that end in a stroke, rows that one opens, headings in traditional script",
        "|\n序號 |\n工作任務 |\n責任單位 |\n|\n1 |\n修校舍 |\n縣教育局 |\n|\n2 |\n建食堂 |\n縣住建局 |",
        ["|", [["序號", "工作任務", "責任單位"], ["1", "修校舍", "縣教育局"], ["2", "建食堂", "縣住建局"]]],
    ),
    (
        "a row a line, spaces between cells and in headings and work",
        "序号 工 作 任 务 责任单位\n--- --------- --------\n1 修 校舍 县教育局\n2 建食堂 县住建局\n3 说明文字",
        [
            [["序号", "工 作 任 务", "责任单位"], ["1", "修 校舍", "县教育局"], ["2", "建食堂", "县住建局"]],
            "3 说明文字",
        ],
    ),
    (
        "a row a line, two spaces between cells, whose bearers come with their roles",
        "序号  任务  要求  责任分工\n1  种树  种 树百棵，  管好。  牵头：林业站；配合：各村\n2  护路  补坑  各村",
        [
            [
                ["序号", "任务", "要求", "责任分工"],
                ["1", "种树  种 树百棵，", "管好。", "牵头：林业站；配合：各村"],
                ["2", "护路", "补坑", "各村"],
            ]
        ],
    ),
    (
        "a row a line, spaces around its strokes",
        "序号 | 任务 | 责任单位\n1 | 修 校舍 | 县教育局\n2 | 建食堂 | 县住建局",
        [[["序号", "任务", "责任单位"], ["1", "修 校舍", "县教育局"], ["2", "建食堂", "县住建局"]]],
    ),
    (
        "strokes between cells alone, the last of which is blank",
        "序号 | 任务 | 责任单位 | 备注\n1 | 修校舍 | 县教育局 | \n2 | 建食堂 | 县住建局 | 新增",
        [[["序号", "任务", "责任单位", "备注"], ["1", "修校舍", "县教育局", ""], ["2", "建食堂", "县住建局", "新增"]]],
    ),
    (
        "strokes between cells alone, the first of which is blank",
        "领导 | 任务 | 责任单位\n张三 | 修校舍 | 县教育局\n | 建食堂 | 县住建局",
        [[["领导", "任务", "责任单位"], ["张三", "修校舍", "县教育局"], ["", "建食堂", "县住建局"]]],
    ),
    (
        "a whole table on one line",
        "序号 | 任务 | 责任单位 | 时间 | 1 | 修校舍 | 县教育局 | 5月 | 2 | 建食堂 | 县住建局 | 6月 |",
        [
            [
                ["序号", "任务", "责任单位", "时间"],
                ["1", "修校舍", "县教育局", "5月"],
                ["2", "建食堂", "县住建局", "6月"],
            ]
        ],
    ),
    (
        "a title in a row of the table, and rows that lost cells merged with those above",
        "某县任务表 | |||\n类别 | 任务 | 责任股室 | 备注 |\n教育 | 修校舍 | 基建股 | 无 |\n建食堂 | 后勤股 | 无 | |",
        [
            "某县任务表",
            [
                ["类别", "任务", "责任股室", "备注"],
                ["教育", "修校舍", "基建股", "无"],
                ["教育", "建食堂", "后勤股", "无"],
            ],
        ],
    ),
    (
        "cells that end in a stroke, rows that lack merged ones at their left and have blank ones at their end",
        "序号 |\n类别 |\n任务 |\n责任股室 |\n备注 |\n1 |\n教育 |\n修校舍 |\n基建股 |\n|\n建食堂 |\n后勤股 |\n|\n||",
        [
            [
                ["序号", "类别", "任务", "责任股室", "备注"],
                ["1", "教育", "修校舍", "基建股", ""],
                ["1", "教育", "建食堂", "后勤股", ""],
            ]
        ],
    ),
    (
        "stacked, a name that goes on in the next line",
        "序号\n任务\n责任单位\n1\n编制规划\n市自然资源局\n利州区分局\n2\n修校舍\n市自然资源局\n利州区分局\n说明文字",
        [
            [
                ["序号", "任务", "责任单位"],
                ["1", "编制规划", "市自然资源局\n利州区分局"],
                ["2", "修校舍", "市自然资源局\n利州区分局"],
            ],
            "说明文字",
        ],
    ),
    (
        "stacked, below a page's buttons that read like a heading",
        "打印全文 分享内容\n序号\n任务\n责任单位\n1\n修校舍\n县教育局\n2\n建食堂\n县住建局",
        [
            "打印全文 分享内容",
            [["序号", "任务", "责任单位"], ["1", "修校舍", "县教育局"], ["2", "建食堂", "县住建局"]],
        ],
    ),
    (
        "stacked, the last of its headings one that nobody knows",
        "序号\n任务\n责任单位\n调整结果\n1\n修校舍\n县教育局\n保留\n2\n建食堂\n县住建局\n新增\n",
        [
            [
                ["序号", "任务", "责任单位", "调整结果"],
                ["1", "修校舍", "县教育局", "保留"],
                ["2", "建食堂", "县住建局", "新增"],
            ]
        ],
    ),
    (
        "full-width strokes",
        "序号｜任务｜责任单位\n1｜修校舍｜县教育局\n2｜建食堂｜县住建局",
        [[["序号", "任务", "责任单位"], ["1", "修校舍", "县教育局"], ["2", "建食堂", "县住建局"]]],
    ),
    (
        "a blank line below the headings",
        "责任单位\t任务\n\n一、办学\n\n县教育局\t修校舍\n县住建局\t建食堂\n\n任务\t责任单位\n修路\t县交通局",
        [
            [["责任单位", "任务"], ["一、办学", "一、办学"], ["县教育局", "修校舍"], ["县住建局", "建食堂"]],
            [["任务", "责任单位"], ["修路", "县交通局"]],
        ],
    ),
    (
        "a row a line, what is merged left out and blank cells put in at the end",
        "时间 | 任务 | 责任处室 | |\n开学 | 2月28日 | 报到 | 教务处 |\n缴费 | 总务处 | | |\n3月1日 | 体检 | 校医室 | |",
        [
            [
                ["时间", "时间", "任务", "责任处室"],
                ["开学", "2月28日", "报到", "教务处"],
                ["开学", "2月28日", "缴费", "总务处"],
                ["开学", "3月1日", "体检", "校医室"],
            ]
        ],
    ),
    (
        "two rows of headings that lost their places",
        "序号 | 任务 | 责任 | 要求 | 备注 | | |\n责任领导 | 责任科室 | 方式 | 措施 | | | |\n"
        "1 | 修校舍 | 张三 | 教务处 | 招标 | 监理 | 无 |\n2 | 建食堂 | 李四 | 总务处 | 自建 | 监理 | 无 |",
        [
            [
                ["序号", "任务", "责任", "", "", "要求", "备注"],
                ["", "", "责任领导", "责任科室", "方式", "措施", ""],
                ["1", "修校舍", "张三", "教务处", "招标", "监理", "无"],
                ["2", "建食堂", "李四", "总务处", "自建", "监理", "无"],
            ]
        ],
    ),
    (
        "stacked, with the numbers behind the first column",
        "完成时间\n序号\n任务\n责任单位\n5月\n1\n修校舍\n县教育局\n同上\n2\n建食堂\n同上\n说明文字",
        [
            [
                ["完成时间", "序号", "任务", "责任单位"],
                ["5月", "1", "修校舍", "县教育局"],
                ["同上", "2", "建食堂", "同上"],
            ],
            "说明文字",
        ],
    ),
    (
        "a frame, a cell of two lines and one that spans rows",
        "┌──┬──┬──┐\n│序号│任务│责任单位│\n├──┼──┼──┤\n│1 │修│县教育局│\n│ │路│ │\n├──┼──┤ │\n│2 │修桥│ │\n└──┴──┴──┘",
        [[["序号", "任务", "责任单位"], ["1", "修路", "县教育局"], ["2", "修桥", "县教育局"]]],
    ),
    ("a frame that does not close", "┌──┬──┐\n│任务│责任单位│", ["┌──┬──┐", "│任务│责任单位│"]),
    (
        "a heading over two of the row below",
        "序号\t任务\t责任单位\n\t\t牵头单位\t配合单位\n1\t修路\t县交通局\t县财政局\n2\t修桥\t县住建局\t各乡镇\n",
        [
            [
                ["序号", "任务", "责任单位", "责任单位"],
                ["", "", "牵头单位", "配合单位"],
                ["1", "修路", "县交通局", "县财政局"],
                ["2", "修桥", "县住建局", "各乡镇"],
            ]
        ],
    ),
    ("strokes, no rows", "|\n工作任务\n|\n责任单位\n|\n说明", ["|", "工作任务", "|", "责任单位", "|", "说明"]),
    ("headings without rows", "序号\n工作任务\n责任单位\n说明文字。", ["序号", "工作任务", "责任单位", "说明文字。"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_layout(text: str, expected: list[str | Table]) -> None:
    assert read(text) == expected


CELLS = {
    "序号": [str(n) for n in range(1, 7)],
    "类别": ["教育", "", "交通", "", "", "卫生"],
    "工作任务": ["建校舍3所。", "培训教师，加强管理", "修路20公里。", "架桥", "整治河道，确保通畅。", "改造病房3间。"],
    "责任领导": ["张三", "李四", "王建国", "赵伟", "刘强", "陈静"],
    "牵头单位": ["县教育局", "县人社局、县教育局", "县交通局", "县住建局", "县水利局", "县卫健局"],
    "配合单位": ["县财政局", "", "各乡镇人民政府", "县财政局、县水利局", "县民政局", ""],
    "完成时限": ["2023年6月底前", "长期坚持", "2023年底前", "2024年", "持续推进", "9月30日前"],
    "备注": [""] * 6,
}


def some_columns(more: set[str], order: list[str], rows: int) -> Table:
    columns = [name for name in [*list(CELLS)[:2], *order] if name in {*more, "工作任务", "牵头单位"}]
    return [columns, *([CELLS[name][n] for name in columns] for n in range(rows))]


@given(
    st.sets(st.sampled_from(sorted({*CELLS} - {"工作任务", "牵头单位"}))),
    st.permutations(list(CELLS)[2:]),
    st.integers(3, 6),
    st.sampled_from(["\n", " ", "　", "   ", "\n|\n", " |\n"]),
)
def test_cells_whose_rows_are_lost_are_read_as_the_table_that_it_was(
    more: set[str], order: list[str], rows: int, between: str
) -> None:
    """Whatever columns it has, in whatever order behind number and category; blank and merged cells are left out."""
    table = some_columns(more, order, rows)
    parting = between if "|" in between else "\n"
    text = parting.join(between.join(filter(None, row)) for row in table)
    assert read(text + (between if "|" in between else "")) == [table]


@given(
    st.sets(st.sampled_from(sorted({*CELLS} - {"工作任务", "牵头单位"}))),
    st.permutations(list(CELLS)[2:]),
    st.integers(3, 6),
    st.sampled_from([("\n", " | ", ""), ("\n", " | ", " |"), ("\n", " |\n", " |")]),
)
def test_rows_moved_left_are_put_back(more: set[str], order: list[str], rows: int, form: tuple[str, str, str]) -> None:
    """A blank cell at the end stands for a merged one that opened the row; what stands where no cell moved stays."""
    table = some_columns(more, order, rows)
    below, between, behind = form
    moved = [row if row[0] else [*row[1:], ""] for row in table]
    (found,) = read(below.join(between.join(row) + behind for row in moved))
    filled = list(accumulate((row[0] for row in table), lambda above, own: own or above))
    assert found == [[first, *row[1:]] for first, row in zip(filled, table, strict=True)]


def test_headings_whose_rows_cannot_be_told_are_said_to_be_unread() -> None:
    text = "序号\n重大\n任务\n责任\n单位\n责任科室\n1\n修校舍\n县教育局\n2\n架桥\n修路\n县交通\n运输局\n已开工\n在建\n"
    first, *rest = blocks(text)
    assert first == Paragraph(Piece(0, text.index("\n1\n")), "unruled-table")
    assert all(isinstance(block, Paragraph) and block.style is None for block in rest)


def test_headings_on_one_line_whose_rows_cannot_be_told_are_said_to_be_unread() -> None:
    text = "序号 任务 要求 责任单位\n1 修校舍 县教育\n局\n说明文字"
    assert [block.style for block in blocks(text) if isinstance(block, Paragraph)] == [
        "unruled-table",
        None,
        None,
        None,
    ]


def test_two_tables_are_two_grids() -> None:
    grids = [block for block in blocks(one_line(ROWS) + "\n另表\n\n" + tab_opened(ROWS)) if isinstance(block, Grid)]
    assert [grid.number for grid in grids] == [1, 2]
    assert [(grid.rows, grid.columns) for grid in grids] == [(3, 3), (3, 3)]


PIECES = ["序号", "工作任务", "\n|\n", "责任单位", "县教育局", "1", "2", "\t", "\n", "\n\n", " | ", "一、", "修路。"]


@example("序号 | 序号\n|\n |  | ")  # a heading over two columns, and a row that is short by one
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_every_character_is_in_one_block(text: str) -> None:
    held = [0] * len(text)
    for block in blocks(text):
        pieces = [block.piece] if isinstance(block, Paragraph) else [p for cell in block.cells for p in cell.pieces]
        for piece in pieces:
            for i in range(piece.start, piece.end):
                held[i] += 1
        if isinstance(block, Grid):
            covered = [
                (r, c)
                for cell in block.cells
                for r in range(cell.row, cell.row + cell.row_span)
                for c in range(cell.column, cell.column + cell.column_span)
            ]
            assert len(covered) == len(set(covered))
            assert all(r < block.rows and c < block.columns for r, c in covered)
    assert max(held, default=0) <= 1
    assert all(count or sign.isspace() or sign in "|-:" for count, sign in zip(held, text, strict=True))
