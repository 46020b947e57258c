"""The commands for SPARQL: a query of one's own, a server for many, a graph sent to a store."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import click

from ontology.errors import QuestionError
from queries.commands.output import (
    ENDPOINT,
    FORMATS,
    Read,
    Shown,
    endpoint_option,
    index_of,
    kg_option,
    seeing_options,
    show,
    show_notes,
    sources_option,
    table_options,
    texts_of,
    write,
)

if TYPE_CHECKING:
    from graph.store.index import Index
    from graph.store.views import View
    from queries.tables import Language

PASSWORD = "POLICYKG_PASSWORD"
SECONDS, ROWS = 60.0, 10_000
XML = "xml"  # the W3C's results format


@click.command()
@click.argument("query", required=False)
@click.option("-F", "--file", "path", type=click.File(encoding="utf-8"), help="Read the query from a file; - is stdin.")
@click.option("--timeout", type=click.FloatRange(0.1), default=SECONDS, show_default=True, help="Seconds it may take.")
@click.option("--limit", type=click.IntRange(0), default=ROWS, show_default=True, help="Rows at most; 0 for all.")
@kg_option
@endpoint_option
@seeing_options
@partial(table_options, forms=(*FORMATS, XML))
def sparql(
    query: str | None, path: TextIO | None, timeout: float, limit: int, kg: Path, as_of: View, members: bool,
    shown: Shown,
) -> None:  # fmt: skip
    """Ask in SPARQL, over all documents at once; pk:, dcterms:, skos:, prov:, rdf:, rdfs:, xsd: are known."""
    from graph.store.views import seen
    from queries.sparql import answer

    text = path.read() if path else query
    if text is None or (path and query):
        raise QuestionError("Give a query, or a file of one with --file.")
    language, output = cast("Language", shown.lang), shown.output
    index = seen(index_of(kg), as_of, members)
    found = answer(index, text, timeout, limit or None)
    as_xml = shown.form == XML or (shown.form is None and output is not None and output.suffix == f".{XML}")
    if isinstance(found, str) or as_xml:
        content = found if isinstance(found, str) else found.xml().decode()
        click.echo(content, nl=False) if output is None else write(output, content.encode())
        if not isinstance(found, str):
            show_notes(found.table(), language)
    else:
        show(found.table(), shown)
    if not click.get_current_context().meta.get(ENDPOINT):  # its triples are not ours to count
        _say_of_rdflib(index, text, language)


def _say_of_rdflib(index: Index, query: str, language: Language) -> None:
    """Whether those who repeat the query with rdflib alone would wait in vain; said after the answer."""
    from queries.runaway import cost

    note = cost(index, query).note()
    if note:
        click.echo(note.of(language), err=True)


def serving(read: Read) -> click.Command:
    """The command `serve`; `read` gives a source's text, for the explorer."""

    @click.command()
    @click.option("--port", type=click.IntRange(1, 65535), default=7878, show_default=True, help="Of that address.")
    @click.option(
        "--host", default="127.0.0.1", show_default=True, help="An address of this machine; that one is its own."
    )
    @click.option("--timeout", type=click.IntRange(1), default=60, show_default=True, help="Seconds a query may take.")
    @sources_option
    @kg_option
    def serve(port: int, host: str, timeout: int, sources: Path | None, kg: Path) -> None:
        """Serve SPARQL with an editor, and the explorer, until Ctrl-C. Needs policykg[serve].

        All of it is read-only, and on this machine alone unless --host is another; nobody is asked for a password.
        """
        from queries.serving.engines import Bounds
        from queries.serving.server import served, stoppable, wait

        index = index_of(kg)
        texts = texts_of(index, sources, read) if sources else None
        with stoppable() as noted, served(index, port, Bounds(timeout), texts, host) as server:
            click.echo(f"editor {server.home}\nexplorer {server.explorer}\nendpoint {server.query}", err=True)
            click.echo("stop with Ctrl-C", err=True)
            wait(noted)
        click.echo("stopped", err=True)

    return serve


@click.command()
@click.option("--endpoint", required=True, help="Where the store answers queries: http://127.0.0.1:8890/sparql")
@click.option("--store", "url", help="Where it takes graphs; found from the endpoint of Oxigraph and Virtuoso.")
@click.option("--user", default="", help=f"User name; the password is read from {PASSWORD}.")
@kg_option
def publish(endpoint: str, url: str | None, user: str, kg: Path) -> None:
    """Send the graph to a store by the Graph Store Protocol; a run that broke off goes on where it was."""
    from graph.folder.manifest import manifest
    from graph.store.endpoint import Endpoint
    from graph.store.publish import Store
    from graph.store.publish import publish as sent_to

    place = url or _store(endpoint)
    store = Store(place, Endpoint(endpoint), user, os.environ.get(PASSWORD, ""))
    done = sent_to(manifest(kg), store, lambda graph, n: click.echo(f"{graph}: {n} triples", err=True))
    click.echo(
        f"{place}: {len(done.sent)} graphs sent, {len(done.kept)} as they were, {len(done.dropped)} dropped", err=True
    )


def _store(endpoint: str) -> str:
    """Where the two servers that we know take graphs."""
    for ending, place in (
        ("/query", "/store"),
        ("/sparql-auth", "/sparql-graph-crud-auth"),
        ("/sparql", "/sparql-graph-crud-auth"),
    ):
        if endpoint.endswith(ending):
            return endpoint.removesuffix(ending) + place
    raise QuestionError(f"Where does {endpoint} take graphs? Say it with --store.")


COMMANDS: tuple[click.Command, ...] = (sparql, publish)
