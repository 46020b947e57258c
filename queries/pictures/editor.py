"""The page of the SPARQL editor (YASGUI, as the Oxigraph server ships it), with the gallery's questions beside it."""

from __future__ import annotations

from graph.store.index import Index
from ontology.iri import BASE
from queries.gallery import questions
from queries.pictures.html import Page, render
from queries.pictures.page import said
from queries.serving.examples import examples
from queries.tables import words


def editor(index: Index, home: str) -> Page:
    """The editor's page: its endpoint is at `home`, ids in answers lead to the explorer."""
    asked = []
    for name, query in examples(index).items():
        title = questions()[name].header.title
        asked.append({"name": name, "zh": title.zh, "en": title.en, "query": query})
    data = {"home": home, "base": BASE, "questions": asked, "words": said()}
    return render("editor.html", title=words()["view"]["editor"].zh, data=data)
