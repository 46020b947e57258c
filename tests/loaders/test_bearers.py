"""Lists of bearers as printed in documents of every tier, read whole: who is bound, by which name, in which role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders.bearers import Ruling, read, who_leads
from loaders.finders.setting import Setting
from loaders.letterhead.jurisdiction import of_issuer
from ontology.records import Level
from ontology.regions import regions


def setting(name: str, level: Level, year: int) -> Setting:
    found = of_issuer(name) if level == "township" else None
    region = found.region if found else None if level == "institution" else regions().parse(name)
    return Setting.of(name, region, level, year)


CITY = setting("四川省广元市", "prefecture", 2020)
COLLEGE = setting("某某职业学院", "institution", 2019)
NATION = setting("中国", "national", 2020)


def lists() -> Iterator[tuple[Setting, str, list[str]]]:
    """The cases of bearers.txt: the document's setting, the list, and its bearers a line each."""
    where, text, expected = NATION, "", list[str]()
    for line in (Path(__file__).parent / "bearers.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            expected.append(line.strip())
            continue
        if text:
            yield where, text, expected
        text, expected = "", []
        if line.startswith("@"):
            name, level, year = line[1:].split()
            where = setting(name, level, int(year))  # type: ignore[arg-type]
        elif line and not line.startswith("#"):
            text = line.replace("\\n", "\n")
    if text:
        yield where, text, expected


LISTS = list(lists())


def test_there_are_lists_of_every_kind() -> None:
    assert len(LISTS) == 245


@pytest.mark.parametrize(("where", "text", "expected"), LISTS, ids=[text for _, text, _ in LISTS])
def test_list(where: Setting, text: str, expected: list[str]) -> None:
    said = read(text, "joint", where).assignments
    assert [" ".join(filter(None, (a.role, a.surface, a.agency, a.kind, a.scope))) for a in said] == expected
    assert [a.order for a in said] == list(range(1, len(said) + 1))
    for bearer in said:
        assert "".join(text[bearer.start : bearer.end].split()) == bearer.surface


def test_column_gives_the_role_that_the_text_does_not() -> None:
    said = read("市教育局、市财政局；市审计局督查", "support", CITY).assignments
    assert [(a.role, a.rule) for a in said] == [("support", "column"), ("support", "column"), ("oversee", "verb")]


def test_position_rules_the_lead_from_there_on() -> None:
    ruling = "责任单位：市科技局、市财政局（列首位的为牵头单位，下同）"
    assert who_leads(ruling) == Ruling(first=ruling.index("（"))
    assert who_leads("责任单位：市科技局、市财政局") == Ruling()
    later = read("市商务局、市财政局", "joint", CITY, first_leads=True).assignments
    assert [(a.surface, a.role, a.rule) for a in later] == [
        ("市商务局", "lead", "position"),
        ("市财政局", "joint", "column"),
    ]


def test_a_footnote_rules_for_the_table_above_it() -> None:
    assert who_leads("1 修路 市水利局、市财政局\n注：责任单位排在第一位的为牵头单位。") == Ruling(first=-1)


@pytest.mark.parametrize(
    ("footnote", "others"), [("带“*”的为牵头单位。", "joint"), ("标*号的单位为牵头单位，其余为配合单位。", "support")]
)
def test_signed_bearers_lead_where_the_document_says_so(footnote: str, others: str) -> None:
    signed = read("市水利局、市科技局*", "joint", CITY, ruling=who_leads(f"注：1.{footnote}")).assignments
    assert [(a.surface, a.agency, a.role) for a in signed] == [
        ("市水利局", "广元市水利局", others),
        ("市科技局", "广元市科学技术局", "lead"),
    ]
    assert [a.role for a in read("市科技局*、市水利局", "joint", CITY).assignments] == ["joint", "joint"]
    assert [a.role for a in read("市水利局", "joint", CITY, ruling=who_leads(footnote)).assignments] == ["joint"]


def test_rules_name_where_the_role_comes_from() -> None:
    said = read("牵头单位：市科技局；市财政局配合，市教育局", "joint", CITY).assignments
    assert [(a.surface, a.role, a.rule) for a in said] == [
        ("市科技局", "lead", "label"),
        ("市财政局", "support", "verb"),
        ("市教育局", "lead", "label"),
    ]


def test_words_that_name_nobody_are_remarked() -> None:
    reading = read("市教育局、若干奇怪词语", "joint", CITY)
    assert [a.agency for a in reading.assignments] == ["广元市教育局"]
    assert [(remark.code, remark.start, remark.end) for remark in reading.remarks] == [("no-bearer", 5, 11)]


WORDS = [
    "市教育局",
    "各县区",
    "人民政府",
    "牵头",
    "配合",
    "、",
    "，",
    "；",
    "（",
    "）",
    "会同",
    "和",
    "责任单位：",
    "等部门",
    "\n",
    " ",
    "太原市：",
    "2020年",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join) | st.text(max_size=40))
def test_any_words_are_read_and_bearers_stand_where_they_are_said_to(text: str) -> None:
    for where in (CITY, COLLEGE, NATION):
        for bearer in read(text, "joint", where).assignments:
            assert 0 <= bearer.start < bearer.end <= len(text)
            assert "".join(text[bearer.start : bearer.end].split()) == bearer.surface


NARROW = str.maketrans("（），；：", "(),;:")


@pytest.mark.parametrize(("where", "text"), [(where, text) for where, text, _ in LISTS])
def test_width_of_punctuation_changes_nothing(where: Setting, text: str) -> None:
    wide = read(text, "joint", where).assignments
    narrow = read(text.translate(NARROW), "joint", where).assignments
    assert [(a.role, a.agency, a.kind, a.start, a.end) for a in narrow] == [
        (a.role, a.agency, a.kind, a.start, a.end) for a in wide
    ]
