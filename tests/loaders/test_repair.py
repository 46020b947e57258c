"""Layout mended in views: wraps, page breaks, vertical writing, artefacts; places lead back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders.named import complete
from loaders.layout.repair import clean, is_vertical, labelled, listed, milestones, paragraphs, unwrapped
from loaders.view import View


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国家卫生健\n康委", "国家卫生健康委"),
        ("使用 open\nsource 软件", "使用 open source 软件"),
        ("  前后空白 \n", "前后空白"),
        ("一行\r\n　　两行", "一行两行"),
        ("不变", "不变"),
    ],
)
def test_unwrapped(text: str, expected: str) -> None:
    assert unwrapped(View.of(text)).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设\u200b校舍", "建设校舍"),
        ("[bookmark: _GoBack]建设", "建设"),
        ("\ufeff建\u00ad设", "建设"),
        ("〔2020〕", "〔2020〕"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(View.of(text)).text == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2015年6月底前出台办\n法", "2015年6月底前出台办法"),
        ("2015年6月底前出台；\n2016年完成", "2015年6月底前出台；\n2016年完成"),
        ("持续实施\n\n2020年完成", "持续实施\n2020年完成"),
        ("2020年\n12月", "2020年12月"),
    ],
)
def test_milestones(cell: str, expected: str) -> None:
    assert milestones(View.of(cell)).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改善食堂。【责任单位】市教育局【完成时限】2021年", "改善食堂。责任单位：市教育局完成时限：2021年"),
        ("（牵头单位）市教育局（配合单位）：市财政局", "牵头单位：市教育局配合单位：市财政局"),
        ("〔责任单位〕", "责任单位："),
        ("市教育局（牵头单位）市财政局（配合单位）", "市教育局（牵头单位）市财政局（配合单位）"),
        ("市教育局（牵头单位）、市财政局", "市教育局（牵头单位）、市财政局"),
        ("【责任单位：市教育局】", "【责任单位：市教育局】"),
    ],
)
def test_labels_in_brackets_get_their_colon(text: str, expected: str) -> None:
    assert labelled(View.of(text)).text == expected


@pytest.mark.parametrize(
    ("cell", "width", "expected"),
    [
        ("省教育厅\n省财政厅", 20, "省教育厅\n省财政厅"),
        ("省人力资源社\n会保障厅", 6, "省人力资源社会保障厅"),
        ("省教育厅、\n省财政厅", 20, "省教育厅、省财政厅"),
        ("太原市：阳曲县\n大同市：天镇县", 20, "太原市：阳曲县\n大同市：天镇县"),
        ("省教育厅、省\n人力资源社会\n保障厅", 6, "省教育厅、省人力资源社会保障厅"),
    ],
)
def test_listed(cell: str, width: int, expected: str) -> None:
    known = {"省教育厅", "省财政厅", "省人力资源社会保障厅"}
    whole = lambda words, registered: words in known if registered else complete(words)  # noqa: E731
    assert listed(View.of(cell), width, whole).text == expected


@pytest.mark.parametrize(
    ("text", "vertical"),
    [("教\n育\n改\n革", True), ("教育\n改\n革", True), ("教育改革\n行动", False), ("教\n育", False)],
)
def test_is_vertical(text: str, vertical: bool) -> None:
    assert is_vertical(text) is vertical


LONG = "建设示范园两千亩，推广矮化砧木栽培技术，配套建设滴灌设施和防雹网，由专业合作社统一管理，"
PARAGRAPHS = [
    ("a page broke a sentence", [LONG, "确保年底前挂果。"], [LONG + "确保年底前挂果。"]),
    ("a stop ends a paragraph", ["建设校舍。", "改善食堂。"], ["建设校舍。", "改善食堂。"]),
    ("a number begins one", [LONG, "2.改善食堂。"], [LONG, "2.改善食堂。"]),
    ("a label begins one", [LONG, "责任单位：市教育局"], [LONG, "责任单位：市教育局"]),
    ("a label alone goes on", ["责任单位：", "市教育局、市财政局"], ["责任单位：市教育局、市财政局"]),
    ("a list goes on", ["责任单位：市教育局、", "市财政局"], ["责任单位：市教育局、市财政局"]),
    (
        "a note that a page break closed",
        ["改善食堂。（责任单位：市教育局）", "和市财政局）"],
        ["改善食堂。（责任单位：市教育局和市财政局）"],
    ),
    ("a title goes on", ["落实《关于加强校园", "安全的意见》。"], ["落实《关于加强校园安全的意见》。"]),
    ("headings stay apart", ["一、总体要求", "二、重点任务"], ["一、总体要求", "二、重点任务"]),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in PARAGRAPHS], ids=[case[0] for case in PARAGRAPHS])
def test_paragraphs(lines: list[str], expected: list[str]) -> None:
    assert [view.text for view in paragraphs([View.of(line) for line in lines])] == expected


def test_hard_wrapped_text_is_put_together() -> None:
    text = (
        "各级教育部门要把校园安全摆在突出位置，定期排查隐患，建立台账，限期整改，并向社会公布结果，接受群众监督。" * 6
    )
    lines = [View.of(text[i : i + 20]) for i in range(0, len(text), 20)]
    assert "".join(view.text for view in paragraphs(lines)) == text
    assert len(paragraphs(lines)) <= 6


@given(st.text(alphabet="市教育局建设校舍。，\n 　a\u200b（）", max_size=60))
def test_views_lead_back_to_the_source(text: str) -> None:
    view = View.of(text)
    for mended in (unwrapped(view), clean(view), milestones(view)):
        assert all(sign in (text[at], " ", "\n") for sign, at in zip(mended.text, mended.at, strict=True))
        assert list(mended.at) == sorted(set(mended.at))
