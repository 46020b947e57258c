"""The theme of each task: the first code that the codebook of themes gives it, as `policykg ask codes` has it."""

from __future__ import annotations

from graph.coding import code
from ontology.codebook import codebook
from queries.select import Record
from queries.tables import Words

UNCODED = "uncoded"


def theme(task: Record) -> str:
    """A code of the codebook, or `uncoded`."""
    section = str(task["section"] or "").split(" / ")
    found = code(str(task["text"]), section, codebook("themes")).codes
    return found[0].code if found else UNCODED


def theme_names() -> dict[str, Words]:
    """The codes in the codebook's order, with their names."""
    names = {one.code: Words(one.en, one.zh) for one in codebook("themes").codes}
    return names | {UNCODED: Words("without a theme", "未归主题")}
