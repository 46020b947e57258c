"""The theme of each task: its first code of the codebook of themes, as `policykg ask codes` has it."""

from __future__ import annotations

from graph.codes.coder import coder
from ontology.codebook import codebook
from ontology.iri import BASE
from queries.pictures.facts import Facts
from queries.tables import Words

UNCODED = "uncoded"


def themes_of(facts: Facts) -> dict[str, str]:
    """A code of the codebook, or `uncoded`, by the task's id."""
    by, found = coder(facts.index, codebook("themes")), {}
    for id, task in facts.tasks.items():
        codes = by.code(BASE + id, str(task["text"]), str(task["section"] or "").split(" / ")).codes
        found[id] = codes[0].code if codes else UNCODED
    return found


def theme_names() -> dict[str, Words]:
    """The codes in the codebook's order, with their names."""
    names = {one.code: Words(one.en, one.zh) for one in codebook("themes").codes}
    return names | {UNCODED: Words("without a theme", "未归主题")}
