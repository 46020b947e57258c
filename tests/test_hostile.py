"""Hostile files: each ends in a message that names file and place, or in a document, and costs the corpus nothing."""

import csv
import io
import os
import re
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from benchmarks.seeds import seeds
from loaders.formats import limits
from loaders.formats.read import read
from loaders.job import Job
from loaders.workers import Bounds, Worker, outcomes
from ontology.corrections import read_lines
from ontology.errors import UnreadableError
from ontology.records import Document
from policykg import main
from queries.sheets import as_xlsx
from queries.tables import Column, Table, Words, as_csv, as_text

ROOT = Path(__file__).resolve().parents[1]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0"?>'
SEEDS = seeds()
ROW = "序号\t工作任务\t牵头单位\n1\t建设{}。\t省教育厅\n"
LAUGHS = "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in zip("bcdefghijkl", "abcdefghijk", strict=True))
LAUGHTER = f'<!DOCTYPE x [<!ENTITY a "haha">{LAUGHS}]>'
THEFT = '<!DOCTYPE x [<!ENTITY l SYSTEM "file:///etc/passwd">]>'
MOST_SECONDS, MOST_BYTES = 60, 1536 * 1024**2  # what one of these files may cost, on a slow and busy machine


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx(body="", doctype="", **members):
    xml = f'{HEAD}{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml, **members})


def nameless(archive):
    """The container with the name of its last member, q, taken out of the directory."""
    at, end = archive.rfind(b"PK\1\2"), archive.rfind(b"PK\5\6")
    size = int.from_bytes(archive[end + 12 : end + 16], "little") - 1
    told = archive[end : end + 12] + size.to_bytes(4, "little") + archive[end + 16 :]
    return archive[: at + 28] + b"\0\0" + archive[at + 30 : at + 46] + archive[at + 47 : end] + told


