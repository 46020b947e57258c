"""Charts for papers and as pages, and the calendar: what they say, what a click tells, and the same bytes each time."""

import csv
import io
import json
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pdfplumber
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from graph.alignment.align import Pair
from graph.alignment.verdicts import Alignment
from ontology.errors import QuestionError
from ontology.records import Citation
from queries.pictures.calendar import calendar
from queries.pictures.charts import still as stills
from queries.pictures.charts.charts import CHARTS, chart
from queries.pictures.charts.page import chart_page
from queries.pictures.charts.sankey import Band, layout
from queries.pictures.facts import Facts

SVG = "{http://www.w3.org/2000/svg}text"
PAIRS = {("nation", "province"): ((1, 1), (2, 2)), ("nation", "college"): ((1, 1),)}


def figures(made, *names):
    """Rows of a chart's table with these columns, and the tasks behind each."""
    columns = [column.name for column in made.figures.table.columns]
    rows = [tuple(row[columns.index(name)] for name in names) for row in made.figures.table.rows]
    return list(zip(rows, made.figures.tasks, strict=True))


def letters(drawn):
    return [part.text for part in ElementTree.fromstring(drawn).iter(SVG)]


@pytest.fixture(scope="module")
def handed_down(new_plan, build_graph, tmp_path_factory):
    """A national plan of three tasks; a province and a college take some of them up, and each adds one."""
    nation = new_plan("nation", title="培训方案", issued="2014", jurisdiction="中国", level="national")
    for key, text in enumerate(("开展职业培训。", "建设实训基地。", "加强国际交流。"), 1):
        nation.task(str(key), text)
    plans = [nation]
    for id, level, place in (("province", "province", "山西省"), ("college", "institution", "某高等职业院校")):
        cited = (Citation("培训方案", None, "applies", 0, 2),)
        plan = new_plan(id, title=f"{id}计划", issued="2016", jurisdiction=place, level=level, citations=cited)
        plan.task("1", "开展职业培训。")
        plan.task("2", "建设实训基地，2018年底前完成。", deadlines=(("2018年底前", "by", "2018", "完成"),))
        plans.append(plan)
    return build_graph(tmp_path_factory.mktemp("handed") / "kg", [plan.document() for plan in plans])


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    def aligned(_, upper, lower):
        found = PAIRS.get((upper, lower), ())
        return tuple(Pair(str(a), str(b), a, b, "same", 0.9, (), (), "hand") for a, b in found)

    monkeypatch.setattr(Alignment, "found", aligned)


# What is counted


def test_what_became_of_duties_flows_from_document_to_document(handed_down):
    assert figures(chart(handed_down, "flows"), "upper", "lower", "wording", "gap", "tasks") == [
        (("document/nation", "document/college", "copied", None, 1), ("task/nation/1", "task/college/1")),
        (("document/nation", "document/college", None, "dropped", 2), ("task/nation/2", "task/nation/3")),
        (("document/nation", "document/college", None, "added", 1), ("task/college/2",)),
        (("document/nation", "document/province", "copied", None, 1), ("task/nation/1", "task/province/1")),
        (("document/nation", "document/province", "widened", None, 1), ("task/nation/2", "task/province/2")),
        (("document/nation", "document/province", None, "dropped", 1), ("task/nation/3",)),
    ]
    found = figures(chart(handed_down, "flows", {"by": "force", "lower": "province"}), "force", "gap", "tasks")
    assert [row for row, _ in found] == [("strengthened", None, 1), ("unchanged", None, 1), (None, "dropped", 1)]


def test_of_many_links_columns_and_panels_the_largest_are_drawn(handed_down, small):
    one = chart(handed_down, "flows", limit=1)
    assert ({row[0] for row, _ in figures(one, "lower")}, one.figures.omitted) == ({"document/college"}, 1)
    assert set(one.figures.levels) == {"document/nation", "document/college"}
    for made in (chart(small, "heat", limit=1), chart(small, "heat", {"by": "document"}, limit=1)):
        assert (len(made.figures.order), made.figures.omitted) == (1, 1)
    made = chart(handed_down, "years", limit=1)
    assert ([row for row, _ in figures(made, "document")], made.figures.omitted) == ([("document/college",)], 1)


