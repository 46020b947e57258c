"""The review: the queue by effect, the researcher's file back, builds that replay it and undo what is removed."""

import csv
from datetime import datetime

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from graph.store.index import open_index
from ontology.corrections import COLUMNS
from ontology.records import Entry, Finding
from policykg import main
from queries.gallery import ask
from queries.review import queue
from queries.why import why

PLAN = """某省重点任务分工表

1.建设实训基地。（责任单位：省教育厅、省财政厅、省甲乙中心）
2.完善经费制度。（责任单位：省财政厅、省甲乙中心）
3.开展督导。（责任单位：省丙丁中心）
"""
SIGNED = ["李", "2026-11-22", "核对原件"]


@pytest.fixture
def place(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "src" / "corpus.toml").write_text(
        '[documents.plan]\njurisdiction = "山西省"\nissued = "2015"\n', "utf-8"
    )
    return tmp_path


def run(place, *words, code=0):
    done = CliRunner().invoke(main, [word.replace("@", str(place)) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def build(place, *more, code=0):
    return run(place, "build", "@/src", "-o", "@/kg", *more, code=code)


def agencies(place):
    return {row["bearer"]: row["tasks"] for row in ask(open_index(place / "kg"), "agencies-by-role").records()}


def write(path, *lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *lines])


def test_the_queue_has_what_changes_most_first(place):
    build(place)
    rows = queue(open_index(place / "kg")).records()
    names = [(row["was"], row["effect"]) for row in rows if str(row["id"]).startswith("bearer/")]
    assert names == [("省甲乙中心", 5), ("省丙丁中心", 1)]
    # 省甲乙中心: two tasks, and three pairs of principals; 省丙丁中心: one task, alone
    assert [row["effect"] for row in rows] == sorted((row["effect"] for row in rows), reverse=True)
    assert all(row["action"] is None for row in rows)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_queue_goes_out_comes_back_and_is_replayed(place, ending):
    build(place)
    run(place, "review", "export", "-k", "@/kg", "-o", f"@/queue.{ending}")
    fill(place / f"queue.{ending}", "省甲乙中心", ["same", "山西省审计厅", *SIGNED])
    assert "1 new, 0 known, 0 refused" in run(
        place, "review", "apply", f"@/queue.{ending}", "-o", "@/src/corrections.csv"
    )
    assert "0 new, 1 known" in run(place, "review", "apply", f"@/queue.{ending}", "-o", "@/src/corrections.csv")
    assert "1 updated" in build(place)
    assert agencies(place)["山西省审计厅"] == 2 and "山西省甲乙中心" not in agencies(place)
    first = (place / "kg" / "documents" / "plan.nq").read_bytes()
    assert "1 unchanged" in build(place) and (place / "kg" / "documents" / "plan.nq").read_bytes() == first


def fill(path, words, said):
    places = [COLUMNS.index(name) + 1 for name in ("action", "value", "who", "when", "why")]
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        for row in book.active.iter_rows():
            for column, text in zip(places, said, strict=True):
                if row[COLUMNS.index("was")].value == words:
                    row[column - 1].value = text
        book.save(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows:
        for column, text in zip(places, said, strict=True):
            if row[COLUMNS.index("was")] == words:
                row[column - 1] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_line_that_is_removed_is_undone(place):
    build(place)
    before = agencies(place)
    write(place / "src" / "corrections.csv", ["山西省财政厅", "same", "山西省审计厅", "", *SIGNED])
    build(place)
    assert agencies(place)["山西省审计厅"] == 2
    write(place / "src" / "corrections.csv")
    build(place)
    assert agencies(place) == before


def test_why_shows_the_correction(place):
    write(place / "src" / "corrections.csv", ["task/plan/3/assignment/1", "role", "lead", "", *SIGNED])
    build(place)
    facts = why(open_index(place / "kg"), "task/plan/3/assignment/1")
    (found,) = (fact for fact in facts if fact["what"] == "correction")
    told = {"act": "role", "was": "joint", "became": "lead", "who": "李", "when": "2026-11-22", "why": "核对原件"}
    assert told.items() <= found.items() and found["source"] == "plan.txt"


def test_malformed_and_late_lines_are_told_and_the_rest_applies(place):
    write(
        place / "src" / "corrections.csv",
        ["task/plan/3/assignment/1", "role", "chief", "", *SIGNED],
        ["task/plan/9/assignment/1", "role", "lead", "", *SIGNED],
        ["某某委", "alias", "山西省审计厅", "", *SIGNED],
        ["省丙丁中心", "alias", "山西省审计厅", "", *SIGNED],
    )
    told = build(place, "--strict", code=1)
    assert "line 2: 'chief' is no role; use lead, joint, support, oversee" in told
    assert "line 3: “role task/plan/9/assignment/1 → lead” applies to nothing in the graph" in told
    assert "line 4: “alias 某某委 → 山西省审计厅” applies to nothing" in told and "line 5" not in told
    assert agencies(place)["山西省审计厅"] == 1
    codes = [row["code"] for row in ask(open_index(place / "kg"), "findings").records()]
    assert "correction-unapplied" in codes


def test_only_the_document_that_is_corrected_is_read_again(place):
    (place / "src" / "note.txt").write_text(PLAN.replace("某省", "本省"), encoding="utf-8")
    build(place)
    write(place / "src" / "corrections.csv", ["task/plan/3/assignment/1", "role", "lead", "", *SIGNED])
    assert "1 updated, 1 unchanged" in build(place)


def test_a_refused_queue_keeps_the_rest_and_says_so(place):
    write(place / "queue.csv", ["甲", "alias", "", "", *SIGNED], ["甲", "alias", "山西省审计厅", "", *SIGNED])
    told = run(place, "review", "apply", "@/queue.csv", "-o", "@/corrections.csv", code=1)
    assert "queue.csv, line 2: alias needs a value" in told and "1 new, 0 known, 1 refused" in told
    assert "山西省审计厅" in (place / "corrections.csv").read_text("utf-8-sig")


def test_a_damaged_file_of_corrections_is_not_overwritten(place):
    write(place / "corrections.csv", ["甲", "alias", "", "", *SIGNED])
    before = (place / "corrections.csv").read_bytes()
    write(place / "queue.csv", ["甲", "alias", "山西省审计厅", "", *SIGNED])
    assert "mend these lines first" in run(place, "review", "apply", "@/queue.csv", "-o", "@/corrections.csv", code=2)
    assert (place / "corrections.csv").read_bytes() == before


def test_a_workbook_that_a_person_made_is_taken(place):
    book = Workbook()
    book.active.append(["who", *COLUMNS[:4], "when", "why"])
    book.active.append(["李", "省丙丁中心", "alias", "山西省审计厅", None, 2026, "核对"])
    book.active.append(["李", "省甲乙中心", "alias", "山西省审计厅", None, datetime(2026, 11, 22), "核对"])
    book.save(place / "mine.xlsx")
    assert "2 new" in run(place, "review", "apply", "@/mine.xlsx", "-o", "@/src/corrections.csv")
    rows = csv.DictReader((place / "src" / "corrections.csv").read_text("utf-8-sig").splitlines())
    assert [row["when"] for row in rows] == ["2026", "2026-11-22"]


def test_an_unread_row_is_asked_about_once_and_whatever_another_document_was_told(tmp_path, build_graph, new_plan):
    row, told = Entry(5, 9, "unread", "a row without a task"), Finding("unread", "characters 5 to 9", 5, 9, 2)
    documents = [
        new_plan(name, title=name, ledger=(row,), findings=findings).document()
        for name, findings in (("told", (told,)), ("silent", ()))
    ]
    asked = [line["id"] for line in queue(build_graph(tmp_path / "kg", documents)).records()]
    assert sorted(asked) == ["document/silent/ledger/1", "document/told/finding/1"]
