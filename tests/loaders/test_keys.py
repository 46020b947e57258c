"""Task keys: printed numbers, with as many headings as tell them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layout.items import Item, Path
from loaders.layout.keys import keys
from loaders.view import View
from ontology.records import Evidence


def item(path: Path, follows: bool = False) -> Item:
    return Item(path, follows, (), View("", ()), Evidence(0, 0, ""), ())


CASES: list[tuple[str, list[Item], list[str]]] = [
    ("one count", [item(((3, 1),)), item(((3, 2),))], ["1", "2"]),
    (
        "counting goes on over headings",
        [item(((1, 1), (2, 1))), item(((1, 1), (2, 2))), item(((1, 2), (2, 3)))],
        ["1", "2", "3"],
    ),
    (
        "counting restarts under each heading",
        [item(((1, 1), (2, 1))), item(((1, 2), (2, 1))), item(((1, 2), (2, 2)))],
        ["1.1", "2.1", "2.2"],
    ),
    (
        "it restarts under both",
        [item(((1, 1), (2, 1), (3, 1))), item(((1, 1), (2, 2), (3, 1))), item(((1, 2), (2, 1), (3, 1)))],
        ["1.1.1", "1.2.1", "2.1.1"],
    ),
    ("rows without a number", [item(((3, 12),)), item((), True), item((), True)], ["12", "12+1", "12+2"]),
    ("no numbers at all", [item(()), item(()), item(())], ["1", "2", "3"]),
    ("a number twice, told apart by nothing", [item(((3, 30),)), item(((3, 30),))], ["30", "30+1"]),
    (
        "a task and its measures",
        [item(((3, 1),)), item(((3, 1), (4, 1))), item(((3, 1), (4, 2))), item(((3, 2),))],
        ["1", "1.1", "1.2", "2"],
    ),
]


@pytest.mark.parametrize(("items", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_keys(items: list[Item], expected: list[str]) -> None:
    assert keys(items) == expected


paths = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), max_size=4).map(
    lambda steps: tuple(sorted(dict(steps).items()))
)


@given(st.lists(st.builds(item, paths, st.booleans()), max_size=12))
def test_keys_are_unique_and_in_order_of_items(items: list[Item]) -> None:
    said = keys(items)
    assert len(said) == len(set(said)) == len(items)
