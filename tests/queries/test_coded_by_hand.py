"""Codes of which the words leave a doubt go to the review; a person's answer stands wherever codes are told."""

import csv

import pytest
from click.testing import CliRunner

from graph.chains.cascade import Cascade
from graph.store.index import open_index
from ontology.corrections import COLUMNS
from ontology.errors import QuestionError
from policykg import build, main
from queries.compare import by_theme, subjects
from queries.gallery import ask
from queries.pictures.facts import Facts
from queries.pictures.themes import themes_of
from queries.questions.codes import book_of
from queries.review import queue
from queries.why import why

PLAN = """某省重点任务分工表

1.培训骨干教师。（责任单位：省教育厅）
2.做好其他工作。（责任单位：省财政厅）
"""
BOOK = "code,zh,cues\nteachers,教师,教师\nmoney,经费,经费|拨款\n"
SIGNED = {"who": "李", "when": "2026-11-22", "why": "通读全文"}
SECOND = "task/plan/2"


@pytest.fixture
def place(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "src" / "corpus.toml").write_text(
        '[documents.plan]\njurisdiction = "山西省"\nissued = "2015"\n', "utf-8"
    )
    (tmp_path / "own.csv").write_text(BOOK, encoding="utf-8")
    build([tmp_path / "src"], tmp_path / "kg")
    return tmp_path


def told(place, *lines):
    """The index after a build with these corrections, and what the build said of them."""
    with (place / "src" / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({"action": "code", **line, **SIGNED} for line in lines)
    said = []
    build([place / "src"], place / "kg", report=lambda name, outcome, _: said.append((name, outcome)))
    return open_index(place / "kg"), [str(outcome) for name, outcome in said if name == "corrections"]


def codes(index, book):
    return {
        (row["key"], row["code"], row["coded_by"], row["doubt"])
        for row in ask(index, "codes", {"codebook": book}).records()
    }


def asked(index, book):
    return [row for row in queue(index, codebook=book).records() if "which codes" in str(row["question"])]


def test_unclear_codes_go_to_review_and_the_answer_stands(place):
    own = str(place / "own.csv")
    assert codes(open_index(place / "kg"), own) == {("1", "teachers", "opening", None), ("2", None, None, "none-found")}
    (row,) = asked(open_index(place / "kg"), own)
    assert (row["id"], row["value"], row["was"]) == (SECOND, "own: ", "做好其他工作。")
    run = CliRunner().invoke
    run(main, ["review", "export", "-k", str(place / "kg"), "--codebook", own, "-o", str(place / "queue.csv")])
    with (place / "queue.csv").open(encoding="utf-8-sig", newline="") as file:
        (given,) = (one | SIGNED for one in csv.DictReader(file) if one["id"] == SECOND)
    with (place / "queue.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(given))
        writer.writeheader()
        writer.writerow(given | {"action": "code", "value": "own: money|teachers"})
    done = run(main, ["review", "apply", str(place / "queue.csv"), "-o", str(place / "src" / "corrections.csv")])
    assert "1 new" in done.output
    build([place / "src"], place / "kg")
    index = open_index(place / "kg")
    assert codes(index, own) == {("1", "teachers", "opening", None)} | {
        ("2", code, "person", None) for code in ("money", "teachers")
    }
    assert asked(index, own) == []
    counted = {
        row["code"]: (row["tasks"], row["mentions"]) for row in ask(index, "code-counts", {"codebook": own}).records()
    }
    assert counted == {"teachers": (1, 2), "money": (1, 1)}
    (found,) = (fact for fact in why(index, SECOND) if fact["what"] == "correction")
    assert {"act": "code", "became": "own: money|teachers", **SIGNED}.items() <= found.items()
    index, said = told(place)
    assert ("2", None, None, "none-found") in codes(index, own) and said == []


def test_tables_and_pictures_go_by_it(place):
    index, _ = told(place, {"id": SECOND, "value": "themes: general.funding"})
    assert themes_of(Facts.of(index))[SECOND] == "general.funding"
    found = Cascade(index)
    table = by_theme(found, subjects(found, ["plan", "2014"]), book_of("themes"), "en")
    assert [row[2] for row in table.rows if row[1] == "tasks" and row[2] and SECOND in str(row[2])] == [SECOND]
    grouped = {row["group"]: row["tasks"] for row in ask(index, "governance", {"by": "theme"}).records()}
    assert grouped["经费投入"] == 1


def test_the_last_word_decides_and_an_empty_list_takes_all_codes_away(place):
    own = str(place / "own.csv")
    index, _ = told(place, {"id": "task/plan/1", "value": "own: money"}, {"id": "task/plan/1", "value": "own:"})
    assert ("1", None, None, None) in codes(index, own)
    assert codes(index, "themes") == codes(told(place)[0], "themes")  # another codebook is left alone


@pytest.mark.parametrize(
    "line", [{"id": "task/plan/9", "value": "own: money"}, {"id": SECOND, "value": "own: money", "was": "别的"}]
)
def test_a_line_that_no_longer_applies_is_told(place, line):
    _, said = told(place, line)
    assert len(said) == 1 and "applies to nothing in the graph" in said[0]


def test_a_code_that_the_codebook_lacks_is_named(place):
    index, _ = told(place, {"id": SECOND, "value": "own: monkey"})
    with pytest.raises(QuestionError, match=r"task/plan/2 gives the code “monkey”, which own has not"):
        codes(index, str(place / "own.csv"))
