"""Every question of the gallery: what it says of itself, its whole answer on a small graph, its answer on the gold."""

import csv
import itertools
import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from graph.folder.files import write
from graph.store.index import open_index
from ontology.errors import QuestionError
from queries.gallery import FOLDER, ask, question, questions
from queries.why import why

EXPECTED = Path(__file__).parent / "expected"
SMALL = json.loads((EXPECTED / "small.json").read_text("utf-8"))
EXAMPLES = {
    "agency-tasks": {"agency": "山西省教育厅"},
    "agency-counterparts": {"agency": "山西省教育厅"},
    "siblings": {"document": "plan"},
    "duty-reach": {"task": "task/plan/1"},
    "duty-origins": {"region": "山西省阳曲县"},
    "due-by": {"by": "2018"},
    "lead-changes": {"before": "plan", "after": "note"},
    "line": {"function": "education"},
    "region-counts": {"within": "山西省"},
    "region-duties": {"region": "阳曲县"},
    "search": {"words": "教师"},
    "task": {"task": "task/plan/1"},
}

MANY = {
    "siblings": {"document": "shanxi-2020-action-plan-1"},
    "duty-reach": {"task": "task/shanxi-2020-action-plan-1/5"},
    "lead-changes": {"before": "shanxi-2015-task-table-1", "after": "shanxi-2020-action-plan-1"},
    "task": {"task": "task/shanxi-2020-action-plan-1/5"},
}
REGISTRIES = ("functions", "functions-by-province", "lead-changes", "region-counts")  # where their ids lead to


def test_the_gallery_has_every_question_that_is_on_disk_and_all_of_them_are_tried():
    assert {path.stem for path in FOLDER.glob("*.rq")} <= set(questions())
    assert {case["question"] for case in SMALL} == set(questions())


@pytest.mark.parametrize("name", questions())
def test_a_question_speaks_both_languages_and_gives_an_id(name):
    header = question(name).header
    for words in (
        header.title,
        header.about,
        *(p.words for p in header.parameters),
        *(c.heading for c in header.columns),
    ):
        assert words.en.isprintable() and words.en.strip()
        assert any("\u4e00" <= character <= "\u9fff" for character in words.zh) or words.zh in ("PageRank",)
    assert header.columns[-1].name == "id"


@pytest.mark.parametrize("case", SMALL, ids=lambda case: f"{case['question']}-{'-'.join(case['given'].values())}")
def test_the_whole_answer_on_the_small_graph(small, case):
    assert [list(row) for row in ask(small, case["question"], case["given"]).rows] == case["rows"]


@pytest.mark.parametrize("name", questions())
def test_the_words_behind_each_row_are_there(small, name):
    table = ask(small, name, EXAMPLES.get(name, {}))
    for row in table.records():
        if name in REGISTRIES:  # bearers and duties lead on
            continue
        facts = why(small, str(row["id"]))
        assert all("source" in fact for fact in facts)


