"""Whether a query would make Oxigraph fetch: SERVICE asks any address it names, and nothing there switches it off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import cast

from ontology.errors import QuestionError

WORD = re.compile("service", re.IGNORECASE)


def refuse_fetching(query: str) -> None:
    """Raises QuestionError where the query has SERVICE as a clause, or may have. FROM and LOAD fetch nothing here."""
    if WORD.search(query) and _may_fetch(query):
        raise QuestionError(
            "SERVICE is refused: nothing is fetched from elsewhere. Ask the other endpoint by itself (--endpoint); "
            "where the word is no clause, write it otherwise, or mend the query."
        )


def _may_fetch(query: str) -> bool:
    """By the grammar, since a SERVICE can hide from any search for words: behind FILTER(?a<'>'), or a comment."""
    parser = import_module("rdflib.plugins.sparql.parser")  # loads longer than most answers take, and is seldom needed
    try:
        return _has_service(parser.parseQuery(query.replace("\r", "\n")))  # it ends a comment for Oxigraph
    except Exception:  # what cannot be read is refused, whatever the parser stumbles over
        return True


def _has_service(node: object) -> bool:
    if getattr(node, "name", None) == "ServiceGraphPattern":
        return True
    if isinstance(node, dict):
        return any(map(_has_service, node.values()))
    several = isinstance(node, list) or hasattr(node, "as_list")  # the latter of pyparsing's results
    return several and any(map(_has_service, cast("Iterable[object]", node)))
