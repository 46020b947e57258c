"""The notebooks run, say what is stored in them, lead back to the documents, and read on a code host.

`python tests/test_notebooks.py` runs them and stores what they say now.
"""

import asyncio
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from graph.store.index import Index, open_index
from policykg import build
from queries.why import why

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
OF_ONE_RUN = re.compile(
    r"(?<![\w:/])/(?:home|root|tmp|work|Users|usr|opt|var)/|[A-Z]:\\|0x[0-9a-f]{6,}"  # paths and addresses
    r"|\b\d+(?:\.\d+)? ?(?:ms|µs|seconds)\b"  # timings
)
ID = re.compile(r"\b(?:bearer|correspondence|document|function|region|task)/[\w./~+-]*[\w]")
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def run(path: Path) -> NotebookNode:
    """The notebook, run afresh; fails where a cell does."""
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(book, timeout=300, kernel_name="python3", record_timing=False)
    asyncio.run(client.async_execute(cwd=str(path.parent)))  # which closes its event loop, as `execute` does not
    book.metadata.language_info = {"name": "python"}  # not the version of this machine
    return book


def said(book: NotebookNode) -> list[list[str]]:
    """What each cell of code prints and shows as text; pictures by their size."""
    return [[_text(output) for output in cell.outputs if _is_told(output)] for cell in book.cells if "outputs" in cell]


def _is_told(output: NotebookNode) -> bool:
    return output.get("name") != "stderr"  # where a machine lacks a font it says so there


def _text(output: NotebookNode) -> str:
    return output["text"] if "text" in output else output["data"]["text/plain"]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@each_notebook
def test_a_notebook_says_what_is_stored(path: Path) -> None:
    mend = f"{path.name} says something else now; see whether it is right, then run python tests/test_notebooks.py"
    assert said(run(path)) == said(nbformat.read(path, as_version=4)), mend


@each_notebook
def test_a_notebook_reads_without_running(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert any("image/png" in output.get("data", ()) for cell in code for output in cell.outputs)
    assert [output for cell in code for output in cell.outputs if not _is_told(output)] == []
    assert all("execution" not in cell.metadata for cell in code)


@each_notebook
def test_a_notebook_shows_nothing_of_the_machine_that_ran_it(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    texts = [cell.source for cell in book.cells] + [text for cell in said(book) for text in cell]
    assert [found for text in texts for found in OF_ONE_RUN.findall(text)] == []
    assert book.metadata.language_info == {"name": "python"}


@each_notebook
def test_titles_are_in_both_languages(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    lines = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    titles = [line for line in lines if line.startswith("#")]
    assert titles
    assert [title for title in titles if not re.fullmatch(r"#+ .*[\u4e00-\u9fff].* · [A-Z].*", title)] == []


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The graph that the notebooks build."""
    folder = tmp_path_factory.mktemp("sample") / "kg"
    build(sorted((FOLDER.parent / "loaders" / "sample").glob("*.txt")), folder)
    return open_index(folder)


def ids(cell: NotebookNode) -> set[str]:
    """The ids that a cell of code shows."""
    shown = (output.get("data", {}).get("text/html") or _text(output) for output in cell.outputs if _is_told(output))
    return {found for text in shown for found in ID.findall(text)}


@each_notebook
def test_each_id_leads_to_the_words_of_a_document(path: Path, sample: Index) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    found = sorted(set().union(*map(ids, cells)))
    assert len(found) > 20
    assert [id for id in found if not any("source" in fact for fact in why(sample, id))] == []


@each_notebook
def test_each_figure_and_table_has_its_ids_beside_it(path: Path) -> None:
    """In its own cell, or in the next, which lists what the figure is drawn from."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    shown = [{kind for output in cell.outputs for kind in output.get("data", ())} for cell in cells]
    seen = [place for place, kinds in enumerate(shown) if kinds & {"image/png", "text/html"}]
    assert seen
    assert [cells[place].source for place in seen if not any(map(ids, cells[place : place + 2]))] == []


if __name__ == "__main__":
    for notebook in NOTEBOOKS:
        nbformat.write(run(notebook), notebook)
