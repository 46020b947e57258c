"""Paragraphs as an outline: headings and items by their printed numbers, each with the paragraphs below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.finders.roles import label_pattern
from loaders.layout.ordinals import Ordinal, ordinal
from loaders.view import View

_HIGHEST = 1  # rank of the headings above which no unnumbered heading stands
_HEADING_MOST = 36  # characters of an unnumbered heading
_FIRST = re.compile(
    "(?:[（(〔【][^（(〔【）)〕】]*[）)〕】]|[^。：:])*"
)  # a stop in brackets ends no sentence: 一、工业（领导：某某）
_SENTENCE = re.compile(r"[。；;：:！？]")
_ASIDE = re.compile(r"[（(〔\[【].*[）)〕\]】]")  # （以下简称…）, no heading
_BEHIND = r"(?:(?<=[{0}])|(?<=[{0}]\s)|(?<=[{0}]\s\s))(?=[^ 　])"
_MEASURE_START = re.compile(_BEHIND.format(r"。；;：:！？）)〕\]】"))
_ITEM_START = re.compile(_BEHIND.format(r"。；;！？）)〕\]"))


@dataclass(slots=True)
class Node:
    """A heading or item. `head` is its first paragraph without the number, `body` all before its first child."""

    number: Ordinal | None
    rank: float  # an unnumbered heading stands half a rank above what it heads
    printed: View  # the first paragraph with its number
    head: View
    body: list[View] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)

    @property
    def title(self) -> View:
        """The heading as printed; of a paragraph that goes on behind it, the first sentence without its stop."""
        first = _FIRST.match(self.printed.text)[0]  # type: ignore[index]
        alone = len(self.printed) == len(first) + 1 and self.printed.text.endswith("。")
        return self.printed if alone else self.printed[: len(first)].strip()

    def above(self) -> list[Node]:
        """Its headings, outermost first, the root left out."""
        nodes: list[Node] = []
        node = self.parent
        while node is not None and node.parent is not None:
            nodes.append(node)
            node = node.parent
        return nodes[::-1]

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline(paragraphs: Sequence[View], noted: Callable[[str], bool]) -> Node:
    """The outline's root: its body is what stands before the first item. `noted`: whether a text ends with a note.

    A paragraph that holds several items in one line is taken apart first. A short line without a stop is a heading
    where an item could not go on in it: before the first item, or after an item's note.
    """
    parts = [part for paragraph in paragraphs for item in _items(paragraph) for part in _measures(item, noted)]
    root = Node(None, -10, View("", ()), View("", ()))
    current = root
    waiting: list[View] = []
    for i, view in enumerate(parts):
        number = ordinal(view.text)
        if number:
            if number.rank <= _HIGHEST:  # what stands above 一、 is the title
                root.body += waiting
                waiting = []
            for depth, heading in enumerate(waiting):
                rank = number.rank - 0.5 - 0.1 * (len(waiting) - 1 - depth)
                current = _add(current, Node(None, rank, heading, heading))
            waiting = []
            current = _add(current, Node(number, number.rank, view, view[number.end :].strip()))
        elif _may_head(view.text, parts[i + 1 : i + 4]) and (
            current is root or noted(_last(current).text) or _bare_above(current, parts[i + 1 : i + 4])
        ):
            waiting.append(view)
        else:
            current.body += [*waiting, view]
            waiting = []
    current.body += waiting
    return root


def _bare_above(node: Node, following: Sequence[View]) -> bool:
    """Whether the node is a heading without text of its own, and the next number ranks below: （一）… / 小标题 / 12."""
    number = next((found for view in following if (found := ordinal(view.text))), None)
    bare = not node.body and not _SENTENCE.search(node.head.text.rstrip("。：:"))
    return bare and number is not None and number.rank > node.rank


def _last(node: Node) -> View:
    return node.body[-1] if node.body else node.head


def _may_head(text: str, following: Sequence[View]) -> bool:
    """Whether an unnumbered line can be a heading: short, no stop or label, and a number or such a line follows."""
    if len(text) > _HEADING_MOST or _SENTENCE.search(text) or _ASIDE.fullmatch(text) or label_pattern().match(text):
        return False
    for view in following:
        if ordinal(view.text):
            return True
        if len(view.text) > _HEADING_MOST or _SENTENCE.search(view.text):
            return False
    return False


def _add(current: Node, node: Node) -> Node:
    while current.parent is not None and current.rank >= node.rank:
        current = current.parent
    node.parent = current
    current.children.append(node)
    return node


def _items(paragraph: View) -> list[View]:
    """The paragraph cut before each item that follows in the same line and counts on: …负责）2.加强…

    Only a number that goes on from the paragraph's own, or opens a higher rank after it, begins an item: figures in
    sentences do not count on.
    """
    first = ordinal(paragraph.text)
    if first is None:
        return [paragraph]
    cuts = [0]
    expected = {first.rank: first.value + 1}
    for i in (match.start() for match in _ITEM_START.finditer(paragraph.text, first.end)):
        number = ordinal(paragraph.text, i)
        if number and (number.value == expected.get(number.rank) and number.rank <= first.rank):
            cuts.append(i)
            expected[number.rank] = number.value + 1
    return [paragraph[a:b].strip() for a, b in pairwise([*cuts, len(paragraph)])]


def _measures(item: View, noted: Callable[[str], bool]) -> list[View]:
    """The item cut before each measure in its line that has a note of its own: （1）…（甲负责）（2）…（乙负责）."""
    first = ordinal(item.text)
    cuts: list[tuple[int, Ordinal]] = []
    for i in (match.start() for match in _MEASURE_START.finditer(item.text, first.end if first else len(item))):
        number = ordinal(item.text, i)
        if first is None or number is None or number.rank <= first.rank:
            continue
        if not cuts and number.value == 1:
            cuts.append((i, number))
        elif cuts and (number.rank, number.value) == (cuts[0][1].rank, len(cuts) + 1):
            if noted(item.text[cuts[-1][0] : i]):
                cuts.append((i, number))
    if len(cuts) < 2:
        return [item]
    head = item[: cuts[0][0]].strip()
    if head.text.find("。") == len(head) - 1:  # a title with its stop, which the paragraph goes on behind
        head = head[:-1]
    return [head, *(item[a:b].strip() for a, b in pairwise([*(i for i, _ in cuts), len(item)]))]
