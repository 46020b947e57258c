import pytest

from loaders.formats.compose import compose
from loaders.formats.html import decode, drafts
from loaders.source import Grid
from ontology.errors import UnreadableError


def shown(page):
    text, blocks = compose(drafts(page, "p.html"))
    return [
        [(c.row, c.column, c.row_span, c.column_span, text[c.pieces[0].start : c.pieces[0].end]) for c in block.cells]
        if isinstance(block, Grid)
        else (block.style, text[block.piece.start : block.piece.end])
        for block in blocks
    ]


BODY = """
<p>　　为发展现代物流，制定
  本方案。</p>
<h3>一、主要任务</h3>
<p>（一）建设枢纽。<br>（责任单位：市<b>商务</b>局）</p>
<p>（二）培育企业，到2025年达到50家。（责任单位：市工信局）</p>
"""
DOCUMENT = [
    ("p", "为发展现代物流，制定本方案。"),
    ("h3", "一、主要任务"),
    ("p", "（一）建设枢纽。"),
    ("p", "（责任单位：市商务局）"),
    ("p", "（二）培育企业，到2025年达到50家。（责任单位：市工信局）"),
]


def test_paragraphs_end_where_a_browser_begins_a_line():
    assert shown(f"<body>{BODY}</body>") == DOCUMENT


def test_the_document_is_found_among_what_surrounds_it():
    page = f"""<!DOCTYPE html><html><head><title>物流方案_某市政府</title><meta name="ArticleTitle" content="物流方案">
    <style>p{{color:red}}</style><script>var text = "不是正文，不是正文，不是正文";</script></head><body>
    <div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
    <div class="main"><div>当前位置：<a>首页</a> &gt; <a>政策文件</a> &gt; <a>市政府文件</a></div>
      <h1>物流方案</h1><div class="info">发布日期：2020-05-20</div>
      <table><tr><td>文号：</td><td>某政发〔2020〕1号</td><td>分类：</td><td>物流</td></tr>
      <tr><td>成文日期：</td><td colspan="3">2020-05-18</td></tr></table>
      <div id="content"><div class="editor">{BODY}<!-- 注释 --><p style="display: none">隐藏</p></div></div></div>
    <footer>主办：某市人民政府办公室</footer><div><a>网站地图</a> <a>联系我们</a></div><nav>导航</nav></body></html>"""
    assert shown(page) == [
        ("title", "物流方案"),
        ("page-furniture", "发布日期：2020-05-20"),
        ("page-furniture", "文号： 某政发〔2020〕1号 分类： 物流"),
        ("page-furniture", "成文日期： 2020-05-18"),
        *DOCUMENT,
    ]


def test_a_page_laid_out_with_tables_is_read_like_any_other():
    page = f"<table><tr><td><a>首页</a></td></tr><tr><td><table><tr><td>{BODY}</td></tr></table></td></tr></table>"
    assert shown(page) == DOCUMENT


def test_spans_of_a_table():
    page = """<p>任务分工表</p><table><thead>
      <tr><th rowspan="2">序号</th><th colspan="2">责任单位</th><th rowspan="2">时限</th></tr>
      <tr><th>牵头</th><th>配合</th></tr></thead>
      <tr><td>1<td><p>市商务局</p><p>市邮政局</p><td rowspan="0">各县<td>长期</tr>
      <tr><td>2</td><td>市教育局</td><td>2020年</td></tr></table>"""
    assert shown(page) == [
        ("p", "任务分工表"),
        [
            (0, 0, 2, 1, "序号"),
            (0, 1, 1, 2, "责任单位"),
            (0, 3, 2, 1, "时限"),
            (1, 1, 1, 1, "牵头"),
            (1, 2, 1, 1, "配合"),
            (2, 0, 1, 1, "1"),
            (2, 1, 1, 1, "市商务局\n市邮政局"),
            (2, 2, 2, 1, "各县"),
            (2, 3, 1, 1, "长期"),
            (3, 0, 1, 1, "2"),
            (3, 1, 1, 1, "市教育局"),
            (3, 3, 1, 1, "2020年"),
        ],
    ]


def test_a_small_table_in_a_cell_follows_its_outer_table():
    page = """<table><tr><td>任务甲需要较长的说明文字<table><tr><td>子一</td><td>子二</td></tr></table></td>
    <td>市商务局</td></tr><tr><td>任务乙需要较长的说明文字</td><td>市教育局</td></tr></table>"""
    assert shown(page) == [
        [
            (0, 0, 1, 1, "任务甲需要较长的说明文字"),
            (0, 1, 1, 1, "市商务局"),
            (1, 0, 1, 1, "任务乙需要较长的说明文字"),
            (1, 1, 1, 1, "市教育局"),
        ],
        [(0, 0, 1, 1, "子一"), (0, 1, 1, 1, "子二")],
    ]


def test_numbers_of_ordered_lists_are_shown_as_a_browser_shows_them():
    page = "<ol start=3><li>建站<li>建网</ol><ul><li>要点</ul><ol type=a><li>甲</ol>"
    assert shown(page) == [("li", "3.建站"), ("li", "4.建网"), ("li", "要点"), ("li", "a.甲")]


def test_preformatted_text_keeps_its_lines():
    assert shown("<pre>一、任务\n（一）建站\n</pre>") == [("pre", "一、任务"), ("pre", "（一）建站")]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset='utf-8'><p>镕基</p>".encode(), "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>镕基</p>'.encode("gbk"), "gb18030"),
        ("<meta charset=gb2312><p>镕基</p>".encode(), "utf-8"),
        ("<p>镕基</p>".encode("gb18030"), "gb18030"),
        ("<p>镕基</p>".encode("utf-16"), "utf-16"),
        ("<meta charset=big5><p>鎔基</p>".encode("big5"), "big5hkscs"),
    ],
)
def test_the_encoding_is_the_declared_one_or_the_one_that_fits(data, encoding):
    text, found = decode(data, "p.html")
    assert (shown(text), found) == ([("p", "鎔基" if encoding == "big5hkscs" else "镕基")], encoding)


def test_a_page_that_scripts_draw_says_so():
    with pytest.raises(UnreadableError, match=r"p\.html: the page shows no text; .* save it as PDF"):
        drafts("<body><script>draw()</script></body>", "p.html")
