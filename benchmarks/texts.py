"""The vocational-education documents: the originals where they lie beside the checkout, else the sample."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from loaders.context import Context, read_corpus_file

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLE = ROOT / "loaders" / "sample"
ORIGINALS = (
    "national-2019-vocational-reform",
    "shanxi-2015-task-table",
    "henan-2017-task-table",
    "guangyuan-2015-task-table",
    "shanxi-2020-action-plan",
    "college-2019-task-breakdown",
)


class Text(NamedTuple):
    """A document's file, and what is said of it."""

    path: Path
    context: Context


def vocational() -> list[Text]:
    """The originals, or the sample that restates them."""
    paths = [CORPUS / f"{name}.txt" for name in ORIGINALS]
    return _with_contexts(paths) if all(path.is_file() for path in paths) else sample()


def sample() -> list[Text]:
    """The bundled sample, the shortest document first."""
    return _with_contexts(sorted(SAMPLE.glob("*.txt"), key=lambda path: path.stat().st_size))


def _with_contexts(paths: list[Path]) -> list[Text]:
    said = read_corpus_file(paths[0].with_name("corpus.toml"))
    return [Text(path, said.get(path.stem, Context())) for path in paths]
