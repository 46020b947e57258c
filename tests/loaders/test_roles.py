"""The words that give roles: labels before a list, verbs after it, marks behind one bearer."""

from __future__ import annotations

import pytest

from loaders.finders.roles import labels, mark, verbs

LABELS = [
    ("牵头单位：市教育局", ["lead"]),
    ("责任单位:市教育局", ["joint"]),
    ("牵头单位：甲；配合单位：乙；责任领导：丙；完成时限：丁", ["lead", "support", "person", "time"]),
    ("主要责任单位：甲", ["lead"]),
    ("牵头责任部门：甲；协同责任部门：乙", ["lead", "support"]),
    ("牵头责任单位：甲；主要协作单位：乙", ["lead", "support"]),
    ("牵头及配合单位：甲", ["joint"]),
    ("督导单位：甲", ["oversee"]),
    ("监考单位：甲", ["oversee"]),
    ("责任单位（部门）：甲", ["joint"]),
    ("责任科室：甲", ["joint"]),
    ("责任单位　市教育局　完成时限　2021年", ["joint", "time"]),
    ("整改责任单位：甲；监管单位：乙；包抓领导：丙；时限要求：丁", ["joint", "oversee", "person", "time"]),
    ("牵头单位、责任单位：甲", ["joint"]),
    ("责任单位及责任人：甲、张某", ["joint"]),
    ("任务分工：甲", []),
    ("各责任单位 市教育局", []),
    ("牵头单位为市教育局", ["lead"]),
    ("进度安排：6月底前", ["time"]),
    ("市教育局牵头", []),
]
VERBS = [
    ("市教育局牵头", [("lead", "牵头")]),
    ("市教育局牵头负责", [("lead", "牵头负责")]),
    ("市教育局、市财政局按职责分工负责", [("joint", "按职责分工负责")]),
    ("市教育局按照各自职责抓好落实", [("joint", "按照各自职责抓好落实")]),
    ("市财政局积极配合", [("support", "积极配合")]),
    ("市教育局指导，市财政局参与", [("oversee", "指导"), ("support", "参与")]),
    ("市教育局负总责，市财政局予以配合", [("lead", "负总责"), ("support", "予以配合")]),
    ("市教育局承办、市财政局协办", [("lead", "承办"), ("support", "协办")]),
    ("市教育局为牵头单位", [("lead", "为牵头单位")]),
    ("市市场监督管理局", []),
    ("市考核办", []),
    ("市建设工程质量监督站", []),
    ("牵头单位", []),
    ("市教育局牵头会同市财政局", [("lead", "牵头")]),
]
MARKS = [
    ("牵头", "lead"),
    ("牵头单位", "lead"),
    ("配合", "support"),
    ("负责", "joint"),
    ("党校", None),
    ("责任人", None),
]


@pytest.mark.parametrize(("text", "cues"), LABELS, ids=[text for text, _ in LABELS])
def test_labels(text: str, cues: list[str]) -> None:
    assert [label.cue for label in labels(text)] == cues


@pytest.mark.parametrize(("text", "expected"), VERBS, ids=[text for text, _ in VERBS])
def test_verbs(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(verb.role, text[verb.start : verb.end]) for verb in verbs(text, 0, len(text))] == expected


@pytest.mark.parametrize(("words", "role"), MARKS)
def test_mark(words: str, role: str | None) -> None:
    assert mark(words) == role