@pytest.mark.parametrize(
    ("name", "given", "file"),
    [
        ("agencies-by-role", {}, "agencies-by-role"),
        ("bearers-per-task", {}, "bearers-per-task"),
        ("brokers", {}, "brokers"),
        ("co-leads", {}, "co-leads"),
        ("co-leads", {"collectives": "no"}, "co-leads-without-collectives"),
        ("due-years", {}, "due-years"),
        ("first-named", {}, "first-named"),
        ("load", {}, "load"),
        ("targets", {}, "targets"),
    ],
)
def test_the_whole_answer_on_the_vocational_gold(vocational, name, given, file):
    with (EXPECTED / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        expected = list(csv.DictReader(lines))
    columns = list(expected[0])
    answer = [{column: said(row[column]) for column in columns} for row in ask(vocational, name, given).records()]
    assert answer == expected


def said(cell):
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def principals(task):
    """The co-lead rule, straight from the records."""
    leads = [a for a in task.assignments if a.role == "lead"] or [a for a in task.assignments if a.role == "joint"]
    return {(a.agency, a.kind) for a in leads}


@pytest.mark.parametrize("collectives", [True, False])
def test_co_leads_are_what_the_records_say(vocational, gold_documents, collectives):
    tasks, partners, documents = Counter(), defaultdict(set), defaultdict(set)
    for document in gold_documents:
        for task in document.tasks:
            bearers = {b for b in principals(task) if collectives or b[1] != "collective"}
            for bearer in bearers if len(bearers) > 1 else ():
                tasks[bearer] += 1
                partners[bearer] |= bearers - {bearer}
                documents[bearer].add(document.id)
    expected = {b: (tasks[b], len(partners[b]), len(documents[b])) for b in tasks}
    answer = ask(vocational, "co-leads", {"collectives": "yes" if collectives else "no"})
    assert {(r["bearer"], r["kind"]): (r["tasks"], r["partners"], r["documents"]) for r in answer.records()} == expected
    assert [r["tasks"] for r in answer.records()] == sorted(tasks.values(), reverse=True)
    for row in answer.records():
        assert row["rank"] == 1 + sum(count > row["tasks"] for count in tasks.values())


def test_pairs_are_what_the_records_say(vocational, gold_documents):
    pairs = Counter()
    for document in gold_documents:
        for task in document.tasks:
            pairs.update(frozenset(p) for p in itertools.combinations(sorted(b for b, _ in principals(task)), 2))
    answer = ask(vocational, "co-lead-pairs")
    assert {frozenset((r["bearer"], r["partner"])): r["tasks"] for r in answer.records()} == pairs


def test_two_characters_find_every_task_that_has_them(vocational, gold_documents):
    expected = {
        (document.id, task.key)
        for document in gold_documents
        for task in document.tasks
        if "教师" in task.text or any("教师" in heading for heading in task.section)
    }
    answer = {tuple(str(r["id"]).split("/")[1:]) for r in ask(vocational, "search", {"words": "教师"}).records()}
    assert answer == expected and len(expected) > 5


WRONG = [
    ("nothing", {}, "There is no question “nothing”; the gallery has agencies-by-role,"),
    (
        "co-leads",
        {"kinds": "agency"},
        "co-leads has no parameter “kinds”; it takes collectives, document, kind, members, region, view.",
    ),
    (
        "agency-tasks",
        {},
        "agency-tasks needs agency (the bearer, by its full name or a part of it that fits no other): ",
    ),
    (
        "agency-tasks",
        {"agency": "教育厅"},
        "“教育厅” fits 2 names: 山西省教育厅、河南省教育厅. Write one in full, or its id.",
    ),
    (
        "agency-tasks",
        {"agency": "山西省教育局"},
        "The graph knows no agency “山西省教育局”. Did you mean 山西省教育厅?",
    ),
    ("agency-tasks", {"agency": ""}, "“” fits"),
    ("co-leads", {"kind": "agencies"}, "co-leads: kind=agencies is not one of any, agency, government, collective, "),
    ("co-leads", {"collectives": "maybe"}, "co-leads: collectives=maybe is not yes or no; write collectives=no"),
    ("co-leads", {"document": "计划"}, "The graph knows no document “计划”."),
    ("due-by", {"by": "2016-13"}, "due-by: by=2016-13 is not a date; write by=2016-12-31, or a month or a year"),
    ("due-by", {"by": "2015-02-29"}, "due-by: by=2015-02-29 is not a date"),
    ("due-by", {"by": "明年"}, "due-by: by=明年 is not a date"),
    ("bearers-per-task", {"least": "five"}, "bearers-per-task: least=five is not a whole number; write least=5"),
    ("bearers-per-task", {"least": "٣"}, "bearers-per-task: least=٣ is not a whole number"),
    ("region-duties", {"region": "山西省无此县"}, "The graph knows no region “山西省无此县”."),
    ("task", {"task": "task/plan/99"}, "The graph has nothing with the id “task/plan/99”; copy one from the id column"),
    ("task", {"task": "no iri at all"}, "“no iri at all” is no id; copy one from the id column of an answer."),
]


@pytest.mark.parametrize(("name", "given", "message"), WRONG)
def test_a_wrong_question_says_what_would_be_right(small, name, given, message):
    with pytest.raises(QuestionError) as caught:
        ask(small, name, given)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "words", ['") || true || ("', "' } INSERT DATA { <a:b> <a:b> <a:b> } #", "\\", "?task", "教师\n"]
)
def test_what_is_given_is_a_value_and_never_a_part_of_the_query(small, words):
    before = len(small.store)
    rows = ask(small, "search", {"words": words}).rows
    assert [row[1] for row in rows] == (["1"] if words.strip() == "教师" else [])
    assert len(small.store) == before


def test_answers_do_not_depend_on_the_hash_seed(small_folder):
    script = (
        "import hashlib, json, sys; from pathlib import Path; from graph.store.index import open_index\n"
        "from queries.gallery import ask, questions\n"
        "index, examples = open_index(Path(sys.argv[1])), json.loads(sys.argv[2])\n"
        "print(hashlib.sha256(repr([ask(index, n, examples.get(n, {})) for n in questions()]).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]

    def run(seed):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", script, str(small_folder), json.dumps(EXAMPLES)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert run("1") == run("2") == run("3")


@pytest.fixture(scope="module")
def many(tmp_path_factory, gold_documents):
    """Sixty documents: enough for a join in the wrong order to take many seconds instead of a tenth of one."""

    def copy(document, i):
        return replace(document, id=f"{document.id}-{i}", source=replace(document.source, name=f"{document.id}-{i}"))

    folder = tmp_path_factory.mktemp("many") / "kg"
    write(folder, [(copy(document, i), "") for i in range(12) for document in gold_documents], rules="test")
    return open_index(folder)


@pytest.mark.parametrize("name", [name for name in questions() if name != "line"])  # no function stands in the gold
def test_an_answer_takes_no_time_even_over_many_documents(many, name):
    given = MANY.get(name) or EXAMPLES.get(name, {})
    start = time.process_time()
    ask(many, name, given)
    assert time.process_time() - start < 3
