"""What documents speak of: words of their tasks by jieba, which serves words only, never the borders of names."""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from importlib import import_module
from math import log

from pyoxigraph import NamedNode

from graph.store.index import Index
from queries.select import Record, records, short

WORD = re.compile(r"[一-鿿]{2,}")  # no single characters, figures or punctuation
DIGITS = 2
TEXTS = """
SELECT ?document ?title ?task ?text {
  ?task a pk:Task ; pk:document ?document ; pk:position ?position ; pk:text ?text .
  ?document rdfs:label ?title .
} ORDER BY ?document ?position
"""


@cache
def _cutter() -> Callable[[str], list[str]]:
    """The words of a text, by a tokenizer of our own: words added to jieba's global one change all others' answers."""
    jieba = import_module("jieba")  # takes longer than most answers, which must not wait for it
    jieba.setLogLevel(logging.WARNING)  # it reports the loading of its dictionary on standard error
    cut: Callable[[str], list[str]] = jieba.Tokenizer().lcut
    return cut


def terms(index: Index, document: NamedNode | str, limit: int) -> list[Record]:
    """title.en: Which words set a document's tasks apart?
    title.zh: 哪些词语体现一份文件任务的特点？
    about.en: Words of two characters and more by TF-IDF (Spärck Jones 1972): how often a document's tasks use the word,
        times the logarithm of the share of documents that use it, inverted. Words that all documents use weigh nothing.
        The id is the first task that uses the word.
    about.zh: 任务文本分词后按 TF-IDF 排序（两字以上）：词在本文件任务中的频次乘以逆文件频率，
        各文件都用的词权重为零。编号为首次使用该词的任务。
    parameter document: document = "" | shanxi-2020 | only this document, by its id or title | 只看此文件（编号或标题）
    parameter limit: integer = 20 | 50 | at most so many words a document | 每份文件最多多少词
    column document: Document | 文件
    column word: Word | 词语
    column uses: Uses | 次数
    column tasks: Tasks | 任务数
    column weight: TF-IDF | 词频—逆文件频率
    column id: Id | 编号
    """
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    tasks: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], str] = {}
    titles: dict[str, str] = {}
    for row in records(index, TEXTS, {}):
        source, task = str(row["document"]), str(row["task"])
        titles[source] = str(row["title"])
        words = [word for word in _cutter()(str(row["text"])) if WORD.fullmatch(word)]
        uses[source].update(words)
        tasks[source].update(set(words))
        for word in words:
            first.setdefault((source, word), task)
    spread = Counter(word for counted in uses.values() for word in counted)
    found: list[Record] = []
    for source in sorted(uses):
        if document and source != short(document.value if isinstance(document, NamedNode) else document):
            continue
        weights = {word: n * log(len(uses) / spread[word]) for word, n in uses[source].items()}
        for word in sorted(weights, key=lambda word: (-weights[word], word))[:limit]:
            found.append(
                {
                    "document": titles[source],
                    "word": word,
                    "uses": uses[source][word],
                    "tasks": tasks[source][word],
                    "weight": round(weights[word], DIGITS),
                    "id": first[source, word],
                }
            )
    return found
