"""The version of the rules, by which a build knows what it need not read again."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def rule_set() -> str:
    """A hash of all that decides how a document is read, corrected word lists included."""
    parts = sorted(path for folder in ("loaders", "ontology") for path in (ROOT / folder).rglob("*.*"))
    rules = [path for path in parts if path.suffix in (".py", ".csv", ".toml") and "sample" not in path.parts]
    digest = hashlib.sha256()
    for path in rules:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
