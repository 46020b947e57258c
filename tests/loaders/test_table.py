"""What the columns of a table mean, and what its rows become."""

from __future__ import annotations

import hashlib

import pytest

from loaders.context import Context
from loaders.extract import extract
from loaders.formats.flattened import blocks
from loaders.layout.columns import is_heading_row, meaning
from loaders.source import Cell, Grid, Piece, Source
from ontology.records import Document, SourceFile

Rows = list[list[str]]


def source(text: str, grid: Grid | None = None) -> Source:
    digest = hashlib.sha256(text.encode()).hexdigest()
    media, encoding = ("text/plain", "utf-8") if grid is None else ("application/pdf", None)
    file = SourceFile("表", digest, media, encoding, len(text))
    return Source(file, text, blocks(text) if grid is None else (grid,))


def flattened(rows: Rows) -> Document:
    """The document that holds one table saved as text, a cell a tab-opened line."""
    text = "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"
    return extract(source(text), Context(jurisdiction="四川省广元市", issued="2020"))


def explicit(rows: Rows, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Document:
    """The document that holds one table; `spans` are {(row, column): (rows, columns)}, ^ is a slot that they cover."""
    text, cells = "", []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words != "^":
                height, width = (spans or {}).get((r, c), (1, 1))
                cells.append(Cell((Piece(len(text), len(text) + len(words)),), r, c, height, width))
                text += words + "\n"
    grid = Grid(tuple(cells), len(rows), max(map(len, rows)), 1)
    return extract(source(text, grid), Context(jurisdiction="四川省广元市", issued="2020"))


def told(document: Document) -> list[str]:
    """A line a task: key, headings, text and bearers by role."""
    return [
        " ".join(
            [task.key, "/".join(task.section) or "-", task.text, *(f"{a.role}:{a.surface}" for a in task.assignments)]
        )
        for task in document.tasks
    ]


MEANINGS = [
    ("序号", "number"),
    ("工作任务", "task"),
    ("责任单位", "joint"),
    ("牵头单位", "lead"),
    ("配合单位", "support"),
    ("协同责任单位", "support"),
    ("主要协作单位", "support"),
    ("2022年预期目标", "task"),
    ("2022年", None),
    ("民生实事", "task"),
    ("主要责任单位", "lead"),
    ("牵头责任单位", "lead"),
    ("督导单位", "oversee"),
    ("完成时限", "deadline"),
    ("责 任 部 门", "joint"),
    ("责任单位（第一个为牵头单位）", "joint"),
    ("责任单位（牵头）", "lead"),
    ("责任部门(配合单位)", "support"),
    ("工作任务（配合）", "task"),
    ("分管领导", "person"),
    ("备注", "note"),
    ("工作完成情况", "note"),
    ("当前进度", "note"),
    ("时间进度", "deadline"),
    ("建设年限", "deadline"),
    ("二季度", "note"),
    ("二季度目标", "period"),
    ("上半年工作安排", "period"),
    ("分值", "score"),
    ("类别", "category"),
    ("组织承办部门", "lead"),
    ("承办职能科", "lead"),
    ("发起部门", "lead"),
    ("申报单位", "joint"),
    ("检查主体", "joint"),
    ("公开主体", "joint"),
    ("公开渠道和载体", "note"),
    ("抽查比例及频次", "note"),
    ("责任处（科）室", "joint"),
    ("目标数量", "task"),
    ("被检查单位", None),
    ("股室", "joint"),
    ("责任站所", "joint"),
    ("决策主体", "note"),
    ("履行程序要求", "note"),
    ("修建校舍3所", None),
    ("", None),
]


@pytest.mark.parametrize(("heading", "expected"), MEANINGS)
def test_meaning(heading: str, expected: str | None) -> None:
    assert meaning(heading) == expected


@pytest.mark.parametrize(
    ("cells", "heads"),
    [
        (["序号", "工作任务", "责任单位"], True),
        (["序号", "修建校舍，改善食堂。", "市教育局"], False),
        (["责任单位", "配合部门"], True),
        (["工作任务", "工作内容"], False),
    ],
)
def test_is_heading_row(cells: list[str], heads: bool) -> None:
    assert is_heading_row(cells) is heads


HEAD = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]
FIRST = ["1", "修建校舍", "市教育局", "市财政局", "2020年底前"]
SECOND = ["2", "改造医院", "市卫生健康委", "市财政局", "持续推进"]
TOLD = ["1 - 修建校舍 lead:市教育局 joint:市财政局", "2 - 改造医院 lead:市卫生健康委 joint:市财政局"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (0, 2, 1, 4, 3), (3, 2, 0, 1, 4), (4, 3, 2, 1, 0), (2, 1, 0, 3, 4)])
@pytest.mark.parametrize("make", [flattened, explicit])
def test_columns_in_any_order(make: object, order: tuple[int, ...]) -> None:
    rows = [[row[i] for i in order] for row in (HEAD, FIRST, SECOND)]
    document = make(rows)  # type: ignore[operator]
    bearers = [sorted(f"{a.role}:{a.surface}" for a in task.assignments) for task in document.tasks]
    assert [(task.key, task.text) for task in document.tasks] == [("1", "修建校舍"), ("2", "改造医院")]
    assert bearers == [sorted(line.split()[3:]) for line in TOLD]
    assert [[(d.type, d.date) for d in task.deadlines] for task in document.tasks] == [
        [("by", "2020")],
        [("ongoing", None)],
    ]


