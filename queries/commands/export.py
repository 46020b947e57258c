"""The command that writes the graph for other software."""

from __future__ import annotations

from pathlib import Path

import click

from ontology.errors import QuestionError
from queries.commands.output import Read, index_of, kg_option, texts_of, write

FORMATS = ("turtle", "trig", "nquads", "jsonld", "csv", "xlsx", "gexf", "graphml", "pajek", "dl", "neo4j", "qdpx")


def exporting(read: Read) -> click.Command:
    """The command `export`; `read` gives a source's text, for the one format that carries texts."""

    @click.command()
    @click.argument("name", metavar="FORMAT", type=click.Choice(FORMATS))
    @click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File; folder for csv, neo4j.")
    @click.option("--profile", type=click.Choice(["standards"]), help="RDF: add ELI, ORG, PROV-O, schema.org … terms.")
    @click.option("--network", type=click.Choice(["tasks", "bearers"]), help="Networks: tasks and bearers (default).")
    @click.option("--sources", type=click.Path(path_type=Path, exists=True, file_okay=False), help="QDPX: whole texts.")
    @kg_option
    def export(
        name: str, output: Path, profile: str | None, network: str | None, sources: Path | None, kg: Path
    ) -> None:
        """Write the graph for other software.

        \b
        turtle trig nquads jsonld    RDF; with --profile standards also in the terms of standard vocabularies
        csv xlsx                     tables with a codebook; csv is a folder with CSVW metadata
        gexf graphml pajek dl        networks for Gephi, igraph, Pajek, UCINET: --network tasks or bearers
        neo4j                        a folder for neo4j-admin database import
        qdpx                         REFI-QDA for NVivo, MAXQDA, ATLAS.ti; --sources puts in the whole texts
        """
        from queries.exports.formats import FORMATS as formats
        from queries.exports.formats import Options, export

        given = {"standards": profile, "network": network, "texts": sources}
        option = next((one for one, value in given.items() if value and one not in formats[name].takes), None)
        if option:
            raise QuestionError(f"{name} takes no --{OPTION_OF[option]}; see policykg export --help")
        index = index_of(kg)
        texts = texts_of(index, sources, read) if sources else None
        made = export(index, name, Options(bool(profile), network or "tasks", texts))
        for path, content in made.items() if isinstance(made, dict) else [("", made)]:
            write(output / path, content)

    return export


OPTION_OF = {"standards": "profile", "network": "network", "texts": "sources"}
