"""The explorer in a browser: words marked where they stand, what a click opens, and corrections that can be applied."""

import csv

import pytest
from click.testing import CliRunner
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from ontology.corrections import read_lines
from policykg import main
from queries.pictures.explorer import explorer

PLAN = """加强教师培训，2016年底前培训教师2000人，建设500至800个基地。
省教育厅、省财政厅牵头，各县（市、区）人民政府配合
"""


def text(browser, selector):
    return browser.find_element(By.CSS_SELECTOR, selector).text


def texts(browser, selector):
    return [part.text for part in browser.find_elements(By.CSS_SELECTOR, selector)]


def click(browser, selector, said):
    next(part for part in browser.find_elements(By.CSS_SELECTOR, selector) if said in part.text).click()


@pytest.fixture
def explored(small, opened):
    return opened(explorer(small, {"document/plan": f"{PLAN}𠀀未读的一行\n"}))


def test_the_words_of_facts_are_marked_where_they_stand(explored):
    assert text(explored, "h1") == "文件与任务浏览"
    assert text(explored, ".paper h2") == "山西省教师队伍建设任务分工表"
    assert explored.find_element(By.CSS_SELECTOR, ".source").get_attribute("textContent") == f"{PLAN}𠀀未读的一行\n"
    assert texts(explored, ".source .bearer") == ["省教育厅", "省财政厅", "各县（市、区）人民政府"]
    assert texts(explored, ".source .deadline") == ["2016年底前"]
    assert texts(explored, ".source .target") == ["培训教师2000人", "建设500至800个基地"]


def test_a_bearer_shows_all_that_it_owes(explored):
    click(explored, ".source .bearer", "省财政厅")
    assert text(explored, "#panel .name") == "山西省财政厅"
    assert texts(explored, ".source .same") == ["省财政厅"]
    assert texts(explored, "#panel h3") == [
        "山西省教师队伍建设任务分工表 · 序号 1",
        "山西省教师队伍建设任务分工表 · 序号 2",
    ]


def test_a_date_shows_what_else_falls_due(explored):
    click(explored, ".source .deadline", "2016年底前")
    assert text(explored, "#panel .name") == "到期: 2016-12-31"
    assert texts(explored, "#panel li") == ["2016-12-31 培训教师2000人 · 山西省教师队伍建设任务分工表 1"]
    click(explored, "#tabs button", "到期")
    assert texts(explored, "#list button") == ["培训教师2000人\n2016-12-31", "启动\n2017-06-30"]


def test_searching_and_the_keyboard(explored):
    explored.find_element(By.TAG_NAME, "body").send_keys("/")
    explored.switch_to.active_element.send_keys("校长")
    assert texts(explored, "#list button") == ["河南省：教师队伍建设任务分工表\n1"]
    explored.find_element(By.CSS_SELECTOR, "#list button").send_keys("\n")
    assert texts(explored, ".source .bearer") == ["省教育厅"]  # without the source's text, its passages
    click(explored, "#tabs button", "主体")
    assert texts(explored, "#list button")[0].startswith("山西省")


def test_answers_of_the_questions_lead_to_tasks(explored):
    click(explored, "#tabs button", "问题")
    click(explored, "#list button", "没有时限")
    assert text(explored, "#text h2") == "哪些任务没有时限？"
    click(explored, "#text td button", "task/plan/2")
    assert text(explored, "#panel h3") == "山西省教师队伍建设任务分工表 · 序号 2"
    explored.find_element(By.ID, "language").click()
    assert texts(explored, "#tabs button") == ["documents", "bearers", "Due", "Questions"]


