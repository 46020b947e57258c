"""What the notebooks share: the graph of the bundled sample, answers as tables in Chinese, figures with Chinese type.

Import it from a notebook in this folder: `from paper import answer, sample_graph`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager

from graph.store.index import Index
from policykg import ask, build, open_index
from queries.tables import Table, worded

FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "SimHei", "PingFang SC")
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#56B4E9", "#E69F00", "#CC79A7", "#999999")  # Okabe and Ito
LONG = 26  # characters of a cell that is no id

pd.set_option("display.unicode.east_asian_width", True, "display.width", 200, "display.max_colwidth", None)


def sample_graph() -> Index:
    """The graph of the documents that come with policykg."""
    with TemporaryDirectory() as folder, as_file(files("loaders") / "sample") as sample:
        build(sorted(sample.glob("*.txt")), Path(folder) / "kg")
        return open_index(Path(folder) / "kg")


def answer(index: Index, question: str, **given: str) -> pd.DataFrame:
    """The answer to a question of the gallery, with Chinese headings and words."""
    return shown(ask(index, question, given))


def shown(table: Table) -> pd.DataFrame:
    """A table with Chinese headings and words."""
    headings, *rows = worded(table, "zh")
    return pd.DataFrame(rows, columns=headings, dtype=object).fillna("").map(short)


def short(cell: object) -> object:
    """Long texts cut, ids whole: `why` takes them."""
    return cell[: LONG - 1] + "…" if isinstance(cell, str) and len(cell) > LONG and not cell.isascii() else cell


def told(cell: object) -> object:
    """Truth values as words, whole numbers without a point, nothing for what is not there."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def listed(ids: Iterable[str], most: int = 3) -> str:
    """Ids in a cell: the first few, and how many more there are."""
    found = list(dict.fromkeys(ids))
    return " ".join(found[:most]) + (f" 等{len(found)}项" if len(found) > most else "")


def chinese_type() -> None:
    """Set the figures in a font that has Chinese; where there is none, say so on stderr and show boxes."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    font = next((name for name in FONTS if name in installed), None)
    if font:
        plt.rcParams["font.family"] = font
    else:
        print(f"没有中文字体，图中文字将显示为方框；请安装其一 · install one of {', '.join(FONTS)}", file=sys.stderr)
    plt.rcParams["axes.unicode_minus"] = False
    plt.rcParams["axes.prop_cycle"] = plt.cycler(color=COLOURS)
