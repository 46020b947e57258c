"""The commands that hold documents against each other: tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from queries.cli_output import index_of, kg_option, language_option

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


COMMANDS: tuple[click.Command, ...] = (tree,)
