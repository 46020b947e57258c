"""The commands that write pages: draw, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ontology.errors import QuestionError
from queries.cli_output import index_of, kg_option, seeing_options, write

if TYPE_CHECKING:
    from graph.views import View

DRAWN = ("colead", "tasks", "cascade", "agency", "document", "line", "compare")
page_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The page: page.html"
)


def pairs(given: tuple[str, ...], command: str) -> dict[str, str]:
    """KEY=VALUE arguments. Raises QuestionError for another form."""
    values: dict[str, str] = {}
    for pair in given:
        key, sign, value = pair.partition("=")
        if not sign:
            raise QuestionError(f"“{pair}” is not key=value; `policykg {command} --help` says what it takes.")
        values[key.strip()] = value
    return values


@click.command()
@click.argument("name", metavar="VIEW", type=click.Choice(DRAWN))
@click.argument("given", nargs=-1, metavar="[KEY=VALUE]...")
@page_option
@click.option("--document", help="Only this document, by its id or title.")
@click.option("--limit", type=click.IntRange(1, 5000), default=300, show_default=True, help="Bearers or tasks at most.")
@kg_option
@seeing_options
def draw(
    name: str,
    given: tuple[str, ...],
    output: Path,
    document: str | None,
    limit: int,
    kg: Path,
    as_of: View,
    members: bool,
) -> None:
    """Draw a picture as one page that needs no network.

    \b
    colead                            who co-leads with whom
    tasks                             tasks with their bearers
    cascade                           policies, documents, governments, from nation to county
    agency agency=山西省教育厅        what binds one bearer, and with whom it shares that
    document document=shanxi-2020     a document's sections, tasks and bearers
    line function=教育                a line of government (条) from nation to county
    compare one=山西省 other=河南省   whom two regions bind, side by side
    """
    from queries.pictures.page import page
    from queries.pictures.picture import picture
    from queries.seeing import Seeing

    index, seeing = index_of(kg), Seeing(as_of, members)
    values = pairs(given, "draw") | ({"document": document} if document else {})
    drawn = picture(seeing.seen(index), name, values, limit)
    write(output, page(drawn).encode())
    for note in seeing.notes(index, [tuple(str(one["zh"]) for one in drawn.names.values())]):
        click.echo(note.en, err=True)
    if drawn.omitted:
        left = "tasks" if name in ("tasks", "document") else "bearers and policies"
        click.echo(f"{drawn.omitted} {left} were left out; --limit draws more, document=… less", err=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@page_option
@kg_option
@seeing_options
def report(folder: Path | None, output: Path, kg: Path, as_of: View, members: bool) -> None:
    """Write a report of the whole graph as one page to read, print and send on."""
    from queries.pictures.report import report
    from queries.seeing import Seeing

    write(output, report(Seeing(as_of, members).seen(index_of(folder or kg))).encode())


COMMANDS: tuple[click.Command, ...] = (draw, report)