def test_themes_are_counted_by_province_and_by_document(small):
    by_province = figures(chart(small, "heat"), "theme", "place", "tasks", "share")
    assert {row[1] for row, _ in by_province} == {"region/140000", "region/410000"}
    assert sum(row[2] for row, _ in by_province if row[1] == "region/140000") == 5
    assert sum(row[3] for row, _ in by_province if row[1] == "region/140000") == pytest.approx(1)
    by_document = figures(chart(small, "heat", {"by": "document"}), "theme", "place", "tasks")
    assert {row[1] for row, _ in by_document} == {"document/plan", "document/note"}
    for (theme, _, count), tasks in [((*row[:2], row[2]), tasks) for row, tasks in by_document]:
        assert len(tasks) == count and theme


def test_ties_are_drawn_whole_or_not_at_all(small):
    assert figures(chart(small, "ranks"), "rank", "tasks") == [
        ((1, 2), ("task/plan/1", "task/plan/2")),
        ((2, 1), ("task/plan/1",)),
        ((2, 1), ("task/plan/2",)),
        ((2, 1), ("task/plan/2",)),
    ]
    fewer = chart(small, "ranks", limit=2)
    assert ([row for row, _ in figures(fewer, "rank")], fewer.figures.omitted) == ([(1,)], 3)


def test_periods_are_those_of_five_year_plans(handed_down):
    made = chart(handed_down, "periods")
    assert [made.figures.names[code].zh for code in made.figures.order] == [
        "“十二五”（2011–2015）",
        "“十三五”（2016–2020）",
    ]
    assert sum(row[1] for row, _ in figures(made, "period", "tasks") if row[0] == "2016") == 4


def test_of_a_long_timeline_the_first_due_are_drawn(small):
    first = figures(chart(small, "timeline"), "document", "begins", "latest", "id")
    assert first == [
        (("document/plan", "2016-03-01", "2016-12-31", "task/plan/1/deadline/1"), ("task/plan/1",)),
        (("document/plan", "2017-06-01", "2017-06-30", "task/plan/3/deadline/1"), ("task/plan/3",)),
    ]
    made = chart(small, "timeline", limit=1)
    assert (figures(made, "latest"), made.figures.omitted) == ([(("2016-12-31",), ("task/plan/1",))], 1)


def test_bands_over_several_columns_cross_no_node_and_none_is_lost():
    bands = [Band("a", "c", 5), Band("a", "b", 3), Band("b", "c", 2), Band("a", None, 1), Band(None, "c", 2)]
    boxes, ribbons = layout(bands, {"a": 0, "b": 1, "c": 2})
    assert {node: round(box.bottom - box.top) for node, box in boxes.items()} == {"a": 9, "b": 3, "c": 9}
    for band, side in zip(bands, ribbons, strict=True):
        assert all(lower - upper == pytest.approx(band.size) for _, upper, lower in side)
    at_b = [(upper, lower) for x, upper, lower in ribbons[0] if x == 1]
    assert at_b and all(lower <= boxes["b"].top or upper >= boxes["b"].bottom for upper, lower in at_b)
    starts = sorted((side[0][1], side[0][2]) for side in (ribbons[0], ribbons[1], ribbons[3]))
    assert [starts[0][0], starts[-1][1]] == pytest.approx([boxes["a"].top, boxes["a"].bottom])
    assert all(one[1] == pytest.approx(other[0]) for one, other in pairwise(starts))


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in ("heat",)])
def test_without_anything_to_draw_a_chart_says_so(name, new_plan, build_graph, tmp_path):
    plan = new_plan("empty", title="通知", jurisdiction="山西省", level="province")
    plan.task("1", "做事。")
    with pytest.raises(QuestionError, match=r"There is nothing to draw: no (task|document)"):
        chart(build_graph(tmp_path / "kg", [plan.document()]), name)


def test_a_chart_or_parameter_that_is_none_is_named(small):
    with pytest.raises(QuestionError, match="There is no chart “pie”; draw timeline, heat"):
        chart(small, "pie")
    with pytest.raises(QuestionError, match="chart ranks has no parameter “by”"):
        chart(small, "ranks", {"by": "province"})


