"""Graph pages: their size, and the time until a browser has drawn them, against plain pyvis with physics.

Both draw the same made-up network of tasks and bearers, in headless Chromium without a network.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, TypeVar

import networkx as nx
from pyvis.network import Network
from selenium.common.exceptions import TimeoutException

from benchmarks.browser import browser, there_is_one
from benchmarks.timing import Ratio, machine, report
from queries.pictures.layout import positions
from queries.pictures.page import page
from queries.pictures.picture import Picture
from queries.select import Record

Made = TypeVar("Made")
SIZES = (500, 2_000, 10_000)
LIMIT = 60  # seconds that a page is given
# resolved after two frames that follow the first full drawing; pyvis calls its network so, and hides it until it rests
DRAWN = """
const done = arguments[0], network = window.policykg ? policykg.network : window.network;
const frames = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() / 1000)));
if (!window.policykg && network.physics.stabilized === false) network.once("stabilizationIterationsDone", frames);
else frames();
"""


def picture(nodes: int) -> Picture:
    """Half tasks, half bearers; each task binds two or three, a few of whom are in many tasks as ministries are."""
    graph: nx.Graph[str] = nx.Graph()
    tasks: dict[str, dict[str, Any]] = {}
    half = nodes // 2
    names: dict[str, Record] = {
        f"bearer/{n}": {"kind": "agency", "zh": f"某省第{n}厅", "level": "province"} for n in range(half)
    }
    for n in range(half):
        bound = list(dict.fromkeys(f"bearer/{place}" for place in (n, n * 7 % half, n * n % max(3, half // 20))))
        text = f"第{n}项任务：完善制度，健全机制，推进重点领域改革，年底前建成示范基地{n % 90}个，培训骨干{n}人。"
        tasks[f"task/{n}"] = {
            "document": f"document/{n // 30}",
            "title": f"某省第{n // 30}号重点工作分工方案",
            "key": str(n),
            "section": "一、总体要求",
            "text": text,
            "bearers": [{"bearer": one, "role": "joint"} for one in bound],
            "deadlines": [{"surface": "年底前", "type": "by", "date": "2026", "latest": "2026-12-31"}],
            "targets": [],
            "evidence": [{"quote": text, "source": "plan.txt", "start": n * 60, "end": n * 60 + 50, "row": n}],
            "theme": "uncoded",
        }
        graph.add_node(f"task/{n}", kind="task", zh=str(n), en=None)
        for one in bound:
            graph.add_node(one, **names[one], en=None)
            graph.add_edge(f"task/{n}", one, weight=1, tasks=[f"task/{n}"])
    return Picture("tasks", graph, positions(graph), (), None, tasks, names, {}, 0)


def plain(drawn: Picture) -> str:
    """The same nodes and edges as pyvis draws them by itself."""
    network = Network(cdn_resources="in_line", directed=True)
    for node, about in drawn.graph.nodes(data=True):
        network.add_node(node, about["zh"])
    network.add_edges(list(drawn.graph.edges()))
    return str(network.generate_html())


def measure() -> list[Ratio]:
    """Seconds until drawn at each size; what takes longer than the limit is stopped; none without a browser."""
    return [_at(size) for size in SIZES] if there_is_one() else []


def _at(size: int) -> Ratio:
    drawn, took = _timed(lambda: picture(size))
    ours, written = _timed(lambda: str(page(drawn)))
    theirs = plain(drawn)
    with TemporaryDirectory() as folder:
        fast, slow = (_until_drawn(Path(folder) / "page.html", text) for text in (ours, theirs))
    sizes = [len(text.encode()) / 1e6 for text in (ours, theirs)]
    print(
        f"{size} nodes: laid out in {took:.1f} s, written in {written:.1f} s; {sizes[0]:.2f} MB, "
        f"pyvis {sizes[1]:.2f} MB"
    )
    return Ratio(f"a page of {size} nodes drawn in", fast, "pyvis with physics", slow, slow >= LIMIT)


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    start = perf_counter()
    made = make()
    return made, perf_counter() - start


def _until_drawn(path: Path, text: str) -> float:
    """Seconds from opening the file; a browser of its own each time, which a page that hangs cannot hold up."""
    path.write_text(text, encoding="utf-8")
    with browser() as opened:
        opened.set_script_timeout(LIMIT)
        start = perf_counter()
        opened.get(path.as_uri())
        try:
            while not opened.execute_script("return document.readyState === 'complete'"):
                if perf_counter() - start > LIMIT:
                    return LIMIT
            opened.execute_async_script(DRAWN)
        except TimeoutException:
            return LIMIT
        return min(perf_counter() - start, LIMIT)


if __name__ == "__main__":
    report(machine(), measure())
