"""The command that tells which tasks of two documents pursue the same duty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ontology.errors import QuestionError
from queries.commands.output import Shown, index_of, kg_option, show, table_options, write

if TYPE_CHECKING:
    from graph.alignment.align import Pair
    from graph.alignment.tasktexts import TaskText
    from queries.tables import Table


@click.command()
@click.argument("named", nargs=-1, metavar="KG | A [B]")
@click.option("--pairs", type=click.Path(path_type=Path), help="A JSON list of {a, b}, ids of documents; prints JSON.")
@kg_option
@table_options
def align(named: tuple[str, ...], pairs: Path | None, kg: Path, shown: Shown) -> None:
    """Find the tasks of two documents that pursue the same duty.

    policykg align A B --kg KG prints a table for two documents, align A one for A and the documents nearest to it;
    policykg align KG --pairs FILE prints JSON for each pair of documents that FILE names.
    """
    import json

    if pairs is None and len(named) in (1, 2):
        show(_table(kg, *named), shown)
    elif pairs is not None and len(named) <= 1:
        lines = [json.dumps(entry, ensure_ascii=False) for entry in _aligned(Path(*named) if named else kg, pairs)]
        text = "[\n" + ",\n".join(lines) + "\n]\n"
        click.echo(text, nl=False) if shown.output is None else write(shown.output, text.encode())
    else:
        raise click.UsageError("Give the ids of one or two documents, or the graph's folder with --pairs FILE.")


def _aligned(folder: Path, path: Path) -> Iterator[dict[str, Any]]:
    from dataclasses import asdict

    from graph.alignment.verdicts import Alignment

    asked, alignment = _asked(path), Alignment(index_of(folder))
    for a, b in asked:
        yield {"a": a, "b": b, "pairs": [asdict(pair) for pair in alignment.pairs(a, b)]}


def _asked(path: Path) -> list[tuple[str, str]]:
    """The document pairs that the file names. Raises QuestionError where it is not of that form."""
    import json

    try:
        return [(str(entry["a"]), str(entry["b"])) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError, KeyError) as error:
        form = '[{"a": "document id", "b": "document id"}]'
        raise QuestionError(f"{path}: not a list of document pairs ({error}); it should look like {form}") from error


def _table(folder: Path, a: str, b: str | None = None) -> Table:
    from graph.alignment.verdicts import Alignment
    from queries.tables import Column, Table, Words

    alignment = Alignment(index_of(folder))
    columns = (
        Column("a", Words("Task", "任务")),
        Column("a_text", Words(f"Text in {a}", f"{a} 原文")),
        Column("document", Words("Document", "文件")),
        Column("b", Words("Counterpart", "对应任务")),
        Column("b_text", Words("Its text", "对应任务原文")),
        Column("counterpart", Words("Relation", "关系")),
        Column("score", Words("Score", "得分")),
        Column("words", Words("Words in both", "共有词句")),
        Column("topics", Words("Topics in both", "共有主题")),
        Column("method", Words("Method", "方法")),
        Column("id", Words("Id", "编号")),
    )
    rows = []
    for other in [b] if b else alignment.nearest(a):
        above, below = alignment.tasks(a), alignment.tasks(other)
        for pair in alignment.pairs(a, other):
            rows.append(_row(pair, above[pair.a_position - 1], other, below[pair.b_position - 1]))
    shown = [place for place, column in enumerate(columns) if b is None or column.name != "document"]
    return Table(tuple(columns[place] for place in shown), tuple(tuple(row[place] for place in shown) for row in rows))


def _row(pair: Pair, a: TaskText, document: str, b: TaskText) -> tuple[str | float, ...]:
    from ontology.iri import BASE, correspondence

    id = correspondence(a.id, b.id).removeprefix(BASE)
    shared = "；".join(pair.words), "、".join(pair.topics)
    return (pair.a, a.text, document, pair.b, b.text, pair.relation, pair.score, *shared, pair.method, id)
