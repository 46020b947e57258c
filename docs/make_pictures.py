"""The README's pictures: pages of the bundled sample as a browser shows them. Run `python -m docs.make_pictures`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from benchmarks.browser import browser
from graph.store.index import Index, open_index
from policykg import HERE, build, text
from queries.commands.output import texts_of
from queries.pictures.charts.charts import chart
from queries.pictures.charts.page import chart_page
from queries.pictures.explorer import explorer
from queries.pictures.page import page
from queries.pictures.picture import picture
from queries.pictures.report import report

FOLDER = Path(__file__).with_name("pictures")
SAMPLE = HERE / "loaders" / "sample"
MOST = 400_000  # bytes of a picture
# what is done on each page before its picture is taken
CHOOSE = "[...document.querySelectorAll('#list button')].find(b => b.textContent.includes('山西省财政厅')).click()"
READ = "document.querySelectorAll('#list button')[1].click(); document.querySelector('.source .bearer').click()"
SCROLL = "scrollTo(0, document.querySelector('section:nth-of-type(2)').offsetTop - 60)"
PAGES: dict[str, tuple[Callable[[Index], str], str]] = {
    "colead": (lambda index: page(picture(index, "colead")), CHOOSE),
    "compare": (lambda index: page(picture(index, "compare", {"one": "山西省", "other": "河南省"})), ""),
    "explorer": (lambda index: explorer(index, texts_of(index, SAMPLE, text)), READ),
    "flows": (lambda index: chart_page(chart(index, "flows")), ""),
    "heat": (lambda index: chart_page(chart(index, "heat")), ""),
    "report": (report, SCROLL),
}


def main(output: Path = FOLDER) -> None:
    """Build the sample, draw its pages and take their pictures."""
    output.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, browser(1120, 720) as opened:
        build(sorted(SAMPLE.glob("*-*.txt")), Path(folder) / "kg", SAMPLE / "corpus.toml")
        index = open_index(Path(folder) / "kg")
        for name, (draw, act) in PAGES.items():
            path = Path(folder) / f"{name}.html"
            path.write_text(draw(index), encoding="utf-8")
            opened.get(path.as_uri())
            while opened.execute_script("return document.readyState") != "complete":
                sleep(0.05)
            sleep(1)  # a chart is drawn after its page is there
            opened.execute_script(act)
            sleep(0.5)
            taken = opened.get_screenshot_as_png()
            if len(taken) > MOST:
                sys.exit(f"{name}.png has {len(taken)} bytes, more than {MOST}")
            (output / f"{name}.png").write_bytes(taken)


if __name__ == "__main__":
    main()
