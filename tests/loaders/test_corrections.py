"""Corrections replayed on what was read."""

from dataclasses import replace

import pytest

from loaders.context import Context
from loaders.corrections import by_document, corrected, read_beside, read_corrections
from loaders.extract import extract
from loaders.formats.read import read
from ontology.corrections import Line
from ontology.errors import UnreadableError

PLAN = """某省重点任务分工表

1.到2017年底，建设实训基地30个。（责任单位：省教育厅、省财政厅）
2.完善经费制度。（责任单位：省财政厅、省某某中心）
"""


def line(id, action, value, was=""):
    return Line(id, action, value, was, "李", "2026-11", "核对")


def of(number, kind="assignment", task="1"):
    return f"task/plan/{task}/{kind}/{number}"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    found = extract(read(path), Context(jurisdiction="山西省", issued="2015"))
    assert [[a.agency for a in task.assignments] for task in found.tasks] == [
        ["山西省教育厅", "山西省财政厅"],
        ["山西省财政厅", "山西省某某中心"],
    ]
    assert (len(found.tasks[0].deadlines), found.tasks[0].targets[0].value) == (1, 30.0)
    return found


def agencies(document):
    return [[a.agency for a in task.assignments] for task in document.tasks]


CASES = [  # line, agencies of the two tasks
    (line(of(2), "bearer", "山西省发展和改革委员会"), [["山西省教育厅", "山西省发展和改革委员会"], None]),
    (
        line("山西省财政厅", "same", "山西省审计厅"),
        [["山西省教育厅", "山西省审计厅"], ["山西省审计厅", "山西省某某中心"]],
    ),
    (
        line("bearer/finance.province.140000.0", "same", "山西省审计厅"),
        [["山西省教育厅", "山西省审计厅"], ["山西省审计厅", "山西省某某中心"]],
    ),
    (line("省某某中心", "alias", "山西省教育厅"), [None, ["山西省财政厅", "山西省教育厅"]]),
    (line(of(1, task="2"), "different", ""), [None, ["省财政厅", "山西省某某中心"]]),
    (line(of(1, task="2"), "different", "山西财政学会"), [None, ["山西财政学会", "山西省某某中心"]]),
    (line("山西省财政厅", "different", "省财政厅"), [["山西省教育厅", "省财政厅"], ["省财政厅", "山西省某某中心"]]),
]


@pytest.mark.parametrize(("line", "expected"), CASES)
def test_who_is_meant(document, line, expected):
    found = corrected(document, [line])
    assert agencies(found.document) == [new or old for new, old in zip(expected, agencies(document), strict=True)]
    assert found.used == {line}
    assert {(c.given, c.action, c.who, c.when, c.why) for c in found.document.corrections} == {
        (line.id, line.action, "李", "2026-11", "核对")
    }
    assert {a.match for task in found.document.tasks for a in task.assignments} >= {"corrected"}


def test_a_bearer_of_the_registry_has_its_id_again(document):
    one = corrected(document, [line(of(2), "bearer", "山西省发展和改革委员会")]).document.tasks[0].assignments[1]
    assert (one.agency_id, one.function, one.surface) == ("planning.province.140000.2003", "planning", "省财政厅")


def test_one_that_is_different_has_no_id(document):
    one = corrected(document, [line(of(2), "different", "")]).document.tasks[0].assignments[1]
    assert (one.agency_id, one.function) == (None, None)


def test_roles_dates_and_values(document):
    lines = [
        line(of(1), "role", "oversee"),
        line(of(1, "deadline"), "date", "2018"),
        line(of(1, "target"), "value", "30-50"),
    ]
    found = corrected(document, lines).document
    task = found.tasks[0]
    assert (task.assignments[0].role, task.deadlines[0].date) == ("oversee", "2018")
    assert (task.targets[0].value, task.targets[0].comparator) == ((30.0, 50.0), "range")
    assert [(c.was, c.became) for c in found.corrections] == [("joint", "oversee"), ("2017", "2018"), ("30", "30-50")]


def test_the_last_line_has_the_last_word(document):
    lines = [line(of(1), "bearer", "山西省财政厅"), line(of(1), "bearer", "山西省审计厅")]
    assert agencies(corrected(document, lines).document)[0][0] == "山西省审计厅"


@pytest.mark.parametrize(
    "late",
    [
        line(of(9), "role", "lead"),
        line(of(1, task="7"), "role", "lead"),
        line(of(1), "bearer", "山西省审计厅", was="省民政厅"),
    ],
)
def test_what_no_longer_applies_is_a_finding(document, late):
    found = corrected(document, [late])
    assert replace(found.document, findings=document.findings) == document
    (finding,) = found.document.findings[len(document.findings) :]
    assert finding.code == "correction-unapplied" and str(late) in finding.message


def test_what_it_was_may_be_said_and_is_looked_at(document):
    lines = [line(of(1), "bearer", "山西省审计厅", was="省教育厅"), line(of(1, "target"), "value", "40", was="30")]
    assert corrected(document, lines).used == set(lines)


def test_an_alias_means_nobody_in_another_province(document):
    assert corrected(document, [line("省某某中心", "alias", "河南省教育厅")]).document == document


def test_without_lines_nothing_changes_and_taking_them_away_undoes_them(document):
    assert corrected(document, []).document is document
    assert corrected(document, [line("task/other/1/assignment/1", "role", "lead")]).document == document


def test_a_document_is_read_with_its_own_lines_and_those_for_all():
    own, other, all_of_them = line(of(1), "role", "lead"), line("task/note/1/assignment/1", "role", "lead"), CASES[1][0]
    assert by_document([own, other, all_of_them])("plan") == (own, all_of_them)
    assert by_document([all_of_them, other, own])("plan") == (all_of_them, own)


def test_a_file_beside_the_sources_is_read_and_is_no_source(tmp_path):
    text = "id,action,value,was,who,when,why\n山西省财政厅,same,山西省审计厅,,李,2026,核对\n甲,乙,,,,,\n"
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8-sig")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    for given in ([tmp_path], [tmp_path / "plan.txt"]):
        found = read_beside(given)
        assert [one.value for one in found.lines] == ["山西省审计厅"] and "line 3" in found.refused[0]


@pytest.mark.parametrize(("content", "message"), [(b"\xff\xfe\x00", "not UTF-8"), (None, "cannot be read")])
def test_a_file_that_cannot_be_read(tmp_path, content, message):
    path = tmp_path / "corrections.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableError, match=message):
        read_corrections(path)
