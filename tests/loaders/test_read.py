"""The front of the readers: which file is which, and which files a command means."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from loaders.formats.read import read
from loaders.formats.sources import content, sources
from loaders.source import Grid
from ontology.errors import UnreadableError
from ontology.records import SourceFile


def word(text="建站"):
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["任务", "单位"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PAGE = "<html><body><table><tr><td>任务</td><td>单位</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "media", "encoding", "texts"),
    [
        ("a.txt", "一、任务\n\n（一）建站。", "text/plain", "utf-8", ["一、任务", "（一）建站。"]),
        ("a", "任务".encode("gb18030"), "text/plain", "gb18030", ["任务"]),
        ("a.md", "# 任务", "text/markdown", "utf-8", ["任务"]),
        ("a.csv", "任务,单位", "text/csv", "utf-8", ["任务", "单位"]),
        ("a.html", PAGE, "text/html", "utf-8", ["任务", "单位"]),
        ("a.xls", PAGE, "text/html", "utf-8", ["任务", "单位"]),  # what many systems export as .xls
        ("a.doc", f"\ufeff{PAGE}", "text/html", "utf-8", ["任务", "单位"]),
        ("a.docx", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", None, ["建站"]),
        ("a.doc", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", None, ["建站"]),
        (
            "a.xls",
            workbook(),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            None,
            ["任务", "单位"],
        ),
    ],
)
def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path, name, data, media, encoding, texts):
    data = data.encode() if isinstance(data, str) else data
    (tmp_path / name).write_bytes(data)
    source = read(tmp_path / name, "folder/" + name)
    pieces = [
        piece
        for block in source.blocks
        for piece in ([p for c in block.cells for p in c.pieces] if isinstance(block, Grid) else [block.piece])
    ]
    assert [source.text[piece.start : piece.end] for piece in pieces] == texts
    sha256 = hashlib.sha256(data).hexdigest()
    assert source.file == SourceFile("folder/" + name, sha256, media, encoding, len(source.text))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "the file is empty; fetch it again"),
        ("a.ofd", zipped(**{"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<x/>"}), "an OFD file; save it as PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "an image; recognise its characters"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "an image; recognise its characters"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.ppt", OLE + "PowerPoint Document\0".encode("utf-16-le"), "an Office file of another kind"),
        ("a.zip", zipped(**{"a.txt": "任务"}), "an archive and not a document"),
        ("a.docx", b"PK\x03\x04", "broken zip container"),
        ("a.docx", zipped(**{"[Content_Types].xml": "x", "../../etc/cron": "x"}), "a name that leaves the archive"),
        ("a.docx", zipped(**{"[Content_Types].xml": "x", "word/document.xml": "\0" * 50_000_000}), "too large"),
        (
            "a.docx",
            zipped(**{"[Content_Types].xml": "x", "word/document.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'}),
            "declares entities",
        ),
        ("a.html", "<html><body>" + "<div>" * 5000, "nested deeper than any document|the page shows no text"),
        ("a.mht", "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "a web archive .*save it as .html"),
        ("a.bin", bytes(range(256)), "not a text file|neither UTF-8 nor GB18030"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_out(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(UnreadableError, match=message) as caught:
        read(tmp_path / name)
    assert name in str(caught.value)


def test_a_missing_file_and_one_too_large_say_so(tmp_path):
    with pytest.raises(UnreadableError, match=r"none\.txt: no such file"):
        read(tmp_path / "none.txt")
    (tmp_path / "a.txt").write_text("任务", "utf-8")
    with pytest.raises(UnreadableError, match=r"a\.txt: larger than 0 MiB; split the file, or raise --size"):
        read(tmp_path / "a.txt", most=5)
    assert read(tmp_path / "a.txt", most=6).text == "任务"


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a/c.txt", ".hidden.txt", ".git/x.txt", "corpus.toml", "a/~$c.docx", "a/Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("任务")
    (tmp_path / "z.zip").write_bytes(
        zipped(**{"任务/d.docx": word("压缩"), "__MACOSX/._d.docx": "", "corpus.toml": ""})
    )
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        ([""], ["a/c.txt", "b.txt", "z.zip/任务/d.docx"]),
        (["a", "b.txt"], ["b.txt", "c.txt"]),
        (["b.txt", "", "b.txt"], ["a/c.txt", "b.txt", "z.zip/任务/d.docx"]),
        (["*.txt"], ["b.txt"]),
        (["**/c.*"], ["c.txt"]),
        (["z.zip"], ["z.zip/任务/d.docx"]),
    ],
)
def test_which_documents_a_command_means(folder, paths, names):
    assert [name for _, name in sources([folder / path for path in paths])] == names


def test_a_member_of_an_archive_is_read_without_unpacking_it(folder):
    ((path, name),) = sources([folder / "z.zip"])
    source = read(path, name)
    assert (source.file.name, source.text) == ("z.zip/任务/d.docx", "压缩")
    assert sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")) == [
        "a",
        "b.txt",
        "corpus.toml",
        "z.zip",
    ]


def test_an_archive_is_opened_once_for_all_its_members_and_anew_when_it_has_changed(tmp_path, monkeypatch):
    opened = []
    real = zipfile.ZipFile.__init__
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *a, **b: (opened.append(1), real(*a, **b))[1])
    path = tmp_path / "many.zip"
    for year in (2015, 2016):
        path.write_bytes(zipped(**{f"{n}.txt": f"{year}年{n}" for n in range(5)}))
        os.utime(path, (year, year))
        opened.clear()
        assert [content(file).decode() for file, _ in sources([path])] == [f"{year}年{n}" for n in range(5)]
        assert len(opened) == 1


def test_names_packed_on_chinese_windows_are_read_as_chinese(tmp_path):
    name = "任务表.txt"
    mangled = name.encode("gb18030").decode("cp437")
    data = zipped(**{"X" * len(mangled): "任务"}).replace(b"X" * len(mangled), name.encode("gb18030"))
    (tmp_path / "w.zip").write_bytes(data)
    assert [name for _, name in sources([tmp_path / "w.zip"])] == ["w.zip/任务表.txt"]


def test_a_path_that_leads_nowhere_says_so(tmp_path):
    with pytest.raises(UnreadableError, match="no such file or folder; check the path"):
        sources([tmp_path / "none"])


def test_reading_twice_gives_the_same(tmp_path):
    (tmp_path / "a.docx").write_bytes(word())
    assert read(Path(tmp_path / "a.docx")) == read(Path(tmp_path / "a.docx"))
