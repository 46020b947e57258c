"""A person's verdict on two tasks overrules the method wherever counterparts are told, until its line is removed."""

import csv
import json

import pytest
from click.testing import CliRunner

from graph.store.index import open_index
from ontology.corrections import COLUMNS
from ontology.errors import QuestionError
from policykg import main
from queries.gallery import ask
from queries.review import queue
from queries.why import as_text, why

UPPER = """国务院办公厅关于加强职业教育的意见

国试发〔2018〕1号

一、加强师资建设。职业院校教师每五年轮训一遍，选聘企业技师任兼职教师。（责任单位：教育部）
二、拓宽经费渠道。各级财政足额拨款，教育费附加的三成用于职业教育。（责任单位：财政部）
三、严格督导评估。定期检查各地工作，对落后的予以通报约谈。（责任单位：教育部）
"""
LOWER = """某省职业教育重点任务

为落实《国务院办公厅关于加强职业教育的意见》（国试发〔2018〕1号），制定本方案。

1.组织职业院校教师参加研修，选聘企业技师。（责任单位：省教育厅）
2.统筹安排职业教育经费，足额拨款。（责任单位：省财政厅）
3.办好农民体育健身赛事。（责任单位：省体育局）
"""
SIGNED = ["李", "2026-11-22", "核对两份文件"]
TOLD = {"who": "李", "when": "2026-11-22", "why": "核对两份文件"}
ONE, TWO, THREE = (f"task/upper/{n}" for n in (1, 2, 3))
FIRST, SECOND, THIRD = (f"task/lower/{n}" for n in (1, 2, 3))
METHOD = {(ONE, FIRST, "same"), (TWO, SECOND, "same")}


@pytest.fixture
def place(tmp_path):
    (tmp_path / "src").mkdir()
    for name, text, where, issued in (("upper", UPPER, "中国", "2018"), ("lower", LOWER, "山西省", "2019")):
        (tmp_path / "src" / f"{name}.txt").write_text(text, encoding="utf-8")
        with (tmp_path / "src" / "corpus.toml").open("a", encoding="utf-8") as file:
            file.write(f'[documents.{name}]\njurisdiction = "{where}"\nissued = "{issued}"\n')
    build(tmp_path)
    return tmp_path


