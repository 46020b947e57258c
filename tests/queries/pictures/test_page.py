"""The page as a file: complete, silent towards the network, the same each time, and safe with any text."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ontology.errors import QuestionError
from queries.pictures.looks import LOOKS
from queries.pictures.page import page
from queries.pictures.picture import picture
from queries.pictures.views import WHOLE

PAGES = Path(__file__).resolve().parents[3] / "queries" / "pictures" / "pages"
SCRIPT = "".join(path.read_text("utf-8") for path in sorted(PAGES.glob("*.js")))
FIGURE = ("indicator", "comparator", "value", "least", "most", "unit")


class Tags(HTMLParser):
    """Collects the tags of a page, its scripts' types and the text of its data."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.data, self.inside = [], {}, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.inside = dict(attributes).get("id") if tag == "script" else None

    def handle_data(self, text):
        if self.inside:
            self.data[self.inside] = json.loads(text)
            self.inside = None


@pytest.fixture(scope="module")
def colead(small):
    return Tags(page(picture(small, "colead")))


def test_the_picture_of_co_leading_has_its_bearers_ties_and_tasks(small):
    drawn = picture(small, "colead")
    names = {drawn.graph.nodes[node]["zh"]: drawn.graph.nodes[node]["kind"] for node in drawn.graph}
    assert names == {
        "山西省教育厅": "agency",
        "山西省财政厅": "agency",
        "山西省阳曲县人民政府": "government",
        "某中心": "body",
    }
    zh = {node: drawn.graph.nodes[node]["zh"] for node in drawn.graph}
    ties = {frozenset((zh[a], zh[b])): facts["tasks"] for a, b, facts in drawn.graph.edges(data=True)}
    assert ties == {
        frozenset(("山西省教育厅", "山西省财政厅")): ["task/plan/1"],
        frozenset(("山西省财政厅", "山西省阳曲县人民政府")): ["task/plan/2"],
        frozenset(("山西省财政厅", "某中心")): ["task/plan/2"],
        frozenset(("山西省阳曲县人民政府", "某中心")): ["task/plan/2"],
    }
    assert list(drawn.tasks) == ["task/plan/1", "task/plan/2"] and drawn.omitted == 0


def test_the_panel_has_all_that_a_task_says(small):
    task = picture(small, "tasks").tasks["task/plan/1"]
    assert [(b["order"], b["role"], b["surface"]) for b in task["bearers"]] == [
        (1, "lead", "省教育厅"),
        (2, "lead", "省财政厅"),
        (3, "support", "各县（市、区）人民政府"),
    ]
    assert [(d["surface"], d["type"], d["date"]) for d in task["deadlines"]] == [("2016年底前", "by", "2016")]
    figures = [tuple(t.get(name) for name in FIGURE) for t in task["targets"]]
    assert figures == [("培训教师", "=", 2000, None, None, "人"), ("基地", "range", None, 500, 800, "个")]
    places = [(e["source"], e["table"], e["row"], e["start"], e["end"]) for e in task["evidence"]]
    assert places == [("plan.txt", 1, 2, 0, 37), ("plan.txt", 1, 2, 38, 63)]


def test_of_too_many_nodes_the_busiest_stay_and_the_rest_is_counted(small):
    drawn = picture(small, "colead", limit=2)
    assert {drawn.graph.nodes[node]["zh"] for node in drawn.graph} == {"山西省财政厅", "山西省教育厅"}
    assert drawn.omitted == 2
    assert picture(small, "tasks", limit=1).omitted == 5


def test_a_page_that_no_browser_shows_well_is_refused(small, monkeypatch):
    monkeypatch.setattr("queries.pictures.picture.MOST_TASKS", 1)
    with pytest.raises(QuestionError, match="The page would carry 2 tasks, more than 1 slow a browser down; draw one"):
        picture(small, "colead")


def test_what_cannot_be_drawn_says_so(small):
    with pytest.raises(QuestionError, match="There is no view “map”; draw colead, tasks"):
        picture(small, "map")
    with pytest.raises(QuestionError, match="no task of this document has bearers to join"):
        picture(small, "colead", {"document": "note"})


def test_the_page_asks_for_nothing_from_outside(colead):
    for tag, attributes in colead.tags:
        assert tag not in ("link", "iframe", "img", "object", "embed", "base", "form")
        assert not {"src", "href", "action", "srcset", "data", "onclick", "onload"} & set(attributes), (tag, attributes)
    policy = [a["content"] for t, a in colead.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    assert policy[0].startswith("default-src 'none'")
    styles = "".join(path.read_text("utf-8") for path in PAGES.glob("*.css"))
    assert styles and not re.search(r"@import|url\(", styles)


def test_the_page_carries_its_data_and_both_languages(colead):
    assert [node["label"] for node in colead.data["nodes"]] == [node["zh"] for node in colead.data["nodes"]]
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in colead.data["nodes"])
    assert {node["kind"] for node in colead.data["nodes"]} <= set(LOOKS)
    assert colead.data["data"]["options"]["physics"] == {"enabled": False}
    said = colead.data["data"]["words"]
    spoken = re.findall(r'\bword\("([a-z]+)"\)', SCRIPT) + [a["data-word"] for _, a in colead.tags if "data-word" in a]
    assert len(spoken) > 20 and set(spoken) <= set(said["page"])
    assert all(set(words) == {"en", "zh"} and all(words.values()) for part in said.values() for words in part.values())


def test_no_text_is_ever_markup_for_the_script():
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", SCRIPT)


def test_hostile_text_reaches_the_page_as_data_only(hostile):
    text = page(picture(hostile, "colead"))
    assert "<script>alert" not in text and "<img" not in text and "{{ 7 * 7 }}" in text
    tags = Tags(text)
    assert [tag for tag, _ in tags.tags].count("script") == 5
    (task,) = tags.data["data"]["tasks"].values()
    assert task["text"].startswith("建设“<script>alert(1)</script>”平台</script><img src=x onerror=alert(2)>")


@pytest.mark.parametrize("view", WHOLE)
def test_the_page_is_the_same_bytes_under_any_hash_seed(small_folder, view):
    script = (
        "import hashlib, sys; from pathlib import Path; from graph.store.index import open_index\n"
        "from queries.pictures.page import page; from queries.pictures.picture import picture\n"
        "print(hashlib.sha256(page(picture(open_index(Path(sys.argv[1])), sys.argv[2])).encode()).hexdigest())"
    )
    root = str(Path(__file__).resolve().parents[3])

    def run(seed):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root}
        command = [sys.executable, "-c", script, str(small_folder), view]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert run("1") == run("2")


def test_a_graph_of_gold_is_drawn_whole(vocational):
    drawn = picture(vocational, "colead")
    assert (len(drawn.graph), drawn.omitted) == (112, 0)
    weights = [facts["weight"] for _, _, facts in drawn.graph.edges(data=True)]
    assert max(weights) == 50
