"""The front door: the command `policykg`, and the few names that notebooks import.

Commands parse, call, print; those that ask a built graph are in queries/commands. What they call is imported when
they are called, so that `policykg --help` answers at once. Messages go to standard error; exit codes are 0 (done),
1 (done, with findings to look at, under --strict) and 2 (wrong use or unreadable input).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ontology.errors import ClusterError, PolicyKGError, UnreadableError
from queries.commands.align import align
from queries.commands.compare import COMMANDS as COMPARISONS
from queries.commands.diff import diff
from queries.commands.export import exporting
from queries.commands.output import Commands, Shown, show, table_options, texts_of, write
from queries.commands.pictures import COMMANDS as PICTURES
from queries.commands.pictures import drawing
from queries.commands.progress import Progress
from queries.commands.questions import COMMANDS
from queries.commands.review import reviewing
from queries.commands.sparql import COMMANDS as SPARQL
from queries.commands.sparql import serving

if TYPE_CHECKING:
    from graph.folder.files import Changes
    from loaders.context import Context
    from loaders.job import Job
    from loaders.workers import Bounds
    from ontology.corrections import Line, Read
    from ontology.records import Document

HERE = Path(__file__).parent
LEVELS = ("national", "province", "prefecture", "county", "township", "institution")
NAMES = {  # for notebooks, beside `document` and `build`: `from policykg import ask, open_index`
    "ask": "queries.gallery",
    "Cascade": "graph.chains.cascade",
    "chart": "queries.pictures.charts.charts",
    "chart_page": "queries.pictures.charts.page",
    "co_lead": "graph.measures.mirror",
    "codebook": "ontology.codebook",
    "code": "graph.codes.coding",
    "cooperation": "graph.measures.cooperation",
    "dataset": "graph.store.dataset",
    "explorer": "queries.pictures.explorer",
    "duties": "graph.measures.portfolio",
    "measures": "graph.chains.transmission",
    "open_index": "graph.store.index",
    "page": "queries.pictures.page",
    "picture": "queries.pictures.picture",
    "questions": "queries.gallery",
    "report": "queries.pictures.report",
    "queue": "queries.review",
    "Scope": "graph.measures.scope",
    "seen": "graph.store.views",
    "sparql": "queries.sparql",
    "task_agency": "graph.measures.mirror",
    "why": "queries.why",
}
DEMO: dict[str, dict[str, str]] = {"co-leads": {}, "documents": {}, "agencies-by-role": {}, "due-by": {"by": "2016"}}
LANGUAGE_OF_SAMPLE = "zh"
Told = Callable[[str, "Document | Exception | None"], None]
Outcomes = Generator["Document | Exception", None, None]
Report = Callable[[str, "Document | Exception | None", int], None]


def __getattr__(name: str) -> object:
    if name not in NAMES:
        raise AttributeError(f"policykg has no {name!r}; it has build, document, {', '.join(NAMES)}")
    return getattr(import_module(NAMES[name]), name)


# Reading and building: the one place where loaders and graph meet.


def document(path: Path, name: str | None = None, context: Context | None = None, id: str | None = None) -> Document:
    """What a document says; `context` gives what its text does not (jurisdiction, date of issue); its id is the stem.

    Raises UnreadableError where the file cannot be read, naming the mend.
    """
    from loaders.context import Context
    from loaders.extract import extract
    from loaders.formats.read import read

    return extract(read(path, name), context or Context(), id)


def build(
    sources: list[Path],
    folder: Path,
    corpus: Path | None = None,
    report: Report | None = None,
    corrections: Path | None = None,
    jobs: int = 1,
    bounds: Bounds | None = None,
    cluster: str | None = None,
) -> Changes:
    """Build the knowledge graph of the sources in the folder; documents that are as they were are not read again.

    So many processes (`jobs`) read documents, each within the bounds of time, memory and size; the files are the same.
    With 0 they are read in this process, without bounds of time and memory, which is for debugging. With `cluster`, the
    workers of that Dask scheduler (tcp://host:8786, or its scheduler file) read them instead, which see the sources
    under the same paths.

    A document's id is its file's stem or, where several files have that stem, its path with hyphens: `corpus` and
    `corrections` call it so.

    `corpus` says what the texts do not; without it, each corpus.toml in or beside a source does. Likewise `corrections`
    are replayed, or each corrections.csv. `report` is told, for each file, its name, its document (None where it is as
    it was; the exception where it is left out), and how many files there are; and of each correction that is malformed
    or applies to nothing. Raises PolicyKGError where nothing can be built, or the folder cannot be used.
    """
    from graph.folder.files import write
    from loaders.corrections import read_beside
    from loaders.rules import rule_set
    from loaders.workers import BOUNDS

    rules, lines, bounds = rule_set(), read_beside(sources, corrections), bounds or BOUNDS
    work = _jobs(sources, contexts(sources, corpus), lines.lines, bounds.size)
    total = len(work)

    def told(name: str, outcome: Document | Exception | None) -> None:
        if report:
            report(name, outcome, total)

    kept, due = _sorted_out(work, folder, rules, told)
    with closing(_outcomes(due, jobs, bounds, cluster)) as outcomes:  # readers end with the build
        read = _read(due, told, outcomes)
        del work, due  # of many files they are long, and go with the last that is read
        first = list(islice(read, 1))
        if not first and not kept:
            raise UnreadableError("no document could be read, so nothing was built; the messages above say why")
        judged = [line for line in lines.lines if line.tasks]
        changes = write(folder, chain(first, read), kept=kept, rules=rules, judged=judged)
    for message in (*lines.refused, *_unapplied(folder, lines.lines)):
        told("corrections", UnreadableError(message))
    return changes


def _jobs(sources: list[Path], said: Mapping[str, Context], lines: tuple[Line, ...], most: int) -> list[Job]:
    """The files to be read, of `most` bytes each, with what is said and corrected of each."""
    from loaders.context import Context
    from loaders.corrections import by_document
    from loaders.formats.sources import sources as files
    from loaders.ids import document_ids
    from loaders.job import Job

    found, concerning, nothing = files(sources), by_document(lines), Context()
    ids = document_ids(name for _, name in found)
    return [
        Job(path, name, ids[name], said.get(ids[name], nothing), concerning(ids[name]), most) for path, name in found
    ]


def _outcomes(work: list[Job], jobs: int, bounds: Bounds, cluster: str | None) -> Outcomes:
    """What comes of the work, in its order, by whoever is to read it."""
    if cluster:
        try:
            from loaders.cluster import outcomes as by_cluster
        except ImportError as error:
            raise ClusterError(f"--cluster needs {error.name}; pip install 'policykg[cluster]'") from error
        return by_cluster(work, cluster, bounds)
    if jobs:
        from loaders.workers import outcomes as by_processes

        return by_processes(work, jobs, bounds)
    from loaders.serve import outcome

    return (outcome(job) for job in work)


def _sorted_out(jobs: list[Job], folder: Path, rules: str, told: Told) -> tuple[list[str], list[Job]]:
    """The names of files that are as they were, and the jobs that are due."""
    from hashlib import sha256

    from graph.folder.journal import known
    from loaders.formats.sources import content

    read = known(folder, rules)
    kept, due = [], []
    for job in jobs:
        try:
            current = read.is_current(job.name, sha256(content(job.path, job.most)).hexdigest(), job.said)
        except PolicyKGError as error:
            told(job.name, error)
            continue
        if current:
            kept.append(job.name)
            told(job.name, None)
        else:
            due.append(job)
    return kept, due


def _read(work: list[Job], told: Told, outcomes: Outcomes) -> Iterator[tuple[Document, str]]:
    """The documents in the order of the work, whoever reads them."""
    for job, outcome in zip(work, outcomes, strict=True):
        told(job.name, outcome)
        if not isinstance(outcome, Exception):
            yield outcome, job.said


def _unapplied(folder: Path, lines: tuple[Line, ...]) -> Iterator[str]:
    """What to say of corrections that no document of the graph takes."""
    from graph.checks.corrections import corrected_documents, unapplied

    for line in unapplied(corrected_documents(folder), lines) if lines else ():
        yield f"line {line.number}: “{line}” applies to nothing in the graph; mend the line or remove it"


def contexts(sources: list[Path], corpus: Path | None = None) -> dict[str, Context]:
    """What corpus files say, by document: the one given, else each corpus.toml that lies in or beside a source."""
    from loaders.context import read_corpus_file
    from loaders.formats.sources import CORPUS

    beside = {(path if path.is_dir() else path.parent) / CORPUS for path in sources}
    files = [corpus] if corpus else sorted(path for path in beside if path.is_file())
    return {name: context for path in files for name, context in read_corpus_file(path).items()}


# The commands that read documents.


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="policykg")
def main() -> None:
    """A knowledge graph of policy obligations: who is bound to do what, by when, in which words."""
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows would take the code page, which has no Chinese
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--jurisdiction", help="Full name of the region or institution that issues it: 四川省广元市")
@click.option("--issued", help="Date of issue: 2015, 2015-06 or 2015-06-30")
@click.option("--level", type=click.Choice(LEVELS), help="Level of the issuer.")
@click.option("--title", help="Title, where the text has none.")
@click.option("--number", help="Document number (发文字号), where the text has none.")
@click.option("--json", "as_data", is_flag=True, help="Print JSON in the annotation guide's schema.")
@table_options
def extract(files: tuple[Path, ...], as_data: bool, shown: Shown, **said: str | None) -> None:
    """Print the tasks of documents: who is bound, in which role, to what, by when."""
    import json

    from loaders.context import context_of
    from loaders.formats.sources import sources
    from loaders.job import Job
    from loaders.workers import outcomes
    from ontology.exchange import as_json
    from queries.reading import ledger, tasks

    context = context_of(said, "option")
    documents = []
    for outcome in outcomes([Job(path, name, context=context) for path, name in sources(list(files))]):
        if isinstance(outcome, Exception):
            raise outcome
        documents.append(outcome)
    if as_data:
        found = [as_json(one) for one in documents]
        text = json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=1) + "\n"
        click.echo(text, nl=False) if shown.output is None else write(shown.output, text.encode())
    else:
        show(tasks(documents), shown)
    for one in documents:
        click.echo(ledger(one), err=True)


@main.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder of the knowledge graph.")
@click.option("--corpus", type=click.Path(path_type=Path), help="What the texts do not say, if not corpus.toml.")
@click.option("--corrections", type=click.Path(path_type=Path), help="What people corrected, if not corrections.csv.")
@click.option("--jobs", type=click.IntRange(0), default=1, show_default=True, help="Processes that read documents.")
@click.option("--cluster", metavar="ADDRESS", help="Let a Dask cluster read: tcp://host:8786, or its scheduler file.")
@click.option("--seconds", type=click.FloatRange(1), default=300, show_default=True, help="A document may take.")
@click.option("--memory", type=click.IntRange(256), default=4096, show_default=True, help="MiB a document may take.")
@click.option("--size", type=click.IntRange(1), default=200, show_default=True, help="MiB a file may have.")
@click.option("--strict", is_flag=True, help="Exit with 1 where a document is left out or has findings.")
@click.pass_context
def build_command(
    ctx: click.Context,
    sources: tuple[Path, ...],
    output: Path,
    corpus: Path | None,
    corrections: Path | None,
    jobs: int,
    cluster: str | None,
    seconds: float,
    memory: int,
    size: int,
    strict: bool,
) -> None:
    """Build a knowledge graph from files and folders of documents."""
    from loaders.workers import Bounds

    progress, bounds = Progress(), Bounds(seconds, memory * 1024**2, size * 1024**2)
    changes = build(list(sources), output, corpus, progress.report, corrections, jobs, bounds, cluster)
    counts = ", ".join(f"{len(getattr(changes, name))} {name}" for name in ("added", "updated", "unchanged", "removed"))
    click.echo(f"{output}: {counts}" + (f", {progress.left_out} left out" if progress.left_out else ""), err=True)
    ctx.exit(1 if strict and (progress.left_out or progress.findings) else 0)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="EXTRACTED GOLD...", type=click.Path(path_type=Path))
@click.option("--misses", is_flag=True, help="List every difference on standard error.")
@click.option("--optional", is_flag=True, help="Count optional targets like the others.")
@table_options
def score(files: tuple[Path, ...], misses: bool, optional: bool, shown: Shown) -> None:
    """Score extracted documents (`extract --json`) against gold files: precision, recall, F1 by field."""
    from loaders.score import score as scored
    from queries.reading import SCORES
    from queries.tables import Table

    found = scored(_paired(files), optional=optional)
    for miss in found.misses if misses else ():
        place = f"{miss.place.document} task {miss.place.task}: {miss.place.field}"
        click.echo(f"{place}: extra {list(miss.extra)} missed {list(miss.missed)}", err=True)
    rows = (
        (name, t.gold, round(t.precision, 3), round(t.recall, 3), round(t.f1, 3)) for name, t in found.tallies.items()
    )
    show(Table(SCORES, tuple(rows)), shown)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FIRST SECOND...", type=click.Path(path_type=Path))
@table_options
def agreement(files: tuple[Path, ...], shown: Shown) -> None:
    """Measure how far two coders agree on the same documents: percent, Cohen's kappa, Krippendorff's alpha."""
    from loaders.agreement import agreement as measure
    from queries.reading import AGREEMENT
    from queries.tables import Table

    found = measure(_paired(files))
    rows = ((a.field, a.units, round(a.percent, 1), _rounded(a.kappa), _rounded(a.alpha)) for a in found)
    show(Table(AGREEMENT, tuple(rows)), shown)


def _paired(files: tuple[Path, ...]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    from loaders.score import read_record

    if len(files) % 2:
        raise click.UsageError("Files come in pairs, one of each side: A1 B1 A2 B2 …")
    records = [read_record(path) for path in files]
    return list(zip(records[::2], records[1::2], strict=True))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


@main.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="Folder."
)
@click.pass_context
def demo(ctx: click.Context, output: Path) -> None:
    """Do the whole job on the bundled sample: build, ask, draw; and say what to open."""
    from graph.store.index import open_index
    from queries.gallery import ask
    from queries.pictures.explorer import explorer
    from queries.pictures.page import page
    from queries.pictures.picture import picture
    from queries.pictures.report import report
    from queries.pictures.views import WHOLE
    from queries.tables import Table

    kg = output / "kg"
    build(sorted((HERE / "loaders" / "sample").glob("*.txt")), kg, report=Progress().report)
    index = open_index(kg)
    for name, given in DEMO.items():
        show(ask(index, name, given), Shown(output=output / f"{name}.xlsx", lang=LANGUAGE_OF_SAMPLE))
    for view in WHOLE:
        write(output / f"{view}.html", page(picture(index, view)).encode())
    write(output / "report.html", report(index).encode())
    texts = texts_of(index, HERE / "loaders" / "sample", text)
    write(output / "explorer.html", explorer(index, texts).encode())
    leads = ask(index, "co-leads", {"collectives": "no", "kind": "agency"})
    show(Table(leads.columns, leads.rows[:10]), Shown(lang=LANGUAGE_OF_SAMPLE))
    pages = [str(output / f"{name}.html") for name in ("colead", "explorer", "report")]
    click.echo(f"\nOpen {', '.join(pages)} in a browser, {output / 'co-leads.xlsx'} in a spreadsheet; then try")
    click.echo(f"  policykg ask search words=教师 --kg {kg}\n  policykg why task/shanxi-2020/1 --kg {kg}")


def text(path: Path, name: str) -> str:
    """The text of a source, in which offsets count."""
    from loaders.formats.read import read

    return read(path, name).text


def corrections_of(path: Path) -> Read:
    """The corrections of a file, for the review."""
    from loaders.corrections import read_corrections

    return read_corrections(path)


READERS = (drawing(text), serving(text), exporting(text), reviewing(corrections_of))
for command in (*COMMANDS, *PICTURES, *COMPARISONS, align, diff, *SPARQL, *READERS):
    main.add_command(command)

if __name__ == "__main__":
    main()
