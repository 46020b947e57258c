"""IRIs depend on what they name, on all of it, and on nothing else."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ontology import iri

BASE = "https://w3id.org/policykg/id/"
TEXT = st.text(min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (iri.document("shanxi-2015"), BASE + "document/shanxi-2015"),
        (iri.task("shanxi-2015", "2.6.3"), BASE + "task/shanxi-2015/2.6.3"),
        (iri.task("shanxi-2015", "12+1", 2), BASE + "task/shanxi-2015/12+1~2"),
        (iri.part(iri.task("a", "1"), "deadline", 3), BASE + "task/a/1/deadline/3"),
        (iri.evidence("a", 10, 25), BASE + "evidence/a/10-25"),
        (iri.evidence("a", 10, 25, "t1r2"), BASE + "evidence/a/10-25-t1r2"),
        (iri.bearer("山西省教育厅", "education-140000"), BASE + "bearer/education-140000"),
        (iri.region("420600-2010"), BASE + "region/420600-2010"),
        (iri.function("finance"), BASE + "function/finance"),
        # Written down, because a change of the hash breaks every correction and every link to a graph.
        (iri.document("山西省方案"), BASE + "document/35592f495fc0aa0586e9"),
        (iri.bearer("某局"), BASE + "bearer/5aca1e6429f46a25ea55"),
    ],
)
def test_iris(made, expected):
    assert made == expected


@pytest.mark.parametrize(
    "document_id", ["", ".", "..", "a/b", "A", "a b", "-a", "a.", "方案", "a\n", "x" * 81, "a%20b"]
)
def test_ids_that_are_no_safe_file_name_are_hashed(document_id):
    assert len(iri.slug(document_id)) == 20
    assert iri.slug(document_id) != document_id


@given(TEXT, TEXT)
def test_iris_are_ascii_absolute_and_tell_names_apart(one, other):
    assume(unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other))
    for make in (iri.document, iri.bearer, iri.region, iri.function, lambda key: iri.task("d", key)):
        assert make(one).isascii()
        assert NamedNode(make(one)).value.startswith(BASE)
        assert make(one) != make(other)


@given(
    st.lists(st.text(alphabet="ab1", max_size=3), min_size=1, max_size=4),
    st.lists(st.text(alphabet="ab1", max_size=3), min_size=1, max_size=4),
)
def test_parts_are_kept_apart(one, other):
    assert (iri.digest(*one) == iri.digest(*other)) == (one == other)


def test_composed_and_decomposed_letters_are_one_name():
    assert iri.bearer("Université") == iri.bearer(unicodedata.normalize("NFD", "Université"))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("《国家职业教育改革实施方案》", "国家职业教育改革实施方案"),
        ("国务院关于印发国家职业教育改革实施方案的通知", "国家职业教育改革实施方案"),
        ("某省人民政府办公厅关于转发《省教育厅 工作方案》的通知", "省教育厅工作方案"),
        ("某市人民政府关于加快发展的意见", "某市人民政府关于加快发展的意见"),
        ("工作要点（２０２５年）", "工作要点(2025年)"),
    ],
)
def test_policy_names(title, name):
    assert iri.policy_name(title) == name
    assert iri.policy(title) == iri.policy(name)
