"""Where a saved web page keeps its document: the container that most of the sentences are in.

Government sites wrap a document in navigation, breadcrumbs, sharing buttons and imprints, in as many ways as there are
sites; what they share is that all of this is links and labels, not sentences. Nothing here knows one site.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

UNSEEN = {"head", "script", "style", "noscript", "template", "nav", "iframe", "object", "svg", "select", "button"}
DATA = {"table", "p", "ul", "ol", "pre"}  # a document's parts, below which it is not looked for
SHARE = 0.75  # of the page's sentences that the document's container holds at least
STOPS = "，。；"  # what sentences have and labels have not
LINKED = 0.5  # share of linked words from which a part outside the document is navigation


def children(node: LexborNode) -> Iterator[LexborNode]:
    """A node's seen children, texts included."""
    child = node.child
    while child is not None:
        if child.tag not in UNSEEN and not _hidden(child):
            yield child
        child = child.next


def is_deeper(top: LexborNode, most: int) -> bool:
    """Are elements nested deeper below a node than that? Without recursion, which has bounds of its own."""
    level = [top]
    for _ in range(most + 1):
        level = [child for node in level for child in node.iter()]
        if not level:
            return False
    return True


def words(node: LexborNode, linked: bool = False) -> int:
    """How many characters a node shows; only those inside links where `linked`."""
    if node.tag == "-text":
        return 0 if linked else len("".join((node.text_content or "").split()))
    return sum(words(child, linked and node.tag != "a") for child in children(node))


def document(body: LexborNode) -> LexborNode:
    """The node that holds the page's document."""
    found = body
    while found.tag not in DATA or is_layout(found):
        weights = [(_stops(child), child) for child in children(found) if child.tag != "-text"]
        heaviest = max(weights, key=lambda pair: pair[0], default=(0, found))
        if not heaviest[0] or heaviest[0] < SHARE * _stops(found):
            break
        found = heaviest[1]
    return _whole(found)


def _stops(node: LexborNode) -> int:
    """How many sentence marks stand in a node outside of links."""
    if node.tag == "-text":
        return sum((node.text_content or "").count(stop) for stop in STOPS)
    return 0 if node.tag == "a" else sum(map(_stops, children(node)))


def is_navigation(node: LexborNode) -> bool:
    """Is a part outside the document mostly links?"""
    return node.tag in ("footer", "aside") or words(node, linked=True) > LINKED * words(node)


def is_layout(table: LexborNode) -> bool:
    """Is a table there to place things on the page: one cell with words, or other tables that hold most of them?"""
    if table.tag != "table":
        return False
    if sum(1 for row in rows(table) for cell in row if words(cell)) <= 1:
        return True
    inner = sum(words(nested) for nested in _outermost_tables(table))
    return inner > words(table) / 2


def rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    """A table's own rows, head, body and foot as they stand; rows of tables inside its cells are not its own."""
    for child in children(table):
        if child.tag == "tr":
            yield [cell for cell in children(child) if cell.tag in ("td", "th")]
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from rows(child)


def _whole(found: LexborNode) -> LexborNode:
    """The container around a part: a table alone is not the document, its title and notes stand beside it."""
    while found.tag in DATA | {"tbody", "tr", "span", "font", "b", "strong", "center"} and found.parent is not None:
        found = found.parent
    return found


def _outermost_tables(node: LexborNode) -> Iterator[LexborNode]:
    for child in children(node):
        if child.tag == "table":
            yield child
        else:
            yield from _outermost_tables(child)


def _hidden(node: LexborNode) -> bool:
    style = node.attributes.get("style") or ""
    return "display:none" in style.replace(" ", "").lower() or "hidden" in node.attributes
