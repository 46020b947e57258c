"""What in a text is a responsibility note, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders.setting import Setting
from loaders.layout.notes import ends_with_note, find
from ontology.regions import regions

CITY = Setting.of("四川省广元市", regions().parse("四川省广元市"), "prefecture", 2020)
COLLEGE = Setting.of("某某职业学院", None, "institution", 2020)

# an item's text and its notes
NOTED = [
    ("修建校舍。（责任单位：市教育局）", ["（责任单位：市教育局）"]),
    ("修建校舍（责任单位：市教育局）。", ["（责任单位：市教育局）"]),
    ("修建校舍，(责任单位:市教育局)改善食堂。", ["(责任单位:市教育局)"]),
    ("修建校舍。〔市教育局牵头，市财政局配合〕", ["〔市教育局牵头，市财政局配合〕"]),
    ("修建校舍。【市教育局牵头】", ["【市教育局牵头】"]),
    ("修建校舍。[责任单位：市教育局]", ["[责任单位：市教育局]"]),
    ("修建校舍。（市教育局、市财政局负责，2021年底前完成）", ["（市教育局、市财政局负责，2021年底前完成）"]),
    ("修建校舍。（市教育局、市财政局；各县区政府）", ["（市教育局、市财政局；各县区政府）"]),
    ("修建校舍。（市教育局、市财政局，2021年9月底前完成）", ["（市教育局、市财政局，2021年9月底前完成）"]),
    ("修建校舍。（甲类）（责任单位：市教育局（招生办）、市财政局）", ["（责任单位：市教育局（招生办）、市财政局）"]),
    (
        "修建校舍。（责任单位：市教育局）改善食堂。（责任单位：市卫生健康委）",
        ["（责任单位：市教育局）", "（责任单位：市卫生健康委）"],
    ),
    ("完成校舍修建，责任单位：市教育局。", ["责任单位：市教育局。"]),
    ("修建校舍　责任单位：市教育局", ["责任单位：市教育局"]),
    ("修建校舍。责任单位　市教育局、市财政局", ["责任单位　市教育局、市财政局"]),
    ("修建校舍。牵头单位为市教育局，配合单位为市财政局。", ["牵头单位为市教育局，配合单位为市财政局。"]),
    ("修建校舍。责任单位是市教育局，9月底前完成。", ["责任单位是市教育局，9月底前完成。"]),
    ("修建校舍。责任领导 张某 责任单位 市教育局", ["责任领导 张某 责任单位 市教育局"]),
    ("修建校舍。牵头单位 市教育局 完成时限 2021年", ["牵头单位 市教育局 完成时限 2021年"]),
    ("修建校舍。（责任单位 市教育局）", ["（责任单位 市教育局）"]),
    ("修建校舍。——责任单位：市教育局", ["——责任单位：市教育局"]),
    ("修建校舍。责任单位：市教育局、市财政局。", ["责任单位：市教育局、市财政局。"]),
    ("修建校舍。牵头单位：市教育局；配合单位：市财政局", ["牵头单位：市教育局；配合单位：市财政局"]),
    ("修建校舍。责任单位：市教育局；各县区政府", ["责任单位：市教育局；各县区政府"]),
    ("修建校舍。责任单位：市教育局；广元职业技术学院；各县区", ["责任单位：市教育局；广元职业技术学院；各县区"]),
    ("修建校舍。责任单位：市教育局；改善食堂。", ["责任单位：市教育局；"]),
    ("修建校舍。（责任单位:市教育局）12月底前完成。", ["（责任单位:市教育局）", "12月底前完成。"]),
    ("修建校舍。责任单位:市教育局。长期坚持。", ["责任单位:市教育局。", "长期坚持。"]),
    ("修建校舍。（责任单位:市教育局）（完成时限:2021年）", ["（责任单位:市教育局）", "（完成时限:2021年）"]),
    (
        "修建校舍。责任单位：市教育局。进度安排：6月底前开工；12月底前完工。",
        ["责任单位：市教育局。", "进度安排：6月底前开工；12月底前完工。"],
    ),
    ("修建校舍。市教育局牵头，市财政局、市住建局等部门配合。", ["市教育局牵头，市财政局、市住建局等部门配合。"]),
    ("修建校舍。市教育局负责，市财政局配合。", ["市教育局负责，市财政局配合。"]),
    ("修建校舍。由市教育局负责。", ["由市教育局负责。"]),
    ("修建校舍。市教育局、市财政局", ["市教育局、市财政局"]),
    ("修建校舍。由环卫公司、市城管局和各村负责实施。", ["由环卫公司、市城管局和各村负责实施。"]),
    (
        "修建校舍。[市教育局、市财政局（列第一位者为牵头单位，下同）]",
        ["[市教育局、市财政局（列第一位者为牵头单位，下同）]"],
    ),
    ("修建校舍。由市教育局负责牵头,各县（市、区）人民政府落实", ["由市教育局负责牵头,各县（市、区）人民政府落实"]),
    ("修建校舍。（责任领导:张某；责任单位:市教育局）", ["（责任领导:张某；责任单位:市教育局）"]),
]
UNNOTED = [
    "修建校舍（含附属用房）。",
    "修建校舍（技工院校内由市人力资源社会保障局负责），并改善食堂。",
    "修建校舍（以下简称校舍工程）。",
    "修建校舍。（责任人：张某）",
    "完成时限：2021年底前修建校舍。",
    "发挥市教育局牵头作用。",
    "修建校舍。市教育局牵头制定方案，各县落实。",
    "修建校舍。市教育局牵头，每年评比一次。",
    "修建校舍。市教育局负责编制规划，市财政局落实资金。",
    "改善食堂。建立由市教育局牵头的联席会议制度。",
    "市教育局牵头，市财政局配合。",
    "评选先进单位（市、区）。",
    "落实责任单位和责任人。",
    "责任单位 要逐条落实。",
    "序号 主管领导 牵头单位 部门 完成时限",
    "（见附件）",
    "修建校舍（责任单位：",
    "修建校舍。市教育局",
    "修建校舍。市教育局、某某公司",
]


@pytest.mark.parametrize(("text", "expected"), NOTED, ids=[text for text, _ in NOTED])
def test_notes(text: str, expected: list[str]) -> None:
    assert [text[note.start : note.end] for note in find(text, CITY)] == expected


STATED = [
    ("修建校舍，由市教育局牵头，市财政局配合，9月底前完成主体工程。", "由市教育局牵头，市财政局配合"),
    ("修建校舍，由市教育局会同市财政局实施改造工程。", "由市教育局会同市财政局实施"),
    ("修建校舍，由市教育局牵头、市财政局配合做好。", "由市教育局牵头、市财政局配合做好"),
    ("修建校舍。此项工作由市教育局负责，市财政局配合，逐月通报。", "由市教育局负责，市财政局配合"),
    ("道路整治，由公安、交通部门负责，有关部门配合。要严查超载。", "由公安、交通部门负责，有关部门配合"),
    ("修建校舍。由各县（市、区）人民政府负责，市教育局指导。每月通报。", "由各县（市、区）人民政府负责，市教育局指导"),
]
NOT_STATED = [
    "本办法由市教育局负责解释。",
    "建立由市教育局牵头的联席会议制度。",
    "建立由市教育局牵头、市财政局参加的联席会议制度。",
    "由市教育局负责人任组长。",
    "由业主负责维护，市住建局监督。",
    "由企业负责维护。",
    "市教育局负责编制规划，每年评比一次。",
    "由副市长张某负责，市公安局落实。",
]


@pytest.mark.parametrize(("text", "words"), STATED, ids=[text for text, _ in STATED])
def test_a_sentence_that_says_who_is_bound_stays_in_the_text(text: str, words: str) -> None:
    (note,) = find(text, CITY)
    assert (note.start, note.end, text[note.first : note.last]) == (len(text), len(text), words)


@pytest.mark.parametrize("text", NOT_STATED)
def test_a_sentence_that_binds_nobody_known(text: str) -> None:
    assert find(text, CITY) == ()


@pytest.mark.parametrize("text", UNNOTED)
def test_no_note(text: str) -> None:
    assert find(text, CITY) == ()


def test_content_stands_inside_the_brackets() -> None:
    text = "修建校舍。（责任单位：市教育局）"
    (note,) = find(text, CITY)
    assert text[note.first : note.last] == "责任单位：市教育局"


def test_a_plain_list_is_believed_where_its_names_are_known() -> None:
    assert len(find("改革课程。（教务处、学生处）", COLLEGE)) == 1
    assert len(find("改革课程。（基础教育科、人事科）", CITY)) == 1  # departments of the bureau that issues the plan
    assert find("改革课程。（推广组、宣讲队）", CITY) == ()
    assert len(find("一、改革课程（市教育局、某某工作站）", CITY)) == 1
    assert find("办好展览。（海报、广播、网站、校报等）", COLLEGE) == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [("修建校舍。（责任单位：市教育局）。", True), ("修建校舍。（责任单位：市教育局）改善食堂。", False)],
)
def test_ends_with_note(text: str, ends: bool) -> None:
    assert ends_with_note(text, CITY) is ends


PARTS = [
    "修建校舍",
    "。",
    "（",
    "）",
    "责任单位：",
    "市教育局",
    "牵头",
    "、",
    "；",
    "，",
    "2021年",
    "完成时限：",
    "〔",
    "】",
]


@given(st.lists(st.sampled_from(PARTS), max_size=16).map("".join) | st.text(max_size=40))
def test_notes_of_any_text_stand_apart_and_in_order(text: str) -> None:
    at = 0
    for note in find(text, CITY):
        assert at <= note.start <= note.first <= note.last <= note.end <= len(text)
        at = note.end