def p(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx(cells, doctype="", rest=""):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    part = f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/>'
    link = '<Relationship Id="r1" Type="{}/{}" Target="{}"/>'
    links = f'<Relationships xmlns="{P}/relationships">{{}}</Relationships>'
    sheet = f'{HEAD}{doctype}<worksheet xmlns="{S}"><sheetData>{cells}</sheetData>{rest}</worksheet>'
    book = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{P}/content-types">{part}</Types>',
            "_rels/.rels": links.format(link.format(R, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": links.format(link.format(R, "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def pdf(content):
    """A page of that content, deflated: 1 MB of commands from 1 KB."""
    stream = zlib.compress(content, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<<>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects.append(b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream + b"\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b" endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer<</Root 1 0 R/Size 5>>startxref\n%d\n" % len(out)
    )


def table(rows, columns):
    return ("<tr>" + "<td>牵头单位</td>" * columns + "</tr>") * rows


REFUSED = {  # name: the file's bytes, and what the message says after the name
    "laughter.docx": (lambda: docx(p("&l;"), LAUGHTER), r": word/document.xml declares entities"),
    "theft.docx": (lambda: docx(p("x&l;"), THEFT), r": word/document.xml declares entities"),
    "laughter-utf16.docx": (
        lambda: zipped({"[Content_Types].xml": "", "word/document.xml": f"{LAUGHTER}<a>&l;</a>".encode("utf-16")}),
        r": word/document.xml is broken \(limit on input amplification",
    ),
    "theft-utf16.docx": (
        lambda: zipped({"[Content_Types].xml": "", "word/document.xml": f"{THEFT}<a>&l;</a>".encode("utf-16")}),
        r": word/document.xml is broken \(undefined entity",
    ),
    "theft.xlsx": (lambda: xlsx(f'<row r="1">{cell("A1", "&l;x")}</row>', THEFT), r": not a workbook .*entity"),
    "laughter.xlsx": (lambda: xlsx(f'<row r="1">{cell("A1", "&l;x")}</row>', LAUGHTER), r": not a workbook .*entity"),
    "bomb.docx": (lambda: docx(p("好" * 20_000_000)), r": word/document.xml unpacks to \d+ bytes, too large"),
    "bomb.xlsx": (lambda: xlsx(f'<row r="1">{cell("A1", "好" * 8_000_000)}</row>'), r": .*sheet1.xml unpacks to \d+"),
    "climbing.docx": (lambda: docx(p("x"), **{"word/../../x.xml": ""}), r": holds 'word/../../x.xml', a name that"),
    "rooted.docx": (lambda: docx(p("x"), **{"/etc/x.xml": ""}), r": holds '/etc/x.xml', a name that leaves"),
    "drive.docx": (lambda: docx(p("x"), **{"C:\\x.xml": ""}), r": holds 'C:.*x.xml', a name that leaves"),
    "paragraph.docx": (lambda: docx(p("好" * 100_000)), r", paragraph 1: 100000 characters in one piece"),
    "paragraphs.docx": (lambda: docx(p("任务。") * 60_000), r": 60000 paragraphs and tables, more than 50000"),
    "cell.docx": (
        lambda: docx(f"<w:tbl><w:tr><w:tc>{p('任务')}</w:tc><w:tc>{p('好' * 60_000)}</w:tc></w:tr></w:tbl>"),
        r", table 1, row 1, column 2: 60000 characters in one piece",
    ),
    "deep.docx": (lambda: docx("<w:tbl><w:tr><w:tc>" * 500 + p("x") + "</w:tc></w:tr></w:tbl>" * 500), r": nested"),
    "span.docx": (
        lambda: docx(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999999"/></w:tcPr>{p("x")}</w:tc></w:tr></w:tbl>'
        ),
        r", table 1: 1 rows of 9999999 columns, beyond all bounds",
    ),
    "columns.docx": (
        lambda: docx(f"<w:tbl><w:tr>{f'<w:tc>{p(1)}</w:tc>' * 9_000}</w:tr></w:tbl>"),
        r", table 1: 1 rows",
    ),
    "columns.csv": (lambda: ("单位," * 100_000).encode(), r"(: not a csv file|, table 1: 1 rows of 100001 columns)"),
    "columns.txt": (lambda: ("题\n" + "单位\t" * 100_000).encode(), r", line 2: 100000 columns, more than 2000"),
    "columns.md": (lambda: ("单位|" * 100_000).encode(), r", line 1: 100000 columns, more than 2000"),
    "columns.html": (lambda: f"<table>{table(2, 20_000)}</table>".encode(), r", table 1: 2 rows of 20000 columns"),
    "spans.html": (
        lambda: (f"<table>{'<tr><td rowspan=65534 colspan=1000>a<td>b' * 100}").encode(),
        r": a table of over",
    ),
    "deep.html": (lambda: ("<div>" * 2_000 + "任务。").encode(), r": nested deeper than any document"),
    "corners.xlsx": (
        lambda: xlsx(f'<row r="1">{cell("A1", "a")}</row><row r="1048576">{cell("XFD1048576", "b")}</row>'),
        r": (ended its reader|sheet S has 1048576 rows)",
    ),
    "merged.xlsx": (
        lambda: xlsx(
            f'<row r="1">{cell("A1", "a")}{cell("B1", "b")}</row>',
            rest='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        r": merged cells over 1000000 slots",
    ),
    # calamine goes round in circles over the first two
    "cut.xls": (lambda: SEEDS["xls"][:-100], r": not a workbook that can be read .*fetch it again"),
    "cut.ods": (
        lambda: zipped(SEEDS["ods"] | {"content.xml": SEEDS["ods"]["content.xml"][:-100]}),
        r": content.xml is broken",
    ),
    "cut.odt": (
        lambda: zipped(SEEDS["odt"] | {"content.xml": SEEDS["odt"]["content.xml"][:-100]}),
        r": content.xml is broken",
    ),
    "theft.odt": (
        lambda: zipped(SEEDS["odt"] | {"content.xml": THEFT.encode() + SEEDS["odt"]["content.xml"]}),
        r": content.xml declares entities",
    ),
    "laughter.odt": (
        lambda: zipped(SEEDS["odt"] | {"META-INF/manifest.xml": f"{LAUGHTER}<a>&l;</a>"}),
        r": META-INF/manifest.xml declares entities",
    ),
    "repeated.ods": (
        lambda: zipped(
            SEEDS["ods"]
            | {"content.xml": SEEDS["ods"]["content.xml"].replace(b'rows-repeated="2"', b'rows-repeated="99999999"')}
        ),
        r": sheet S has",
    ),
    "loop.xls": (
        lambda: SEEDS["xls"][:512] + bytes(512) + SEEDS["xls"][1024:],
        r": (not a workbook that can be read|ended its reader|took over)",
    ),
    "line.txt": (
        lambda: ("一、任务\n" + "省教育厅负责" * 50_000).encode(),
        r", line 2: 300000 characters in one piece",
    ),
    "digits.txt": (lambda: ("建设" + "9" * 100_000 + "个。").encode(), r", line 1: 100004 characters in one piece"),
    "blank.txt": (lambda: b"\n" * 3_000_000 + "任务".encode(), r": over 200000 lines"),
    "long.txt": (lambda: ("任务。\n" * 1_300_000).encode(), r": 5200000 characters, more than 5000000"),
    "nul.txt": (lambda: "一、建设\0基地。".encode(), r": not a text file but binary data"),
    "escapes.txt": (lambda: ROW.format("\x1b[2J\x1b[31m").encode(), r": not a text file but binary data"),
    "mixed.txt": (
        lambda: ROW.format("甲").encode() + ROW.format("乙").encode("gb18030"),
        r": neither UTF-8 nor GB18030",
    ),
    "comments.html": (lambda: b"<!--" * 100_000, r": the page shows no text"),
    "bomb.pdf": (lambda: pdf(b"q Q\n" * 40_000), r": pages without text"),
    "loop.pdf": (
        lambda: pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        r": (broken PDF|pages without text|holds no text|nested)",
    ),
    "brackets.pdf": (lambda: b"%PDF-1.4\n" + b"[" * 100_000, r": broken PDF"),
}
READ = {  # name: the file's bytes, and what it says in spite of all
    "laughter.html": (lambda: f"{LAUGHTER}<html><body><p>&l; 各市负责。</p>".encode(), "&l; 各市负责。"),
    "theft.svg": (lambda: f"{HEAD}{THEFT}<svg><text>&l;</text></svg>".encode(), "file:///etc/passwd"),  # never opened
    "span.html": (lambda: f'<table><tr><td colspan="{"9" * 6_000}">甲<td>乙</table>'.encode(), "乙"),
    "start.html": (lambda: f'<ol start="{"9" * 6_000}"><li>建站，修路。</ol>'.encode(), "建站，修路。"),
    "number.docx": (
        lambda: docx(p("建站").replace("<w:r>", f'<w:pPr><w:ind w:x="{"9" * 5_000}"/></w:pPr><w:r>')),
        "建站",
    ),
    "dot.docx": (lambda: docx(p("建站"), **{".": "x"}), "建站"),
    "nameless.docx": (lambda: nameless(docx(p("建站"), q="")), "建站"),
    "bidi.txt": (lambda: ROW.format("\u202e基地\u2066").encode(), "建设\u202e基地\u2066。"),
    "comments.txt": (lambda: b"<!-- -->" * 3_000 + "<x 任务".encode(), "<x 任务"),
    "name.txt": (lambda: ROW.format("").replace("教育", "教育" * 5_000).encode(), "教育" * 5_000),
    # parted in all ways, each 和 would take twice as long
    "joined.txt": (
        lambda: "".join(f"{n}.建站。（各级{'和及以'[:n] * 99}、省教育厅）\n" for n in (1, 2, 3)).encode(),
        "各级和及以和及以",
    ),
    "brackets.txt": (lambda: ("（" * 20_000 + "省教育厅负责" + "）" * 20_000).encode(), "省教育厅负责"),
}


@pytest.fixture(scope="module")
def worker():
    made = Worker(Bounds(MOST_SECONDS, MOST_BYTES))
    yield made
    made.end()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_beyond_bounds_is_refused_with_file_and_place(name, worker, tmp_path):
    make, said = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    outcome = worker.outcome(Job(path, name))
    assert isinstance(outcome, UnreadableError)
    assert re.match(re.escape(name) + said, str(outcome)), outcome
    assert len(str(outcome)) < 500


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_and_small_is_read(name, worker, tmp_path):
    make, said = READ[name]
    path = tmp_path / name
    path.write_bytes(make())
    assert isinstance(worker.outcome(Job(path, name)), Document)
    assert said in read(path).text
    assert "root:" not in read(path).text


def test_one_hostile_file_of_each_kind_costs_the_rest_of_the_corpus_nothing(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    names = ("bomb.docx", "climbing.docx", "corners.xlsx", "columns.txt", "nul.txt", "deep.html")
    for name in names:
        (folder / name).write_bytes(REFUSED[name][0]())
    for name in ("first.txt", "zlast.txt"):
        (folder / name).write_text(ROW.format("基地10个"), encoding="utf-8")
    done = CliRunner().invoke(main, ["build", str(folder), "-o", str(tmp_path / "kg")])
    left = [line.removeprefix("left out ").partition(":")[0].split(",")[0] for line in done.stderr.splitlines()[:-1]]
    assert sorted(one for one in left if one in names) == sorted(names)
    assert done.stderr.splitlines()[-1].endswith(f"2 added, 0 updated, 0 unchanged, 0 removed, {len(names)} left out")
    assert "Traceback" not in done.stderr and done.exit_code == 0


def test_an_archive_of_documents_whose_names_climb_is_refused_and_nothing_is_written_outside(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({"../../out.txt": "x"}))
    (tmp_path / "in" / "b.txt").write_text(ROW.format("基地"), encoding="utf-8")
    done = CliRunner().invoke(main, ["build", str(tmp_path / "in"), "-o", str(tmp_path / "kg")])
    assert "a.zip: holds '../../out.txt', a name that leaves the archive; do not trust this file" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "kg"]
    assert (tmp_path / "kg" / "documents" / "b.nq").exists()


def test_members_with_names_of_10_000_characters_and_of_odd_ones_are_built(tmp_path):
    names = ("长" * 10_000 + ".txt", "a\u202etxt.exe.txt", "b\x1b[31m.txt", "=cmd().txt", "x" * 10_000 + ".txt")
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({name: ROW.format("基地10个") for name in names}))
    done = CliRunner().invoke(main, ["build", str(path), "-o", str(tmp_path / "kg")])
    assert (done.exit_code, "5 added" in done.stderr) == (0, True), done.stderr[-500:]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", done.stderr)  # nothing steers the terminal
    assert all(len(one.name) < 100 and one.name.isascii() for one in (tmp_path / "kg" / "documents").iterdir())


def slow(tmp_path):
    """A file that a careful reader takes long over."""
    path = tmp_path / "slow.txt"
    path.write_text("序号\t工作任务\t牵头单位\n" + "".join(ROW.format(n)[14:] for n in range(30_000)), encoding="utf-8")
    return path


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(ROW.format("基地"), encoding="utf-8")
    start = monotonic()
    given_up, found = outcomes([Job(slow(tmp_path), "slow.txt"), Job(good, "good.txt")], 1, Bounds(2))
    assert str(given_up) == "slow.txt: took over 2 s and was given up; split the file, or raise --seconds"
    assert isinstance(found, Document)
    assert monotonic() - start < 30


def test_a_conversion_that_hangs_ends_with_its_reader(monkeypatch, tmp_path):
    """LibreOffice's command starts the program that does the work, which outlives whoever asked when that is killed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    program, number, old = tmp_path / "soffice", tmp_path / "number", tmp_path / "old.doc"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! >{number}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    old.write_bytes(b"{\\rtf1 }")
    (given_up,) = outcomes([Job(old, "old.doc")], 1, Bounds(2))
    assert str(given_up) == "old.doc: took over 2 s and was given up; split the file, or raise --seconds"
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(int(number.read_text()), 0)
            sleep(0.05)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_file_over_the_size_that_is_set_is_left_out_and_the_next_is_built(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "large.txt").write_text(ROW.format("基地") + "\n" * 2 * 1024**2, encoding="utf-8")
    (tmp_path / "in" / "small.txt").write_text(ROW.format("基地"), encoding="utf-8")
    done = CliRunner().invoke(main, ["build", str(tmp_path / "in"), "-o", str(tmp_path / "kg"), "--size", "1"])
    assert "large.txt: larger than 1 MiB; split the file, or raise --size" in done.stderr
    assert "1 added" in done.stderr and "1 left out" in done.stderr


def test_a_reader_that_runs_out_of_memory_costs_one_document(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(ROW.format("基地"), encoding="utf-8")
    big = tmp_path / "big.csv"
    big.write_text("单位,任务\n" * 400_000, encoding="utf-8")
    outcome, found = outcomes([Job(big, "big.csv"), Job(good, "good.txt")], 1, Bounds(60, 400 * 1024**2))
    assert str(outcome).startswith("big.csv: ") and isinstance(outcome, UnreadableError)
    assert "memory" in str(outcome)
    assert isinstance(found, Document)


def test_nothing_of_the_working_folder_is_imported(tmp_path):
    """A folder of downloads may hold a docx.py."""
    (tmp_path / "pdfplumber.py").write_text("raise SystemExit('imported from the working folder')")
    (tmp_path / "a.txt").write_text(ROW.format("基地"), encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from loaders.job import Job; from loaders.workers import outcomes\n"
        "print(*outcomes([Job(Path('a.txt'), 'a.txt')]))"
    )
    command = [sys.executable, "-P", "-c", code, str(ROOT)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("Document(id='a'")


# A spreadsheet that opens our files runs nothing.

FORMULAS = ('=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1")


def answer():
    return Table((Column("task", Words("Task", "任务")),), tuple((text,) for text in FORMULAS))


def test_answers_as_csv_hold_no_formula():
    rows = list(csv.reader(io.StringIO(as_csv(answer()), newline="")))[1:]
    assert [row[0] for row in rows] == ["'" + text.replace("\r", "\n") for text in FORMULAS]


def test_answers_as_workbook_hold_no_formula():
    sheet = load_workbook(io.BytesIO(as_xlsx(answer()))).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {one.data_type for one in cells} == {"s"}
    assert [one.value for one in cells] == list(FORMULAS)


def test_a_queue_that_was_written_as_csv_comes_back_as_it_was():
    heading = ["id", "action", "value", "was", "who", "when", "why"]
    rows = [heading, ["'=省教育厅", "alias", "山西省教育厅", "'-", "我", "2024", "错"]]
    (line,) = read_lines(rows, "queue.csv").lines
    assert (line.id, line.was) == ("=省教育厅", "'-")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_of_a_document_with_formulas_hold_none(kind, tmp_path):
    (tmp_path / "a.txt").write_text(ROW.format("").replace("建设。", FORMULAS[0] + "。"), encoding="utf-8")
    kg, out = tmp_path / "kg", tmp_path / ("out" if kind == "csv" else "out.xlsx")
    assert CliRunner().invoke(main, ["build", str(tmp_path / "a.txt"), "-o", str(kg)]).exit_code == 0
    assert CliRunner().invoke(main, ["export", kind, "-o", str(out), "--kg", str(kg)]).exit_code == 0
    if kind == "xlsx":
        found = [one for sheet in load_workbook(out) for row in sheet.iter_rows() for one in row]
        assert [one.coordinate for one in found if one.data_type == "f"] == []
        texts = [str(one.value) for one in found]
    else:
        files = [csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")) for path in out.glob("*.csv")]
        texts = [text for rows in files for row in rows for text in row]
        assert [text for text in texts if re.match(r"[=@\t\r].|[+-][^\d]", text)] == []
    assert any("HYPERLINK" in text for text in texts)


def test_the_terminal_is_not_steered():
    shown = as_text(Table((Column("a", Words("a", "a")),), (("\x1b[2J\x07清屏\x9b1m",),)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


def test_bounds_are_in_one_place_and_have_units():
    source = Path(limits.__file__).read_text("utf-8")
    lines = [line for line in source.splitlines() if re.match(r"[A-Z_]+ = ", line)]
    assert [line for line in lines if "#" not in line] == []
    assert len(lines) == len([name for name in vars(limits) if name.isupper()])
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != limits.DOCUMENT_BYTES  # workers bound themselves, not us
