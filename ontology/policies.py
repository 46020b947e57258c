"""Policies that go by several names: 职教20条 is 国家职业教育改革实施方案, 国发〔2019〕4号.

`policies.csv` has a policy a row: its title as official publications print it, without the notice that carries it; its
number and date of issue, where it has them; and the nicknames and short titles under which documents cite it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.errors import RegistryError

_UNPRINTED = re.compile(r"[\s《》〈〉“”\"‘’']+")
_BRACKETS = str.maketrans("[]【】()﹝﹞{}", "〔〕〔〕〔〕〔〕〔〕")
_ZEROS = re.compile("〕(?:第)?0*(?=[0-9])")
_COLUMNS = ["title", "number", "issued", "other_names"]


@dataclass(frozen=True, slots=True)
class Known:
    """A policy of the table; `issued` is EDTF."""

    title: str
    number: str | None
    issued: str | None
    other_names: tuple[str, ...]


def bare(title: str) -> str:
    """A title with its width folded, without quotation marks and white space."""
    return _UNPRINTED.sub("", unicodedata.normalize("NFKC", title))


def number_key(number: str) -> str:
    """What makes two printings of a document number one: 国发[2019]04号 and 国发〔2019〕4号. GB/T 9704-2012, 7.2.5."""
    return _ZEROS.sub("〕", bare(number).translate(_BRACKETS))


def known(name: str) -> Known | None:
    """The policy of that title, nickname or number; None where the table has none."""
    return _by_name().get(bare(name)) or _by_name().get(number_key(name))


def read_policies(path: Path) -> tuple[Known, ...]:
    """The rows of the table. Raises RegistryError where a column or title is missing, or a name stands for two."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != _COLUMNS:
            raise RegistryError(f"{path.name}: the columns are not {', '.join(_COLUMNS)}; mend the first line")
        rows = list(reader)
    found = []
    for line, row in enumerate(rows, start=2):
        if not row["title"]:
            raise RegistryError(f"{path.name}, line {line}: no title; write the policy's official title")
        others = tuple(name for name in row["other_names"].split("|") if name)
        found.append(Known(row["title"], row["number"] or None, row["issued"] or None, others))
    names(found, path.name)
    return tuple(found)


def names(policies: tuple[Known, ...] | list[Known], place: str) -> Mapping[str, Known]:
    """The policies by each of their names and numbers. Raises RegistryError where a name stands for two of them."""
    by: dict[str, Known] = {}
    for policy in policies:
        for name in (policy.title, policy.number, *policy.other_names):
            if name and by.setdefault(bare(name), policy) is not policy:
                raise RegistryError(f"{place}: “{name}” stands for two policies; leave it with one")
    return by


@cache
def _by_name() -> Mapping[str, Known]:
    path = Path(__file__).with_name("policies.csv")
    return names(read_policies(path), path.name)
