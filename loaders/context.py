"""What a user says about a document that its text does not: options of `extract`, tables of a corpus file.

A corpus file is TOML with one table a document, named by its file without the ending:

    [documents.guangyuan-2015-task-table]
    jurisdiction = "四川省广元市"
    issued = "2015"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import get_args

from ontology.errors import UnreadableError
from ontology.records import Level

LEVELS: tuple[str, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Context:
    """A document's fields as its user gives them; None where the text is to tell."""

    jurisdiction: str | None = None  # full name of the region or institution: 四川省广元市
    issued: str | None = None  # EDTF date: 2015, 2015-06 or 2015-06-30
    level: Level | None = None
    title: str | None = None
    number: str | None = None  # 发文字号


def is_edtf_date(text: str) -> bool:
    """Whether the text is a year, month or day of the calendar, as EDTF level 0 writes it."""
    parts = text.split("-")
    if [len(p) for p in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(p.isascii() and p.isdigit() for p in parts):
        return False
    try:
        date(*(int(p) for p in (*parts, "01", "01")[:3]))
    except ValueError:
        return False
    return True


def context_of(values: Mapping[str, object], where: str) -> Context:
    """The context that a table or a set of options gives; None values are passed over.

    Raises UnreadableError for an unknown key, a value that is not text, a level or a date that does not exist;
    `where` opens the message (corpus.toml, documents.a; or option).
    """
    known = [field.name for field in fields(Context)]
    for key, value in values.items():
        if key not in known:
            raise UnreadableError(f"{where}: unknown key {key!r}; the keys are {', '.join(known)}")
        if value is None:
            continue
        if not isinstance(value, str) or not value.strip():
            raise UnreadableError(f'{where}: {key} must be text in quotes, such as {key} = "…", not {value!r}')
        if key == "level" and value not in LEVELS:
            raise UnreadableError(f"{where}: level {value!r} does not exist; choose one of {', '.join(LEVELS)}")
        if key == "issued" and not is_edtf_date(value):
            raise UnreadableError(f"{where}: issued {value!r} is no date; write 2015, 2015-06 or 2015-06-30")
    return Context(**{key: value.strip() for key, value in values.items() if isinstance(value, str)})  # type: ignore[arg-type]


def read_corpus_file(path: Path) -> dict[str, Context]:
    """The contexts of a corpus file by document id (the file's name without its ending).

    Raises UnreadableError where the file is missing, is not TOML in UTF-8 or says something unknown.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise UnreadableError(f"{path}: cannot be read ({problem.strerror}); check the name and the rights") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"{path}: is not UTF-8; save it as UTF-8 text") from None
    except tomllib.TOMLDecodeError as problem:
        raise UnreadableError(f"{path}: is not TOML: {problem}; mend that line") from None
    if unknown := sorted(set(tables) - {"documents"}):
        raise UnreadableError(f"{path}: unknown table [{unknown[0]}]; each document is a table [documents.<name>]")
    documents = tables.get("documents", {})
    if not isinstance(documents, dict):
        raise UnreadableError(f"{path}: documents must hold tables; write [documents.<name>] for each document")
    contexts, met = {}, dict[Context, Context]()  # one for all documents of a place and date: a province has many
    for name, table in documents.items():
        if not isinstance(table, dict):
            raise UnreadableError(f"{path}: documents.{name} is no table; write [documents.{name}] and its keys below")
        context = context_of(table, f"{path}, documents.{name}")
        contexts[name] = met.setdefault(context, context)
    return contexts