# For papers


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("timeline", {"山西省教师队伍建设任务分工表", "1　培训教师2000人", "3　启动"}),
        ("heat", {"师资队伍", "山西省", "河南省"}),
        ("ranks", {"山西省财政厅", "1", "某中心", "2="}),
        ("years", {"山西省教师队伍建设任务分工表", "2016", "2017"}),
        ("periods", {"“十三五”（2016–2020）", "师资队伍"}),
    ],
)
def test_a_chart_says_its_figures_in_letters(small, name, said):
    drawn = chart(small, name).still("svg")
    assert said <= set(letters(drawn)), letters(drawn)


def test_flows_say_what_became_of_how_many(handed_down):
    drawn = chart(handed_down, "flows").still("svg", "en")
    assert {"培训方案", "山西省：province计划", "copied 1", "widened 1", "dropped 2"} <= set(letters(drawn))


def test_the_same_graph_gives_the_same_bytes_in_any_zone_and_under_any_hash_seed(small_folder):
    script = (
        "import hashlib, sys; from pathlib import Path; from graph.store.index import open_index\n"
        "from queries.pictures.charts.charts import CHARTS, chart\n"
        "from queries.pictures.charts.page import chart_page; from queries.pictures.charts.still import FORMS\n"
        "index = open_index(Path(sys.argv[1]))\n"
        "for made in (chart(index, name) for name in CHARTS if name != 'flows'):\n"
        "    for said in (*(made.still(form) for form in FORMS), chart_page(made).encode()):\n"
        "        print(hashlib.sha256(said).hexdigest())"
    )

    def run(seed, zone):
        root = str(Path(__file__).resolve().parents[3])
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root}
        command = [sys.executable, "-c", script, str(small_folder)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()

    first = run("1", "Asia/Shanghai")
    assert len(first) == 4 * (len(CHARTS) - 1)
    assert first == run("2", "America/New_York")


def test_a_picture_for_a_paper_has_300_dots_an_inch(small):
    drawn = chart(small, "ranks").still("png")
    at = drawn.index(b"pHYs") + 4
    assert round(int.from_bytes(drawn[at : at + 4], "big") * 0.0254) == 300


def test_a_pdf_can_be_read_and_searched(small):
    with pdfplumber.open(io.BytesIO(chart(small, "timeline").still("pdf"))) as pdf:
        assert "培训教师2000人" in pdf.pages[0].extract_text()


def test_without_a_font_the_mend_is_named(small, monkeypatch):
    monkeypatch.setattr(stills, "FONT", "No Such Font")
    with pytest.raises(QuestionError, match="install Noto Sans CJK"):
        chart(small, "ranks").still("svg")


def test_without_the_library_the_mend_is_named(small_folder, tmp_path):
    code = "import sys; sys.modules['vl_convert'] = None; from policykg import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "chart", "ranks", "-k", str(small_folder), "-o", str(tmp_path / "ranks.svg")]
    root = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": root}, check=False)
    assert (done.returncode, "install policykg[charts]" in done.stderr) == (2, True), done.stderr


# As pages


def texts(browser, selector):
    return [part.text for part in browser.find_elements(By.CSS_SELECTOR, selector)]


@pytest.fixture
def charted(opened):
    def open_chart(made):
        browser = opened(chart_page(made))
        WebDriverWait(browser, 20).until(lambda _: browser.find_elements(By.CSS_SELECTOR, "html[data-drawn]"))
        return browser

    return open_chart


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "flows"])
def test_each_page_draws_its_chart_above_its_table(small, charted, name):
    made = chart(small, name)
    browser = charted(made)
    assert len(browser.find_elements(By.CSS_SELECTOR, "#chart svg path")) > 0
    assert len(texts(browser, "#table tbody tr")) == len(made.figures.table.rows)
    browser.find_element(By.ID, "language").click()
    heads = [column.heading.en for column in made.figures.table.columns]
    assert texts(browser, "#table thead th")[:-1] == heads
    assert len(chart_page(made).encode()) < 2_000_000


def test_a_click_on_a_mark_tells_its_tasks_and_their_words(small, charted):
    browser = charted(chart(small, "ranks"))
    browser.find_elements(By.CSS_SELECTOR, "#chart g.mark-rect path")[0].click()
    assert texts(browser, "#panel h3") == [f"山西省教师队伍建设任务分工表 · 序号 {n}" for n in (1, 2)]
    assert "省教育厅、省财政厅牵头" in browser.find_element(By.ID, "panel").text
    assert texts(browser, "#table tr[aria-current]")[0].startswith("1 山西省财政厅 2")


