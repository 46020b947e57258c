"""The commands `review export` and `review apply`: the queue out, the researcher's file back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from queries.commands.output import Shown, index_of, kg_option, show, write

if TYPE_CHECKING:
    from ontology.corrections import Read


def reviewing(read: Callable[[Path], Read]) -> click.Group:
    """The commands; `read` gives the corrections of a CSV file or workbook, which this package does not open."""

    @click.group()
    def review() -> None:
        """Look at what is doubtful, and correct it: a plain file that each build replays."""

    @review.command()
    @click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="xlsx or csv.")
    @click.option(
        "--pair", "pairs", nargs=2, multiple=True, metavar="A B", help="Counterparts of these two documents too, by id."
    )
    @click.option("--codebook", default="themes", show_default=True, help="Whose unclear codes to list; as in compare.")
    @kg_option
    def export(output: Path, pairs: tuple[tuple[str, str], ...], codebook: str, kg: Path) -> None:
        """Write the queue: doubtful names, unread passages, doubtful counterparts and codes, by what they change."""
        from queries.review import queue

        found = queue(index_of(kg), pairs, codebook)
        show(found, Shown(output=output))
        click.echo(
            f"{len(found.rows)} to look at; fill in action, value, who, when, why; then `review apply`", err=True
        )

    @review.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("corrections.csv"),
        show_default=True,
        help="The file of corrections, beside the sources.",
    )
    @click.pass_context
    def apply(ctx: click.Context, file: Path, output: Path) -> None:
        """Take the corrections of a reviewed queue over into the file that builds replay; the rest is kept as it is."""
        from graph.folder.lock import only_writer
        from ontology.corrections import Read, as_csv

        with only_writer(output.parent):
            known = read(output) if output.exists() else Read((), ())
            given = read(file)
            for message in (*known.refused, *given.refused):
                click.echo(message, err=True)
            if known.refused:
                click.echo(f"{output}: left as it is; mend these lines first, or they would be lost", err=True)
                ctx.exit(2)
            before = {line.content for line in known.lines}
            new = [line for line in given.lines if line.content not in before]
            if new:
                write(output, as_csv((*known.lines, *new)).encode("utf-8-sig"))
        click.echo(f"{len(new)} new, {len(given.lines) - len(new)} known, {len(given.refused)} refused", err=True)
        ctx.exit(1 if given.refused else 0)

    return review
