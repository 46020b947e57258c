"""The commands that ask a built graph: questions, ask, why, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from queries.commands.output import (
    Shown,
    endpoint_option,
    index_of,
    kg_option,
    language_option,
    pairs,
    show,
    table_options,
)

if TYPE_CHECKING:
    from queries.gallery import Question
    from queries.tables import Language

LARGE = 50_000  # triples from which pyrudof checks the shapes, where it is installed


@click.command()
@click.argument("name", required=False)
@language_option
def questions(name: str | None, lang: str) -> None:
    """List the gallery's questions, or say all about one: what it asks and takes."""
    from queries.gallery import question
    from queries.gallery import questions as gallery
    from queries.tables import width

    language = cast("Language", lang)
    if name:
        click.echo(_described(question(name), language), nl=False)
        return
    longest = max(map(width, gallery()))
    for one in gallery().values():
        click.echo(f"{one.name:<{longest}}  {one.header.title.of(language)}")


def _described(question: Question, language: Language) -> str:
    header = question.header
    lines = [header.title.of(language), header.about.of(language), ""]
    for one in header.parameters:
        kind = f"{one.type}: {', '.join(one.choices)}" if one.choices else one.type
        default = "must be given" if one.default is None else f"default {one.default or 'any'}"
        lines.append(f"  {one.name}={one.example}  ({kind}; {default})  {one.words.of(language)}")
    columns = ", ".join(f"{column.name} ({column.heading.of(language)})" for column in header.columns)
    return "\n".join([*lines, f"  → {columns}"]) + "\n"


@click.command()
@click.argument("name")
@click.argument("given", nargs=-1, metavar="[KEY=VALUE]...")
@kg_option
@endpoint_option
@table_options
def ask(name: str, given: tuple[str, ...], kg: Path, shown: Shown) -> None:
    """Ask a question of the gallery: policykg ask agency-tasks agency=山西省教育厅 role=lead."""
    from queries.gallery import ask, question

    question(name)
    show(ask(index_of(kg), name, pairs(given, f"questions {name}")), shown)


@click.command()
@click.argument("id")
@click.option("--json", "as_data", is_flag=True, help="Print JSON.")
@kg_option
@endpoint_option
@language_option
def why(id: str, as_data: bool, kg: Path, lang: str) -> None:
    """Show the words behind an answer: file, place, quote and rule for an id that an answer printed."""
    from queries.why import as_json, as_text, why

    facts = why(index_of(kg), id)
    click.echo(as_json(facts) if as_data else as_text(facts, cast("Language", lang)), nl=False)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--strict", is_flag=True, help="Exit with 1 where there is anything to look at.")
@click.option("--shapes/--no-shapes", default=True, help="Check shapes.ttl too, with policykg[check]; some seconds.")
@kg_option
@endpoint_option
@table_options
@click.pass_context
def check(ctx: click.Context, folder: Path | None, strict: bool, shapes: bool, kg: Path, shown: Shown) -> None:
    """List what a person should look at: the readers' findings, unread rows, facts that do not agree."""
    from importlib.util import find_spec

    from graph.checks.check import problems
    from queries.select import short
    from queries.tables import Column, Table, Words

    index = index_of(folder or kg)
    found = problems(index)
    if shapes and find_spec("pyshacl") is None:
        click.echo("the shapes were not checked; pip install 'policykg[check]', or say --no-shapes", err=True)
    elif shapes:
        ((size,),) = index.select("SELECT (COUNT(*) AS ?size) { ?s ?p ?o }")
        if int(str(size)) > LARGE and find_spec("pyrudof"):
            from graph.checks.large_shapes import violations
        else:
            from graph.checks.shapes import violations
        found += violations(index, cast("Language", shown.lang))
    columns = (
        Column("code", Words("Code", "代码")),
        Column("message", Words("Message", "说明")),
        Column("id", Words("Id", "编号")),
    )
    show(Table(columns, tuple((one.code, one.message, short(one.node)) for one in found)), shown)
    click.echo(f"{len(found)} to look at" if found else "nothing to look at", err=True)
    ctx.exit(1 if found and strict else 0)


COMMANDS: tuple[click.Command, ...] = (questions, ask, why, check)
