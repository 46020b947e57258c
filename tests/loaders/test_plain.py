import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.formats.markdown import blocks as markdown
from loaders.formats.plain import decode
from loaders.source import Grid
from ontology.errors import UnreadableError

WORDS = "任务\x07" + "建站" * 60  # as copied from Word


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("任务".encode(), ("任务", "utf-8")),
        ("任务".encode("utf-8-sig"), ("任务", "utf-8")),
        ("任务".encode("gb18030"), ("任务", "gb18030")),
        ("㙍镕".encode("gb18030"), ("㙍镕", "gb18030")),
        ("任务".encode("utf-16"), ("任务", "utf-16")),
        (b"\xfe\xff" + "任务".encode("utf-16-be"), ("任务", "utf-16")),
        (WORDS.encode(), (WORDS, "utf-8")),
        ("甲\r\n乙\r丙\n".encode(), ("甲\n乙\n丙\n", "utf-8")),
    ],
)
def test_encodings(data, expected):
    assert decode(data, "t.txt") == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "t.txt: the file is empty"),
        (b" \r\n\t ", "t.txt: the file is empty"),
        (b"\x00\x01\x02abc", "t.txt: not a text file but binary data"),
        (b"\xff\xfe\x00", "t.txt: broken utf-16 at byte"),
        (
            b"\xff\xff\xff\xff",
            "t.txt: neither UTF-8 nor GB18030 from byte 0 on; open it in an editor and save it as UTF-8",
        ),
    ],
)
def test_what_is_no_text_says_so(data, message):
    with pytest.raises(UnreadableError, match=message):
        decode(data, "t.txt")


TRADITIONAL = "各級人民政府應當加強對職業教育工作的領導，將職業教育納入國民經濟和社會發展規劃，促進就業。"


def test_other_encodings_are_not_taken_for_chinese():
    assert decode(TRADITIONAL.encode("gb18030"), "t.txt") == (TRADITIONAL, "gb18030")
    with pytest.raises(UnreadableError, match=r"t\.txt: not UTF-8, and garbled as GB18030 \(Big5\?\)"):
        decode(TRADITIONAL.encode("big5"), "t.txt")


CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4)


@given(CHINESE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_comes_back_as_it_was(text, encoding):
    assert decode(text.encode(encoding), "t.txt")[0] == text


def test_markdown_headings_have_levels_and_tables_are_grids():
    text = "# 物流方案 #\n\n正文。\n\n## 一、任务\n| 任务 | 单位 |\n| --- | --- |\n| 建站 | 市商务局 |\n"
    found = [
        [text[c.pieces[0].start : c.pieces[0].end].strip() for c in block.cells]
        if isinstance(block, Grid)
        else (block.style, text[block.piece.start : block.piece.end])
        for block in markdown(text)
    ]
    assert found == [("h1", "物流方案"), (None, "正文。"), ("h2", "一、任务"), ["任务", "单位", "建站", "市商务局"]]
