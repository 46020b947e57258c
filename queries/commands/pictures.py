"""The commands that write pictures: draw, report, chart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ontology.errors import QuestionError
from queries.commands.output import (
    Read,
    index_of,
    kg_option,
    language_option,
    pairs,
    seeing_options,
    sources_option,
    texts_of,
    write,
)

if TYPE_CHECKING:
    from graph.store.views import View
    from queries.tables import Language

DRAWN = ("colead", "tasks", "cascade", "agency", "document", "line", "compare", "explorer")
CHARTED = ("timeline", "heat", "flows", "ranks", "years", "periods")
FORMS = ("svg", "pdf", "png")
page_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The page: page.html"
)


def drawing(read: Read) -> click.Command:
    """The command `draw`; `read` gives a source's text, for the one view that shows texts."""

    @click.command()
    @click.argument("name", metavar="VIEW", type=click.Choice(DRAWN))
    @click.argument("given", nargs=-1, metavar="[KEY=VALUE]...")
    @page_option
    @click.option("--document", help="Only this document, by its id or title.")
    @click.option(
        "--limit", type=click.IntRange(1, 5000), default=300, show_default=True, help="Bearers or tasks at most."
    )
    @sources_option
    @kg_option
    @seeing_options
    def draw(
        name: str,
        given: tuple[str, ...],
        output: Path,
        document: str | None,
        limit: int,
        sources: Path | None,
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
        explorer --sources FOLDER         documents with what was read of them marked in place, bearers, dates
        """
        from queries.parameters import named
        from queries.pictures.explorer import explorer
        from queries.pictures.page import page
        from queries.pictures.picture import picture
        from queries.seeing import Seeing

        index, seeing = index_of(kg), Seeing(as_of, members)
        if name == "explorer":
            texts = texts_of(index, sources, read) if sources else None
            only = named("document", document, index) if document else None
            write(output, explorer(seeing.seen(index), texts, only).encode())
            return
        values = pairs(given, "draw --help") | ({"document": document} if document else {})
        drawn = picture(seeing.seen(index), name, values, limit)
        notes = seeing.notes(index, [tuple(str(one["zh"]) for one in drawn.names.values())])
        write(output, page(drawn, notes).encode())
        for note in notes:
            click.echo(note.en, err=True)
        if drawn.omitted:
            left = "tasks" if name in ("tasks", "document") else "bearers and policies"
            click.echo(f"{drawn.omitted} {left} were left out; --limit draws more, --document less", err=True)

    return draw


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


@click.command()
@click.argument("name", metavar="CHART", type=click.Choice(CHARTED))
@click.argument("given", nargs=-1, metavar="[KEY=VALUE]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File: .html (a page that needs no network), .svg, .pdf, .png (300 dpi), or .ics for the timeline.",
)
@click.option("--document", help="Only this document, by its id or title.")
@click.option("--limit", type=click.IntRange(1, 2000), help="Rows, columns, panels or links at most.")
@kg_option
@seeing_options
@language_option
def chart(
    name: str,
    given: tuple[str, ...],
    output: Path,
    document: str | None,
    limit: int | None,
    kg: Path,
    as_of: View,
    members: bool,
    lang: str,
) -> None:
    """Draw a chart for a paper or as a page to look into, or write the deadlines as a calendar.

    \b
    timeline            duties over time, below their documents; as .ics, the deadlines for a calendar program
    heat                tasks by theme and province; by=document: by theme and document
    flows               what became of duties in the documents that carry them out; by=force, upper=ID lower=ID
    ranks               who co-leads the most tasks, equal counts sharing a rank
    years               deadlines by year, a panel a document
    periods             themes, a panel for each five-year plan's years
    """
    from queries.parameters import named
    from queries.pictures.calendar import calendar
    from queries.pictures.facts import Facts
    from queries.seeing import Seeing

    index, language = Seeing(as_of, members).seen(index_of(kg)), cast("Language", lang)
    form = output.suffix.lower().lstrip(".")
    if form not in ("html", *FORMS, "ics") or (form == "ics" and name != "timeline"):
        raise QuestionError(
            f"{output.name}: a chart is .html, .svg, .pdf or .png, and the timeline .ics too; name one of them"
        )
    if form == "ics":
        facts = Facts.of(index, named("document", document, index) if document else None)
        write(output, calendar(facts, language).encode())
        return
    try:
        from queries.pictures.charts.charts import chart
        from queries.pictures.charts.page import chart_page
    except ModuleNotFoundError as error:
        raise QuestionError(f"Charts need {error.name}: install policykg[charts]") from error
    values = pairs(given, "chart --help") | ({"document": document} if document else {})
    made = chart(index, name, values, limit)
    write(output, chart_page(made).encode() if form == "html" else made.still(form, language))
    if made.figures.omitted:
        click.echo(f"{made.figures.omitted} were left out, as the chart says", err=True)


COMMANDS: tuple[click.Command, ...] = (report, chart)
