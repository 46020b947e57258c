"""How much of one text stands in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.chains.texts import containment, pairs

TEXTS = st.text(alphabet="职业教育改革，。 ", max_size=30)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        ("职业教育", "职业教育改革", 1.0),
        ("职业教育改革", "职业教育", 3 / 5),
        ("职业，教育", "职业教育", 1.0),
        ("教育教育", "教育", 1 / 3),
        ("ＡＩ技术", "ai技术", 1.0),
        ("职业教育", "财政投入", 0.0),
        ("", "财政", 0.0),
        ("职", "职", 0.0),
    ],
)
def test_the_share_of_pairs_that_the_other_has(part, whole, share):
    assert containment(part, whole) == pytest.approx(share)


@given(TEXTS, TEXTS)
def test_a_text_stands_wholly_in_each_text_that_goes_on_from_it(text, more):
    assert containment(text, text + "，" + more) == (1.0 if pairs(text) else 0.0)
    assert 0 <= containment(text, more) <= 1
