"""Coding as people see it: the codes that a person gave a task go before those that its words speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.codes.coding import Coded, Coding, code
from graph.store.index import Index
from graph.store.judged import given_codes
from ontology.codebook import Codebook
from ontology.errors import QuestionError


@dataclass(frozen=True, slots=True)
class Coder:
    """Codes the tasks of a graph by one codebook."""

    book: Codebook
    given: Mapping[str, tuple[str, ...]]  # by the task's IRI

    def code(self, task: str, text: str, section: Sequence[str]) -> Coding:
        """The codes of the task of that IRI."""
        if task not in self.given:
            return code(text, section, self.book)
        return Coding(tuple(Coded(name, (), 0) for name in self.given[task]), None)


def coder(index: Index, book: Codebook) -> Coder:
    """With what people said in the graph. Raises QuestionError where they gave a code that the codebook has not."""
    given, known = given_codes(index, book.name), {one.code for one in book.codes}
    for task, codes in given.items():
        if lost := [one for one in codes if one not in known]:
            wrong = f"the correction of {task} gives the code “{lost[0]}”, which {book.name} has not"
            raise QuestionError(f"{wrong}; mend its line and build again")
    return Coder(book, given)
