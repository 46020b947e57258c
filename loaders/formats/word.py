"""Old word-processor files (doc, wps, rtf, odt): LibreOffice turns them into docx, and the docx reader reads that."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from loaders.formats import docx, limits
from loaders.formats.compose import Draft
from ontology.errors import UnreadableError

PROGRAMS = ("soffice", "libreoffice")
MEND = "open it in Word or WPS and save it as .docx"


def drafts(data: bytes, name: str) -> list[Draft]:
    """A word-processor file's paragraphs and tables. `name` is what messages call it.

    Raises UnreadableError where LibreOffice is not installed, fails, takes too long or writes nothing.
    """
    program = next((found for found in map(shutil.which, PROGRAMS) if found), None)
    if program is None:
        raise UnreadableError(
            f"{name}: an old Word file needs LibreOffice (soffice), which is missing; install it, or {MEND}"
        )
    with tempfile.TemporaryDirectory(prefix="policykg-") as folder:
        return docx.drafts(_converted(program, Path(folder), data, name), name)


def _converted(program: str, folder: Path, data: bytes, name: str) -> bytes:
    source = folder / "source.doc"  # LibreOffice tells wps, rtf and odt by their content
    source.write_bytes(data)
    # Two processes that share a profile silently write nothing, so each conversion has its own.
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
    try:
        done = subprocess.run(
            [*command, "--outdir", str(folder), str(source)],
            capture_output=True,
            timeout=limits.CONVERSION_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"{name}: LibreOffice took over {limits.CONVERSION_SECONDS} s; {MEND}") from error
    result = folder / "source.docx"
    if not result.is_file():
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UnreadableError(
            f"{name}: LibreOffice could not read it ({said[-1] if said else 'no reason given'}); {MEND}"
        )
    return result.read_bytes()
