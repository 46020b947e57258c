"""Old word-processor files, through LibreOffice where it is installed."""

import shutil
from pathlib import Path

import pytest

from loaders.formats import word
from loaders.formats.compose import DraftParagraph
from ontology.errors import UnreadableError

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


@pytest.mark.skipif(not any(map(shutil.which, word.PROGRAMS)), reason="LibreOffice is not installed")
def test_an_rtf_file_is_read_and_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = [draft.text for draft in word.drafts(RTF, "a.rtf") if isinstance(draft, DraftParagraph)]
    assert [text for text in found if text] == ["任务", "建站"]
    assert list(Path(tmp_path).iterdir()) == []
