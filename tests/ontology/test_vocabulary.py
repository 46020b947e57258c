"""Every term is explained, with an example and its source; what is made of the vocabulary is current."""

import re
import runpy
from pathlib import Path

import pytest

from ontology.terms import PK
from ontology.vocabulary import standard_terms, vocabulary

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", sorted(PK.names))
def test_a_term_has_definition_example_and_source(name):
    term = vocabulary()[name]
    assert all(term.label) and all(term.definition)
    assert term.example and term.example not in term.definition
    assert term.sources


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # pyLODE leaves its style sheet open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:There is no current event loop:DeprecationWarning")  # dominate's, on Python 3.12+
def test_the_page_is_current_and_needs_no_network():
    kept = ROOT / "docs" / "ontology.html"
    page = runpy.run_path(str(ROOT / "docs" / "make_vocabulary.py"))["page"]()
    assert kept.read_text("utf-8") == page, "run python docs/make_vocabulary.py"
    assert not re.search(r"""<(?:script|img|iframe)|url\(|<link[^>]*href="(?!data:)""", page)
    assert {name for name in PK.names if f"ontology#{name}</code>" not in page} <= {"roles"}


def test_super_terms_are_found_near_and_far():
    def above(term):
        return {one.value.rpartition("/")[2] for one in standard_terms()[term]}

    assert above(PK.Document) == {"ontology#LegalResource", "prov#Entity"}  # by way of Policy
    assert {"ontology#applies", "references"} <= above(PK.applies)
    assert not {one for terms in standard_terms().values() for one in terms if one.value.startswith(PK.base)}