TIMETABLES: list[tuple[str, Document, list[list[tuple[str, str | None, str]]]]] = [
    (
        "a merged date that stands before the work holds for the rows below it",
        flattened([["时间节点", "工作任务", "责任单位"], ["3月底前", "修路", "市水利局"], ["", "架桥", "市水利局"]]),
        [[("by", "2020-03", "3月底前")], [("by", "2020-03", "3月底前")]],
    ),
    (
        "a blank date behind the work is none",
        flattened([["工作任务", "责任单位", "完成时限"], ["修路", "市水利局", "3月底前"], ["架桥", "市水利局", ""]]),
        [[("by", "2020-03", "3月底前")], []],
    ),
    (
        "two columns of dates",
        flattened([["工作任务", "责任单位", "开工时间", "竣工时间"], ["修路", "市水利局", "2020年3月", "2020年9月"]]),
        [[("in", "2020-03", "2020年3月"), ("in", "2020-09", "2020年9月")]],
    ),
    (
        "columns headed by the quarter that their goals are for, blank or with dates of their own",
        flattened(
            [
                ["工作任务", "责任单位", "一季度目标", "二季度目标", "三季度目标", "四季度目标"],
                ["修路", "市水利局", "完成设计", "5月底前招标", "主体完工；", "/"],
            ]
        ),
        [
            [
                ("in", "2020-01/2020-03", "完成设计"),
                ("by", "2020-05", "5月底前招标"),
                ("in", "2020-07/2020-09", "主体完工"),
            ]
        ],
    ),
]


@pytest.mark.parametrize(("document", "expected"), [c[1:] for c in TIMETABLES], ids=[c[0] for c in TIMETABLES])
def test_timetables(document: Document, expected: list[list[tuple[str, str | None, str]]]) -> None:
    assert [[(d.type, d.date, d.surface) for d in task.deadlines] for task in document.tasks] == expected


