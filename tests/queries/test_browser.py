"""The page in a browser without a network: what people see, find, filter, click and read."""

import shutil
import time

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from queries.draw import page
from queries.picture import picture

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--window-size=1400,900",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
VISIBLE = "return policykg.nodes.get({filter: n => !n.hidden}).map(n => n.zh).sort()"


@pytest.fixture(scope="module")
def browser():
    binary, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not (binary and driver):
        pytest.skip("no Chromium with its driver here: apt-get install chromium chromium-driver fonts-noto-cjk")
    options = Options()
    options.binary_location = binary
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    session = webdriver.Chrome(options=options, service=Service(driver))
    yield session
    session.quit()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a picture's page; afterwards the console must be empty and nothing must have been asked for."""

    def open_page(drawn):
        path = tmp_path / "页.html"
        path.write_text(page(drawn), encoding="utf-8")
        browser.get(path.as_uri())
        return browser

    yield open_page
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


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
    browser = opened(picture(small, "colead"))
    assert text(browser, "h1") == "共同牵头关系"
    assert browser.execute_script(VISIBLE) == ["山西省教育厅", "山西省财政厅", "山西省阳曲县人民政府", "某中心"]
    labels = browser.execute_script("return policykg.nodes.get().map(n => n.label).filter(Boolean)")
    assert labels and set(labels) <= set(browser.execute_script(VISIBLE))
    assert [row.text for row in browser.find_elements(By.CSS_SELECTOR, "#kinds label")] == [
        "部门\n2",
        "政府\n1",
        "团体机构\n1",
    ]
    assert browser.execute_script("return policykg.network.canvas.frame.canvas.width > 300")


def test_english_where_there_is_english(small, opened):
    browser = opened(picture(small, "colead"))
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
    browser = opened(picture(small, "colead"))
    browser.find_element(By.ID, "search").send_keys(words)
    assert browser.execute_script(VISIBLE) == left
    assert text(browser, "#count") == f"显示 {len(left)} ／共 4 节点"
    assert len(browser.find_elements(By.CSS_SELECTOR, "#list button")) == len(left)
    browser.find_element(By.ID, "reset").click()
    assert len(browser.execute_script(VISIBLE)) == 4


def test_filters_by_kind_role_and_document_change_what_is_visible(small, opened):
    browser = opened(picture(small, "tasks"))
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
    browser = opened(picture(vocational, "colead"))
    slider = browser.find_element(By.ID, "least")
    assert slider.get_attribute("max") == "50"
    slider.send_keys(Keys.END)
    assert browser.execute_script(VISIBLE) == ["山西省人力资源和社会保障厅", "山西省教育厅"]


def test_a_click_opens_the_duties_and_their_words(small, opened):
    browser = opened(picture(small, "colead"))
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
    browser = opened(picture(small, "colead"))
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    browser.switch_to.active_element.send_keys("财政")
    button = next(b for b in browser.find_elements(By.CSS_SELECTOR, "#list button") if "财政" in b.text)
    button.send_keys(Keys.ENTER)
    assert text(browser, "#panel .name") == "山西省财政厅"
    assert len(browser.find_elements(By.CSS_SELECTOR, "#panel article")) == 2


def test_hostile_text_stays_text(hostile, opened):
    browser = opened(picture(hostile, "colead"))
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
