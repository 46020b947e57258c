"""Printed numbers: their rank, value and end, and what is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layout.ordinals import cell_ordinal, ordinal, value

# text, rank, value, the words behind the number
NUMBERED = [
    ("第三章 保障措施", -2, 3, "保障措施"),
    ("第十二条 鼓励创新", 0, 12, "鼓励创新"),
    ("一、总体要求", 1, 1, "总体要求"),
    ("二十一．加强领导", 1, 21, "加强领导"),
    ("（十二）发展产业", 2, 12, "发展产业"),
    ("(三)发展产业", 2, 3, "发展产业"),
    ("〔二〕发展产业", 2, 2, "发展产业"),
    ("3.改善环境", 3, 3, "改善环境"),
    ("３．改善环境", 3, 3, "改善环境"),
    ("3﹒改善环境", 3, 3, "改善环境"),
    ("3、改善环境", 3, 3, "改善环境"),
    ("⒊改善环境", 3, 3, "改善环境"),
    ("11.121人才工程", 3, 11, "121人才工程"),
    ("3.5月底前修建道路", 3, 3, "5月底前修建道路"),
    ("3、11月2日开工", 3, 3, "11月2日开工"),
    ("（4）修建道路", 4, 4, "修建道路"),
    ("⑷修建道路", 4, 4, "修建道路"),
    ("4）修建道路", 4, 4, "修建道路"),
    ("⑤修建道路", 5, 5, "修建道路"),
    ("2.1 生态修复", 4, 1, "生态修复"),
    ("2.1.3 生态修复", 5, 3, "生态修复"),
    ("　　一、总体要求", 1, 1, "总体要求"),
]
UNNUMBERED = ["总体要求", "1.5亿元", "3.5%的增幅", "3、5号楼", "2020年底前完成", "一是抓管理", "十四五", "（牵头）", ""]


@pytest.mark.parametrize(("text", "rank", "number", "rest"), NUMBERED)
def test_number(text: str, rank: int, number: int, rest: str) -> None:
    found = ordinal(text)
    assert found is not None
    assert (found.rank, found.value, text[found.end :]) == (rank, number, rest)


@pytest.mark.parametrize("text", UNNUMBERED)
def test_no_number(text: str) -> None:
    assert ordinal(text) is None


@pytest.mark.parametrize(
    ("text", "rank", "number"),
    [("12", 3, 12), ("12.", 3, 12), (" 3 ", 3, 3), ("三", 1, 3), ("三、", 1, 3), ("（一）", 2, 1)],
)
def test_number_of_a_cell(text: str, rank: int, number: int) -> None:
    found = cell_ordinal(text)
    assert found is not None
    assert (found.rank, found.value) == (rank, number)


@pytest.mark.parametrize("text", ["3.改善环境", "共12项", "", "序号"])
def test_cell_that_is_no_number(text: str) -> None:
    assert cell_ordinal(text) is None


def chinese(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    digits = "零一二三四五六七八九"
    said = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (digits[ones] if ones else "")


@given(st.integers(1, 999))
def test_chinese_figures_have_their_value(number: int) -> None:
    assert value(chinese(number)) == number == value(str(number))


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    found = ordinal(text)
    assert found is None or 0 < found.end <= len(text)
