"""What the gallery knows of a question: its name, words, typed parameters and columns, read from its header.

A header is the comment block on top of a .rq file, or the docstring of a graph question. Its lines are

    title.en: Which bearers co-lead the most tasks?
    title.zh: 谁牵头的共同任务最多？
    about.en: One or more lines; a line that begins with white space goes on with the one before it.
    about.zh: …
    parameter least: integer = 1 | 2 | only those with at least so many | 至少多少项
    column tasks: Tasks | 任务数
    list bearers: Bearers | 责任主体
    rank: tasks

A parameter has a name, a type (queries/parameters.py), a default (none: it must be given), an example and words. A
choice lists its codes: `choice(lead, joint)`. A column is a variable of the query; a `list` is a GROUP_CONCAT of
items `<number> <text>` with line feeds between, which the gallery puts in order. `rank` counts rows down that column,
equal values sharing a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.errors import QuestionError
from queries.tables import Column, Words

FIELD = re.compile(r"(?P<field>[a-z]+)(?:[. ](?P<name>[a-z_]+))?: (?P<rest>.+)")
PARAMETER = re.compile(r"(?P<type>[a-z]+)(?:\((?P<choices>[^)]*)\))?(?: = (?P<default>.*))?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be asked for. `default` is None where a value must be given; "" stands for any."""

    name: str
    type: str
    choices: tuple[str, ...]
    default: str | None
    example: str
    words: Words


@dataclass(frozen=True, slots=True)
class Header:
    """All that a header says."""

    title: Words
    about: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    lists: frozenset[str]
    rank: str | None


def parse(text: str, place: str) -> Header:
    """The header that the text begins with; lines that are no fields end it.

    Raises QuestionError, naming the place, where a line is malformed or a title, text or column is missing.
    """
    words: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    lists: set[str] = set()
    for field, name, rest in _fields(text, place):
        if field in ("title", "about") and name in ("en", "zh"):
            words[f"{field}.{name}"] = rest
        elif field == "parameter" and name:
            parameters.append(_parameter(name, rest, place))
        elif field in ("column", "list") and name:
            columns.append(Column(name, _words(rest, place)))
            lists |= {name} if field == "list" else set()
        elif field == "rank":
            words["rank"] = rest
        else:
            raise QuestionError(f"{place}: the header has no field “{field}”; queries/header.py lists the fields.")
    missing = [key for key in ("title.en", "title.zh", "about.en", "about.zh") if key not in words]
    if missing or not columns:
        raise QuestionError(f"{place}: the header lacks {', '.join(missing) or 'its columns'}; add the line.")
    title, about = (Words(words[f"{field}.en"], words[f"{field}.zh"]) for field in ("title", "about"))
    return Header(title, about, tuple(parameters), tuple(columns), frozenset(lists), words.get("rank"))


def _fields(text: str, place: str) -> list[tuple[str, str | None, str]]:
    joined: list[str] = []
    for line in text.splitlines():
        if line[:1].isspace() and line.strip() and joined:
            joined[-1] += " " + line.strip()
        elif line.strip():
            joined.append(line.strip())
    fields = []
    for line in joined:
        match = FIELD.fullmatch(line)
        if match is None:
            raise QuestionError(f"{place}: the header's line “{line}” is not “field name: words”; mend it.")
        fields.append((match["field"], match["name"], match["rest"]))
    return fields


def _parameter(name: str, rest: str, place: str) -> Parameter:
    parts = [part.strip() for part in rest.split("|")]
    match = PARAMETER.fullmatch(parts[0])
    if len(parts) != 4 or match is None:
        raise QuestionError(f"{place}: parameter {name} is not “type = default | example | English | 中文”; mend it.")
    choices = tuple(choice.strip() for choice in (match["choices"] or "").split(",") if choice.strip())
    default = None if match["default"] is None else match["default"].strip('"')
    return Parameter(name, match["type"], choices, default, parts[1], Words(parts[2], parts[3]))


def _words(rest: str, place: str) -> Words:
    parts = [part.strip() for part in rest.split("|")]
    if len(parts) != 2:
        raise QuestionError(f"{place}: “{rest}” is not “English | 中文”; mend it.")
    return Words(*parts)
