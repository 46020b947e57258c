import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.script import simplified
from loaders.view import View


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("責任單位：教育廳、發展改革委員會", "责任单位：教育厅、发展改革委员会"),
        ("陕西省乾县人民政府负责瞭望台建设", "陕西省乾县人民政府负责瞭望台建设"),  # 乾 and 瞭 are simplified here
        ("", ""),
    ],
)
def test_only_traditional_script_is_converted(text, expected):
    assert simplified(View.of(text)).text == expected


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), st.integers(0, 5))
def test_offsets_hold(text, start):
    view = View.of(text, min(start, len(text)))
    converted = simplified(view)
    assert (converted.at, len(converted.text)) == (view.at, len(view.text))
