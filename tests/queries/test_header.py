"""The header of a question."""

import pytest

from ontology.errors import QuestionError
from queries.header import Header, Parameter, parse
from queries.tables import Column, Words

GOOD = """title.en: Which?
title.zh: 哪些？
about.en: One line
  and another.
about.zh: 说明：一、二。
parameter kind: choice(any, agency) = any | agency | only these | 只看
parameter words: text | 教师 | words | 词
parameter also: text = "" | 培训 | more | 另
rank: tasks
column bearer: Bearer | 主体
list tasks: Tasks | 任务
column id: Id | 编号
"""


def test_a_header_is_read_whole():
    assert parse(GOOD, "here") == Header(
        Words("Which?", "哪些？"),
        Words("One line and another.", "说明：一、二。"),
        (
            Parameter("kind", "choice", ("any", "agency"), "any", "agency", Words("only these", "只看")),
            Parameter("words", "text", (), None, "教师", Words("words", "词")),
            Parameter("also", "text", (), "", "培训", Words("more", "另")),
        ),
        (
            Column("bearer", Words("Bearer", "主体")),
            Column("tasks", Words("Tasks", "任务")),
            Column("id", Words("Id", "编号")),
        ),
        frozenset({"tasks"}),
        "tasks",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title.zh: 哪些？\n", "", "q.rq: the header lacks title.zh; add the line."),
        ("about.en: One line\n  and another.\n", "", "q.rq: the header lacks about.en; add the line."),
        ("column bearer: Bearer | 主体", "column bearer: Bearer", "q.rq: “Bearer” is not “English | 中文”; mend it."),
        (
            "rank: tasks",
            "ranking: tasks",
            "q.rq: the header has no field “ranking”; queries/header.py lists the fields.",
        ),
        ("rank: tasks", "rank tasks", "q.rq: the header's line “rank tasks” is not “field name: words”; mend it."),
        (" | more | 另", "", "q.rq: parameter also is not “type = default | example | English | 中文”; mend it."),
    ],
)
def test_a_malformed_header_is_refused_with_the_mend(old, new, message):
    assert old in GOOD
    with pytest.raises(QuestionError) as caught:
        parse(GOOD.replace(old, new), "q.rq")
    assert str(caught.value) == message


def test_a_header_without_columns_is_refused():
    with pytest.raises(QuestionError, match="the header lacks its columns"):
        parse(GOOD[: GOOD.index("rank")], "q.rq")
