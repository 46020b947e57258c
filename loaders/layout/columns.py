"""What the headings of a table's columns mean: 牵头单位 is `lead`, 完成时限 is `deadline`.

The meanings and their patterns stand in columns.csv, the first match counts, so special words stand above general ones.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from ontology.records import Role

Meaning = Literal[
    "number",
    "person",
    "deadline",
    "period",
    "score",
    "criteria",
    "oversee",
    "lead",
    "support",
    "joint",
    "note",
    "category",
    "task",
]

ROLES: dict[Meaning, Role] = {"lead": "lead", "joint": "joint", "support": "support", "oversee": "oversee"}
"""The meanings of columns that say who is bound, and the role of their bearers."""

LONGEST = 16  # characters; a longer cell is content, not a heading
_WITH_NOISE = 60  # characters with brackets and white space
_NOISE = re.compile(r"[\s　]+|[（(][^）)]*[）)]")
_ROLE = re.compile(r"(.*(?:单位|部门|主体|责任))[（(](牵头|主办|配合|协办|协同)(?:单位|部门)?[）)]")  # 责任单位（牵头）
_YEAR = re.compile(r"^(?:20)?\d\d年度?(?=.)")  # 2022年预期目标


@cache
def _patterns() -> tuple[tuple[Meaning, re.Pattern[str]], ...]:
    rows = csv.DictReader(files("loaders.layout").joinpath("columns.csv").read_text("utf-8").splitlines())
    return tuple((cast(Meaning, row["meaning"]), re.compile(row["pattern"])) for row in rows)


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning | None:
    """The meaning of a column's heading, brackets, white space and year aside; None for no known heading."""
    if len(heading) > _WITH_NOISE:
        return None
    bare = _YEAR.sub("", _NOISE.sub("", _ROLE.sub(r"\2\1", heading, count=1)), count=1)
    if not bare or len(bare) > LONGEST or re.search(r"[。；，,;]|\d", bare):
        return None
    return next((name for name, pattern in _patterns() if pattern.fullmatch(bare)), None)


def is_heading_row(cells: list[str]) -> bool:
    """Whether a row heads columns: at least two of its cells do, of different meanings, and none is a sentence."""
    said = [text for text in cells if text.strip()]
    meanings = [meaning(text) for text in said]
    known = [m for m in meanings if m]
    return len(known) >= 2 and len(set(known)) >= 2 and len(known) * 2 > len(said)
