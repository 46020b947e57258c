"""A small made-up plan and note that use every field, and the vocational gold documents where they are."""

import json
from pathlib import Path

import pytest

from graph.folder.files import write
from graph.store.index import open_index
from ontology.exchange import from_json
from ontology.records import (
    Assignment,
    Citation,
    Deadline,
    Document,
    Entry,
    Evidence,
    Finding,
    Mention,
    SourceFile,
    Target,
    Task,
)

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
VOCATIONAL = (
    "college-2019-task-breakdown",
    "guangyuan-2015-task-table",
    "henan-2017-task-table",
    "shanxi-2015-task-table",
    "shanxi-2020-action-plan",
)
HOSTILE = "建设“<script>alert(1)</script>”平台</script><img src=x onerror=alert(2)>，{{ 7 * 7 }}"


class Plan:
    """Writes a document's text and counts its offsets."""

    def __init__(self, id, **about):
        self.id, self.about, self.text, self.tasks = id, about, "", []

    def passage(self, words, **place):
        start = len(self.text)
        self.text += words + "\n"
        return Evidence(start, start + len(words), words, **place)

    def task(self, key, text, note="", *, bearers=(), deadlines=(), targets=(), places=(), section=()):
        """A task; `bearers` are (surface, agency, kind, role, more) and stand in the note, the rest in the text."""
        duty = self.passage(text, table=1, row=len(self.tasks) + 2, column=2)
        said = self.passage(note, table=1, row=len(self.tasks) + 2, column=3)

        def at(words, passage):
            start = passage.start + passage.quote.index(words)
            return {"start": start, "end": start + len(words), "evidence": passage}

        known = {"scope": None, "agency_id": None, "function": None, "level": None, "region": None, "match": "registry"}
        self.tasks.append(
            Task(
                key,
                section,
                text,
                tuple(
                    Assignment(s, a, k, r, n, rule="list", **{**known, **more}, **at(s, said))
                    for n, (s, a, k, r, more) in enumerate(bearers, 1)
                ),
                tuple(Deadline(s, t, d, a, rule="date", **at(s, duty)) for s, t, d, a in deadlines),
                tuple(Target(s, i, v, u, c, d, o, rule="figure", **at(s, duty)) for s, i, v, u, c, d, o in targets),
                tuple(Mention(s, n, r, rule="name", **at(s, duty)) for s, n, r in places),
                duty,
            )
        )

    def document(self):
        about = {
            "number": None,
            "issued": None,
            "jurisdiction": None,
            "level": None,
            "layout": "task-table",
            "issuers": (),
            "addressees": None,
            "citations": (),
            "inferred": (),
            "ledger": (),
            "findings": (),
        }
        file = SourceFile(f"{self.id}.txt", "0" * 64, "text/plain", "utf-8", len(self.text))
        return Document(self.id, source=file, tasks=tuple(self.tasks), **{**about, **self.about})


EDUCATION = {"agency_id": "education-140000", "function": "education", "level": "province", "region": "140000"}
FINANCE = {"agency_id": "finance-140000", "function": "finance", "level": "province", "region": "140000"}
COUNTIES = {"level": "county", "region": "140000", "match": "collective"}


