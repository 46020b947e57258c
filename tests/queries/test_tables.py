"""Tables for people and programs."""

import csv
import io
import json
import os
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from queries.sheets import LONGEST, as_xlsx
from queries.tables import Column, Table, Words, as_csv, as_json, as_text, defused, width


def table(names, *rows):
    return Table(tuple(Column(name, Words(name.title(), f"〈{name}〉")) for name in names), rows)


ANSWER = table(
    ("bearer", "role", "tasks", "share", "optional", "id"),
    ("山西省教育厅", "joint", 52, 0.5, True, "bearer/1"),
    ("晋试公司", "lead", 3, 12345.25, False, "bearer/22"),
    (None, None, None, None, None, "bearer/3"),
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("教育", 4),
        ("a教", 3),
        ("（）", 4),
        ("“”", 2),
        ("ｶ", 1),
        ("é", 1),
        ("e\u0301", 1),
        ("\u200b", 0),
    ],
)
def test_wide_characters_take_two_columns(text, columns):
    assert width(text) == columns


def test_the_terminal_shows_words_in_columns_that_line_up():
    assert as_text(ANSWER, "zh") == (
        "〈bearer〉    〈role〉  〈tasks〉  〈share〉  〈optional〉  〈id〉\n"
        "────────────  ────────  ─────────  ─────────  ────────────  ─────────\n"
        "山西省教育厅  共同负责         52        0.5  是            bearer/1\n"
        "晋试公司      牵头              3  12,345.25  否            bearer/22\n"
        "                                                            bearer/3\n"
    )


def test_long_cells_go_on_below_or_end_in_an_ellipsis_and_ids_stay_whole():
    long = table(("task", "id"), ("一二三四五六七八九十", "task/a/very/long/id"))
    assert as_text(long, columns=29) == (
        "Task      Id\n────────  ───────────────────\n一二三四  task/a/very/long/id\n五六七八\n九十\n"
    )
    assert as_text(long, columns=29, lines=2).splitlines()[2:] == ["一二三四  task/a/very/long/id", "五六七…"]


def test_rows_too_narrow_to_be_read_stand_by_themselves_without_their_empty_cells():
    long = table(("task", "lead", "id"), ("一二三四五六七八九十", None, "task/1"), ("甲", "乙", "task/2"))
    assert as_text(long, columns=20, lines=1) == (
        "── 1 ───────────────\nTask  一二三四五六…\nId    task/1\n"
        "── 2 ───────────────\nTask  甲\nLead  乙\nId    task/2\n"
    )


def test_headings_break_before_cells_do_and_between_words():
    wide = table(("number_of_tasks", "bearer"), (5, "山西省教育厅"))
    named = replace(wide, columns=(Column("n", Words("Number of tasks", "")), wide.columns[1]))
    assert as_text(named, columns=20) == (
        "Number  Bearer\n    of\n tasks\n──────  ────────────\n     5  山西省教育厅\n"
    )
    assert as_text(wide, columns=20) == ("Number  Bearer\n_Of_Ta\n   sks\n──────  ────────────\n     5  山西省教育厅\n")


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), max_size=60), min_size=1, max_size=4))
def test_wrapping_loses_nothing_and_keeps_to_the_width(cells):
    lines = as_text(table(("task",), *((cell,) for cell in cells)), columns=10).splitlines()
    assert "".join(lines[2:]) == "".join(cells)
    assert all(width(line) <= 10 for line in lines)


def test_a_document_cannot_move_the_cursor():
    assert "\x1b" not in as_text(table(("task",), ("红\x1b[31m色\r\n",)))


def test_csv_has_names_and_codes():
    assert as_csv(ANSWER) == (
        "bearer,role,tasks,share,optional,id\n"
        "山西省教育厅,joint,52,0.5,true,bearer/1\n"
        "晋试公司,lead,3,12345.25,false,bearer/22\n"
        ",,,,,bearer/3\n"
    )


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")))
def test_csv_gives_any_text_back(text):
    rows = list(csv.reader(io.StringIO(as_csv(table(("task", "id"), (text, "x"))))))
    assert rows == [["task", "id"], [defused(text), "x"]]
    assert defused(text) in (text, "'" + text)


def test_json_is_the_rows_by_name():
    assert json.loads(as_json(ANSWER)) == ANSWER.records()


def test_a_workbook_shows_words_and_text_stays_text():
    hostile = "=HYPERLINK(1)"
    book = load_workbook(io.BytesIO(as_xlsx(table(("task", "role"), (hostile, "lead"), ("铃\x07声", "joint")), "zh")))
    cells = [[cell.value for cell in row] for row in book.active]
    assert cells == [["〈task〉", "〈role〉"], [hostile, "牵头"], ["铃\ufffd声", "共同负责"]]
    assert book.active["A2"].data_type == "s" and book.active.freeze_panes == "A2"


def test_a_workbook_keeps_the_notes():
    noted = replace(ANSWER, notes=(Words("Left out: 1.", "未列：1。"),))
    book = load_workbook(io.BytesIO(as_xlsx(noted, "zh")))
    assert [cell.value for (cell,) in book["说明"]] == ["说明", "未列：1。"]
    assert len(load_workbook(io.BytesIO(as_xlsx(ANSWER))).sheetnames) == 1 + bool(ANSWER.notes)


def test_a_text_longer_than_a_cell_ends_in_an_ellipsis():
    book = load_workbook(io.BytesIO(as_xlsx(table(("task",), ("长" * (LONGEST + 1),)))))
    assert book.active["A2"].value == "长" * (LONGEST - 1) + "…"


def test_a_workbook_is_the_same_bytes_whenever_it_is_made(monkeypatch):
    first = as_xlsx(ANSWER)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert str(os.environ.get("USER")) not in archive.read("docProps/core.xml").decode()
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 5, 5, 5, 5, 0, 0, 0))
    assert as_xlsx(ANSWER) == first
