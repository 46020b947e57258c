"""Coding: which codes of a codebook a task's words speak for, each with the words and the rule, as coders would note.

A pure finder: text in, codes out. Longer cues come first, so that 学分银行 does not speak for banks. A word in the
opening, which often is the task's own heading, counts twice; the same word counts once however often it stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ontology.codebook import Codebook

Rule = Literal["opening", "text", "heading"]
Doubt = Literal["none-found", "heading-only", "tie", "one-word"]
WEIGHT: dict[Rule, int] = {"opening": 2, "text": 1, "heading": 1}
SHARE = 0.5  # of the first code's weight: what others need to be given beside it
_RuleAt = Callable[[int], Rule]
_OPENING = re.compile(r"[。；;]")


@dataclass(frozen=True, slots=True)
class Word:
    """A cue where it first stands: offsets count in the task's text, or in the heading for the rule `heading`."""

    text: str
    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A code that a task is given, the words that speak for it, and their weight."""

    code: str
    words: tuple[Word, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Coding:
    """A task's codes, the weightiest first; `doubt` says why a person should look, None where nothing speaks for it."""

    codes: tuple[Coded, ...]
    doubt: Doubt | None


def code(text: str, section: Sequence[str], book: Codebook) -> Coding:
    """The codes of a task: the one with the most weight of words, and those with at least half as much.

    The headings above count only where the text itself speaks for nothing else: 三、保障措施 stands over many themes.
    """
    found = _found(text, book)
    headed = not found
    if headed:
        found = _in_headings(section, book)
    weighed = sorted(
        (Coded(name, tuple(words.values()), sum(WEIGHT[one.rule] for one in words.values())) for name, words in found),
        key=lambda one: -one.weight,
    )
    if not weighed:
        return Coding((), "none-found")
    first = weighed[0].weight
    kept = tuple(one for one in weighed if one.weight >= SHARE * first)
    if headed:
        return Coding(kept, "heading-only")
    if sum(one.weight == first for one in kept) > 1:
        return Coding(kept, "tie")
    return Coding(kept, "one-word" if len(kept[0].words) == 1 and kept[0].words[0].rule != "opening" else None)


def _found(text: str, book: Codebook) -> list[tuple[str, dict[str, Word]]]:
    end = match.start() if (match := _OPENING.search(text)) else len(text)
    return _collected(text, lambda at: "opening" if at < end else "text", book)


def _in_headings(section: Sequence[str], book: Codebook) -> list[tuple[str, dict[str, Word]]]:
    return _collected(section[-1], lambda at: "heading", book) if section else []


def _collected(text: str, rule: _RuleAt, book: Codebook) -> list[tuple[str, dict[str, Word]]]:
    """Each code with its different words, in the order of the codebook."""
    pattern, owners = _cues(book)
    found: dict[str, dict[str, Word]] = defaultdict(dict)
    for match in pattern.finditer(text):
        for owner in owners[match[0]]:
            found[owner].setdefault(match[0], Word(match[0], rule(match.start()), match.start(), match.end()))
    return [(one.code, found[one.code]) for one in book.codes if one.code in found]


@lru_cache(maxsize=16)
def _cues(book: Codebook) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    owners: dict[str, list[str]] = defaultdict(list)
    for one in book.codes:
        for cue in one.cues:
            owners[cue].append(one.code)
    ordered = sorted(owners, key=lambda cue: (-len(cue), cue))
    return re.compile("|".join(map(re.escape, ordered)) or "(?!)"), dict(owners)
