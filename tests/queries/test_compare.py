"""Subjects side by side: what is stated, and the three ways in which a cell may say nothing."""

import csv
import io
from dataclasses import replace

import pytest

from graph.alignment.align import Pair
from graph.alignment.verdicts import Alignment
from graph.chains.cascade import Cascade
from ontology.codebook import Code, Codebook
from ontology.errors import QuestionError
from ontology.records import Citation, Entry
from queries.compare import by_task, by_theme, subjects
from queries.gallery import ask
from queries.tables import as_csv

BOOK = Codebook(
    "test",
    tuple(
        Code(name, None, zh, name, (zh,), "", "")
        for name, zh in (("bases", "基地"), ("staff", "教师"), ("pay", "待遇"))
    ),
)
EDUCATION = {"agency_id": "education-140000", "function": "education", "level": "province", "region": "140000"}
LED = ("省教育厅", "山西省教育厅", "agency", "lead", EDUCATION)
HELPED = (
    "省财政厅",
    "山西省财政厅",
    "agency",
    "support",
    {**EDUCATION, "agency_id": "f-140000", "function": "finance"},
)
DUE = (("2020年底前", "by", "2020", "建成"),)


@pytest.fixture(scope="module")
def documents(writer):
    one = writer(
        "one",
        title="甲方案",
        issued="2019-05",
        jurisdiction="山西省",
        level="province",
        citations=(Citation("国家试点方案", None, "applies", 0, 2),),
    )
    targets = (("基地30个", "基地", 30.0, "个", "=", None, False),)
    one.task(
        "1",
        "建设基地30个，2020年底前建成。",
        "省教育厅、省财政厅",
        bearers=(LED, HELPED),
        deadlines=DUE,
        targets=targets,
    )
    one.task("2", "培训教师。", "省教育厅", bearers=(LED,))
    one.task("3", "扩建基地。", "省教育厅", bearers=(LED,))
    two = writer("two", title="乙方案", issued="2020", jurisdiction="河南省", level="province")
    two.task("1", "新建基地。")
    two.task("2", "改善待遇。")
    empty = writer("empty", title="丙方案", issued="2021", jurisdiction="安徽省", level="province")
    unread = replace(two.document(), ledger=(Entry(0, 4, "unread", "a row without a task"),))
    return [one.document(), unread, empty.document()]


@pytest.fixture(scope="module")
def index(built, documents):
    return built(documents)


def aligned(_, upper, lower):
    pairs = {("one", "two"): ((1, 1),)}.get((upper, lower), ())
    return tuple(Pair(str(a), str(b), a, b, "same", 0.9, (), (), "hand") for a, b in pairs)


@pytest.fixture
def found(index, monkeypatch):
    monkeypatch.setattr(Alignment, "found", aligned)
    return Cascade(index)


def cells(table):
    return [tuple(row) for row in table.rows]


def test_themes_side_by_side_with_what_each_cell_knows(found):
    table = by_theme(found, subjects(found, ["one", "2020", "安徽省", "国家试点方案"]), BOOK, "en")
    silent = ("not extracted", "document absent")
    assert [column.name for column in table.columns] == ["theme", "aspect", "one", "2020", "安徽省", "国家试点方案"]
    assert cells(table) == [
        ("bases", "tasks", "task/one/1 task/one/3", "task/two/1", *silent),
        ("bases", "who leads", "山西省教育厅 2", "not stated", *silent),
        ("bases", "who else", "山西省财政厅", "not stated", *silent),
        ("bases", "by when", "2020年底前（2020）", "not stated", *silent),
        ("bases", "to reach", "基地30个", "not stated", *silent),
        ("staff", "tasks", "task/one/2", "not extracted", *silent),
        ("staff", "who leads", "山西省教育厅", "not extracted", *silent),
        ("staff", "who else", "not stated", "not extracted", *silent),
        ("staff", "by when", "not stated", "not extracted", *silent),
        ("staff", "to reach", "not stated", "not extracted", *silent),
        ("pay", "tasks", "not stated", "task/two/2", *silent),
        ("pay", "who leads", "not stated", "not stated", *silent),
        ("pay", "who else", "not stated", "not stated", *silent),
        ("pay", "by when", "not stated", "not stated", *silent),
        ("pay", "to reach", "not stated", "not stated", *silent),
    ]


def test_tasks_side_by_side_by_their_counterparts(found):
    table = by_task(found, subjects(found, ["山西省", "two"]), "zh")
    rows = [row for row in cells(table) if row[1] == "任务"]
    assert rows == [
        ("建设基地30个，2020年底前建成。", "任务", "task/one/1", "task/two/1"),
        ("培训教师。", "任务", "task/one/2", "未读出"),
        ("扩建基地。", "任务", "task/one/3", "未读出"),
        ("改善待遇。", "任务", "未写明", "task/two/2"),
    ]


def test_the_csv_has_what_is_on_screen(found):
    table = by_theme(found, subjects(found, ["one", "two"]), BOOK, "zh")
    read = list(csv.reader(io.StringIO(as_csv(table))))
    assert read[1:] == [[str(cell) for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["one"], "Name two or more documents, regions or years"),
        (["one", "one"], "Name two or more documents, regions or years, each once"),
        (["one", "某方案"], "The graph knows no document “某方案”"),
    ],
)
def test_what_cannot_be_compared_is_refused(found, names, message):
    with pytest.raises(QuestionError, match=message):
        subjects(found, names)


def test_a_province_is_all_its_documents_and_no_title_that_begins_with_it(built, documents):
    more = replace(documents[0], id="more", title="山西省某方案", source=replace(documents[0].source, name="more.txt"))
    first, _ = subjects(Cascade(built([*documents, more])), ["山西省", "two"])
    assert [one.id for one in first.documents] == ["more", "one"]


def test_questions_of_codes(built, documents, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("code,cues\nA,基地\nB,教师|培训\n", encoding="utf-8")
    index = built(documents)
    rows = ask(index, "codes", {"codebook": str(path), "document": "one"}).records()
    assert [(row["key"], row["code"], row["words"], row["coded_by"], row["weight"], row["doubt"]) for row in rows] == [
        ("1", "A", "基地", "opening", 2, None),
        ("2", "B", "培训、教师", "opening", 4, None),
        ("3", "A", "基地", "opening", 2, None),
    ]
    counts = ask(index, "code-counts", {"codebook": str(path)}).records()
    assert [(row["document"], row["code"], row["tasks"], row["share"], row["doubtful"]) for row in counts] == [
        ("山西省：甲方案", "A", 2, 0.667, 0),
        ("山西省：甲方案", "B", 1, 0.333, 0),
        ("河南省：乙方案", "A", 1, 0.5, 0),
        ("河南省：乙方案", None, 1, 0.5, 1),
    ]
    doubtful = ask(index, "codes", {"codebook": str(path), "doubtful": "yes"}).records()
    assert [(row["key"], row["doubt"]) for row in doubtful] == [("2", "none-found")]
