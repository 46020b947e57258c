"""Collectives: chains of tiers, classes, vague names, and what closes a list."""

from __future__ import annotations

import pytest

from loaders.finders.collectives import chain, class_list, closing, is_class, is_quantified, is_vague

# text, and for each link: surface, tier, canonical name
CHAINS = [
    ("各市人民政府", [("各市人民政府", "prefecture", "各市人民政府")]),
    ("各市、县人民政府", [("各市", "prefecture", "各市人民政府"), ("县人民政府", "county", "各县（市、区）人民政府")]),
    (
        "市县人民政府",
        [("市县人民政府", "prefecture", "各市人民政府"), ("市县人民政府", "county", "各县（市、区）人民政府")],
    ),
    ("各区、县级市人民政府负责", [("各区、县级市人民政府", "county", "各县（市、区）人民政府")]),
    ("各设区市人民政府", [("各设区市人民政府", "prefecture", "各市人民政府")]),
    ("各市（县、区）人民政府", [("各市（县、区）人民政府", "county", "各县（市、区）人民政府")]),
    ("各市（特区、区）人民政府", [("各市（特区、区）人民政府", "county", "各县（市、区）人民政府")]),
    ("各县（市）区政府", [("各县（市）区政府", "county", "各县（市、区）人民政府")]),
    ("各地（州、市）人民政府（行政公署）", [("各地（州、市）人民政府（行政公署）", "prefecture", "各市人民政府")]),
    (
        "各市、县（含定州、辛集市）政府",
        [("各市", "prefecture", "各市人民政府"), ("县（含定州、辛集市）政府", "county", "各县（市、区）人民政府")],
    ),
    ("各县（市、区）政府", [("各县（市、区）政府", "county", "各县（市、区）人民政府")]),
    (
        "相关省辖市、省直管县（市）政府",
        [
            ("相关省辖市", "prefecture", "相关市人民政府"),
            ("省直管县（市）政府", "direct", "相关省直管县（市）人民政府"),
        ],
    ),
    (
        "各有关市、县政府",
        [("各有关市", "prefecture", "有关市人民政府"), ("县政府", "county", "有关县（市、区）人民政府")],
    ),
    (
        "各盟市、旗县人民政府",
        [("各盟市", "prefecture", "各市人民政府"), ("旗县人民政府", "county", "各县（市、区）人民政府")],
    ),
    ("各县、区人民政府（管委会）负责", [("各县、区人民政府（管委会）", "county", "各县（市、区）人民政府")]),
    ("各省（区、市）人民政府", [("各省（区、市）人民政府", "top", "各省（区、市）人民政府")]),
    ("各市教育局", []),
    ("市、区", []),
    ("各部门", []),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS, ids=[text for text, _ in CHAINS])
def test_chain(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[t.start : t.end], t.tier, t.canonical) for t in chain(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各市、区人民政府", [("各市、区人民政府", "county")]),
        ("各市（区）人民政府", [("各市（区）人民政府", "county")]),
        ("各市人民政府、各区人民政府", [("各市人民政府", "county"), ("各区人民政府", "county")]),
        ("市人民政府", [("市人民政府", "prefecture")]),
        ("市县人民政府", [("市县人民政府", "prefecture"), ("市县人民政府", "county")]),
    ],
)
def test_chain_of_a_prefecture(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[t.start : t.end], t.tier) for t in chain(text, 0, len(text), "prefecture")] == expected


def test_township_chain_shares_its_quantifier() -> None:
    links = chain("各乡镇、街道", 0, 6)
    assert [(t.tier, t.quantifier) for t in links] == [("township", "各")]
    assert (links[0].start, links[0].end) == (0, 6)


@pytest.mark.parametrize(
    "name", ["行业主管部门", "有关单位", "园区", "党支部", "省属高校", "驻晋单位", "规模以上企业", "村（社区）"]
)
def test_class(name: str) -> None:
    assert is_class(name)


@pytest.mark.parametrize("name", ["省教育厅", "教务处", "团委", "政府", "太原市", "国网公司"])
def test_no_class(name: str) -> None:
    assert not is_class(name)


@pytest.mark.parametrize(
    "name",
    [
        "各有关部门",
        "市级各部门",
        "相关企业",
        "县行业主管部门",
        "领导小组成员单位",
        "国务院相关部门",
        "各二级学院",
        "其他有关单位",
        "全区项目建设各专班",
    ],
)
def test_vague(name: str) -> None:
    assert is_vague(name)


@pytest.mark.parametrize("name", ["省教育厅", "县级以上人民政府", "市监管局", "各"])
def test_not_vague(name: str) -> None:
    assert not is_vague(name)


@pytest.mark.parametrize(("name", "said"), [("政府", True), ("团委", True), ("人民政府", True), ("教育局", False)])
def test_quantified(name: str, said: bool) -> None:
    assert is_quantified(name) is said


@pytest.mark.parametrize(
    "words", ["等", "等部门", "等有关部门", "等市级部门", "等15个部门", "等省有关部门", "等单位和企业"]
)
def test_closing(words: str) -> None:
    assert closing().fullmatch(words)


def test_class_list() -> None:
    text = "各级教育、财政、扶贫等部门负责"
    found = class_list(text, 0, len(text))
    assert found is not None
    items, end = found
    assert [(item, text[a:b]) for item, a, b in items] == [
        ("各级教育", "各级教育"),
        ("各级财政", "财政"),
        ("各级扶贫", "扶贫"),
    ]
    assert text[end:] == "负责"
    assert class_list("省教育厅、省财政厅等部门", 0, 12) is None
