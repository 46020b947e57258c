"""PDFs drawn here, character by character and line by line: every position is known."""

import pytest

from loaders.formats.compose import compose
from loaders.formats.pdf import drafts
from loaders.source import Grid
from ontology.errors import UnreadableError

WIDTH, HEIGHT, LEFT, SIZE = 400, 300, 50, 10  # points; 30 characters of 10 points fill a line to x = 350
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype"
    b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>"
)


def text(x, y, words, size=SIZE):
    """Words with their upper edge at y, counted downwards from the page's top."""
    code = words.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {x} {HEIGHT - y - size * 0.88} Td <{code}> Tj ET"


def box(x0, top, x1, bottom):
    return f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re S"


def cell(x0, top, x1, bottom, *lines):
    return [box(x0, top, x1, bottom), *(text(x0 + 2, top + 3 + i * 12, line) for i, line in enumerate(lines))]


def pdf(*pages, trailer=b""):
    """A PDF file of pages, each a list of drawing operators."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(), FONT]
    for i, page in enumerate(pages):
        drawn = "\n".join(page).encode()
        media = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(f"{media}/Contents {5 + 2 * i} 0 R>>".encode())
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return data + end % (len(places) + 1, table, len(places) + 1, trailer, len(data))


def shown(data):
    words, blocks = compose(drafts(data, "p.pdf"))

    def piece(of):
        return (of.page, words[of.start : of.end])

    return [
        {(c.row, c.column, c.row_span, c.column_span): [piece(p) for p in c.pieces] for c in block.cells}
        if isinstance(block, Grid)
        else (block.style, *piece(block.piece))
        for block in blocks
    ]


FULL = (
    "为发展现代物流业降低城乡配送成本建设县乡村三级物流网络体系方便"  # 30 characters and 1 that goes to the next line
)


def test_a_full_line_runs_on_and_a_set_in_one_begins_a_paragraph():
    page = [
        text(100, 20, "现代物流业三年行动", 20),
        text(120, 44, "计划任务分工", 20),
        text(LEFT + 20, 80, FULL[:28]),
        text(LEFT, 95, FULL[:30]),
        text(LEFT, 110, "成示范。"),
        text(LEFT + 20, 125, FULL[:28]),
        text(LEFT + 20, 140, "责任单位：市商务局"),
        text(LEFT + 20, 200, "附则"),
    ]
    assert shown(pdf(page)) == [
        (None, 1, "现代物流业三年行动\n计划任务分工"),
        (None, 1, f"{FULL[:28]}\n{FULL[:30]}\n成示范。"),
        (None, 1, FULL[:28]),
        (None, 1, "责任单位：市商务局"),
        (None, 1, "附则"),
    ]


def test_without_set_in_lines_a_short_line_or_a_number_ends_a_paragraph():
    lines = [
        FULL[:30],
        "完成。",
        FULL[:29] + "。",
        "二、建设枢纽",
        FULL[:30],
        "16.5个百分点",
        FULL[:27],
        "“3+2”贯通",
        "完",
    ]
    page = [text(LEFT, 20 + 15 * i, line) for i, line in enumerate(lines)]
    assert shown(pdf(page)) == [
        (None, 1, f"{FULL[:30]}\n完成。"),
        (None, 1, f"{FULL[:29]}。"),
        (None, 1, "二、建设枢纽"),
        (None, 1, f"{FULL[:30]}\n16.5个百分点"),
        (None, 1, f"{FULL[:27]}\n“3+2”贯通"),
        (None, 1, "完"),
    ]


def test_page_numbers_and_running_heads_stand_aside_of_a_paragraph_over_two_pages():
    pages = [
        [text(150, 10, "市政府文件"), *body, text(180, 280, f"— {number} —")]
        for number, body in (
            (1, [text(LEFT, 40, "一、总则"), text(LEFT, 55, FULL[:30])]),
            (2, [text(LEFT, 40, "收尾。"), text(LEFT, 55, "二、附则")]),
            (3, [text(LEFT, 40, "三、其他")]),
        )
    ]
    assert shown(pdf(*pages)) == [
        (None, 1, "一、总则"),
        (None, 1, f"{FULL[:30]}\n收尾。"),
        (None, 2, "二、附则"),
        (None, 3, "三、其他"),
        ("page-furniture", 1, "市政府文件"),
        ("page-furniture", 1, "— 1 —"),
        ("page-furniture", 2, "市政府文件"),
        ("page-furniture", 2, "— 2 —"),
        ("page-furniture", 3, "市政府文件"),
        ("page-furniture", 3, "— 3 —"),
    ]


X = (50, 80, 180, 280, 350)
HEAD = [*cell(50, 30, 80, 60, "序号"), *cell(80, 30, 180, 60, "任务"), *cell(180, 30, 350, 45, "责任单位")]
HEAD += [*cell(180, 45, 280, 60, "牵头"), *cell(280, 45, 350, 60, "配合")]


def row(top, bottom, *columns):
    return [part for i, lines in enumerate(columns) for part in cell(X[i], top, X[i + 1], bottom, *lines)]


def test_a_table_with_merged_cells_between_prose():
    page = [
        text(LEFT, 10, "附件"),
        *HEAD,
        *cell(50, 60, 350, 75, "一、建设枢纽"),
        *cell(50, 75, 80, 90, "1"),
        *cell(80, 75, 180, 90, "建站"),
        *cell(180, 75, 280, 105, "市商务局", "市邮政局"),
        *cell(280, 75, 350, 90),
        *cell(50, 90, 80, 105, "2"),
        *cell(80, 90, 180, 105, "建网"),
        *cell(280, 90, 350, 105, "各县"),
        text(LEFT, 120, "注：略。"),
    ]
    assert shown(pdf(page)) == [
        (None, 1, "附件"),
        {
            (0, 0, 2, 1): [(1, "序号")],
            (0, 1, 2, 1): [(1, "任务")],
            (0, 2, 1, 2): [(1, "责任单位")],
            (1, 2, 1, 1): [(1, "牵头")],
            (1, 3, 1, 1): [(1, "配合")],
            (2, 0, 1, 4): [(1, "一、建设枢纽")],
            (3, 0, 1, 1): [(1, "1")],
            (3, 1, 1, 1): [(1, "建站")],
            (3, 2, 2, 1): [(1, "市商务局\n市邮政局")],
            (3, 3, 1, 1): [(None, "")],
            (4, 0, 1, 1): [(1, "2")],
            (4, 1, 1, 1): [(1, "建网")],
            (4, 3, 1, 1): [(1, "各县")],
        },
        (None, 1, "注：略。"),
    ]


def below_head(grid):
    return {place: pieces for place, pieces in grid.items() if place[0] > 1}


def test_a_row_split_by_the_page_end_is_one_row_and_the_head_is_not_repeated():
    first = HEAD + row(
        240, 290, ["7"], ["健全县乡村物流节点", "推动快递进村建设共"], ["市交通运输局牵头"], ["市邮政局"]
    )
    first += [*cell(50, 60, 350, 240, "一、健全网络")]
    second = HEAD + row(60, 80, [], ["同配送中心。"], [], []) + row(80, 100, ["8"], ["建站。"], ["市商务局"], [])
    (grid,) = shown(pdf(first, second))
    assert below_head(grid) == {
        (2, 0, 1, 4): [(1, "一、健全网络")],
        (3, 0, 1, 1): [(1, "7")],
        (3, 1, 1, 1): [(1, "健全县乡村物流节点\n推动快递进村建设共"), (2, "同配送中心。")],
        (3, 2, 1, 1): [(1, "市交通运输局牵头")],
        (3, 3, 1, 1): [(1, "市邮政局")],
        (4, 0, 1, 1): [(2, "8")],
        (4, 1, 1, 1): [(2, "建站。")],
        (4, 2, 1, 1): [(2, "市商务局")],
        (4, 3, 1, 1): [(None, "")],
    }


def test_an_unnumbered_row_at_a_page_top_is_a_row_of_its_own():
    first = HEAD + row(60, 100, ["7"], ["健全县乡村物流节点", "推动快递进村。"], ["市交通运输局"], ["市邮政局"])
    second = row(30, 60, [], ["建设共同配送中心。"], ["市商务局"], [])
    (grid,) = shown(pdf(first, second))
    assert below_head(grid) == {
        (2, 0, 1, 1): [(1, "7")],
        (2, 1, 1, 1): [(1, "健全县乡村物流节点\n推动快递进村。")],
        (2, 2, 1, 1): [(1, "市交通运输局")],
        (2, 3, 1, 1): [(1, "市邮政局")],
        (3, 0, 1, 1): [(None, "")],
        (3, 1, 1, 1): [(2, "建设共同配送中心。")],
        (3, 2, 1, 1): [(2, "市商务局")],
        (3, 3, 1, 1): [(None, "")],
    }


@pytest.mark.parametrize(("rest", "pieces"), [([], []), (["市邮政局"], [(2, "市邮政局")])])
def test_a_merged_cell_goes_on_below_the_page_end_with_the_rest_of_its_words(rest, pieces):
    def two_rows(top, numbers, lines):
        part = [*cell(180, top, 280, top + 40, *lines)]
        for i, number in enumerate(numbers):
            y = top + 20 * i
            part += cell(50, y, 80, y + 20, number) + cell(80, y, 180, y + 20, f"建站{number}。")
            part += cell(280, y, 350, y + 20)
        return part

    first = HEAD + two_rows(60, "12", ["市交通运输局和市商", "务局、市农业农村局"])
    (grid,) = shown(pdf(first, two_rows(30, "34", rest)))
    merged = {place: pieces for place, pieces in grid.items() if place[1] == 2 and place[0] > 1}
    assert merged == {(2, 2, 4, 1): [(1, "市交通运输局和市商\n务局、市农业农村局"), *pieces]}
    assert [pieces for place, pieces in sorted(grid.items()) if place[1] == 0] == [
        [(1, "序号")],
        [(1, "1")],
        [(1, "2")],
        [(2, "3")],
        [(2, "4")],
    ]


def test_prose_between_two_tables_keeps_them_apart():
    first = HEAD + row(60, 90, ["1"], ["建站。"], ["市商务局"], [])
    second = [text(LEFT, 10, "附件二"), *HEAD, *row(60, 90, ["1"], ["建网。"], ["市邮政局"], [])]
    assert [list(block)[-4:] if isinstance(block, dict) else block for block in shown(pdf(first, second))] == [
        [(2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1)],
        (None, 2, "附件二"),
        [(2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1)],
    ]


def test_words_beside_the_cells_of_a_table_are_not_lost():
    page = [*cell(50, 30, 80, 60, "甲"), *cell(80, 30, 180, 60, "乙"), text(250, 40, "旁注")]
    assert shown(pdf(page)) == [{(0, 0, 1, 1): [(1, "甲")], (0, 1, 1, 1): [(1, "乙")]}, (None, 1, "旁注")]


def test_bold_that_is_drawn_twice_is_read_once_and_a_frame_is_no_table():
    page = [box(40, 20, 300, 60), text(LEFT, 30, "物流方案"), text(LEFT + 0.4, 30, "物流方案")]
    assert shown(pdf(page)) == [(None, 1, "物流方案")]


def test_a_scanned_page_among_others_is_named_and_not_passed_over():
    scan = [f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"]
    assert shown(pdf([text(LEFT, 30, "封面")], scan, [text(LEFT, 30, "正文")])) == [
        (None, 1, "封面"),
        ("scanned-page", 2, "〔第2页是图像，没有文字〕"),
        (None, 3, "正文"),
    ]


def unruled_row(top, *columns):
    return [
        text(x, top + 12 * n, line)
        for x, lines in zip((50, 110, 230), columns, strict=False)
        for n, line in enumerate(lines)
    ]


def test_a_table_without_ruling_lines_is_told_and_not_read_as_prose():
    first = [text(LEFT, 10, "物流分工表"), *unruled_row(40, ["序号"], ["任务"], ["责任单位"])]
    first += unruled_row(60, ["1"], ["建设县级分拨", "中心。"], ["市商务局"])
    second = unruled_row(20, [], ["推动快递进村。"]) + unruled_row(40, ["3"], ["建站。"], ["市邮政局", "市财政局"])
    second += [text(LEFT, 80, "注：略。")]
    assert shown(pdf(first, second)) == [
        (None, 1, "物流分工表"),
        ("unruled-table", 1, "序号 任务 责任单位\n1 建设县级分拨 市商务局\n中心。"),
        ("unruled-table", 2, "推动快递进村。\n3 建站。 市邮政局\n市财政局"),
        (None, 2, "注：略。"),
    ]


UNMAPPED = pdf([text(50, 50, "任务表")]).replace(b"UniGB-UCS2-H", b"Identity-H  ").replace(b"(GB1)", b"(Own)")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf([]), r"p\.pdf: pages without text, a scan; .*OCR"),
        (UNMAPPED, r"p\.pdf: 3 characters of fonts without a character map"),
        (b"%PDF-1.4\nnonsense", r"p\.pdf: broken PDF"),
        (
            pdf(
                [text(50, 50, "密")],
                trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32),
            ),
            r"p\.pdf: protected by a password",
        ),
    ],
)
def test_what_has_no_readable_text_says_so(data, message):
    with pytest.raises(UnreadableError, match=message):
        drafts(data, "p.pdf")
