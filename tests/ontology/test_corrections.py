"""Lines of corrections.csv: what is taken, and what is refused with its number and the mend."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.corrections import COLUMNS, Line, as_csv, number_of, read_lines

WHO = ("李", "2026-11-22", "说明")
GOOD = [
    ("bearer/education.province.140000.0", "same", "山西省教育厅", ""),
    ("教厅", "alias", "山西省教育厅", ""),
    ("山西省教育厅", "different", "教工处", ""),
    ("task/plan/2/assignment/1", "different", "", ""),
    ("task/plan/2/assignment/1", "bearer", "山西省教育厅", "教厅"),
    ("task/plan/2/assignment/1", "role", "lead", ""),
    ("task/plan/2/deadline/1", "date", "2016/2020", ""),
    ("task/plan/12+1~2/target/3", "date", "2015-06", ""),
    ("task/plan/2/target/3", "value", "500-800", ""),
    ("task/plan/2", "same", "task/table/7~2", "甲 ⇄ 乙"),
    ("task/plan/2", "part", "task/table/7", ""),
    ("task/plan/2", "different", "task/table/7", ""),
]
BAD = [  # id, action, value, what the message says
    ("task/plan/2/assignment/1", "rename", "甲", "no action 'rename'; use bearer, role, date, value"),
    ("task/plan/2/assignment/1", "role", "chief", "'chief' is no role; use lead, joint, support, oversee"),
    ("task/plan/2/deadline/1", "date", "2015-13", "2015-13"),
    ("task/plan/2/target/1", "value", "五百", "'五百' is no number; write 500, 0.5 or 500-800"),
    ("task/plan/2/target/1", "role", "lead", "role needs the id of one assignment, not 'task/plan/2/target/1'"),
    ("task/plan/2", "bearer", "甲", "bearer needs the id of one assignment"),
    ("document/plan", "date", "2015", "date needs the id of one deadline or target"),
    ("教厅", "alias", "", "alias needs a value"),
    ("山西省教育厅", "different", "", "different needs a value"),
    ("", "same", "山西省教育厅", "id is empty; say who corrects what, when and why"),
    (
        "task/plan/2",
        "same",
        "task/plan/7",
        "same needs the id of another document's task as its value, not 'task/plan/7'",
    ),
    (
        "task/plan/2",
        "part",
        "山西省教育厅",
        "part needs the id of another document's task as its value, not '山西省教育厅'",
    ),
    ("task/plan/2", "different", "", "different needs the id of another document's task as its value"),
    ("山西省教育厅", "part", "task/plan/7", "part needs the id of a task, not '山西省教育厅'"),
]


def rows(*lines):
    return [COLUMNS, *([*line, *WHO] for line in lines)]


@pytest.mark.parametrize("line", GOOD)
def test_a_line_is_taken(line):
    assert read_lines(rows(line), "c.csv") == ((Line(*line, *WHO, 2),), ())


@pytest.mark.parametrize(("id", "action", "value", "message"), BAD)
def test_a_malformed_line_is_refused_with_its_number_and_the_rest_is_kept(id, action, value, message):
    found = read_lines(rows(GOOD[0], (id, action, value, ""), GOOD[1]), "c.csv")
    assert [line.number for line in found.lines] == [2, 4]
    assert len(found.refused) == 1 and found.refused[0].startswith("c.csv, line 3: ") and message in found.refused[0]


@pytest.mark.parametrize("missing", ["who", "when", "why"])
def test_who_when_and_why_must_be_said(missing):
    cells = dict(zip(COLUMNS, (*GOOD[0], *WHO), strict=True)) | {missing: ""}
    assert missing in read_lines([COLUMNS, list(cells.values())], "c.csv").refused[0]


def test_a_date_that_is_none_is_refused():
    assert "yesterday" in read_lines([COLUMNS, [*GOOD[0], "李", "yesterday", "说明"]], "c.csv").refused[0]


def test_columns_may_stand_in_any_order_and_others_are_passed_over():
    header = ["effect", *reversed(COLUMNS)]
    found = read_lines([header, ["9", *reversed((*GOOD[5], *WHO))], ["8"] + [""] * 7], "q.csv")
    assert found == ((Line(*GOOD[5], *WHO, 2),), ())


def test_a_file_without_the_columns_is_refused():
    assert read_lines([["id", "action"]], "c.csv").refused == (
        "c.csv, line 1: no column value, who, when, why; add it to the heading",
    )


def test_cells_too_many_are_no_silent_loss():
    assert "quote cells" in read_lines([COLUMNS, [*GOOD[0], *WHO, "rest"]], "c.csv").refused[0]


@given(st.lists(st.sampled_from(GOOD)))
def test_what_is_written_is_read_again_each_line_once(lines):
    made = [Line(*line, *WHO) for line in lines]
    found = read_lines(csv.reader(io.StringIO(as_csv(made))), "c.csv")
    assert [line.content for line in found.lines] == list(dict.fromkeys(line.content for line in made))


def test_a_line_knows_the_only_document_that_it_is_for():
    assert [Line(*line, *WHO).document for line in (GOOD[0], GOOD[3])] == [None, "plan"]


@pytest.mark.parametrize(("text", "value"), [("500", 500.0), ("-0.5", -0.5), ("500-800", (500.0, 800.0))])
def test_values(text, value):
    assert number_of(text) == value
