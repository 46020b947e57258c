"""The page in a browser without a network: what people see, find, filter, click and read."""

import csv
import io
import time
from xml.etree import ElementTree

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from queries.pictures.page import page
from queries.pictures.picture import picture
from queries.tables import Words

VISIBLE = "return policykg.nodes.get({filter: n => !n.hidden}).map(n => n.zh).sort()"


def text(browser, selector):
    return browser.find_element(By.CSS_SELECTOR, selector).text


def box(browser, value):
    return browser.find_element(By.CSS_SELECTOR, f"input[value={value}]")


def over_node(browser, name):
    """The pointer over the place where the canvas shows the node."""
    x, y = browser.execute_script(
        "const [n] = policykg.nodes.get({filter: n => n.zh === arguments[0]});"
        "const at = policykg.network.canvasToDOM(policykg.network.getPosition(n.id)); return [at.x, at.y]",
        name,
    )
    canvas = browser.find_element(By.CSS_SELECTOR, "#picture canvas")
    size = canvas.size
    return ActionChains(browser).move_to_element_with_offset(
        canvas, round(x - size["width"] / 2), round(y - size["height"] / 2)
    )


def click_node(browser, name):
    over_node(browser, name).click().perform()
    time.sleep(0.4)  # the network tells a click from a double click by waiting


def test_it_opens_in_chinese_with_all_bearers(small, opened):
    browser = opened(page(picture(small, "colead")))
    assert text(browser, "h1") == "共同牵头关系"
    assert browser.execute_script(VISIBLE) == ["山西省教育厅", "山西省财政厅", "山西省阳曲县人民政府", "某中心"]
    assert set(browser.execute_script("return policykg.labels()")) == set(browser.execute_script(VISIBLE))
    assert [row.text for row in browser.find_elements(By.CSS_SELECTOR, "#kinds label")] == [
        "部门\n2",
        "政府\n1",
        "团体机构\n1",
    ]
    assert browser.execute_script("return policykg.network.canvas.frame.canvas.width > 300")


def test_english_where_there_is_english(small, opened):
    browser = opened(page(picture(small, "colead")))
    browser.find_element(By.ID, "language").click()
    assert text(browser, "h1") == "Who co-leads with whom"
    assert text(browser, "#kinds").splitlines()[::2] == ["agency", "government", "body"]
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("阳曲", ["山西省财政厅", "山西省阳曲县人民政府", "某中心"]),
        ("培训教师", ["山西省教育厅", "山西省财政厅"]),
        ("没有这样的词", []),
    ],
)
def test_searching_leaves_what_matches(small, opened, words, left):
    browser = opened(page(picture(small, "colead")))
    browser.find_element(By.ID, "search").send_keys(words)
    assert browser.execute_script(VISIBLE) == left
    assert text(browser, "#count") == f"显示 {len(left)} ／共 4 节点"
    assert len(browser.find_elements(By.CSS_SELECTOR, "#list button")) == len(left)
    browser.find_element(By.ID, "reset").click()
    assert len(browser.execute_script(VISIBLE)) == 4


def test_filters_by_kind_role_and_document_change_what_is_visible(small, opened):
    browser = opened(page(picture(small, "tasks")))
    everything = browser.execute_script(VISIBLE)
    assert "晋试公司" in everything and "河南省教育厅" in everything
    box(browser, "enterprise").click()
    assert set(everything) - set(browser.execute_script(VISIBLE)) == {"晋试公司", "3"}
    box(browser, "enterprise").click()
    box(browser, "support").click()
    assert set(everything) - set(browser.execute_script(VISIBLE)) == {"山西省各县（市、区）人民政府"}
    box(browser, "support").click()
    browser.find_element(By.CSS_SELECTOR, "#document option[value='document/note']").click()
    assert browser.execute_script(VISIBLE) == ["1", "河南省教育厅"]


def test_ties_of_fewer_tasks_can_be_left_out(small, opened, vocational):
    browser = opened(page(picture(vocational, "colead")))
    slider = browser.find_element(By.ID, "least")
    assert slider.get_attribute("max") == "50"
    slider.send_keys(Keys.END)
    assert browser.execute_script(VISIBLE) == ["山西省人力资源和社会保障厅", "山西省教育厅"]


