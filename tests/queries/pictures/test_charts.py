"""Charts for papers and the calendar of deadlines: what they say, and that they are the same each time."""

from xml.etree import ElementTree

import pytest

from ontology.errors import QuestionError
from queries.pictures import charts
from queries.pictures.calendar import calendar
from queries.pictures.charts import CHARTS, chart
from queries.pictures.facts import Facts


def texts(drawn):
    return [part.text for part in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture(scope="module")
def facts(small):
    return Facts.of(small)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("timeline", {"山西省教师队伍建设任务分工表", "1 培训教师2000人", "3 启动"}),
        ("heat", {"师资队伍", "河南省：教师队伍建设任务分…"}),
        ("ranks", {"山西省财政厅  1", "山西省教育厅  2", "某中心  2"}),
        ("years", {"山西省教师队伍建设任务分工表", "2016", "2017"}),
    ],
)
def test_a_chart_says_its_figures_in_letters(facts, name, said):
    assert said <= set(texts(chart(facts, name, "svg"))), texts(chart(facts, name, "svg"))


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_the_same_graph_gives_the_same_bytes(facts, form):
    assert chart(facts, "ranks", form) == chart(facts, "ranks", form)


def test_a_picture_for_a_paper_has_300_dots_an_inch(facts):
    drawn = chart(facts, "ranks", "png")
    at = drawn.index(b"pHYs") + 4
    assert round(int.from_bytes(drawn[at : at + 4], "big") * 0.0254) == 300


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "heat"])
def test_without_anything_to_draw_a_chart_says_so(hostile, name, new_plan, build_graph, tmp_path):
    plan = new_plan("empty", title="通知", jurisdiction="山西省", level="province")
    plan.task("1", "做事。")
    with pytest.raises(QuestionError, match="nothing to draw: no task has"):
        chart(Facts.of(build_graph(tmp_path / "kg", [plan.document()])), name, "svg")


def test_without_a_font_the_mend_is_named(facts, monkeypatch):
    monkeypatch.setattr(charts.fontManager, "ttflist", [])
    with pytest.raises(QuestionError, match="install Noto Sans CJK"):
        chart(facts, "ranks", "svg")


def test_deadlines_as_a_calendar(facts):
    lines = calendar(facts).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = "\n".join(lines).replace("\n ", "").split("\n")
    assert [line for line in whole if line.startswith(("UID", "DTSTART", "DTEND", "SUMMARY"))] == [
        "UID:task/plan/1/deadline/1@policykg",
        "DTSTART;VALUE=DATE:20161231",
        "DTEND;VALUE=DATE:20170101",
        "SUMMARY:培训教师2000人",
        "UID:task/plan/3/deadline/1@policykg",
        "DTSTART;VALUE=DATE:20170630",
        "DTEND;VALUE=DATE:20170701",
        "SUMMARY:启动",
    ]
    (about, _) = [line for line in whole if line.startswith("DESCRIPTION")]
    assert "\\n山西省教育厅、山西省财政厅\\n" in about and "\n" not in about


def test_marks_of_the_calendar_are_escaped(new_plan, build_graph, tmp_path):
    plan = new_plan("marks", title="a;b,c", jurisdiction="山西省", level="province")
    plan.task("1", "2016年底前做事\\甲;乙。", deadlines=(("2016年底前", "by", "2016", "做事\\甲;乙"),))
    said = calendar(Facts.of(build_graph(tmp_path / "kg", [plan.document()])))
    assert "SUMMARY:做事\\\\甲\\;乙" in said and "a\\;b\\,c" in said
