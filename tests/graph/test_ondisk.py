"""What a build keeps on disk answers as it would in memory."""

from collections import Counter
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from graph.folder import ondisk
from graph.folder.ondisk import Shelf, Tally

rows = st.lists(st.tuples(st.text('省a"', max_size=2), st.none() | st.integers(0, 2)), max_size=20)


@given(st.lists(rows, max_size=4))
def test_a_tally_counts_each_row_and_keeps_those_together_that_begin_alike(told):
    tally = Tally()
    with patch.object(ondisk, "HELD", 3):
        for came in told:
            tally.add(came)
    found = [(tuple(row), number) for row, number in tally.items()]
    assert dict(found) == Counter(row for came in told for row in came)
    first = [row[0] for row, _ in found]
    assert [one for n, one in enumerate(first) if one not in first[:n]] == [
        one for n, one in enumerate(first) if n == 0 or one != first[n - 1]
    ]


def test_a_tally_can_be_read_while_it_is_read():
    tally = Tally()
    tally.add([("甲",), ("乙",)])
    assert [(a, b) for (a,), _ in tally.items() for (b,), _ in tally.items()] == [
        (a, b) for a in "乙甲" for b in "乙甲"
    ]


def test_a_key_of_two_things_leads_to_neither():
    shelf = Shelf()
    shelf.put(["职教20条", "国发〔2019〕4号"], "plan")
    shelf.put(["国发〔2019〕4号"], "notice")
    assert [shelf.get(key) for key in ("职教20条", "国发〔2019〕4号", "别的")] == ["plan", None, None]
