"""The notebooks run, say what is stored in them, and are stored so that they read on a code host.

`python tests/test_notebooks.py` runs them and stores what they say now.
"""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
OF_ONE_RUN = re.compile(
    r"(?<![\w:/])/(?:home|root|tmp|work|Users|usr|opt|var)/|[A-Z]:\\|0x[0-9a-f]{6,}"  # paths and addresses
    r"|\b\d+(?:\.\d+)? ?(?:ms|µs|seconds)\b"  # timings
)
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def run(path: Path) -> NotebookNode:
    """The notebook, run afresh; fails where a cell does."""
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(book, timeout=300, kernel_name="python3", record_timing=False)
    client.execute(cwd=str(path.parent))
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


if __name__ == "__main__":
    for notebook in NOTEBOOKS:
        nbformat.write(run(notebook), notebook)
