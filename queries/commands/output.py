"""What the commands share: which graph, which language, and how an answer is printed or written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import click

from ontology.errors import PolicyKGError, QuestionError

if TYPE_CHECKING:
    from graph.store.index import Index
    from queries.tables import Language, Table

Command = TypeVar("Command", bound=Callable[..., Any])
DEBUG = "POLICYKG_DEBUG"  # set it to see where a fault is
ENDPOINT = "policykg.endpoint"  # where --endpoint is kept until the graph is opened
Read = Callable[[Path, str], str]  # a source file and its name in the graph to its text
FORMATS = ("table", "csv", "json", "xlsx")
CELL_LINES = 4  # of a table on the terminal, unless --full
VIEWS = ("printed", "dated", "today")
WIDE = 120  # characters of a table that goes to no terminal


class Commands(click.Group):
    """Ends with a message and exit code 2 where policykg, or the operating system, refuses."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except PolicyKGError as error:
            message = str(error)
        except BrokenPipeError:
            raise  # the reader of a pipe had enough: Click ends in silence
        except OSError as error:
            message = f"{error.filename or 'file'}: {error.strerror or error}; check the path and your rights"
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            message = (
                f"{type(error).__name__}: {error}; this is a fault of policykg, please report it ({DEBUG}=1 tells more)"
            )
        click.echo(f"policykg: {message}", err=True)
        ctx.exit(2)


def kg_option(command: Command) -> Command:
    """--kg: the folder of the knowledge graph."""
    text = "Folder of the knowledge graph, made by `policykg build`."
    return click.option(
        "-k",
        "--kg",
        type=click.Path(path_type=Path),
        default=Path("kg"),
        envvar="POLICYKG",
        show_default=True,
        help=text,
    )(command)


def sources_option(command: Command) -> Command:
    """--sources: the folder of the documents, for the explorer."""
    text = "Explorer: the folder of the documents, for their whole texts."
    return click.option("--sources", type=click.Path(path_type=Path, exists=True, file_okay=False), help=text)(command)


def endpoint_option(command: Command) -> Command:
    """--endpoint: ask a SPARQL endpoint in the place of the folder."""

    def keep(ctx: click.Context, _: click.Parameter, url: str | None) -> None:
        ctx.meta[ENDPOINT] = url

    text = "Ask this SPARQL 1.1 endpoint, to which the graph was published, and no folder."
    return click.option("--endpoint", metavar="URL", callback=keep, expose_value=False, help=text)(command)


def language_option(command: Command) -> Command:
    """--lang: English or Chinese headings and words."""
    text = "Language of headings and codes in tables."
    return click.option(
        "--lang", type=click.Choice(["en", "zh"]), default="en", envvar="POLICYKG_LANG", show_default=True, help=text
    )(command)


def seeing_options(command: Command) -> Command:
    """--as and --members: how bearers are seen (queries/seeing.py), in pictures and queries of one's own."""
    bearers = "Bearers as printed, as of the document's date, or as of today."
    for option in (
        click.option("--members", is_flag=True, help="Put the members of 各市人民政府 in the class's place."),
        click.option("--as", "as_of", type=click.Choice(VIEWS), default="dated", show_default=True, help=bearers),
    ):
        command = option(command)
    return command


class Shown(NamedTuple):
    """How a table is to be shown: the options of `table_options`."""

    form: str | None = None
    output: Path | None = None
    lang: str = "en"
    full: bool = False


def table_options(command: Callable[..., None], forms: Sequence[str] = FORMATS) -> Callable[..., None]:
    """--format (one of `forms`), -o, --lang, --full; the command gets them as one `shown`."""

    @wraps(command)
    def gathered(*args: object, form: str | None, output: Path | None, lang: str, full: bool, **others: object) -> None:
        command(*args, shown=Shown(form, output, lang, full), **others)

    option: Callable[..., None] = gathered
    for decorate in (
        click.option("--full", is_flag=True, help="Print long cells to their end."),
        click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."),
        click.option("-f", "--format", "form", type=click.Choice(forms), help="Default: by the file, or table."),
        language_option,
    ):
        option = decorate(option)
    return option


def pairs(given: tuple[str, ...], help: str) -> dict[str, str]:
    """KEY=VALUE arguments. Raises QuestionError for another form, with the command that gives help."""
    values: dict[str, str] = {}
    for pair in given:
        key, sign, value = pair.partition("=")
        if not sign:
            raise QuestionError(f"“{pair}” is not key=value; `policykg {help}` says what it takes.")
        values[key.strip()] = value
    return values


def index_of(folder: Path) -> Index:
    """The graph in the folder, or behind --endpoint, ready for questions."""
    from graph.store.index import open_index, remote

    url = click.get_current_context().meta.get(ENDPOINT)
    return remote(url) if url else open_index(folder)


def texts_of(index: Index, sources: Path, read: Read) -> dict[str, str]:
    """The texts of the documents' sources in that folder, by the documents' short ids."""
    from ontology import iri

    listed = index.manifest.documents.items()
    return {iri.document(id).removeprefix(iri.BASE): read(sources / one.source, one.source) for id, one in listed}


def show(table: Table, shown: Shown) -> None:
    """Print the table, or write it; a CSV file opens with a byte order mark, or Excel takes Chinese for Latin."""
    from shutil import get_terminal_size

    from queries.tables import as_csv, as_json, as_text

    if not table.rows:
        click.echo("nothing found", err=True)
    output, language = shown.output, cast("Language", shown.lang)
    ending = output.suffix.lower().lstrip(".") if output else ""
    form = shown.form or (ending if ending in FORMATS else "table")
    if form == "xlsx":
        if output is None:
            raise QuestionError("A workbook cannot be printed; name its file with -o answer.xlsx")
        from queries.sheets import as_xlsx  # openpyxl loads longer than most answers take

        write(output, as_xlsx(table, language))
        show_notes(table, language)
        return
    if form == "csv":
        text = as_csv(table)
    elif form == "json":
        text = as_json(table)
    else:
        columns = get_terminal_size((WIDE, 0)).columns if sys.stdout.isatty() and output is None else WIDE
        text = as_text(table, language, columns, None if shown.full else CELL_LINES)
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text.encode("utf-8-sig" if form == "csv" else "utf-8"))
    show_notes(table, language)


def show_notes(table: Table, language: Language) -> None:
    """What the reader must know of the answer, apart from its rows."""
    for note in table.notes:
        click.echo(note.of(language), err=True)


def write(output: Path, content: bytes) -> None:
    """Write a file, whole or not at all, and the folders above it, and say so."""
    from graph.folder.whole import write_whole

    output.parent.mkdir(parents=True, exist_ok=True)
    write_whole(output, content)
    click.echo(f"wrote {output}", err=True)
