"""The corpus in the formats that it was published in says what its gold files say, in the right rows."""

import json
import shutil
from pathlib import Path

import pytest

from loaders.formats import word
from loaders.formats.read import read
from loaders.source import Grid

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not beside the checkout")

TABLES = [
    ("college-2019-task-breakdown.docx", 73),
    ("guangyuan-2015-task-table.doc", 24),
    ("guangyuan-2015-task-table.html", 24),
    ("guangyuan-2015-task-table.xlsx", 24),
    ("henan-2017-task-table.pdf", 36),
    ("shanxi-2015-task-table.docx", 32),
]


def bare(text):
    return "".join(text.split()).replace("．", ".")


def rows(source):
    """Each table row's cells, those that reach down into it included."""
    for grid in (block for block in source.blocks if isinstance(block, Grid)):
        for row in range(grid.rows):
            cells = [cell for cell in grid.cells if cell.row <= row < cell.row + cell.row_span]
            yield [bare("".join(source.text[p.start : p.end] for p in cell.pieces)) for cell in cells]


@pytest.mark.parametrize(("name", "tasks"), TABLES)
def test_a_task_stands_in_one_row_with_its_bearers_and_deadlines(name, tasks):
    if name.endswith(".doc") and not any(map(shutil.which, word.PROGRAMS)):
        pytest.skip("LibreOffice is not installed")
    path = SHARED / "formats" / name
    gold = json.loads((SHARED / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    found = list(rows(read(path)))
    missing = []
    for task in gold["tasks"]:
        words = [bare(task["text"])[-25:]]
        words += [bare(fact["surface"]) for fact in task["assignments"] + task["deadlines"]]
        if not any(all(any(word in cell for cell in row) for word in words) for row in found):
            missing.append(task["key"])
    assert (len(gold["tasks"]), missing) == (tasks, [])


def test_a_prose_pdf_says_the_same_characters_as_its_text():
    source = read(SHARED / "formats/shanxi-2020-action-plan.pdf")
    assert bare(source.text) == bare((SHARED / "corpus/shanxi-2020-action-plan.txt").read_text(encoding="utf-8"))


def test_a_row_over_a_page_end_is_one_row_of_two_pieces():
    source = read(SHARED / "formats/henan-2017-task-table.pdf")
    (grid,) = [block for block in source.blocks if isinstance(block, Grid)]
    split = {(c.row, c.column): tuple(p.page for p in c.pieces) for c in grid.cells if len(c.pieces) > 1}
    assert (grid.rows, split) == (44, {(32, 1): (3, 4), (32, 2): (3, 4)})
