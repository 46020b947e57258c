"""What alignment compares of a task: its topics, its clauses, its characters, the lines of government that it binds.

Two documents seldom put one duty into the same words (加大督查力度, 强化督导评估), so words are also read as topics, of
which topics.csv lists the words: our own list, made from reading policies of many fields. Short forms
are spelled out first (spellings.csv).
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.alignment.tasktexts import TaskText

Weights = Mapping[str, float]
_BREAK = re.compile(r"[，。；：、！？,;:!?()（）“”\"‘’《》〈〉\s…—]+")
_CLAUSE = re.compile(r"[，。；,;!?！？]")
_SENTENCE = re.compile(r"[。；;]")
_SHORTEST = 4  # characters of a clause: 等，其中， and the like say nothing


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a task between commas or stops."""

    topics: Counter[str]
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """A task's features; topics count the different words that name them, grams how often they stand."""

    task: TaskText
    topics: Counter[str]
    clauses: tuple[Clause, ...]
    grams: Counter[str]  # of two and three characters
    opening: Counter[str]  # grams of the first sentence, which often is the task's own heading
    pairs: frozenset[str]  # grams of two characters
    features: tuple[str, ...]  # topics and pairs, in a fixed order, or sums of floats would depend on it


def profile(task: TaskText) -> Profile:
    """The task's features; independent of every other task."""
    text = spelled_out(task.text)
    pieces = [piece for piece in _CLAUSE.split(text) if len(piece) >= _SHORTEST] or [text]
    words, pairs = [topic_words(piece) for piece in pieces], frozenset(grams(text, 2))
    named = _counted(set().union(*words))
    return Profile(
        task,
        named,
        tuple(Clause(_counted(said), frozenset(grams(p, 2))) for p, said in zip(pieces, words, strict=True)),
        Counter(grams(text, 2, 3)),
        Counter(grams(_SENTENCE.split(text, maxsplit=1)[0], 2, 3)),
        pairs,
        tuple(sorted({*named, *pairs})),
    )


def grams(text: str, *sizes: int) -> list[str]:
    """Runs of so many characters that no punctuation breaks."""
    return [run[i : i + n] for run in _BREAK.split(text) for n in sizes for i in range(len(run) - n + 1)]


def topic_words(text: str) -> set[tuple[str, str]]:
    """The topics that the text names, each with the word that does; 教师资格 says 教师 as well and counts twice."""
    begun = _by_beginning()
    found = (word for i in range(len(text)) for word in begun.get(text[i : i + 2], ()) if text.startswith(word, i))
    return {(topic, word) for word in found for topic in topics()[word]}


def spelled_out(text: str) -> str:
    """The text with its short forms in full: 职教集团 is 职业教育集团, while 提高职业院校 has no 高职 in it."""
    for pattern, full in _spellings():
        text = pattern.sub(full, text)
    return text


def rarity(features: Iterable[Iterable[str]]) -> dict[str, float]:
    """Inverse document frequency over the tasks given, smoothed: what stands in all of them weighs about nothing."""
    tasks, seen = list(features), Counter[str]()
    for one in tasks:
        seen.update(set(one))
    weights = [max(math.log((len(tasks) + 1) / (n + 0.5)), 0.05) for n in range(len(tasks) + 1)]
    return {feature: weights[n] for feature, n in seen.items()}


def _counted(words: set[tuple[str, str]]) -> Counter[str]:
    return Counter(topic for topic, _ in sorted(words))


@cache
def topics() -> dict[str, list[str]]:
    """The topics of each word."""
    found: dict[str, list[str]] = {}
    for row in _rows("topics.csv"):
        for word in dict.fromkeys(spelled_out(row["words"]).split()):
            found.setdefault(word, []).append(row["topic"])
    return found


@cache
def _by_beginning() -> dict[str, list[str]]:
    """The words that name topics by their first two characters: none is shorter."""
    found: dict[str, list[str]] = {}
    for word in topics():
        found.setdefault(word[:2], []).append(word)
    return found


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(row), row["full"]) for row in _rows("spellings.csv"))


def _pattern(row: Mapping[str, str]) -> re.Pattern[str]:
    before = f"(?<![{row['not_after']}])" if row["not_after"] else ""
    after = f"(?![{row['not_before']}])" if row["not_before"] else ""
    return re.compile(before + re.escape(row["short"]) + after)


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
