"""Fit the weights of alignment.toml (graph/alignment), and say how good they are on pairs that they have not seen.

usage: fit_alignment.py KG PAIRS.json... [--write]

KG is a knowledge graph that holds the documents; PAIRS name documents and tasks as gold/alignment.json does, `optional`
pairs being left out (terse_pairs.json: one reader's judgement of two pairs of terse documents). Each document pair is
held out once, the rest decides weights and threshold; then all pairs decide. --write puts the weights into
graph/alignment/alignment.toml. Needs scikit-learn (the extra `score`).
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from graph.alignment.align import linear, model
from graph.alignment.candidates import candidates
from graph.alignment.profiles import profile
from graph.alignment.ranks import RANKS, ranked
from graph.alignment.similarity import FEATURES, Comparison
from graph.alignment.tasktexts import TaskText, tasks_in
from graph.store.index import open_index

TARGET = Path(__file__).parents[1] / "graph" / "alignment" / "alignment.toml"
THRESHOLDS = np.linspace(0.10, 0.70, 61)


class Example:
    """A document pair with the features of its candidates and a person's judgement: 1 pair, 0 none, -1 either."""

    def __init__(self, a, b, pairs):
        one, other = [profile(task) for task in a], [profile(task) for task in b]
        comparison = Comparison(one, other)
        self.places = candidates(one, other, model().candidates)
        self.features = np.array([comparison.features(i, j) for i, j in self.places])
        judged = {(p["a"], p["b"]): -1 if p["optional"] else 1 for p in pairs}
        self.gold = sum(value == 1 for value in judged.values())
        self.labels = np.array([judged.get((a[i].key, b[j].key), 0) for i, j in self.places])

    def f1(self, probability, threshold):
        """Hits, extras and misses among all of the pair's gold, and F1."""
        taken = probability >= threshold
        hit, extra = int((taken & (self.labels == 1)).sum()), int((taken & (self.labels == 0)).sum())
        return hit, extra, self.gold - hit, 2 * hit / max(1, hit + extra + self.gold)


def logistic(rows, labels, strength):
    """Weights on the raw features and the bias, of a model fitted on standardised ones."""
    fitted = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=1000)).fit(rows, labels)
    scale, line = fitted[0], fitted[1]
    weights = line.coef_[0] / scale.scale_
    return weights, float(line.intercept_[0] - (weights * scale.mean_).sum())


def ranks_of(example, weights):
    """The rank features of an example's candidates."""
    values = [linear(dict(zip(FEATURES, row, strict=True)), weights) for row in example.features]
    found = ranked(dict(zip(example.places, values, strict=True)), weights["bias"])
    return np.array([[found[place][name] for name in RANKS] for place in example.places])


def stacked(examples, tables):
    """The rows and labels that count."""
    rows = np.concatenate([table[e.labels != -1] for e, table in zip(examples, tables, strict=True)])
    return rows, np.concatenate([e.labels[e.labels != -1] for e in examples])


def named(names, weights, bias):
    """As the data file has them."""
    return {"bias": round(bias, 3)} | {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def probability(example, features, ranks):
    """The probabilities of the example's candidates."""
    table = ranks_of(example, features)
    return 1 / (1 + np.exp(-np.array([linear(dict(zip(RANKS, row, strict=True)), ranks) for row in table])))


def fit(examples):
    """The two steps' weights, and the threshold with the best mean F1."""
    features = named(FEATURES, *logistic(*stacked(examples, [e.features for e in examples]), 0.3))
    ranks = named(RANKS, *logistic(*stacked(examples, [ranks_of(e, features) for e in examples]), 1.0))
    found = [probability(e, features, ranks) for e in examples]
    scores = [np.mean([e.f1(p, t)[3] for e, p in zip(examples, found, strict=True)]) for t in THRESHOLDS]
    good = [t for t, s in zip(THRESHOLDS, scores, strict=True) if s >= max(scores) - 0.005]
    return replace(model(), threshold=round(float(np.median(good)), 2), features=features, ranks=ranks)


def report(title, names, results):
    """F1 of each pair, and over all."""
    print(title)
    for name, (hit, extra, missed, f1) in zip(names, results, strict=True):
        print(f"  {name:62} hit {hit:3} extra {extra:3} missed {missed:3} F1 {f1:.3f}")
    hit, extra, missed = (sum(r[k] for r in results) for k in range(3))
    print(f"  all: F1 {2 * hit / (2 * hit + extra + missed):.3f}, mean {np.mean([r[3] for r in results]):.3f}")


def result(fitted, example):
    """What the fitted model makes of the example."""
    return example.f1(probability(example, fitted.features, fitted.ranks), fitted.threshold)


def main():
    """Fit, hold out, report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("kg", type=Path)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    index = open_index(args.kg)
    asked = [entry for path in args.pairs for entry in json.loads(path.read_text(encoding="utf-8"))]
    texts = {name: tasks_in(index, name) for e in asked for name in (e["a"], e["b"])}
    names = [f"{entry['a']} -> {entry['b']}" for entry in asked]
    examples = [Example(texts[e["a"]], texts[e["b"]], e["pairs"]) for e in asked]
    short = [Example(cut(texts[e["a"]]), cut(texts[e["b"]]), e["pairs"]) for e in asked]
    folds = [fit([e for e in examples if e is not held]) for held in examples]
    report("held out", names, [result(m, e) for m, e in zip(folds, examples, strict=True)])
    report(
        "held out, tasks cut after their first clause", names, [result(m, e) for m, e in zip(folds, short, strict=True)]
    )
    fitted = fit(examples)
    report("fitted on all", names, [result(fitted, e) for e in examples])
    if args.write:
        TARGET.write_text(toml(fitted), encoding="utf-8")


def cut(tasks):
    """The tasks with nothing but their first clause."""
    return [TaskText(t.key, t.position, re.split("[，。；,;]", t.text)[0], t.functions) for t in tasks]


def toml(fitted):
    """The data file: its comment as it is, the numbers new."""
    head = TARGET.read_text(encoding="utf-8").split("method =")[0]
    tables = "".join(
        f"\n[{title}]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())
        for title, values in (("features", fitted.features), ("ranks", fitted.ranks))
    )
    rest = "".join(f"{name} = {getattr(fitted, name)}\n" for name in ("candidates", "threshold", "doubt"))
    return f'{head}method = "{fitted.method}"\n{rest}{tables}'


if __name__ == "__main__":
    main()
