"""Old word-processor files, through LibreOffice where it is installed."""

import shutil
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from benchmarks.seeds import open_document, zipped
from loaders.formats import word
from loaders.formats.compose import DraftParagraph
from ontology.errors import UnreadableError

OFFICE = pytest.mark.skipif(not any(map(shutil.which, word.PROGRAMS)), reason="LibreOffice is not installed")
DRAWN = (
    b" ".join(
        b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, space)
        for name, space in ((b"draw", b"drawing"), (b"svg", b"svg-compatible"))
    )
    + b' xmlns:xlink="http://www.w3.org/1999/xlink"'
)
RTF = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\f0 \'c8\'ce\'ce\'f1\par \'bd\'a8\'d5\'be\par}"


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(
        UnreadableError, match=r"a\.doc: .*needs LibreOffice .*or open it in Word or WPS and save it as"
    ):
        word.drafts(b"", "a.doc")


@pytest.mark.parametrize("script", ["exit 0", "echo no filter >&2; exit 1"])
def test_a_conversion_that_writes_nothing_says_so(monkeypatch, tmp_path, script):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    with pytest.raises(UnreadableError, match=r"a\.doc: LibreOffice could not read it \((no filter|no reason given)\)"):
        word.drafts(b"", "a.doc")


@OFFICE
def test_a_document_makes_libreoffice_fetch_nothing():
    asked = []

    class Web(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as web:
        Thread(target=web.serve_forever, daemon=True).start()
        image = f'<draw:image xlink:href="http://127.0.0.1:{web.server_port}/x.png" xlink:actuate="onLoad"/>'
        body = f'<text:p>建站<draw:frame svg:width="3cm" svg:height="3cm">{image}</draw:frame></text:p>'
        members = open_document("text", body)
        content = members["content.xml"].replace(b"<office:document-content", b"<office:document-content " + DRAWN, 1)
        found = word.drafts(zipped(members | {"content.xml": content}), "a.odt")
        web.shutdown()
    assert ([draft.text for draft in found], asked) == (["建站"], [])


@OFFICE
def test_an_rtf_file_is_read_and_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = [draft.text for draft in word.drafts(RTF, "a.rtf") if isinstance(draft, DraftParagraph)]
    assert [text for text in found if text] == ["任务", "建站"]
    assert list(Path(tmp_path).iterdir()) == []
