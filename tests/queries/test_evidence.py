"""Twenty facts chosen at random: the words that `why` answers with stand at those offsets of the source."""

import random
import re
from pathlib import Path

import pytest

from graph.store.index import open_index
from loaders.formats.read import read
from policykg import build
from queries.select import short
from queries.why import why

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FACTS = "SELECT ?id { ?id pk:task ?task ; pk:surface ?words } ORDER BY ?id"


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside this checkout (../shared/corpus)")
    folder = tmp_path_factory.mktemp("evidence") / "kg"
    build([CORPUS], folder)
    return open_index(folder)


def plain(text):
    return re.sub(r"\s", "", text)


def test_the_words_of_twenty_facts_stand_where_why_says(index):
    ids = [short(str(id)) for (id,) in index.select(FACTS)]
    chosen = random.Random("policykg").sample(ids, 20)
    for id in chosen:
        (fact,) = why(index, id)
        text = read(CORPUS / str(fact["source"])).text
        assert plain(text[fact["start"] : fact["end"]]) == plain(fact["words"]), id
        assert text[fact["from"] : fact["to"]] == fact["quote"], id
        assert fact["from"] <= fact["start"] < fact["end"] <= fact["to"], id
        assert fact["rule"], id


def test_the_corpus_breaks_no_shape(index):
    violations = pytest.importorskip("graph.checks.shapes").violations
    assert violations(index) == ()
