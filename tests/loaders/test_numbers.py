"""Numerals as officials print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.finders.numbers import Number, find, fold, parse, scaled

VALUES = {
    "0": 0,
    "12": 12,
    "０１２": 12,
    "1,200": 1200,
    "3.5": 3.5,
    "０．５": 0.5,
    "10万": 100_000,
    "1.2亿": 120_000_000,
    "0.57万": 5700,
    "1.5万亿": 1_500_000_000_000,
    "300亿": 30_000_000_000,
    "3百万": 3_000_000,
    "5千": 5000,
    "一": 1,
    "两": 2,
    "十": 10,
    "十二": 12,
    "二十": 20,
    "一百零五": 105,
    "一百二十": 120,
    "两千": 2000,
    "一万二千": 12_000,
    "十二万三千": 123_000,
    "一亿二千万": 120_000_000,
    "一百二十亿": 12_000_000_000,
    "二〇二〇": 2020,
    "二○一五": 2015,
    "百分之三十": 30,
    "百分之百": 100,
    "百分之7.5": 7.5,
    "千分之五": 0.5,
    "三分之二": 66.666667,
    "一半": 50,
    "半数": 50,
    "八成": 80,
}


@pytest.mark.parametrize(("surface", "value"), VALUES.items())
def test_value(surface, value):
    assert parse(surface) == value


@pytest.mark.parametrize("surface", ["", "多", "若干", "第"])
def test_no_numeral(surface):
    with pytest.raises(ValueError, match="not a numeral"):
        parse(surface)


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [("3", "5", (3, 5)), ("5", "10万", (50_000, 100_000)), ("1万", "2万", (10_000, 20_000)), ("三", "五", (3, 5))],
)
def test_range_shares_its_scale(low, high, value):
    assert scaled(low, high) == value


def test_found_with_places():
    assert find("增长25%—30%，三分之二以上，１到２个") == (
        Number((25, 30), False, 2, 8),
        Number(66.666667, True, 10, 14),
        Number((1, 2), False, 17, 20),
    )


def test_half_a_year_is_no_half():
    assert find("上半年") == ()


@given(st.text())
def test_fold_keeps_every_place(text):
    assert len(fold(text)) == len(text)


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_of_both_widths_mean_the_same(number):
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse(wide) == parse(f"{number:,}") == number
