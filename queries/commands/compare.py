"""The commands that hold documents against each other: tree, compare; and the codebooks they compare by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from queries.commands.output import Shown, index_of, kg_option, language_option, show, table_options, write

if TYPE_CHECKING:
    from queries.tables import Language


@click.command()
@click.argument("what", required=False)
@kg_option
@language_option
def tree(what: str | None, kg: Path, lang: str) -> None:
    """Print who carries out whom as a tree, and what became of the duties; of a document, a task's id, or all."""
    from queries.parameters import named
    from queries.tree import document_tree, drawn, task_tree

    index, language = index_of(kg), cast("Language", lang)
    if what and what.removeprefix("https://w3id.org/policykg/id/").startswith("task/"):
        branches = task_tree(index, named("id", what, index), language)
    else:
        branches = document_tree(index, named("document", what, index) if what else None, language)
    click.echo(drawn(branches), nl=False)
    if not branches:
        click.echo("no document of the graph says that it carries out a policy", err=True)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="A B...")
@click.option("--by", type=click.Choice(["theme", "task"]), default="theme", show_default=True, help="Rows.")
@click.option("--codebook", default="themes", show_default=True, help="Ours by name, or a CSV or QDC file.")
@kg_option
@table_options
def compare(names: tuple[str, ...], by: str, codebook: str, kg: Path, shown: Shown) -> None:
    """Compare documents, regions or years: who leads, who else is bound, by when, to reach what.

    policykg compare 山西省 河南省 四川省广元市; policykg compare 2015 2020 --by task -o compared.xlsx
    """
    from graph.chains.cascade import Cascade
    from queries.compare import by_task, by_theme, subjects
    from queries.questions.codes import book_of

    found, language = Cascade(index_of(kg)), cast("Language", shown.lang)
    compared = subjects(found, names)
    if by == "theme":
        show(by_theme(found, compared, book_of(codebook), language), shown)
    else:
        show(by_task(found, compared, language), shown)


@click.command()
@click.argument("name", default="themes")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def codebook(name: str, output: Path | None) -> None:
    """Print a codebook as SKOS in Turtle: themes, rothwell-zegveld, mcdonnell-elmore, or a CSV or QDC file."""
    from ontology.codebook_formats import as_skos
    from queries.questions.codes import book_of

    turtle = as_skos(book_of(name))
    click.echo(turtle, nl=False) if output is None else write(output, turtle)


COMMANDS: tuple[click.Command, ...] = (tree, compare, codebook)
