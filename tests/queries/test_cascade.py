"""A duty's way from the nation to a city, asked from both ends; who was aligned with whom is given by hand."""

import pytest
from pyoxigraph import NamedNode

from graph.alignment.align import Pair
from graph.alignment.verdicts import Alignment
from ontology.errors import QuestionError
from ontology.iri import BASE
from ontology.records import Citation
from queries.gallery import ask
from queries.parameters import named
from queries.tree import document_tree, drawn, task_tree
from queries.why import why

PAIRS = {
    ("before", "after"): ((1, 1, "same"),),
    ("nation", "shanxi"): ((1, 1, "same"), (2, 1, "part")),
    ("shanxi", "taiyuan"): ((1, 1, "same"),),
}
EDUCATION = {"agency_id": "education-140000", "function": "education", "level": "province", "region": "140000"}
CITY = {"agency_id": "education-140100", "function": "education", "level": "prefecture", "region": "140100"}
CITIES = {"level": "prefecture", "region": "140000", "match": "collective"}


def nation(writer):
    plan = writer(
        "nation",
        title="国务院关于印发《校企合作方案》的通知",
        number="国试〔2018〕1号",
        issued="2018-01-01",
        jurisdiction="中国",
        level="national",
        citations=(Citation("职教法", None, "applies", 0, 2),),
    )
    plan.task("1", "建设实训基地，2022年底前完成。", deadlines=(("2022年底前", "by", "2022", "完成"),))
    plan.task("2", "开展职业培训。")
    plan.task("3", "加强国际交流。")
    return plan.document()


def shanxi(writer):
    plan = writer(
        "shanxi",
        title="山西省校企合作计划",
        issued="2018-07-01",
        jurisdiction="山西省",
        level="province",
        citations=(Citation("校企合作方案", None, "applies", 0, 2),),
    )
    plan.task(
        "1",
        "建设实训基地，2020年底前完成。",
        "省教育厅牵头，各市人民政府、有关县人民政府负责",
        bearers=(
            ("省教育厅", "山西省教育厅", "agency", "lead", EDUCATION),
            ("各市人民政府", "山西省各市人民政府", "collective", "joint", CITIES),
            ("有关县人民政府", "山西省有关县人民政府", "collective", "joint", {**CITIES, "level": "county"}),
        ),
        deadlines=(("2020年底前", "by", "2020", "完成"),),
    )
    plan.task("2", "宣传先进典型。")
    return plan.document()


def taiyuan(writer):
    plan = writer(
        "taiyuan",
        title="校企合作任务表",
        issued="2019",
        jurisdiction="山西省太原市",
        level="prefecture",
        citations=(Citation("山西省校企合作计划", None, "applies", 0, 2),),
    )
    plan.task(
        "1",
        "市教育局牵头建设实训基地，2020年底前完成。",
        "市教育局",
        bearers=(("市教育局", "太原市教育局", "agency", "lead", CITY),),
        deadlines=(("2020年底前", "by", "2020", "完成"),),
    )
    return plan.document()


def aligned(_, upper, lower):
    return tuple(
        Pair(str(a), str(b), a, b, relation, 0.9, ("实训基地",), (), "hand")
        for a, b, relation in PAIRS.get((upper, lower), ())
    )


@pytest.fixture(scope="module")
def index(writer, built):
    return built([nation(writer), shanxi(writer), taiyuan(writer)])


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    monkeypatch.setattr(Alignment, "found", aligned)


def rows(index, name, *columns, **given):
    return [tuple(row[column] for column in columns) for row in ask(index, name, given).records()]


def test_the_chain_with_its_measures(index):
    columns = ("upper", "read", "lower", "delay", "adoption", "origin", "strengthened", "added", "dropped")
    assert rows(index, "cascade", *columns, document="taiyuan") == [
        ("山西省校企合作计划", True, "山西省太原市：校企合作任务表", "184…548", 0.5, 1.0, 0, 0, 1),
        ("校企合作方案", True, "山西省校企合作计划", "181", 0.667, 0.5, 2, 1, 1),
        ("中华人民共和国职业教育法", False, "校企合作方案", None, None, None, None, None, None),
    ]


def test_each_counterpart_with_what_changed(index):
    columns = ("upper_key", "lower_key", "counterpart", "wording", "force", "days", "deadlines", "handover", "joined")
    assert rows(index, "counterparts", *columns, upper="nation") == [
        ("1", "1", "same", "restated", "strengthened", -730, "2022年底前 → 2020年底前", "assigned", ""),
        ("2", "1", "part", "restated", "strengthened", None, "— → 2020年底前", "assigned", ""),
    ]
    assert rows(index, "counterparts", *columns, lower="taiyuan") == [
        ("1", "1", "same", "widened", "unchanged", 0, "2020年底前", "handed-down", ""),
    ]
    assert rows(index, "counterparts", "leads", "left_out", lower="taiyuan") == [
        ("山西省教育厅 → 太原市教育局", "山西省各市人民政府、山西省有关县人民政府")
    ]
    assert len(rows(index, "counterparts", "id")) == 3 == len(rows(index, "counterparts", "id", force="any"))
    assert rows(index, "counterparts", "upper_key", force="unchanged") == [("1",)]


