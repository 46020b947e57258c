"""The report: its figures are those of the questions, it stands alone, and text stays text."""

import base64
import io

import pdfplumber
import pytest
from selenium.webdriver.common.by import By

from queries.gallery import ask
from queries.pictures.facts import Facts
from queries.pictures.firmness import by_document, co_led, led_first, ranking
from queries.pictures.report import report


def figures(table, *names):
    columns = [column.name for column in table.columns]
    return [tuple(row[columns.index(name)] for name in names) for row in table.rows]


@pytest.mark.parametrize(
    ("question", "given", "counted"),
    [("co-leads", {"collectives": "no"}, co_led), ("first-named", {}, led_first)],
)
def test_rankings_are_those_of_the_questions(vocational, question, given, counted):
    facts = Facts.of(vocational)
    asked = figures(ask(vocational, question, given), "rank", "bearer", "tasks")
    assert figures(ranking(facts, by_document(facts, counted(facts)), 1000), "rank", "bearer", "tasks") == asked


def test_a_rank_is_firm_where_no_document_makes_it(tmp_path, new_plan, build_graph):
    def plan(id, *leads):
        made = new_plan(id, title=id, jurisdiction="山西省", level="province")
        for n, names in enumerate(leads, 1):
            made.task(
                str(n), "做事。", "、".join(names), bearers=tuple((name, name, "body", "lead", {}) for name in names)
            )
        return made.document()

    index = build_graph(tmp_path / "kg", [plan("a", "甲乙", "甲乙", "甲丙"), plan("b", "甲丙", "丁戊")])
    facts = Facts.of(index)
    rows = figures(
        ranking(facts, by_document(facts, co_led(facts)), 9), "rank", "bearer", "tasks", "documents", "best", "worst"
    )
    assert rows == [
        (1, "甲", 4, 2, 1, 1),
        (2, "丙", 2, 2, 1, 3),
        (2, "乙", 2, 1, 2, None),
        (4, "丁", 1, 1, 1, None),
        (4, "戊", 1, 1, 1, None),
    ]


def test_the_report_reads_in_both_languages_and_prints(small, opened):
    browser = opened(report(small))
    assert browser.title == "政策任务图谱报告"
    shown = browser.find_element(By.TAG_NAME, "main").text
    for words in (
        "语料概况",
        "山西省教师队伍建设任务分工表",
        "山西省财政厅",
        "2016年底前",
        "某中心 is in no registry",
        "未读出",
    ):
        assert words in shown
    assert [
        part.get_attribute("role") for part in browser.find_elements(By.CSS_SELECTOR, "figure div:first-child svg")
    ] == ["img"] * 2
    links = [link.get_attribute("href").partition("#")[2] for link in browser.find_elements(By.CSS_SELECTOR, "nav a")]
    assert links == [part.get_attribute("id") for part in browser.find_elements(By.TAG_NAME, "section")]
    browser.find_element(By.ID, "language").click()
    assert "What the corpus holds" in browser.find_element(By.TAG_NAME, "main").text
    assert "语料概况" not in browser.find_element(By.TAG_NAME, "main").text
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    with pdfplumber.open(io.BytesIO(base64.b64decode(printed["data"]))) as pdf:
        assert all(round(page.width) == 595 for page in pdf.pages)
        assert "Who co-leads the most tasks" in (pdf.pages[0].extract_text() + pdf.pages[1].extract_text())


def test_hostile_text_stays_text_in_the_report(hostile, opened):
    browser = opened(report(hostile))
    shown = browser.find_element(By.TAG_NAME, "main").text
    assert "<u>甲</u>局" in shown and "</script><b>标题</b>" in shown
    assert browser.execute_script("return document.querySelectorAll('b, u, i, img').length") == 0


def test_the_report_is_the_same_each_time(small):
    assert report(small) == report(small)