def run(place, *words, code=0):
    done = CliRunner().invoke(main, [word.replace("@", str(place)) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def build(place, *lines):
    with (place / "src" / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *([*line, *SIGNED] for line in lines)])
    return run(place, "build", "@/src", "-o", "@/kg")


def records(place, name, **given):
    return ask(open_index(place / "kg"), name, given).records()


def counterparts(place):
    return {(row["upper_id"], row["id"], row["counterpart"]) for row in records(place, "counterparts")}


def test_the_method_alone(place):
    assert counterparts(place) == METHOD
    assert {(row["gap"], row["id"]) for row in records(place, "gaps")} == {("dropped", THREE), ("added", THIRD)}


@pytest.mark.parametrize(
    "line, found",
    [
        ((ONE, "different", FIRST, ""), {(TWO, SECOND, "same")}),
        ((FIRST, "different", ONE, ""), {(TWO, SECOND, "same")}),
        ((ONE, "part", FIRST, ""), {(ONE, FIRST, "part"), (TWO, SECOND, "same")}),
        ((THREE, "same", THIRD, ""), METHOD | {(THREE, THIRD, "same")}),
        ((ONE, "part", SECOND, ""), METHOD | {(ONE, SECOND, "part")}),
    ],
)
def test_a_verdict_overrules_the_method_and_is_undone_with_its_line(place, line, found):
    before = sorted((place / "kg").rglob("*.nq")), [path.read_bytes() for path in sorted((place / "kg").rglob("*.nq"))]
    assert "2 unchanged" in build(place, line)
    assert counterparts(place) == found
    first = (place / "kg" / "links.nq").read_bytes()
    build(place, line)
    assert (place / "kg" / "links.nq").read_bytes() == first
    build(place)
    assert counterparts(place) == METHOD
    assert before == (
        sorted((place / "kg").rglob("*.nq")),
        [path.read_bytes() for path in sorted((place / "kg").rglob("*.nq"))],
    )


def test_every_answer_about_counterparts_goes_by_the_verdict(place):
    build(place, (ONE, "different", FIRST, ""), (THREE, "same", THIRD, ""))
    assert {(row["gap"], row["id"]) for row in records(place, "gaps")} == {("dropped", ONE), ("added", FIRST)}
    (row,) = records(place, "cascade", document="lower")[:1]
    assert (row["adoption"], row["origin"], row["added"], row["dropped"]) == (0.667, 0.667, 1, 1)
    table = json.loads(run(place, "align", "upper", "lower", "-k", "@/kg", "--format", "json"))
    assert [(entry["a"], entry["b"], entry["score"], entry["method"] == "person") for entry in table] == [
        ("2", "2", table[0]["score"], False),
        ("3", "3", 1.0, True),
    ]
    (place / "pairs.json").write_text('[{"a": "upper", "b": "lower"}]')
    (entry,) = json.loads(run(place, "align", "@/kg", "--pairs", "@/pairs.json"))
    assert [(pair["a"], pair["b"], pair["relation"]) for pair in entry["pairs"]] == [
        ("2", "2", "same"),
        ("3", "3", "same"),
    ]
    assert "task/lower/3" in run(place, "tree", THREE, "-k", "@/kg")
    assert "task/lower/1" not in run(place, "tree", ONE, "-k", "@/kg")


def test_the_last_word_decides_and_all_are_kept(place):
    build(place, (ONE, "different", FIRST, ""), (FIRST, "part", ONE, ""))
    assert (ONE, FIRST, "part") in counterparts(place)
    facts = why(open_index(place / "kg"), "correspondence/upper/1/lower/1")
    assert [fact["act"] for fact in facts if fact["what"] == "correction"] == ["different", "part"]


def test_why_says_what_the_method_found_and_what_the_person_said(place):
    index = open_index(place / "kg")
    (row,) = (row for row in records(place, "counterparts") if row["id"] == FIRST)
    told, *tasks = why(index, row["correspondence"])
    assert (told["what"], told["counterpart"], told["method"]) == ("correspondence", "same", row["method"])
    assert told["score"] == row["score"] and "选聘企业技师" in told["words"]
    assert [(fact["id"], fact["what"], fact["source"]) for fact in tasks] == [
        (ONE, "task", "upper.txt"),
        (FIRST, "task", "lower.txt"),
    ]
    build(place, (ONE, "different", FIRST, ""))
    told, correction, *_ = why(index := open_index(place / "kg"), row["correspondence"])
    assert told["counterpart"] == "different" and "method" not in told
    assert ({"act": "different", "was": f"same {row['score']}"} | TOLD).items() <= correction.items()
    for id in (ONE, FIRST):  # of either task, the verdict is among what is said of it
        (noted,) = (fact for fact in why(index, id) if fact["what"] == "correction")
        assert noted.items() <= correction.items()
    assert "不同任务" in as_text([told], "zh") and "李" in as_text([correction], "zh")


@pytest.mark.parametrize(
    "line", [("task/upper/9", "same", FIRST, ""), (ONE, "same", "task/gone/1", ""), (ONE, "part", FIRST, "别的 ⇄ 话")]
)
def test_a_verdict_that_no_longer_applies_is_told(place, line):
    told = build(place, line)
    assert f"line 2: “{line[1]} {line[0]} → {line[2]}” applies to nothing in the graph" in told
    assert counterparts(place) == METHOD


DOUBTS = {
    "评选教学名师。": "near the threshold",
    "组织教师赴企业实践，每五年不少于半年。": "one of several counterparts",
}
FOURTH = "task/lower/4"


@pytest.fixture(params=DOUBTS)
def doubtful(place, request):
    """With a fourth task, a counterpart of the first of which the method is not sure, and the reason."""
    (place / "src" / "lower.txt").write_text(f"{LOWER}4.{request.param}（责任单位：省教育厅）\n", encoding="utf-8")
    build(place)
    return place, DOUBTS[request.param]


def asked(place):
    return [row for row in queue(open_index(place / "kg")).records() if "⇄" in str(row["was"])]


def test_the_queue_asks_what_is_doubtful_and_takes_the_answer(doubtful):
    """Of a pair only the action need be filled in; a pair that was judged is not asked again."""
    place, reason = doubtful
    (row,) = asked(place)
    assert (row["id"], row["value"], row["question"]) == (ONE, FOURTH, f"{reason}: same, part or different?")
    run(place, "review", "export", "-k", "@/kg", "-o", "@/queue.csv")
    with (place / "queue.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row | TOLD | {"action": "different"} for row in csv.DictReader(file) if row["value"] == FOURTH]
    with (place / "queue.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert "1 new, 0 known" in run(place, "review", "apply", "@/queue.csv", "-o", "@/src/corrections.csv")
    assert "0 new, 1 known" in run(place, "review", "apply", "@/queue.csv", "-o", "@/src/corrections.csv")
    assert (ONE, FOURTH, "part") in counterparts(place)
    run(place, "build", "@/src", "-o", "@/kg")
    assert counterparts(place) == METHOD and asked(place) == []


def test_the_queue_asks_of_documents_that_are_not_linked_where_they_are_named(doubtful):
    index = open_index(doubtful[0] / "kg")
    more = [
        row
        for row in queue(index, [("lower", "upper")]).records()
        if row["document"] == "document/lower ← document/upper"
    ]
    assert {ONE} == {row["value"] for row in more} and not {row["id"] for row in more} & {ONE}
    with pytest.raises(QuestionError, match="no document 'other'"):
        queue(index, [("upper", "other")])


def test_effect_counts_the_row_and_the_gaps_that_a_verdict_would_change(doubtful):
    """The upper task has a better counterpart; the lower one has no other, and would become a gap."""
    assert [row["effect"] for row in asked(doubtful[0])] == [2]


def test_one_document_is_aligned_with_those_nearest_to_it(place):
    """Of however many: a third document, on rivers, shares too little to be asked about."""
    (place / "src" / "rivers.txt").write_text(
        "河长制工作要点\n\n1.巡查水域岸线。（责任单位：省水利厅）\n", encoding="utf-8"
    )
    build(place, (ONE, "part", FIRST, ""))
    table = json.loads(run(place, "align", "upper", "-k", "@/kg", "--format", "json"))
    assert [(row["a"], row["document"], row["b"], row["counterpart"]) for row in table] == [
        ("1", "lower", "1", "part"),
        ("2", "lower", "2", "same"),
    ]
