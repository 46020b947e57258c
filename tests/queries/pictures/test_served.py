"""The editor and explorer of a running server, in a browser: each leads to the other, and neither asks elsewhere."""

import socket
from urllib.parse import quote, urlencode

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from ontology.terms import DCTERMS, PK
from queries.serving.engines import LOOPBACK as HOST
from queries.serving.server import served


def free_port():
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def server(small):
    with served(small, free_port(), texts={"document/note": "培训校长。\n省教育厅\n这一行未读\n"}) as running:
        yield running


@pytest.fixture
def visit(browser, server):
    """Opens an address of the server; afterwards the console must be empty, and nobody else have been asked."""

    def go(address):
        browser.get("about:blank")  # an address that differs in its fragment alone would load nothing
        browser.get(address)
        return browser

    yield go
    assert browser.get_log("browser") == []
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    assert all(address.startswith(server.home) for address in asked)


def until(browser, found):
    return WebDriverWait(browser, 20).until(lambda _: found())


def texts(browser, selector):
    """Read at one moment: the editor draws its answers anew while they arrive."""
    return browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)", selector
    )


def click(browser, selector, said):
    next(part for part in browser.find_elements(By.CSS_SELECTOR, selector) if said in part.text).click()


def test_a_question_runs_in_the_editor_and_its_ids_lead_to_the_explorer(visit, server):
    browser = visit(server.home)
    assert browser.find_element(By.ID, "title").text == "SPARQL 查询"
    browser.find_element(By.ID, "search").send_keys("没有时限")
    click(browser, "#list button", "哪些任务没有时限？")
    rows = until(browser, lambda: texts(browser, "#editor .tabPanel.active table.dataTable tbody tr"))
    assert any("在阳曲县试点。" in row for row in rows)
    before = browser.window_handles
    browser.execute_script("document.querySelector(\"#editor .tabPanel.active a[href*='id/task/plan/2']\").click()")
    (opened,) = set(until(browser, lambda: set(browser.window_handles) - set(before)))
    browser.switch_to.window(opened)
    until(browser, lambda: texts(browser, "#panel h3") == ["山西省教师队伍建设任务分工表 · 序号 2"])
    browser.close()
    browser.switch_to.window(before[0])


def test_the_explorer_shows_whole_texts_and_leads_to_the_editor(visit, server):
    browser = visit(server.explorer)
    click(browser, "#list button", "河南省")
    source = browser.find_element(By.CSS_SELECTOR, ".source")
    assert source.get_attribute("textContent") == "培训校长。\n省教育厅\n这一行未读\n"
    click(browser, "#tabs button", "问题")
    click(browser, "#list button", "没有时限")
    until(browser, lambda: texts(browser, "#text h2") == ["哪些任务没有时限？"])
    assert any("在阳曲县试点。" in row for row in texts(browser, "#text tr"))
    click(browser, "#text a", "在 SPARQL 查询中打开")
    until(browser, lambda: "undated" in texts(browser, "#editor .tab.active")[0])
    browser.find_element(By.CSS_SELECTOR, ".tools a").click()
    until(browser, lambda: texts(browser, "h1") == ["文件与任务浏览"])


def test_an_address_opens_its_task(visit, server):
    browser = visit(f"{server.explorer}#task/plan/1/deadline/1")
    assert texts(browser, "#panel h3")[0] == "山西省教师队伍建设任务分工表 · 序号 1"


def test_hostile_text_stays_text_in_the_editor_and_on_the_shelf(browser, hostile, monkeypatch):
    monkeypatch.setattr("queries.pictures.explorer.MOST_TASKS", 0)
    with served(hostile, free_port()) as running:
        query = f"SELECT ?text ?title {{ ?t <{PK.text.value}> ?text . ?d <{DCTERMS.title.value}> ?title }}"
        browser.get(f"{running.home}#{urlencode({'query': query, 'endpoint': running.query}, quote_via=quote)}")
        browser.find_element(By.CSS_SELECTOR, "#editor .yasqe_queryButton").click()
        rows = until(browser, lambda: texts(browser, "#editor table.dataTable tbody tr"))
        assert "<script>alert(1)</script>" in rows[0] and "</script><b>标题</b>" in rows[0]
        assert (
            browser.execute_script("return document.querySelectorAll('#editor td :is(b, u, i, img, script)').length")
            == 0
        )
        browser.get(running.explorer)
        assert texts(browser, "main a") == ["</script><b>标题</b>"]
        assert browser.get_log("browser") == []