def test_a_click_opens_the_duties_and_their_words(small, opened):
    browser = opened(page(picture(small, "colead")))
    click_node(browser, "山西省教育厅")
    assert text(browser, "#panel .name") == "山西省教育厅"
    assert [b.text for b in browser.find_elements(By.CSS_SELECTOR, "#panel .links button")] == ["山西省财政厅 1"]
    (card,) = browser.find_elements(By.CSS_SELECTOR, "#panel article")
    assert card.find_element(By.TAG_NAME, "h3").text == "山西省教师队伍建设任务分工表 · 序号 1"
    assert [row.text for row in card.find_elements(By.CSS_SELECTOR, "ol li")] == [
        "山西省教育厅牵头",
        "山西省财政厅牵头",
        "山西省各县（市、区）人民政府配合",
    ]
    assert [row.text for row in card.find_elements(By.CSS_SELECTOR, "ul li")] == [
        "2016年底前（截至 2016）",
        "培训教师 = 2000 人",
        "基地 500–800 个",
    ]
    assert [quote.text.split("\n") for quote in card.find_elements(By.TAG_NAME, "blockquote")] == [
        ["加强教师培训，2016年底前培训教师2000人，建设500至800个基地。", "plan.txt · 表 1 · 行 2 · 字符 0–37"],
        ["省教育厅、省财政厅牵头，各县（市、区）人民政府配合", "plan.txt · 表 1 · 行 2 · 字符 38–63"],
    ]
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    assert browser.find_elements(By.CSS_SELECTOR, "#panel article") == []


def test_the_keyboard_is_enough(small, opened):
    browser = opened(page(picture(small, "colead")))
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    browser.switch_to.active_element.send_keys("财政")
    button = next(b for b in browser.find_elements(By.CSS_SELECTOR, "#list button") if "财政" in b.text)
    button.send_keys(Keys.ENTER)
    assert text(browser, "#panel .name") == "山西省财政厅"
    assert len(browser.find_elements(By.CSS_SELECTOR, "#panel article")) == 2


def test_hostile_text_stays_text(hostile, opened):
    browser = opened(page(picture(hostile, "colead")))
    assert browser.execute_script(VISIBLE) == ["<u>甲</u>局", "=乙&amp;“局”'"]
    over_node(browser, "<u>甲</u>局").perform()
    time.sleep(0.6)  # a tooltip waits for the pointer to rest
    assert text(browser, ".vis-tooltip") == "<u>甲</u>局"
    click_node(browser, "<u>甲</u>局")
    assert text(browser, "#panel .name") == "<u>甲</u>局"
    assert text(browser, "#panel h3") == "山西省：</script><b>标题</b> · 序号 1"
    assert (
        text(browser, "#panel article > p")
        == "建设“<script>alert(1)</script>”平台</script><img src=x onerror=alert(2)>，{{ 7 * 7 }}"
    )
    assert text(browser, "#panel ol li:nth-child(2)") == "=乙&amp;“局”'牵头限于 <i>丙</i>"
    assert browser.execute_script("return document.querySelectorAll('img, b, u, i').length") == 0
    assert browser.execute_script("return document.scripts.length") == 5


def test_filters_by_level_region_and_year(small, opened):
    browser = opened(page(picture(small, "tasks")))
    everything = set(browser.execute_script(VISIBLE))
    assert [row.text.split("\n")[0] for row in browser.find_elements(By.CSS_SELECTOR, "#levels label")] == [
        "省级",
        "县级",
    ]
    box(browser, "county").click()
    assert everything - set(browser.execute_script(VISIBLE)) == {"山西省阳曲县人民政府", "山西省各县（市、区）人民政府"}
    box(browser, "county").click()
    browser.find_element(By.CSS_SELECTOR, "#region option[value='region/410000']").click()
    assert browser.execute_script(VISIBLE) == ["1", "河南省教育厅"]
    browser.find_element(By.ID, "reset").click()
    browser.find_element(By.ID, "from").send_keys("2017")
    assert browser.execute_script(VISIBLE) == ["3", "晋试公司"]
    browser.find_element(By.ID, "to").send_keys("2016")
    assert browser.execute_script(VISIBLE) == []


ASKED = (
    ("agency", {"agency": "山西省教育厅"}, ["所依文件", "", "部门", "集合主体"]),
    ("document", {"document": "plan"}, ["章节", "任务", "部门", "其他主体"]),
    ("line", {"function": "教育"}, ["所依文件", "省级"]),
    ("cascade", {}, ["引用的政策（未读入）", "省级文件", "县级主体"]),
    ("compare", {"one": "山西省", "other": "河南省"}, ["山西省", "条线与类别", "河南省"]),
)


