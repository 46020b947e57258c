"""Coding texts by the words of a codebook: which code, by which words and rule, and where a person should look."""

import json
from pathlib import Path

import pytest

from graph.codes.coding import Coded, Word, code
from ontology.codebook import Code, Codebook, codebook

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def concept(name, *cues):
    return Code(name, None, name, name, cues, "", "")


BOOK = Codebook(
    "test", (concept("banks", "银行"), concept("credits", "学分银行", "学分"), concept("bases", "实训基地"))
)


def codes(text, section=()):
    found = code(text, section, BOOK)
    return [one.code for one in found.codes], found.doubt


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("推进学分银行建设", (), (["credits"], None)),
        ("与银行合作", (), (["banks"], None)),
        ("建设实训基地。银行提供贷款", (), (["bases", "banks"], None)),
        ("建设实训基地。推进学分银行", (), (["bases", "credits"], None)),
        ("开展工作。与银行合作", (), (["banks"], "one-word")),
        ("建设实训基地，与银行合作", (), (["banks", "bases"], "tie")),
        ("开展工作", (), ([], "none-found")),
        ("开展工作", ("一、总则", "（二）实训基地"), (["bases"], "heading-only")),
        ("与银行合作", ("（二）实训基地",), (["banks"], None)),
        ("", (), ([], "none-found")),
    ],
)
def test_the_weightiest_words_give_the_code(text, section, expected):
    assert codes(text, section) == expected


def test_each_word_is_kept_once_with_its_rule_and_place():
    found = code("建设实训基地。实训基地和学分、学分银行都要建设", (), BOOK).codes
    assert found == (
        Coded("credits", (Word("学分", "text", 12, 14), Word("学分银行", "text", 15, 19)), 2),
        Coded("bases", (Word("实训基地", "opening", 2, 6),), 2),
    )


# The first theme of some tasks that state one theme plainly, read by hand
EXPECTED = {
    "shanxi-2015-task-table": {
        "7": "vocational.system",
        "11": "vocational.training",
        "13": "vocational.integration",
        "15": "vocational.nonstate",
        "19": "vocational.rural",
        "20": "vocational.bases",
        "21": "vocational.curriculum",
        "22": "vocational.teachers",
        "24": "general.governance",
        "25": "general.evaluation",
        "26": "general.funding",
        "27": "general.benefits",
    },
}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold files are not beside this checkout (../shared/gold)")
@pytest.mark.parametrize("name", EXPECTED)
def test_the_theme_of_tasks_that_state_it_plainly(name):
    tasks = json.loads((GOLD / f"{name}.json").read_text("utf-8"))["tasks"]
    book = codebook("themes")
    found = {task["key"]: code(task["text"], task["section"], book) for task in tasks}
    assert {key: found[key].codes[0].code for key in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold files are not beside this checkout (../shared/gold)")
@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("shicheng-2018-river-chief", "cofog.05"),
        ("national-2018-sports", "cofog.08"),
        ("anhui-2022-rcep", "cofog.04.trade"),
        ("guangdong-2025-digital", "cofog.04.digital"),
    ],
)
def test_documents_of_other_fields_are_mostly_of_their_field(name, theme):
    """No task of theirs is of vocational education but by a word that training shares (职业培训, 师资)."""
    tasks = json.loads((GOLD / f"{name}.json").read_text("utf-8"))["tasks"]
    first = [found.codes[0].code for task in tasks if (found := code(task["text"], (), codebook("themes"))).codes]
    assert max(set(first), key=first.count) == theme
    assert sum(one.startswith("vocational") for one in first) <= len(first) * 0.1