def test_corrections_are_saved_as_the_file_that_review_applies(explored, downloads):
    click(explored, ".source .task", "加强教师培训")
    for kind, action, value in ((".bearers .mend", "role", "support"), (".plain .mend", None, "2017-06")):
        explored.find_element(By.CSS_SELECTOR, f"#panel {kind}").click()
        form = explored.find_element(By.CSS_SELECTOR, "form.correction")
        if action:
            Select(form.find_element(By.TAG_NAME, "select")).select_by_value(action)
            Select(form.find_element(By.NAME, "value")).select_by_value(value)
            form.find_element(By.NAME, "who").send_keys("李")
        else:
            form.find_element(By.NAME, "value").send_keys(value)
        form.find_element(By.NAME, "why").send_keys('原件如此, "见"第2页')
        form.find_element(By.CSS_SELECTOR, "[type=submit]").click()
    assert text(explored, "#download") == "下载更正： 2"
    explored.find_element(By.ID, "download").click()
    path = downloads / "corrections.csv"
    WebDriverWait(explored, 10).until(lambda _: path.exists())
    rows = csv_rows(path)
    found = read_lines(rows, "corrections.csv")
    assert not found.refused
    assert [(one.id, one.action, one.value, one.was, one.who, one.why) for one in found.lines] == [
        ("task/plan/1/assignment/1", "role", "support", "省教育厅", "李", '原件如此, "见"第2页'),
        ("task/plan/1/deadline/1", "date", "2017-06", "2016年底前", "李", '原件如此, "见"第2页'),
    ]


def test_a_correction_made_in_the_browser_is_in_the_next_graph(opened, downloads, tmp_path):
    """Build, correct on the page, `review apply`, build again: the bearer is another one, `why` says who says so."""
    source = tmp_path / "sources" / "plan.txt"
    source.parent.mkdir()
    (source.parent / "corpus.toml").write_text('[documents.plan]\njurisdiction = "山西省"\nissued = "2016"\n', "utf-8")
    source.write_text("任务分工表\n序号\t任务\t责任单位\n1\t加强教师培训。\t省教育厅、省财政厅\n", "utf-8")
    kg, page = tmp_path / "kg", tmp_path / "page.html"

    def run(*arguments):
        done = CliRunner().invoke(main, [str(one) for one in arguments])
        assert done.exit_code == 0, done.stderr
        return done.stdout

    run("build", source.parent, "-o", kg)
    run("draw", "explorer", "--sources", source.parent, "-k", kg, "-o", page)
    browser = opened(page.read_text("utf-8"))
    click(browser, ".source .bearer", "省财政厅")
    browser.find_elements(By.CSS_SELECTOR, "#panel .bearers .mend")[1].click()
    form = browser.find_element(By.CSS_SELECTOR, "form.correction")
    for name, value in (("value", "山西省审计厅"), ("who", "李"), ("why", "原件为审计厅")):
        form.find_element(By.NAME, name).send_keys(value)
    form.find_element(By.CSS_SELECTOR, "[type=submit]").click()
    (downloads / "corrections.csv").unlink(missing_ok=True)
    browser.find_element(By.ID, "download").click()
    WebDriverWait(browser, 10).until(lambda _: (downloads / "corrections.csv").exists())
    run("review", "apply", downloads / "corrections.csv", "-o", source.parent / "corrections.csv")
    run("build", source.parent, "-o", kg)
    assert "山西省审计厅" in run("ask", "agencies-by-role", "-k", kg)
    assert "山西省财政厅" not in run("ask", "agencies-by-role", "-k", kg)
    why = run("why", "task/plan/1/assignment/2", "-k", kg)
    assert "省财政厅" in why and "李" in why and "原件为审计厅" in why


def csv_rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_hostile_text_stays_text(hostile, opened):
    browser = opened(
        explorer(
            hostile,
            {"document/hostile": "建设“<script>alert(1)</script>”平台</script><img src=x onerror=alert(2)>\u202e，"},
        )
    )
    assert "<script>alert(1)</script>" in text(browser, ".source")
    assert text(browser, ".paper h2") == "山西省：</script><b>标题</b>"
    click(browser, "#tabs button", "主体")
    click(browser, "#list button", "<u>甲</u>局")
    assert text(browser, "#panel .name") == "<u>甲</u>局"
    assert browser.execute_script("return document.querySelectorAll('b, u, i, img').length") == 0
