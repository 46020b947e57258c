"""Files that are whole or not there: written beside their place, put on the disk, and then renamed into it.

The name that a file waits under is hidden, so that a reader of the folder takes it for no document.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

STAGED = ".new"  # ending of a file that waits for its turn


def waiting(path: Path) -> Path:
    """Where the file's next content waits: beside it, on the same disk."""
    return path.with_name(f".{path.name}{STAGED}")


def stage(path: Path, content: bytes) -> None:
    """Write the file's next content, to the disk and not to its cache."""
    with waiting(path).open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def place(path: Path) -> None:
    """Let what waits take the file's place, at once."""
    os.replace(waiting(path), path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whoever is killed, or has no room left, leaves what was there.

    A link stays one, and rights stay as they are; what is no file (/dev/stdout) is written to as it is.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()
    try:
        stage(path, content)
        if path.exists():
            shutil.copymode(path, waiting(path))
        place(path)
    except BaseException:
        waiting(path).unlink(missing_ok=True)
        raise