CASES: list[tuple[str, Document, list[str]]] = [
    (
        "what a cell says by 同上 stands above it",
        flattened(
            [
                ["序号", "工作任务", "主办单位", "协办单位"],
                ["1", "修路", "市水利局", "市财政局、各乡镇"],
                ["2", "架桥", "同上", "〃"],
            ]
        ),
        [
            "1 - 修路 lead:市水利局 support:市财政局 support:各乡镇",
            "2 - 架桥 lead:市水利局 support:市财政局 support:各乡镇",
        ],
    ),
    (
        "a branch of the bureau that the line above names",
        flattened(
            [["序号", "工作任务", "责任单位"], ["1", "修路", "市自然资源局\n利州区分局"], ["2", "架桥", "市水利局"]]
        ),
        ["1 - 修路 joint:市自然资源局利州区分局", "2 - 架桥 joint:市水利局"],
    ),
    ("plain", flattened([HEAD, FIRST, SECOND]), TOLD),
    ("headings repeated on the next page", flattened([HEAD, FIRST, HEAD, SECOND]), TOLD),
    (
        "footnotes in rows of the table",
        flattened([HEAD, FIRST, ["备注", "时限另行通知。", "", "", ""], ["注：时限从严。"], SECOND]),
        TOLD,
    ),
    ("a sum", flattened([HEAD, FIRST, SECOND, ["合计", "2项", "", "", ""]]), TOLD),
    (
        "a category that stands behind the work heads nothing",
        flattened([["序号", "工作任务", "责任单位", "目标类型"], ["1", "修建校舍", "市教育局", "A类"]]),
        ["1 - 修建校舍 joint:市教育局"],
    ),
    (
        "a row of remarks alone, as below a table that a web page signs",
        explicit(
            [
                ["序号", "工作任务", "责任单位", "备注"],
                ["1", "修建校舍", "市教育局", ""],
                ["^", "^", "^", "发布于2020年"],
            ],
            {(1, 0): (2, 1), (1, 1): (2, 1), (1, 2): (2, 1)},
        ),
        ["1 - 修建校舍 joint:市教育局"],
    ),
    (
        "two rows of headings",
        explicit(
            [
                ["序号", "工作任务", "责任单位", "^"],
                ["^", "^", "牵头", "配合单位"],
                ["1", "修建校舍", "市教育局", "市财政局"],
            ],
            {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)},
        ),
        ["1 - 修建校舍 lead:市教育局 support:市财政局"],
    ),
    (
        "a row of headings over some columns alone, without spans",
        flattened(
            [
                ["序号", "任务清单", "责任清单", "", "措施清单"],
                ["", "", "责任领导", "责任科室", ""],
                ["1", "修建校舍", "张三", "教育科", "公开招标"],
            ]
        ),
        ["1 - 修建校舍 公开招标 joint:教育科"],
    ),
    (
        "a merged bearer holds for every row",
        explicit(
            [["序号", "工作任务", "责任单位"], ["1", "修建校舍", "市教育局"], ["2", "改善食堂", "^"]], {(1, 2): (2, 1)}
        ),
        ["1 - 修建校舍 joint:市教育局", "2 - 改善食堂 joint:市教育局"],
    ),
    (
        "a blank bearer in a flattened table means the one above",
        flattened([["序号", "工作任务", "责任单位"], ["1", "修建校舍", "市教育局"], ["2", "改善食堂", ""]]),
        ["1 - 修建校舍 joint:市教育局", "2 - 改善食堂 joint:市教育局"],
    ),
    (
        "a column of times that names no date heads what another one dates",
        explicit(
            [
                ["起止时间", "^", "工作", "责任处室"],
                ["第一周", "3月1日", "开学", "办公室"],
                ["^", "3月2日", "体检", "校医室"],
            ],
            {(0, 0): (1, 2), (1, 0): (2, 1)},
        ),
        ["1 第一周 开学 joint:办公室", "2 第一周 体检 joint:校医室"],
    ),
    (
        "work that a second column repeats",
        flattened([["序号", "计划名称", "检查内容", "检查主体"], ["1", "食堂检查", "食堂检查", "市教育局"]]),
        ["1 - 食堂检查 joint:市教育局"],
    ),
    (
        "单位 that says what figures count, beside who is bound",
        flattened([["序号", "指标", "单位", "目标值", "责任单位"], ["1", "公办学位", "个", "500", "市教育局"]]),
        ["1 - 公办学位 个 500 joint:市教育局"],
    ),
    (
        "an unnumbered row",
        explicit([["序号", "工作任务", "责任单位"], ["1", "修建校舍", "市教育局"], ["", "改善食堂", "市商务局"]]),
        ["1 - 修建校舍 joint:市教育局", "1+1 - 改善食堂 joint:市商务局"],
    ),
    (
        "what stands left of numbers without a heading heads the numbered work",
        flattened(
            [
                ["工作任务", "", "具体要求", "责任单位"],
                ["办学", "1", "修建校舍", "市教育局"],
                ["就医", "2", "改造医院", "市卫生健康委"],
            ]
        ),
        ["1 办学 修建校舍 joint:市教育局", "2 就医 改造医院 joint:市卫生健康委"],
    ),
    (
        "section rows",
        flattened(
            [
                ["序号", "工作任务", "责任单位"],
                ["一、教育"],
                ["1", "修建校舍", "市教育局"],
                ["二、卫生"],
                ["1", "改造医院", "市卫生健康委"],
            ]
        ),
        ["1.1 一、教育 修建校舍 joint:市教育局", "2.1 二、卫生 改造医院 joint:市卫生健康委"],
    ),
    (
        "a section row's note holds below it",
        explicit(
            [
                ["序号", "工作任务", "责任单位"],
                ["一、教育（市教育局牵头）", "^", "^"],
                ["1", "修建校舍", ""],
                ["2", "改善食堂", "市商务局"],
            ],
            {(1, 0): (1, 3)},
        ),
        ["1 一、教育（市教育局牵头） 修建校舍 lead:市教育局", "2 一、教育（市教育局牵头） 改善食堂 joint:市商务局"],
    ),
    (
        "a column of groups",
        explicit(
            [["类别", "工作任务", "责任单位"], ["教育", "修建校舍", "市教育局"], ["^", "改善食堂", "市商务局"]],
            {(1, 0): (2, 1)},
        ),
        ["1 教育 修建校舍 joint:市教育局", "2 教育 改善食堂 joint:市商务局"],
    ),
    (
        "the agency first",
        flattened(
            [["责任单位", "工作任务", "完成时间"], ["市教育局", "修建校舍", "12月"], ["市商务局", "发展夜市", "6月"]]
        ),
        ["1 - 修建校舍 joint:市教育局", "2 - 发展夜市 joint:市商务局"],
    ),
    (
        "主责单位 beside 牵头部门",
        flattened(
            [
                ["序号", "重点任务", "牵头部门", "主责单位"],
                ["1", "治理扬尘", "市生态环境局", "各县区政府"],
                ["2", "治理油烟", "市城管执法局", "各县区政府"],
            ]
        ),
        ["1 - 治理扬尘 lead:市生态环境局 joint:各县区政府", "2 - 治理油烟 lead:市城管执法局 joint:各县区政府"],
    ),
    (
        "a person's column names no bearer",
        flattened(
            [
                ["序号", "工作任务", "责任领导", "责任单位"],
                ["1", "修建校舍", "张某", "市教育局"],
                ["2", "改善食堂", "李某", "市商务局"],
            ]
        ),
        ["1 - 修建校舍 joint:市教育局", "2 - 改善食堂 joint:市商务局"],
    ),
]