def make_plan():
    """Five tasks of 山西省: led, with a collective; joint, with a county; an enterprise's; ongoing; nobody's."""
    plan = Plan(
        "plan",
        title="山西省教师队伍建设任务分工表",
        number="晋试〔2016〕1号",
        issued="2016-03",
        jurisdiction="山西省",
        level="province",
        citations=(Citation("教师教育振兴计划", "国试〔2015〕2号", "applies", 0, 4),),
        ledger=(Entry(0, 5, "task", "1"), Entry(5, 9, "unread", "a row without a task")),
        findings=(Finding("unknown-agency", "某中心 is in no registry; add it", 0, 3, 2),),
    )
    education = ("省教育厅", "山西省教育厅", "agency", "lead", EDUCATION)
    plan.task(
        "1",
        "加强教师培训，2016年底前培训教师2000人，建设500至800个基地。",
        "省教育厅、省财政厅牵头，各县（市、区）人民政府配合",
        bearers=(
            education,
            ("省财政厅", "山西省财政厅", "agency", "lead", FINANCE),
            ("各县（市、区）人民政府", "山西省各县（市、区）人民政府", "collective", "support", COUNTIES),
        ),
        deadlines=(("2016年底前", "by", "2016", "培训教师2000人"),),
        targets=(
            ("培训教师2000人", "培训教师", 2000.0, "人", "=", "2016", False),
            ("建设500至800个基地", "基地", (500.0, 800.0), "个", "range", None, True),
        ),
        section=("一、队伍", "（一）培训"),
    )
    plan.task(
        "2",
        "在阳曲县试点。",
        "省财政厅、阳曲县、某中心",
        bearers=(
            ("省财政厅", "山西省财政厅", "agency", "joint", FINANCE),
            ("阳曲县", "山西省阳曲县人民政府", "government", "joint", {"level": "county", "region": "140122"}),
            ("某中心", "某中心", "body", "joint", {"match": "unknown", "scope": "试点"}),
        ),
        places=(("阳曲县", "山西省阳曲县", "140122"),),
        section=("一、队伍", "（二）试点"),
    )
    plan.task(
        "3",
        "供应教学设备，2017年6月启动。",
        "晋试公司",
        bearers=(("晋试公司", "晋试公司", "enterprise", "joint", {}),),
        deadlines=(("2017年6月启动", "in", "2017-06", "启动"),),
    )
    plan.task("4", "持续改善待遇。", "省教育厅", bearers=(education,), deadlines=(("持续", "ongoing", None, None),))
    plan.task("5", HOSTILE, "")
    return plan.document()


def make_note():
    """One task of 河南省 under the title that the plan of 山西省 has as well."""
    note = Plan("note", title="教师队伍建设任务分工表", jurisdiction="河南省", level="province", issued="2017")
    known = {"agency_id": "education-410000", "function": "education", "level": "province", "region": "410000"}
    note.task("1", "培训校长。", "省教育厅", bearers=(("省教育厅", "河南省教育厅", "agency", "lead", known),))
    return note.document()


def build(folder, documents):
    write(folder, [(document, "") for document in documents], rules="test")
    return folder


@pytest.fixture(scope="session")
def new_plan():
    """To make further documents in a test."""
    return Plan


@pytest.fixture(scope="session")
def build_graph():
    """To build and open a graph of such documents in a test."""
    return lambda folder, documents: open_index(build(folder, documents))


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory):
    return build(tmp_path_factory.mktemp("small") / "kg", [make_plan(), make_note()])


@pytest.fixture(scope="session")
def small(small_folder):
    return open_index(small_folder)


@pytest.fixture(scope="session")
def gold_documents():
    if not GOLD.is_dir():
        pytest.skip("the gold files are not beside this checkout (../shared/gold)")
    return [from_json(json.loads((GOLD / f"{name}.json").read_text("utf-8"))) for name in VOCATIONAL]


@pytest.fixture(scope="session")
def vocational(tmp_path_factory, gold_documents):
    return open_index(build(tmp_path_factory.mktemp("vocational") / "kg", gold_documents))


def make_hostile():
    """A document whose title, bearers, text and note try to be markup, script, template and formula."""
    plan = Plan("hostile", title="</script><b>标题</b>", jurisdiction="山西省", level="province")
    one, other = "<u>甲</u>局", "=乙&amp;“局”'"
    plan.task(
        "1",
        HOSTILE,
        f"{one}、{other}</script>",
        bearers=((one, one, "agency", "lead", {}), (other, other, "agency", "lead", {"scope": "<i>丙</i>"})),
    )
    return plan.document()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    return open_index(build(tmp_path_factory.mktemp("hostile") / "kg", [make_hostile()]))


@pytest.fixture(scope="session")
def writer():
    """For tests that need documents of their own."""
    return Plan


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A graph of the documents, ready for questions."""

    def graph(documents):
        return open_index(build(tmp_path_factory.mktemp("built") / "kg", documents))

    return graph
