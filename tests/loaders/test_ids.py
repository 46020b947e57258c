"""Documents are called by their files' stems; files that share one are told apart by their paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.ids import document_ids


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["通知.docx", "a/方案.pdf"], ["通知", "方案"]),
        (["a/通知.docx", "b/通知.docx", "方案.txt"], ["a-通知", "b-通知", "方案"]),
        (["plan.txt", "plan.pdf"], ["plan-txt", "plan-pdf"]),
        (["a/plan.txt", "a/plan.pdf", "b/plan.txt"], ["a-plan-txt", "a-plan-pdf", "b-plan"]),
        (["x/省.v1.txt", "y/省.v1.txt"], ["x-省.v1", "y-省.v1"]),
        (["2015.zip/通知.docx", "2016.zip/通知.docx"], ["2015.zip-通知", "2016.zip-通知"]),
    ],
)
def test_what_documents_are_called(names, ids):
    assert document_ids(names) == dict(zip(names, ids, strict=True))


NAMES = st.lists(st.from_regex(r"([ab-]{1,2}/)?[ab-]{1,3}\.(txt|pdf)", fullmatch=True), unique=True, max_size=12)


@given(NAMES, st.randoms())
def test_no_two_are_alike_whatever_the_order(names, shuffled):
    ids = document_ids(names)
    assert ids.keys() == set(names)
    assert len(set(ids.values())) == len(names)
    again = list(names)
    shuffled.shuffle(again)
    assert document_ids(again) == ids
