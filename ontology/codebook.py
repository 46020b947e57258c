"""Codebooks: schemes of codes with the words by which a text is coded, each a CSV that a researcher can read and mend.

`themes.csv` and `instruments.csv` are ours; a researcher's own has the same columns, of which only `code` and `cues`
must be filled. A cue stands for itself, not for a pattern; `|` separates them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.errors import RegistryError

COLUMNS = ("scheme", "code", "broader", "zh", "en", "cues", "example", "source")
NEEDED = ("code", "cues")
OURS = ("themes.csv", "instruments.csv")


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a scheme: names, the words that speak for it, a sentence that has it, and who defined it."""

    code: str
    broader: str | None
    zh: str
    en: str
    cues: tuple[str, ...]  # none for a heading of the scheme, which its narrower codes stand for
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """A scheme of codes, in the order of its file."""

    name: str
    codes: tuple[Code, ...]

    def get(self, code: str) -> Code:
        """The code of that name. Raises KeyError where the scheme has none."""
        return next(one for one in self.codes if one.code == code)


def codebook(name: str) -> Codebook:
    """One of ours by its name: themes, rothwell-zegveld, mcdonnell-elmore. Raises RegistryError for another."""
    found = codebooks().get(name)
    if found is None:
        raise RegistryError(f"no codebook “{name}”; there are {', '.join(codebooks())}, or name a CSV file of your own")
    return found


@cache
def codebooks() -> Mapping[str, Codebook]:
    """Ours, by name."""
    folder = Path(__file__).parent
    return {book.name: book for name in OURS for book in read_codebooks(folder / name)}


def read_codebooks(path: Path) -> tuple[Codebook, ...]:
    """The schemes of a CSV file (UTF-8), one for each value of `scheme`; without that column, one named after the file.

    Raises RegistryError, naming the line and the mend, where a column or value is missing, a code is there twice, or
    `broader` is no code of the scheme.
    """
    schemes: dict[str, dict[str, Code]] = {}
    for line, row in _rows(path):
        place, name = f"{path.name}, line {line}", row.get("scheme") or path.stem
        code = _code(row, place)
        if schemes.setdefault(name, {}).setdefault(code.code, code) is not code:
            raise RegistryError(f"{place}: the code “{code.code}” is there twice; leave one")
    if not schemes:
        raise RegistryError(f"{path.name}: no code; write one a line, with its cues")
    for name, codes in schemes.items():
        lost = [one for one in codes.values() if one.broader and one.broader not in codes]
        if lost:
            raise RegistryError(f"{path.name}: “{lost[0].broader}”, broader than {lost[0].code}, is no code of {name}")
    return tuple(Codebook(name, tuple(codes.values())) for name, codes in schemes.items())


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            unknown = set(reader.fieldnames or ()) - set(COLUMNS)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if unknown or missing:
                wrong = f"unknown columns {', '.join(sorted(unknown))}" if unknown else f"no column {missing[0]}"
                raise RegistryError(f"{path.name}: {wrong}; a codebook has {', '.join(COLUMNS)}")
            return [(line, {k: v or "" for k, v in row.items() if k}) for line, row in enumerate(reader, start=2)]
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(f"{path}: cannot be read ({error}); name a CSV file in UTF-8") from error


def _code(row: Mapping[str, str], place: str) -> Code:
    code = row["code"].strip()
    if not code:
        raise RegistryError(f"{place}: no code; name it in the column `code`")
    cues = tuple(dict.fromkeys(cue.strip() for cue in row["cues"].split("|") if cue.strip()))
    zh, en = row.get("zh") or code, row.get("en") or code
    return Code(code, row.get("broader") or None, zh, en, cues, row.get("example", ""), row.get("source", ""))