@pytest.mark.parametrize(("document", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_rows(document: Document, expected: list[str]) -> None:
    assert told(document) == expected


def test_a_table_that_binds_nobody_is_reported() -> None:
    rows = [["序号", "项目名称", "建设内容"], ["1", "城东公园", "种树"], ["2", "城西公园", "铺路"]]
    document = flattened(rows)
    assert document.tasks == ()
    assert [entry.fate for entry in document.ledger] == ["unread"] * 3
    assert "no-responsibility-column" in [finding.code for finding in document.findings]


def test_a_row_that_binds_somebody_without_work_is_unread() -> None:
    document = explicit([["序号", "工作任务", "责任单位"], ["1", "", "市教育局"], ["2", "修建校舍", "市教育局"]])
    assert told(document) == ["2 - 修建校舍 joint:市教育局"]
    assert [entry.fate for entry in document.ledger] == ["heading", "unread", "task"]


def test_two_tables_have_the_tasks_of_both() -> None:
    other = [["序号", "工作任务", "责任单位"], ["3", "改善食堂", "市商务局"], ["4", "架桥", "市交通运输局"]]

    def text(rows: Rows) -> str:
        return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"

    both = extract(
        source(text([HEAD, FIRST, SECOND]) + "\n附表\n\n" + text(other)),
        Context(jurisdiction="四川省广元市", issued="2020"),
    )
    assert told(both) == [*TOLD, "3 - 改善食堂 joint:市商务局", "4 - 架桥 joint:市交通运输局"]
