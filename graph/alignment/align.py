"""Alignment: which tasks of two documents pursue the same duty, one-to-many.

Candidates first (candidates.py), then close comparison (similarity.py). A pair's likeness counts for what
it is and for how it ranks (ranks.py), so terse documents, whose likenesses are all small, need no threshold of
their own. Weights and threshold are data (alignment.toml); benchmarks/fit_alignment.py shows how they were found.

It presupposes that the documents are about one subject, as along a chain: each task looks for its best counterpart, so
that two unrelated documents of 30 tasks still get some ten pairs. Trained to refuse those, it lost more in true pairs.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from graph.alignment.candidates import candidates
from graph.alignment.profiles import Profile, profile
from graph.alignment.ranks import Place, ranked
from graph.alignment.similarity import FEATURES, Comparison
from graph.alignment.tasktexts import TaskText, task_texts
from graph.store.judged import Relation
from ontology.records import Document

_LONG = 4  # characters that two tasks must share in one run for it to be shown


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tasks that pursue the same duty: keys and places (1-based) in their documents.

    `same` where each is the other's best, else `part`; `different` only where a pair is shown that is no counterpart.
    `score` is the model's probability, from 0 to 1. `words` are the runs of characters that stand in both, `topics` the
    topics that both name.
    """

    a: str
    b: str
    a_position: int
    b_position: int
    relation: Relation
    score: float
    words: tuple[str, ...]
    topics: tuple[str, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model in two steps: features to likeness, likeness and ranks to probability."""

    method: str
    candidates: int
    threshold: float
    doubt: float  # as far from the threshold a person should look
    features: Mapping[str, float]
    ranks: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate, by places from 0, with its probability and whether each is the other's best."""

    a: int
    b: int
    probability: float
    mutual: bool


def align(a: Document, b: Document) -> tuple[Pair, ...]:
    """The counterparts of a's tasks in b, in the order of both."""
    return align_tasks(task_texts(a), task_texts(b))


def align_tasks(a: Iterable[TaskText], b: Iterable[TaskText]) -> tuple[Pair, ...]:
    """The same of tasks without their documents."""
    return align_profiles([profile(task) for task in a], [profile(task) for task in b])


def align_profiles(a: Sequence[Profile], b: Sequence[Profile]) -> tuple[Pair, ...]:
    """The same of profiles: make them once for a document that is aligned with several."""
    return _from(a, b, model().threshold)


def weighed(a: Sequence[Profile], b: Sequence[Profile]) -> tuple[Pair, ...]:
    """The same with the candidates that are none, if only just: within `doubt` of the threshold, as `different`."""
    return _from(a, b, model().threshold - model().doubt)


def _from(a: Sequence[Profile], b: Sequence[Profile], least: float) -> tuple[Pair, ...]:
    """The candidates of that probability and more."""
    weights = model()
    return tuple(
        paired(a[one.a], b[one.b], _relation(one, weights), one.probability, weights.method)
        for one in scored(likeness(a, b, weights), weights)
        if one.probability >= least
    )


def likeness(a: Sequence[Profile], b: Sequence[Profile], weights: Model) -> dict[Place, float]:
    """The likeness (log-odds) of each candidate pair of places, from 0."""
    comparison = Comparison(a, b)
    return {
        (i, j): linear(dict(zip(FEATURES, comparison.features(i, j), strict=True)), weights.features)
        for i, j in candidates(a, b, weights.candidates)
    }


def scored(likenesses: Mapping[Place, float], weights: Model) -> list[Scored]:
    """The candidates with their probabilities."""
    return [
        Scored(
            *place,
            1 / (1 + math.exp(-linear(ranks, weights.ranks))),
            ranks["below_row"] == 0 and ranks["below_column"] == 0,
        )
        for place, ranks in ranked(likenesses, weights.features["bias"]).items()
    ]


def linear(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum, and the bias."""
    return weights["bias"] + math.fsum(value * weights[name] for name, value in values.items())


@cache
def model() -> Model:
    """The weights of alignment.toml."""
    data = tomllib.loads(Path(__file__).with_name("alignment.toml").read_text(encoding="utf-8"))
    return Model(**data)


def is_near(pair: Pair) -> bool:
    """Whether the method may well be wrong about the pair."""
    return abs(pair.score - model().threshold) <= model().doubt


def _relation(one: Scored, weights: Model) -> Relation:
    if one.probability < weights.threshold:
        return "different"
    return "same" if one.mutual else "part"


def paired(a: Profile, b: Profile, relation: Relation, score: float, method: str) -> Pair:
    """The pair of two tasks, with what stands in both."""
    return Pair(
        a.task.key,
        b.task.key,
        a.task.position,
        b.task.position,
        relation,
        round(score, 3),
        common_runs(a.task.text, b.task.text),
        tuple(topic for topic in a.topics if topic in b.topics),
        method,
    )


def common_runs(a: str, b: str) -> tuple[str, ...]:
    """The runs of four characters and more that stand in both texts in the same order; the longest is among them."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return tuple(dict.fromkeys(a[block.a : block.a + block.size] for block in blocks if block.size >= _LONG))