def test_a_figure_says_by_how_much_it_changed_where_the_two_compare(writer, built):
    documents = []
    for name, bases, share in (("before", 50.0, 30.0), ("after", 60.0, 25.0)):
        plan = writer(name, title=name, jurisdiction="山西省", level="province")
        told = f"建设实训基地{bases:g}所", f"比例达到{share:g}%", f"名师{bases:g}名"
        figures = (
            (told[0], "实训基地", bases, "所", "=", None, False),
            (told[1], "比例", share, "%", ">=", None, False),
            *([(told[2], "名师", bases, "名", "=", None, False)] if name == "before" else []),
        )
        plan.task("1", "，".join(told), targets=figures)
        documents.append(plan.document())
    (row,) = rows(built(documents), "counterparts", "targets", upper="before", lower="after")
    assert row == ("建设实训基地50所 → 建设实训基地60所（+10）；比例达到30% → 比例达到25%（-5）；名师50名 → —",)


def test_a_document_is_named_by_its_short_title_or_nickname(writer, built):
    """《…》 in another document's title is no other name of it."""
    notice = "国务院关于印发国家职业教育改革实施方案的通知"
    titles = {"plan": notice, "table": "落实《国家职业教育改革实施方案》任务分解表"}
    index = built([writer(name, title=title).document() for name, title in titles.items()])
    for name in ("国家职业教育改革实施方案", "《国家职业教育改革实施方案》", "职教20条", notice):
        assert named("document", name, index).value == f"{BASE}document/plan"


def test_two_documents_need_no_link_to_be_compared(index):
    assert rows(index, "counterparts", "id", upper="nation", lower="taiyuan") == []
    with pytest.raises(QuestionError, match="nation is given twice; name two documents"):
        ask(index, "gaps", {"upper": "nation", "lower": "nation"})


def test_gaps_are_told_both_ways(index):
    assert rows(index, "gaps", "gap", "key", "task", "id", lower="shanxi") == [
        ("dropped", "3", "加强国际交流。", "task/nation/3"),
        ("added", "2", "宣传先进典型。", "task/shanxi/2"),
    ]


CITIES_OF_SHANXI = "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁".split()


def test_a_national_duty_reaches_every_city_and_says_whom_nobody_can_list(index):
    found = rows(index, "duty-reach", "distance", "through", "government", "id", task="task/nation/1")
    cities = {f"山西省{name}市人民政府" for name in CITIES_OF_SHANXI}
    assert {row[2] for row in found if row[1] == "collective"} == cities and len(cities) == 11
    assert [row for row in found if row[1] != "collective"] == [(1, "open", None, "task/shanxi/1/assignment/3")]
    assert rows(index, "duty-reach", "id", task="task/nation/3") == []


def test_a_city_finds_where_its_duty_comes_from(index):
    columns = ("through", "bearer", "key", "distance", "origin", "origin_key", "force", "id")
    assert rows(index, "duty-origins", *columns, region="山西省大同市") == [
        ("collective", "山西省各市人民政府", "1", 1, "校企合作方案", "1", "strengthened", "task/shanxi/1/assignment/2"),
        ("collective", "山西省各市人民政府", "1", 1, "校企合作方案", "2", "strengthened", "task/shanxi/1/assignment/2"),
    ]
    assert rows(index, "duty-origins", "id", region="河南省郑州市") == []


def test_every_row_leads_to_its_words(index):
    asked = {"cascade": {}, "counterparts": {}, "gaps": {}, "duty-reach": {"task": "task/nation/1"}}
    for name, given in asked.items():
        for row in ask(index, name, given).records():
            assert all("source" in fact for fact in why(index, str(row["id"])))


def test_a_task_that_is_none_is_refused(index):
    with pytest.raises(QuestionError, match="“document/nation” is no task; copy a task's id"):
        ask(index, "duty-reach", {"task": "document/nation"})


def test_the_tree_of_documents(index):
    assert drawn(document_tree(index, None, "en")) == (
        "中华人民共和国职业教育法 · 1996-05-15 · only cited\n"
        "└─ 校企合作方案 · 国试〔2018〕1号 · 2018-01-01\n"
        "   └─ 山西省校企合作计划 · 2018-07-01  "
        "[adoption 67%, restated 2, strengthened 2, added 1, dropped 1]\n"
        "      └─ 山西省太原市：校企合作任务表 · 2019  [adoption 50%, widened 1, dropped 1]\n"
    )


def test_the_tree_of_a_task_looks_up_and_down(index):
    task = NamedNode(f"{BASE}task/shanxi/1")
    assert drawn(task_tree(index, task, "zh")).splitlines() == [
        "↑ 校企合作方案 2 · 开展职业培训。 · task/nation/2  [改写, 加码]",
        "↑ 校企合作方案 1 · 建设实训基地，2022年底前完成。 · task/nation/1  [改写, 加码, -730 天]",
        "山西省校企合作计划 1 · 建设实训基地，2020年底前完成。 · 山西省教育厅 · task/shanxi/1",
        "└─ 山西省太原市：校企合作任务表 1 · 市教育局牵头建设实训基地，2020年底前完成。 · 太原市教育局"
        " · task/taiyuan/1  [扩充]",
    ]
