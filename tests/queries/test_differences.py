"""What changed: between two graphs of made-up plans, and between two editions in one."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.folder.files import write
from graph.store.index import open_index
from ontology.errors import QuestionError
from ontology.exchange import from_json
from policykg import main
from queries.differences import between_editions, between_graphs, paired


def task(key, text, bearers=(("省教育厅", "lead"),), deadlines=(), targets=()):
    return {
        "key": key,
        "section": [],
        "text": text,
        "assignments": [{"surface": a, "agency": a, "kind": "agency", "role": role} for a, role in bearers],
        "deadlines": [{"surface": d, "type": "by", "date": d, "action": None} for d in deadlines],
        "targets": [{"surface": "x", "indicator": i, "value": v, "unit": "所", "comparator": ">="} for i, v in targets],
        "regions": [],
    }


def plan(id, tasks, **about):
    head = {"title": "实训方案", "number": None, "issued": "2016", "jurisdiction": "山西省", "level": "province"}
    return from_json({"id": id, "layout": "task-table", "cites": [], "tasks": tasks} | head | about)


OLD = [
    task("1", "建设实训中心，改善办学条件。", targets=[("实训中心", 30)], deadlines=["2017"]),
    task("2", "开展教师培训，提高教学水平。", [("省教育厅", "lead"), ("省财政厅", "support")]),
    task("3", "落实助学金发放办法。", [("省财政厅", "lead")]),
]
NEW = [
    task("1", "开展教师培训，提高教学水平。", [("省财政厅", "lead"), ("省教育厅", "support")]),
    task("2", "建设实训中心，进一步改善办学条件。", targets=[("实训中心", 50)], deadlines=["2018"]),
    task("3", "扩大招生规模，稳定就业形势。", [("省人社厅", "lead")]),
]
BETWEEN = {
    ("task", "changed", "1", "key", "2", "1"),
    ("task", "changed", "1", "lead", "省教育厅", "省财政厅"),
    ("task", "changed", "1", "support", "省财政厅", "省教育厅"),
    ("task", "changed", "2", "key", "1", "2"),
    ("task", "changed", "2", "text", OLD[0]["text"], NEW[1]["text"]),
    ("task", "changed", "2", "deadlines", "by 2017", "by 2018"),
    ("task", "changed", "2", "targets", "实训中心 >= 30所", "实训中心 >= 50所"),
    ("task", "added", "3", "text", None, NEW[2]["text"]),
    ("task", "removed", "3", "text", OLD[2]["text"], None),
    ("bearer", "added", "", "tasks", None, "lead 1"),
    ("bearer", "changed", "", "tasks", "lead 2", "lead 1, support 1"),
    ("bearer", "changed", "", "tasks", "lead 1, support 1", "lead 1"),
}


def told(table):
    return {(what, change, key, field, was, now) for what, change, _, key, field, was, now, _ in table.rows}


def graph(folder, *documents):
    write(folder, [(document, "") for document in documents])
    return open_index(folder)


def test_two_editions_side_by_side(tmp_path):
    index = graph(tmp_path / "kg", plan("old", OLD), plan("new", NEW, issued="2020", title="实训方案（修订）"))
    table = between_editions(index, "old", "new")
    assert told(table) == BETWEEN | {
        ("document", "changed", "", "title", "实训方案", "实训方案（修订）"),
        ("document", "changed", "", "issued", "2016", "2020"),
    }
    ids = {(row[1], row[3]): row[7] for row in table.rows if row[0] == "task"}
    assert (ids["added", "3"], ids["removed", "3"]) == ("task/new/3", "task/old/3")


def test_two_graphs_by_document_task_and_bearer(tmp_path):
    same, gone, fresh = plan("same", OLD), plan("gone", OLD[2:]), plan("fresh", NEW[2:])
    old = graph(tmp_path / "a", same, gone, plan("plan", OLD))
    new = graph(tmp_path / "b", same, fresh, plan("plan", NEW))
    table = between_graphs(old, new)
    assert {row[:3] + row[7:] for row in table.rows if row[0] == "document"} == {
        ("document", "removed", "实训方案", "document/gone"),
        ("document", "added", "实训方案", "document/fresh"),
    }
    assert {one for one in told(table) if one[0] == "task"} == {one for one in BETWEEN if one[0] == "task"}
    assert ("bearer", "added", "", "tasks", None, "lead 2") in told(table)  # 省人社厅, in plan and fresh
    assert not [row for row in table.rows if "same" in row[7]]
    assert between_graphs(new, new).rows == ()


def test_an_unknown_edition_is_said(tmp_path):
    with pytest.raises(QuestionError, match="old"):
        between_editions(graph(tmp_path / "kg", plan("new", NEW)), "old", "new")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=6), st.lists(st.sampled_from("甲乙丙丁戊"), max_size=6))
def test_each_task_stands_in_one_pair(old, new):
    def tasks(words):
        return plan("p", [task(str(n), word * 9) for n, word in enumerate(words)]).tasks

    was, now = tasks(old), tasks(new)
    pairs = paired(was, now)
    assert sorted(one.key for one, _ in pairs if one) == sorted(one.key for one in was)
    assert [one.key for _, one in pairs if one] == [one.key for one in now]
    assert all(one.text == other.text for one, other in pairs if one and other)
    assert all((task, task) == pair for task, pair in zip(was, paired(was, was), strict=True)) or len({*old}) < len(old)


def test_the_command(tmp_path):
    graph(tmp_path / "kg", plan("old", OLD), plan("new", NEW))
    graph(tmp_path / "other", plan("old", OLD))
    run = CliRunner().invoke
    by_edition = run(main, ["diff", "old", "new", "--kg", str(tmp_path / "kg"), "-f", "csv"])
    assert (by_edition.exit_code, "task,removed,实训方案,3,text,落实助学金发放办法。,," in by_edition.stdout) == (
        0,
        True,
    )
    by_graph = run(main, ["diff", str(tmp_path / "kg"), str(tmp_path / "other"), "-f", "csv"])
    assert (by_graph.exit_code, "document,removed,实训方案,,,实训方案,,document/new" in by_graph.stdout) == (0, True)
    wrong = run(main, ["diff", str(tmp_path / "kg"), str(Path("nowhere"))])
    assert (wrong.exit_code, "no knowledge graph here" in wrong.stderr) == (2, True)
