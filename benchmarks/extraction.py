"""Reading the six documents whole, against only cutting their text into words."""

from __future__ import annotations

import logging
import subprocess
import sys

import jieba

from benchmarks.texts import ROOT, Text, vocational
from benchmarks.timing import Ratio, in_turn, machine, report
from ontology.agencies import identify
from policykg import document

OURS = "from benchmarks.texts import vocational; from policykg import document\n"
OURS += "for text in vocational(): document(text.path, context=text.context)"
THEIRS = "import jieba; from benchmarks.texts import vocational\n"
THEIRS += "for text in vocational(): jieba.lcut(text.path.read_text('utf-8'))"


def measure() -> list[Ratio]:
    """The time from the files to their records, against that of `jieba.lcut` over the same text.

    First with all lists loaded, as for the next of many documents; then in new processes, with what each has to load.
    """
    jieba.setLogLevel(logging.WARNING)
    texts = vocational()
    contents = [text.path.read_text("utf-8") for text in texts]
    size = f"{len(texts)} documents of {texts[0].path.parent.name}/ ({sum(map(len, contents)):,} characters)"
    warm = in_turn(lambda: _extract(texts), lambda: [jieba.lcut(content) for content in contents])
    cold = in_turn(lambda: _in_new_process(OURS), lambda: _in_new_process(THEIRS), repeats=3)
    return [
        Ratio(f"extract {size}", warm[0], "jieba.lcut over the same text", warm[1]),
        Ratio("the same in a new process", cold[0], "jieba.lcut in a new process", cold[1]),
    ]


def _in_new_process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def _extract(texts: list[Text]) -> None:
    identify.cache_clear()  # names that the last round looked up would come for nothing
    for text in texts:
        document(text.path, context=text.context)


if __name__ == "__main__":
    report(machine(), measure())
