"""Paragraphs as an outline of headings and items."""

from __future__ import annotations

import pytest

from loaders.layout.outline import Node, outline
from loaders.view import View


def noted(text: str) -> bool:
    return text.rstrip("。").endswith("）")


def tree(node: Node) -> list[object]:
    """Each child as its first words, and below it its own tree."""
    below: list[object] = []
    for child in node.children:
        below += [child.printed.text, *([tree(child)] if child.children else [])]
    return below


CASES = [
    ("ranks", ["一、甲", "（一）乙", "1.丙", "2.丁", "二、戊"], ["一、甲", ["（一）乙", ["1.丙", "2.丁"]], "二、戊"]),
    ("a rank left out", ["一、甲", "1.丙", "2.丁"], ["一、甲", ["1.丙", "2.丁"]]),
    ("one line", ["（一）甲。（二）乙。（三）丙。"], ["（一）甲。", "（二）乙。", "（三）丙。"]),
    ("figures in a sentence", ["1.甲。2020年完成；3.5亿元。"], ["1.甲。2020年完成；3.5亿元。"]),
    (
        "an unnumbered heading",
        ["民生改善", "1.甲。（乙）", "产业发展", "2.丙。（丁）"],
        ["民生改善", ["1.甲。（乙）"], "产业发展", ["2.丙。（丁）"]],
    ),
    (
        "measures with notes",
        ["1.甲：（1）乙。（丙）（2）丁。（戊）"],
        ["1.甲：", ["（1）乙。（丙）", "（2）丁。（戊）"]],
    ),
    ("sub-points without notes", ["1.甲：（1）乙；（2）丁。（戊）"], ["1.甲：（1）乙；（2）丁。（戊）"]),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_outline(lines: list[str], expected: list[object]) -> None:
    assert tree(outline([View.of(line) for line in lines], noted)) == expected


def test_body_and_headings_above() -> None:
    root = outline([View.of(line) for line in ["前言。", "一、总则", "说明。", "（一）甲：乙。", "丙。"]], noted)
    assert [view.text for view in root.body] == ["前言。"]
    (first,) = root.children
    (item,) = first.children
    assert [view.text for view in first.body] == ["说明。"]
    assert [view.text for view in item.body] == ["丙。"]
    assert [node.title.text for node in item.above()] == ["一、总则"]
    assert (item.title.text, item.head.text) == ("（一）甲", "甲：乙。")