def test_a_band_tells_the_tasks_above_and_below(handed_down, charted):
    browser = charted(chart(handed_down, "flows"))
    bands = browser.find_elements(By.CSS_SELECTOR, "#chart g.mark-area path")
    assert [band.get_attribute("aria-label").partition("; 任务数")[0][-4:] for band in bands[3:]] == [
        "化 照搬",
        "化 扩充",
        " 未承接",
    ]
    for selector, title in (("path[aria-label*='未承接; 任务数 1']", "加强国际交流。"), ("text", "开展职业培训。")):
        marks = browser.find_elements(By.CSS_SELECTOR, f"#chart {selector}")
        next(mark for mark in marks if mark.text in ("", "照搬 1")).click()
        assert title in browser.find_element(By.ID, "panel").text
    assert len(texts(browser, "#panel h3")) == 2


def test_the_table_is_enough_for_the_keyboard(small, charted):
    browser = charted(chart(small, "timeline"))
    body = browser.find_element(By.TAG_NAME, "body")
    for _ in range(30):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if browser.switch_to.active_element.find_elements(By.XPATH, "./ancestor::td"):
            break
    assert "培训教师2000人" in browser.switch_to.active_element.get_attribute("aria-label")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert texts(browser, "#panel h3") == ["山西省教师队伍建设任务分工表 · 序号 1"]
    body.send_keys(Keys.ESCAPE)
    assert not browser.find_element(By.ID, "panel").is_displayed()


def test_table_and_picture_can_be_saved(small, charted, downloads):
    browser = charted(chart(small, "ranks"))
    for id in ("save", "svg", "png"):
        browser.find_element(By.ID, id).click()
    paths = [downloads / f"policykg-ranks.{ending}" for ending in ("csv", "svg", "png")]
    WebDriverWait(browser, 20).until(lambda _: all(path.exists() for path in paths))
    time.sleep(0.3)
    with paths[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["名次", "责任主体", "任务数"] and rows[1][-1] == "task/plan/1 task/plan/2"
    assert "山西省财政厅" in letters(paths[1].read_text("utf-8"))
    png = paths[2].read_bytes()
    assert int.from_bytes(png[16:20], "big") > 2000  # pixels across


def test_more_tasks_than_a_page_can_hold_are_told_by_id(small, charted, monkeypatch):
    monkeypatch.setattr("queries.pictures.charts.page.MOST_TASKS", 1)
    browser = charted(chart(small, "ranks"))
    browser.find_element(By.CSS_SELECTOR, "#table td button").click()
    assert texts(browser, "#panel .where") == ["policykg why task/plan/1", "policykg why task/plan/2"]


@pytest.mark.parametrize("name", ["heat", "ranks"])
def test_hostile_text_stays_text_in_charts(hostile, charted, name):
    made = chart(hostile, name, {"by": "document"} if name == "heat" else {})
    browser = charted(made)
    browser.find_element(By.CSS_SELECTOR, "#table td button").click()
    assert "</script><img src=x onerror=alert(2)>" in browser.find_element(By.ID, "panel").text
    assert browser.execute_script("return document.querySelectorAll('b, u, i, img').length") == 0
    drawn = letters(made.still("svg"))
    assert {"heat": "</script><b>标题</b>", "ranks": "<u>甲</u>局"}[name] in "".join(drawn)


def test_a_chart_shows_itself_in_a_notebook(small):
    assert chart(small, "ranks")._repr_png_().startswith(b"\x89PNG")
    shown = chart_page(chart(small, "ranks"))._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts allow-downloads"') and "山西省财政厅" in shown


def test_the_data_of_a_page_can_be_read(small):
    text = chart_page(chart(small, "heat"))
    data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert data["specs"]["zh"]["params"] == [{"name": "chosen", "value": -1}]
    assert set(data["tasks"]) == {task for ids in data["ids"] for task in ids}


# As a calendar


@pytest.fixture(scope="module")
def facts(small):
    return Facts.of(small)


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
