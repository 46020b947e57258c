"""The command that tells what changed."""

from __future__ import annotations

from pathlib import Path

import click

from queries.commands.output import Shown, show, table_options


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("-k", "--kg", type=click.Path(path_type=Path), help="OLD and NEW are ids of two editions in this graph.")
@table_options
def diff(old: str, new: str, kg: Path | None, shown: Shown) -> None:
    """Tell what changed, by document, task and bearer, between two graphs or two editions of a plan (新旧对照).

    policykg diff kg-2024 kg-2025; policykg diff plan-2015 plan-2020 --kg kg -o compared.xlsx
    """
    from graph.store.index import open_index
    from queries.differences import between_editions, between_graphs

    if kg is None:
        show(between_graphs(open_index(Path(old)), open_index(Path(new))), shown)
    else:
        show(between_editions(open_index(kg), old, new), shown)