@pytest.mark.parametrize(("view", "given", "heads"), ASKED)
def test_each_view_opens_with_its_columns_and_labels(small, opened, view, given, heads):
    browser = opened(page(picture(small, view, given)))
    assert (
        browser.execute_script("return JSON.parse(document.getElementById('data').textContent).captions.map(c => c.zh)")
        == heads
    )
    shown = browser.execute_script("return policykg.nodes.get({filter: n => !n.hidden}).length")
    assert (
        len(browser.execute_script("return policykg.labels()"))
        == shown
        == len(browser.find_elements(By.CSS_SELECTOR, "#list button"))
    )
    browser.find_element(By.ID, "language").click()
    assert all(ord(letter) < 0x2E80 for letter in text(browser, "#title").partition(":")[0])


def test_a_relation_is_named_where_no_task_stands_behind_it(small, opened):
    browser = opened(page(picture(small, "cascade")))
    click_node(browser, "教师教育振兴计划")
    assert text(browser, "#panel .facts") == "政策（仅被引用） · 任务 0"
    (other,) = browser.find_elements(By.CSS_SELECTOR, "#panel .links button")
    assert other.text == "贯彻落实 山西省教师队伍建设任务分工表"
    other.click()
    assert text(browser, "#panel .name") == "山西省教师队伍建设任务分工表"
    assert text(browser, "#panel .facts") == "文件 · 省级 · 晋试〔2016〕1号 · 2016-03 · 任务 2"


def saved(folder, name):
    """The file that the browser saves, when it is whole."""
    for _ in range(50):
        if (folder / name).exists() and not list(folder.glob("*.crdownload")):
            return (folder / name).read_bytes()
        time.sleep(0.1)
    raise AssertionError(f"{name} was not saved")


def test_what_is_filtered_can_be_saved(small, opened, downloads):
    browser = opened(page(picture(small, "colead")))
    browser.find_element(By.ID, "search").send_keys("培训教师")
    for tool in ("save", "svg", "png"):
        browser.find_element(By.ID, tool).click()
    rows = list(csv.reader(io.StringIO(saved(downloads, "policykg-colead.csv").decode("utf-8-sig"))))
    assert [row[1:5:3] for row in rows[1:]] == [
        ["1", "山西省教育厅（牵头）、山西省财政厅（牵头）、山西省各县（市、区）人民政府（配合）"]
    ]
    drawn = ElementTree.fromstring(saved(downloads, "policykg-colead.svg"))
    texts = [part.text for part in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == "共同牵头关系" and set(texts[1:]) == {"山西省教育厅", "山西省财政厅", "部门"}
    assert saved(downloads, "policykg-colead.png")[16:20] == (3508).to_bytes(4, "big")


def test_the_saved_picture_holds_hostile_text_as_text(hostile, opened):
    drawn = ElementTree.fromstring(opened(page(picture(hostile, "tasks"))).execute_script("return policykg.svg()"))
    assert "<u>甲</u>局" in [part.text for part in drawn.iter("{http://www.w3.org/2000/svg}text")]


def test_a_page_shows_itself_in_a_notebook(small, opened):
    inline = page(picture(small, "colead"))._repr_html_()
    browser = opened(f"<!DOCTYPE html><meta charset=utf-8><body>{inline}")
    browser.switch_to.frame(browser.find_element(By.TAG_NAME, "iframe"))
    assert text(browser, "h1") == "共同牵头关系"
    browser.switch_to.default_content()


def test_the_filter_by_theme_keeps_tasks_of_it(small, opened):
    browser = opened(page(picture(small, "tasks")))
    names = [option.text for option in browser.find_elements(By.CSS_SELECTOR, "#theme option")]
    assert names[0] == "全部主题" and "师资队伍" in names
    browser.find_element(By.CSS_SELECTOR, "#theme option[value='vocational.teachers']").click()
    assert "山西省财政厅" in browser.execute_script(VISIBLE) and "晋试公司" not in browser.execute_script(VISIBLE)


def test_what_was_left_out_is_said(small, opened):
    browser = opened(page(picture(small, "colead", limit=2)))
    assert text(browser, "#omitted") == "为便于阅读，未画出： 2"


def test_how_bearers_are_seen_is_said_in_both_languages(small, opened):
    browser = opened(page(picture(small, "colead"), [Words("Not one body of today: 1.", "今日无单一对应机构：1。")]))
    assert text(browser, "#notes") == "今日无单一对应机构：1。"
    browser.find_element(By.ID, "language").click()
    assert text(browser, "#notes") == "Not one body of today: 1."
