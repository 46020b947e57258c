"""Old word-processor files (doc, wps, rtf, odt): LibreOffice turns them into docx, and the docx reader reads that."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from loaders.formats import docx
from loaders.formats.archive import Archive, xml_root
from loaders.formats.compose import Draft
from ontology.errors import UnreadableError

PROGRAMS = ("soffice", "libreoffice")
MEND = "open it in Word or WPS and save it as .docx"
SETTINGS = Path(__file__).with_name("libreoffice.xcu")  # with them, it follows no link and runs no macro
OPEN = ("content.xml", "META-INF/manifest.xml")  # members without which an OpenDocument text (odt) is none


def drafts(data: bytes, name: str) -> list[Draft]:
    """A word-processor file's paragraphs and tables. `name` is what messages call it.

    Raises UnreadableError where LibreOffice is not installed, fails or writes nothing.
    """
    refuse_broken(data, name)
    return docx.drafts(converted(data, name), name)


def refuse_broken(data: bytes, name: str) -> None:
    """An OpenDocument text that was cut or garbled on its way, or declares entities, never reaches LibreOffice."""
    if data.startswith(b"PK"):
        archive = Archive(data, name)
        for member in OPEN:
            xml_root(archive.read(member), f"{name}: {member}")


def converted(data: bytes, name: str) -> bytes:
    """What LibreOffice makes of the file: a docx file."""
    with tempfile.TemporaryDirectory(prefix="policykg-") as folder:
        source = Path(folder) / "source.doc"  # LibreOffice tells wps, rtf and odt by their content
        source.write_bytes(data)
        try:
            done = convert([source])
        except FileNotFoundError as error:
            raise UnreadableError(
                f"{name}: an old Word file needs LibreOffice (soffice), which is missing; install it, or {MEND}"
            ) from error
        result = source.with_suffix(".docx")
        if not result.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise UnreadableError(
                f"{name}: LibreOffice could not read it ({said[-1] if said else 'no reason given'}); {MEND}"
            )
        return result.read_bytes()


def convert(sources: Sequence[Path]) -> subprocess.CompletedProcess[bytes]:
    """Have LibreOffice write a docx file beside each file of one folder; those that it cannot read get none.

    How long it may take is for whoever asks to say, who ends its process group. Raises FileNotFoundError where it is
    not installed.
    """
    program = next((found for found in map(shutil.which, PROGRAMS) if found), None)
    if program is None:
        raise FileNotFoundError(PROGRAMS[0])
    folder = sources[0].parent
    # Two processes that share a profile silently write nothing, so each call has its own.
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    shutil.copy(SETTINGS, profile / "user" / "registrymodifications.xcu")
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    asked = ["--convert-to", "docx", "--outdir", str(folder), *map(str, sources)]
    return subprocess.run([program, *options, *asked], capture_output=True, check=False)
